import { type AccountBalance, accountBalances } from '../accounts/account.queries.js'
import type { Actor } from '../auth/actor.js'
import { cliniciansByIds } from '../clinicians/clinician.queries.js'
import type { Reader } from '../db/database.js'
import { type UserErrorItem, UserErrors } from '../kernel/errors.js'
import { localMonthOf } from '../kernel/local-day.js'
import { formatCents } from '../kernel/money.js'
import type { AccessibleOrganization } from '../organizations/organization.access.js'
import { monthlySpendCap } from '../vendors/vendor-grant.queries.js'
import type { PreviewOrderInput } from './order.inputs.js'
import { recentPurchases, spentByVendor } from './order.queries.js'
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
  organization: AccessibleOrganization,
  input: PreviewOrderInput,
  at: Date,
): Promise<Assessment> {
  const { items } = input
  const organizationId = organization.id
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
    problems: [
      ...lines.flatMap((line) => line.problems),
      ...checkFunds(account, totalCents),
      ...(await checkSpendCap(reader, actor, organization, account.currency, totalCents, at)),
    ],
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

/**
 * A grant can cap what its vendor spends in a calendar month of the organization (domain.md, "Who acts"). Orders of one
 * organization wait for one another, so two at once cannot both be the last that fits.
 */
async function checkSpendCap(
  reader: Reader,
  actor: Actor,
  organization: AccessibleOrganization,
  currency: string,
  totalCents: number,
  at: Date,
): Promise<UserErrorItem[]> {
  if (actor.kind !== 'VENDOR') return []
  const capCents = await monthlySpendCap(reader, actor.id, organization.id)
  if (capCents === null) return []
  const month = localMonthOf(at, organization.timeZone)
  const spentCents = await spentByVendor(reader, organization.id, actor.id, month)
  if (spentCents + totalCents <= capCents) return []
  const [total, spent, cap] = [totalCents, spentCents, capCents].map((cents) => formatCents(cents, currency))
  const message = `the total is ${total}; with ${spent} spent through this integration in ${month.name} it exceeds the monthly cap of ${cap}`
  return [{ code: 'SPEND_CAP_EXCEEDED', field: [], message }]
}
