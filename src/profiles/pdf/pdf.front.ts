import type { ProfileSections } from '../profile.content.js'
import { type DocumentHeader, type ProfileDocument, verificationUrl } from '../profile.document.js'
import { codeBoxes } from './pdf.code.js'
import { drawBand } from './pdf.furniture.js'
import type { Flow, Stack } from './pdf.layout.js'
import type { Sheet } from './pdf.sheet.js'
import { summaryCells } from './pdf.summary.js'
import { drawSummary } from './pdf.summary-box.js'
import { NOT_REPORTED } from './pdf.table.js'
import { instant, personName, webAddress } from './pdf.text.js'
import { COLOR, MARGIN, PAGE, STYLE, TEXT_WIDTH } from './pdf.theme.js'
import { PRODUCT_TITLES } from './pdf.words.js'

const CODE = { size: 64, caption: 'Scan to verify', gap: 9 } as const
const FACTS_PER_ROW = 3

/** The legal name under which the document runs; the first name of all if no source says which one is legal. */
export function legalName(sections: ProfileSections): string {
  const names = (sections.NAMES?.elements ?? []).map((element) => element.value)
  const name = names.find((value) => value.type === 'LEGAL') ?? names[0]
  return (name === undefined ? '' : personName(name)) || 'Name not reported'
}

/** The upper part of page 1: publisher, title, name, code, facts of the order (section 0), summary. */
export function drawFront(flow: Flow, document: ProfileDocument, sections: ProfileSections): void {
  const { header, publisher } = document
  const width = TEXT_WIDTH - CODE.size - 30
  const { sheet, top } = flow
  if (header.mode === 'TEST') drawBand(flow.type, sheet, flow.root.add('P'))
  flow.paragraph(publisher.name, STYLE.publisher, { width })
  flow.paragraph((publisher.addressLines ?? []).join(', '), STYLE.small, { width })
  flow.gap(16)
  flow.paragraph(PRODUCT_TITLES[header.product], STYLE.title, { width, tag: 'H1' })
  flow.gap(1)
  flow.paragraph(legalName(sections), STYLE.name, { width })
  const bottomOfCode = drawCode(flow, sheet, top, verificationUrl(document))
  // An extremely long name may have left page 1, and with it the code.
  if (flow.sheet === sheet) flow.top = Math.min(flow.top, bottomOfCode)
  flow.gap(5)
  flow.ruleBelow(COLOR.accent, 1)
  flow.gap(8)
  drawFacts(flow, factsOf(header))
  flow.gap(5)
  drawSummary(flow, summaryCells(document, sections))
}

/** The code in the upper right corner; returns the lower edge of its caption, or the top if there is none. */
function drawCode(flow: Flow, sheet: Sheet, top: number, address: string): number {
  const url = webAddress(address)
  const box = { left: PAGE.width - MARGIN.right - CODE.size, top, width: CODE.size, height: CODE.size }
  const modules = url === null ? null : codeBoxes(url, box)
  if (url === null || modules === null) return top
  const link = flow.root.add('P').add('Link')
  const figure = link.add('Figure', { alt: `QR code that opens ${url}`, box })
  sheet.body.fillAll(figure, modules, COLOR.ink)
  const caption = { text: CODE.caption, style: STYLE.small }
  const indent = (CODE.size - flow.type.width(caption.text, caption.style)) / 2
  sheet.body.text(link, caption, box.left + indent, top - CODE.size - CODE.gap)
  const height = CODE.size + CODE.gap + STYLE.small.leading
  sheet.link(link, { url, box: { ...box, height } })
  return top - height
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

/** Labels with their values, three beside one another. */
export function drawFacts(flow: Flow, facts: readonly (readonly [label: string, value: string])[]): void {
  const width = TEXT_WIDTH / FACTS_PER_ROW
  const list = flow.root.add('L')
  for (let from = 0; from < facts.length; from += FACTS_PER_ROW) {
    const stacks = facts.slice(from, from + FACTS_PER_ROW).flatMap(([label, value], index): Stack[] => {
      const item = list.add('LI')
      const left = index * width
      return [
        { left, lines: [{ text: label, style: STYLE.label }], tag: item.add('Lbl') },
        { left, skip: 1, lines: factLines(flow, value, width - 10), tag: item.add('LBody') },
      ]
    })
    flow.place([{ leading: STYLE.strong.leading, stacks }])
    flow.gap(5)
  }
}

function factLines(flow: Flow, value: string, width: number) {
  const lines = flow.type.wrap(value, STYLE.strong, width)
  return lines.length > 0 ? lines : [{ text: NOT_REPORTED, style: STYLE.quiet }]
}
