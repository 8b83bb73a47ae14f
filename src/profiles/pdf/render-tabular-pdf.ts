import type { Publisher } from '../../kernel/publisher.js'
import { beginPdf, finishPdf, layPages } from './pdf.draft.js'
import { drawFacts } from './pdf.front.js'
import { drawBand, drawFurniture } from './pdf.furniture.js'
import { REPLACEMENT } from './pdf.glyphs.js'
import type { Flow } from './pdf.layout.js'
import { documentFacts } from './pdf.metadata.js'
import { drawNotice } from './pdf.notices.js'
import { drawTable, type Table, type TableColumn, type TableRow, tableStart } from './pdf.table.js'
import { joined } from './pdf.text.js'
import { COLOR, STYLE } from './pdf.theme.js'

/** A part of a document under a title of its own. */
export interface TabularSection {
  title: string
  columns: readonly TableColumn[]
  rows: readonly TableRow[]
  /** What there is to say where it has no rows. */
  none: string
}

/** A business document of facts and tables: a statement, a receipt. Plain data, so that it can go to another thread. */
export interface TabularDocument {
  isTest: boolean
  publisher: Pick<Publisher, 'name' | 'addressLines' | 'phone' | 'email'>
  title: string
  /** Whose it is, or of when. */
  name: string
  /** What tells it from others of its kind; stands at the foot of every page. */
  number: string
  /** Of what it is, in the file's metadata. */
  subject: string
  /** The instant of which it holds, ISO 8601. */
  asOf: string
  facts: readonly (readonly [label: string, value: string])[]
  sections: readonly TabularSection[]
  notices: readonly { title: string; text: string }[]
}

/**
 * The document as a PDF like that of a profile: letter size, embedded fonts, tagged, PDF/A-3 and PDF/UA, with room for the
 * publisher's signature. The same input gives the same bytes; nothing here asks the clock or for chance.
 */
export async function renderTabularPdf(document: TabularDocument): Promise<Uint8Array> {
  const draft = await beginPdf()
  const { pdf, flow } = draft
  const { publisher } = document
  drawHead(flow, document)
  document.sections.forEach((section, index) => {
    drawSection(flow, index + 1, section)
  })
  drawEnd(flow, document)
  const contact = joined([publisher.name, publisher.phone, publisher.email], '  ·  ')
  const title = `${document.title}: ${document.name}`
  drawFurniture(flow, { isTest: document.isTest, title, number: document.number, contact })
  const pages = layPages(draft)
  const facts = { title, subject: document.subject, author: publisher.name, at: new Date(document.asOf) }
  return finishPdf(pdf, pages, documentFacts(facts), [title, document.number, document.asOf])
}

function drawHead(flow: Flow, { isTest, publisher, title, name, facts }: TabularDocument): void {
  if (isTest) drawBand(flow.type, flow.sheet, flow.root.add('P'))
  flow.paragraph(publisher.name, STYLE.publisher)
  flow.paragraph(publisher.addressLines.join(', '), STYLE.small)
  flow.gap(16)
  flow.paragraph(title, STYLE.title, { tag: 'H1' })
  flow.gap(1)
  flow.paragraph(name, STYLE.name)
  flow.gap(5)
  flow.ruleBelow(COLOR.accent, 1)
  flow.gap(8)
  drawFacts(flow, facts)
}

function drawSection(flow: Flow, number: number, { title, columns, rows, none }: TabularSection): void {
  if (rows.length === 0) {
    flow.heading(number, title, 0, none)
    return
  }
  const table: Table = { title: `${number} ${title}`, columns, rows }
  flow.heading(number, title, tableStart(flow, table))
  drawTable(flow, table, 0)
}

function drawEnd(flow: Flow, { sections, notices }: TabularDocument): void {
  flow.heading(sections.length + 1, 'Notices', 60)
  for (const { title, text } of notices) drawNotice(flow, title, text, null)
  if (flow.type.replaced) drawNotice(flow, 'Characters', CHARACTERS, null)
}

const CHARACTERS = `${REPLACEMENT} stands for a character that the typeface of this document does not have.`
