import { PDFDocument, PDFName, type PDFPage } from 'pdf-lib'
import type { ProfileSection, ProfileSections, SectionCode, SectionValues } from '../profile.content.js'
import type { ProfileDocument } from '../profile.document.js'
import { attachedRecord } from '../profile.record.js'
import { PRODUCT_SECTIONS, SECTION_TITLES, sectionsSoldWith } from '../profile.sections.js'
import { reserveSignature } from '../signing/pdf.signature-field.js'
import { attach } from './pdf.attachment.js'
import { EmbeddedFont } from './pdf.embedded-font.js'
import { fontFaces } from './pdf.fonts.js'
import { drawFront, legalName } from './pdf.front.js'
import { drawFurniture } from './pdf.furniture.js'
import { asText } from './pdf.glyphs.js'
import { FONT_KEYS } from './pdf.ink.js'
import { Flow } from './pdf.layout.js'
import { addBookmarks, declareColors, describe, issuedAt } from './pdf.metadata.js'
import { drawNotices } from './pdf.notices.js'
import { SECTION_LAYOUTS } from './pdf.sections.js'
import type { Sheet } from './pdf.sheet.js'
import { packed } from './pdf.stream.js'
import { addStructure } from './pdf.structure.js'
import { drawTable, type Table, tableStart } from './pdf.table.js'
import { dayOf, partialDate } from './pdf.text.js'
import { type Cut, PAGE, STYLE } from './pdf.theme.js'
import { Typesetter } from './pdf.typesetter.js'
import { writePdf } from './pdf.writer.js'

/**
 * The official document: letter size, every sold section with its sources, notices, embedded fonts. The same input
 * gives the same bytes, in any process (domain.md, "Delivery and the PDF"); nothing here asks the clock or for chance.
 * Odd content (control characters, unknown glyphs, words of any length) is printed as well as it can be, never refused.
 */
export async function renderProfilePdf(document: ProfileDocument): Promise<Uint8Array> {
  const faces = await fontFaces()
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const fonts = { regular: new EmbeddedFont(pdf, faces.regular), semibold: new EmbeddedFont(pdf, faces.semibold) }
  const flow = new Flow(new Typesetter(faces, fonts))
  const sections = sectionsSoldWith(document.header.product, document.content)
  const name = legalName(sections)

  drawFront(flow, document, sections)
  const codes = PRODUCT_SECTIONS[document.header.product]
  codes.forEach((code, index) => {
    drawSection(flow, code, sections, { number: index + 1, timeZone: document.header.timeZone })
  })
  const record = attachedRecord(document.header.product, document.content)
  drawNotices(flow, codes.length + 1, document, record)
  drawFurniture(flow, document, name)

  const pages = flow.sheets.map((sheet) => addPage(pdf, sheet, fonts))
  fonts.regular.embed()
  fonts.semibold.embed()
  addStructure(pdf, pages, flow.sheets, flow.root)
  addBookmarks(pdf, pages, flow.bookmarks)
  attach(pdf, record, issuedAt(document.header))
  declareColors(pdf)
  describe(pdf, document, name)
  reserveSignature(pdf, pages)
  return writePdf(pdf)
}

function addPage(pdf: PDFDocument, sheet: Sheet, fonts: Readonly<Record<Cut, EmbeddedFont>>): PDFPage {
  const page = pdf.addPage([PAGE.width, PAGE.height])
  for (const cut of ['regular', 'semibold'] as const) page.node.setFontDictionary(FONT_KEYS[cut], fonts[cut].ref)
  page.node.set(PDFName.of('Contents'), packed(pdf, sheet.content))
  return page
}

function drawSection<Code extends SectionCode>(
  flow: Flow,
  code: Code,
  sections: ProfileSections,
  { number, timeZone }: { number: number; timeZone: string },
): void {
  const section = sections[code] as ProfileSection<SectionValues[Code]> | undefined
  const title = SECTION_TITLES[code]
  const table = tableOf(code, section, `${number} ${title}`, timeZone)
  const none = section?.noneReported ?? []
  const below = none.length === 0 ? 0 : 4 + none.length * STYLE.body.leading
  if (table.rows.length === 0 && none.length === 0) {
    flow.heading(number, title, 0, 'No source has reported this section.')
    return
  }
  flow.heading(number, title, table.rows.length > 0 ? tableStart(flow, table) : STYLE.body.leading)
  if (table.rows.length > 0) drawTable(flow, table, below)
  if (table.rows.length > 0 && none.length > 0) flow.gap(4)
  for (const { source, asOf } of none) {
    flow.paragraph(`None reported by ${asText(source)} as of ${partialDate(asOf)}.`, STYLE.body)
  }
}

function tableOf<Code extends SectionCode>(
  code: Code,
  section: ProfileSection<SectionValues[Code]> | undefined,
  title: string,
  timeZone: string,
): Table {
  const { columns, details, label } = SECTION_LAYOUTS[code]
  const elements = section?.elements ?? []
  const rows = elements.map(({ value, provenance }, index) => {
    const reported = provenance.lastReportedOn
    const source = [
      `Source: ${asText(provenance.source) || 'not named'}`,
      reported ? `Last reported ${partialDate(reported)}` : 'Last reported: date not given by the source',
      `Retrieved ${dayOf(provenance.retrievedAt, timeZone)}`,
    ].join('  ·  ')
    const row = { cells: columns.map((column) => column.cell(value)), details: details?.(value) ?? [], source }
    return label === undefined ? row : { ...row, label: label(index + 1, elements.length) }
  })
  return { title, columns, rows }
}
