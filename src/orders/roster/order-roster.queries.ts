import type { Reader, Transaction } from '../../db/database.js'
import { readStatement, writeStatement } from '../../db/statement.js'
import { invariant } from '../../kernel/errors.js'
import type { ProductCode } from '../../profiles/profile.sections.js'
import type { OrderRosterPurchase } from './order-roster-purchase.entity.js'
import type { OrderRosterRow } from './order-roster-row.entity.js'

/** What the preview made of a row. */
export type RosterLine = Omit<OrderRosterRow, 'operationId' | 'unitPriceCents'>

/** How a purchase pays, and what its orders cost so far. */
export type PurchaseTerms = Pick<OrderRosterPurchase, 'paymentMethod' | 'maximumTotalCents' | 'purchaseOrderNumber'> & {
  spentCents: number
}

const INSERT_ROWS = writeStatement(
  'order_roster_rows_insert',
  `insert into order_roster_rows
     (operation_id, row_number, status, clinician_id, product, vendor_reference, allow_duplicate, unit_price_cents)
   select $1, r.row_number, r.status, r.clinician_id, r.product, r.vendor_reference, r.allow_duplicate, r.unit_price_cents
     from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bool[], $8::bigint[])
       as r (row_number, status, clinician_id, product, vendor_reference, allow_duplicate, unit_price_cents)`,
)

const READY_EARLIER = readStatement<{ clinicianId: string; product: ProductCode; rowNumber: number }>(
  'order_roster_ready_earlier',
  `select clinician_id as "clinicianId", product, min(row_number) as "rowNumber"
     from order_roster_rows
    where operation_id = $1 and clinician_id = any ($2) and status = 'READY'
    group by clinician_id, product`,
)

const LINES_AFTER = readStatement<RosterLine>(
  'order_roster_lines_after',
  `select r.row_number as "rowNumber", r.status, r.clinician_id as "clinicianId", r.product,
          r.vendor_reference as "vendorReference", r.allow_duplicate as "allowDuplicate"
     from order_roster_purchases p
     join order_roster_rows r on r.operation_id = p.preview_operation_id
    where p.operation_id = $1 and r.row_number > $2
    order by r.row_number limit $3`,
)

const INSERT_PURCHASE = writeStatement(
  'order_roster_purchase_insert',
  `insert into order_roster_purchases
     (operation_id, preview_operation_id, payment_method, maximum_total_cents, purchase_order_number)
   values ($1, $2, $3, $4, $5)`,
)

const PURCHASE_OF_PREVIEW = readStatement<OrderRosterPurchase>(
  'order_roster_purchase_of_preview',
  `select operation_id as "operationId", preview_operation_id as "previewOperationId",
          payment_method as "paymentMethod", maximum_total_cents as "maximumTotalCents",
          purchase_order_number as "purchaseOrderNumber"
     from order_roster_purchases where preview_operation_id = $1`,
)

const TERMS = readStatement<PurchaseTerms>(
  'order_roster_purchase_terms',
  `select p.payment_method as "paymentMethod", p.maximum_total_cents as "maximumTotalCents",
          p.purchase_order_number as "purchaseOrderNumber",
          (select coalesce(sum(o.total_cents), 0)::bigint
             from order_roster_orders r join orders o on o.id = r.order_id
            where r.operation_id = p.operation_id) as "spentCents"
     from order_roster_purchases p where p.operation_id = $1`,
)

const INSERT_ORDER = writeStatement(
  'order_roster_order_insert',
  'insert into order_roster_orders (operation_id, first_row, order_id) values ($1, $2, $3)',
)

const SWEEP = writeStatement<{ rows: number }>(
  'order_roster_rows_sweep',
  `with gone as (
     delete from order_roster_rows
      where operation_id in (
        select b.id from bulk_operations b
         where b.kind = 'ORDER_ROSTER' and b.expires_at <= $1 and b.ended_at is not null
           and exists (select from order_roster_rows r where r.operation_id = b.id)
           and not exists (select from order_roster_purchases p join bulk_operations q on q.id = p.operation_id
                            where p.preview_operation_id = b.id and q.ended_at is null)
         order by b.id limit $2)
     returning 1)
   select count(*)::int as rows from gone`,
)

/** Writes down what the preview made of these rows. */
export async function insertRosterRows(
  tx: Transaction,
  operationId: string,
  rows: readonly Omit<OrderRosterRow, 'operationId'>[],
): Promise<void> {
  await tx.write(INSERT_ROWS, [
    operationId,
    rows.map((row) => row.rowNumber),
    rows.map((row) => row.status),
    rows.map((row) => row.clinicianId),
    rows.map((row) => row.product),
    rows.map((row) => row.vendorReference),
    rows.map((row) => row.allowDuplicate),
    rows.map((row) => row.unitPriceCents),
  ])
}

/** The first READY row of each profile of these clinicians, of those that are written down. */
export async function readyEarlier(
  reader: Reader,
  operationId: string,
  clinicianIds: readonly string[],
): Promise<{ clinicianId: string; product: ProductCode; rowNumber: number }[]> {
  return await reader.rows(READY_EARLIER, [operationId, clinicianIds])
}

/** Up to `limit` rows of the preview that the purchase is of, after the row `after`. */
export async function rosterLinesAfter(
  reader: Reader,
  purchaseId: string,
  after: number,
  limit: number,
): Promise<RosterLine[]> {
  return await reader.rows(LINES_AFTER, [purchaseId, after, limit])
}

/** Writes down how a preview is bought; there can be one for each. */
export async function insertRosterPurchase(tx: Transaction, purchase: OrderRosterPurchase): Promise<void> {
  const { operationId, previewOperationId, paymentMethod, maximumTotalCents, purchaseOrderNumber } = purchase
  await tx.write(INSERT_PURCHASE, [
    operationId,
    previewOperationId,
    paymentMethod,
    maximumTotalCents,
    purchaseOrderNumber,
  ])
}

/** How the preview is, or was, bought; null if it was not. */
export async function purchaseOfPreview(reader: Reader, previewId: string): Promise<OrderRosterPurchase | null> {
  const [purchase] = await reader.rows(PURCHASE_OF_PREVIEW, [previewId])
  return purchase ?? null
}

/** How the purchase pays. What it spent is exact under the lock of its operation. */
export async function purchaseTerms(reader: Reader, purchaseId: string): Promise<PurchaseTerms> {
  const [terms] = await reader.rows(TERMS, [purchaseId])
  invariant(terms, `the purchase ${purchaseId} has terms`)
  return terms
}

/** Writes down which order was placed for the rows from `firstRow` on. */
export async function insertRosterOrder(
  tx: Transaction,
  purchaseId: string,
  firstRow: number,
  orderId: string,
): Promise<void> {
  await tx.write(INSERT_ORDER, [purchaseId, firstRow, orderId])
}

/** Deletes the rows of up to `limit` previews that expired and that nobody is buying; how many rows those were. */
export async function sweepRosterRows(tx: Transaction, now: Date, limit: number): Promise<number> {
  const [swept] = await tx.write(SWEEP, [now, limit])
  return swept?.rows ?? 0
}
