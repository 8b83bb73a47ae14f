import type { PaymentMethod } from '../accounts/payment-method.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { LocalDay } from '../kernel/local-day.js'
import type { ProductCode } from '../profiles/profile.sections.js'

/** How organizations tell the day: by their time zone, and sandboxes by their test clock. */
export interface LocalClock {
  timeZone: string
  clockAheadMs: number
}

/** The last day that is over, for organizations that tell the day so. */
export interface EndedDay extends LocalClock {
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
  /** How many such orders there are. */
  orderCount: number
}

/** Days of an organization. */
export interface OrganizationDays {
  organizationId: string
  days: readonly LocalDay[]
}

/** An integrated order as a receipt needs it. */
export interface OrderForReceipt {
  id: string
  organizationId: string
  number: number
  placedAt: Date
  placedOn: LocalDay
  vendorId: string
  vendorName: string
  paymentMethod: PaymentMethod
  currency: string
  totalCents: number
  /** What the ledger says that was paid for it: positive cents, 0 without an entry. */
  ledgerCents: number
  /** What the ledger says that was paid back of it: positive cents. */
  refundedCents: number
  items: OrderItemForReceipt[]
}

/** One line of such an order. */
export interface OrderItemForReceipt {
  orderId: string
  clinicianId: string
  clinicianName: string
  product: ProductCode
  amountCents: number
  vendorReference: string | null
}

const CLINICIANS = readStatement<{ clinicianId: string }>(
  'receipted_clinicians',
  `select distinct clinician_id as "clinicianId" from order_items where order_id = any ($1) order by clinician_id`,
)

const LOCAL_CLOCKS = readStatement<LocalClock>(
  'organization_local_clocks',
  'select distinct time_zone as "timeZone", clock_ahead_ms as "clockAheadMs" from organizations',
)

const AWAITING = readStatement<AwaitingReceipt>(
  'orders_awaiting_receipt',
  `select a.organization_id as "organizationId", ended.time_zone as "timeZone", ended.day as "endedDay",
          array_agg(distinct a.placed_on::text order by a.placed_on::text) as days, count(*)::int as "orderCount"
     from orders_awaiting_receipt a
     join organizations org on org.id = a.organization_id
     join unnest($1::text[], $2::bigint[], $3::date[]) as ended (time_zone, clock_ahead_ms, day)
       on ended.time_zone = org.time_zone and ended.clock_ahead_ms = org.clock_ahead_ms
    where a.placed_on <= ended.day and a.organization_id > $4
    group by a.organization_id, ended.time_zone, ended.day
    order by a.organization_id
    limit $5`,
)

/** The book of the ledger that shows what was paid, whichever way: allowances of a subscription are no money. */
const PAID_FROM = `case o.payment_method when 'CREDIT_CARD' then 'CARD' else 'BALANCE' end`

const OF_DAYS = readStatement<Omit<OrderForReceipt, 'items'>>(
  'orders_of_days_for_receipts',
  `select o.id, o.organization_id as "organizationId", o.number, o.placed_at as "placedAt", o.placed_on as "placedOn",
          v.name as "vendorName", o.vendor_id as "vendorId", o.payment_method as "paymentMethod", o.currency,
          o.total_cents as "totalCents", coalesce(l.paid, 0)::bigint as "ledgerCents",
          coalesce(l.refunded, 0)::bigint as "refundedCents"
     from unnest($1::text[], $2::date[]) as wanted (organization_id, day)
     join orders_awaiting_receipt a on a.organization_id = wanted.organization_id and a.placed_on = wanted.day
     join orders o on o.id = a.order_id
     join vendors v on v.id = o.vendor_id
     cross join lateral (
       select -sum(e.amount_cents) filter (where t.kind = 'PURCHASE') as paid,
              sum(e.amount_cents) filter (where t.kind = 'REFUND') as refunded
         from ledger_transactions t join ledger_entries e on e.transaction_id = t.id and e.book = ${PAID_FROM}
        where t.order_id = o.id) l
    order by o.number`,
)

const ITEMS = readStatement<OrderItemForReceipt>(
  'order_items_for_receipt',
  `select i.order_id as "orderId", i.clinician_id as "clinicianId", i.product, i.unit_price_cents as "amountCents",
          i.vendor_reference as "vendorReference",
          concat_ws(', ', concat_ws(' ', c.first_name, c.middle_name, c.last_name, c.suffix), c.credential)
            as "clinicianName"
     from order_items i join clinicians c on c.id = i.clinician_id
    where i.order_id = any ($1)
    order by i.order_id, i.line`,
)

const TAKE = writeStatement<{ taken: number }>(
  'orders_awaiting_receipt_take',
  `with taken as (
     delete from orders_awaiting_receipt a
      using unnest($1::text[], $2::date[], $3::text[]) as t (organization_id, placed_on, order_id)
      where a.organization_id = t.organization_id and a.placed_on = t.placed_on and a.order_id = t.order_id
     returning 1)
   select count(*)::int as taken from taken`,
)

/** Every way in which an organization tells the day. */
export async function localClocks(reader: Reader): Promise<LocalClock[]> {
  return await reader.rows(LOCAL_CLOCKS, [])
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
  const aheads = endedDays.map((ended) => ended.clockAheadMs)
  const days = endedDays.map((ended) => ended.day)
  return await reader.rows(AWAITING, [zones, aheads, days, afterOrganizationId, limit])
}

/**
 * The integrated orders of these days that have no receipt, by number; all of them for who holds the locks of the
 * accounts.
 */
export async function ordersOfDays(reader: Reader, wanted: readonly OrganizationDays[]): Promise<OrderForReceipt[]> {
  const pairs = wanted.flatMap(({ organizationId, days }) => days.map((day) => [organizationId, day] as const))
  const values = [pairs.map(([organizationId]) => organizationId), pairs.map(([, day]) => day)]
  const orders = (await reader.rows(OF_DAYS, values)).map((order) => ({
    ...order,
    items: [] as OrderItemForReceipt[],
  }))
  const byId = new Map(orders.map((order) => [order.id, order]))
  for (const item of await reader.rows(ITEMS, [[...byId.keys()]])) byId.get(item.orderId)?.items.push(item)
  return orders
}

/** Notes that the orders have a receipt now; returns how many had none: fewer than given when another was faster. */
export async function takeForReceipts(tx: Transaction, orders: readonly OrderForReceipt[]): Promise<number> {
  const [row] = await tx.write(TAKE, [
    orders.map(({ organizationId }) => organizationId),
    orders.map(({ placedOn }) => placedOn),
    orders.map(({ id }) => id),
  ])
  return row?.taken ?? 0
}

/** Ids of the clinicians of these orders, each once. */
export async function cliniciansOfOrders(reader: Reader, orderIds: readonly string[]): Promise<string[]> {
  return (await reader.rows(CLINICIANS, [orderIds])).map((row) => row.clinicianId)
}
