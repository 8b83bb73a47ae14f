import type { Reader } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'
import type { DeliveryForm } from './profile-delivery.entity.js'

/** A document that a link leads to now. */
export interface DeliveredRow {
  form: DeliveryForm
  documentId: string
  clinicianId: string
  orderItemId: string
  number: number
  asOf: Date
  /** When the link ends. */
  expiresAt: Date
}

/**
 * A link is worth what whoever asked for it may do now: the key works, and it or the person can read the organization's
 * profiles. One that was mailed is worth no more than what its recipient may do.
 */
const DELIVERED = readStatement<DeliveredRow>(
  'profile_delivered_documents',
  `select d.form, p.document_id as "documentId", s.clinician_id as "clinicianId", p.order_item_id as "orderItemId",
          n.number, n.as_of as "asOf", d.expires_at as "expiresAt"
     from profile_deliveries d
     join profile_delivery_documents p on p.delivery_id = d.id
     join profile_documents n on n.id = p.document_id and n.organization_id = d.organization_id
     join profile_snapshots s on s.id = n.snapshot_id
    where d.id = $1 and d.organization_id = $2 and d.revoked_at is null
      and not exists (select from withdrawn_documents w where w.document_id = n.id)
      and exists (select from organization_access a
                   where a.organization_id = d.organization_id and 'profiles:read' = any (a.scopes)
                     and (a.actor_kind = 'VENDOR' and a.actor_id = d.vendor_id
                          or a.actor_kind <> 'VENDOR' and a.actor_id = d.user_id))
      and (d.vendor_id is null
           or exists (select from api_keys k join vendors v on v.id = k.vendor_id
                       where k.id = d.api_key_id and k.revoked_at is null and v.suspended_at is null))
      and (d.recipient_user_id is null
           or exists (select from organization_access a
                       where a.organization_id = d.organization_id and 'profiles:read' = any (a.scopes)
                         and a.actor_kind = 'USER' and a.actor_id = d.recipient_user_id))
    order by n.number`,
)

/** The documents that the link of the delivery leads to now, by number; none once it was ended, or lost its right. */
export async function deliveredDocuments(
  reader: Reader,
  deliveryId: string,
  organizationId: string,
): Promise<DeliveredRow[]> {
  return await reader.rows(DELIVERED, [deliveryId, organizationId])
}
