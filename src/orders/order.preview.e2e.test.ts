import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type OrderItemInput, PreviewOrderDocument } from '../client/operations.generated.js'
import { FULL_ASSISTANT_NPI } from '../sandbox/sandbox.assistants.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { leavingNoTrace } from '../testkit/census.js'
import { anotherVendor, clinicianWith, initialAppointment, orderOf, place } from '../testkit/order-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

const usd = (cents: number) => ({ cents, currency: 'USD' })

describe('previewing an order', () => {
  let gateway: TestGateway
  let physician: string
  let assistant: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    assistant = await clinicianWith(gateway, FULL_ASSISTANT_NPI)
  })
  afterAll(() => gateway.stop())

  const preview = async (vendor: TestVendor, ...items: OrderItemInput[]) => {
    const input = { organizationId: vendor.organizationId, items }
    const ask = async () => (await vendor.client.run(PreviewOrderDocument, { input })).previewOrder
    // It shows who the clinicians are: the audit trail says so, and nothing else changes.
    return await leavingNoTrace(gateway, ask, ({ preview: shown }) => ({ auditEvents: shown === null ? 0 : 1 }))
  }

  test('tells prices and the balance after it, and charges nothing', async () => {
    const vendor = await gateway.vendor({ depositCents: 10_000 })
    const answer = await preview(vendor, initialAppointment(physician), {
      clinicianId: assistant,
      product: 'PA_PROFILE',
    })
    expect(answer).toMatchObject({
      userErrors: [],
      preview: {
        orderable: true,
        total: usd(6500),
        balance: usd(10_000),
        balanceAfter: usd(3500),
        lines: [
          {
            line: 1,
            product: 'INITIAL_APPOINTMENT',
            clinician: { firstName: 'Avery', lastName: 'Fictional' },
            unitPrice: usd(4100),
            recentPurchase: null,
            problems: [],
          },
          { line: 2, product: 'PA_PROFILE', clinician: { lastName: 'Makebelieve' }, unitPrice: usd(2400) },
        ],
      },
    })
  })

  test('tells what the organization owns already, by whomever it was bought', async () => {
    const vendor = await gateway.vendor()
    const second = await anotherVendor(gateway, vendor)
    const order = await place(second.client, orderOf(vendor, initialAppointment(physician)))
    const answer = await preview(vendor, initialAppointment(physician))
    const recentPurchase = { orderNumber: order.number, purchasedAt: order.placedAt }
    expect(answer.preview).toMatchObject({
      orderable: false,
      lines: [{ recentPurchase, problems: [{ code: 'DUPLICATE_PURCHASE' }] }],
    })
    const meant = await preview(vendor, initialAppointment(physician, { allowDuplicate: true }))
    expect(meant.preview).toMatchObject({ orderable: true, lines: [{ recentPurchase, problems: [] }] })
  })

  test('tells everything that stands against it at once, line by line', async () => {
    const vendor = await gateway.vendor({ depositCents: 5000 })
    const answer = await preview(
      vendor,
      { clinicianId: physician, product: 'PA_PROFILE' },
      initialAppointment('cln_00000000000000000000000000'),
      initialAppointment(physician),
      initialAppointment(physician),
    )
    const codes = ['INELIGIBLE_PRODUCT', 'CLINICIAN_NOT_FOUND', 'DUPLICATE_PURCHASE', 'INSUFFICIENT_FUNDS']
    expect(answer.userErrors.map((error) => error.code)).toEqual(codes)
    expect(answer.preview).toMatchObject({ orderable: false, total: usd(14_700), balanceAfter: usd(-9700) })
    expect(answer.preview?.lines.map((line) => line.problems.map((problem) => problem.code))).toEqual([
      ['INELIGIBLE_PRODUCT'],
      ['CLINICIAN_NOT_FOUND'],
      [],
      ['DUPLICATE_PURCHASE'],
    ])
    expect(answer.preview?.lines[1]?.clinician).toBeNull()
  })

  test('that is clean is a promise: the same order is placed at the price', async () => {
    const vendor = await gateway.vendor()
    const { preview: promised } = await preview(vendor, initialAppointment(physician))
    const order = await place(vendor.client, orderOf(vendor, initialAppointment(physician)))
    expect(order.total).toEqual(promised?.total)
  })

  test.each([
    ['no line', 0],
    ['251 lines', 251],
  ])('with %s says so', async (_, count) => {
    const vendor = await gateway.vendor()
    const answer = await preview(vendor, ...Array.from({ length: count }, () => initialAppointment(physician)))
    const message = `expected 1 to 250 items, got ${count}`
    expect(answer).toEqual({ preview: null, userErrors: [{ code: 'INVALID_INPUT', field: ['items'], message }] })
  })
})
