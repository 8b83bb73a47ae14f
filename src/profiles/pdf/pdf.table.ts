import { asText } from './pdf.glyphs.js'
import { type Block, type Flow, heightOf, type Stack } from './pdf.layout.js'
import type { Tag } from './pdf.tags.js'
import { COLOR, STYLE, TEXT_WIDTH, type TextStyle } from './pdf.theme.js'
import type { Line, Typesetter } from './pdf.typesetter.js'

/** A column of a table: its head and its share of the width. */
export interface TableColumn {
  head: string
  share: number
  /** The first line of each cell stands out, and names the row to a screen reader. */
  strong?: boolean
  /** For amounts: every line ends at the right edge of the column. */
  alignedRight?: boolean
}

/** A row: one text per column (line breaks are kept; null for a cell that stays empty), then lines over the whole width. */
export interface TableRow {
  /** A word above the row that must not be overlooked. */
  label?: string
  cells: readonly (string | null)[]
  /** A total: all of its cells stand out. */
  strong?: boolean
  details?: readonly string[]
  /** Where it comes from; left out of what does not come from somebody else. */
  source?: string
}

/** A table; a single column without a head is none, but prints one paragraph after the other. */
export interface Table {
  /** Repeated above the head on further pages. */
  title: string
  columns: readonly TableColumn[]
  rows: readonly TableRow[]
}

/** A row made of lines, which gets its elements when it is drawn. */
interface RowLines {
  label: Line[]
  cells: Line[][]
  details: Line[][]
  source: Line[]
  height: number
}

const GUTTER = 8
const SEPARATION = 6

/** What prints where the source does not report an item. */
export const NOT_REPORTED = '–'

/** Draws a table over as many pages as it takes; `following` is the height that must stand below its last row. */
export function drawTable(flow: Flow, table: Table, following: number): void {
  const rows = table.rows.map((row) => rowLines(flow.type, table, row))
  const element = hasHead(table) ? flow.section.add('Table') : null
  drawHead(flow, table, element)
  flow.repeat = () => {
    flow.paragraph(flow.type.fit(`${table.title} (continued)`, STYLE.label, TEXT_WIDTH).text, STYLE.label, {
      tag: null,
    })
    flow.top -= 4
    drawHead(flow, table, null)
  }
  const body = element?.add('TBody') ?? null
  rows.forEach((row, index) => {
    const last = index === rows.length - 1
    // Neither the last row alone on a page, nor a page that begins with what follows the table.
    const beside = index > 0 && index === rows.length - 2 ? (rows[index + 1]?.height ?? 0) + SEPARATION : 0
    const height = row.height + beside + (last ? following : 0)
    if (index > 0) separate(flow, height)
    else flow.keep(height)
    flow.place(rowBlocks(flow, table, row, body))
  })
  flow.repeat = undefined
}

/** Height that should stay together with the heading above the table: its head and its first row. */
export function tableStart(flow: Flow, table: Table): number {
  const [first] = table.rows
  const row = first === undefined ? 0 : rowLines(flow.type, table, first).height
  const head = hasHead(table) ? STYLE.label.leading + 4 : 0
  return Math.min(head + row + 6, 220)
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

/** The heads of the columns: of the table's element the first time, without one when they are repeated. */
function drawHead(flow: Flow, table: Table, element: Tag | null): void {
  if (!hasHead(table)) return
  const row = element?.add('THead').add('TR') ?? null
  const stacks = placesOf(table).map(({ column, left, width }) => ({
    ...edgesOf(column, left, width),
    lines: flow.type.wrap(column.head, STYLE.label, width),
    tag: row?.add('TH', { scope: 'Column' }) ?? null,
  }))
  flow.place([{ leading: STYLE.label.leading, stacks }])
  flow.ruleBelow(COLOR.hairline)
  flow.top -= 2
}

function rowLines(type: Typesetter, table: Table, row: TableRow): RowLines {
  const full = (text: string, style: TextStyle) => type.wrap(text, style, TEXT_WIDTH)
  const lines = {
    label: row.label === undefined ? [] : full(row.label, STYLE.alert),
    cells: placesOf(table).map(({ column, width }, index) => {
      const cell = row.cells[index]
      const strong = column.strong === true || row.strong === true
      return cell === null ? [] : cellLines(type, asText(cell), strong, width)
    }),
    details: (row.details ?? []).map((detail) => full(detail, STYLE.body)),
    source: full(row.source ?? '', STYLE.small),
  }
  const height = heightOf([
    ...[lines.label, ...lines.details].map((text) => blockOf(STYLE.body, text, null)),
    { leading: STYLE.body.leading, stacks: lines.cells.map((cell) => ({ left: 0, lines: cell, tag: null })) },
    blockOf(STYLE.small, lines.source, null),
  ])
  return { ...lines, height }
}

function rowBlocks(flow: Flow, table: Table, row: RowLines, body: Tag | null): Block[] {
  const places = placesOf(table)
  const span = { span: places.length }
  const above = row.label.length > 0 ? body?.add('TR').add('TD', span) : undefined
  const cells = body?.add('TR')
  const hasBelow = row.details.length > 0 || row.source.length > 0
  const below = hasBelow ? body?.add('TR').add('TD', span) : undefined
  const paragraph = (parent: Tag | undefined) => (parent ?? flow.section).add('P')
  return [
    ...(row.label.length > 0 ? [blockOf(STYLE.alert, row.label, paragraph(above))] : []),
    {
      leading: STYLE.body.leading,
      stacks: row.cells.map((lines, index) => {
        const { column, left, width } = places[index] ?? { column: undefined, left: 0, width: 0 }
        const names = column?.strong === true && index === 0
        const tag = names ? cells?.add('TH', { scope: 'Row' }) : cells?.add('TD')
        return { ...edgesOf(column, left, width), lines, tag: tag ?? flow.section.add('P') }
      }),
    },
    ...row.details.map((lines) => blockOf(STYLE.body, lines, paragraph(below))),
    ...(row.source.length > 0 ? [blockOf(STYLE.small, row.source, paragraph(below))] : []),
  ]
}

function edgesOf(column: TableColumn | undefined, left: number, width: number): Pick<Stack, 'left' | 'right'> {
  return column?.alignedRight === true ? { left, right: left + width } : { left }
}

function blockOf(style: TextStyle, lines: readonly Line[], tag: Tag | null): Block {
  return { leading: style.leading, stacks: [{ left: 0, lines, tag }] }
}

function cellLines(type: Typesetter, cell: string, strong: boolean, width: number): Line[] {
  const [first = '', ...rest] = cell.split('\n').filter((part) => type.clean(part) !== '')
  if (type.clean(first) === '') return [{ text: NOT_REPORTED, style: STYLE.quiet }]
  const lines = type.wrap(first, strong ? STYLE.strong : STYLE.body, width)
  return [...lines, ...type.wrap(rest.join('\n'), STYLE.body, width)]
}

function placesOf({ columns }: Table): { column: TableColumn; left: number; width: number }[] {
  const shares = columns.reduce((sum, column) => sum + column.share, 0)
  let left = 0
  return columns.map((column, index) => {
    const share = (TEXT_WIDTH * column.share) / shares
    const place = { column, left, width: index === columns.length - 1 ? share : share - GUTTER }
    left += share
    return place
  })
}
