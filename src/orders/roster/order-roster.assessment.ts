import type { Actor } from '../../auth/actor.js'
import type { Transaction } from '../../db/database.js'
import { UserErrors } from '../../kernel/errors.js'
import type { AccessibleOrganization } from '../../organizations/organization.access.js'
import { assessOrder } from '../order.assessment.js'
import type { OrderItemInput } from '../order.inputs.js'
import type { RosterPaymentMethod } from './order-roster-purchase.entity.js'

/** A row that may become a line of an order. */
export interface Candidate {
  rowNumber: number
  item: OrderItemInput
}

/** For whom, when and how the lines would be bought. */
export interface RosterBuyer {
  actor: Actor
  organization: AccessibleOrganization
  paymentMethod: RosterPaymentMethod
  at: Date
}

/** Why something is not ordered: the code of the error that an order would get, and what was expected. */
export interface Refusal {
  code: string
  message: string
}

/** Rows as one order, without those of which it could not be. */
export interface AssessedRows {
  /** In their order. */
  lines: { candidate: Candidate; unitPriceCents: number }[]
  totalCents: number
  currency: string | null
  /** By row number: what stands against the row itself. */
  refused: Map<number, Refusal>
  /** What stands against the order as a whole: funds, caps. */
  problem: Refusal | null
}

/**
 * Looks at the rows as at the lines of one order, drops those against which something stands for themselves, and looks
 * again: what is left may cost another price in another quantity. Mostly that is two looks.
 */
export async function assessRows(
  tx: Transaction,
  { actor, organization, paymentMethod, at }: RosterBuyer,
  candidates: readonly Candidate[],
): Promise<AssessedRows> {
  const refused = new Map<number, Refusal>()
  let left = candidates
  while (left.length > 0) {
    const items = left.map(({ item }) => item)
    const input = { organizationId: organization.id, items, paymentMethod }
    const { lines, totalCents, account, problems } = await assessOrder(tx, actor, organization, input, at)
    const priced = left.flatMap((candidate, index) => {
      const line = lines[index]
      const [problem] = line?.problems ?? []
      if (problem !== undefined) refused.set(candidate.rowNumber, problem)
      const unitPriceCents = line?.unitPriceCents ?? null
      return problem !== undefined || unitPriceCents === null ? [] : [{ candidate, unitPriceCents }]
    })
    if (priced.length === left.length) {
      return { lines: priced, totalCents, currency: account.currency, refused, problem: problems[0] ?? null }
    }
    left = priced.map(({ candidate }) => candidate)
  }
  return { lines: [], totalCents: 0, currency: null, refused, problem: null }
}

/** Runs `work`; what it throws as user errors takes back what it wrote, and nothing else of the transaction. */
export async function unlessRefused<Result>(
  tx: Transaction,
  work: () => Promise<Result>,
): Promise<{ result: Result } | { refusal: Refusal }> {
  await tx.client.query('savepoint unless_refused')
  try {
    const result = await work()
    await tx.client.query('release savepoint unless_refused')
    return { result }
  } catch (error) {
    const [refusal] = error instanceof UserErrors ? error.items : []
    if (refusal === undefined) throw error
    await tx.client.query('rollback to savepoint unless_refused')
    return { refusal }
  }
}
