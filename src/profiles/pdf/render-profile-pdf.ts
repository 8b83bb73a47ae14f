import type { ProfileSection, ProfileSections, SectionCode, SectionValues } from '../profile.content.js'
import type { ProfileDocument } from '../profile.document.js'
import { attachedRecord } from '../profile.record.js'
import { PRODUCT_SECTIONS, SECTION_TITLES, sectionsSoldWith } from '../profile.sections.js'
import { attach } from './pdf.attachment.js'
import { beginPdf, finishPdf, layPages } from './pdf.draft.js'
import { drawFront, legalName } from './pdf.front.js'
import { drawFurniture } from './pdf.furniture.js'
import { asText } from './pdf.glyphs.js'
import type { Flow } from './pdf.layout.js'
import { issuedAt, profileFacts } from './pdf.metadata.js'
import { drawNotices } from './pdf.notices.js'
import { SECTION_LAYOUTS } from './pdf.sections.js'
import { drawTable, type Table, tableStart } from './pdf.table.js'
import { dayOf, joined, partialDate } from './pdf.text.js'
import { STYLE } from './pdf.theme.js'

/**
 * The official document: letter size, every sold section with its sources, notices, embedded fonts. The same input
 * gives the same bytes, in any process (domain.md, "Delivery and the PDF"); nothing here asks the clock or for chance.
 * Odd content (control characters, unknown glyphs, words of any length) is printed as well as it can be, never refused.
 */
export async function renderProfilePdf(document: ProfileDocument): Promise<Uint8Array> {
  const draft = await beginPdf()
  const { pdf, flow } = draft
  const sections = sectionsSoldWith(document.header.product, document.content)
  const name = legalName(sections)

  drawFront(flow, document, sections)
  const codes = PRODUCT_SECTIONS[document.header.product]
  codes.forEach((code, index) => {
    drawSection(flow, code, sections, { number: index + 1, timeZone: document.header.timeZone })
  })
  const record = attachedRecord(document.header.product, document.content)
  drawNotices(flow, codes.length + 1, document, record)
  const { publisher, header } = document
  const contact = joined([publisher.name, publisher.phone, publisher.email], '  ·  ')
  drawFurniture(flow, { isTest: header.mode === 'TEST', title: name, number: header.documentNumber, contact })

  const pages = layPages(draft)
  attach(pdf, record, issuedAt(header))
  return finishPdf(pdf, pages, profileFacts(document, name), [header.documentNumber, document.contentSha256])
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
