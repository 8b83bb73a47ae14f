import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { operationOf } from '../../testkit/bulk-acts.js'
import { rowsOf } from '../../testkit/census.js'
import { addPhysicians, initialAppointment, orderOf, place } from '../../testkit/order-acts.js'
import { person } from '../../testkit/people.js'
import { fictionalNpi } from '../../testkit/profile-elements.js'
import {
  bought,
  confirm,
  confirmation,
  previewed,
  ROSTER_HEADER,
  resultRows,
  rosterOf,
  rosterOfSerials,
  rosterWorker,
  startPreview,
} from '../../testkit/roster-acts.js'
import { secondDatabase } from '../../testkit/second-process.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'
import { act, auditOf, refusalsOf } from '../../testkit/vendor-acts.js'

const PRICE = 4100
const NEVER = new AbortController().signal
describe('a roster of profiles', () => {
  let gateway: TestGateway
  let physicians: string[]
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physicians = await addPhysicians(gateway, 12)
  })
  afterAll(() => gateway.stop())

  const ordersOf = async ({ organizationId }: { organizationId: string }) =>
    await rowsOf<{ number: number; cents: number; items: number; purchaseOrder: string | null }>(
      gateway,
      `select o.number, o.total_cents::int as cents, o.purchase_order_number as "purchaseOrder",
              (select count(*) from order_items i where i.order_id = o.id)::int as items
         from orders o where o.organization_id = $1 order by o.number`,
      [organizationId],
    )
  /** The balance, and what the orders say was taken from it. */
  const moneyOf = async ({ organizationId }: { organizationId: string }) => {
    const sql = `select coalesce(sum(e.amount_cents), 0)::int as cents from accounts a
                   join ledger_entries e on e.account_id = a.id and e.book = 'BALANCE' where a.organization_id = $1`
    const [ledger] = await rowsOf<{ cents: number }>(gateway, sql, [organizationId])
    const orders = await ordersOf({ organizationId })
    return { balance: ledger?.cents, spent: orders.reduce((sum, { cents }) => sum + cents, 0) }
  }
  const statusesOf = async (caller: TestVendor, id: string) =>
    (await resultRows(gateway, caller, id)).map(({ status }) => status)

  test('is matched and priced first, and ordered when that is confirmed', async () => {
    const vendor = await gateway.vendor()
    await place(vendor.client, orderOf(vendor, initialAppointment(physicians[3] ?? '')))
    const [npi1, npi2, npi4] = [1, 2, 4].map(fictionalNpi)
    const roster = [
      ROSTER_HEADER,
      `${npi1},initial appointment,A-1,,,,`,
      `,REAPPOINTMENT,A-2,,Testa,Extra-2,01/01/1970`,
      `${npi2},INITIAL_APPOINTMENT,A-3,,Another,Person,`,
      `${npi1},PA_PROFILE,A-4,,,,`,
      `${npi4},INITIAL_APPOINTMENT,A-5,,,,`,
      `${npi4},INITIAL_APPOINTMENT,A-6,TRUE,,,`,
      `${fictionalNpi(99_999_999)},REAPPOINTMENT,A-7,,,,`,
      `${npi2},EVERYTHING,A-8,,,,`,
      `${npi1},INITIAL_APPOINTMENT,A-9,,,,`,
      `${npi2},REAPPOINTMENT,A-10,maybe,,,`,
      '',
    ].join('\n')
    const id = await previewed(gateway, vendor, roster)
    expect(await ordersOf(vendor)).toHaveLength(1)
    const rows = await resultRows(gateway, vendor, id)
    expect(
      rows.map(({ row, reference, status, unitPriceCents, reason }) => [
        row,
        reference,
        status,
        unitPriceCents,
        reason,
      ]),
    ).toEqual([
      [1, 'A-1', 'READY', PRICE, null],
      [2, 'A-2', 'READY', 1800, null],
      [3, 'A-3', 'NAME_DIFFERS', null, expect.stringMatching(/no such name/)],
      [4, 'A-4', 'INELIGIBLE_PRODUCT', null, expect.stringMatching(/PA_PROFILE is for a PHYSICIAN_ASSISTANT/)],
      [5, 'A-5', 'DUPLICATE_PURCHASE', null, expect.stringMatching(/^bought on .* with order PO-/)],
      [6, 'A-6', 'READY', PRICE, null],
      [7, 'A-7', 'NOT_FOUND', null, expect.any(String)],
      [
        8,
        'A-8',
        'INVALID',
        null,
        'product: expected INITIAL_APPOINTMENT, REAPPOINTMENT, PA_PROFILE, CONTINUOUS_MONITORING',
      ],
      [9, 'A-9', 'DUPLICATE_PURCHASE', null, 'the same profile stands in row 1'],
      [10, 'A-10', 'INVALID', null, 'allowDuplicate: expected true, false or nothing'],
    ])
    expect(Object.keys(rows[0] ?? {})).toHaveLength(19)
    const products = [
      { product: 'INITIAL_APPOINTMENT', rows: 2, total: { cents: 2 * PRICE } },
      { product: 'REAPPOINTMENT', rows: 1, total: { cents: 1800 } },
    ]
    const total = { cents: 10_000, currency: 'USD' }
    const open = { purchaseOperationId: null, paymentMethod: null, maximumTotal: null, orderNumbers: [] }
    expect(await rosterOf(vendor, id)).toEqual({ products, total, previewOperationId: id, ...open })

    const terms = { maximumTotalCents: 10_000, purchaseOrderNumber: ' 4711 ' }
    const purchase = await bought(gateway, vendor, id, terms)
    const [, first, second] = await ordersOf(vendor)
    expect([first, second]).toMatchObject([
      { cents: PRICE + 1800, items: 2, purchaseOrder: '4711' },
      { cents: PRICE, items: 1, purchaseOrder: '4711' },
    ])
    expect(await operationOf(vendor, purchase)).toMatchObject({
      state: 'COMPLETED',
      rowsTotal: 10,
      counts: [
        { status: 'DUPLICATE_PURCHASE', rows: 2 },
        { status: 'INELIGIBLE_PRODUCT', rows: 1 },
        { status: 'INVALID', rows: 2 },
        { status: 'NAME_DIFFERS', rows: 1 },
        { status: 'NOT_FOUND', rows: 1 },
        { status: 'ORDERED', rows: 3 },
      ],
    })
    const numbers = [first, second].map((order) => `PO-${String(order?.number).padStart(10, '0')}`)
    const [one, , unready] = await resultRows(gateway, vendor, purchase)
    const [item] = await rowsOf<{ id: string }>(gateway, `select id from order_items where vendor_reference = 'A-1'`)
    expect(one).toEqual({
      ...{ row: 1, reference: 'A-1', status: 'ORDERED', clinicianId: physicians[0], product: 'INITIAL_APPOINTMENT' },
      ...{ orderNumber: numbers[0], orderItemId: item?.id, unitPriceCents: PRICE, currency: 'USD', reason: null },
    })
    expect(unready).toMatchObject({
      status: 'NAME_DIFFERS',
      orderNumber: null,
      reason: expect.stringMatching(/^not ready/),
    })
    const seen = await rosterOf(vendor, purchase)
    expect(seen).toMatchObject({ products, total, previewOperationId: id, orderNumbers: numbers })
    expect(await moneyOf(vendor)).toEqual({ balance: 100_000 - 14_100, spent: 14_100 })
    expect((await auditOf(gateway, purchase)).map(({ action }) => action)).toContain('BULK_OPERATION_STARTED')

    // Confirmed again, and sent again: nothing more is ordered.
    expect(await confirm(vendor.client, id, { ...terms, purchaseOrderNumber: '4711' })).toEqual({
      operation: { id: purchase },
      reused: true,
    })
    expect(await refusalsOf(vendor.client, 'confirmOrderRoster', confirmation(id))).toEqual(['ALREADY_DECIDED'])
    expect(await startPreview(gateway, vendor, roster)).toEqual({ operation: { id }, reused: true })
    const again = await startPreview(gateway, vendor, roster, { again: true })
    await rosterWorker(gateway).runner.run(again.operation.id, NEVER)
    // What was bought is known by now; what may be bought twice is ready once more.
    expect((await statusesOf(vendor, again.operation.id)).filter((status) => status === 'READY')).toHaveLength(1)
    expect(JSON.stringify(gateway.logs)).not.toMatch(/Testa|Extra-2|A-1/)
  })

  test('is ordered once, whoever is killed and however many work on it', async () => {
    const vendor = await gateway.vendor()
    const serials = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    const id = await previewed(gateway, vendor, rosterOfSerials(serials))
    const { operation } = await confirm(vendor.client, id)
    const { steps, purchaser } = rosterWorker(gateway)
    await steps.begin(operation.id)
    await steps.counted(operation.id, serials.length)
    const source = { operationId: operation.id, contentType: 'text/csv', file: () => (async function* () {})() }
    const rows = []
    for await (const page of purchaser.rows(source)) rows.push(...page)
    expect(await steps.slice(operation.id, 0, rows.slice(0, 4), purchaser)).toMatchObject({ outcome: 'DONE' })
    const killed: typeof purchaser = Object.assign(Object.create(purchaser), {
      async process(...args: Parameters<typeof purchaser.process>) {
        await purchaser.process(...args)
        throw new Error('killed')
      },
    })
    await expect(steps.slice(operation.id, 4, rows.slice(4, 8), killed)).rejects.toThrow('killed')
    expect(await ordersOf(vendor)).toMatchObject([{ items: 4 }])
    expect(await moneyOf(vendor)).toEqual({ balance: 100_000 - 4 * PRICE, spent: 4 * PRICE })
    // One that was slow, and does not know that its slice is done.
    expect(await steps.slice(operation.id, 0, rows.slice(0, 4), purchaser)).toEqual({ outcome: 'OVERTAKEN' })

    const other = await secondDatabase(gateway.databaseUrl)
    const runners = [rosterWorker(gateway), rosterWorker(gateway, other.database)]
    await Promise.all(runners.map(({ runner }) => runner.run(operation.id, NEVER)))
    await other.close()
    await rosterWorker(gateway).runner.run(operation.id, NEVER)
    expect((await ordersOf(vendor)).map(({ items }) => items)).toEqual([4, 4, 2])
    expect(await moneyOf(vendor)).toEqual({ balance: 100_000 - 10 * PRICE, spent: 10 * PRICE })
    expect(await statusesOf(vendor, operation.id)).toEqual(serials.map(() => 'ORDERED'))
    const ordered = await resultRows(gateway, vendor, operation.id)
    expect(new Set(ordered.map(({ orderItemId }) => orderItemId)).size).toBe(10)
  })

  test.each<[string, number, Record<string, unknown>, number | null]>([
    ['INSUFFICIENT_FUNDS', 10_000, {}, null],
    ['MAXIMUM_EXCEEDED', 100_000, { maximumTotalCents: 10_000 }, null],
    ['SPEND_CAP_EXCEEDED', 100_000, {}, 10_000],
  ])('is ordered as far as the money goes: the rest is %s', async (code, depositCents, terms, capCents) => {
    const vendor = await gateway.vendor({ depositCents })
    const cap = 'update vendor_grants set monthly_spend_cap_cents = $2 where vendor_id = $1'
    await rowsOf(gateway, cap, [vendor.vendorId, capCents])
    // Four whole profiles, of which two fit, and one that fits into what is left.
    const roster = `${rosterOfSerials([1, 2, 3, 4])}${fictionalNpi(5)},REAPPOINTMENT,R5,,,,\n`
    const id = await previewed(gateway, vendor, roster)
    const purchase = await bought(gateway, vendor, id, terms)
    expect(await statusesOf(vendor, purchase)).toEqual(['ORDERED', 'ORDERED', code, code, 'ORDERED'])
    expect((await moneyOf(vendor)).spent).toBe(10_000)
    expect(await rosterOf(vendor, purchase)).toMatchObject({ total: { cents: 10_000 } })
    const [, , refused] = await resultRows(gateway, vendor, purchase)
    expect(refused?.['reason']).toMatch(/^the total is \$123\.00/)
  })

  test('is paid from the allowance of a package as far as that goes', async () => {
    const vendor = await gateway.vendor({ depositCents: 0 })
    const { organizationId } = vendor
    const { client } = await person(gateway, { staff: true })
    const offer = { name: 'Three', currency: 'USD', priceCents: 5_000, allowance: 3, termMonths: 12, reason: 'offer' }
    const { subscriptionPackage } = await act<{ subscriptionPackage: { id: string } }>(
      client,
      'createSubscriptionPackage',
      offer,
      'subscriptionPackage { id }',
    )
    const sold = { organizationId, packageId: subscriptionPackage.id, idempotencyKey: organizationId, reason: 'sold' }
    await act(client, 'createSubscription', sold, 'subscription { id }')
    const id = await previewed(gateway, vendor, rosterOfSerials([1, 2, 3, 4, 5]))
    const purchase = await bought(gateway, vendor, id, { paymentMethod: 'SUBSCRIPTION', maximumTotalCents: 0 })
    const [over, ordered] = ['ALLOWANCE_EXHAUSTED', 'ORDERED']
    expect(await statusesOf(vendor, purchase)).toEqual([ordered, ordered, ordered, over, over])
    expect(await moneyOf(vendor)).toEqual({ balance: 0, spent: 0 })
  })

  test('leaves out what was bought since the preview, and nothing else', async () => {
    const vendor = await gateway.vendor()
    const id = await previewed(gateway, vendor, rosterOfSerials([1, 2, 3]))
    await place(vendor.client, orderOf(vendor, initialAppointment(physicians[1] ?? '')))
    const purchase = await bought(gateway, vendor, id)
    expect(await statusesOf(vendor, purchase)).toEqual(['ORDERED', 'DUPLICATE_PURCHASE', 'ORDERED'])
  })
})
