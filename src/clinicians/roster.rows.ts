import { isUtf8 } from 'node:buffer'
import { BulkFileError } from '../bulk/bulk.handler.js'
import { type CsvProblem, type CsvRow, CsvScanner } from '../kernel/csv.scanner.js'
import { LineScanner } from '../kernel/line.scanner.js'
import { notTextOf } from '../kernel/text-kind.js'
import { columnNamed } from './roster.columns.js'

/** A longer row is no row of a roster: most likely a quote was never closed. */
const MAX_ROW_BYTES = 65_536

const BYTE_ORDER_MARK = '\uFEFF'

/** What a row says; what it leaves empty is left out. */
export type ValuesOf<Column extends string> = Readonly<Partial<Record<Column, string>>>

/** What the rosters of one kind say of clinicians, and what is made of it. */
export interface RosterForm<Column extends string, Row> {
  /** Columns, and names in JSON objects; others are ignored, so that they never get into a result. */
  columns: readonly Column[]
  /** A file that has none of these is no roster. */
  telling: readonly Column[]
  rowOf(values: ValuesOf<Column>): Row
  /** A row that cannot even be read. */
  faultyRow(column: Column | null, message: string): Row
}

/**
 * The rows of a roster, a group for each chunk of the file. A row that is wrong says so, and the others are read.
 * @throws BulkFileError for a file that is no roster
 */
export async function* rosterRows<Column extends string, Row>(
  form: RosterForm<Column, Row>,
  file: AsyncIterable<Buffer>,
  contentType: string,
): AsyncGenerator<readonly Row[], void, void> {
  const reader = contentType === 'text/csv' ? new CsvRoster(form) : new JsonLinesRoster(form)
  let isFirst = true
  for await (const chunk of file) {
    const isInstead = isFirst ? notTextOf(chunk.subarray(0, 4096)) : null
    if (isInstead !== null) throw new BulkFileError('WRONG_ENCODING', `expected text in UTF-8, got ${isInstead}`)
    isFirst = false
    yield reader.push(chunk)
  }
  yield reader.end()
}

class CsvRoster<Column extends string, Row> {
  readonly #scanner = new CsvScanner({ beginsRow: () => false, beginsRowBytes: 0, maxRowBytes: MAX_ROW_BYTES })
  /** By position; null before the header was read. */
  #columns: (Column | null)[] | null = null
  #rows: Row[] = []

  constructor(private readonly form: RosterForm<Column, Row>) {}

  push(chunk: Buffer): Row[] {
    this.#scanner.push(chunk, (row) => this.#take(row))
    return this.#taken()
  }

  end(): Row[] {
    this.#scanner.end((row) => this.#take(row))
    return this.#taken()
  }

  #taken(): Row[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  #take(row: CsvRow): void {
    if (row.encoding === 'ISO-8859-1') throw notUtf8(row.line)
    // What follows is part of a value that never ends: to go on would lose it without a word.
    if (row.problem === 'UNBALANCED_QUOTE' || row.problem === 'ROW_TOO_LONG') {
      const message = `expected CSV, got a row that has no end within ${MAX_ROW_BYTES} bytes: line ${row.line}; is a quote not closed?`
      throw new BulkFileError('MALFORMED_FILE', message)
    }
    if (this.#columns === null) this.#columns = columnsOf(this.form, row)
    else this.#rows.push(csvRow(this.form, row, this.#columns))
  }
}

function columnsOf<Column extends string>(
  { columns: known, telling }: Pick<RosterForm<Column, unknown>, 'columns' | 'telling'>,
  header: CsvRow,
): (Column | null)[] {
  const columns = Array.from({ length: header.count }, (_, index) => columnNamed(known, header.text(index)))
  if (!columns.some((column) => column !== null && telling.includes(column))) {
    // Not what came instead: without a header, that is somebody's name.
    const message = `expected a header with at least one of the columns ${telling.join(', ')}, separated by commas, got ${header.count} others`
    throw new BulkFileError('NO_KNOWN_COLUMN', message)
  }
  const twice = columns.find((column, index) => column !== null && columns.indexOf(column) !== index)
  if (twice != null) throw new BulkFileError('MALFORMED_FILE', `expected the column ${twice} once, got it twice`)
  return columns
}

const CSV_PROBLEMS: Readonly<Partial<Record<CsvProblem, string>>> = {
  STRAY_QUOTE: 'expected quotes around whole values only, and doubled within them',
  NUL_BYTE: 'expected text without NUL bytes',
}

function csvRow<Column extends string, Row>(
  form: RosterForm<Column, Row>,
  row: CsvRow,
  columns: readonly (Column | null)[],
): Row {
  if (row.problem !== null) return form.faultyRow(null, CSV_PROBLEMS[row.problem] ?? row.problem)
  if (row.count !== columns.length) return form.faultyRow(null, `expected ${columns.length} values, got ${row.count}`)
  return form.rowOf(valuesOf(form.columns, (column) => row.text(columns.indexOf(column))))
}

class JsonLinesRoster<Column extends string, Row> {
  readonly #lines = new LineScanner(MAX_ROW_BYTES)
  #isFirst = true
  #rows: Row[] = []

  constructor(private readonly form: RosterForm<Column, Row>) {}

  push(chunk: Buffer): Row[] {
    this.#lines.push(chunk, (bytes, line) => this.#take(bytes, line))
    return this.#taken()
  }

  end(): Row[] {
    this.#lines.end((bytes, line) => this.#take(bytes, line))
    return this.#taken()
  }

  #taken(): Row[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  #take(bytes: Buffer | null, line: number): void {
    if (bytes !== null && !isUtf8(bytes)) throw notUtf8(line)
    const text = bytes
      ?.toString()
      .replace(line === 1 ? BYTE_ORDER_MARK : '', '')
      .trim()
    if (text === '') return
    const { form } = this
    const object = text === undefined ? null : objectOf(form.columns, text)
    if (this.#isFirst) assertRoster(form.telling, object)
    this.#isFirst = false
    this.#rows.push(
      object === null ? form.faultyRow(null, 'expected one JSON object on a line') : jsonRow(form, object),
    )
  }
}

/** By the columns' names. */
type JsonObject<Column> = ReadonlyMap<Column, unknown>

/** Null for what is no JSON object. */
function objectOf<Column extends string>(columns: readonly Column[], text: string): JsonObject<Column> | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
    const known = Object.entries(value).map(([name, one]) => [columnNamed(columns, name), one] as const)
    return new Map(known.filter((entry): entry is [Column, unknown] => entry[0] !== null))
  } catch {
    return null
  }
}

function assertRoster<Column extends string>(telling: readonly Column[], first: JsonObject<Column> | null): void {
  if (first === null) throw new BulkFileError('MALFORMED_FILE', 'expected JSON Lines, one object on each line')
  if (telling.some((column) => first.has(column))) return
  throw new BulkFileError('NO_KNOWN_COLUMN', `expected objects with at least one of ${telling.join(', ')}`)
}

function jsonRow<Column extends string, Row>(form: RosterForm<Column, Row>, object: JsonObject<Column>): Row {
  for (const [column, value] of object) {
    if (value !== null && typeof value !== 'string') return form.faultyRow(column, 'expected a text in quotes')
  }
  return form.rowOf(valuesOf(form.columns, (column) => (object.get(column) as string | null | undefined) ?? ''))
}

/** What is not empty, without blanks around it. */
function valuesOf<Column extends string>(
  columns: readonly Column[],
  textOf: (column: Column) => string,
): ValuesOf<Column> {
  const given = columns.map((column) => [column, textOf(column).trim()] as const)
  return Object.fromEntries(given.filter(([, text]) => text !== '')) as ValuesOf<Column>
}

function notUtf8(line: number): BulkFileError {
  return new BulkFileError('WRONG_ENCODING', `expected text in UTF-8, got something else on line ${line}`)
}
