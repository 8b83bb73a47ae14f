import { type AccountBalance, accountBalances } from '../accounts/account.queries.js'
import {
  allowanceExhausted,
  NO_SUBSCRIPTION,
  runningAllowance,
} from '../accounts/subscriptions/subscription.allowance.js'
import type { Actor } from '../auth/actor.js'
import { cliniciansByIds } from '../clinicians/clinician.queries.js'
import type { Reader } from '../db/database.js'
import { type UserErrorItem, UserErrors } from '../kernel/errors.js'
import { localMonthOf } from '../kernel/local-day.js'
import { formatCents } from '../kernel/money.js'
import type { AccessibleOrganization } from '../organizations/organization.access.js'
import { spendCaps } from '../vendors/vendor-grant.queries.js'
import { assessMonitoring, wantsMonitoring } from './monitoring/monitoring.rules.js'
import { monitoringStandings } from './monitoring/monitoring-term.queries.js'
import type { PlaceOrderInput } from './order.inputs.js'
import { recentPurchases, spent } from './order.queries.js'
import { type AssessedLine, assessLines, DUPLICATE_GUARD_DAYS, totalOf } from './order.rules.js'
import { pricesInForce } from './price.queries.js'
import { quotedPrices } from './price-quote.queries.js'

const DAY_MS = 86_400_000

/** What is looked at of an order. */
export type OrderToAssess = Pick<PlaceOrderInput, 'items' | 'paymentMethod' | 'quoteId'>

/** An order as it would be placed now: what it costs, and everything that stands against it. */
export interface Assessment {
  lines: AssessedLine[]
  totalCents: number
  account: AccountBalance
  /** Negative if the balance is to pay and does not cover the total. */
  balanceAfterCents: number
  problems: UserErrorItem[]
}

/** Preview and purchase look at an order in the same way, so that a clean preview is a promise. */
export async function assessOrder(
  reader: Reader,
  actor: Actor,
  organization: AccessibleOrganization,
  input: OrderToAssess,
  at: Date,
  isCardTaken = false,
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
  const { currency } = account
  const fixed = await fixedPrices(reader, input, { organizationId, actorId: actor.id, currency, items, at })
  const prices = await pricesInForce(reader, actor.mode, organizationId, at)
  const purchases = await recentPurchases(reader, organizationId, clinicianIds, guardedSince)
  const standings = wantsMonitoring(items) ? await monitoringStandings(reader, organizationId, clinicianIds) : []
  const lines = assessMonitoring(
    assessLines(items, currency, clinicians, prices, purchases, fixed),
    standings,
    input.paymentMethod,
  )
  const totalCents = totalOf(lines)
  return {
    lines,
    totalCents,
    account,
    balanceAfterCents: account.balanceCents - (input.paymentMethod === 'ACCOUNT_BALANCE' ? totalCents : 0),
    problems: [
      ...lines.flatMap((line) => line.problems),
      ...(await checkPayment(reader, account, input, totalCents, at, isCardTaken)),
      ...(await checkSpendCaps(reader, actor, organization, currency, totalCents, at)),
    ],
  }
}

/** What is paid from a package's allowance costs nothing more, and what was quoted its quote; null for all else. */
async function fixedPrices(
  reader: Reader,
  { items, paymentMethod, quoteId }: OrderToAssess,
  wanted: Parameters<typeof quotedPrices>[2],
): Promise<number[] | null> {
  if (paymentMethod === 'SUBSCRIPTION') return items.map(() => 0)
  return quoteId == null ? null : await quotedPrices(reader, quoteId, wanted)
}

async function checkPayment(
  reader: Reader,
  account: AccountBalance,
  { paymentMethod, items }: OrderToAssess,
  totalCents: number,
  at: Date,
  isCardTaken: boolean,
): Promise<UserErrorItem[]> {
  const field = ['paymentMethod']
  if (paymentMethod === 'CREDIT_CARD') {
    const message = 'expected another payment method, got CREDIT_CARD: no cards are taken here'
    return isCardTaken ? [] : [{ code: 'PAYMENT_METHOD_UNAVAILABLE', field, message }]
  }
  if (paymentMethod === 'SUBSCRIPTION') {
    const running = await runningAllowance(reader, account.organizationId, at)
    if (running === null) return [{ code: 'NO_SUBSCRIPTION', field, message: NO_SUBSCRIPTION }]
    if (items.length <= running.left) return []
    return [{ code: 'ALLOWANCE_EXHAUSTED', field, message: allowanceExhausted(items.length, running.left) }]
  }
  if (totalCents <= account.balanceCents) return []
  const total = formatCents(totalCents, account.currency)
  const balance = formatCents(account.balanceCents, account.currency)
  return [{ code: 'INSUFFICIENT_FUNDS', field, message: `the total is ${total}, the balance ${balance}` }]
}

/**
 * A grant can cap what its vendor spends in a calendar month of the organization (domain.md, "Who acts"), and a key what
 * is spent with it. Orders of one organization wait for one another, so two at once cannot both be the last that fits.
 */
async function checkSpendCaps(
  reader: Reader,
  actor: Actor,
  organization: AccessibleOrganization,
  currency: string,
  totalCents: number,
  at: Date,
): Promise<UserErrorItem[]> {
  if (actor.kind !== 'VENDOR') return []
  const { id: vendorId, apiKeyId } = actor
  const organizationId = organization.id
  const { grantCents, keyCents, keyIds } = await spendCaps(reader, { vendorId, organizationId, apiKeyId })
  if (grantCents === null && keyCents === null) return []
  const month = localMonthOf(at, organization.timeZone)
  const { byVendor, byKeys } = await spent(reader, { organizationId, vendorId, keyIds }, month)
  const check = (through: string, spentCents: number, capCents: number | null): UserErrorItem[] => {
    if (capCents === null || spentCents + totalCents <= capCents) return []
    const [total, before, cap] = [totalCents, spentCents, capCents].map((cents) => formatCents(cents, currency))
    const message = `the total is ${total}; with ${before} spent through this ${through} in ${month.name} it exceeds the monthly cap of ${cap}`
    return [{ code: 'SPEND_CAP_EXCEEDED', field: [], message }]
  }
  return [...check('integration', byVendor, grantCents), ...check('key', byKeys, keyCents)]
}
