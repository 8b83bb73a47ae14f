import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Registry } from 'prom-client'
import { codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { whileHeld } from '../testkit/held-row.js'
import { person, type TestPerson } from '../testkit/people.js'
import { act, tryToAct } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { LedgerPoster } from './ledger.poster.js'

/** What a process that is killed does to the database: its connection ends in the middle of the transaction. */
const KILL = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`

describe('money that was entered and not committed when the process died', () => {
  let gateway: TestGateway
  let staff: TestPerson
  let of: Record<'organizationId' | 'subscriptionId', string>
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    staff = await person(gateway, { staff: true })
    const { organizationId } = await gateway.vendor({ depositCents: 900 })
    const sold = { name: 'Ten', currency: 'USD', priceCents: 500, allowance: 10, termMonths: 12, reason: 'offer' }
    const { subscriptionPackage } = await act<{ subscriptionPackage: { id: string } }>(
      staff.client,
      'createSubscriptionPackage',
      sold,
      'subscriptionPackage { id }',
    )
    const { subscription } = await act<{ subscription: { id: string } }>(
      staff.client,
      'createSubscription',
      { organizationId, packageId: subscriptionPackage.id, idempotencyKey: 'sold', reason: 'sold' },
      'subscription { id }',
    )
    of = { organizationId, subscriptionId: subscription.id }
  })
  afterAll(() => gateway.stop())

  const reason = 'as agreed'
  test.each([
    ['recordDeposit', () => ({ organizationId: of.organizationId, amountCents: 7, reference: 'Check', reason })],
    ['recordAdjustment', () => ({ organizationId: of.organizationId, amountCents: -7, text: 'Correction', reason })],
    ['recordSubscriptionPayment', () => ({ ...of, amountCents: 7, invoice: 'INV', reason })],
    ['transferBalance', () => ({ ...of, amountCents: 7 })],
  ])('is not there, and comes once when the client asks again: %s', async (mutation, inputOf) => {
    const input = { ...inputOf(), idempotencyKey: mutation }
    // The audit row is the last that is written: everything else is there, and waits for its commit.
    const answer = await leavingNoTrace(gateway, () =>
      whileHeld(
        gateway,
        { text: 'lock table audit_events in share mode', values: [] },
        () => tryToAct(staff.client, mutation, input, 'replayed'),
        (holder) => holder.query(KILL),
      ),
    )
    expect(codesOf(answer)).toEqual(['UNAVAILABLE'])
    for (const replayed of [false, true, true]) {
      expect(await act(staff.client, mutation, input, 'replayed')).toEqual({ replayed, userErrors: [] })
    }
  })

  test('is posted by the next who looks', async () => {
    const { database, clock, vendor } = gateway
    await vendor()
    clock.advanceTo(new Date(clock.now().getTime() + 25 * 3_600_000))
    const posting = () => new LedgerPoster(database, clock, new Registry()).postDue()
    const held = { text: 'lock table ledger_postings in share mode', values: [] }
    await expect(whileHeld(gateway, held, posting, (holder) => holder.query(KILL))).rejects.toThrow()
    expect(await rowsOf(gateway, 'select 1 from ledger_postings')).toEqual([])
    await posting()
    expect(await rowsOf(gateway, 'select 1 from ledger_postings')).toHaveLength(2)
  })
})
