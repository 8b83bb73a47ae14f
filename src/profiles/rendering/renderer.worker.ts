import { fontFaces } from '../pdf/pdf.fonts.js'
import { renderProfilePdf } from '../pdf/render-profile-pdf.js'
import { renderTabularPdf, type TabularDocument } from '../pdf/render-tabular-pdf.js'
import type { ProfileDocument } from '../profile.document.js'

// A thread takes documents once this module is there: the typefaces are part of that, and stay as long as the thread.
await fontFaces()

/** What a thread sends back: the PDF, or what went wrong in it. */
export type Rendered = { bytes: Uint8Array } | { failure: RenderFault }

/** An error without its message, which could quote the document: its class, and where it was thrown. */
export interface RenderFault {
  type: string
  /** Lines that begin with `at`. */
  frames: string
}

/** A task of a thread: a profile. */
export async function render(document: ProfileDocument): Promise<Rendered> {
  return await settled(renderProfilePdf(document))
}

/** A task of a thread: a statement, a receipt. */
export async function renderTabular(document: TabularDocument): Promise<Rendered> {
  return await settled(renderTabularPdf(document))
}

/** Errors are data, because a thrown one loses its class on the way to another thread. */
async function settled(rendering: Promise<Uint8Array>): Promise<Rendered> {
  try {
    return { bytes: await rendering }
  } catch (error) {
    const { name, stack = '' } = error instanceof Error ? error : new Error()
    const frames = stack.split('\n').filter((line) => /^\s+at /.test(line))
    return { failure: { type: name, frames: frames.join('\n') } }
  }
}
