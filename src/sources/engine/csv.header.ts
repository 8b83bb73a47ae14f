import type { CsvRow } from '../../kernel/csv.scanner.js'
import { LoadError } from '../load.error.js'

/** Missing columns that an error names; it counts the others. */
const NAMED_COLUMNS = 5

/**
 * Finds the columns of a CSV file by their names, without regard to case and repeated blanks: their number and order
 * change over the years, and so do some names. First ask for all columns, then `check()`.
 */
export class CsvHeader {
  readonly #positions = new Map<string, number>()
  readonly #missing: string[] = []

  /** `expected` says what the file should be. */
  constructor(
    readonly row: CsvRow,
    readonly expected: string,
  ) {
    // The first of two columns of one name, as every reader by name has it.
    for (let i = row.count - 1; i >= 0; i--) this.#positions.set(normalized(row.text(i)), i)
  }

  /** Position of the column of the first of these names that the file has; a file without any of them is refused. */
  column(...names: readonly [string, ...string[]]): number {
    const position = this.optional(...names)
    if (position === -1) this.#missing.push(names[0])
    return position
  }

  /** Position of the column of the first of these names that the file has; -1, where every row is empty, if none. */
  optional(...names: readonly string[]): number {
    for (const name of names) {
      const position = this.#positions.get(normalized(name))
      if (position !== undefined) return position
    }
    return -1
  }

  /** Throws a `LoadError` that names what is missing, and what the file is if `explain` knows it by a column. */
  check(explain?: (header: CsvHeader) => string | null): void {
    if (this.#missing.length === 0) return
    const other = explain?.(this) ?? null
    if (other !== null) throw new LoadError(`This is ${other}; expected ${this.expected}.`)
    const named = this.#missing.slice(0, NAMED_COLUMNS).map((name) => `"${name}"`)
    const more = this.#missing.length > named.length ? ` and ${this.#missing.length - named.length} more` : ''
    throw new LoadError(
      `The first line, of ${this.row.count} columns, is not the header of the file; expected ${this.expected}. ` +
        `Missing columns: ${named.join(', ')}${more}.`,
    )
  }
}

function normalized(name: string): string {
  return name.replace(/\s+/g, ' ').trim().toLowerCase()
}
