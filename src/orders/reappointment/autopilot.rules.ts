import { formatLocalDay } from '../../kernel/local-day.js'
import { formatCents } from '../../kernel/money.js'
import type { AssessedLine } from '../order.rules.js'
import {
  DECISION_REASONS,
  type DecisionReason,
  type DecisionState,
  type ReappointmentDecisionType,
} from './reappointment-decision.type.js'

/** What a night may still order or propose. */
export interface Limits {
  budgetCents: number
  /** The balance; for proposals it does not matter yet. */
  fundsCents: number
}

/** Why a line is left out; null for one that is taken. */
export type Verdict = Exclude<DecisionReason, 'DUE' | 'APPROVED' | 'DECLINED' | 'BOUGHT_OTHERWISE'> | null

/**
 * Takes the lines one by one, the first due first, as long as they fit: one that costs too much leaves what is left to
 * those after it.
 */
export function verdictsOf(lines: readonly AssessedLine[], limits: Limits): Verdict[] {
  let takenCents = 0
  return lines.map(({ problems, unitPriceCents }) => {
    if (problems[0] !== undefined || unitPriceCents === null) return verdictOfCode(problems[0]?.code ?? 'NO_PRICE')
    const cents = takenCents + unitPriceCents
    if (cents > limits.budgetCents) return 'BUDGET_EXCEEDED'
    if (cents > limits.fundsCents) return 'INSUFFICIENT_FUNDS'
    takenCents = cents
    return null
  })
}

const OWN_WORDS: ReadonlySet<string> = new Set(
  DECISION_REASONS.filter((reason) => !['DUE', 'APPROVED', 'DECLINED', 'BOUGHT_OTHERWISE'].includes(reason)),
)

/** The reason that a user error is to the autopilot. */
export function verdictOfCode(code: string): NonNullable<Verdict> {
  return OWN_WORDS.has(code) ? (code as NonNullable<Verdict>) : 'REFUSED'
}

const AGAIN = 'it is considered again each night'

/** The decision in words, with the figures that it was made from. */
export function explain(decision: ReappointmentDecisionType): string {
  const { priceCents, budgetCents, committedCents, currency, state, reason } = decision
  const money = (cents: number): string => formatCents(cents, currency)
  const price = priceCents === null ? 'The profile' : `The profile for ${money(priceCents)}`
  const budget = `the budget of ${money(budgetCents)} for the month, of which ${money(committedCents)} was ordered or proposed before`
  const why: Readonly<Record<DecisionReason, string>> = {
    DUE: `${price} fits ${budget}; ${ENDED[state]}`,
    APPROVED: `${decision.decidedBy ?? 'The approver'} approved the proposal; order ${decision.orderNumber ?? ''}`,
    DECLINED: `${decision.decidedBy ?? 'The approver'} declined the proposal`,
    BUDGET_EXCEEDED: `${price} does not fit ${budget}; ${AGAIN}`,
    INSUFFICIENT_FUNDS: `${price} is not covered by the account balance; ${AGAIN}`,
    DUPLICATE_PURCHASE: `The same profile was bought within the last 30 days; ${AGAIN}`,
    NO_PRICE: `No price list in force has a price of the product; ${AGAIN}`,
    APPROVER_UNAVAILABLE: `The approver cannot buy for the organization any more: an administrator has to choose another; ${AGAIN}`,
    REFUSED: `Something else stood against the order, which previewing it tells; ${AGAIN}`,
    BOUGHT_OTHERWISE: 'The organization bought a profile of the clinician meanwhile, so nothing is to be done',
  }
  return `Due on ${formatLocalDay(decision.dueOn)}. ${why[reason]}.`
}

const ENDED: Readonly<Record<DecisionState, string>> = {
  PROPOSED: 'the approver decides',
  ORDERED: 'it was ordered',
  SKIPPED: 'it was left out',
  DECLINED: 'it was declined',
  WITHDRAWN: 'it was taken back',
}
