import { type CsvRow, CsvScanner } from '../../kernel/csv.scanner.js'
import { LoadError } from '../load.error.js'
import type { SourceFile } from './source.file.js'
import type { ReadRow, RowOutcome } from './source.loader.js'

/** What a loader makes of the rows below a header that it has understood. */
export interface RowMapper<Part> {
  /** What the row is; it can be read and has as many values as the header. The row is gone afterwards. */
  map(row: CsvRow): RowOutcome<Part>
  /** A public number of the record, for the reject file, from a row that may be broken; '' if there is none in it. */
  publicKey?(row: CsvRow): string
  /** The record's key in a row that is broken, if it can still be told; so that it does not count as vanished. */
  keyOf?(row: CsvRow): string | undefined
}

export interface CsvFormat<Part> {
  /** What the file should be: `the NPPES main file (npidata_pfile_….csv)`. */
  expected: string
  /** Reads the first row; throws a `LoadError` if it is not the header of such a file. */
  header(row: CsvRow): RowMapper<Part>
  /** See `CsvScannerOptions.beginsRow`; without it, a quote that is never closed swallows what follows. */
  beginsRow?: (bytes: Buffer, offset: number) => boolean
  /** How many bytes `beginsRow` must have in view. */
  beginsRowBytes?: number
}

/**
 * The rows of a CSV file with a header, a group for each chunk of the file. A row that is no CSV, or has not as many
 * values as the header, is rejected and the others are read; a file that ends within a row was cut off, and what is not
 * in it may be missing for that reason alone: a `LoadError`.
 */
export async function* csvRows<Part>(file: SourceFile, format: CsvFormat<Part>): AsyncGenerator<ReadRow<Part>[]> {
  file.assertText()
  const { beginsRow = () => false, beginsRowBytes = 1 } = format
  const scanner = new CsvScanner({ beginsRow, beginsRowBytes })
  const reader = new CsvReader(file, format)
  const onRow = (row: CsvRow): void => reader.take(row)
  let endsLine = false
  for await (const chunk of file.chunks()) {
    scanner.push(chunk, onRow)
    endsLine = chunk[chunk.length - 1] === LF
    const rows = reader.taken()
    if (rows.length > 0) yield rows
  }
  scanner.end(onRow)
  reader.assertWhole(endsLine)
  const rows = reader.taken()
  if (rows.length > 0) yield rows
}

const LF = 0x0a

class CsvReader<Part> {
  #mapper: RowMapper<Part> | undefined
  #columns = 0
  #rows: ReadRow<Part>[] = []
  #last: { line: number; fault: string | null } | undefined

  constructor(
    readonly file: SourceFile,
    readonly format: CsvFormat<Part>,
  ) {}

  taken(): ReadRow<Part>[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  take(row: CsvRow): void {
    if (row.encoding !== 'ASCII') this.file.noteEncoding(row.encoding)
    if (this.#mapper === undefined) {
      this.#mapper = this.#readHeader(row)
      return
    }
    const fault = row.problem ?? (row.count === this.#columns ? null : 'WRONG_COLUMN_COUNT')
    this.#last = { line: row.line, fault }
    const outcome = fault === null ? this.#mapper.map(row) : rejected(this.#mapper, row, fault)
    this.#rows.push({ line: row.line, outcome })
  }

  /** The end of the file has come: a broken row that no line end follows was cut off. */
  assertWhole(endsLine: boolean): void {
    const { expected } = this.format
    if (this.#last === undefined) {
      throw new LoadError(`The file ${this.file.path} has no rows, only a header at most; expected ${expected}.`)
    }
    if (!endsLine && this.#last.fault !== null) {
      throw new LoadError(
        `The file ${this.file.path} ends in the middle of the row of line ${this.#last.line}: it was cut off; expected ${expected}.`,
      )
    }
  }

  #readHeader(row: CsvRow): RowMapper<Part> {
    if (row.problem !== null) {
      throw new LoadError(
        `The first line of ${this.file.path} is no CSV header (${row.problem}); expected ${this.format.expected}.`,
      )
    }
    this.#columns = row.count
    return this.format.header(row)
  }
}

function rejected<Part>(mapper: RowMapper<Part>, row: CsvRow, reason: string): RowOutcome<Part> {
  const key = mapper.keyOf?.(row)
  const publicKey = mapper.publicKey?.(row) ?? ''
  return key === undefined ? { rejected: reason, publicKey } : { rejected: reason, publicKey, key }
}
