import type { Clock } from '../../kernel/clock.js'
import type { TabularDocument } from '../pdf/render-tabular-pdf.js'
import type { DocumentSigner } from '../signing/document.signer.js'
import type { TabularRenderer } from './profile.renderer.js'

/** Makes statements and receipts: rendered in a thread, signed like profiles, and not kept. */
export class TabularPdfService {
  constructor(
    private readonly clock: Clock,
    private readonly renderer: TabularRenderer,
    private readonly signer: DocumentSigner,
  ) {}

  /** The signed PDF. @throws RendererError, SigningError; RequestError RATE_LIMITED when too many documents wait */
  async pdfOf(document: TabularDocument): Promise<Buffer> {
    return await this.signer.sign(await this.renderer.renderTabular(document), this.clock.now())
  }
}
