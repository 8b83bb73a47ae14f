import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import { isOwned } from './profile-manager/owned-clinician.queries.js'

/** Of an organization's purchases of one clinician so many are looked at, the newest. */
const NEWEST = 10

/** A purchase of a clinician's profile by an organization. */
export interface ProfilePurchase {
  itemId: string
  orderNumber: number
  documentId: string
  purchasedAt: Date
  organizationId: string
  organizationName: string
  timeZone: string
  clockAheadMs: number
}

const PURCHASES = readStatement<ProfilePurchase>(
  'profile_purchases_of_clinician',
  `with buyers as (
     select o.id, o.name, o.time_zone, o.clock_ahead_ms
       from organizations o
      where o.id > $3 and o.id <> $2
        and o.id in (select i.organization_id from order_items i where i.clinician_id = $1 and ${isOwned('i')})
      order by o.id limit $5)
   select p.id as "itemId", p.number as "orderNumber", p.document_id as "documentId", p.purchased_at as "purchasedAt",
          b.id as "organizationId", b.name as "organizationName", b.time_zone as "timeZone",
          b.clock_ahead_ms as "clockAheadMs"
     from buyers b left join lateral (
       select i.id, r.number, i.document_id, i.purchased_at
         from order_items i join orders r on r.id = i.order_id
        where i.organization_id = b.id and i.clinician_id = $1 and ${isOwned('i')}
          and i.purchased_at > $4::timestamptz + b.clock_ahead_ms * interval '1 millisecond'
        order by i.purchased_at desc, i.id desc limit ${NEWEST}) p on true
    order by b.id, p.purchased_at desc, p.id desc`,
)

/** Which organizations: those of whose profiles of the clinician some are owned, but for one, `limit` of them by id. */
export interface BuyersWanted {
  clinicianId: string
  exceptOrganizationId: string
  afterOrganizationId: string
  /** By the gateway's clock; of an organization whose clock is ahead, as much later. */
  boughtAfter: Date
  limit: number
}

/**
 * The newest purchases of a clinician's profile by other organizations, by organization; with the last organization that
 * was looked at, null when there was none.
 */
export async function purchasesOfOthers(
  reader: Reader,
  { clinicianId, exceptOrganizationId, afterOrganizationId, boughtAfter, limit }: BuyersWanted,
): Promise<{ purchases: ProfilePurchase[]; through: string | null }> {
  const values = [clinicianId, exceptOrganizationId, afterOrganizationId, boughtAfter, limit]
  const rows = await reader.rows(PURCHASES, values)
  return { purchases: rows.filter(({ itemId }) => itemId !== null), through: rows.at(-1)?.organizationId ?? null }
}
