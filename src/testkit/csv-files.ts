import { CsvScanner } from '../kernel/csv.scanner.js'
import { isNpi } from '../kernel/identifiers.js'
import type { CsvFormat, RowMapper } from '../sources/engine/csv.rows.js'
import type { RowOutcome } from '../sources/engine/source.loader.js'

/** Values of a row by the names of their columns; the others are empty. */
export type NamedValues = Readonly<Record<string, string>>

/** CSV of those rows, every value quoted. */
export function csvText(header: readonly string[], rows: readonly NamedValues[], lineEnd = '\n'): string {
  const line = (values: readonly string[]): string =>
    `${values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')}${lineEnd}`
  return [header, ...rows.map((row) => header.map((name) => row[name] ?? ''))].map(line).join('')
}

/** What a loader's header makes of the rows of a CSV file. */
export function outcomesOf<Part>(header: CsvFormat<Part>['header'], file: string | Buffer): RowOutcome<Part>[] {
  const outcomes: RowOutcome<Part>[] = []
  let mapper: RowMapper<Part> | undefined
  const scanner = new CsvScanner({ beginsRow: () => false, beginsRowBytes: 1 })
  const take = (row: Parameters<typeof header>[0]): void => {
    if (mapper === undefined) mapper = header(row)
    else outcomes.push(mapper.map(row))
  }
  scanner.push(Buffer.from(file), take)
  scanner.end(take)
  return outcomes
}

/** The `number`-th fictional NPI: it begins with 2, as no number that is in use does. */
export function fictionalNpi(number: number): string {
  const digits = String(299_000_000 + number)
  const npi = Array.from({ length: 10 }, (_, check) => `${digits}${check}`).find(isNpi)
  if (npi === undefined) throw new Error(`no NPI begins with ${digits}`)
  return npi
}
