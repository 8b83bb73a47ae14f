import { setTimeout as sleep } from 'node:timers/promises'
import type { RequestInfo } from '../../auth/actor.js'
import type { Reader } from '../../db/database.js'
import { RequestError } from '../../kernel/errors.js'
import { formatDocumentNumber } from '../profile.documents.js'
import type { OfficialPdf, ProfilePdfService } from '../rendering/profile-pdf.service.js'
import type { DownloadLinks } from './download-link.js'
import type { FileAnswer, LinkUseRecorder } from './link-use.recorder.js'
import { profileArchive } from './profile-archive.js'
import { type DeliveredRow, deliveredDocuments } from './profile-delivery.access.js'

/** What a link gives: a file, or the reason why not. */
export type Download =
  | { outcome: 'PDF'; fileName: string; pdf: OfficialPdf; answer: FileAnswer }
  /** Without `pieces` for somebody who only asks whether it is there. */
  | { outcome: 'ARCHIVE'; fileName: string; pieces: AsyncIterable<Uint8Array> | null }
  | { outcome: 'EXPIRED' }
  | { outcome: 'INVALID' }

/** What the request wants of the file that is behind the link. */
export interface DownloadWish {
  /** Of a PDF, whose size and SHA-256 (hex) are known by then. */
  answer(pdf: { bytes: number; sha256: string }): FileAnswer
  /** Whether nothing but the head of the answer is wanted. */
  headOnly: boolean
}

/** How long, and how often, an archive waits for a PDF that cannot be rendered yet. */
const TRY_AGAIN_MS = 1_000
const MAX_TRIES_WHEN_BUSY = 60

/** Gives what signed links lead to; every use of one is recorded before the first byte goes out. */
export class ProfileDownloadService {
  constructor(
    private readonly reader: Reader,
    private readonly uses: LinkUseRecorder,
    private readonly links: DownloadLinks,
    private readonly pdfs: ProfilePdfService,
    private readonly publicUrl: string,
  ) {}

  /**
   * What `token`, the last part of a link, gives now: nothing once the link was ended, or lost the right it stands on.
   * @throws RequestError RATE_LIMITED when too many PDFs wait to be rendered, and this one is among them.
   */
  async open(token: string, request: RequestInfo, wish: DownloadWish): Promise<Download> {
    const check = await this.links.check(token)
    if (check.outcome !== 'VALID') return { outcome: check.outcome }
    const { subject: deliveryId, claims } = check
    const { organization: organizationId } = claims
    const documents = await deliveredDocuments(this.reader, deliveryId, organizationId)
    const [first] = documents
    if (first === undefined) {
      await this.uses.recordDenial('GET /downloads/:token', { deliveryId, organizationId, request })
      return { outcome: 'INVALID' }
    }
    const use = { deliveryId, organizationId, request, documents }
    if (first.form === 'ZIP') {
      const { headOnly } = wish
      await this.uses.record(
        { ...use, answer: headOnly ? { kind: 'CHECK', status: 200 } : { kind: 'WHOLE' } },
        'PROFILE_DOWNLOADED',
      )
      return { outcome: 'ARCHIVE', fileName: `${deliveryId}.zip`, pieces: headOnly ? null : this.#archive(documents) }
    }
    const pdf = await this.pdfs.pdfOf(first.documentId)
    const answer = wish.answer({ bytes: pdf.bytes.length, sha256: pdf.sha256 })
    await this.uses.record({ ...use, answer }, 'PROFILE_DOWNLOADED')
    return { outcome: 'PDF', fileName: `${formatDocumentNumber(first.number)}.pdf`, pdf, answer }
  }

  #archive(documents: readonly DeliveredRow[]): AsyncIterable<Uint8Array> {
    const archived = documents.map((document) => ({
      ...document,
      documentNumber: formatDocumentNumber(document.number),
    }))
    return profileArchive(archived, (documentId) => this.#patiently(documentId), this.publicUrl)
  }

  /** An archive that has begun cannot tell its reader to come again: it waits while too many PDFs are being rendered. */
  async #patiently(documentId: string): Promise<OfficialPdf> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.pdfs.pdfOf(documentId)
      } catch (error) {
        const isBusy = error instanceof RequestError && error.code === 'RATE_LIMITED'
        if (!isBusy || tries === MAX_TRIES_WHEN_BUSY) throw error
        await sleep(TRY_AGAIN_MS)
      }
    }
  }
}
