import type { Mode } from '../../auth/actor.js'
import type { Reader } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'
import type { ProfileContent } from '../profile.content.js'
import { formatDocumentNumber } from '../profile.documents.js'
import { attachedRecord } from '../profile.record.js'
import type { ProfileProduct } from '../profile.sections.js'

/** What the SHA-256 given is of: the official PDF file, its content, by either fingerprint that it prints, or neither. */
export const DOCUMENT_MATCHES = ['FILE', 'CONTENT', 'NOTHING'] as const
export type DocumentMatch = (typeof DOCUMENT_MATCHES)[number]

/** What anybody may know of a document: nothing about whom it is of or for. */
export interface DocumentFacts {
  documentNumber: string
  mode: Mode
  /** The moment of which the document holds. */
  asOf: Date
  /** Number of the newest document of the same organization, clinician and product, where what it sells is another. */
  supersededBy: string | null
}

/** The same, and what a SHA-256 has to do with it. */
export interface DocumentVerification extends DocumentFacts {
  /** Null when no SHA-256 was given. */
  matches: DocumentMatch | null
}

interface FactsRow {
  number: number
  product: ProfileProduct
  mode: Mode
  asOf: Date
  fileSha256: string | null
  contentSha256: string
  /** Canonical JSON; null where nothing asks what of it was sold. */
  content: string | null
  /** The newest one, if of another snapshot. */
  newest: { number: number; content: string } | null
}

/**
 * All of one moment, and by one statement whether there is such a document or not; `given` is a SHA-256 that may be of
 * what was sold. Contents are read only where they decide.
 */
const factsWhere = (condition: string, given: string) =>
  `select d.number, d.product, d.mode, d.as_of as "asOf", p.sha256 as "fileSha256", s.content_sha256 as "contentSha256",
          case when newest.content is not null or ${given} <> all (array[s.content_sha256, coalesce(p.sha256, '')])
            then s.content end as content,
          case when newest.content is not null
            then json_build_object('number', newest.number, 'content', newest.content) end as newest
     from profile_documents d
     join profile_snapshots s on s.id = d.snapshot_id
     left join profile_pdfs p on p.document_id = d.id
     left join lateral (
       select n.number, case when t.id <> s.id then t.content end as content
         from profile_snapshots t join profile_documents n on n.snapshot_id = t.id
        where t.clinician_id = s.clinician_id and n.organization_id = d.organization_id and n.product = d.product
          and n.mode = d.mode and n.number > d.number
        order by n.number desc limit 1) newest on true
    where ${condition}`

const BY_NUMBER = readStatement<FactsRow>('document_verification', factsWhere('d.number = $1', '$2::text'))
const BY_FILE = readStatement<FactsRow>('document_verification_by_file', factsWhere('p.sha256 = $1', 'null'))

/** Whether `text` is a SHA-256 in hex; anything else must never be answered with a verdict. */
export function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/i.test(text)
}

/** Whether a document of this number was issued, and what `sha256` (hex) is of; null if no such document was. */
export async function verifyDocument(
  reader: Reader,
  documentNumber: string,
  sha256: string | null,
): Promise<DocumentVerification | null> {
  const [, digits] = /^PD-(\d{10})$/.exec(documentNumber) ?? []
  if (digits === undefined) return null
  const given = sha256?.toLowerCase() ?? null
  const [document] = await reader.rows(BY_NUMBER, [Number(digits), given])
  if (document === undefined) return null
  return { ...factsOf(document), matches: given === null ? null : matchOf(given, document) }
}

/** The document whose official file has this SHA-256 (hex); null if none has. */
export async function documentOfFile(reader: Reader, sha256: string): Promise<DocumentFacts | null> {
  const [document] = await reader.rows(BY_FILE, [sha256])
  return document === undefined ? null : factsOf(document)
}

function factsOf(document: FactsRow): DocumentFacts {
  const { number, mode, asOf, newest } = document
  const isSuperseded = newest !== null && recordOf(document) !== recordOf({ ...document, ...newest })
  return {
    documentNumber: formatDocumentNumber(number),
    mode,
    asOf,
    supersededBy: isSuperseded ? formatDocumentNumber(newest.number) : null,
  }
}

function matchOf(sha256: string, document: FactsRow): DocumentMatch {
  if (sha256 === document.fileSha256) return 'FILE'
  return sha256 === document.contentSha256 || sha256 === recordOf(document) ? 'CONTENT' : 'NOTHING'
}

/** SHA-256 (hex) of what was sold of the content, as the attached record has it; null where the content was not read. */
function recordOf({ product, content }: Pick<FactsRow, 'product' | 'content'>): string | null {
  return content === null ? null : attachedRecord(product, JSON.parse(content) as ProfileContent).sha256
}
