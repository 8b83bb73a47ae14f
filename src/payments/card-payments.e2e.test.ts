import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ask, codesOf } from '../testkit/ask.js'
import { type CardWorker, cardOrderOf, cardWorker, ledgerOf, placeByCard } from '../testkit/card-acts.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { addPhysicians, anotherOrganization, initialAppointment } from '../testkit/order-acts.js'
import { tryToAct } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { GIVE_UP_MINUTES } from './card-payment.settler.js'
import { LATE_SECONDS } from './test-cards.js'

const PRICE = 4100
const GIVE_UP_SECONDS = GIVE_UP_MINUTES * 60

describe('orders that a test card pays', () => {
  let gateway: TestGateway
  let worker: CardWorker
  let vendor: TestVendor
  let physicians: string[]
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    worker = await cardWorker(gateway)
    physicians = await addPhysicians(gateway, 40)
    vendor = await gateway.vendor({ depositCents: 100 })
  })
  afterAll(async () => {
    await worker.close()
    await gateway.stop()
  })

  const line = () => initialAppointment(physicians.pop() ?? '')
  const orderBy = (token: string, ...lines: ReturnType<typeof line>[]) =>
    cardOrderOf(vendor, token, ...(lines.length === 0 ? [line()] : lines))
  const balance = async () => {
    const [row] = await rowsOf<{ cents: number }>(
      gateway,
      `select sum(e.amount_cents)::int as cents from ledger_entries e join accounts a on a.id = e.account_id
        where a.organization_id = $1 and e.book = 'BALANCE'`,
      [vendor.organizationId],
    )
    return row?.cents
  }

  test('are completed at once, whatever the balance, and charged once however often they are asked for', async () => {
    const input = orderBy('pm_card_visa', line(), line())
    const first = await placeByCard(vendor.client, input)
    const payment = { state: 'SUCCEEDED', brand: 'visa', lastFour: '4242', declineCode: null, refunds: [] }
    expect(first).toMatchObject({
      replayed: false,
      order: { status: 'COMPLETED', cardPayment: payment },
      userErrors: [],
    })
    const again = await Promise.all([placeByCard(vendor.client, input), placeByCard(vendor.client, input)])
    for (const one of again) expect(one).toEqual({ ...first, replayed: true })
    expect(await ledgerOf(gateway, first.order?.id ?? '')).toEqual([
      `PURCHASE CARD ${-2 * PRICE}`,
      `PURCHASE REVENUE ${2 * PRICE}`,
    ])
    expect(await balance()).toBe(100)
  })

  test.each([
    ['pm_card_chargeDeclined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
    ['pm_card_authenticationRequired', 'authentication_required'],
    // As long as it has the form of a token, nobody but the processor knows whether it is one.
    ['pm_unheardOf', 'resource_missing'],
  ])('fail with %s, and say why as often as they are asked for', async (token, declineCode) => {
    const one = line()
    const input = orderBy(token, one)
    const failed = await placeByCard(vendor.client, input)
    const { order, userErrors } = failed
    expect(order).toMatchObject({ status: 'FAILED', cardPayment: { state: 'DECLINED', declineCode, brand: null } })
    expect(userErrors).toMatchObject([{ code: 'CARD_NOT_CHARGED', field: ['card'] }])
    expect(userErrors[0]?.message).toContain(declineCode)
    expect(await placeByCard(vendor.client, input)).toEqual({ ...failed, replayed: true })
    expect(await ledgerOf(gateway, order?.id ?? '')).toEqual([])
    // Nothing was bought, so nothing guards against buying it.
    expect(await placeByCard(vendor.client, orderBy('pm_card_visa', one))).toMatchObject({
      order: { status: 'COMPLETED' },
    })
  })

  test('are refused with what is no card, which is said back nowhere', async () => {
    const number = '4242 4242 4242 4242'
    const base = orderBy('pm_card_visa')
    const { card: _card, ...withoutCard } = base
    await leavingNoTrace(gateway, async () => {
      for (const input of [
        { ...base, card: { token: number } },
        { ...base, card: { token: 'tok_visa' } },
        withoutCard,
        { ...base, paymentMethod: 'ACCOUNT_BALANCE' },
      ]) {
        const { order, userErrors } = await placeByCard(vendor.client, input)
        expect(order).toBeNull()
        expect(userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: expect.arrayContaining(['card']) }])
        expect(JSON.stringify(userErrors)).not.toContain('4242')
      }
    })
    expect(JSON.stringify(gateway.logs)).not.toContain('4242 4242')
  })

  test('wait while nobody knows, and are completed when the card turns out to be charged', async () => {
    const input = orderBy('pm_test_succeedsLate')
    const { order, userErrors } = await placeByCard(vendor.client, input)
    expect(order).toMatchObject({ status: 'PENDING', cardPayment: { state: 'CREATED', settledAt: null } })
    expect(userErrors).toEqual([])
    expect(await ledgerOf(gateway, order?.id ?? '')).toEqual([])
    await worker.settleAfter(LATE_SECONDS)
    // Not yet: whoever placed it may still be at it.
    expect(await ledgerOf(gateway, order?.id ?? '')).toEqual([])
    await worker.settleAfter(11)
    const settled = await placeByCard(vendor.client, input)
    expect(settled).toMatchObject({ replayed: true, order: { status: 'COMPLETED', cardPayment: { lastFour: '0001' } } })
    expect(await ledgerOf(gateway, order?.id ?? '')).toHaveLength(2)
  })

  test('end in a definite state with every card that does not answer', async () => {
    const [late, never] = await Promise.all(
      ['pm_test_declinesLate', 'pm_test_neverAnswers'].map(async (token) => {
        const input = orderBy(token)
        return { input, ...(await placeByCard(vendor.client, input)) }
      }),
    )
    expect([late?.order?.status, never?.order?.status]).toEqual(['PENDING', 'PENDING'])
    await worker.settleAfter(31)
    expect(await placeByCard(vendor.client, late?.input ?? {})).toMatchObject({
      order: { status: 'FAILED', cardPayment: { state: 'DECLINED', declineCode: 'generic_decline' } },
    })
    expect(await placeByCard(vendor.client, never?.input ?? {})).toMatchObject({ order: { status: 'PENDING' } })
    await worker.settleAfter(GIVE_UP_SECONDS)
    expect(await placeByCard(vendor.client, never?.input ?? {})).toMatchObject({
      order: { status: 'FAILED', cardPayment: { state: 'CANCELLED', declineCode: null } },
      userErrors: [{ code: 'CARD_NOT_CHARGED' }],
    })
  })

  test('are completed once when their process dies between the charge and the order, and several others come', async () => {
    await rowsOf(
      gateway,
      `create or replace function break_down() returns trigger language plpgsql as
         $$ begin raise exception 'secret of the database'; end $$`,
    )
    const input = orderBy('pm_card_visa')
    const broken = `create trigger broken before insert on ledger_entries for each row execute function break_down()`
    await rowsOf(gateway, broken)
    try {
      const answer = await tryToAct(vendor.client, 'placeOrder', input, 'order { id }')
      expect(codesOf(answer)).toEqual(['INTERNAL'])
    } finally {
      await rowsOf(gateway, 'drop trigger broken on ledger_entries')
    }
    const other = await cardWorker(gateway)
    try {
      await Promise.all([
        worker.settleAfter(31),
        other.settleAfter(0),
        placeByCard(vendor.client, input),
        placeByCard(vendor.client, input),
      ])
    } finally {
      await other.close()
    }
    const { order } = await placeByCard(vendor.client, input)
    expect(order).toMatchObject({ status: 'COMPLETED', cardPayment: { state: 'SUCCEEDED' } })
    expect(await ledgerOf(gateway, order?.id ?? '')).toEqual([`PURCHASE CARD ${-PRICE}`, `PURCHASE REVENUE ${PRICE}`])
  })

  test('are read with a constant number of statements', async () => {
    const buyer = await gateway.vendor()
    const history = async () => {
      const query = `{ organization(id: "${buyer.organizationId}") { orders(first: 50) { nodes { cardPayment { state } } } } }`
      return await ask(buyer.client, query)
    }
    await placeByCard(buyer.client, cardOrderOf(buyer, 'pm_card_visa', line()))
    await history()
    const one = await gateway.countStatements(history)
    for (const _ of [1, 2, 3]) await placeByCard(buyer.client, cardOrderOf(buyer, 'pm_card_visa', line()))
    expect(await gateway.countStatements(history)).toBe(one)
    expect((await history()).data).toMatchObject({
      organization: { orders: { nodes: Array(4).fill({ cardPayment: { state: 'SUCCEEDED' } }) } },
    })
  })

  test('of a foreign organization answer like those of none', async () => {
    const foreign = await gateway.vendor()
    const further = await anotherOrganization(gateway, vendor)
    const of = async (organizationId: string) =>
      await placeByCard(vendor.client, { ...orderBy('pm_card_visa'), organizationId })
    for (const id of [foreign.organizationId, 'org_unknown']) {
      expect(await of(id)).toMatchObject({
        order: null,
        userErrors: [{ code: 'NOT_FOUND', field: ['organizationId'] }],
      })
    }
    expect(await of(further)).toMatchObject({ order: { status: 'COMPLETED' } })
  })

  test('are not taken in live mode while no processor is configured', async () => {
    const live = await gateway.vendor({ mode: 'LIVE' })
    const [physician] = await addPhysicians(gateway, 1, 'LIVE')
    const input = cardOrderOf(live, 'pm_card_visa', initialAppointment(physician ?? ''))
    expect(await placeByCard(live.client, input)).toMatchObject({
      order: null,
      userErrors: [{ code: 'PAYMENT_METHOD_UNAVAILABLE', field: ['paymentMethod'] }],
    })
    const { card: _card, idempotencyKey: _key, ...preview } = input
    const document = `query ($input: PreviewOrderInput!) { previewOrder(input: $input) { preview { orderable } } }`
    const { data } = await ask(live.client, document, { input: preview })
    expect(data).toEqual({ previewOrder: { preview: { orderable: false } } })
  })
})
