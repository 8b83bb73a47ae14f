import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { cancelOperation, operationOf, startedLookup } from '../../testkit/bulk-acts.js'
import { rowsOf } from '../../testkit/census.js'
import { addPhysicians, anotherVendor, revokeGrant } from '../../testkit/order-acts.js'
import { person } from '../../testkit/people.js'
import { fictionalNpi } from '../../testkit/profile-elements.js'
import {
  bought,
  confirm,
  confirmation,
  previewed,
  rosterOf,
  rosterOfSerials,
  rosterWorker,
  startPreview,
} from '../../testkit/roster-acts.js'
import { startTestGateway, type TestGateway } from '../../testkit/test-gateway.js'
import { errorsOf, refusalsOf } from '../../testkit/vendor-acts.js'
import { createApiKey } from '../../vendors/vendor.service.js'
import { sweepRosterRows } from './order-roster.queries.js'

const NEVER = new AbortController().signal

describe('who may order a roster, and when', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    await addPhysicians(gateway, 12)
  })
  afterAll(() => gateway.stop())

  test('is for those whose it is', async () => {
    const vendor = await gateway.vendor()
    const id = await previewed(gateway, vendor, rosterOfSerials([1, 2]))
    const stranger = await gateway.vendor()
    // The first request of a key leaves a trace of its own.
    await refusalsOf(stranger.client, 'confirmOrderRoster', confirmation('bulk_none'))
    const statements = []
    for (const unknown of [id, `${id.slice(0, -1)}0`]) {
      statements.push(
        await gateway.countStatements(async () => {
          const [error] = await errorsOf(stranger.client, 'confirmOrderRoster', confirmation(unknown))
          expect(error).toEqual({
            code: 'NOT_FOUND',
            field: ['operationId'],
            message: `no roster has the id "${unknown}"`,
          })
        }),
      )
    }
    expect(new Set(statements).size).toBe(1)
    const another = await anotherVendor(gateway, vendor)
    expect(await refusalsOf(another.client, 'confirmOrderRoster', confirmation(id))).toEqual(['NOT_FOUND'])
    const lookup = await startedLookup(gateway, vendor, 'npi\n1\n')
    expect(await refusalsOf(vendor.client, 'confirmOrderRoster', confirmation(lookup))).toEqual(['NOT_FOUND'])
    expect(await rosterOf(vendor, lookup)).toBeNull()
    const { token } = await gateway.database.transaction((tx) => {
      const key = { vendorId: vendor.vendorId, mode: 'TEST' as const, name: 'Reader', expiresAt: null }
      return createApiKey(tx, gateway.clock, { ...key, scopes: ['clinicians:read'] })
    })
    const reader = { client: gateway.client(token) }
    expect(await refusalsOf(reader.client, 'confirmOrderRoster', confirmation(id))).toEqual(['FORBIDDEN'])
    const readers = await Promise.all([reader, vendor].map((one) => operationOf(one, id)))
    expect(readers.map((one) => one?.resultUrl ?? null)).toEqual([null, expect.any(String)])
    const staff = await person(gateway, { staff: true })
    expect(await refusalsOf(staff.client, 'confirmOrderRoster', confirmation(id))).toEqual(['FORBIDDEN'])
    expect(await rosterOf(staff, id)).toBeNull()
    // A buyer of the organization confirms what its software has prepared; the software does not see that operation.
    const { organizationId } = vendor
    const buyer = await person(gateway, { organizationId })
    const purchase = await bought(gateway, { ...buyer, organizationId }, id)
    expect(await rowsOf(gateway, 'select channel from orders where organization_id = $1', [organizationId])).toEqual([
      { channel: 'HUB' },
    ])
    expect((await rosterOf(buyer, id))?.purchaseOperationId).toBe(purchase)
    expect(await refusalsOf(vendor.client, 'confirmOrderRoster', confirmation(id))).toEqual(['ALREADY_DECIDED'])
  })

  test('is confirmed when it is complete and has something to order', async () => {
    const vendor = await gateway.vendor()
    const running = (await startPreview(gateway, vendor, rosterOfSerials([1]))).operation.id
    const refusal = async (id: string, more: object = {}) =>
      (await errorsOf(vendor.client, 'confirmOrderRoster', confirmation(id, { ...more })))[0]
    expect(await refusal(running)).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/got CREATED$/),
    })
    expect(await refusal(running, { maximumTotalCents: -1 })).toMatchObject({ field: ['maximumTotalCents'] })
    expect(await refusal(running, { purchaseOrderNumber: ' ' })).toMatchObject({ field: ['purchaseOrderNumber'] })
    expect(await cancelOperation(vendor, running)).toBe('CANCELLED')
    expect(await refusal(running)).toMatchObject({ message: expect.stringMatching(/got CANCELLED$/) })
    const nobody = await previewed(gateway, vendor, `npi,product\n${fictionalNpi(99_999_999)},REAPPOINTMENT\n`)
    expect(await refusal(nobody)).toMatchObject({ message: expect.stringMatching(/at least one READY row, got none/) })
    const many = rosterOfSerials(Array.from({ length: 41 }, () => 1))
    const { operation } = await startPreview(gateway, vendor, many)
    await rosterWorker(gateway).runner.run(operation.id, NEVER)
    expect(await operationOf(vendor, operation.id)).toMatchObject({ state: 'FAILED', errorCode: 'TOO_MANY_ROWS' })
  })

  test('ends when whoever confirmed it may not order any more', async () => {
    const vendor = await gateway.vendor()
    const id = await previewed(gateway, vendor, rosterOfSerials([1, 2]))
    const { operation } = await confirm(vendor.client, id)
    await revokeGrant(gateway, vendor)
    await rosterWorker(gateway).runner.run(operation.id, NEVER)
    const sql = 'select state, error_code as code from bulk_operations where id = $1'
    expect(await rowsOf(gateway, sql, [operation.id])).toEqual([{ state: 'FAILED', code: 'ACCESS_ENDED' }])
    const orders = 'select 1 from orders where organization_id = $1'
    expect(await rowsOf(gateway, orders, [vendor.organizationId])).toEqual([])
  })

  test('takes as many statements for two rows as for ten, and its rows are swept in the end', async () => {
    const vendor = await gateway.vendor()
    const counts = []
    for (const serials of [
      [1, 2],
      [3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    ]) {
      const { operation } = await startPreview(gateway, vendor, rosterOfSerials(serials))
      const worker = rosterWorker(gateway, gateway.database, 20)
      const preview = await gateway.countStatements(() => worker.runner.run(operation.id, NEVER))
      const { operation: purchase } = await confirm(vendor.client, operation.id)
      counts.push([preview, await gateway.countStatements(() => worker.runner.run(purchase.id, NEVER))])
    }
    expect(counts[1]).toEqual(counts[0])
    const rowsLeft = async () =>
      await rowsOf(
        gateway,
        `select 1 from order_roster_rows r join bulk_operations b on b.id = r.operation_id where b.organization_id = $1`,
        [vendor.organizationId],
      )
    expect(await rowsLeft()).toHaveLength(12)
    const sweep = async (now: Date) => await gateway.database.transaction((tx) => sweepRosterRows(tx, now, 1_000))
    await sweep(gateway.clock.now())
    expect(await rowsLeft()).toHaveLength(12)
    await sweep(new Date(gateway.clock.now().getTime() + 31 * 86_400_000))
    expect(await rowsLeft()).toHaveLength(0)
  })
})
