import type { Reader } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'
import type { ProfilePdfService } from './profile-pdf.service.js'

/** By what an official PDF can be told from any other file. */
export interface PdfFingerprint {
  /** How many. */
  bytes: number
  /** Of the file, signature included; hex. */
  sha256: string
  renderedAt: Date
}

const FINGERPRINTS = readStatement<PdfFingerprint & { documentId: string }>(
  'profile_pdf_fingerprints',
  `select document_id as "documentId", octet_length(bytes) as bytes, sha256, rendered_at as "renderedAt"
     from profile_pdfs where document_id = any ($1)`,
)

/**
 * The fingerprints of the PDFs of these documents, by id of the document; what nobody has asked for yet is rendered.
 * @throws what `ProfilePdfService.renderAll` throws
 */
export async function pdfFingerprints(
  reader: Reader,
  pdfs: ProfilePdfService,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, PdfFingerprint>> {
  await pdfs.renderAll(documentIds, new AbortController().signal)
  const rows = await reader.rows(FINGERPRINTS, [documentIds])
  return new Map(rows.map(({ documentId, ...fingerprint }) => [documentId, fingerprint]))
}
