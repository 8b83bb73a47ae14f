import type { LedgerEntryKind } from '../accounts/ledger-transaction.entity.js'
import type { PaymentMethod } from '../accounts/payment-method.js'
import type { Actor } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { OrderChannel } from '../orders/order.type.js'
import { accessValues } from '../organizations/organization.access.js'
import type { ProductCode } from '../profiles/profile.sections.js'
import type { Month } from './activity.month.js'

/** An account's balances at both ends of a month, and up to which transaction they hold. */
export interface MonthBalances {
  accountId: string
  currency: string
  openingCents: number
  endingCents: number
  /** The account's newest transaction when the balances were read, 0 before the first: whatever came later is left out. */
  throughSequence: number
}

/** A transaction as it stands in the activity. */
export interface TransactionRow {
  id: string
  accountId: string
  organizationId: string
  currency: string
  kind: LedgerEntryKind
  paymentMethod: PaymentMethod | null
  description: string
  createdAt: Date
  /** Null while it is pending. */
  postedAt: Date | null
  /** Positive to the organization's credit, negative for what it paid, whatever the payment method. */
  amountCents: number
  balanceChangeCents: number
  balanceAfterCents: number
  orderId: string | null
  orderNumber: number | null
  channel: OrderChannel | null
  buyerId: string | null
  buyerName: string | null
  /** The buyer's own number of the order. */
  purchaseOrderNumber: string | null
  /** Bought with it, or paid back; 0 of what was no order. */
  profileCount: number
}

/** What a month's transactions of one kind, payment method and buyer come to. */
export interface ActivitySum {
  kind: LedgerEntryKind
  paymentMethod: PaymentMethod | null
  channel: OrderChannel | null
  buyerId: string | null
  buyerName: string | null
  transactionCount: number
  profileCount: number
  amountCents: number
  balanceChangeCents: number
}

/** One line of an order on a transaction's receipt: of a refund, one that was paid back. */
export interface ReceiptLine {
  transactionId: string
  clinicianId: string
  clinicianName: string
  product: ProductCode
  vendorReference: string | null
  amountCents: number
}

/** The first transaction at or after an instant knows what could be spent before it: pages meet by construction. */
const balanceAt = (instant: string): string => `coalesce(
  (select t.balance_before_cents from ledger_transactions t
    where t.account_id = a.id and t.created_at >= ${instant} order by t.created_at, t.sequence limit 1),
  (select e.balance_after_cents from ledger_entries e
    where e.account_id = a.id and e.book = 'BALANCE' order by e.sequence desc limit 1), 0)`

const BALANCES = readStatement<MonthBalances>(
  'activity_balances',
  `select a.id as "accountId", a.currency, ${balanceAt('$2')} as "openingCents", ${balanceAt('$3')} as "endingCents",
          coalesce((select max(t.sequence) from ledger_transactions t where t.account_id = a.id), 0) as "throughSequence"
     from accounts a where a.organization_id = $1`,
)

/** A transaction with what it came to: its entry of the balance, or else that of where the money came from or went to. */
const TRANSACTION = `ledger_transactions t
     join accounts a on a.id = t.account_id
     cross join lateral (
       select coalesce(sum(e.amount_cents) filter (where e.book = 'BALANCE'), 0)::bigint as balance_cents,
              coalesce((array_agg(e.amount_cents order by array_position(
                array['BALANCE', 'CARD', 'CASH', 'SUBSCRIPTION', 'ADJUSTMENT', 'REVENUE'], e.book)))[1], 0) as cents
         from ledger_entries e where e.transaction_id = t.id) moved
     left join orders o on o.id = t.order_id
     left join vendors v on v.id = o.vendor_id
     left join users u on u.id = o.placed_by_user_id
     left join order_refunds r on r.ledger_transaction_id = t.id
     cross join lateral (
       select count(*)::integer as count from order_items i
        where i.product <> 'CONTINUOUS_MONITORING'
          and i.order_id = o.id and (t.kind = 'PURCHASE' or i.refund_id = r.id)) profiles`

const BUYER = `o.channel, coalesce(o.vendor_id, o.placed_by_user_id) as "buyerId",
    coalesce(v.name, u.full_name) as "buyerName"`

const COLUMNS = `t.id, t.account_id as "accountId", a.organization_id as "organizationId", a.currency, t.kind,
    t.payment_method as "paymentMethod", t.description, t.created_at as "createdAt",
    (select p.posted_at from ledger_postings p where p.account_id = t.account_id and p.through_sequence >= t.sequence
      order by p.through_sequence limit 1) as "postedAt",
    moved.cents as "amountCents", moved.balance_cents as "balanceChangeCents",
    t.balance_before_cents + moved.balance_cents as "balanceAfterCents",
    t.order_id as "orderId", o.number as "orderNumber",
    o.purchase_order_number as "purchaseOrderNumber", ${BUYER}, profiles.count as "profileCount"`

const OF_MONTH = 't.account_id = $1 and t.created_at >= $2 and t.created_at < $3 and t.sequence <= $4'

const PAGE = readStatement<TransactionRow>(
  'activity_transactions',
  `select ${COLUMNS} from ${TRANSACTION}
    where ${OF_MONTH}
      and ($5::text is null or (t.created_at, t.sequence) >
           (select c.created_at, c.sequence from ledger_transactions c where c.id = $5 and c.account_id = $1))
    order by t.created_at, t.sequence limit $6`,
)

const SUMS = readStatement<ActivitySum>(
  'activity_sums',
  `select t.kind, t.payment_method as "paymentMethod", ${BUYER}, count(*)::integer as "transactionCount",
          sum(profiles.count)::integer as "profileCount", sum(moved.cents)::bigint as "amountCents",
          sum(moved.balance_cents)::bigint as "balanceChangeCents"
     from ${TRANSACTION}
    where ${OF_MONTH}
    group by t.kind, t.payment_method, o.channel, coalesce(o.vendor_id, o.placed_by_user_id),
             coalesce(v.name, u.full_name)
    order by "buyerName", "buyerId", t.kind, t.payment_method`,
)

const COUNT = readStatement<{ count: number }>(
  'activity_count',
  `select count(*)::integer as count from ledger_transactions t where ${OF_MONTH}`,
)

const OF_ORGANIZATION = readStatement<TransactionRow>(
  'activity_transaction_of_organization',
  `select ${COLUMNS} from ${TRANSACTION} where a.organization_id = $1 and t.id = $2`,
)

const ACCESSIBLE = readStatement<TransactionRow & { scopes: string[] }>(
  'activity_transaction_accessible',
  `select ${COLUMNS}, access.scopes
     from ${TRANSACTION}
     join organizations n on n.id = a.organization_id and n.mode = $3
     join organization_access access on access.organization_id = n.id and access.actor_kind = $1 and access.actor_id = $2
    where t.id = $4`,
)

const OF_ORDERS = readStatement<TransactionRow & { orderId: string }>(
  'activity_transactions_of_orders',
  `select ${COLUMNS} from ${TRANSACTION} where t.order_id = any ($1) order by t.created_at, t.sequence`,
)

const LINES = readStatement<ReceiptLine>(
  'activity_receipt_lines',
  `select t.id as "transactionId", i.clinician_id as "clinicianId", i.product, i.unit_price_cents as "amountCents",
          i.vendor_reference as "vendorReference",
          concat_ws(', ', concat_ws(' ', c.first_name, c.middle_name, c.last_name, c.suffix), c.credential)
            as "clinicianName"
     from ledger_transactions t
     left join order_refunds r on r.ledger_transaction_id = t.id
     join order_items i on i.order_id = t.order_id and (t.kind = 'PURCHASE' or i.refund_id = r.id)
     join clinicians c on c.id = i.clinician_id
    where t.id = any ($1)
    order by t.id, i.line`,
)

/** The transactions of a month that its balances account for. */
export interface MonthOfAccount {
  month: Month
  accountId: string
  throughSequence: number
}

/** The account's balances at both ends of the month; null while the organization has no account. */
export async function monthBalances(
  reader: Reader,
  organizationId: string,
  { start, end }: Month,
): Promise<MonthBalances | null> {
  const [balances] = await reader.rows(BALANCES, [organizationId, start, end])
  return balances ?? null
}

/** Up to `limit` transactions of the month in their order, after the one of this id. */
export async function monthTransactions(
  reader: Reader,
  of: MonthOfAccount,
  afterId: string | null,
  limit: number,
): Promise<TransactionRow[]> {
  return await reader.rows(PAGE, [...monthValues(of), afterId, limit])
}

/** What the month's transactions come to, by kind, payment method and buyer. */
export async function monthSums(reader: Reader, of: MonthOfAccount): Promise<ActivitySum[]> {
  return await reader.rows(SUMS, monthValues(of))
}

/** How many transactions the month has. */
export async function monthCount(reader: Reader, of: MonthOfAccount): Promise<number> {
  const [row] = await reader.rows(COUNT, monthValues(of))
  return row?.count ?? 0
}

/** The transaction of the organization, or null. */
export async function transactionById(
  reader: Reader,
  organizationId: string,
  id: string,
): Promise<TransactionRow | null> {
  const [row] = await reader.rows(OF_ORGANIZATION, [organizationId, id])
  return row ?? null
}

/** The transaction, if the actor has access to the organization whose it is; else null. */
export async function accessibleTransaction(
  reader: Reader,
  actor: Actor,
  id: string,
): Promise<(TransactionRow & { scopes: string[] }) | null> {
  const [row] = await reader.rows(ACCESSIBLE, [...accessValues(actor), id])
  return row ?? null
}

/** The transactions of these orders, in their order. Whoever asks must have found the orders within the caller's scope. */
export async function transactionsOfOrders(
  reader: Reader,
  orderIds: readonly string[],
): Promise<(TransactionRow & { orderId: string })[]> {
  return await reader.rows(OF_ORDERS, [orderIds])
}

/** The lines on the receipts of these transactions. Whoever asks must have found them within the caller's scope. */
export async function receiptLines(reader: Reader, transactionIds: readonly string[]): Promise<ReceiptLine[]> {
  return await reader.rows(LINES, [transactionIds])
}

function monthValues({ accountId, month, throughSequence }: MonthOfAccount): unknown[] {
  return [accountId, month.start, month.end, throughSequence]
}
