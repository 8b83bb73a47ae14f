import { PDFDocument } from 'pdf-lib'
import type { ProfileSection, ProfileSections, SectionCode, SectionValues } from '../profile.content.js'
import type { ProfileDocument } from '../profile.document.js'
import { PRODUCT_SECTIONS, SECTION_TITLES, sectionsSoldWith } from '../profile.sections.js'
import { embedFaces, fontFaces } from './pdf.fonts.js'
import { drawFront, legalName } from './pdf.front.js'
import { drawFurniture } from './pdf.furniture.js'
import { asText } from './pdf.glyphs.js'
import { Flow } from './pdf.layout.js'
import { addBookmarks, addLinks, describe } from './pdf.metadata.js'
import { drawNotices } from './pdf.notices.js'
import { SECTION_LAYOUTS } from './pdf.sections.js'
import { FONT_KEYS } from './pdf.sheet.js'
import { drawTable, type Table, tableStart } from './pdf.table.js'
import { dayOf, partialDate } from './pdf.text.js'
import { PAGE, STYLE } from './pdf.theme.js'
import { Typesetter } from './pdf.typesetter.js'

/**
 * The official document: letter size, every sold section with its sources, notices, embedded fonts. The same input
 * gives the same bytes, in any process (domain.md, "Delivery and the PDF"); nothing here asks the clock or for chance.
 * Odd content (control characters, unknown glyphs, words of any length) is printed as well as it can be, never refused.
 */
export async function renderProfilePdf(document: ProfileDocument): Promise<Uint8Array> {
  const faces = await fontFaces()
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const fonts = await embedFaces(pdf, faces)
  const flow = new Flow(new Typesetter(faces, fonts))
  const sections = sectionsSoldWith(document.header.product, document.content)
  const name = legalName(sections)

  drawFront(flow, document, sections)
  const codes = PRODUCT_SECTIONS[document.header.product]
  codes.forEach((code, index) => {
    drawSection(flow, code, sections, { number: index + 1, timeZone: document.header.timeZone })
  })
  drawNotices(flow, codes.length + 1, document)
  drawFurniture(flow, document, name)

  const pages = flow.sheets.map((sheet) => {
    const page = pdf.addPage([PAGE.width, PAGE.height])
    page.node.setFontDictionary(FONT_KEYS.regular, fonts.regular.ref)
    page.node.setFontDictionary(FONT_KEYS.semibold, fonts.semibold.ref)
    page.pushOperators(...sheet.operators)
    addLinks(pdf, page, sheet.links)
    return page
  })
  addBookmarks(pdf, pages, flow.bookmarks)
  describe(pdf, document, name)
  // A classic cross-reference table costs some kilobytes, and lets a signature be appended by the simplest update.
  return pdf.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
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
  flow.heading(number, title, table.rows.length > 0 ? tableStart(flow, table) : STYLE.body.leading)
  if (table.rows.length > 0) drawTable(flow, table)
  if (table.rows.length > 0 && none.length > 0) flow.gap(4)
  for (const { source, asOf } of none) {
    flow.paragraph(`None reported by ${asText(source)} as of ${partialDate(asOf)}.`, STYLE.body)
  }
  if (table.rows.length === 0 && none.length === 0) {
    flow.paragraph('No source has reported this section.', STYLE.quiet)
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
