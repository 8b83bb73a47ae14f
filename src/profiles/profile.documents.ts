import type { Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { listOf, readStatement, writeStatement } from '../db/statement.js'
import { invariant } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import type { ProfileContent } from './profile.content.js'
import type { DocumentHeader } from './profile.document.js'
import type { ProfileProduct } from './profile.sections.js'

/** What all documents of one order have in common. */
export interface DocumentsOrder {
  organizationId: string
  mode: Mode
  orderNumber: string
  organizationName: string
  requestedBy: string
  timeZone: string
  asOf: Date
}

const INSERT = writeStatement(
  'profile_documents_insert',
  `insert into profile_documents
     (id, number, organization_id, snapshot_id, mode, product, order_number, organization_name, requested_by, time_zone, as_of)
   select d.id, nextval('profile_document_numbers'), $4, d.snapshot_id, $5, d.product, $6, $7, $8, $9, $10
     from unnest($1::text[], $2::text[], $3::text[]) as d (id, snapshot_id, product)`,
)

/** Issues one document for each of `profiles` and returns their ids in the same order. */
export async function issueDocuments(
  tx: Transaction,
  order: DocumentsOrder,
  profiles: readonly { snapshotId: string; product: ProfileProduct }[],
): Promise<string[]> {
  const ids = profiles.map(() => newId('profileDocument'))
  await tx.write(INSERT, [
    ids,
    profiles.map((profile) => profile.snapshotId),
    profiles.map((profile) => profile.product),
    order.organizationId,
    order.mode,
    order.orderNumber,
    order.organizationName,
    order.requestedBy,
    order.timeZone,
    order.asOf,
  ])
  return ids
}

const WITHDRAW = writeStatement(
  'profile_documents_withdraw',
  `insert into withdrawn_documents (document_id, withdrawn_at) select unnest($1::text[]), $2`,
)

/** From now on nobody is given the documents any more: links to them end, and no new ones are made. They stay genuine. */
export async function withdrawDocuments(tx: Transaction, ids: readonly string[], at: Date): Promise<void> {
  await tx.write(WITHDRAW, [ids, at])
}

/** `PD-0000000042` */
export function formatDocumentNumber(number: number): string {
  return `PD-${String(number).padStart(10, '0')}`
}

/** The number within `PD-0000000042`; null for what has not this form. */
export function parseDocumentNumber(text: string): number | null {
  const [, digits] = /^PD-(\d{10})$/.exec(text) ?? []
  return digits === undefined ? null : Number(digits)
}

/** A document with its snapshot: all that GraphQL and the PDF are made from. */
export interface DocumentWithContent {
  id: string
  organizationId: string
  header: DocumentHeader
  snapshotNumber: number
  contentSha256: string
  content: ProfileContent
}

interface DocumentRow {
  id: string
  organizationId: string
  number: number
  product: ProfileProduct
  asOf: Date
  orderNumber: string
  organizationName: string
  requestedBy: string
  timeZone: string
  mode: Mode
  snapshotNumber: number
  /** Null if it was not asked for. */
  content: string | null
  contentSha256: string
}

const documents = (
  content: string,
) => `select d.id, d.organization_id as "organizationId", d.number, d.product, d.as_of as "asOf",
          d.order_number as "orderNumber", d.organization_name as "organizationName", d.requested_by as "requestedBy",
          d.time_zone as "timeZone", d.mode, s.number as "snapshotNumber", ${content} as content, s.content_sha256 as "contentSha256"
     from profile_documents d join profile_snapshots s on s.id = d.snapshot_id`

const BY_IDS = readStatement<DocumentRow>(
  'profile_documents_by_ids',
  `${documents('s.content')} where d.id = any (${listOf('$1')})`,
)

const HEADS_BY_IDS = readStatement<DocumentRow>(
  'profile_document_heads_by_ids',
  `${documents('null')} where d.id = any (${listOf('$1')})`,
)

const BY_NUMBER = readStatement<DocumentRow>(
  'profile_documents_by_number',
  `${documents('s.content')}
    where (d.organization_id, d.number) in (select * from unnest($1::text[], $2::bigint[]))
      and not exists (select from withdrawn_documents w where w.document_id = d.id)`,
)

/** The documents of these ids. Whoever asks must have found the ids within the caller's scope. */
export async function documentsByIds(reader: Reader, ids: readonly string[]): Promise<DocumentWithContent[]> {
  return (await reader.rows(BY_IDS, [ids])).map(documentOf)
}

/** As `documentsByIds`, for whoever reads none of their sections. */
export async function documentHeadsByIds(reader: Reader, ids: readonly string[]): Promise<DocumentWithContent[]> {
  return (await reader.rows(HEADS_BY_IDS, [ids])).map(documentOf)
}

/** A document by its printed number, within an organization. */
export interface DocumentOfOrganization {
  organizationId: string
  documentNumber: string
}

/** Those of the documents that are there and of the organization that is told with them. */
export async function documentsByNumber(
  reader: Reader,
  wanted: readonly DocumentOfOrganization[],
): Promise<DocumentWithContent[]> {
  const organizationIds = wanted.map(({ organizationId }) => organizationId)
  // What has not the form of a number is asked for like one that nobody has.
  const numbers = wanted.map(({ documentNumber }) => Number(/^PD-(\d{10})$/.exec(documentNumber)?.[1] ?? 0))
  return (await reader.rows(BY_NUMBER, [organizationIds, numbers])).map(documentOf)
}

function documentOf(row: DocumentRow): DocumentWithContent {
  let content: ProfileContent | null = null
  return {
    id: row.id,
    organizationId: row.organizationId,
    snapshotNumber: row.snapshotNumber,
    contentSha256: row.contentSha256,
    /** Read when somebody asks: of a list of documents most want the heads. */
    get content() {
      invariant(row.content, 'of a head nobody reads the content')
      content ??= JSON.parse(row.content) as ProfileContent
      return content
    },
    header: {
      documentNumber: formatDocumentNumber(row.number),
      product: row.product,
      asOf: row.asOf.toISOString(),
      orderNumber: row.orderNumber,
      organizationName: row.organizationName,
      requestedBy: row.requestedBy,
      timeZone: row.timeZone,
      mode: row.mode,
    },
  }
}
