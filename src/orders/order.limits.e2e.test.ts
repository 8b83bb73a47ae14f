import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { codesOf } from '../testkit/ask.js'
import { censusOf, leavingNoTrace, rowsOf } from '../testkit/census.js'
import {
  addPhysicians,
  clinicianWith,
  initialAppointment,
  orderOf,
  place,
  refusalOf,
  tryToPlace,
} from '../testkit/order-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { createPriceList } from './price.service.js'

describe('how large an order can be', () => {
  let gateway: TestGateway
  let physician: string
  let many: string[]
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    many = await addPhysicians(gateway, 251)
  })
  afterAll(() => gateway.stop())

  test('250 lines are one order, one transaction and as many statements as one line takes', async () => {
    const vendor = await gateway.vendor({ depositCents: 250 * 4100 })
    const small = await gateway.vendor()
    const one = orderOf(small, initialAppointment(physician))
    const statementsOfOne = await gateway.countStatements(() => place(small.client, one))
    const before = await censusOf(gateway)
    const input = orderOf(vendor, ...many.slice(0, 250).map((id) => initialAppointment(id)))
    let items: { line: number }[] = []
    const statements = await gateway.countStatements(async () => {
      items = (await place(vendor.client, input)).items
    })
    expect(items.map((item) => item.line)).toEqual(Array.from({ length: 250 }, (_, index) => index + 1))
    expect(statements).toBe(statementsOfOne)
    const after = await censusOf(gateway)
    expect(after).toMatchObject({ orders: before.orders + 1, items: before.items + 250, jobs: before.jobs + 1 })
    const [transactions] = await rowsOf(
      gateway,
      `select count(distinct t.xmin::text)::int as count from (
         select xmin from orders where organization_id = $1
         union all select xmin from order_items where organization_id = $1
         union all select xmin from profile_documents where organization_id = $1
         union all select xmin from profile_snapshots where clinician_id = any ($2)
         union all select e.xmin from ledger_entries e join ledger_transactions t on t.id = e.transaction_id
                     join orders o on o.id = t.order_id where o.organization_id = $1
         union all select xmin from audit_events where organization_id = $1) t`,
      [vendor.organizationId, many.slice(0, 250)],
    )
    expect(transactions).toEqual({ count: 1 })
  })

  test.each([
    ['no line', 0],
    ['251 lines', 251],
  ])('%s is refused', async (_, count) => {
    const vendor = await gateway.vendor({ depositCents: 2_000_000 })
    await leavingNoTrace(gateway, async () => {
      const input = orderOf(vendor, ...many.slice(0, count).map((id) => initialAppointment(id)))
      expect(await refusalOf(vendor.client, input)).toEqual(['INVALID_INPUT'])
    })
  })

  test('a reference of 200 characters is kept as it is, one of 201 is refused', async () => {
    const vendor = await gateway.vendor()
    await leavingNoTrace(gateway, async () => {
      const tooLong = orderOf(vendor, initialAppointment(physician, { vendorReference: 'r'.repeat(201) }))
      const answer = await tryToPlace(vendor.client, tooLong)
      expect(answer.data?.placeOrder.userErrors).toEqual([
        {
          code: 'INVALID_INPUT',
          field: ['items', '0', 'vendorReference'],
          message: 'expected at most 200 characters, got 201',
        },
      ])
    })
    const vendorReference = `#${'é'.repeat(198)} `
    const order = await place(vendor.client, orderOf(vendor, initialAppointment(physician, { vendorReference })))
    expect(order.items[0]?.vendorReference).toBe(vendorReference)
  })

  test('a character that no text can hold is the caller’s mistake and not ours', async () => {
    const vendor = await gateway.vendor()
    const line = initialAppointment(physician)
    const nowhere = orderOf({ organizationId: 'org_\u0000' }, line)
    await leavingNoTrace(gateway, async () => {
      for (const input of [
        { ...orderOf(vendor, line), idempotencyKey: 'nul\u0000' },
        { ...orderOf(vendor, line), idempotencyKey: 'half a letter \ud83d' },
        orderOf(vendor, { ...line, vendorReference: 'nul\u0000' }),
        orderOf(vendor, { ...line, vendorReference: 'half a letter \ud83d' }),
        orderOf(vendor, initialAppointment('cln_\u0000')),
      ]) {
        expect(await refusalOf(vendor.client, input)).toEqual(['INVALID_INPUT'])
      }
      expect(codesOf(await tryToPlace(vendor.client, nowhere))).toEqual(['BAD_USER_INPUT'])
    })
  })
})

describe('what an order costs', () => {
  let gateway: TestGateway
  let many: string[]
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    many = await addPhysicians(gateway, 10)
  })
  afterAll(() => gateway.stop())

  const reappointments = (count: number) =>
    many.slice(0, count).map((clinicianId) => ({ clinicianId, product: 'REAPPOINTMENT' as const }))

  test('from ten reappointments on, each costs less', async () => {
    const nine = await gateway.vendor()
    expect((await place(nine.client, orderOf(nine, ...reappointments(9)))).total.cents).toBe(9 * 1800)
    const ten = await gateway.vendor()
    expect((await place(ten.client, orderOf(ten, ...reappointments(10)))).total.cents).toBe(10 * 1000)
  })

  test('an organization’s own price list goes before everybody’s, from its day on and until it ends', async () => {
    const vendor = await gateway.vendor()
    const now = gateway.clock.now().getTime()
    const [first = '', second = ''] = many
    const { organizationId } = vendor
    const addList = (effectiveFrom: Date, effectiveUntil: Date | null, unitAmountCents: number) =>
      gateway.database.transaction((tx) =>
        createPriceList(tx, {
          mode: 'TEST',
          organizationId,
          currency: 'USD',
          effectiveFrom,
          effectiveUntil,
          prices: [{ product: 'INITIAL_APPOINTMENT', minimumQuantity: 1, unitAmountCents }],
        }),
      )
    await addList(new Date(now - 7_200_000), new Date(now - 3_600_000), 1)
    await addList(new Date(now - 3_600_000), new Date(now + 3_600_000), 3000)
    await addList(new Date(now + 3_600_000), null, 2)
    await expect(addList(new Date(now), new Date(now + 1), 3)).rejects.toThrow('price_lists_no_overlap')
    const order = orderOf(vendor, initialAppointment(first), { clinicianId: second, product: 'REAPPOINTMENT' })
    expect((await place(vendor.client, order)).items.map((item) => item.unitPrice.cents)).toEqual([3000, 1800])
    const other = await gateway.vendor()
    expect((await place(other.client, orderOf(other, initialAppointment(first)))).total.cents).toBe(4100)
  })
})
