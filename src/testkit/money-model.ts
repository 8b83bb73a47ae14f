/** What somebody does about an organization's money. */
export type MoneyAct =
  | { act: 'deposit' | 'invoice'; cents: number }
  /** Positive in favor of the organization. */
  | { act: 'adjust'; cents: number }
  /** Null moves the whole balance. */
  | { act: 'transfer'; cents: number | null }
  | { act: 'order'; pay: PayWith; lines: number }
  /** Of the orders that there are, counted round. */
  | { act: 'refund'; order: number; what: 'first line' | 'all' }

export type PayWith = 'ACCOUNT_BALANCE' | 'SUBSCRIPTION' | 'CREDIT_CARD' | 'DECLINED_CARD'

/** What a line of an order costs. */
export const LINE_CENTS = 4_100

/** Profiles of the subscription, and its price. */
export const ALLOWANCE = 6
export const SUBSCRIPTION_CENTS = 20_000

/** An order that was paid. */
export interface ModelOrder {
  pay: PayWith
  /** Of each line, whether it was paid back. */
  refunded: readonly boolean[]
}

/** Everything that the gateway must know of an organization's money, in the simplest words. */
export interface MoneyState {
  balance: number
  used: number
  paid: number
  orders: ReadonlyMap<string, ModelOrder>
}

/** What was answered: `OK`, with what the answer says of the state then, or the code of the user error. */
export interface Answered {
  act: MoneyAct
  /** The order that it is about: the one placed, or the one to be paid back. */
  orderId: string | null
  outcome: string
}

/** What must be answered in this state, and what the state is then. */
function perform(state: MoneyState, { act: it, orderId }: Answered): { outcome: string; state: MoneyState } {
  const refused = (outcome: string) => ({ outcome, state })
  const pay = (cents: number, from: 'balance' | 'cash') => {
    if (state.paid + cents > SUBSCRIPTION_CENTS) return refused('INVALID_INPUT')
    if (from === 'balance' && cents > state.balance) return refused('INSUFFICIENT_FUNDS')
    const paid = state.paid + cents
    const balance = from === 'balance' ? state.balance - cents : state.balance
    return { outcome: `OK ${paid} paid`, state: { ...state, paid, balance } }
  }
  switch (it.act) {
    case 'deposit':
      return moved(state, it.cents)
    case 'adjust':
      return state.balance + it.cents < 0 ? refused('INSUFFICIENT_FUNDS') : moved(state, it.cents)
    case 'invoice':
      return pay(it.cents, 'cash')
    case 'transfer': {
      const due = SUBSCRIPTION_CENTS - state.paid
      if (it.cents !== null) return pay(it.cents, 'balance')
      if (due === 0) return refused('INVALID_INPUT')
      return state.balance === 0 ? refused('INSUFFICIENT_FUNDS') : pay(Math.min(due, state.balance), 'balance')
    }
    case 'order':
      return placed(state, it.pay, it.lines, orderId)
    case 'refund':
      return refund(state, orderId, it.what)
  }
}

/**
 * The state after all of these acts, done at once, if there is any order of them in which each is answered as it was;
 * null if there is none: then somebody saw what was never so.
 */
export function linearized(state: MoneyState, acts: readonly Answered[]): MoneyState | null {
  if (acts.length === 0) return state
  for (const [index, one] of acts.entries()) {
    const next = perform(state, one)
    if (next.outcome !== one.outcome) continue
    const end = linearized(next.state, acts.toSpliced(index, 1))
    if (end !== null) return end
  }
  return null
}

function moved(state: MoneyState, cents: number): { outcome: string; state: MoneyState } {
  const balance = state.balance + cents
  return { outcome: `OK ${balance} left`, state: { ...state, balance } }
}

function placed(state: MoneyState, pay: PayWith, lines: number, orderId: string | null) {
  const refused = (outcome: string) => ({ outcome, state })
  if (pay === 'DECLINED_CARD') return refused('CARD_NOT_CHARGED')
  const cents = pay === 'ACCOUNT_BALANCE' ? lines * LINE_CENTS : 0
  const profiles = pay === 'SUBSCRIPTION' ? lines : 0
  if (cents > state.balance) return refused('INSUFFICIENT_FUNDS')
  if (state.used + profiles > ALLOWANCE) return refused('ALLOWANCE_EXHAUSTED')
  const orders = new Map(state.orders)
  if (orderId !== null) orders.set(orderId, { pay, refunded: Array.from({ length: lines }, () => false) })
  return { outcome: 'OK', state: { ...state, balance: state.balance - cents, used: state.used + profiles, orders } }
}

function refund(state: MoneyState, orderId: string | null, what: 'first line' | 'all') {
  const order = state.orders.get(orderId ?? '')
  const wanted = order?.refunded.map((isRefunded, line) => !isRefunded && (what === 'all' || line === 0)) ?? []
  const lines = wanted.filter(Boolean).length
  if (order === undefined || lines === 0) return { outcome: 'NOT_REFUNDABLE', state }
  const refunded = order.refunded.map((isRefunded, line) => isRefunded || wanted[line] === true)
  return {
    outcome: `OK ${order.pay === 'SUBSCRIPTION' ? 0 : lines * LINE_CENTS} back`,
    state: {
      ...state,
      balance: state.balance + (order.pay === 'ACCOUNT_BALANCE' ? lines * LINE_CENTS : 0),
      used: state.used - (order.pay === 'SUBSCRIPTION' ? lines : 0),
      orders: new Map(state.orders).set(orderId ?? '', { ...order, refunded }),
    },
  }
}
