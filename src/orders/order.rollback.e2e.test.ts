import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { clinicianWith, initialAppointment, orderOf, place, tryToPlace } from '../testkit/order-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

describe('an order that cannot be written down to its end', () => {
  let gateway: TestGateway
  let physician: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    await rowsOf(
      gateway,
      `create function break_down() returns trigger language plpgsql as
         $$ begin raise exception 'secret of the database'; end $$`,
    )
  })
  afterAll(() => gateway.stop())

  // In the order in which they are written; the job is the last, so that everything before it must go again.
  test.each([
    ['orders', 'before insert'],
    ['profile_snapshots', 'before insert'],
    ['profile_documents', 'before insert'],
    ['order_items', 'before insert'],
    ['ledger_entries', 'before insert'],
    ['audit_events', 'before insert'],
    ['pgboss.job', 'before insert'],
    ['order_items', 'after insert'],
  ])('leaves nothing behind when %s refuse %s', async (table, moment) => {
    const vendor = await gateway.vendor()
    const input = orderOf(vendor, initialAppointment(physician))
    await rowsOf(gateway, `create trigger broken ${moment} on ${table} for each row execute function break_down()`)
    try {
      const answer = await leavingNoTrace(gateway, () => tryToPlace(vendor.client, input))
      expect(codesOf(answer)).toEqual(['INTERNAL'])
      expect(JSON.stringify(answer)).not.toContain('secret')
      expect(answer.data).toBeNull()
    } finally {
      await rowsOf(gateway, `drop trigger broken on ${table}`)
    }
    const order = await place(vendor.client, input)
    expect(order.total.cents).toBe(4100)
  })

  test('leaves nothing behind when the commit itself fails', async () => {
    const vendor = await gateway.vendor()
    const input = orderOf(vendor, initialAppointment(physician))
    await rowsOf(
      gateway,
      `create constraint trigger broken after insert on orders deferrable initially deferred
         for each row execute function break_down()`,
    )
    const answer = await leavingNoTrace(gateway, () => tryToPlace(vendor.client, input))
    expect(codesOf(answer)).toEqual(['INTERNAL'])
    await rowsOf(gateway, 'drop trigger broken on orders')
    await place(vendor.client, input)
  })
})
