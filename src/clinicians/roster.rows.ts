import { isUtf8 } from 'node:buffer'
import { BulkFileError } from '../bulk/bulk.handler.js'
import { type CsvProblem, type CsvRow, CsvScanner } from '../kernel/csv.scanner.js'
import { LineScanner } from '../kernel/line.scanner.js'
import { notTextOf } from '../kernel/text-kind.js'
import {
  faultyRow,
  ROSTER_COLUMNS,
  type RosterColumn,
  type RosterRow,
  rosterColumn,
  rosterRow,
} from './roster.columns.js'

/** A longer row is no row of a roster: most likely a quote was never closed. */
const MAX_ROW_BYTES = 65_536

const BYTE_ORDER_MARK = '\uFEFF'

/**
 * The rows of a roster, a group for each chunk of the file. A row that is wrong says so, and the others are read.
 * @throws BulkFileError for a file that is no roster
 */
export async function* rosterRows(
  file: AsyncIterable<Buffer>,
  contentType: string,
): AsyncGenerator<readonly RosterRow[], void, void> {
  const reader = contentType === 'text/csv' ? new CsvRoster() : new JsonLinesRoster()
  let isFirst = true
  for await (const chunk of file) {
    const isInstead = isFirst ? notTextOf(chunk.subarray(0, 4096)) : null
    if (isInstead !== null) throw new BulkFileError('WRONG_ENCODING', `expected text in UTF-8, got ${isInstead}`)
    isFirst = false
    yield reader.push(chunk)
  }
  yield reader.end()
}

const KNOWN = ROSTER_COLUMNS.filter((column) => column !== 'reference').join(', ')

class CsvRoster {
  readonly #scanner = new CsvScanner({ beginsRow: () => false, beginsRowBytes: 0, maxRowBytes: MAX_ROW_BYTES })
  /** By position; null before the header was read. */
  #columns: (RosterColumn | null)[] | null = null
  #rows: RosterRow[] = []

  push(chunk: Buffer): RosterRow[] {
    this.#scanner.push(chunk, (row) => this.#take(row))
    return this.#taken()
  }

  end(): RosterRow[] {
    this.#scanner.end((row) => this.#take(row))
    return this.#taken()
  }

  #taken(): RosterRow[] {
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
    if (this.#columns === null) this.#columns = columnsOf(row)
    else this.#rows.push(csvRow(row, this.#columns))
  }
}

function columnsOf(header: CsvRow): (RosterColumn | null)[] {
  const columns = Array.from({ length: header.count }, (_, index) => rosterColumn(header.text(index)))
  if (!columns.some((column) => column !== null && column !== 'reference')) {
    // Not what came instead: without a header, that is somebody's name.
    const message = `expected a header with at least one of the columns ${KNOWN}, separated by commas, got ${header.count} others`
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

function csvRow(row: CsvRow, columns: readonly (RosterColumn | null)[]): RosterRow {
  if (row.problem !== null) return faultyRow(null, CSV_PROBLEMS[row.problem] ?? row.problem)
  if (row.count !== columns.length) return faultyRow(null, `expected ${columns.length} values, got ${row.count}`)
  return rosterRow(valuesOf((column) => row.text(columns.indexOf(column))))
}

class JsonLinesRoster {
  readonly #lines = new LineScanner(MAX_ROW_BYTES)
  #isFirst = true
  #rows: RosterRow[] = []

  push(chunk: Buffer): RosterRow[] {
    this.#lines.push(chunk, (bytes, line) => this.#take(bytes, line))
    return this.#taken()
  }

  end(): RosterRow[] {
    this.#lines.end((bytes, line) => this.#take(bytes, line))
    return this.#taken()
  }

  #taken(): RosterRow[] {
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
    const object = text === undefined ? null : objectOf(text)
    if (this.#isFirst) assertRoster(object)
    this.#isFirst = false
    this.#rows.push(object === null ? faultyRow(null, 'expected one JSON object on a line') : jsonRow(object))
  }
}

/** By the columns' names. */
type JsonObject = ReadonlyMap<RosterColumn, unknown>

/** Null for what is no JSON object. */
function objectOf(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
    const known = Object.entries(value).map(([name, one]) => [rosterColumn(name), one] as const)
    return new Map(known.filter((entry): entry is [RosterColumn, unknown] => entry[0] !== null))
  } catch {
    return null
  }
}

function assertRoster(first: JsonObject | null): void {
  if (first === null) throw new BulkFileError('MALFORMED_FILE', 'expected JSON Lines, one object on each line')
  if ([...first.keys()].some((column) => column !== 'reference')) return
  throw new BulkFileError('NO_KNOWN_COLUMN', `expected objects with at least one of ${KNOWN}`)
}

function jsonRow(object: JsonObject): RosterRow {
  for (const [column, value] of object) {
    if (value !== null && typeof value !== 'string') return faultyRow(column, 'expected a text in quotes')
  }
  return rosterRow(valuesOf((column) => (object.get(column) as string | null | undefined) ?? ''))
}

/** What is not empty, without blanks around it. */
function valuesOf(textOf: (column: RosterColumn) => string): Partial<Record<RosterColumn, string>> {
  const given = ROSTER_COLUMNS.map((column) => [column, textOf(column).trim()] as const)
  return Object.fromEntries(given.filter(([, text]) => text !== ''))
}

function notUtf8(line: number): BulkFileError {
  return new BulkFileError('WRONG_ENCODING', `expected text in UTF-8, got something else on line ${line}`)
}
