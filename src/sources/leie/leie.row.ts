import { factKeyOf } from '../../clinicians/directory.sections.js'
import type { CsvRow } from '../../kernel/csv.scanner.js'
import { isNpi } from '../../kernel/identifiers.js'
import type { LocalDay } from '../../kernel/local-day.js'
import { fullNameKey, nameKey } from '../../kernel/names.js'
import { CsvHeader } from '../engine/csv.header.js'
import type { RowMapper } from '../engine/csv.rows.js'
import { ImpossibleDate } from '../nppes/nppes.values.js'
import { birthDateOf, dayOf } from './leie.dates.js'

/** What is staged of a row: everything that is kept of it, in one form, however its month was written. */
export interface LeieRow {
  last: string | null
  first: string | null
  middle: string | null
  business: string | null
  general: string | null
  specialty: string | null
  npi: string | null
  /** An NPI is published whose check digit is wrong. */
  hasWrongNpi: boolean
  birthDate: LocalDay | null
  state: string | null
  postalCode: string | null
  typeCode: string
  excludedOn: LocalDay
  reinstatedOn: LocalDay | null
  waivedOn: LocalDay | null
  waiverState: string | null
}

/** Why a row cannot be understood. */
export type LeieFault =
  | 'MISSING_NAME'
  | 'MISSING_TYPE'
  | 'MISSING_EXCLUSION_DATE'
  | 'MISSING_REINSTATEMENT_DATE'
  | 'IMPOSSIBLE_DATE'

const NO_NPI = '0000000000'

/** OIG writes suffixes into the last name: `MORRIS, III`. The directory keeps them apart. */
const SUFFIX = /,?\s+(?:JR|SR|II|III|IV)\.?$/i

/** By which names compare: of a person last and first name without a suffix, of a business its name. */
export function leieNameKey({ last, first, business }: Pick<LeieRow, 'last' | 'first' | 'business'>): string {
  return last === null ? nameKey(business ?? '') : fullNameKey(last.replace(SUFFIX, ''), first ?? '')
}

/**
 * The key of a row's record. No id is published, so it is made of what stays: who, since when and by which section. Not
 * of what OIG adds or corrects later (middle name, address, NPI, birth date): people who share the key are told from
 * each other by those, see `pairExclusions`.
 */
export function leieKey(row: LeieRow): string {
  const kind = row.business === null ? 'PERSON' : 'BUSINESS'
  return factKeyOf(kind, leieNameKey(row), row.excludedOn, row.typeCode.toLowerCase())
}

/** Reads the header that all files share; `isReinstatement` for the file whose rows must say when somebody returned. */
export function leieRows(header: CsvRow, expected: string, isReinstatement = false): RowMapper<LeieRow> {
  const columns = new CsvHeader(header, expected)
  const names = COLUMNS.map((name) => [name, columns.column(name)] as const)
  columns.check()
  const positions = Object.fromEntries(names) as Record<(typeof COLUMNS)[number], number>
  return {
    map(row) {
      const doubts: string[] = []
      const told = readRow((name) => row.text(positions[name]).trim(), isReinstatement, doubts)
      const npi = row.text(positions.NPI).trim()
      if (typeof told === 'string') return { rejected: told, publicKey: publicNumber(npi) }
      const staged = { key: leieKey(told), part: told }
      const [reason] = doubts
      return reason === undefined ? staged : { ...staged, doubt: { reason, publicKey: publicNumber(npi) } }
    },
    publicKey: (row) => publicNumber(row.text(positions.NPI).trim()),
  }
}

/** Why a row is never matched by itself, as reports say it. */
export const WRONG_NPI = 'WRONG_NPI_CHECK_DIGIT'

const COLUMNS = [
  'LASTNAME',
  'FIRSTNAME',
  'MIDNAME',
  'BUSNAME',
  'GENERAL',
  'SPECIALTY',
  'NPI',
  'DOB',
  'STATE',
  'ZIP',
  'EXCLTYPE',
  'EXCLDATE',
  'REINDATE',
  'WAIVERDATE',
  'WVRSTATE',
] as const

/** Why the reject file lists a row that is taken: a date that does not tell which exclusion it is was none. */
export const UNREADABLE_DATE = 'UNREADABLE_DATE_LEFT_OUT'

/**
 * A row by the names of its columns, its values without outer blanks. To reject a row is to say of somebody that nothing
 * is reported, so what can be taken is taken, and `doubts` gets why not all of it was.
 */
export function readRow(
  text: (name: (typeof COLUMNS)[number]) => string,
  isReinstatement: boolean,
  doubts: string[] = [],
): LeieRow | LeieFault {
  try {
    const last = text('LASTNAME') || null
    const business = last === null ? text('BUSNAME') || null : null
    const first = last === null ? null : text('FIRSTNAME') || null
    if (leieNameKey({ last, first, business }).replace('|', '') === '') return 'MISSING_NAME'
    const typeCode = text('EXCLTYPE').replace(/\s+/g, ' ')
    if (typeCode === '') return 'MISSING_TYPE'
    const excludedOn = dayOf(text('EXCLDATE'))
    if (excludedOn === null) return 'MISSING_EXCLUSION_DATE'
    const reinstatedOn = isReinstatement ? dayOf(text('REINDATE')) : readable(() => dayOf(text('REINDATE')), doubts)
    if (isReinstatement && reinstatedOn === null) return 'MISSING_REINSTATEMENT_DATE'
    const npi = text('NPI') === NO_NPI ? '' : text('NPI')
    const hasWrongNpi = npi !== '' && !isNpi(npi)
    if (hasWrongNpi) doubts.unshift(WRONG_NPI)
    return {
      last,
      first,
      middle: text('MIDNAME') || null,
      business,
      general: text('GENERAL') || null,
      specialty: text('SPECIALTY') || null,
      npi: isNpi(npi) ? npi : null,
      hasWrongNpi,
      birthDate: readable(() => birthDateOf(text('DOB'), excludedOn), doubts),
      state: text('STATE') || null,
      postalCode: text('ZIP') || null,
      typeCode,
      excludedOn,
      reinstatedOn,
      waivedOn: readable(() => dayOf(text('WAIVERDATE')), doubts),
      waiverState: text('WVRSTATE') || null,
    }
  } catch (error) {
    if (error instanceof ImpossibleDate) return 'IMPOSSIBLE_DATE'
    throw error
  }
}

function readable(read: () => LocalDay | null, doubts: string[]): LocalDay | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ImpossibleDate)) throw error
    doubts.push(UNREADABLE_DATE)
    return null
  }
}

/** Only what looks like an NPI goes to the reject file: a broken row may hold anything in its place. */
function publicNumber(text: string): string {
  return /^[12]\d{9}$/.test(text) ? text : ''
}
