import { type AccountBalance, accountBalances } from '../accounts/account.queries.js'
import type { Actor } from '../auth/actor.js'
import { cliniciansByIds } from '../clinicians/clinician.queries.js'
import type { Reader } from '../db/database.js'
import { type UserErrorItem, UserErrors } from '../kernel/errors.js'
import { formatCents } from '../kernel/money.js'
import type { PreviewOrderInput } from './order.inputs.js'
import { recentPurchases } from './order.queries.js'
import { type AssessedLine, assessLines, DUPLICATE_GUARD_DAYS, totalOf } from './order.rules.js'
import { pricesInForce } from './price.queries.js'

const DAY_MS = 86_400_000

/** An order as it would be placed now: what it costs, and everything that stands against it. */
export interface Assessment {
  lines: AssessedLine[]
  totalCents: number
  account: AccountBalance
  problems: UserErrorItem[]
}

/** Preview and purchase look at an order in the same way, so that a clean preview is a promise. */
export async function assessOrder(
  reader: Reader,
  actor: Actor,
  input: PreviewOrderInput,
  at: Date,
): Promise<Assessment> {
  const { organizationId, items } = input
  const clinicianIds = [...new Set(items.map((item) => item.clinicianId))]
  const guardedSince = new Date(at.getTime() - DUPLICATE_GUARD_DAYS * DAY_MS)
  const [account] = await accountBalances(reader, [organizationId])
  if (account === undefined) {
    throw UserErrors.one('INSUFFICIENT_FUNDS', ['organizationId'], 'the organization has no account yet')
  }
  const clinicians = await cliniciansByIds(reader, actor.mode, clinicianIds)
  const prices = await pricesInForce(reader, actor.mode, organizationId, at)
  const purchases = await recentPurchases(reader, organizationId, clinicianIds, guardedSince)
  const lines = assessLines(items, account.currency, clinicians, prices, purchases)
  const totalCents = totalOf(lines)
  return {
    lines,
    totalCents,
    account,
    problems: [...lines.flatMap((line) => line.problems), ...checkFunds(account, totalCents)],
  }
}

function checkFunds(account: AccountBalance, totalCents: number): UserErrorItem[] {
  if (totalCents <= account.balanceCents) return []
  const total = formatCents(totalCents, account.currency)
  const balance = formatCents(account.balanceCents, account.currency)
  return [
    { code: 'INSUFFICIENT_FUNDS', field: ['paymentMethod'], message: `the total is ${total}, the balance ${balance}` },
  ]
}
