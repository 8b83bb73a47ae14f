import type { Mode } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'

/** What anybody may know of a document: nothing about whom it is of or for. */
export interface DocumentVerification {
  documentNumber: string
  mode: Mode
  /** The moment of which the document holds. */
  asOf: Date
  /** Whether the SHA-256 given is that of the official bytes; null if none was given. */
  genuine: boolean | null
}

const BY_NUMBER = readStatement<{ mode: Mode; asOf: Date; sha256: string | null }>(
  'document_verification',
  `select d.mode, d.as_of as "asOf", p.sha256
     from profile_documents d left join profile_pdfs p on p.document_id = d.id
    where d.number = $1`,
)

/** Whether a document of this number was issued, and whether `sha256` (hex) is that of its PDF; null if none was. */
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
  return { documentNumber, mode, asOf, genuine: sha256 === null ? null : sha256.toLowerCase() === document.sha256 }
}
