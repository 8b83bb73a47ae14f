import type { CsvRow } from '../../kernel/csv.scanner.js'
import { invariant } from '../../kernel/errors.js'
import { csvRows, type RowMapper } from '../engine/csv.rows.js'
import type { RowOutcome, SourceLoader } from '../engine/source.loader.js'
import { columnsBy, findColumns, NPPES_MAIN_FILE, type NppesColumns } from './nppes.columns.js'
import { rememberingDeactivations } from './nppes.deactivation-memory.js'
import { nppesNameTells } from './nppes.file-name.js'
import { NPPES, recordDates, refusalOf, toDirectoryEntry } from './nppes.record.js'
import { npiNumber, type RowValues, SeenNpis } from './nppes.values.js'

/**
 * What is staged of a row: the values of the columns that we read, without the empty ones at the end. A seventh of what
 * the directory is told of it, which is made of it only if it has changed.
 */
type NppesPart = readonly string[]

/** Counted up when the mapping changes, so that every row differs from what was applied and is mapped anew. */
const MAPPING_VERSION = '1'

/** Where each column stands in a part: behind the version, in the order in which `columnsBy` asks for it. */
const COLUMNS_OF_PART: NppesColumns = columnsOfPart()

function columnsOfPart(): NppesColumns {
  let position = 1
  return columnsBy(() => position++)
}

/** The main file, monthly or weekly. */
export const nppesMainFile: SourceLoader<NppesPart> = {
  name: 'nppes',
  description: `${NPPES_MAIN_FILE} of https://download.cms.gov/nppes/, monthly (full) or weekly (update), unpacked`,
  source: NPPES,
  mode: 'LIVE',
  nameTells: nppesNameTells,
  rows: (file) =>
    csvRows(file, {
      expected: NPPES_MAIN_FILE,
      header: (row) => new NppesRows(findColumns(row)),
      beginsRow: beginsWithNpi,
      beginsRowBytes: 13,
    }),
  target: rememberingDeactivations<NppesPart>({
    toEntry(npi, parts) {
      const outcome = toDirectoryEntry(valuesOf(parts), COLUMNS_OF_PART, npi)
      invariant('entry' in outcome, 'what is staged is for the directory')
      return outcome.entry
    },
    datesOf: (parts) => recordDates(valuesOf(parts), COLUMNS_OF_PART),
    vanishes: true,
  }),
}

/** No NPI is in a file twice. */
function valuesOf([part]: readonly NppesPart[]): RowValues {
  invariant(part !== undefined, 'a record has a row')
  return { isEmpty: (index) => (part[index] ?? '') === '', text: (index) => part[index] ?? '' }
}

/**
 * A row of the file begins with an NPI, which no value has after a line end. It runs for every line end within a value,
 * so it makes no string.
 */
export function beginsWithNpi(bytes: Buffer, offset: number): boolean {
  const quoted = bytes[offset] === QUOTE
  let at = quoted ? offset + 1 : offset
  for (const end = at + 10; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO
    if (digit < 0 || digit > 9) return false
  }
  if (quoted && bytes[at++] !== QUOTE) return false
  return bytes[at] === COMMA
}

const QUOTE = 0x22
const COMMA = 0x2c
const ZERO = 0x30

/** The rows below one header. */
class NppesRows implements RowMapper<NppesPart> {
  readonly #seen = new SeenNpis()
  readonly #positions: readonly number[]

  constructor(readonly columns: NppesColumns) {
    this.#positions = positionsIn(columns)
  }

  map(row: CsvRow): RowOutcome<NppesPart> {
    const npi = row.text(this.columns.npi)
    const number = npiNumber(npi)
    if (number === -1) return { rejected: 'INVALID_NPI', publicKey: this.publicKey(row) }
    if (!this.#seen.add(number)) return { rejected: 'REPEATED_NPI', publicKey: npi, key: npi }
    const refusal = refusalOf(row, this.columns)
    if (refusal === null) return { key: npi, part: this.#partOf(row) }
    // An organization was never in the directory; anybody else may be, and stays as last reported.
    if ('rejected' in refusal) return { rejected: refusal.rejected, publicKey: npi, key: npi }
    return refusal.skipped === 'ORGANIZATION' ? refusal : { skipped: refusal.skipped, key: npi }
  }

  /** A broken row may hold anything where its NPI should be, so only what looks like one goes to the reject file. */
  publicKey(row: CsvRow): string {
    const text = row.text(this.columns.npi)
    return /^[12]\d{9}$/.test(text) ? text : ''
  }

  keyOf(row: CsvRow): string | undefined {
    const npi = row.text(this.columns.npi)
    return npiNumber(npi) === -1 ? undefined : npi
  }

  #partOf(row: CsvRow): NppesPart {
    const part = [MAPPING_VERSION]
    for (const position of this.#positions) part.push(row.text(position))
    while (part.at(-1) === '') part.pop()
    return part
  }
}

/** The positions in the order of `columnsBy`, whose object is made in that order. */
function positionsIn(columns: object): number[] {
  return Object.values(columns).flatMap((value: number | object) =>
    typeof value === 'number' ? [value] : positionsIn(value),
  )
}
