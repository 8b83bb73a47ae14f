import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { GatewayClient } from '../../client/gateway-client.js'
import { codesOf } from '../../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../../testkit/census.js'
import { addPhysicians, anotherVendor, initialAppointment, orderOf, place } from '../../testkit/order-acts.js'
import { attempt, auditedActions, organizationOf } from '../../testkit/organization-acts.js'
import { person, type TestPerson } from '../../testkit/people.js'
import { tryToAct } from '../../testkit/staff-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'
import { returnToCart } from './cart.return.js'

interface SeenCart {
  version: number
  items: {
    id: string
    clinicianId: string
    product: string
    vendorReference: string | null
    allowDuplicate: boolean
    preview: { unitPrice: { cents: number } | null; problems: { code: string }[] } | null
  }[]
  preview: { total: { cents: number }; orderable: boolean; quote: { id: string } | null } | null
  problems: { code: string; field: string[] }[]
}
type Changed = { cart: SeenCart | null }
type Ordered = Changed & {
  order: { id: string; number: string; status: string; total: { cents: number } } | null
  replayed: boolean
}

const CART = `version preview { total { cents } orderable quote { id } } problems { code field }
  items { id clinicianId product vendorReference allowDuplicate preview { unitPrice { cents } problems { code } } }`

describe('the cart', () => {
  let gateway: TestGateway
  let physicians: string[]
  let vendor: TestVendor
  let buyer: TestPerson
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physicians = await addPhysicians(gateway, 260)
  })
  beforeEach(async () => {
    vendor = await gateway.vendor()
    buyer = await person(gateway, { organizationId: vendor.organizationId })
  })
  afterAll(() => gateway.stop())

  async function change(
    mutation: string,
    input: Record<string, unknown>,
    client: GatewayClient = buyer.client,
  ): Promise<{ codes: unknown[]; fields: string[][]; cart: SeenCart | null }> {
    const organized = { organizationId: vendor.organizationId, ...input }
    const { codes, fields, thing } = await attempt<Changed>(client, mutation, organized, `cart { ${CART} }`)
    return { codes, fields, cart: thing.cart }
  }
  const add = (ids: readonly string[], client?: GatewayClient) =>
    change('addToCart', { items: ids.map((id) => initialAppointment(id)) }, client)
  const cartOf = async (client: GatewayClient): Promise<SeenCart> =>
    (await organizationOf<{ cart: SeenCart }>(client, vendor.organizationId, `cart { ${CART} }`)).cart
  async function checkOut(version: number, more: Record<string, unknown> = {}, client: GatewayClient = buyer.client) {
    const input = { organizationId: vendor.organizationId, version, ...more }
    const selection = `order { id number status total { cents } } replayed cart { ${CART} }`
    return await attempt<Ordered>(client, 'checkOutCart', input, selection)
  }

  test('is filled, changed and emptied, each buyer has their own, and its prices are those of the moment', async () => {
    const [first = '', second = ''] = physicians
    expect(await cartOf(buyer.client)).toEqual({ version: 0, items: [], preview: null, problems: [] })
    const filled = await add([first, second])
    expect(filled.cart).toMatchObject({
      version: 1,
      preview: { total: { cents: 8200 }, orderable: true },
      problems: [],
    })
    const [line] = filled.cart?.items ?? []
    const changed = await change('updateCartItem', { itemId: line?.id, vendorReference: 'REF-1' })
    expect(changed.cart?.items[0]).toEqual({ ...line, vendorReference: 'REF-1' })
    expect((await change('updateCartItem', { itemId: line?.id, allowDuplicate: true })).cart?.items[0]).toMatchObject({
      vendorReference: 'REF-1',
      allowDuplicate: true,
    })
    // Put in again, a line stays where it is.
    const again = await change('addToCart', { items: [initialAppointment(first, { vendorReference: 'REF-2' })] })
    expect(again.cart?.items.map((item) => [item.id === line?.id, item.vendorReference])).toEqual([
      [true, 'REF-2'],
      [false, null],
    ])
    expect((await cartOf(vendor.client)).items).toEqual([])
    expect(
      (await change('removeFromCart', { itemIds: [line?.id] })).cart?.items.map((item) => item.clinicianId),
    ).toEqual([second])
    await place(vendor.client, orderOf(vendor, initialAppointment(second)))
    const duplicate = await cartOf(buyer.client)
    expect([duplicate.preview?.orderable, duplicate.problems[0]?.code]).toEqual([false, 'DUPLICATE_PURCHASE'])
    expect((await change('clearCart', {})).cart).toMatchObject({ version: 6, items: [], preview: null })
    expect(await auditedActions(gateway, vendor.organizationId)).toEqual(
      expect.arrayContaining(['CART_READ', 'CART_CHANGED']),
    )
  })

  test('is one of a vendor, whichever of its keys, and nobody else sees it', async () => {
    await add(physicians.slice(0, 1), vendor.client)
    const other = await anotherVendor(gateway, vendor)
    expect([(await cartOf(vendor.client)).items.length, (await cartOf(other.client)).items]).toEqual([1, []])
    const staff = await person(gateway, { staff: true })
    const seen = await tryToAct(staff.client, 'clearCart', { organizationId: vendor.organizationId }, '__typename')
    expect(codesOf(seen)).toEqual(['FORBIDDEN'])
  })

  test('refuses what could never be ordered, lines it has not, more than an order takes, and foreign organizations', async () => {
    const pa = await rowsOf<{ id: string }>(
      gateway,
      `select id from clinicians where mode = 'TEST' and kind = 'PHYSICIAN_ASSISTANT' limit 1`,
    )
    const foreign = await gateway.vendor()
    await leavingNoTrace(gateway, async () => {
      expect(await add(['cln_nobody', pa[0]?.id ?? ''])).toMatchObject({
        codes: ['CLINICIAN_NOT_FOUND', 'INELIGIBLE_PRODUCT'],
        fields: [
          ['items', '0', 'clinicianId'],
          ['items', '1', 'product'],
        ],
        cart: null,
      })
      expect((await add([])).codes).toEqual(['INVALID_INPUT'])
      expect(await change('updateCartItem', { itemId: 'line_x', vendorReference: 'x'.repeat(201) })).toMatchObject({
        codes: ['INVALID_INPUT'],
        fields: [['vendorReference']],
      })
      expect((await change('updateCartItem', { itemId: 'line_x' })).codes).toEqual(['NOT_FOUND'])
      expect((await change('removeFromCart', { itemIds: ['line_x'] })).codes).toEqual(['NOT_FOUND'])
      for (const organizationId of [foreign.organizationId, 'org_nobody']) {
        const items = [initialAppointment(physicians[0] ?? '')]
        expect((await change('addToCart', { organizationId, items })).codes).toEqual(['NOT_FOUND'])
        expect((await checkOut(1, { organizationId })).codes).toEqual(['NOT_FOUND'])
      }
    })
    await add(physicians.slice(0, 249))
    expect((await add(physicians.slice(248, 250))).cart?.items).toHaveLength(250)
    expect((await add(physicians.slice(250, 251))).codes).toEqual(['LIMIT_REACHED'])
  })

  test('is checked out with its order, once: repeated, two at once, and after it was changed', async () => {
    await add(physicians.slice(0, 3))
    const answers = await Promise.all([checkOut(1), checkOut(1), checkOut(1)])
    const numbers = new Set(answers.map(({ thing }) => thing.order?.number))
    expect([numbers.size, answers.map(({ thing }) => thing.replayed).sort()]).toEqual([1, [false, true, true]])
    expect(answers[0]?.thing.cart).toMatchObject({ version: 2, items: [], preview: null })
    expect(
      (await rowsOf(gateway, 'select from orders where organization_id = $1', [vendor.organizationId])).length,
    ).toBe(1)
    expect((await checkOut(2)).codes).toEqual(['INVALID_INPUT'])
    await add(physicians.slice(3, 4))
    expect((await checkOut(2)).codes).toEqual(['CART_CHANGED'])
    expect((await checkOut(1)).thing).toMatchObject({ replayed: true, cart: { version: 3 } })
    const quoteId = (await cartOf(buyer.client)).preview?.quote?.id
    expect((await checkOut(3, { quoteId: 'quo_nobody' })).codes).toEqual(['NOT_FOUND'])
    const last = (await checkOut(3, { quoteId, purchaseOrderNumber: 'PO 7' })).thing
    expect(last).toMatchObject({ replayed: false, order: { total: { cents: 4100 } } })
  })

  test('stays as it is when the order is refused', async () => {
    await add(physicians.slice(0, 30))
    const before = await cartOf(buyer.client)
    expect(before.preview).toMatchObject({ total: { cents: 123_000 }, orderable: false })
    await leavingNoTrace(gateway, async () => {
      expect((await checkOut(before.version)).codes).toEqual(['INSUFFICIENT_FUNDS'])
    })
    expect((await cartOf(buyer.client)).items).toEqual(before.items)
  })

  test('gets back what an order that was not paid was made of, beside what was added meanwhile', async () => {
    await add(physicians.slice(0, 2))
    const { order } = (await checkOut(1)).thing
    await add(physicians.slice(1, 3))
    await gateway.database.transaction((tx) => returnToCart(tx, order?.id ?? '', gateway.clock.now()))
    const other = await place(buyer.client, orderOf(vendor, initialAppointment(physicians[9] ?? '')))
    await gateway.database.transaction((tx) => returnToCart(tx, other.id, gateway.clock.now()))
    const returned = await cartOf(buyer.client)
    expect([returned.version, returned.items.map((item) => item.clinicianId).sort()]).toEqual([
      4,
      physicians.slice(0, 3).sort(),
    ])
  })

  test('is paid by card: charged once, and filled again when the card is declined', async () => {
    await add(physicians.slice(0, 2))
    const byCard = (version: number, token: string) =>
      checkOut(version, { paymentMethod: 'CREDIT_CARD', card: { token } })
    const declined = await byCard(1, 'pm_card_chargeDeclined')
    expect(declined.codes).toEqual(['CARD_NOT_CHARGED'])
    expect(declined.thing).toMatchObject({ order: { status: 'FAILED' }, cart: { version: 3 } })
    expect(declined.thing.cart?.items.map((item) => item.clinicianId).sort()).toEqual(physicians.slice(0, 2).sort())
    // Repeated, it tells the same and charges nothing.
    expect((await byCard(1, 'pm_card_chargeDeclined')).thing).toMatchObject({ replayed: true, cart: { version: 3 } })
    const answers = await Promise.all([byCard(3, 'pm_card_visa'), byCard(3, 'pm_card_visa')])
    expect(new Set(answers.map(({ thing }) => thing.order?.id)).size).toBe(1)
    expect(answers.some(({ thing }) => thing.order?.status === 'COMPLETED')).toBe(true)
    expect((await cartOf(buyer.client)).items).toEqual([])
    const paid = await rowsOf<{ cents: number }>(
      gateway,
      `select e.amount_cents::int as cents from ledger_entries e join ledger_transactions t on t.id = e.transaction_id
         join orders o on o.id = t.order_id where o.organization_id = $1 and e.book = 'CARD'`,
      [vendor.organizationId],
    )
    expect(paid).toEqual([{ cents: -8200 }])
  })

  test('takes as many statements for many lines as for one', async () => {
    await add(physicians.slice(0, 1))
    const one = await gateway.countStatements(() => cartOf(buyer.client))
    await add(physicians.slice(1, 101))
    expect(await gateway.countStatements(() => cartOf(buyer.client))).toBe(one)
  })
})
