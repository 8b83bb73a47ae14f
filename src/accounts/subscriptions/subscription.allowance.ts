import type { Reader, Transaction } from '../../db/database.js'
import { constraintOf } from '../../db/sql-state.js'
import { readStatement, writeStatement } from '../../db/statement.js'
import { UserErrors } from '../../kernel/errors.js'
import { newId } from '../../kernel/ids.js'

/** What is left of the subscription that runs. */
export interface RunningAllowance {
  subscriptionId: string
  left: number
}

const RUNNING = readStatement<RunningAllowance>(
  'subscription_running',
  `select s.id as "subscriptionId",
          s.allowance - coalesce((select u.used_after from allowance_uses u where u.subscription_id = s.id
                                   order by u.sequence desc limit 1), 0) as left
     from subscriptions s join accounts a on a.id = s.account_id
    where a.organization_id = $1 and s.starts_at <= $2 and s.ends_at > $2`,
)

const TAKE = writeStatement(
  'allowance_take',
  `insert into allowance_uses (id, subscription_id, order_id, profiles, created_at) values ($1, $2, $3, $4, $5)`,
)

const TAKEN_FROM = readStatement<{ subscriptionId: string }>(
  'allowance_taken_from',
  'select subscription_id as "subscriptionId" from allowance_uses where order_id = $1 and profiles > 0',
)

/** The subscription of the organization that runs at `at`, with what is left of it; null if none does. */
export async function runningAllowance(
  reader: Reader,
  organizationId: string,
  at: Date,
): Promise<RunningAllowance | null> {
  const [running] = await reader.rows(RUNNING, [organizationId, at])
  return running ?? null
}

/**
 * Takes `profiles` of the allowance of the subscription that runs at `at`, for an order, once. The caller holds the
 * account's lock. @throws UserErrors NO_SUBSCRIPTION, ALLOWANCE_EXHAUSTED
 */
export async function takeAllowance(
  tx: Transaction,
  { organizationId, orderId, profiles, at }: { organizationId: string; orderId: string; profiles: number; at: Date },
): Promise<void> {
  const running = await runningAllowance(tx, organizationId, at)
  if (running === null) throw UserErrors.one('NO_SUBSCRIPTION', ['paymentMethod'], NO_SUBSCRIPTION)
  try {
    await tx.write(TAKE, [newId('allowanceUse'), running.subscriptionId, orderId, profiles, at])
  } catch (error) {
    if (constraintOf(error) !== 'allowance_uses_within') throw error
    throw UserErrors.one('ALLOWANCE_EXHAUSTED', ['paymentMethod'], allowanceExhausted(profiles, running.left))
  }
}

/** Gives back what was taken for the order, or part of it; more than was taken is refused by the database. */
export async function returnAllowance(
  tx: Transaction,
  { orderId, profiles, at }: { orderId: string; profiles: number; at: Date },
): Promise<void> {
  const [taken] = await tx.rows(TAKEN_FROM, [orderId])
  if (taken === undefined) return
  await tx.write(TAKE, [newId('allowanceUse'), taken.subscriptionId, orderId, -profiles, at])
}

/** For an organization that has none. */
export const NO_SUBSCRIPTION = 'no subscription of the organization runs now'

/** For an order that is larger than what is left. */
export function allowanceExhausted(profiles: number, left: number): string {
  return `expected an order of at most ${left} profiles, which is what is left of the subscription, got ${profiles}`
}
