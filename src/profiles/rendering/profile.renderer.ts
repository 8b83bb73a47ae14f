import type { TabularDocument } from '../pdf/render-tabular-pdf.js'
import type { ProfileDocument } from '../profile.document.js'

/** Makes the PDFs of profiles, before they are signed. */
export interface ProfileRenderer {
  /** How many documents are worth asking for at once. */
  readonly atOnce: number
  /**
   * See `renderProfilePdf`: the same document gives the same bytes.
   *
   * @throws RendererError; RequestError RATE_LIMITED when too many documents wait already
   */
  render(document: ProfileDocument): Promise<Uint8Array>
}

/** Makes the PDFs of statements and receipts, before they are signed. */
export interface TabularRenderer {
  /**
   * See `renderTabularPdf`: the same document gives the same bytes.
   *
   * @throws RendererError; RequestError RATE_LIMITED when too many documents wait already
   */
  renderTabular(document: TabularDocument): Promise<Uint8Array>
}

/** Why a document was not rendered: all but the first can be over the next time. */
export type RendererFailure = 'RENDER_FAILED' | 'RENDER_TIMED_OUT' | 'RENDERER_DIED' | 'RENDERER_STOPPED'

/** A document was not rendered. The message names document and reason, never what stands in the document. */
export class RendererError extends Error {
  override readonly name = 'RendererError'

  constructor(
    readonly code: RendererFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
