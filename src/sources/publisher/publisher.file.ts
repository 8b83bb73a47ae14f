import type { CsvRow } from '../../kernel/csv.scanner.js'
import { CsvHeader } from '../engine/csv.header.js'
import { csvRows, type RowMapper } from '../engine/csv.rows.js'
import { type JsonObject, jsonLinesRows } from '../engine/json-lines.rows.js'
import type { SourceFile } from '../engine/source.file.js'
import type { LoadScope, ReadRow } from '../engine/source.loader.js'
import { LoadError } from '../load.error.js'
import {
  ALL_FIELDS,
  type CheckedRow,
  COMMON_FIELDS,
  checkRow,
  fieldsOf,
  NUMBER_FIELDS,
  numbersOf,
  type RawRow,
  requiredFieldsOf,
} from './publisher.row.js'
import type { FileSection } from './publisher.sections.js'
import { FileSurvey, type SurveyedPart } from './publisher.survey.js'

/**
 * The rows of a publisher's file, CSV or JSON Lines, of `section` or each of the section that it tells. The file is read
 * twice: what one row means can depend on any other.
 */
export async function* publisherRows(
  file: SourceFile,
  section: FileSection | null,
  scope: LoadScope,
): AsyncGenerator<ReadRow<SurveyedPart>[]> {
  const survey = new FileSurvey(scope)
  const check = (raw: RawRow): CheckedRow => checkRow(raw, section)
  // Of an update, which takes nothing for gone, no more is to be known beforehand than the numbers.
  const noted = scope === 'FULL' ? check : (raw: RawRow) => ({ numbers: numbersOf(raw), part: null, faults: [] })
  for await (const rows of checkedRows(file, section, noted)) {
    for (const { outcome } of rows) {
      if ('part' in outcome) survey.note(outcome.part)
      else survey.noteUnreadable()
    }
  }
  for await (const rows of checkedRows(file, section, check)) {
    yield rows.map(({ line, outcome }) => {
      if ('part' in outcome) return { line, outcome: survey.outcome(outcome.part) }
      return { line, outcome: survey.unreadable('rejected' in outcome ? outcome.rejected : outcome.skipped) }
    })
  }
}

/** What the file should be, as the help and error messages say it. */
export function expectedFile(section: FileSection | null): string {
  const what = section === null ? 'with a section in each row' : `of section ${section}`
  return `a publisher's file ${what}, CSV or JSON Lines (docs/publisher-files.md)`
}

function checkedRows(
  file: SourceFile,
  section: FileSection | null,
  check: (raw: RawRow) => CheckedRow,
): AsyncGenerator<ReadRow<CheckedRow>[]> {
  file.assertText()
  const begins = file.head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (begins.startsWith('[')) {
    throw new LoadError(
      `${file.path} is a JSON array; expected ${file.expected}: in JSON Lines, an object on each line.`,
    )
  }
  if (begins.startsWith('{')) return jsonLinesRows(file, (object) => staged(check(withoutEmpty(object))))
  return csvRows(file, { expected: file.expected, header: (row) => csvMapper(row, file.expected, section, check) })
}

/** The key is for the second pass to find. */
function staged(part: CheckedRow): { key: string; part: CheckedRow } {
  return { key: '', part }
}

/** In CSV a field without text says nothing; so it does here. */
function withoutEmpty(object: JsonObject): JsonObject {
  const isEmpty = (value: unknown): boolean => value === null || (typeof value === 'string' && value.trim() === '')
  return Object.fromEntries(Object.entries(object).filter(([, value]) => !isEmpty(value)))
}

function csvMapper(
  header: CsvRow,
  expected: string,
  section: FileSection | null,
  check: (raw: RawRow) => CheckedRow,
): RowMapper<CheckedRow> {
  const columns = columnsOf(header, expected, section)
  return {
    map(row) {
      const raw: Record<string, unknown> = {}
      for (const [index, field] of columns) {
        const text = row.text(index).trim()
        if (text !== '') raw[field] = text
      }
      return staged(check(raw))
    },
  }
}

function columnsOf(header: CsvRow, expected: string, section: FileSection | null): [index: number, field: string][] {
  const found = new CsvHeader(header, expected)
  const known = new Map([...ALL_FIELDS].map((field) => [field.toLowerCase(), field]))
  const names = Array.from({ length: header.count }, (_, index) => header.text(index).trim())
  const fields = names.map((name) => known.get(name.toLowerCase()))
  if (found.optional(...NUMBER_FIELDS) === -1) found.column('npi')
  for (const field of section === null ? ['section'] : requiredFieldsOf(section)) found.column(field)
  found.check()
  // Only now is it sure that these are names of columns, and not a first row with what it says of a person.
  const unknown = names.filter((_, index) => fields[index] === undefined)
  if (unknown.length > 0) {
    throw new LoadError(`No section has the columns ${quoted(unknown)}; expected ${expected}.`)
  }
  const columns = fields.flatMap((field, index): [number, string][] => (field === undefined ? [] : [[index, field]]))
  const own = section === null ? ALL_FIELDS : new Set([...COMMON_FIELDS, ...fieldsOf(section)])
  const foreign = columns.filter(([, field]) => !own.has(field))
  if (foreign.length > 0) {
    throw new LoadError(
      `The section ${section} has no columns ${quoted(foreign.map(([, field]) => field))}; expected ${expected}.`,
    )
  }
  const doubled = columns.filter(([index, field]) => fields.indexOf(field) !== index)
  if (doubled.length > 0) {
    throw new LoadError(
      `The columns ${quoted(doubled.map(([, field]) => field))} are there twice; expected ${expected}.`,
    )
  }
  return columns
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}
