import { randomUUID } from 'node:crypto'
import { untilBack } from './crash.clockwork.js'
import type { Dice } from './crash.dice.js'
import type { World } from './crash.world.js'
import type { MoneyClient, Payload } from './money.client.js'

/** What clients were promised besides what the answers name, to be looked for in the end. */
export interface Owed {
  /** References of lines that are bought, each once. */
  references: string[]
  /** Addresses, each of one person, to which a letter goes. */
  addresses: string[]
  /** Events that are sent once more, and when that was asked for, by `performance.now()`. */
  events: { id: string; at: number }[]
}

/** What an act is done with. Each client has an organization of its own, so that its cart is nobody else's. */
export interface Lane {
  client: MoneyClient
  dice: Dice
  world: World
  organizationId: string
  vendorKey: string
  staffToken: string
  /** A person who administers the organization, and buys for it. */
  administrator: { id: string; email: string; token: string }
  subscriptionId: string
  /** Of the vendor that orders. */
  endpointId: string
  /** A day of which there is a receipt. */
  receiptDay: string
  /** Orders that can be paid back still. */
  orders: string[]
  /** Rosters that nobody has confirmed. */
  previews: { id: string; references: string[] }[]
  /** Organizations of which nothing but that they are reset is asked. */
  spares: string[]
  owed: Owed
  /** For references that no other line has. */
  serial: string
}

/** What an act gives that finds nothing it could be done with; it does not count. */
export const NOTHING = 'nothing'
export const NOTHING_TO_DO: [string, string] = [NOTHING, NOTHING]

/** One way in which money moves: how it is asked for, and the thing of the answer that must stay the same. */
export interface MoneyAct {
  name: string
  weight: number
  /** Does it once, and asks again with the same key; the ids that both answers gave. */
  act(lane: Lane): Promise<[first: unknown, second: unknown]>
}

export const REASON = 'crash drive'
/** Headers of staff. */
export const MODE = { 'gateway-mode': 'TEST', 'gateway-reason': 'crash drive' }
/** Of an administrator, who says no reason. */
export const TEST_MODE = { 'gateway-mode': 'TEST' }
/** Cards that are charged, declined, and charged or declined only later. */
const CARDS = [
  'pm_card_visa',
  'pm_card_mastercard',
  'pm_card_chargeDeclined',
  'pm_test_succeedsLate',
  'pm_test_declinesLate',
]

/** Asks twice, and says what both answers gave. */
export async function twice(
  ask: () => Promise<Payload>,
  idOf: (payload: Payload) => unknown,
): Promise<[unknown, unknown]> {
  const [first, second] = [await ask(), await ask()]
  return [idOf(first) ?? codesOf(first), idOf(second) ?? codesOf(second)]
}

/** Why there is nothing, as one text. */
export function codesOf({ userErrors }: Payload): string {
  return userErrors.map(({ code, message }) => `${code}: ${message}`).join('; ')
}

/** Id of a thing of the payload; null without it. */
export function idIn(payload: Payload, thing: string): string | null {
  const found = payload[thing] as { id?: string } | null
  return found?.id ?? null
}

/** By the organization's administrator: a mutation without a key, asked for once. */
export async function onceByAdministrator(
  { client, administrator }: Lane,
  mutation: string,
  thing: string,
  input: Record<string, unknown>,
): Promise<[string, string]> {
  const payload = await client.insist(administrator.token, mutation, input, `${thing} { id }`, TEST_MODE)
  const outcome = idIn(payload, thing) ?? codesOf(payload)
  return [outcome, outcome]
}

/** By staff: a mutation with a key, asked for twice. */
function byStaff(
  mutation: string,
  thing: string,
  inputOf: (lane: Lane) => Record<string, unknown>,
  weight: number,
): MoneyAct {
  return {
    name: mutation,
    weight,
    act: async (lane) => {
      const input = { organizationId: lane.organizationId, idempotencyKey: randomUUID(), ...inputOf(lane) }
      const ask = () => lane.client.insist(lane.staffToken, mutation, input, `replayed ${thing} { id }`, MODE)
      return await twice(ask, (payload) => idIn(payload, thing))
    },
  }
}

/** A line that no other is like. */
export function itemOf(lane: Lane): Record<string, unknown> {
  return { ...lane.dice.pick(lane.world.wares), vendorReference: referenceOf(lane), allowDuplicate: true }
}

/** Of one line alone. */
export function referenceOf({ serial }: Lane): string {
  return `${serial}-${randomUUID()}`
}

/** What a statement about the lane's organization finds, which is $1. */
export async function foundIn<Row extends object>({ world, organizationId }: Lane, sql: string): Promise<Row[]> {
  return (await untilBack(() => world.superuser.query<Row>(sql, [organizationId]))).rows
}

/** An order, paid in a way. */
function order(name: string, weight: number, paidBy: (lane: Lane) => Record<string, unknown>): MoneyAct {
  return {
    name,
    weight,
    act: async (lane) => {
      const { organizationId, client, vendorKey } = lane
      const items = [itemOf(lane)]
      const input = { organizationId, idempotencyKey: randomUUID(), items, ...paidBy(lane) }
      const ask = () => client.insist(vendorKey, 'placeOrder', input, 'replayed order { id status }')
      const ids = await twice(ask, (payload) => idIn(payload, 'order'))
      lane.orders.push(String(ids[0]))
      return ids
    },
  }
}

/** Every way in which money moves; a new one is one more entry. */
export const MONEY_ACTS: readonly MoneyAct[] = [
  order('order by balance', 4, () => ({})),
  order('order by card', 4, ({ dice }) => ({ paymentMethod: 'CREDIT_CARD', card: { token: dice.pick(CARDS) } })),
  order('order by subscription', 2, () => ({ paymentMethod: 'SUBSCRIPTION' })),
  {
    name: 'cart and check-out',
    weight: 2,
    act: async (lane) => {
      const { organizationId, client, vendorKey } = lane
      const added = await client.insist(
        vendorKey,
        'addToCart',
        { organizationId, items: [itemOf(lane)] },
        'cart { version }',
      )
      const { version } = added['cart'] as { version: number }
      const ask = () =>
        client.insist(vendorKey, 'checkOutCart', { organizationId, version }, 'replayed order { id } cart { version }')
      return await twice(ask, (payload) => idIn(payload, 'order'))
    },
  },
  {
    // It has no key: the second time it is over already.
    name: 'cancelOrder',
    weight: 1,
    act: async (lane) => {
      const { organizationId, client, vendorKey, staffToken } = lane
      const paid = { paymentMethod: 'CREDIT_CARD', card: { token: 'pm_test_succeedsLate' } }
      const input = { organizationId, idempotencyKey: randomUUID(), items: [itemOf(lane)], ...paid }
      const placed = await client.insist(vendorKey, 'placeOrder', input, 'order { id }')
      const orderId = idIn(placed, 'order')
      await client.insist(staffToken, 'cancelOrder', { orderId, reason: REASON }, 'order { id }', MODE)
      return [orderId, orderId]
    },
  },
  {
    name: 'refundOrder',
    weight: 3,
    act: async (lane) => {
      const orderId = lane.orders.shift()
      if (orderId === undefined) return NOTHING_TO_DO
      const input = { orderId, idempotencyKey: randomUUID(), reason: REASON }
      const ask = () => lane.client.insist(lane.staffToken, 'refundOrder', input, 'replayed order { id status }', MODE)
      const [refusal] = (await ask()).userErrors
      // While its card is charged it is refused, and what is refused can be asked for again later.
      if (refusal?.message.endsWith('PENDING')) {
        lane.orders.push(orderId)
        return NOTHING_TO_DO
      }
      // One that was not paid is refused, twice alike.
      return await twice(ask, (payload) => idIn(payload, 'order') ?? payload.userErrors[0]?.code)
    },
  },
  byStaff(
    'recordDeposit',
    'deposit',
    ({ dice, serial }) => ({ amountCents: dice.between(1, 9_999), reference: serial, reason: REASON }),
    2,
  ),
  byStaff(
    'recordAdjustment',
    'entry',
    ({ dice }) => ({ amountCents: dice.between(1, 99), text: 'Goodwill', reason: REASON }),
    1,
  ),
  byStaff('transferBalance', 'subscription', ({ subscriptionId }) => ({ subscriptionId, amountCents: 3 }), 1),
  byStaff(
    'recordSubscriptionPayment',
    'subscription',
    ({ subscriptionId, serial }) => ({ subscriptionId, amountCents: 5, invoice: serial, reason: REASON }),
    1,
  ),
]
