import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SCOPES } from '../auth/actor.js'
import { ask } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { addPhysicians, initialAppointment, orderOf, refusalOf } from '../testkit/order-acts.js'
import { person, type TestPerson } from '../testkit/people.js'
import { type Acted, act, auditOf, refusalsOfOthers, tryToAct } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { createApiKey } from '../vendors/vendor.service.js'

const PRICE = 4100
const ORDER = `order { id number status purchaseOrderNumber completedAt closedAt failureCode total { cents } refunded { cents }
  refunds { amount { cents } orderItemIds ledgerTransactionId } items { id refunded profile { contentSha256 } } }`

interface Ordered {
  id: string
  status: string
  purchaseOrderNumber: string | null
  completedAt: string | null
  closedAt: string | null
  refunded: { cents: number }
  refunds: { amount: { cents: number }; orderItemIds: string[] }[]
  items: { id: string; refunded: boolean; profile: object | null }[]
}

describe('an order at the desk of the staff', () => {
  let gateway: TestGateway
  let staff: TestPerson
  let many: string[]
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    staff = await person(gateway, { staff: true })
    many = await addPhysicians(gateway, 3)
  })
  afterAll(() => gateway.stop())

  let keys = 0
  const lines = (count: number) => many.slice(0, count).map((id) => initialAppointment(id))
  const placed = async (vendor: TestVendor, more: object = {}, count = 1): Promise<Ordered> => {
    const input = { ...orderOf(vendor, ...lines(count)), ...more }
    const { order, userErrors } = await act<{ order: Ordered | null }>(vendor.client, 'placeOrder', input, ORDER)
    if (order === null) throw new Error(JSON.stringify(userErrors))
    return order
  }
  type Refunded = Acted<{ order: Ordered | null; refund: { id: string } | null; replayed: boolean }>
  const refund = (input: object): Promise<Refunded> => {
    keys++
    const wanted = { idempotencyKey: `refund-${keys}`, reason: 'sold by mistake', ...input }
    return act(staff.client, 'refundOrder', wanted, `${ORDER} refund { id } replayed`)
  }
  const cancel = (input: object): Promise<Acted<{ order: Ordered | null }>> =>
    act(staff.client, 'cancelOrder', { reason: 'asked for it', ...input }, ORDER)
  const codes = (answer: Acted<object>) => answer.userErrors.map(({ code, field }) => `${code} ${field.join('.')}`)
  const booksOf = (orderId: string) =>
    rowsOf<{ kind: string; book: string; cents: number }>(
      gateway,
      `select t.kind, e.book, e.amount_cents::int as cents from ledger_transactions t
         join ledger_entries e on e.transaction_id = t.id where t.order_id = $1 order by t.sequence, e.book`,
      [orderId],
    )
  const balanceOf = async ({ client, organizationId }: TestVendor) => {
    const query = `query B($id: ID!) { organization(id: $id) { account { balance { cents } } } }`
    const { data } = await ask<{ organization: { account: { balance: { cents: number } } } }>(client, query, {
      id: organizationId,
    })
    return data?.organization.account.balance.cents
  }
  /** As if it had been opened for a payment that is still to come. */
  const pending = async (vendor: TestVendor) => {
    const { id } = await placed(vendor, {})
    await rowsOf(gateway, `update orders set status = 'PENDING', completed_at = null where id = $1`, [id])
    return id
  }

  test('is paid back whole: money, books, profile and audit trail', async () => {
    const vendor = await gateway.vendor()
    const before = await balanceOf(vendor)
    const order = await placed(vendor, {}, 2)
    expect(order).toMatchObject({ status: 'COMPLETED', completedAt: expect.any(String), refunded: { cents: 0 } })
    expect(await balanceOf(vendor)).toBe((before ?? 0) - 2 * PRICE)
    const { order: after, refund: made } = await refund({ orderId: order.id })
    expect(after).toMatchObject({ status: 'REFUNDED', refunded: { cents: 2 * PRICE } })
    expect(after?.refunds).toMatchObject([
      { amount: { cents: 2 * PRICE }, orderItemIds: order.items.map((item) => item.id) },
    ])
    expect(await balanceOf(vendor)).toBe(before)
    expect(await booksOf(order.id)).toEqual([
      { kind: 'PURCHASE', book: 'BALANCE', cents: -2 * PRICE },
      { kind: 'PURCHASE', book: 'REVENUE', cents: 2 * PRICE },
      { kind: 'REFUND', book: 'BALANCE', cents: 2 * PRICE },
      { kind: 'REFUND', book: 'REVENUE', cents: -2 * PRICE },
    ])
    const [audited] = await auditOf(gateway, 'ORDER_REFUNDED')
    expect(audited).toMatchObject({ actorId: staff.userId, organizationId: vendor.organizationId })
    expect(audited?.subjectIds.slice(0, 2)).toEqual([made?.id, order.id])
    expect(codes(await refund({ orderId: order.id }))).toEqual(['NOT_REFUNDABLE orderId'])
    // What was paid back is not owned any more, so it is no duplicate.
    await placed(vendor)
  })

  test('is paid back line by line; a line once, and its PDF is not handed out any more', async () => {
    const vendor = await gateway.vendor()
    const order = await placed(vendor, {}, 2)
    const [first, second] = order.items.map((item) => item.id)
    const deliver = (orderItemId: unknown) =>
      act<{ url: string | null }>(vendor.client, 'deliverProfilePdf', { orderItemId, method: 'LINK' }, 'url')
    const { url } = await deliver(first)
    const { order: after } = await refund({ orderId: order.id, orderItemIds: [first] })
    expect(after).toMatchObject({ status: 'COMPLETED', refunded: { cents: PRICE } })
    const lookup = `query I($id: ID!) { orderItem(id: $id) { refunded profile { contentSha256 } } }`
    const { data } = await ask<{ orderItem: object }>(vendor.client, lookup, { id: first })
    expect(data?.orderItem).toEqual({ refunded: true, profile: null })
    expect(codes(await deliver(first))).toEqual(['PROFILE_NOT_AVAILABLE orderItemId'])
    expect((await gateway.download(url ?? '')).status).toBe(404)
    expect((await deliver(second)).userErrors).toEqual([])
    const again = await leavingNoTrace(gateway, () => refund({ orderId: order.id, orderItemIds: [first, 'item_x'] }))
    expect(codes(again)).toEqual(['NOT_REFUNDABLE orderItemIds.0', 'NOT_FOUND orderItemIds.1'])
    expect((await refund({ orderId: order.id })).order).toMatchObject({
      status: 'REFUNDED',
      refunded: { cents: 2 * PRICE },
    })
  })

  test('is paid back once with one key, also by two at once', async () => {
    const vendor = await gateway.vendor()
    const { id: orderId } = await placed(vendor)
    const other = await placed(await gateway.vendor())
    const input = { orderId, idempotencyKey: 'the one' }
    const answers = await Promise.all([refund(input), refund(input)])
    expect(answers.map((answer) => answer.replayed).sort()).toEqual([false, true])
    expect(new Set(answers.map((answer) => answer.refund?.id)).size).toBe(1)
    expect(codes(await refund({ ...input, orderId: other.id }))).toEqual(['IDEMPOTENCY_KEY_REUSED idempotencyKey'])
  })

  test('stays as it is when something of the refund cannot be written', async () => {
    const { id: orderId } = await placed(await gateway.vendor())
    await rowsOf(
      gateway,
      `alter table withdrawn_documents add constraint broken check (withdrawn_at is null) not valid`,
    )
    const input = { orderId, idempotencyKey: 'after all', reason: 'sold by mistake' }
    const answer = await leavingNoTrace(gateway, () => tryToAct(staff.client, 'refundOrder', input, '__typename'))
    expect(answer.errors.map((error) => error.extensions['code'])).toEqual(['INTERNAL'])
    await rowsOf(gateway, `alter table withdrawn_documents drop constraint broken`)
    expect((await refund(input)).order?.status).toBe('REFUNDED')
  })

  test('is cancelled while it waits for its payment only', async () => {
    const vendor = await gateway.vendor()
    const orderId = await pending(vendor)
    expect(codes(await refund({ orderId }))).toEqual(['NOT_REFUNDABLE orderId'])
    expect((await cancel({ orderId })).order).toMatchObject({ status: 'CANCELLED', closedAt: expect.any(String) })
    expect((await cancel({ orderId })).userErrors).toEqual([])
    expect(await auditOf(gateway, 'ORDER_CANCELLED')).toHaveLength(1)
    const completed = await placed(await gateway.vendor())
    expect(codes(await cancel({ orderId: completed.id }))).toEqual(['ALREADY_ENDED orderId'])
  })

  test('is for staff, with a reason, and of the mode of the request', async () => {
    const { id: orderId } = await placed(await gateway.vendor())
    const input = { orderId, idempotencyKey: 'k', reason: 'because' }
    expect(await refusalsOfOthers(gateway, 'refundOrder', input)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'UNAUTHENTICATED'])
    const { idempotencyKey, ...wish } = input
    expect(await refusalsOfOthers(gateway, 'cancelOrder', wish)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'UNAUTHENTICATED'])
    for (const id of ['ord_unknown', '']) {
      expect(codes(await refund({ orderId: id }))).toEqual(['NOT_FOUND orderId'])
      expect(codes(await cancel({ orderId: id }))).toEqual(['NOT_FOUND orderId'])
    }
    expect(codes(await refund({ orderId, reason: ' ' }))).toEqual(['INVALID_INPUT reason'])
    expect(codes(await refund({ orderId, orderItemIds: [] }))).toEqual(['INVALID_INPUT orderItemIds'])
  })

  test('keeps the purchase order number of the buyer, of 1 to 50 characters', async () => {
    const vendor = await gateway.vendor()
    expect(await placed(vendor, { purchaseOrderNumber: ' 4711-A ' })).toMatchObject({ purchaseOrderNumber: '4711-A' })
    for (const purchaseOrderNumber of ['', ' ', 'a\nb', '4'.repeat(51)]) {
      const input = { ...orderOf(vendor, ...lines(1)), purchaseOrderNumber }
      expect(codes(await act(vendor.client, 'placeOrder', input, ORDER))).toEqual(['INVALID_INPUT purchaseOrderNumber'])
    }
  })

  test('is paid from the allowance of a subscription, and given back to it', async () => {
    const vendor = await gateway.vendor()
    const wish = { paymentMethod: 'SUBSCRIPTION' }
    const tried = async (count: number) =>
      codes(await act(vendor.client, 'placeOrder', { ...orderOf(vendor, ...lines(count)), ...wish }, ORDER))
    expect(await tried(1)).toEqual(['NO_SUBSCRIPTION paymentMethod'])
    await rowsOf(
      gateway,
      `with package as (insert into subscription_packages
           values ('pkg_' || $1, 'TEST', 'Two', 'USD', 5000, 2, 12, $2, now(), null) returning id)
       insert into subscriptions (id, account_id, package_id, name, price_cents, allowance, starts_on, ends_on, starts_at,
           ends_at, idempotency_key, request_sha256, created_by_user_id, created_at)
       select 'sub_' || $1, a.id, package.id, 'Two', 5000, 2, current_date - 1, current_date + 300, now() - interval '1 day',
              now() + interval '300 days', $1, '', $2, now()
         from package, accounts a where a.organization_id = $1`,
      [vendor.organizationId, staff.userId],
    )
    const before = await balanceOf(vendor)
    expect(await tried(3)).toEqual(['ALLOWANCE_EXHAUSTED paymentMethod'])
    const order = await placed(vendor, wish, 2)
    expect(order).toMatchObject({ status: 'COMPLETED', total: { cents: 0 } })
    expect((await refund({ orderId: order.id, orderItemIds: [order.items[0]?.id] })).userErrors).toEqual([])
    const [used] = await rowsOf<{ used: number }>(
      gateway,
      'select sum(profiles)::int as used from allowance_uses where order_id = $1',
      [order.id],
    )
    expect(used).toEqual({ used: 1 })
    expect(await booksOf(order.id)).toEqual([])
    expect(await balanceOf(vendor)).toBe(before)
  })

  test('is held by the cap of the key, also when its successor is used', async () => {
    const vendor = await gateway.vendor()
    const capped = 'update api_keys set monthly_spend_cap_cents = $2 where vendor_id = $1'
    await rowsOf(gateway, capped, [vendor.vendorId, PRICE])
    const first = await placed(vendor)
    const input = orderOf(vendor, initialAppointment(many[1] ?? ''))
    expect(await refusalOf(vendor.client, input)).toEqual(['SPEND_CAP_EXCEEDED'])
    const successor = await gateway.database.transaction(async (tx) => {
      const key = { vendorId: vendor.vendorId, mode: 'TEST', name: 'Next', scopes: SCOPES, expiresAt: null } as const
      return await createApiKey(tx, gateway.clock, { ...key, monthlySpendCapCents: PRICE })
    })
    const succeed = `update api_keys set rotated_to_id = $2, expires_at = now() + interval '1 day'
      where vendor_id = $1 and id <> $2`
    await rowsOf(gateway, succeed, [vendor.vendorId, successor.apiKey.id])
    expect(await refusalOf(gateway.client(successor.token), input)).toEqual(['SPEND_CAP_EXCEEDED'])
    // A refund makes room again.
    await refund({ orderId: first.id })
    expect((await act<{ order: Ordered | null }>(vendor.client, 'placeOrder', input, ORDER)).userErrors).toEqual([])
  })

  test('costs what its quote says for 15 minutes, whatever the price lists say', async () => {
    const vendor = await gateway.vendor()
    const { organizationId } = vendor
    const query = 'query P($input: PreviewOrderInput!) { previewOrder(input: $input) { preview { quote { id } } } }'
    type Previewed = { previewOrder: { preview: { quote: { id: string } | null } } }
    const previewed = await ask<Previewed>(vendor.client, query, { input: { organizationId, items: lines(1) } })
    const quoteId = previewed.data?.previewOrder.preview.quote?.id
    await act(
      staff.client,
      'createPriceList',
      {
        mode: 'TEST',
        organizationId,
        currency: 'USD',
        prices: [{ product: 'INITIAL_APPOINTMENT', minimumQuantity: 1, unitPriceCents: 9900 }],
        reason: 'dearer',
      },
      'priceList { id }',
    )
    const products = `query P($id: ID!) { organization(id: $id) { products { product clinicianKind
      prices { minimumQuantity unitPrice { cents } } } } }`
    const { data } = await ask<{ organization: { products: object[] } }>(vendor.client, products, {
      id: organizationId,
    })
    expect(data?.organization.products).toContainEqual({
      product: 'INITIAL_APPOINTMENT',
      clinicianKind: 'PHYSICIAN',
      prices: [{ minimumQuantity: 1, unitPrice: { cents: 9900 } }],
    })
    expect(await placed(vendor, { quoteId })).toMatchObject({ total: { cents: PRICE } })
    const tried = async (quote: unknown, count: number, buyer = vendor) => {
      const input = { ...orderOf(vendor, ...lines(count)), quoteId: quote }
      return codes(await act(buyer.client, 'placeOrder', input, ORDER))
    }
    expect(await tried(quoteId, 2)).toEqual(['INVALID_INPUT quoteId'])
    expect(await tried('quo_unknown', 1)).toEqual(['NOT_FOUND quoteId'])
    const buyer = await person(gateway, { organizationId, roles: ['PROFILES_USER'] })
    const input = { ...orderOf(vendor, ...lines(1)), quoteId }
    expect(codes(await act(buyer.client, 'placeOrder', input, ORDER))).toEqual(['NOT_FOUND quoteId'])
    gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 15 * 60_000))
    expect(await tried(quoteId, 1)).toEqual(['QUOTE_EXPIRED quoteId'])
  })
})
