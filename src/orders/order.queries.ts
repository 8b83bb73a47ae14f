import type { Actor } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import { listOf, readStatement } from '../db/statement.js'
import { accessValues } from '../organizations/organization.access.js'
import { formatOrderNumber, type RecentPurchase } from './order.rules.js'
import type { OrderItemType, OrderType } from './order.type.js'

/** An order as it is read. */
export type OrderRow = Omit<OrderType, 'number'>

/** `sequence` is the number as it is kept; the printed one is made from it. */
export const ORDER = `select o.id, o.number as sequence, o.organization_id as "organizationId", o.status, o.channel,
    coalesce(v.name, u.full_name) as "placedBy", o.placed_at as "placedAt", o.payment_method as "paymentMethod", o.currency,
    o.total_cents as "totalCents", o.purchase_order_number as "purchaseOrderNumber", o.completed_at as "completedAt",
    o.closed_at as "closedAt", o.failure_code as "failureCode", o.refunded_cents as "refundedCents"
  from orders o left join vendors v on v.id = o.vendor_id left join users u on u.id = o.placed_by_user_id`

const BY_ID = readStatement<OrderRow>('order_by_id', `${ORDER} where o.organization_id = $1 and o.id = $2`)

const BY_NUMBER = readStatement<OrderRow>('order_by_number', `${ORDER} where o.organization_id = $1 and o.number = $2`)

/** What is read of a line `i` and its order `o`. */
export const ITEM_COLUMNS = `i.id, i.order_id as "orderId", i.line, i.organization_id as "organizationId",
    i.clinician_id as "clinicianId", i.product, i.unit_price_cents as "unitPriceCents",
    i.vendor_reference as "vendorReference", case when i.refund_id is null then i.document_id end as "documentId",
    i.refund_id is not null as refunded, o.currency,
    i.purchased_at as "purchasedAt", o.status as "orderStatus",
    (select z.time_zone from organizations z where z.id = i.organization_id) as "timeZone",
    (select z.clock_ahead_ms from organizations z where z.id = i.organization_id) as "clockAheadMs"`
const ITEMS = 'order_items i join orders o on o.id = i.order_id'

const ITEMS_OF_ORDERS = readStatement<OrderItemType>(
  'order_items_of_orders',
  `select ${ITEM_COLUMNS} from ${ITEMS} where i.order_id = any (${listOf('$1')}) order by i.order_id, i.line`,
)

const ITEMS_OF_ORGANIZATION = readStatement<OrderItemType>(
  'order_items_of_organization',
  `select ${ITEM_COLUMNS} from ${ITEMS} where i.organization_id = $1 and i.id = any ($2)`,
)

const ITEMS_BY_IDS = readStatement<OrderItemType>(
  'order_items_by_ids',
  `select ${ITEM_COLUMNS} from ${ITEMS} where i.id = any ($1)`,
)

/** A line together with what the actor may do in the organization that bought it. */
export type AccessibleItem = OrderItemType & { scopes: string[] }

const ACCESSIBLE_ITEM = readStatement<AccessibleItem>(
  'order_item_accessible',
  `select ${ITEM_COLUMNS}, a.scopes
     from ${ITEMS}
     join organizations n on n.id = i.organization_id and n.mode = $3
     join organization_access a on a.organization_id = n.id and a.actor_kind = $1 and a.actor_id = $2
    where i.id = $4`,
)

const PLACED_WITH_KEY = readStatement<{ id: string; organizationId: string; requestSha256: string }>(
  'order_placed_with_key',
  `select id, organization_id as "organizationId", request_sha256 as "requestSha256"
     from orders where idempotency_scope = $1 and idempotency_key = $2`,
)

const RECENT_PURCHASES = readStatement<Omit<RecentPurchase, 'orderNumber'> & { number: number }>(
  'recent_purchases',
  `select distinct on (i.clinician_id, i.product) i.clinician_id as "clinicianId", i.product,
          i.purchased_at as "purchasedAt", o.number
     from order_items i join orders o on o.id = i.order_id
    where i.organization_id = $1 and i.clinician_id = any (${listOf('$2')}) and i.purchased_at > $3
      and o.status in ('PENDING', 'COMPLETED') and i.refund_id is null
    order by i.clinician_id, i.product, i.purchased_at desc`,
)

const SPENT = readStatement<{ byVendor: number; byKeys: number }>(
  'orders_spent',
  `select coalesce(sum(total_cents - refunded_cents), 0)::bigint as "byVendor",
          coalesce(sum(total_cents - refunded_cents) filter (where api_key_id = any ($5)), 0)::bigint as "byKeys"
     from orders
    where organization_id = $1 and vendor_id = $2 and status in ('PENDING', 'COMPLETED')
      and placed_at >= $3 and placed_at < $4`,
)

/**
 * What the vendor's orders cost the organization, in cents, from `start` until just before `end`: all, and those placed
 * with these keys. By instants, not by the local day that an order has kept: a month is that of the time zone now, and no
 * order falls between two zones.
 */
export async function spent(
  reader: Reader,
  buyer: { organizationId: string; vendorId: string; keyIds: readonly string[] },
  { start, end }: { start: Date; end: Date },
): Promise<{ byVendor: number; byKeys: number }> {
  const [row] = await reader.rows(SPENT, [buyer.organizationId, buyer.vendorId, start, end, buyer.keyIds])
  return row ?? { byVendor: 0, byKeys: 0 }
}

/** The order of the organization, or null. */
export async function orderById(reader: Reader, organizationId: string, id: string): Promise<OrderType | null> {
  return first(await reader.rows(BY_ID, [organizationId, id]))
}

/** The order of the organization with this number, or null. */
export async function orderByNumber(reader: Reader, organizationId: string, number: number): Promise<OrderType | null> {
  return first(await reader.rows(BY_NUMBER, [organizationId, number]))
}

/** The lines of these orders, by order and line. Whoever asks must have found the orders within the caller's scope. */
export async function itemsOfOrders(reader: Reader, orderIds: readonly string[]): Promise<OrderItemType[]> {
  return await reader.rows(ITEMS_OF_ORDERS, [orderIds])
}

/** Those of the lines that the organization bought, in any order. */
export async function itemsOfOrganization(
  reader: Reader,
  organizationId: string,
  itemIds: readonly string[],
): Promise<OrderItemType[]> {
  return await reader.rows(ITEMS_OF_ORGANIZATION, [organizationId, itemIds])
}

/** The lines of these ids, in any order. Whoever asks must have found them within the caller's scope. */
export async function orderItemsByIds(reader: Reader, itemIds: readonly string[]): Promise<OrderItemType[]> {
  return await reader.rows(ITEMS_BY_IDS, [itemIds])
}

/** The line, if the actor has access to the organization that bought it; else null. */
export async function accessibleItem(reader: Reader, actor: Actor, itemId: string): Promise<AccessibleItem | null> {
  const [item] = await reader.rows(ACCESSIBLE_ITEM, [...accessValues(actor), itemId])
  return item ?? null
}

/** The order that was placed with the key, with the digest of what was asked for then; or null. */
export async function orderPlacedWithKey(
  reader: Reader,
  scope: string,
  key: string,
): Promise<{ id: string; organizationId: string; requestSha256: string } | null> {
  const [placed] = await reader.rows(PLACED_WITH_KEY, [scope, key])
  return placed ?? null
}

/** The newest purchase of each profile of these clinicians by the organization since `since`, by whomever. */
export async function recentPurchases(
  reader: Reader,
  organizationId: string,
  clinicianIds: readonly string[],
  since: Date,
): Promise<RecentPurchase[]> {
  const rows = await reader.rows(RECENT_PURCHASES, [organizationId, clinicianIds, since])
  return rows.map(({ number, ...purchase }) => ({ ...purchase, orderNumber: formatOrderNumber(number) }))
}

function first(rows: OrderRow[]): OrderType | null {
  return rows[0] === undefined ? null : withNumber(rows[0])
}

/** The order with its number as it is printed. */
export function withNumber(row: OrderRow): OrderType {
  return { ...row, number: formatOrderNumber(row.sequence) }
}
