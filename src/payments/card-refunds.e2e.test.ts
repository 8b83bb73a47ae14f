import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type CardWorker, cardOrderOf, cardWorker, ledgerOf, placeByCard } from '../testkit/card-acts.js'
import { rowsOf } from '../testkit/census.js'
import { addPhysicians, initialAppointment } from '../testkit/order-acts.js'
import { person, STAFF_REASON, type TestPerson } from '../testkit/people.js'
import { act, look } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

const PRICE = 4100

describe('staff and orders that a card pays', () => {
  let gateway: TestGateway
  let worker: CardWorker
  let vendor: TestVendor
  let staff: TestPerson
  let physicians: string[]
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    worker = await cardWorker(gateway)
    physicians = await addPhysicians(gateway, 10)
    vendor = await gateway.vendor()
    staff = await person(gateway, { staff: true })
  })
  afterAll(async () => {
    await worker.close()
    await gateway.stop()
  })

  const line = () => initialAppointment(physicians.pop() ?? '')
  const orderBy = (token: string, ...lines: ReturnType<typeof line>[]) =>
    cardOrderOf(vendor, token, ...(lines.length === 0 ? [line()] : lines))

  const seen = async (orderId: string) => {
    const [order] = await rowsOf<{ status: string; payment: string; refunds: string[] }>(
      gateway,
      `select o.status, p.state as payment,
              array(select r.state || ' ' || r.cause || ' ' || r.amount_cents from card_refunds r
                     where r.card_payment_id = p.id order by r.created_at, r.id) as refunds
         from orders o join card_payments p on p.order_id = o.id where o.id = $1`,
      [orderId],
    )
    return order
  }
  const cancel = (orderId: string) =>
    act(staff.client, 'cancelOrder', { orderId, reason: STAFF_REASON }, 'order { id }')

  test('cancel while they wait: the charge is called off', async () => {
    const { order } = await placeByCard(vendor.client, orderBy('pm_test_neverAnswers'))
    const orderId = order?.id ?? ''
    await cancel(orderId)
    await worker.settleAfter(31)
    expect(await seen(orderId)).toEqual({ status: 'CANCELLED', payment: 'CANCELLED', refunds: [] })
  })

  test('cancel while they wait: a charge that came all the same goes back', async () => {
    const { order } = await placeByCard(vendor.client, orderBy('pm_test_succeedsLate'))
    const orderId = order?.id ?? ''
    await cancel(orderId)
    await worker.settleAfter(31)
    const refund = `NOT_ORDERED ${PRICE}`
    expect(await seen(orderId)).toEqual({ status: 'CANCELLED', payment: 'SUCCEEDED', refunds: [`WAITING ${refund}`] })
    await worker.refundAfter(0)
    expect(await seen(orderId)).toMatchObject({ refunds: [`SUCCEEDED ${refund}`] })
    // Of the account no money moved at all.
    expect(await ledgerOf(gateway, orderId)).toEqual([])
  })

  test('pay back lines, then the rest, to the card; never more', async () => {
    const { order } = await placeByCard(vendor.client, orderBy('pm_card_visa', line(), line()))
    const orderId = order?.id ?? ''
    const refund = (idempotencyKey: string, orderItemIds: string[] | null) =>
      act<{ order: { status: string } | null }>(
        staff.client,
        'refundOrder',
        { orderId, orderItemIds, idempotencyKey: `${orderId} ${idempotencyKey}`, reason: STAFF_REASON },
        'order { status }',
      )
    const itemId = order?.items[0]?.id ?? ''
    await refund('one', [itemId])
    await refund('one', [itemId])
    expect(await refund('rest', null)).toMatchObject({ order: { status: 'REFUNDED' }, userErrors: [] })
    await Promise.all([worker.refundAfter(0), worker.refundAfter(0)])
    const half = `SUCCEEDED REFUNDED ${PRICE}`
    expect(await seen(orderId)).toEqual({ status: 'REFUNDED', payment: 'SUCCEEDED', refunds: [half, half] })
    expect(await ledgerOf(gateway, orderId)).toEqual([
      `PURCHASE CARD ${-2 * PRICE}`,
      `PURCHASE REVENUE ${2 * PRICE}`,
      ...[1, 2].flatMap(() => [`REFUND REVENUE ${-PRICE}`, `REFUND CARD ${PRICE}`]),
    ])
    await expect(
      rowsOf(
        gateway,
        `insert into card_refunds (id, card_payment_id, amount_cents, cause, state, created_at, next_attempt_at)
         select 'crfd_x', id, 1, 'REFUNDED', 'WAITING', now(), now() from card_payments where order_id = $1`,
        [orderId],
      ),
    ).rejects.toMatchObject({ constraint: 'card_refunds_within_payment' })
    await expect(
      rowsOf(gateway, `update card_payments set state = 'DECLINED', decline_code = 'x' where order_id = $1`, [orderId]),
    ).rejects.toMatchObject({ constraint: 'card_payments_kept' })
  })

  test('see refunds that take their time, and those that banks refuse', async () => {
    const orders = await Promise.all(
      ['pm_card_pendingRefund', 'pm_card_refundFail'].map(async (token) => {
        const { order } = await placeByCard(vendor.client, orderBy(token))
        const orderId = order?.id ?? ''
        const input = { orderId, idempotencyKey: orderId, reason: STAFF_REASON }
        await act(staff.client, 'refundOrder', input, 'order { id }')
        return orderId
      }),
    )
    const refundsNow = () =>
      Promise.all(orders.map(async (orderId) => (await seen(orderId))?.refunds[0]?.split(' ')[0]))
    await worker.refundAfter(0)
    expect(await refundsNow()).toEqual(['WAITING', 'FAILED'])
    await worker.refundAfter(61)
    expect(await refundsNow()).toEqual(['SUCCEEDED', 'FAILED'])
    const { cardRefunds } = await look<{ cardRefunds: { nodes: object[] } }>(
      staff.client,
      'cardRefunds { nodes { orderId organizationId state failureCode amount { cents } settledAt } }',
    )
    expect(cardRefunds.nodes).toEqual([
      {
        orderId: orders[1],
        organizationId: vendor.organizationId,
        state: 'FAILED',
        failureCode: 'expired_or_canceled_card',
        amount: { cents: PRICE },
        settledAt: expect.any(String),
      },
    ])
    const standing = await worker.standing()
    expect(standing).toContain('gateway_card_refunds_failed 1')
    expect(standing).toMatch(/gateway_card_refunds_total\{outcome="succeeded"\} [1-9]/)
  })
})
