import type { GatewayClient } from '../client/gateway-client.js'
import { newId } from '../kernel/ids.js'
import { ALLOWANCE, type Answered, type MoneyAct, type MoneyState, SUBSCRIPTION_CENTS } from './money-model.js'
import { person, signedIn, type TestPerson } from './people.js'
import { act } from './staff-acts.js'
import type { TestGateway, TestVendor } from './test-gateway.js'

/** What is asked, ready to be asked again: everything is asked under a key of its own. */
interface Asking {
  act: MoneyAct
  orderId: string | null
  ask(): Promise<Reply>
}

/** What came back: the answer's outcome, and whether it had been done before. */
interface Reply {
  replayed: boolean
  outcome: string
  placed: { id: string; itemIds: string[] } | null
}

type Told = Record<'deposit' | 'entry', { balanceAfter: Cents } | null> & {
  replayed: boolean
  subscription: { paid: Cents } | null
  order: { id: string; status: string; items: { id: string }[] } | null
  refund: { amount: Cents } | null
}
type Cents = { cents: number }

/** What each mutation is asked for; the rest of `Told` is not there then. */
const SELECTIONS = {
  recordDeposit: 'deposit { balanceAfter { cents } }',
  recordAdjustment: 'entry { balanceAfter { cents } }',
  recordSubscriptionPayment: 'subscription { paid { cents } }',
  transferBalance: 'subscription { paid { cents } }',
  placeOrder: 'order { id status items { id } }',
  refundOrder: 'refund { amount { cents } }',
} as const

/** An organization with a subscription, and all who move its money, over HTTP. */
export class MoneyWorld {
  readonly #answered: Asking[] = []
  readonly #items = new Map<string, string[]>()
  #turn = 0

  private constructor(
    private readonly gateway: TestGateway,
    private readonly physicians: readonly string[],
    readonly vendor: TestVendor,
    private readonly subscriptionId: string,
    private readonly people: Record<'staff' | 'administrator' | 'buyer', TestPerson>,
  ) {}

  static async start(gateway: TestGateway, physicians: readonly string[], depositCents: number): Promise<MoneyWorld> {
    const vendor = await gateway.vendor({ depositCents })
    const { organizationId } = vendor
    const staff = await person(gateway, { staff: true })
    const administrator = await person(gateway, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'] })
    const buyer = await person(gateway, { organizationId })
    const offer = { name: 'Six profiles', currency: 'USD', priceCents: SUBSCRIPTION_CENTS, allowance: ALLOWANCE }
    const { subscriptionPackage } = await act<{ subscriptionPackage: { id: string } | null }>(
      staff.client,
      'createSubscriptionPackage',
      { ...offer, termMonths: 60, reason: 'offer' },
      'subscriptionPackage { id }',
    )
    const { subscription } = await act<{ subscription: { id: string } | null }>(
      staff.client,
      'createSubscription',
      { organizationId, packageId: subscriptionPackage?.id, idempotencyKey: newId('request'), reason: 'sold' },
      'subscription { id }',
    )
    return new MoneyWorld(gateway, physicians, vendor, subscription?.id ?? '', { staff, administrator, buyer })
  }

  /** Does all of it at once, each act as often as said, by the same key; gives every answer that was no mere repetition. */
  async atOnce(state: MoneyState, wanted: readonly { act: MoneyAct; copies: number }[]): Promise<Answered[]> {
    const asked = wanted.flatMap(({ act: one, copies }) => {
      const asking = this.#asking(state, one)
      return asking === null ? [] : [{ asking, replies: Array.from({ length: copies }, () => asking.ask()) }]
    })
    const answered: Answered[] = []
    for (const { asking, replies } of asked) {
      const all = await Promise.all(replies)
      const done = all.filter(({ replayed, outcome }) => outcome.startsWith('OK') && !replayed)
      const repeated = all.filter(({ replayed }) => replayed)
      if (done.length > 1 || (repeated.length > 0 && done.length === 0 && asking.act.act !== 'order')) {
        throw new Error(`${JSON.stringify(asking.act)} was done ${done.length} times: ${JSON.stringify(all)}`)
      }
      if (done.length === 1) this.#answered.push(asking)
      for (const { replayed, outcome, placed } of all) {
        if (placed !== null) this.#items.set(placed.id, placed.itemIds)
        if (!replayed) answered.push({ act: asking.act, orderId: asking.orderId ?? placed?.id ?? null, outcome })
      }
    }
    return answered
  }

  /** Asks for all that was done again, as clients do who lost the answer. Gives what was not known as done before. */
  async askedAgain(): Promise<string[]> {
    const replies = await Promise.all(this.#answered.map((asking) => asking.ask()))
    return replies.flatMap(({ replayed, outcome }) => (replayed && outcome.startsWith('OK') ? [] : [outcome]))
  }

  /** Lets hours pass; sessions have ended by then, and everybody signs in again. */
  async sleep(hours: number): Promise<void> {
    const { clock } = this.gateway
    clock.advanceTo(new Date(clock.now().getTime() + hours * 3_600_000))
    for (const one of Object.values(this.people)) Object.assign(one, await signedIn(this.gateway, one.userId))
  }

  #asking(state: MoneyState, one: MoneyAct): Asking | null {
    const { organizationId } = this.vendor
    const idempotencyKey = newId('request')
    const { staff, administrator } = this.people
    const common = { organizationId, idempotencyKey }
    const asking = (
      who: TestPerson,
      mutation: keyof typeof SELECTIONS,
      input: Record<string, unknown>,
      orderId: string | null = null,
    ): Asking => ({ act: one, orderId, ask: () => this.#ask(() => who.client, mutation, input) })
    const reason = 'model'
    switch (one.act) {
      case 'deposit':
        return asking(staff, 'recordDeposit', { ...common, amountCents: one.cents, reference: 'Check', reason })
      case 'adjust':
        return asking(staff, 'recordAdjustment', { ...common, amountCents: one.cents, text: 'Correction', reason })
      case 'invoice': {
        const invoice = { subscriptionId: this.subscriptionId, amountCents: one.cents, invoice: 'INV', reason }
        return asking(staff, 'recordSubscriptionPayment', { ...common, ...invoice })
      }
      case 'transfer': {
        const transfer = { subscriptionId: this.subscriptionId, amountCents: one.cents }
        return asking(administrator, 'transferBalance', { ...common, ...transfer })
      }
      case 'order':
        return { act: one, orderId: null, ask: this.#order(one, common) }
      case 'refund': {
        const orderId = [...state.orders.keys()][one.order % Math.max(state.orders.size, 1)]
        if (orderId === undefined) return null
        const orderItemIds = one.what === 'all' ? null : [this.#items.get(orderId)?.[0]]
        return asking(staff, 'refundOrder', { orderId, orderItemIds, idempotencyKey, reason }, orderId)
      }
    }
  }

  /** By the vendor and by a person in turn. */
  #order({ pay, lines }: Extract<MoneyAct, { act: 'order' }>, common: object): () => Promise<Reply> {
    const items = this.physicians.slice(0, lines).map((clinicianId) => ({
      ...{ clinicianId, product: 'INITIAL_APPOINTMENT', allowDuplicate: true },
    }))
    const isCard = pay === 'CREDIT_CARD' || pay === 'DECLINED_CARD'
    const card = { paymentMethod: 'CREDIT_CARD', card: { token: isCard ? TOKENS[pay] : '' } }
    const input = { ...common, items, ...(isCard ? card : { paymentMethod: pay }) }
    const { people, vendor } = this
    const byVendor = this.#turn++ % 2 === 0
    return () => this.#ask(() => (byVendor ? vendor.client : people.buyer.client), 'placeOrder', input)
  }

  async #ask(who: () => GatewayClient, mutation: keyof typeof SELECTIONS, input: Record<string, unknown>) {
    const told = await act<Told>(who(), mutation, input, `replayed ${SELECTIONS[mutation]}`)
    const { deposit, entry, subscription, order, refund, replayed, userErrors } = told
    const placed = order == null ? null : { id: order.id, itemIds: order.items.map(({ id }) => id) }
    const after = deposit ?? entry
    const isDone = userErrors.length === 0 && (order == null || order.status !== 'PENDING')
    const outcome =
      userErrors[0]?.code ??
      (order != null && !isDone ? order.status : 'OK') +
        (after == null ? '' : ` ${after.balanceAfter.cents} left`) +
        (subscription == null ? '' : ` ${subscription.paid.cents} paid`) +
        (refund == null ? '' : ` ${refund.amount.cents} back`)
    return { replayed, outcome, placed }
  }
}

const TOKENS = { CREDIT_CARD: 'pm_card_visa', DECLINED_CARD: 'pm_card_chargeDeclined' } as const
