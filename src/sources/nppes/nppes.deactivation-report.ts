import { readSheet } from 'read-excel-file/node'
import type { CsvRow } from '../../kernel/csv.scanner.js'
import { invariant } from '../../kernel/errors.js'
import { CsvHeader } from '../engine/csv.header.js'
import { csvRows, type RowMapper } from '../engine/csv.rows.js'
import type { SourceFile } from '../engine/source.file.js'
import type { ReadRow } from '../engine/source.loader.js'
import { LoadError } from '../load.error.js'
import { npiRows } from '../npi.rows.js'
import { dayOf } from './nppes.values.js'

/** What the report says of an NPI: since when it is deactivated, `YYYY-MM-DD`. */
export interface Deactivation {
  deactivatedOn: string
}

const EXPECTED =
  'the deactivation report of NPPES (NPPES Deactivated NPI Report YYYYMMDD.xlsx, or its two columns as CSV)'
const SHEET = 'DeactivatedNPIs'
const NPI = 'NPI'
const DATE = 'NPPES Deactivation Date'

/** Six times the report of today. A workbook is taken apart in memory, where it is a hundred times as large. */
const MAX_WORKBOOK_BYTES = 32 * 1_048_576

/** The title stands above the header: nobody looks for one below these rows. */
const HEADER_WITHIN_ROWS = 5

/** Rows of a group, about as many as a chunk of text has. */
const GROUP_SIZE = 5000

/** The rows of the report: as the workbook that NPPES publishes, or as a CSV file that somebody made of it. */
export async function* deactivationRows(file: SourceFile): AsyncGenerator<ReadRow<Deactivation>[]> {
  const isWorkbook = file.head.toString('latin1').startsWith('PK\x03\x04')
  yield* isWorkbook ? workbookRows(file) : csvRows(file, { expected: EXPECTED, header: reportRows })
}

function reportRows(header: CsvRow): RowMapper<Deactivation> {
  const columns = new CsvHeader(header, EXPECTED)
  const npi = columns.column(NPI)
  const date = columns.column(DATE)
  columns.check()
  return npiRows(npi, (row) => ({ part: { deactivatedOn: dayOf(row.text(date).trim()) } }))
}

async function* workbookRows(file: SourceFile): AsyncGenerator<ReadRow<Deactivation>[]> {
  const rows = await readWorkbook(file)
  const above = rows.slice(0, HEADER_WITHIN_ROWS).findIndex(([first]) => first === NPI)
  const header = Math.max(above, 0)
  if (rows.length <= header + 1) {
    throw new LoadError(`The sheet ${SHEET} of ${file.path} has no rows, only a header at most; expected ${EXPECTED}.`)
  }
  const mapper = reportRows(sheetRow(header + 1, rows[header] ?? []))
  for (let from = header + 1; from < rows.length; from += GROUP_SIZE) {
    yield rows.slice(from, from + GROUP_SIZE).map((cells, index) => {
      const row = sheetRow(from + index + 1, cells)
      return { line: row.line, outcome: mapper.map(row) }
    })
  }
}

async function readWorkbook(file: SourceFile): Promise<unknown[][]> {
  const bytes = await file.bytes(MAX_WORKBOOK_BYTES)
  file.noteEncoding('UTF-8')
  try {
    // Numbers stay the text that they are: an NPI may stand in the sheet as either.
    return await readSheet(bytes, SHEET, { parseNumber: (text) => text })
  } catch (cause) {
    const message = `${file.path} is no workbook with a sheet ${SHEET}, or was cut off; expected ${EXPECTED}.`
    throw new LoadError(message, { cause })
  }
}

function sheetRow(line: number, cells: readonly unknown[]): CsvRow {
  const text = (index: number): string => cellText(cells[index])
  return { line, count: cells.length, problem: null, encoding: 'UTF-8', text, isEmpty: (index) => text(index) === '' }
}

/** A cell that Excel knows as a date comes as one. */
function cellText(cell: unknown): string {
  if (!(cell instanceof Date)) return String(cell ?? '').trim()
  const [year, month, day] = cell.toISOString().slice(0, 10).split('-')
  return `${month}/${day}/${year}`
}

/** The latest day of an NPI that the report may have twice. */
export function latestDeactivation(parts: readonly Deactivation[]): string {
  const [latest] = parts
    .map(({ deactivatedOn }) => deactivatedOn)
    .sort()
    .reverse()
  invariant(latest !== undefined, 'a staged record has parts')
  return latest
}
