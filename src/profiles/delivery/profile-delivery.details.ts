import type { Reader } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'
import { formatDocumentNumber } from '../profile.documents.js'
import type { ProfileDownload } from './profile-download.entity.js'

/** A document within a delivery. */
export interface DeliveredDocumentRow {
  deliveryId: string
  orderItemId: string
  documentNumber: string
}

/** One use of a delivery's link. */
export type DownloadRow = Pick<
  ProfileDownload,
  'id' | 'deliveryId' | 'address' | 'downloadedAt' | 'kind' | 'firstByte' | 'lastByte' | 'continuesId'
>

/** One of an organization's people to whom documents can go. */
export interface Recipient {
  userId: string
  email: string
  fullName: string
  organizationName: string
  timeZone: string
}

/** The most uses of a link that the log shows of one delivery: the newest. */
export const MAX_DOWNLOADS_SHOWN = 50

const DOCUMENTS = readStatement<{ deliveryId: string; orderItemId: string; number: number }>(
  'profile_delivery_documents_of',
  `select p.delivery_id as "deliveryId", p.order_item_id as "orderItemId", n.number
     from profile_delivery_documents p join profile_documents n on n.id = p.document_id
    where p.delivery_id = any ($1) order by p.delivery_id, p.position`,
)

const NUMBERS = readStatement<{ number: number }>(
  'profile_document_numbers_of',
  'select number from profile_documents where id = any ($1) order by number',
)

const DOWNLOADS = readStatement<DownloadRow>(
  'profile_downloads_of',
  `select w.* from unnest($1::text[]) as d (id) cross join lateral (
     select id, delivery_id as "deliveryId", host(address) as address, downloaded_at as "downloadedAt", kind,
            first_byte as "firstByte", last_byte as "lastByte", continues_id as "continuesId"
       from profile_downloads where delivery_id = d.id order by downloaded_at desc, id desc limit $2) w`,
)

const DOWNLOAD_COUNTS = readStatement<{ deliveryId: string; count: number }>(
  'profile_download_counts_of',
  `select delivery_id as "deliveryId", count(*)::int as count from profile_downloads
    where delivery_id = any ($1) and kind <> 'CHECK' and continues_id is null group by delivery_id`,
)

const RECIPIENT = readStatement<Recipient>(
  'profile_delivery_recipient',
  `select u.id as "userId", u.email, u.full_name as "fullName", o.name as "organizationName", o.time_zone as "timeZone"
     from organization_access a join users u on u.id = a.actor_id join organizations o on o.id = a.organization_id
    where a.organization_id = $1 and a.actor_kind = 'USER' and 'profiles:read' = any (a.scopes)
      and u.activated_at is not null and (u.id = $2 or u.email = $3)`,
)

/** The documents of these deliveries, in the order in which they were asked for. */
export async function documentsOfDeliveries(
  reader: Reader,
  deliveryIds: readonly string[],
): Promise<DeliveredDocumentRow[]> {
  const rows = await reader.rows(DOCUMENTS, [deliveryIds])
  return rows.map(({ number, ...row }) => ({ ...row, documentNumber: formatDocumentNumber(number) }))
}

/** The printed numbers of these documents, the lowest first. */
export async function documentNumbers(reader: Reader, documentIds: readonly string[]): Promise<string[]> {
  return (await reader.rows(NUMBERS, [documentIds])).map(({ number }) => formatDocumentNumber(number))
}

/** The newest uses of the links of these deliveries, up to `MAX_DOWNLOADS_SHOWN` of each. */
export async function downloadsOfDeliveries(reader: Reader, deliveryIds: readonly string[]): Promise<DownloadRow[]> {
  return await reader.rows(DOWNLOADS, [deliveryIds, MAX_DOWNLOADS_SHOWN])
}

/** How often these deliveries were downloaded: the parts of one download count once, a mere look not at all. */
export async function downloadCounts(
  reader: Reader,
  deliveryIds: readonly string[],
): Promise<{ deliveryId: string; count: number }[]> {
  return await reader.rows(DOWNLOAD_COUNTS, [deliveryIds])
}

/** The person, if one of the organization's people who may read profiles there; else null. */
export async function recipientOf(
  reader: Reader,
  organizationId: string,
  { userId, email }: { userId: string | null; email: string | null },
): Promise<Recipient | null> {
  const [recipient] = await reader.rows(RECIPIENT, [organizationId, userId, email?.trim().toLowerCase() ?? null])
  return recipient ?? null
}
