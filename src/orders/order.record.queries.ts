import type { PaymentMethod } from '../accounts/payment-method.js'
import type { Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { invariant } from '../kernel/errors.js'
import type { ProductCode } from '../profiles/profile.sections.js'
import type { OrderChannel, OrderStatus } from './order.type.js'

/** The row of an order that is opened. */
export interface NewOrder {
  id: string
  organizationId: string
  mode: Mode
  channel: OrderChannel
  vendorId: string | null
  apiKeyId: string | null
  placedByUserId: string | null
  paymentMethod: PaymentMethod
  currency: string
  totalCents: number
  placedAt: Date
  placedOn: string
  purchaseOrderNumber: string | null
  idempotency: { scope: string; key: string; requestSha256: string }
}

/** A line of an order that is opened. */
export interface NewOrderItem {
  id: string
  clinicianId: string
  product: ProductCode
  unitPriceCents: number
  vendorReference: string | null
}

/** An order with all that it takes to complete it. */
export interface OpenedOrder {
  id: string
  number: number
  status: OrderStatus
  organization: { id: string; mode: Mode; name: string; timeZone: string; clockAheadMs: number }
  accountId: string
  /** Null for one that a person placed. */
  vendorId: string | null
  /** Name of the vendor or of the person who placed it. */
  requestedBy: string
  paymentMethod: PaymentMethod
  totalCents: number
  /** By line. */
  items: readonly { id: string; clinicianId: string; product: ProductCode }[]
}

const INSERT = writeStatement<{ number: number }>(
  'order_insert',
  `with opened as (
     insert into orders
       (id, number, organization_id, mode, status, channel, vendor_id, api_key_id, placed_by_user_id, payment_method,
        currency, total_cents, placed_at, placed_on, idempotency_scope, idempotency_key, request_sha256,
        purchase_order_number)
     values ($1, nextval('order_numbers'), $2, $3, 'PENDING', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     returning id, number, organization_id, placed_at),
   lines as (
     insert into order_items
       (id, order_id, line, organization_id, clinician_id, product, unit_price_cents, vendor_reference, purchased_at)
     select i.id, o.id, i.line, o.organization_id, i.clinician_id, i.product, i.unit_price_cents, i.vendor_reference, o.placed_at
       from opened o
      cross join unnest($17::text[], $18::text[], $19::text[], $20::bigint[], $21::text[]) with ordinality
        as i (id, clinician_id, product, unit_price_cents, vendor_reference, line))
   select number from opened`,
)

const ORGANIZATION_OF = readStatement<{ organizationId: string }>(
  'order_organization_of',
  'select organization_id as "organizationId" from orders where id = $1',
)

const OPENED = readStatement<OpenedOrder>(
  'order_opened',
  `select o.id, o.number, o.status, a.id as "accountId", o.vendor_id as "vendorId",
          coalesce(v.name, u.full_name) as "requestedBy", o.payment_method as "paymentMethod",
          o.total_cents as "totalCents",
          json_build_object('id', n.id, 'mode', n.mode, 'name', n.name, 'timeZone', n.time_zone,
            'clockAheadMs', n.clock_ahead_ms) as organization,
          (select json_agg(json_build_object('id', i.id, 'clinicianId', i.clinician_id, 'product', i.product)
                           order by i.line)
             from order_items i where i.order_id = o.id) as items
     from orders o
     join organizations n on n.id = o.organization_id
     join accounts a on a.organization_id = n.id
     left join vendors v on v.id = o.vendor_id
     left join users u on u.id = o.placed_by_user_id
    where o.id = $1`,
)

const COMPLETE = writeStatement<{ id: string }>(
  'order_complete',
  `with completed as (
     update orders set status = 'COMPLETED', completed_at = $2 where id = $1 and status = 'PENDING' returning id),
   documented as (
     update order_items i set document_id = d.document_id
       from completed c, unnest($3::text[], $4::text[]) as d (item_id, document_id)
      where i.order_id = c.id and i.id = d.item_id)
   select id from completed`,
)

const CLOSE = writeStatement<{ id: string }>(
  'order_close',
  `update orders set status = $2, closed_at = $3, failure_code = $4 where id = $1 and status = 'PENDING' returning id`,
)

/** Writes an order down as `PENDING`, with its lines, without documents; returns its number. */
export async function insertOrder(tx: Transaction, order: NewOrder, items: readonly NewOrderItem[]): Promise<number> {
  const { idempotency } = order
  const [row] = await tx.write(INSERT, [
    order.id,
    order.organizationId,
    order.mode,
    order.channel,
    order.vendorId,
    order.apiKeyId,
    order.placedByUserId,
    order.paymentMethod,
    order.currency,
    order.totalCents,
    order.placedAt,
    order.placedOn,
    idempotency.scope,
    idempotency.key,
    idempotency.requestSha256,
    order.purchaseOrderNumber,
    items.map((item) => item.id),
    items.map((item) => item.clinicianId),
    items.map((item) => item.product),
    items.map((item) => item.unitPriceCents),
    items.map((item) => item.vendorReference),
  ])
  invariant(row, 'an inserted order has a number')
  return row.number
}

/** Whose order it is, whatever its mode; null for an unknown one. */
export async function organizationOfOrder(reader: Reader, orderId: string): Promise<string | null> {
  const [order] = await reader.rows(ORGANIZATION_OF, [orderId])
  return order?.organizationId ?? null
}

/** The order as it is to be completed. To be asked under the lock of the account: no order changes without it. */
export async function openedOrder(reader: Reader, orderId: string): Promise<OpenedOrder> {
  const [order] = await reader.rows(OPENED, [orderId])
  invariant(order, `order ${orderId} exists`)
  return order
}

/** What was issued for a line. */
export interface ItemDocument {
  itemId: string
  documentId: string
}

/** Turns `PENDING` into `COMPLETED`, with the documents of the lines that have one. */
export async function completeOrder(
  tx: Transaction,
  orderId: string,
  documents: readonly ItemDocument[],
  at: Date,
): Promise<void> {
  const itemIds = documents.map(({ itemId }) => itemId)
  const documentIds = documents.map(({ documentId }) => documentId)
  const completed = await tx.write(COMPLETE, [orderId, at, itemIds, documentIds])
  invariant(completed.length === 1, `order ${orderId} was pending`)
}

/** Ends a `PENDING` order that was not paid. */
export async function closeOrder(
  tx: Transaction,
  orderId: string,
  { status, failureCode, at }: { status: 'FAILED' | 'CANCELLED'; failureCode: string | null; at: Date },
): Promise<void> {
  const closed = await tx.write(CLOSE, [orderId, status, at, failureCode])
  invariant(closed.length === 1, `order ${orderId} was pending`)
}
