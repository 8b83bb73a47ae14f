import type { Mode } from '../../auth/actor.js'
import type { Reader } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'
import { formatDocumentNumber } from '../profile.documents.js'

/** What the SHA-256 given is of: the official PDF file, the content that is printed in it, or neither. */
export const DOCUMENT_MATCHES = ['FILE', 'CONTENT', 'NOTHING'] as const
export type DocumentMatch = (typeof DOCUMENT_MATCHES)[number]

/** What anybody may know of a document: nothing about whom it is of or for. */
export interface DocumentFacts {
  documentNumber: string
  mode: Mode
  /** The moment of which the document holds. */
  asOf: Date
  /** Number of the newest document of the same organization, clinician and product, where its content is another. */
  supersededBy: string | null
}

/** The same, and what a SHA-256 has to do with it. */
export interface DocumentVerification extends DocumentFacts {
  /** Null when no SHA-256 was given. */
  matches: DocumentMatch | null
}

interface FactsRow {
  number: number
  mode: Mode
  asOf: Date
  fileSha256: string | null
  contentSha256: string
  supersededBy: number | null
}

/** All of one moment, and by one statement whether there is such a document or not. */
const factsWhere = (condition: string) =>
  `select d.number, d.mode, d.as_of as "asOf", p.sha256 as "fileSha256", s.content_sha256 as "contentSha256",
          case when newest.content_sha256 <> s.content_sha256 then newest.number end as "supersededBy"
     from profile_documents d
     join profile_snapshots s on s.id = d.snapshot_id
     left join profile_pdfs p on p.document_id = d.id
     left join lateral (
       select n.number, t.content_sha256
         from profile_snapshots t join profile_documents n on n.snapshot_id = t.id
        where t.clinician_id = s.clinician_id and n.organization_id = d.organization_id and n.product = d.product
          and n.mode = d.mode and n.number > d.number
        order by n.number desc limit 1) newest on true
    where ${condition}`

const BY_NUMBER = readStatement<FactsRow>('document_verification', factsWhere('d.number = $1'))
const BY_FILE = readStatement<FactsRow>('document_verification_by_file', factsWhere('p.sha256 = $1'))

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
  const [document] = await reader.rows(BY_NUMBER, [Number(digits)])
  if (document === undefined) return null
  return { ...factsOf(document), matches: sha256 === null ? null : matchOf(sha256.toLowerCase(), document) }
}

/** The document whose official file has this SHA-256 (hex); null if none has. */
export async function documentOfFile(reader: Reader, sha256: string): Promise<DocumentFacts | null> {
  const [document] = await reader.rows(BY_FILE, [sha256])
  return document === undefined ? null : factsOf(document)
}

function factsOf({ number, mode, asOf, supersededBy }: FactsRow): DocumentFacts {
  return {
    documentNumber: formatDocumentNumber(number),
    mode,
    asOf,
    supersededBy: supersededBy === null ? null : formatDocumentNumber(supersededBy),
  }
}

function matchOf(sha256: string, { fileSha256, contentSha256 }: FactsRow): DocumentMatch {
  if (sha256 === fileSha256) return 'FILE'
  return sha256 === contentSha256 ? 'CONTENT' : 'NOTHING'
}
