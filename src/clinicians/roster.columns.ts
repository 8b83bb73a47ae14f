import { isCalendarDay } from '../graphql/scalars.js'
import type { UserErrorItem } from '../kernel/errors.js'
import { isStorableText } from '../kernel/text.js'
import type { LookupWish } from './clinician.lookup.js'
import { type SaidName, saidName } from './name.rules.js'

/** What a roster says of a clinician. */
export const ROSTER_COLUMNS = [
  'reference',
  'npi',
  'ecfmgNumber',
  'nccpaNumber',
  'firstName',
  'lastName',
  'birthDate',
] as const
export type RosterColumn = (typeof ROSTER_COLUMNS)[number]

/** Columns by which somebody can be looked for. */
export const TELLING_COLUMNS = ROSTER_COLUMNS.filter((column) => column !== 'reference')

/** One row of a roster: by what to look, or why that cannot be told; whose it is to whoever sent it. */
export interface RosterRow {
  reference: string | null
  wish: LookupWish
  /** Whom the row means, as far as it says; null without a name. */
  name: SaidName | null
}

const MAX_REFERENCE_LENGTH = 200

/** That of the columns with this name, without regard to case, blanks, hyphens and underscores: `birth_date` is `birthDate`. */
export function columnNamed<Column extends string>(columns: readonly Column[], name: string): Column | null {
  return columns.find((column) => plain(column) === plain(name)) ?? null
}

function plain(name: string): string {
  return name.replace(/[\s_-]+/g, '').toLowerCase()
}

/**
 * By what to look: the first number of the row in the order NPI, ECFMG, NCCPA, and only without any by name and date of
 * birth. A number that is wrong is not made up for by the rest: who has it right must not be found by chance.
 */
export function rosterRow(values: Readonly<Partial<Record<RosterColumn, string>>>): RosterRow {
  const { reference = null, npi, ecfmgNumber, nccpaNumber, firstName, lastName, birthDate } = values
  const unfit = reference !== null && (reference.length > MAX_REFERENCE_LENGTH || !isStorableText(reference))
  if (unfit) return faultyRow('reference', `expected up to ${MAX_REFERENCE_LENGTH} characters`)
  const name = saidName(firstName ?? null, lastName ?? null)
  if (npi !== undefined) return { reference, name, wish: { npi } }
  if (ecfmgNumber !== undefined) return { reference, name, wish: { ecfmgNumber } }
  if (nccpaNumber !== undefined) return { reference, name, wish: { nccpaNumber } }
  if (firstName === undefined || lastName === undefined || birthDate === undefined) {
    const expected = 'expected an NPI, an ECFMG number, an NCCPA number, or first and last name with the date of birth'
    return { reference, name, wish: fault(null, expected) }
  }
  const day = dayOf(birthDate)
  if (day === null) {
    return { reference, name, wish: fault('birthDate', 'expected a calendar day as YYYY-MM-DD or MM/DD/YYYY') }
  }
  return { reference, name, wish: { nameAndBirthDate: { firstName, lastName, birthDate: day } } }
}

/** A row that cannot even be read. */
export function faultyRow(column: RosterColumn | null, message: string): RosterRow {
  return { reference: null, name: null, wish: fault(column, message) }
}

function fault(column: RosterColumn | null, message: string): UserErrorItem {
  return { code: 'INVALID_INPUT', field: column === null ? [] : [column], message }
}

/** `YYYY-MM-DD` of that or of the American `M/D/YYYY`; null for what is no day. */
function dayOf(text: string): string | null {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  const [, month = '', day = '', year = ''] = american ?? []
  const iso = american === null ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isCalendarDay(iso) ? iso : null
}
