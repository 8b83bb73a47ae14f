import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { FULL_ASSISTANT_NPI } from '../sandbox/sandbox.assistants.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { SAME_NAME_PHYSICIAN_NPIS, SPARSE_PHYSICIAN_NPI } from '../sandbox/sandbox.physicians.js'
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

describe('placing an order', () => {
  let gateway: TestGateway
  let physician: string
  let assistant: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    assistant = await clinicianWith(gateway, FULL_ASSISTANT_NPI)
  })
  afterAll(() => gateway.stop())

  test('a physician’s and a physician assistant’s profile are bought in one order', async () => {
    const vendor = await gateway.vendor({ vendorName: 'Fictional Credentials Inc.' })
    const before = await censusOf(gateway)
    const order = await place(
      vendor.client,
      orderOf(
        vendor,
        initialAppointment(physician, { vendorReference: 'line-1' }),
        { clinicianId: physician, product: 'REAPPOINTMENT' },
        { clinicianId: assistant, product: 'PA_PROFILE', vendorReference: null },
      ),
    )
    const usd = (cents: number) => ({ cents, currency: 'USD' })
    expect(order).toMatchObject({
      status: 'COMPLETED',
      placedBy: 'Fictional Credentials Inc.',
      total: usd(8300),
      items: [
        { line: 1, product: 'INITIAL_APPOINTMENT', vendorReference: 'line-1', unitPrice: usd(4100) },
        { line: 2, product: 'REAPPOINTMENT', vendorReference: null, unitPrice: usd(1800) },
        { line: 3, product: 'PA_PROFILE', vendorReference: null, unitPrice: usd(2400) },
      ],
    })
    const after = await censusOf(gateway)
    expect(after).toEqual({
      ...before,
      orders: before.orders + 1,
      items: before.items + 3,
      ledgerEntries: before.ledgerEntries + 1,
      ledgerCents: before.ledgerCents - 8300,
      snapshots: before.snapshots + 2,
      documents: before.documents + 3,
      auditEvents: before.auditEvents + 1,
      jobs: before.jobs + 1,
    })
  })

  test('who placed it, for whom and on which local day is written down', async () => {
    const vendor = await gateway.vendor({ timeZone: 'Pacific/Kiritimati' })
    const order = await place(vendor.client, orderOf(vendor, initialAppointment(physician)))
    const [row] = await rowsOf(
      gateway,
      `select mode, channel, vendor_id as "vendorId", payment_method as "paymentMethod",
              placed_on = (placed_at at time zone 'Pacific/Kiritimati')::date as "localDay" from orders where id = $1`,
      [order.id],
    )
    const { vendorId } = vendor
    const paymentMethod = 'ACCOUNT_BALANCE'
    expect(row).toEqual({ mode: 'TEST', channel: 'INTEGRATION', vendorId, paymentMethod, localDay: true })
    const audit = await rowsOf(
      gateway,
      `select actor_id as "actorId", organization_id as "organizationId", action, address::text
         from audit_events where $1 = any (subject_ids)`,
      [order.id],
    )
    const { organizationId } = vendor
    expect(audit).toEqual([{ action: 'ORDER_PLACED', actorId: vendorId, organizationId, address: '127.0.0.1/32' }])
  })

  test('order numbers are PO- and ten digits, and increase', async () => {
    const vendor = await gateway.vendor()
    const numbers: string[] = []
    for (const npi of [...SAME_NAME_PHYSICIAN_NPIS, SPARSE_PHYSICIAN_NPI]) {
      const line = initialAppointment(await clinicianWith(gateway, npi))
      numbers.push((await place(vendor.client, orderOf(vendor, line))).number)
    }
    for (const number of numbers) expect(number).toMatch(/^PO-\d{10}$/)
    expect(numbers).toEqual([...new Set(numbers)].sort())
  })

  test('an order that takes the balance to zero is placed, the next one is refused', async () => {
    const vendor = await gateway.vendor({ depositCents: 4100 })
    await place(vendor.client, orderOf(vendor, initialAppointment(physician)))
    await leavingNoTrace(gateway, async () => {
      const next = orderOf(vendor, { clinicianId: assistant, product: 'PA_PROFILE' })
      expect(await refusalOf(vendor.client, next)).toEqual(['INSUFFICIENT_FUNDS'])
    })
  })

  test('one cent short is refused with the total and the balance', async () => {
    const vendor = await gateway.vendor({ depositCents: 4099 })
    const answer = await leavingNoTrace(gateway, () =>
      tryToPlace(vendor.client, orderOf(vendor, initialAppointment(physician))),
    )
    expect(answer.data?.placeOrder).toMatchObject({
      order: null,
      userErrors: [{ code: 'INSUFFICIENT_FUNDS', message: 'the total is $41.00, the balance $40.99' }],
    })
  })

  test('orders at once that together exceed the balance never take it below zero', async () => {
    const vendor = await gateway.vendor({ depositCents: 3 * 4100 })
    const clinicians = await addPhysicians(gateway, 8)
    const answers = await Promise.all(
      clinicians.map((id) => tryToPlace(vendor.client, orderOf(vendor, initialAppointment(id)))),
    )
    const placed = answers.filter((answer) => answer.data?.placeOrder.order != null)
    const refused = answers.flatMap((answer) => answer.data?.placeOrder.userErrors ?? [])
    expect(placed).toHaveLength(3)
    expect(refused.map((error) => error.code)).toEqual(Array(5).fill('INSUFFICIENT_FUNDS'))
    const [account] = await rowsOf(
      gateway,
      `select sum(amount_cents)::int as balance, min(balance_after_cents)::int as lowest
         from ledger_entries e join accounts a on a.id = e.account_id
        where a.organization_id = $1 and e.book = 'BALANCE'`,
      [vendor.organizationId],
    )
    expect(account).toEqual({ balance: 0, lowest: 0 })
  })

  test('a product for the other profession is refused, and so is a clinician nobody knows', async () => {
    const vendor = await gateway.vendor()
    const answer = await leavingNoTrace(gateway, () =>
      tryToPlace(
        vendor.client,
        orderOf(
          vendor,
          { clinicianId: physician, product: 'PA_PROFILE' },
          { clinicianId: assistant, product: 'INITIAL_APPOINTMENT' },
          initialAppointment('cln_00000000000000000000000000'),
        ),
      ),
    )
    expect(answer.data?.placeOrder.userErrors.map(({ code, field }) => [code, field.join('.')])).toEqual([
      ['INELIGIBLE_PRODUCT', 'items.0.product'],
      ['INELIGIBLE_PRODUCT', 'items.1.product'],
      ['CLINICIAN_NOT_FOUND', 'items.2.clinicianId'],
    ])
  })

  test('one bad line of many refuses the whole order', async () => {
    const vendor = await gateway.vendor()
    const input = orderOf(vendor, initialAppointment(physician), { clinicianId: physician, product: 'PA_PROFILE' })
    await leavingNoTrace(gateway, async () =>
      expect(await refusalOf(vendor.client, input)).toEqual(['INELIGIBLE_PRODUCT']),
    )
    input.items.pop()
    await place(vendor.client, input)
  })
})
