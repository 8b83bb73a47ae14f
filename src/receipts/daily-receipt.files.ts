import type { Database } from '../db/database.js'
import { takeFile } from '../files/file.intake.js'
import { type CompleteFile, completeFile, wholeOf } from '../files/stored-file.queries.js'
import type { Clock } from '../kernel/clock.js'
import type { Publisher } from '../kernel/publisher.js'
import type { EmailAttachment } from '../mail/email.contents.js'
import type { TabularPdfService } from '../profiles/rendering/tabular-pdf.service.js'
import type { DataSigner } from '../profiles/signing/data.signer.js'
import { type DocumentedReceipt, receiptDocument } from './daily-receipt.document.js'
import type { ReceiptFileFormat } from './daily-receipt-file.entity.js'
import { noteReceiptFile, receiptFiles } from './daily-receipt-file.queries.js'

/**
 * A receipt with more lines is not attached to its e-mails: some hundred pages, of which mail servers take no more, and
 * which nobody reads.
 */
const MAX_ATTACHED_LINES = 5_000

/** For how long a file is kept: longer than an e-mail is tried. Later ones are made again. */
const KEPT_DAYS = 14
/** A file is used for an e-mail only if it will be there until that is sent. */
const AT_LEAST_DAYS = 1
const DAY_MS = 86_400_000

/** Media type of the signed data, without `application/`. */
const SIGNED_TYPE = 'daily-receipt+jws'

const CONTENT_TYPES: Readonly<Record<ReceiptFileFormat, string>> = { PDF: 'application/pdf', JWS: 'application/jose' }

/** The files of receipts: the PDF and the signed data. Made once for all tries and copies, outside of transactions. */
export class DailyReceiptFiles {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly publisher: Publisher,
    private readonly pdfs: Pick<TabularPdfService, 'pdfOf'>,
    private readonly signer: DataSigner,
  ) {}

  /** What goes with the receipt's e-mails; nothing with one of more than `MAX_ATTACHED_LINES`. */
  async attachments(receipt: DocumentedReceipt): Promise<EmailAttachment[]> {
    const lines = receipt.content.orders.reduce((count, { items }) => count + items.length, 0)
    if (lines > MAX_ATTACHED_LINES) return []
    const until = new Date(this.clock.now().getTime() + AT_LEAST_DAYS * DAY_MS)
    const known = new Map((await receiptFiles(this.database, receipt.id, until)).map((file) => [file.format, file]))
    const attachments: EmailAttachment[] = []
    for (const format of ['PDF', 'JWS'] as const) {
      const file = known.get(format) ?? (await this.#make(receipt, format))
      attachments.push({
        fileName: `daily-receipt-${receipt.day}.${format.toLowerCase()}`,
        contentType: CONTENT_TYPES[format],
        open: () => wholeOf(this.database, file),
      })
    }
    return attachments
  }

  async #make(receipt: DocumentedReceipt, format: ReceiptFileFormat): Promise<Pick<CompleteFile, 'id' | 'bytes'>> {
    const { database, clock } = this
    const bytes = await (format === 'PDF'
      ? this.pdfs.pdfOf(receiptDocument(receipt, this.publisher))
      : this.#jws(receipt))
    const file = await takeFile(database, clock, CONTENT_TYPES[format], once(bytes))
    const completedAt = clock.now()
    const expiresAt = new Date(completedAt.getTime() + KEPT_DAYS * DAY_MS)
    await database.transaction(async (tx) => {
      await completeFile(tx, { ...file, completedAt, expiresAt })
      await noteReceiptFile(tx, receipt.id, format, file.id)
    })
    return file
  }

  async #jws(receipt: DocumentedReceipt): Promise<Buffer> {
    const { id, organizationId, day, currency, mode, createdAt, content } = receipt
    const data = { id, organizationId, mode, day, currency, issuedBy: this.publisher.name, createdAt, ...content }
    return Buffer.from(await this.signer.sign(SIGNED_TYPE, data))
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer, void, void> {
  yield bytes
}
