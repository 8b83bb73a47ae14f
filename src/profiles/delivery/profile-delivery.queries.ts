import type { Actor, ActorKind, Mode } from '../../auth/actor.js'
import type { Reader, Transaction } from '../../db/database.js'
import { readStatement, writeStatement } from '../../db/statement.js'
import { accessValues } from '../../organizations/organization.access.js'
import type { DeliveryMethod, ProfileDelivery } from './profile-delivery.entity.js'

/** A delivery as the log shows it. */
export interface DeliveryRow
  extends Pick<
    ProfileDelivery,
    | 'id'
    | 'organizationId'
    | 'method'
    | 'form'
    | 'apiKeyId'
    | 'address'
    | 'createdAt'
    | 'expiresAt'
    | 'recipientUserId'
    | 'emailId'
    | 'webhookEventId'
    | 'revokedAt'
  > {
  askedByKind: ActorKind
  /** Name of the vendor or the person, as it is now. */
  askedBy: string
  /** As it is now; null when it went to nobody of the organization. */
  recipientName: string | null
}

/** A document to be delivered, which the caller has found to be the organization's. */
export interface DeliverableDocument {
  documentId: string
  orderItemId: string
  clinicianId: string
}

/** Which deliveries; what is left out does not matter. */
export interface DeliveryFilter {
  organizationId?: string
  mode?: Mode
  /** That this vendor or this person asked for. */
  askedBy?: Pick<Actor, 'kind' | 'id'>
  orderItemId?: string
  /** Digits of the number. */
  documentNumber?: number
  method?: DeliveryMethod
  /** The first instant, and the first that is too late. */
  from?: Date
  until?: Date
}

/** A place in the order of time; ids decide among deliveries of one instant. */
export type DeliveryPlace = Pick<DeliveryRow, 'createdAt' | 'id'>

const COLUMNS = `d.id, d.organization_id as "organizationId", d.method, d.form, d.api_key_id as "apiKeyId",
    host(d.address) as address, d.created_at as "createdAt", d.expires_at as "expiresAt",
    d.recipient_user_id as "recipientUserId", d.email_id as "emailId", d.webhook_event_id as "webhookEventId",
    d.revoked_at as "revokedAt", coalesce(v.name, u.full_name) as "askedBy", r.full_name as "recipientName",
    case when d.vendor_id is not null then 'VENDOR' when u.staff then 'STAFF' else 'USER' end as "askedByKind"`
const PEOPLE = `left join vendors v on v.id = d.vendor_id left join users u on u.id = d.user_id
    left join users r on r.id = d.recipient_user_id`

const INSERT = writeStatement(
  'profile_deliveries_insert',
  `with made as (
     insert into profile_deliveries (id, webhook_event_id, organization_id, method, form, vendor_id, api_key_id, user_id,
       address, created_at, expires_at, recipient_user_id, email_id)
     select d.id, d.event_id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
       from unnest($1::text[], $2::text[]) as d (id, event_id))
   insert into profile_delivery_documents (delivery_id, position, document_id, order_item_id)
   select p.delivery_id, p.position, p.document_id, p.order_item_id
     from unnest($14::text[], $15::int[], $16::text[], $17::text[]) as p (delivery_id, position, document_id, order_item_id)`,
)

const REVOCABLE = readStatement<DeliveryRow>(
  'profile_delivery_revocable',
  `select ${COLUMNS}
     from profile_deliveries d
     join organizations o on o.id = d.organization_id and o.mode = $3
     join organization_access a on a.organization_id = o.id and a.actor_kind = $1 and a.actor_id = $2
     ${PEOPLE}
    where d.id = $4 and (a.administers or a.actor_kind = 'STAFF' or $2 in (d.vendor_id, d.user_id))`,
)

const REVOKE = writeStatement<{ id: string }>(
  'profile_delivery_revoke',
  `update profile_deliveries set revoked_at = $2 where id = $1 and revoked_at is null and expires_at > $2 returning id`,
)

/** What one act of delivering has in common; the rest differs from delivery to delivery. */
export type NewDeliveries = Omit<ProfileDelivery, 'id' | 'webhookEventId' | 'revokedAt'>

/** Writes deliveries down, each of them with its documents, by one statement. */
export async function insertDeliveries(
  tx: Transaction,
  common: NewDeliveries,
  deliveries: readonly { id: string; webhookEventId: string | null; documents: readonly DeliverableDocument[] }[],
): Promise<void> {
  const documents = deliveries.flatMap(({ id, documents }) =>
    documents.map((document, position) => ({ ...document, id, position })),
  )
  await tx.write(INSERT, [
    deliveries.map(({ id }) => id),
    deliveries.map(({ webhookEventId }) => webhookEventId),
    common.organizationId,
    common.method,
    common.form,
    common.vendorId,
    common.apiKeyId,
    common.userId,
    common.address,
    common.createdAt,
    common.expiresAt,
    common.recipientUserId,
    common.emailId,
    documents.map(({ id }) => id),
    documents.map(({ position }) => position),
    documents.map(({ documentId }) => documentId),
    documents.map(({ orderItemId }) => orderItemId),
  ])
}

/** The delivery, if the actor may end it: administers the organization, asked for it, or is staff; else null. */
export async function revocableDelivery(reader: Reader, actor: Actor, id: string): Promise<DeliveryRow | null> {
  const [delivery] = await reader.rows(REVOCABLE, [...accessValues(actor), id])
  return delivery ?? null
}

/** Ends the link; false if it has ended before. */
export async function endDelivery(tx: Transaction, id: string, at: Date): Promise<boolean> {
  return (await tx.write(REVOKE, [id, at])).length > 0
}

/** Up to `limit` deliveries, the newest first, older than `beyond`. */
export async function deliveryLog(
  reader: Reader,
  filter: DeliveryFilter,
  beyond: DeliveryPlace | null,
  limit: number,
): Promise<DeliveryRow[]> {
  const values: unknown[] = []
  const value = (given: unknown) => `$${values.push(given)}`
  const conditions = conditionsOf(filter, value)
  if (beyond !== null) conditions.push(`(created_at, id) < (${value(beyond.createdAt)}, ${value(beyond.id)})`)
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`
  // A document has few deliveries: found by the index of documents, not by a walk through time.
  const fence = filter.orderItemId === undefined && filter.documentNumber === undefined ? '' : 'offset 0'
  const text = `select ${COLUMNS}
     from (select * from (select * from profile_deliveries ${where} ${fence}) found
            order by created_at desc, id desc limit ${value(limit)}) d
     ${PEOPLE}
    order by d.created_at desc, d.id desc`
  return await reader.rows(readStatement<DeliveryRow>('profile_delivery_log', text), values)
}

/** Only what is asked for stands in the statement, so that the planner sees which index it is about. */
function conditionsOf(filter: DeliveryFilter, value: (given: unknown) => string): string[] {
  const { organizationId, mode, askedBy, orderItemId, documentNumber, method, from, until } = filter
  const conditions: string[] = []
  if (organizationId !== undefined) conditions.push(`organization_id = ${value(organizationId)}`)
  if (mode !== undefined) {
    conditions.push(
      `exists (select from organizations o where o.id = profile_deliveries.organization_id and o.mode = ${value(mode)})`,
    )
  }
  if (askedBy !== undefined) {
    conditions.push(`${askedBy.kind === 'VENDOR' ? 'vendor_id' : 'user_id'} = ${value(askedBy.id)}`)
  }
  if (orderItemId !== undefined) {
    conditions.push(
      `id in (select delivery_id from profile_delivery_documents where order_item_id = ${value(orderItemId)})`,
    )
  }
  if (documentNumber !== undefined) {
    conditions.push(`id in (select p.delivery_id from profile_delivery_documents p
      join profile_documents n on n.id = p.document_id where n.number = ${value(documentNumber)})`)
  }
  if (method !== undefined) conditions.push(`method = ${value(method)}`)
  if (from !== undefined) conditions.push(`created_at >= ${value(from)}`)
  if (until !== undefined) conditions.push(`created_at < ${value(until)}`)
  return conditions
}
