import type { CsvRow } from '../../kernel/csv.scanner.js'
import { invariant } from '../../kernel/errors.js'
import { csvRows, type RowMapper } from '../engine/csv.rows.js'
import type { RowOutcome, SourceLoader } from '../engine/source.loader.js'
import { columnsBy, findColumns, NPPES_MAIN_FILE, type NppesColumns } from './nppes.columns.js'
import { rememberingDeactivations } from './nppes.deactivation-memory.js'
import type { Deactivation } from './nppes.deactivation-report.js'
import { nppesNameTells } from './nppes.file-name.js'
import { deactivation, deactivationDates, NPPES, recordDates, refusalOf, toDirectoryEntry } from './nppes.record.js'
import { dateOf, npiNumber, type RowValues, SeenNpis, textOf } from './nppes.values.js'

/**
 * What is staged of a row: the values of the columns that we read, without the empty ones at the end. A seventh of what
 * the directory is told of it, which is made of it only if it has changed. Of a row that NPPES has blanked, the same as
 * of a row of the deactivation report: loaded in turn, neither file seems to say something new.
 */
type NppesPart = readonly string[] | Deactivation

/** Counted up when the mapping changes, so that every row differs from what was applied and is mapped anew. */
const MAPPING_VERSION = '1'

/** The layout's longest value has 100 characters. Names and license numbers are keys, which have to fit an index. */
const MAX_VALUE_CHARACTERS = 200

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
      const part = onlyPart(parts)
      if ('deactivatedOn' in part) return deactivation(npi, part.deactivatedOn)
      const outcome = toDirectoryEntry(valuesOf(part), COLUMNS_OF_PART, npi)
      invariant('entry' in outcome, 'what is staged is for the directory')
      return outcome.entry
    },
    datesOf(parts) {
      const part = onlyPart(parts)
      return 'deactivatedOn' in part
        ? deactivationDates(part.deactivatedOn)
        : recordDates(valuesOf(part), COLUMNS_OF_PART)
    },
    vanishes: true,
  }),
}

/** No NPI is in a file twice. */
function onlyPart([part]: readonly NppesPart[]): NppesPart {
  invariant(part !== undefined, 'a record has a row')
  return part
}

function valuesOf(part: readonly string[]): RowValues {
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
    if (refusal === null) {
      const part = this.#partOf(row)
      return part === null ? { rejected: 'VALUE_TOO_LONG', publicKey: npi, key: npi } : { key: npi, part }
    }
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

  /** Null if a value is longer than any can be. */
  #partOf(row: CsvRow): NppesPart | null {
    const isBlank = textOf(row, this.columns.entityType) === null
    const deactivatedOn = isBlank ? dateOf(row, this.columns.deactivatedOn) : null
    if (deactivatedOn !== null) return { deactivatedOn }
    const part = [MAPPING_VERSION]
    for (const position of this.#positions) {
      const text = row.text(position)
      if (text.length > MAX_VALUE_CHARACTERS) return null
      part.push(text)
    }
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
