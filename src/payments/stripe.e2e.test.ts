import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rawRequest } from '../testkit/ask.js'
import {
  type CardWorker,
  cardOrderOf,
  cardWorker,
  ledgerOf,
  type PlacedByCard,
  placeByCard,
} from '../testkit/card-acts.js'
import { rowsOf } from '../testkit/census.js'
import { addPhysicians, initialAppointment } from '../testkit/order-acts.js'
import { person, STAFF_REASON, sessionClient } from '../testkit/people.js'
import { act } from '../testkit/staff-acts.js'
import {
  STRIPE_SECRET_KEY,
  STRIPE_WEBHOOK_SECRET,
  type StripeCall,
  type StripeFault,
  type StripeServer,
  stripeServer,
} from '../testkit/stripe-server.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { GIVE_UP_MINUTES } from './card-payment.settler.js'
import { StripeProcessor } from './stripe.processor.js'

const PRICE = 4100
const GIVE_UP_SECONDS = GIVE_UP_MINUTES * 60

describe('orders that Stripe charges', () => {
  let stripe: StripeServer
  let gateway: TestGateway
  let worker: CardWorker
  let vendor: TestVendor
  let physicians: string[]
  beforeAll(async () => {
    stripe = await stripeServer()
    const environment = { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_API_URL: stripe.url }
    gateway = await startTestGateway({ environment: { ROLE: 'api', ...environment } })
    worker = await cardWorker(gateway, environment)
    physicians = await addPhysicians(gateway, 40, 'LIVE')
    vendor = await gateway.vendor({ mode: 'LIVE' })
  })
  afterAll(async () => {
    await worker.close()
    await gateway.stop()
    await stripe.stop()
  })

  const orderBy = (token: string) => cardOrderOf(vendor, token, initialAppointment(physicians.pop() ?? ''))
  const placed = (input: Record<string, unknown>): Promise<PlacedByCard> => placeByCard(vendor.client, input)
  const idOf = ({ order }: PlacedByCard) => order?.id ?? ''
  const takenOf = (orderId: string) => {
    const intents = stripe.ledger.intents.filter((intent) => intent.metadata['gateway_order'] === orderId)
    return intents.map((intent) => intent.amount_received)
  }

  test('are completed, and what Stripe is told has ids only; no token is kept or logged', async () => {
    const answer = await placed(orderBy('pm_card_visa'))
    const orderId = idOf(answer)
    expect(answer).toMatchObject({
      order: { status: 'COMPLETED', cardPayment: { state: 'SUCCEEDED', brand: 'visa', lastFour: '4242' } },
      userErrors: [],
    })
    const intent = stripe.ledger.intents.at(-1)
    expect(intent).toMatchObject({ amount: PRICE, currency: 'usd', status: 'succeeded' })
    expect(intent?.metadata).toEqual({ gateway_order: orderId, gateway_payment: expect.stringMatching(/^cpay_/) })
    const [row] = await rowsOf<{ row: string }>(
      gateway,
      `select (to_jsonb(p) || jsonb_build_object('order', to_jsonb(o)))::text as row
         from card_payments p join orders o on o.id = p.order_id where o.id = $1`,
      [orderId],
    )
    expect(row?.row).toContain(intent?.id)
    for (const text of [row?.row, JSON.stringify(gateway.logs)]) {
      expect(text).not.toContain('pm_card')
      expect(text).not.toContain(STRIPE_SECRET_KEY)
    }
  })

  test.each([
    ['pm_card_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card'],
    ['pm_card_authenticationRequired', 'authentication_required'],
    ['pm_unheardOf', 'resource_missing'],
  ])('fail with %s, which nobody logs', async (token, declineCode) => {
    const answer = await placed(orderBy(token))
    expect(answer).toMatchObject({
      order: { status: 'FAILED', cardPayment: { state: 'DECLINED', declineCode } },
      userErrors: [{ code: 'CARD_NOT_CHARGED' }],
    })
    expect(takenOf(idOf(answer)).filter((cents) => cents > 0)).toEqual([])
    expect(JSON.stringify(gateway.logs)).not.toContain(token)
  })

  /** What went wrong, whether the client asks again, and how it has to end. */
  const STORIES: [StripeCall, StripeFault, 'asks again' | 'has gone', 'COMPLETED' | 'FAILED'][] = [
    ['create', 'LOST_REQUEST', 'asks again', 'COMPLETED'],
    ['create', 'LOST_REQUEST', 'has gone', 'FAILED'],
    ['create', 'LOST_ANSWER', 'asks again', 'COMPLETED'],
    ['create', 'LOST_ANSWER', 'has gone', 'FAILED'],
    ['create', 'ERROR', 'asks again', 'FAILED'],
    ['confirm', 'LOST_REQUEST', 'asks again', 'COMPLETED'],
    ['confirm', 'LOST_REQUEST', 'has gone', 'COMPLETED'],
    ['confirm', 'LOST_ANSWER', 'asks again', 'COMPLETED'],
    ['confirm', 'LOST_ANSWER', 'has gone', 'COMPLETED'],
    // Stripe says the same to the same key for a day: it is called off in the end.
    ['confirm', 'ERROR', 'has gone', 'FAILED'],
  ]

  test.each(STORIES)('when %s meets a %s and the client %s, the order is once %s', async (call, fault, client, end) => {
    const input = orderBy('pm_card_visa')
    stripe.failNext(call, fault)
    const first = await placed(input)
    expect(first).toMatchObject({ order: { status: 'PENDING' }, userErrors: [] })
    if (client === 'asks again') await placed(input)
    await Promise.all([worker.settleAfter(31), worker.settleAfter(0)])
    await worker.settleAfter(GIVE_UP_SECONDS)
    const last = await placed(input)
    expect(last).toMatchObject({ replayed: true, order: { id: idOf(first), status: end } })
    const isPaid = end === 'COMPLETED'
    expect(takenOf(idOf(first)).filter((cents) => cents > 0)).toEqual(isPaid ? [PRICE] : [])
    expect(await ledgerOf(gateway, idOf(first))).toEqual(
      isPaid ? [`PURCHASE CARD ${-PRICE}`, `PURCHASE REVENUE ${PRICE}`] : [],
    )
  })

  test('stay open while Stripe cannot be asked, and are settled when it can', async () => {
    const input = orderBy('pm_card_visa')
    stripe.failNext('confirm', 'LOST_ANSWER')
    const first = await placed(input)
    stripe.failNext('retrieve', 'ERROR')
    await worker.settleAfter(31)
    expect(await ledgerOf(gateway, idOf(first))).toEqual([])
    // It is not called off without a word of Stripe's: what was charged counts, however late that comes.
    stripe.failNext('retrieve', 'LOST_REQUEST')
    await worker.settleAfter(GIVE_UP_SECONDS)
    await worker.settleAfter(3_600)
    expect(await placed(input)).toMatchObject({ order: { status: 'COMPLETED' } })
  })

  test('cannot be called off once they are charged', async () => {
    const processor = new StripeProcessor({
      secretKey: STRIPE_SECRET_KEY,
      webhookSecret: '',
      apiUrl: new URL(stripe.url),
    })
    const charge = { paymentId: 'cpay_1', orderId: 'ord_1', cents: PRICE, currency: 'USD' }
    const [charged, dropped] = await Promise.all([
      processor.prepare(charge, 'pm_card_visa'),
      processor.prepare({ ...charge, paymentId: 'cpay_2' }, 'pm_card_visa'),
    ])
    if (!('reference' in charged && 'reference' in dropped)) throw new Error('both were made ready')
    const succeeded = { state: 'SUCCEEDED', cents: PRICE, currency: 'USD', card: { brand: 'visa', last4: '4242' } }
    expect(await processor.find(charged.reference)).toEqual({ state: 'READY' })
    expect(await processor.charge(charged.reference, 'cpay_1')).toEqual(succeeded)
    expect(await processor.charge(charged.reference, 'cpay_other')).toEqual(succeeded)
    expect(await processor.cancel(charged.reference)).toEqual(succeeded)
    expect(await processor.cancel(dropped.reference)).toEqual({ state: 'CANCELLED' })
    expect(await processor.cancel(dropped.reference)).toEqual({ state: 'CANCELLED' })
    expect(await processor.charge(dropped.reference, 'cpay_2')).toMatchObject({ state: 'DECLINED' })
    const small = await processor.prepare({ ...charge, paymentId: 'cpay_3', cents: 49 }, 'pm_card_visa')
    expect(small).toEqual({ declined: 'amount_too_small' })
    const stranger = new StripeProcessor({ secretKey: 'sk_test_none', webhookSecret: '', apiUrl: new URL(stripe.url) })
    await expect(stranger.find(charged.reference)).rejects.toThrow(/StripeAuthenticationError 401/)
  })

  describe('and hears of by webhook', () => {
    const send = ({ body, headers }: ReturnType<StripeServer['event']>) =>
      rawRequest(`${gateway.url}/webhooks/stripe`, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
        body,
      })

    test('are settled at once, without a wait for the next look', async () => {
      const input = orderBy('pm_card_visa')
      stripe.failNext('confirm', 'LOST_ANSWER')
      const first = await placed(input)
      const intent = stripe.ledger.intents.at(-1) ?? {}
      await worker.settleAfter(0)
      expect(await ledgerOf(gateway, idOf(first))).toEqual([])
      const event = stripe.event('payment_intent.succeeded', intent, gateway.clock.now())
      expect(await send(event)).toMatchObject({ status: 200, text: '{"received":true}' })
      await worker.settleAfter(0)
      expect(await ledgerOf(gateway, idOf(first))).toHaveLength(2)
      // A second time, and of what is none of ours.
      expect((await send(event)).status).toBe(200)
      expect((await send(stripe.event('invoice.paid', { object: 'invoice' }, gateway.clock.now()))).status).toBe(200)
      const queued = `select name from pgboss.job where name in ('SettleCardPayments', 'RefundCards') order by name`
      expect(await rowsOf(gateway, queued)).toEqual([{ name: 'RefundCards' }, { name: 'SettleCardPayments' }])
    })

    test('are not believed without a fresh signature, nor is what the event says', async () => {
      const input = orderBy('pm_card_visa')
      stripe.failNext('confirm', 'LOST_REQUEST')
      const first = await placed(input)
      const intent = { ...stripe.ledger.intents.at(-1), status: 'canceled' }
      const now = gateway.clock.now()
      const event = stripe.event('payment_intent.canceled', intent, now)
      const old = stripe.event('payment_intent.canceled', intent, new Date(now.getTime() - 301_000))
      const answers = [
        await send({ ...event, headers: {} }),
        await send({ ...event, body: event.body.replace('canceled', 'succeeded') }),
        await send(old),
      ]
      expect(answers.map(({ status }) => status)).toEqual([400, 400, 400])
      await send(event)
      await worker.settleAfter(0)
      expect(await placed(input)).toMatchObject({ order: { id: idOf(first), status: 'COMPLETED' } })
    })
  })

  test('are paid back once, whatever happens on the way', async () => {
    const staff = await person(gateway, { staff: true })
    const answer = await placed(orderBy('pm_card_visa'))
    const orderId = idOf(answer)
    const before = stripe.ledger.takenCents
    const client = sessionClient(gateway, staff.accessToken, 'LIVE', STAFF_REASON)
    const input = { orderId, idempotencyKey: orderId, reason: STAFF_REASON }
    expect(await act(client, 'refundOrder', input, 'order { status }')).toMatchObject({ order: { status: 'REFUNDED' } })
    stripe.failNext('refund', 'LOST_REQUEST')
    await worker.refundAfter(0)
    stripe.failNext('refund', 'LOST_ANSWER')
    await worker.refundAfter(61)
    await worker.refundAfter(600)
    await worker.refundAfter(600)
    expect(stripe.ledger.takenCents).toBe(before - PRICE)
    const refunds = await rowsOf(gateway, `select state, reference from card_refunds order by created_at desc limit 1`)
    expect(refunds).toEqual([{ state: 'SUCCEEDED', reference: stripe.ledger.refunds.at(-1)?.id }])
  })

  test('are in none of the figures any more when all is settled', async () => {
    await worker.settleAfter(7_200)
    const figures = await worker.standing()
    expect(figures).toContain('gateway_card_payments_open 0')
    expect(figures).toContain('gateway_card_payment_oldest_open_seconds 0')
    expect(figures).toMatch(/seconds_count\{processor="STRIPE",call="find",outcome="trouble"\} 2/)
  })
})
