import type { Database } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { sha256Hex } from '../kernel/digest.js'
import { invariant } from '../kernel/errors.js'
import type { Publisher } from '../kernel/publisher.js'
import { documentsByIds } from './profile.documents.js'

/** The official bytes and their SHA-256 (hex). */
export interface OfficialPdf {
  bytes: Buffer
  sha256: string
}

const BY_DOCUMENT = readStatement<OfficialPdf>(
  'profile_pdf_by_document',
  'select bytes, sha256 from profile_pdfs where document_id = $1',
)

const INSERT = writeStatement(
  'profile_pdf_insert',
  `insert into profile_pdfs (document_id, sha256, bytes, rendered_at) values ($1, $2, $3, $4)
   on conflict (document_id) do nothing`,
)

/** Renders each document once; from then on everybody gets the same bytes. */
export class ProfilePdfService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly publisher: Publisher,
  ) {}

  /** The official PDF of a document, rendered now if nobody has yet. Two at once end with the bytes of one. */
  async pdfOf(documentId: string): Promise<OfficialPdf> {
    return (await this.#stored(documentId)) ?? (await this.#render(documentId))
  }

  async #stored(documentId: string): Promise<OfficialPdf | undefined> {
    const [pdf] = await this.database.rows(BY_DOCUMENT, [documentId])
    return pdf
  }

  async #render(documentId: string): Promise<OfficialPdf> {
    const [document] = await documentsByIds(this.database, [documentId])
    invariant(document, `document ${documentId} exists`)
    const { header, content, contentSha256 } = document
    // Loaded when first needed: typefaces and PDF library cost a process that renders nothing most of a second.
    const { renderProfilePdf } = await import('./pdf/render-profile-pdf.js')
    const bytes = await renderProfilePdf({ header, content, contentSha256, publisher: this.publisher })
    await this.database.transaction(
      async (tx) => await tx.write(INSERT, [documentId, sha256Hex(bytes), Buffer.from(bytes), this.clock.now()]),
    )
    const stored = await this.#stored(documentId)
    invariant(stored, `the PDF of document ${documentId} was stored`)
    return stored
  }
}
