import { type Block, type Flow, heightOf, type Stack } from './pdf.layout.js'
import type { SummaryCell } from './pdf.summary.js'
import { NOT_REPORTED } from './pdf.table.js'
import type { Tag } from './pdf.tags.js'
import { COLOR, MARGIN, STYLE, TEXT_WIDTH, type TextStyle } from './pdf.theme.js'

const TITLE = 'Summary'
const CELL = { padding: 9, leading: 12.2, notes: 4, bar: 3 } as const
const WIDTH = TEXT_WIDTH / 2
const ROOM = WIDTH - 2 * CELL.padding

/** The answers that a reader looks for first, in a box of two rows of two, on one page. */
export function drawSummary(flow: Flow, cells: readonly SummaryCell[]): void {
  const section = flow.root.add('Sect')
  const title = section.add('H2')
  const list = section.add('L')
  const rows = [cells.slice(0, 2), cells.slice(2, 4)].map((row) => ({
    block: cellBlock(flow, row, list),
    alerts: row.map((cell) => cell.alert === true),
  }))
  const height = rows.reduce((sum, { block }) => sum + heightOf([block]) + 2 * CELL.padding, 0)
  flow.keep(STYLE.heading.leading + 3 + height + 8)
  flow.bookmarks.push({ title: TITLE, page: flow.sheets.length - 1, top: flow.top + 6 })
  const heading = { left: 0, lines: [{ text: TITLE, style: STYLE.heading }], tag: title }
  flow.place([{ leading: STYLE.heading.leading, stacks: [heading] }])
  flow.top -= 3
  const ink = flow.sheet.body
  const box = { left: MARGIN.left, top: flow.top, width: TEXT_WIDTH, height }
  ink.fill(box, COLOR.tint)
  ink.frame(box, COLOR.rule)
  rows.forEach(({ block, alerts }, index) => {
    const { top } = flow
    const rowHeight = heightOf([block]) + 2 * CELL.padding
    if (index > 0) ink.rule(MARGIN.left, top, TEXT_WIDTH, COLOR.hairline)
    ink.fill({ left: MARGIN.left + WIDTH, top, width: 0.5, height: rowHeight }, COLOR.hairline)
    alerts.forEach((alert, column) => {
      const bar = { left: MARGIN.left + column * WIDTH, top, width: CELL.bar, height: rowHeight }
      if (alert) ink.fill(bar, COLOR.alert)
    })
    flow.top -= CELL.padding
    flow.place([block])
    flow.top -= CELL.padding
  })
}

/** A row of cells: each its label, its answer, and what the answer rests on. */
function cellBlock(flow: Flow, cells: readonly SummaryCell[], list: Tag): Block {
  const { type } = flow
  const stacks = cells.flatMap((cell, index): Stack[] => {
    const item = list.add('LI')
    const left = index * WIDTH + CELL.padding
    const figure: TextStyle = cell.alert ? { ...STYLE.figure, color: COLOR.alert } : STYLE.figure
    const notes = cell.notes.flatMap((note) => type.wrap(note, STYLE.body, ROOM))
    const lines = [type.fit(cell.figure || NOT_REPORTED, figure, ROOM), ...type.clamp(notes, CELL.notes, ROOM)]
    return [
      { left, lines: [{ text: cell.label, style: STYLE.label }], tag: item.add('Lbl') },
      { left, skip: 1, lines, tag: item.add('LBody') },
    ]
  })
  return { leading: CELL.leading, stacks }
}
