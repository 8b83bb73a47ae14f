import type { Database } from '../../db/database.js'
import { readStatement, writeStatement } from '../../db/statement.js'
import type { Clock } from '../../kernel/clock.js'
import { sha256Hex } from '../../kernel/digest.js'
import { invariant } from '../../kernel/errors.js'
import type { Publisher } from '../../kernel/publisher.js'
import { documentsByIds } from '../profile.documents.js'
import type { DocumentSigner } from '../signing/document.signer.js'
import { type ProfileRenderer, RendererError } from './profile.renderer.js'
import { rendererVersion } from './renderer.version.js'

/** The official bytes and their SHA-256 (hex). */
export interface OfficialPdf {
  bytes: Buffer
  sha256: string
}

const BY_DOCUMENT = readStatement<OfficialPdf>(
  'profile_pdf_by_document',
  'select bytes, sha256 from profile_pdfs where document_id = $1',
)

const WITHOUT_PDF = readStatement<{ id: string }>(
  'profile_documents_without_pdf',
  `select d.id from profile_documents d
    where d.id = any ($1) and not exists (select from profile_pdfs p where p.document_id = d.id)
    order by d.number`,
)

const INSERT = writeStatement<{ documentId: string }>(
  'profile_pdf_insert',
  `insert into profile_pdfs (document_id, sha256, bytes, rendered_at, rendered_sha256, renderer)
   values ($1, $2, $3, $4, $5, $6)
   on conflict (document_id) do nothing
   returning document_id as "documentId"`,
)

/** Renders and signs each document once; from then on everybody gets the same bytes. */
export class ProfilePdfService {
  /** By id of the document: many who want the same new one wait for one rendering. */
  readonly #underWay = new Map<string, Promise<OfficialPdf>>()

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly publisher: Publisher,
    private readonly renderer: ProfileRenderer,
    private readonly signer: DocumentSigner,
  ) {}

  /**
   * The official PDF of a document, rendered now if nobody has yet. Two processes at once end with the bytes of one.
   *
   * @throws RendererError, SigningError; RequestError RATE_LIMITED when too many documents wait to be rendered
   */
  async pdfOf(documentId: string): Promise<OfficialPdf> {
    return (await this.#stored(documentId)) ?? (await this.#renderOnce(documentId))
  }

  /**
   * Sees to it that all of these have their PDF, some at once. One that cannot be rendered holds up no other, and is
   * told of in the end. When `stopping`, those under way are finished.
   *
   * @throws the first error that occurred; RendererError RENDERER_STOPPED when some may be left
   */
  async renderAll(documentIds: readonly string[], stopping: AbortSignal): Promise<void> {
    const missing = (await this.database.rows(WITHOUT_PDF, [documentIds])).values()
    const errors: unknown[] = []
    const lane = async (): Promise<void> => {
      for (let next = missing.next(); !next.done && !stopping.aborted; next = missing.next()) {
        await this.pdfOf(next.value.id).catch((error: unknown) => errors.push(error))
      }
    }
    await Promise.all(Array.from({ length: this.renderer.atOnce }, lane))
    if (errors.length > 0) throw errors[0]
    if (stopping.aborted) throw new RendererError('RENDERER_STOPPED', 'stopped while documents were rendered')
  }

  async #stored(documentId: string): Promise<OfficialPdf | undefined> {
    const [pdf] = await this.database.rows(BY_DOCUMENT, [documentId])
    return pdf
  }

  #renderOnce(documentId: string): Promise<OfficialPdf> {
    const underWay = this.#underWay.get(documentId)
    if (underWay !== undefined) return underWay
    const rendering = this.#render(documentId).finally(() => this.#underWay.delete(documentId))
    this.#underWay.set(documentId, rendering)
    return rendering
  }

  async #render(documentId: string): Promise<OfficialPdf> {
    const [document] = await documentsByIds(this.database, [documentId])
    invariant(document, `document ${documentId} exists`)
    const { header, content, contentSha256 } = document
    const rendered = await this.renderer.render({ header, content, contentSha256, publisher: this.publisher })
    const at = this.clock.now()
    const bytes = await this.signer.sign(rendered, at)
    const pdf = { bytes, sha256: sha256Hex(bytes) }
    const values = [documentId, pdf.sha256, bytes, at, sha256Hex(rendered), await rendererVersion()]
    const [inserted] = await this.database.transaction((tx) => tx.write(INSERT, values))
    // Another process was first: its bytes may have been handed out, and are official.
    const official = inserted === undefined ? await this.#stored(documentId) : pdf
    invariant(official, `the PDF of document ${documentId} was stored`)
    return official
  }
}
