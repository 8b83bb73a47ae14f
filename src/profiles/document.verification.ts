import type { Mode } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'

/** What anybody may know of a document: nothing about whom it is of or for. */
export interface DocumentVerification {
  documentNumber: string
  mode: Mode
  /** The moment of which the document holds. */
  asOf: Date
  /** What the SHA-256 given is of: the official PDF file, the content that is printed in it, or neither. */
  matches: 'FILE' | 'CONTENT' | 'NOTHING' | null
}

const BY_NUMBER = readStatement<{ mode: Mode; asOf: Date; fileSha256: string | null; contentSha256: string }>(
  'document_verification',
  `select d.mode, d.as_of as "asOf", p.sha256 as "fileSha256", s.content_sha256 as "contentSha256"
     from profile_documents d
     join profile_snapshots s on s.id = d.snapshot_id
     left join profile_pdfs p on p.document_id = d.id
    where d.number = $1`,
)

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
  const { mode, asOf } = document
  return { documentNumber, mode, asOf, matches: sha256 === null ? null : matchOf(sha256.toLowerCase(), document) }
}

function matchOf(
  sha256: string,
  document: { fileSha256: string | null; contentSha256: string },
): NonNullable<DocumentVerification['matches']> {
  if (sha256 === document.fileSha256) return 'FILE'
  return sha256 === document.contentSha256 ? 'CONTENT' : 'NOTHING'
}
