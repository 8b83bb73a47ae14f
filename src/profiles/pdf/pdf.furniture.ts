import type { Flow } from './pdf.layout.js'
import type { Sheet } from './pdf.sheet.js'
import type { Tag } from './pdf.tags.js'
import { COLOR, MARGIN, PAGE, STYLE, TEXT_WIDTH } from './pdf.theme.js'
import type { Typesetter } from './pdf.typesetter.js'

/** What every page of a test document says. */
const TEST_BAND = 'TEST MODE – FICTIONAL DATA'

const RIGHT = PAGE.width - MARGIN.right

/** What is the same on every page of a document. */
export interface Furniture {
  /** Whether what it says is fictional. */
  isTest: boolean
  /** Of what or whom the document is. */
  title: string
  /** What tells it from others. */
  number: string
  /** How the publisher is reached. */
  contact: string
}

/** Head and foot of every page, once all pages are there. The band of page 1 belongs to the front. */
export function drawFurniture(flow: Flow, furniture: Furniture): void {
  const { type, sheets } = flow
  sheets.forEach((sheet, index) => {
    if (index > 0 && furniture.isTest) drawBand(type, sheet, null)
    if (index > 0) drawRunningHead(type, sheet, furniture)
    drawFoot(type, sheet, furniture, `Page ${index + 1} of ${sheets.length}`)
  })
}

/** Tint, frame and words: it stands out on paper and, on page 1, to a screen reader too. */
export function drawBand(type: Typesetter, sheet: Sheet, tag: Tag | null): void {
  const box = { left: MARGIN.left, top: PAGE.height - MARGIN.edge, width: TEXT_WIDTH, height: 15 }
  sheet.head.fill(box, COLOR.band)
  sheet.head.frame(box, COLOR.rule, 0.5)
  const width = type.width(TEST_BAND, STYLE.band)
  sheet.head.text(tag, { text: TEST_BAND, style: STYLE.band }, (PAGE.width - width) / 2, box.top - 2)
}

function drawRunningHead(type: Typesetter, sheet: Sheet, furniture: Furniture): void {
  const top = PAGE.height - 42
  const number = type.fit(furniture.number, STYLE.small, 120)
  const numberWidth = type.width(number.text, STYLE.small)
  sheet.head.text(null, type.fit(furniture.title, STYLE.label, TEXT_WIDTH - numberWidth - 12), MARGIN.left, top)
  sheet.head.text(null, number, RIGHT - numberWidth, top)
  sheet.head.rule(MARGIN.left, top - 12, TEXT_WIDTH, COLOR.hairline)
}

function drawFoot(type: Typesetter, sheet: Sheet, furniture: Furniture, page: string): void {
  const top = 48
  sheet.foot.rule(MARGIN.left, top + 4, TEXT_WIDTH, COLOR.hairline)
  const number = type.fit(furniture.number, STYLE.small, 120)
  const right = type.width(page, STYLE.label)
  const numberLeft = RIGHT - right - 14 - type.width(number.text, STYLE.small)
  sheet.foot.text(null, type.fit(furniture.contact, STYLE.small, numberLeft - MARGIN.left - 12), MARGIN.left, top)
  sheet.foot.text(null, number, numberLeft, top)
  sheet.foot.text(null, { text: page, style: STYLE.label }, RIGHT - right, top)
}
