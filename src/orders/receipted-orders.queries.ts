import type { PaymentMethod } from '../accounts/payment-method.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { LocalDay } from '../kernel/local-day.js'
import type { ProfileProduct } from '../profiles/profile.sections.js'

/** The last day that is over, in a time zone of organizations. */
export interface EndedDay {
  timeZone: string
  day: LocalDay
}

/** An organization with integrated orders of days that are over and that no receipt has. */
export interface AwaitingReceipt {
  organizationId: string
  timeZone: string
  /** The last day that is over there. */
  endedDay: LocalDay
  /** The days of such orders, the earliest first. */
  days: LocalDay[]
}

/** An integrated order as a receipt needs it. */
export interface OrderForReceipt {
  id: string
  number: number
  placedAt: Date
  placedOn: LocalDay
  vendorName: string
  paymentMethod: PaymentMethod
  currency: string
  totalCents: number
  /** What the ledger says that was paid for it from the account's balance: positive cents, 0 without an entry. */
  ledgerCents: number
  items: OrderItemForReceipt[]
}

/** One line of such an order. */
export interface OrderItemForReceipt {
  orderId: string
  clinicianName: string
  product: ProfileProduct
  amountCents: number
  vendorReference: string | null
}

/** Orders whose money moved: what is refunded later was bought all the same. */
const MONEY_MOVED = `status in ('COMPLETED', 'REFUNDED')`
const WITHOUT_RECEIPT = `o.channel = 'INTEGRATION' and o.daily_receipt_id is null and o.${MONEY_MOVED}`

const CLINICIANS = readStatement<{ clinicianId: string }>(
  'receipted_clinicians',
  `select distinct i.clinician_id as "clinicianId"
     from order_items i join orders o on o.id = i.order_id
    where o.daily_receipt_id = any ($1)
    order by i.clinician_id`,
)

const TIME_ZONES = readStatement<{ timeZone: string }>(
  'organization_time_zones',
  'select distinct time_zone as "timeZone" from organizations',
)

const AWAITING = readStatement<AwaitingReceipt>(
  'orders_awaiting_receipt',
  `select o.organization_id as "organizationId", org.time_zone as "timeZone", ended.day as "endedDay",
          array_agg(distinct o.placed_on::text order by o.placed_on::text) as days
     from orders o
     join organizations org on org.id = o.organization_id
     join unnest($1::text[], $2::date[]) as ended (time_zone, day) on ended.time_zone = org.time_zone
    where ${WITHOUT_RECEIPT} and o.placed_on <= ended.day and o.organization_id > $3
    group by o.organization_id, org.time_zone, ended.day
    order by o.organization_id
    limit $4`,
)

const OF_DAYS = readStatement<Omit<OrderForReceipt, 'items'>>(
  'orders_of_days_for_receipt',
  `select o.id, o.number, o.placed_at as "placedAt", o.placed_on as "placedOn", v.name as "vendorName",
          o.payment_method as "paymentMethod", o.currency, o.total_cents as "totalCents",
          coalesce((select -sum(e.amount_cents) from ledger_transactions t
                      join ledger_entries e on e.transaction_id = t.id and e.book = 'BALANCE'
                     where t.order_id = o.id and t.kind = 'PURCHASE'), 0)::bigint as "ledgerCents"
     from orders o join vendors v on v.id = o.vendor_id
    where ${WITHOUT_RECEIPT} and o.organization_id = $1 and o.placed_on = any ($2::date[])
    order by o.number`,
)

const ITEMS = readStatement<OrderItemForReceipt>(
  'order_items_for_receipt',
  `select i.order_id as "orderId", i.product, i.unit_price_cents as "amountCents",
          i.vendor_reference as "vendorReference",
          concat_ws(', ', concat_ws(' ', c.first_name, c.middle_name, c.last_name, c.suffix), c.credential)
            as "clinicianName"
     from order_items i join clinicians c on c.id = i.clinician_id
    where i.order_id = any ($1)
    order by i.order_id, i.line`,
)

const MARK = writeStatement<{ id: string }>(
  'orders_mark_receipted',
  'update orders set daily_receipt_id = $1 where id = any ($2) and daily_receipt_id is null returning id',
)

/** Every time zone that an organization is in. */
export async function organizationTimeZones(reader: Reader): Promise<string[]> {
  return (await reader.rows(TIME_ZONES, [])).map((row) => row.timeZone)
}

/**
 * Up to `limit` organizations after `afterOrganizationId`, by id, that have integrated orders without a receipt from
 * days that are over. Found from the orders, so that a night that nobody worked is made up for.
 */
export async function ordersAwaitingReceipt(
  reader: Reader,
  endedDays: readonly EndedDay[],
  afterOrganizationId: string,
  limit: number,
): Promise<AwaitingReceipt[]> {
  const zones = endedDays.map((ended) => ended.timeZone)
  const days = endedDays.map((ended) => ended.day)
  return await reader.rows(AWAITING, [zones, days, afterOrganizationId, limit])
}

/**
 * The organization's integrated orders of these days that have no receipt, by number; under the account's lock all of
 * them.
 */
export async function ordersOfDays(
  reader: Reader,
  organizationId: string,
  days: readonly LocalDay[],
): Promise<OrderForReceipt[]> {
  const orders = (await reader.rows(OF_DAYS, [organizationId, days])).map((order) => ({
    ...order,
    items: [] as OrderItemForReceipt[],
  }))
  const byId = new Map(orders.map((order) => [order.id, order]))
  for (const item of await reader.rows(ITEMS, [[...byId.keys()]])) byId.get(item.orderId)?.items.push(item)
  return orders
}

/** Notes the receipt on its orders and returns how many took it: fewer than given when one had a receipt already. */
export async function markReceipted(
  tx: Transaction,
  dailyReceiptId: string,
  orderIds: readonly string[],
): Promise<number> {
  return (await tx.write(MARK, [dailyReceiptId, orderIds])).length
}

/** Ids of the clinicians whom the receipts name, each once. */
export async function receiptedClinicians(reader: Reader, receiptIds: readonly string[]): Promise<string[]> {
  return (await reader.rows(CLINICIANS, [receiptIds])).map((row) => row.clinicianId)
}
