import type { Mode } from '../../auth/actor.js'
import type { Reader, Transaction } from '../../db/database.js'
import { readStatement, writeStatement } from '../../db/statement.js'
import type { LocalDay } from '../../kernel/local-day.js'

/** A package as staff see it. */
export interface PackageRow {
  id: string
  mode: Mode
  name: string
  currency: string
  priceCents: number
  allowance: number
  termMonths: number
  createdAt: Date
  withdrawnAt: Date | null
}

/** A subscription with what was used and paid of it. */
export interface SubscriptionRow {
  id: string
  organizationId: string
  accountId: string
  name: string
  currency: string
  priceCents: number
  paidCents: number
  allowance: number
  used: number
  startsOn: LocalDay
  endsOn: LocalDay
  startsAt: Date
  /** By how much the organization's test clock is ahead. */
  clockAheadMs: number
  endsAt: Date
}

const PACKAGE = `select id, mode, name, currency, price_cents as "priceCents", allowance, term_months as "termMonths",
    created_at as "createdAt", withdrawn_at as "withdrawnAt" from subscription_packages`

const PACKAGE_BY_ID = readStatement<PackageRow>('package_by_id', `${PACKAGE} where id = $1 and mode = $2`)

const PACKAGES = readStatement<PackageRow>(
  'packages_page',
  `${PACKAGE} where mode = $1 and ($2::text is null or id < $2) order by id desc limit $3`,
)

const WITHDRAW = writeStatement<{ withdrawnAt: Date }>(
  'package_withdraw',
  `update subscription_packages set withdrawn_at = coalesce(withdrawn_at, $3) where id = $1 and mode = $2
   returning withdrawn_at as "withdrawnAt"`,
)

const SUBSCRIPTION = `select s.id, a.organization_id as "organizationId", s.account_id as "accountId", s.name, a.currency,
    s.price_cents as "priceCents", s.allowance, s.starts_on as "startsOn", s.ends_on as "endsOn",
    (select o.clock_ahead_ms from organizations o where o.id = a.organization_id) as "clockAheadMs",
    s.starts_at as "startsAt", s.ends_at as "endsAt",
    coalesce((select u.used_after from allowance_uses u where u.subscription_id = s.id
               order by u.sequence desc limit 1), 0) as used,
    coalesce((select sum(e.amount_cents) from subscription_payments p
                join ledger_entries e on e.transaction_id = p.transaction_id and e.book = 'SUBSCRIPTION'
               where p.subscription_id = s.id), 0)::bigint as "paidCents"
  from subscriptions s join accounts a on a.id = s.account_id`

const SUBSCRIPTION_OF = readStatement<SubscriptionRow>(
  'subscription_of_organization',
  `${SUBSCRIPTION} where a.organization_id = $1 and s.id = $2`,
)

const SUBSCRIPTIONS = readStatement<SubscriptionRow>(
  'subscriptions_page',
  `${SUBSCRIPTION} where s.account_id = $1 and ($2::text is null or s.id < $2) order by s.id desc limit $3`,
)

const SOLD_WITH_KEY = readStatement<{ id: string; organizationId: string; requestSha256: string }>(
  'subscription_sold_with_key',
  `select s.id, a.organization_id as "organizationId", s.request_sha256 as "requestSha256"
     from subscriptions s join accounts a on a.id = s.account_id where s.idempotency_key = $1`,
)

const PAID_WITH_KEY = readStatement<{ subscriptionId: string; requestSha256: string }>(
  'subscription_paid_with_key',
  `select subscription_id as "subscriptionId", request_sha256 as "requestSha256"
     from subscription_payments where user_id = $1 and idempotency_key = $2`,
)

/** The package of the mode, or null. */
export async function packageById(reader: Reader, id: string, mode: Mode): Promise<PackageRow | null> {
  const [found] = await reader.rows(PACKAGE_BY_ID, [id, mode])
  return found ?? null
}

/** Up to `limit` packages of the mode before the id `beforeId`, the newest first. */
export async function packagePage(
  reader: Reader,
  mode: Mode,
  beforeId: string | null,
  limit: number,
): Promise<PackageRow[]> {
  return await reader.rows(PACKAGES, [mode, beforeId, limit])
}

/** Takes the package out of sale; false for one that is not of the mode. */
export async function withdrawPackage(tx: Transaction, id: string, mode: Mode, at: Date): Promise<boolean> {
  return (await tx.write(WITHDRAW, [id, mode, at])).length === 1
}

/** The subscription of the organization, or null. */
export async function subscriptionOf(
  reader: Reader,
  organizationId: string,
  id: string,
): Promise<SubscriptionRow | null> {
  const [found] = await reader.rows(SUBSCRIPTION_OF, [organizationId, id])
  return found ?? null
}

/** Up to `limit` subscriptions of the account before the id `beforeId`, the newest first. */
export async function subscriptionPage(
  reader: Reader,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Promise<SubscriptionRow[]> {
  return await reader.rows(SUBSCRIPTIONS, [accountId, beforeId, limit])
}

/** The subscription that was sold with the key, with the digest of what was asked for then; or null. */
export async function subscriptionSoldWithKey(
  reader: Reader,
  key: string,
): Promise<{ id: string; organizationId: string; requestSha256: string } | null> {
  const [sold] = await reader.rows(SOLD_WITH_KEY, [key])
  return sold ?? null
}

/** The payment that the person made with the key, with the digest of what was asked for then; or null. */
export async function paymentMadeWithKey(
  reader: Reader,
  userId: string,
  key: string,
): Promise<{ subscriptionId: string; requestSha256: string } | null> {
  const [paid] = await reader.rows(PAID_WITH_KEY, [userId, key])
  return paid ?? null
}
