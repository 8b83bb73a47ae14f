import type { Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { invariant } from '../kernel/errors.js'
import type { OrderRefundType } from './order-desk.type.js'

/** A line as a refund looks at it. */
export interface RefundableItem {
  id: string
  clinicianId: string
  unitPriceCents: number
  documentId: string | null
  refundId: string | null
}

/** The row of a refund. */
export interface NewRefund {
  id: string
  orderId: string
  organizationId: string
  ledgerTransactionId: string
  amountCents: number
  itemIds: readonly string[]
  idempotencyKey: string
  requestSha256: string
  refundedByUserId: string
  at: Date
}

const ORGANIZATION_IN_MODE = readStatement<{ organizationId: string }>(
  'order_organization_in_mode',
  'select organization_id as "organizationId" from orders where id = $1 and mode = $2',
)

const ITEMS = readStatement<RefundableItem>(
  'order_items_refundable',
  `select id, clinician_id as "clinicianId", unit_price_cents as "unitPriceCents", document_id as "documentId",
          refund_id as "refundId"
     from order_items where order_id = $1 order by line`,
)

const MADE_WITH_KEY = readStatement<{ id: string; orderId: string; requestSha256: string }>(
  'order_refund_made_with_key',
  `select id, order_id as "orderId", request_sha256 as "requestSha256" from order_refunds where idempotency_key = $1`,
)

const REFUND = `select r.id, r.order_id as "orderId", r.amount_cents as "amountCents", o.currency,
    r.ledger_transaction_id as "ledgerTransactionId", r.refunded_at as "refundedAt",
    array(select i.id from order_items i where i.refund_id = r.id order by i.line) as "orderItemIds"
  from order_refunds r join orders o on o.id = r.order_id`

const OF_ORDERS = readStatement<OrderRefundType>(
  'order_refunds_of_orders',
  `${REFUND} where r.order_id = any ($1) order by r.order_id, r.id`,
)

const INSERT = writeStatement(
  'order_refund_insert',
  `insert into order_refunds (id, order_id, organization_id, ledger_transaction_id, amount_cents, item_count,
     idempotency_key, request_sha256, refunded_by_user_id, refunded_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
)

const MARK_ITEMS = writeStatement<{ id: string }>(
  'order_items_refund',
  'update order_items set refund_id = $1 where order_id = $2 and id = any ($3) and refund_id is null returning id',
)

const MARK_ORDER = writeStatement(
  'order_refund',
  `update orders o set refunded_cents = o.refunded_cents + $2,
          status = case when exists (select from order_items i where i.order_id = o.id and i.refund_id is null)
                        then 'COMPLETED' else 'REFUNDED' end
    where o.id = $1`,
)

/** Whose order it is, if it is of the mode; else null. */
export async function organizationOfOrderIn(reader: Reader, mode: Mode, orderId: string): Promise<string | null> {
  const [order] = await reader.rows(ORGANIZATION_IN_MODE, [orderId, mode])
  return order?.organizationId ?? null
}

/** The lines of the order, by line. To be asked under the lock of the account. */
export async function refundableItems(reader: Reader, orderId: string): Promise<RefundableItem[]> {
  return await reader.rows(ITEMS, [orderId])
}

/** The refund that was made with the key, with the digest of what was asked for then; or null. */
export async function refundMadeWithKey(
  reader: Reader,
  key: string,
): Promise<{ id: string; orderId: string; requestSha256: string } | null> {
  const [made] = await reader.rows(MADE_WITH_KEY, [key])
  return made ?? null
}

/** What was paid back of these orders, by order and time. Whoever asks must have found them within the caller's scope. */
export async function refundsOfOrders(reader: Reader, orderIds: readonly string[]): Promise<OrderRefundType[]> {
  return await reader.rows(OF_ORDERS, [orderIds])
}

/** Writes a refund down, at its lines and at its order, which is `REFUNDED` once all of its lines are. */
export async function recordRefund(tx: Transaction, refund: NewRefund): Promise<void> {
  const { id, orderId, amountCents, itemIds } = refund
  await tx.write(INSERT, [
    id,
    orderId,
    refund.organizationId,
    refund.ledgerTransactionId,
    amountCents,
    itemIds.length,
    refund.idempotencyKey,
    refund.requestSha256,
    refund.refundedByUserId,
    refund.at,
  ])
  const marked = await tx.write(MARK_ITEMS, [id, orderId, itemIds])
  invariant(marked.length === itemIds.length, 'no line is paid back twice')
  await tx.write(MARK_ORDER, [orderId, amountCents])
}
