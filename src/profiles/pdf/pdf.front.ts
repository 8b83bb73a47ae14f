import type { ProfileSections } from '../profile.content.js'
import type { DocumentHeader, ProfileDocument } from '../profile.document.js'
import { type Block, type Flow, heightOf } from './pdf.layout.js'
import { qrModules } from './pdf.qr.js'
import { type SummaryCell, summaryCells } from './pdf.summary.js'
import { NOT_REPORTED } from './pdf.table.js'
import { instant, personName } from './pdf.text.js'
import { COLOR, MARGIN, PAGE, STYLE, TEXT_WIDTH, type TextStyle } from './pdf.theme.js'
import { PRODUCT_TITLES } from './pdf.words.js'

const QR_SIZE = 62
const FACTS_PER_ROW = 3
const CELL = { padding: 9, lines: 6 } as const

/** The legal name under which the document runs; the first name of all if no source says which one is legal. */
export function legalName(sections: ProfileSections): string {
  const names = (sections.NAMES?.elements ?? []).map((element) => element.value)
  const name = names.find((value) => value.type === 'LEGAL') ?? names[0]
  return (name === undefined ? '' : personName(name)) || 'Name not reported'
}

/** Where anyone can check that a document is genuine. */
export function verificationUrl({ publisher, header }: ProfileDocument): string {
  return `${publisher.publicUrl}/verify/${header.documentNumber}`
}

/** The upper part of page 1: publisher, title, name, facts of the order, summary. */
export function drawFront(flow: Flow, document: ProfileDocument, sections: ProfileSections): void {
  const { header, publisher } = document
  const width = TEXT_WIDTH - QR_SIZE - 30
  const bottomOfCode = drawCode(flow, verificationUrl(document))
  const [page] = flow.sheets
  flow.paragraph(publisher.name, STYLE.publisher, { width })
  flow.paragraph((publisher.addressLines ?? []).join(', '), STYLE.small, { width })
  flow.gap(13)
  flow.paragraph(PRODUCT_TITLES[header.product], STYLE.title, { width })
  flow.gap(2)
  flow.paragraph(legalName(sections), STYLE.name, { width })
  // An extremely long name may have left page 1, and with it the code.
  if (flow.sheet === page) flow.top = Math.min(flow.top, bottomOfCode)
  flow.gap(6)
  flow.ruleBelow(COLOR.accent, 1)
  flow.gap(7)
  drawFacts(flow, factsOf(header))
  flow.gap(4)
  drawSummary(flow, summaryCells(document, sections))
}

/** The code in the upper right corner; returns the lower edge of its caption, or the top if there is none. */
function drawCode(flow: Flow, url: string): number {
  const modules = qrModules(url)
  if (modules === null) return flow.top
  const left = PAGE.width - MARGIN.right - QR_SIZE
  const { sheet, top } = flow
  const unit = QR_SIZE / modules.length
  const boxes = modules.flatMap((row, y) =>
    darkRuns(row).map(([from, length]) => ({
      left: left + from * unit,
      top: top - y * unit,
      width: length * unit,
      height: unit,
    })),
  )
  sheet.fillAll('head', boxes, COLOR.ink)
  const caption = { text: 'Scan to verify', style: STYLE.small }
  const indent = (QR_SIZE - flow.type.width(caption.text, caption.style)) / 2
  sheet.text('head', caption, left + indent, top - QR_SIZE - 2)
  sheet.links.push({ url, left, bottom: top - QR_SIZE - 12, width: QR_SIZE, height: QR_SIZE + 12 })
  return top - QR_SIZE - 12
}

function darkRuns(row: readonly boolean[]): [from: number, length: number][] {
  const runs: [number, number][] = []
  row.forEach((dark, x) => {
    const last = runs.at(-1)
    if (!dark) return
    if (last !== undefined && last[0] + last[1] === x) last[1]++
    else runs.push([x, 1])
  })
  return runs
}

function factsOf(header: DocumentHeader): [label: string, value: string][] {
  return [
    ['Document number', header.documentNumber],
    ['Order number', header.orderNumber],
    ['As of', instant(header.asOf, header.timeZone)],
    ['Organization', header.organizationName],
    ['Requested by', header.requestedBy],
    ['Time zone of printed dates', header.timeZone],
  ]
}

function drawFacts(flow: Flow, facts: readonly [label: string, value: string][]): void {
  const width = TEXT_WIDTH / FACTS_PER_ROW
  for (let from = 0; from < facts.length; from += FACTS_PER_ROW) {
    const stacks = facts.slice(from, from + FACTS_PER_ROW).map(([label, value], index) => ({
      left: index * width,
      lines: [{ text: label, style: STYLE.label }, ...factLines(flow, value, width - 10)],
    }))
    flow.place([{ leading: STYLE.strong.leading, stacks }])
    flow.gap(5)
  }
}

function factLines(flow: Flow, value: string, width: number) {
  const lines = flow.type.wrap(value, STYLE.strong, width)
  return lines.length > 0 ? lines : [{ text: NOT_REPORTED, style: STYLE.quiet }]
}

function drawSummary(flow: Flow, cells: readonly SummaryCell[]): void {
  const width = TEXT_WIDTH / 2
  const room = width - 2 * CELL.padding
  const blocks = [cells.slice(0, 2), cells.slice(2, 4)].map(
    (row): Block => ({
      leading: STYLE.figure.leading - 1,
      stacks: row.map((cell, index) => ({ left: index * width + CELL.padding, lines: cellLines(flow, cell, room) })),
    }),
  )
  const height = blocks.reduce((sum, block) => sum + heightOf(block) + 2 * CELL.padding, 0)
  flow.keep(height + 8)
  flow.bookmarks.push({ title: 'Summary', page: flow.sheets.length - 1, top: flow.top + 6 })
  const box = { left: MARGIN.left, top: flow.top, width: TEXT_WIDTH, height }
  flow.sheet.fill('body', box, COLOR.tint)
  flow.sheet.frame('body', box, COLOR.rule)
  blocks.forEach((block, index) => {
    if (index > 0) flow.sheet.rule('body', MARGIN.left, flow.top, TEXT_WIDTH, COLOR.hairline)
    flow.top -= CELL.padding
    flow.place([block])
    flow.top -= CELL.padding
  })
}

function cellLines(flow: Flow, cell: SummaryCell, width: number) {
  const { type } = flow
  const figure: TextStyle = cell.alert ? { ...STYLE.figure, color: COLOR.alert } : STYLE.figure
  const notes = cell.notes.flatMap((note) => type.wrap(note, STYLE.body, width))
  return [
    { text: cell.label, style: STYLE.label },
    type.fit(cell.figure || NOT_REPORTED, figure, width),
    ...type.clamp(notes, CELL.lines - 2, width),
  ]
}
