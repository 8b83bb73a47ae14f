import type { ClinicianKind } from '../../clinicians/clinician.type.js'
import { hasNameBeginning, type NameBeginning } from '../../clinicians/name.beginning.js'
import type { Reader } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'
import type { ProductCode } from '../../profiles/profile.sections.js'
import { ITEM_COLUMNS } from '../order.queries.js'
import { formatOrderNumber } from '../order.rules.js'
import type { OrderItemType } from '../order.type.js'

/** Which clinicians of those whose profile the organization owns; what is left out does not matter. */
export interface OwnedFilter {
  /** For names that many have; few clinicians are named by their ids. */
  name?: NameBeginning
  kind?: ClinicianKind
  clinicianIds?: readonly string[]
  /** Of the last purchase. */
  products?: readonly ProductCode[]
  isMonitored?: boolean
  /** The first instant of the last purchase, and the first that is too late. */
  purchasedFrom?: Date
  purchasedBefore?: Date
}

/** A clinician whose profile the organization owns. */
export interface OwnedClinicianRow {
  clinicianId: string
  kind: ClinicianKind
  /** The line of the newest purchase. */
  lastPurchase: OrderItemType
  lastOrderNumber: string
}

type OwnedLine = OrderItemType & { clinicianKind: ClinicianKind; orderNumber: number }

/** SQL that the organization owns the profile of a line: it was paid for, which issues a document, and not paid back. */
export function isOwned(line: string): string {
  return `${line}.document_id is not null and ${line}.refund_id is null`
}

/**
 * Purchases by their time, of each clinician the newest alone: a page stops reading where it is full, and whether there
 * is a newer one is seen in the index of what the organization owns.
 */
const NEWEST_LINES = (conditions: readonly string[]) => `order_items i
  join orders o on o.id = i.order_id
  join clinicians c on c.id = i.clinician_id
 where ${conditions.join(' and ')} and ${isOwned('i')}
   and not exists (
     select from order_items n
      where ${isOwned('n')} and n.organization_id = i.organization_id and n.clinician_id = i.clinician_id
        and n.purchased_at >= i.purchased_at and (n.purchased_at, n.id) > (i.purchased_at, i.id))`

/**
 * Up to `limit` clinicians whose profile the organization owns, the newest purchase first, or the oldest; after the one
 * whose last purchase is the line `after`.
 */
export async function ownedClinicians(
  reader: Reader,
  organizationId: string,
  filter: OwnedFilter,
  { after, limit, oldestFirst = false }: { after: string | null; limit: number; oldestFirst?: boolean },
): Promise<OwnedClinicianRow[]> {
  const { values, value, conditions } = conditionsOf(organizationId, filter)
  if (after !== null) {
    const line = `select b.purchased_at, b.id from order_items b where b.id = ${value(after)} and b.organization_id = $1`
    conditions.push(`(i.purchased_at, i.id) ${oldestFirst ? '>' : '<'} (${line})`)
  }
  const direction = oldestFirst ? 'asc' : 'desc'
  const text = `select ${ITEM_COLUMNS}, c.kind as "clinicianKind", o.number as "orderNumber"
    from ${NEWEST_LINES(conditions)}
    order by i.purchased_at ${direction}, i.id ${direction} limit ${value(limit)}`
  const rows = await reader.rows(readStatement<OwnedLine>('owned_clinicians', text), values)
  return rows.map(({ clinicianKind: kind, orderNumber, ...lastPurchase }) => ({
    clinicianId: lastPurchase.clinicianId,
    kind,
    lastPurchase,
    lastOrderNumber: formatOrderNumber(orderNumber),
  }))
}

/** How many clinicians match the filter. It reads all of them. */
export async function countOwnedClinicians(
  reader: Reader,
  organizationId: string,
  filter: OwnedFilter,
): Promise<number> {
  const { values, conditions } = conditionsOf(organizationId, filter)
  const text = `select count(*)::int as count from ${NEWEST_LINES(conditions)}`
  const [row] = await reader.rows(readStatement<{ count: number }>('owned_clinicians_count', text), values)
  return row?.count ?? 0
}

/** A term of monitoring of the clinician runs. */
const IS_MONITORED = `exists (select from monitorings m
  where m.organization_id = i.organization_id and m.clinician_id = i.clinician_id and m.ended_at is null)`

/** Only what is asked for stands in the statement, so that the planner sees which index it is about. */
function conditionsOf(organizationId: string, filter: OwnedFilter) {
  const values: unknown[] = [organizationId]
  const value = (given: unknown) => `$${values.push(given)}`
  const conditions = ['i.organization_id = $1']
  const { name, kind, clinicianIds, products, isMonitored, purchasedFrom, purchasedBefore } = filter
  if (clinicianIds !== undefined) conditions.push(`i.clinician_id = any (${value(clinicianIds)})`)
  if (products !== undefined) conditions.push(`i.product = any (${value(products)})`)
  if (isMonitored !== undefined) conditions.push(`${isMonitored ? '' : 'not '}${IS_MONITORED}`)
  if (purchasedFrom !== undefined) conditions.push(`i.purchased_at >= ${value(purchasedFrom)}`)
  if (purchasedBefore !== undefined) conditions.push(`i.purchased_at < ${value(purchasedBefore)}`)
  if (kind !== undefined) conditions.push(`c.kind = ${value(kind)}`)
  if (name !== undefined) conditions.push(hasNameBeginning('i.clinician_id', name, value))
  return { values, value, conditions }
}
