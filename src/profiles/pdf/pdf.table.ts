import { asText } from './pdf.glyphs.js'
import { type Block, type Flow, heightOf, type Stack } from './pdf.layout.js'
import { COLOR, STYLE, TEXT_WIDTH } from './pdf.theme.js'
import type { Line, Typesetter } from './pdf.typesetter.js'

/** A column of a table: its head and its share of the width. */
export interface TableColumn {
  head: string
  share: number
  /** The first line of each cell stands out. */
  strong?: boolean
}

/** A row: one text per column (line breaks are kept), then lines over the whole width. */
export interface TableRow {
  /** A word above the row that must not be overlooked. */
  label?: string
  cells: readonly string[]
  details: readonly string[]
  /** Where it comes from. */
  source: string
}

/** A table; a single column without a head prints none. */
export interface Table {
  /** Repeated above the head on further pages. */
  title: string
  columns: readonly TableColumn[]
  rows: readonly TableRow[]
}

const GUTTER = 8
const SEPARATION = 6

/** What prints where the source does not report an item. */
export const NOT_REPORTED = '–'

/** Height that should stay together with the heading above the table: its head and its first row. */
export function tableStart(flow: Flow, table: Table): number {
  const first = table.rows[0]
  const row =
    first === undefined ? 0 : rowBlocks(flow.type, table, first).reduce((sum, block) => sum + heightOf(block), 0)
  return Math.min(headHeight(table) + row + 6, 220)
}

/** Draws a table, over as many pages as it takes. */
export function drawTable(flow: Flow, table: Table): void {
  drawHead(flow, table)
  flow.repeat = () => {
    flow.paragraph(flow.type.fit(`${table.title} (continued)`, STYLE.label, TEXT_WIDTH).text, STYLE.label)
    flow.top -= 4
    drawHead(flow, table)
  }
  table.rows.forEach((row, index) => {
    const blocks = rowBlocks(flow.type, table, row)
    if (index > 0)
      separate(
        flow,
        blocks.reduce((sum, block) => sum + heightOf(block), 0),
      )
    flow.place(blocks)
  })
  flow.repeat = undefined
}

/** A hairline between two rows of a page; none where the next row starts a page. */
function separate(flow: Flow, nextHeight: number): void {
  const { sheet } = flow
  flow.keep(nextHeight + SEPARATION)
  if (flow.sheet !== sheet || flow.room < STYLE.body.leading + SEPARATION) return
  flow.top -= 1.5
  flow.ruleBelow(COLOR.hairline, 0.4)
  flow.top -= 2.5
}

function hasHead(table: Table): boolean {
  return table.columns.some((column) => column.head !== '')
}

function headHeight(table: Table): number {
  return hasHead(table) ? STYLE.label.leading + 4 : 0
}

function drawHead(flow: Flow, table: Table): void {
  if (!hasHead(table)) return
  const cells = table.columns.map((column) => column.head)
  const stacks = stacksOf(table, cells, (head, _column, width) => flow.type.wrap(head, STYLE.label, width))
  flow.place([{ leading: STYLE.label.leading, stacks }])
  flow.ruleBelow(COLOR.hairline)
  flow.top -= 2
}

function rowBlocks(type: Typesetter, table: Table, row: TableRow): Block[] {
  const blocks: Block[] = []
  const full = (text: string, style: (typeof STYLE)[keyof typeof STYLE]) => {
    blocks.push({ leading: style.leading, stacks: [{ left: 0, lines: type.wrap(text, style, TEXT_WIDTH) }] })
  }
  if (row.label !== undefined) full(row.label, STYLE.alert)
  blocks.push({
    leading: STYLE.body.leading,
    stacks: stacksOf(table, row.cells, (cell, column, width) => cellLines(type, cell, column, width)),
  })
  for (const detail of row.details) full(detail, STYLE.body)
  full(row.source, STYLE.small)
  return blocks
}

function cellLines(type: Typesetter, cell: string, column: TableColumn, width: number): Line[] {
  const [first = '', ...rest] = cell.split('\n').filter((part) => type.clean(part) !== '')
  if (type.clean(first) === '') return [{ text: NOT_REPORTED, style: STYLE.quiet }]
  const lines = type.wrap(first, column.strong ? STYLE.strong : STYLE.body, width)
  return [...lines, ...type.wrap(rest.join('\n'), STYLE.body, width)]
}

function stacksOf(
  table: Table,
  cells: readonly string[],
  lines: (cell: string, column: TableColumn, width: number) => Line[],
): Stack[] {
  const shares = table.columns.reduce((sum, column) => sum + column.share, 0)
  let left = 0
  return table.columns.map((column, index) => {
    const width = (TEXT_WIDTH * column.share) / shares
    const last = index === table.columns.length - 1
    const stack = { left, lines: lines(asText(cells[index]), column, last ? width : width - GUTTER) }
    left += width
    return stack
  })
}
