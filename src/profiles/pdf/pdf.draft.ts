import { PDFDocument, PDFName, type PDFPage } from 'pdf-lib'
import { reserveSignature } from '../signing/pdf.signature-field.js'
import { EmbeddedFont } from './pdf.embedded-font.js'
import { fontFaces } from './pdf.fonts.js'
import { FONT_KEYS } from './pdf.ink.js'
import { Flow } from './pdf.layout.js'
import { addBookmarks, declareColors, describe } from './pdf.metadata.js'
import type { Sheet } from './pdf.sheet.js'
import { packed } from './pdf.stream.js'
import { addStructure } from './pdf.structure.js'
import { type Cut, PAGE } from './pdf.theme.js'
import { Typesetter } from './pdf.typesetter.js'
import { writePdf } from './pdf.writer.js'
import type { DocumentFacts } from './pdf.xmp.js'

/** A document that is being made: everything is drawn into its flow, page by page. */
export interface PdfDraft {
  pdf: PDFDocument
  fonts: Readonly<Record<Cut, EmbeddedFont>>
  flow: Flow
}

/** An empty document, with the typefaces that every one has. */
export async function beginPdf(): Promise<PdfDraft> {
  const faces = await fontFaces()
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const fonts = { regular: new EmbeddedFont(pdf, faces.regular), semibold: new EmbeddedFont(pdf, faces.semibold) }
  return { pdf, fonts, flow: new Flow(new Typesetter(faces, fonts)) }
}

/** Makes pages of all that was drawn, with the logical structure and the outline; nothing can be drawn after it. */
export function layPages({ pdf, fonts, flow }: PdfDraft): PDFPage[] {
  const pages = flow.sheets.map((sheet) => addPage(pdf, sheet, fonts))
  fonts.regular.embed()
  fonts.semibold.embed()
  addStructure(pdf, pages, flow.sheets, flow.root)
  addBookmarks(pdf, pages, flow.bookmarks)
  return pages
}

/** The file, with room for a signature; `identity` is what tells the document from every other. */
export function finishPdf(
  pdf: PDFDocument,
  pages: readonly PDFPage[],
  facts: DocumentFacts,
  identity: readonly string[],
): Uint8Array {
  declareColors(pdf)
  describe(pdf, facts, identity)
  reserveSignature(pdf, pages)
  return writePdf(pdf)
}

function addPage(pdf: PDFDocument, sheet: Sheet, fonts: PdfDraft['fonts']): PDFPage {
  const page = pdf.addPage([PAGE.width, PAGE.height])
  for (const cut of ['regular', 'semibold'] as const) page.node.setFontDictionary(FONT_KEYS[cut], fonts[cut].ref)
  page.node.set(PDFName.of('Contents'), packed(pdf, sheet.content))
  return page
}
