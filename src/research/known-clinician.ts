import type { ClinicianKind } from '../clinicians/clinician.type.js'
import { UserErrors } from '../kernel/errors.js'
import { isNccpaNumber, isNpi, normalizeEcfmgNumber } from '../kernel/identifiers.js'
import type { LocalDay } from '../kernel/local-day.js'
import { nameKey } from '../kernel/names.js'
import { isPlainName, PLAIN_NAME } from '../kernel/text.js'
import { optionalTextOf, stateOf, textOf } from '../organizations/organization.rules.js'

/** Longest first, middle or last name. */
export const MAX_NAME_LENGTH = 100
/** Longest other name in full, school and employer. */
export const MAX_TEXT_LENGTH = 200
/** Most other names. */
export const MAX_OTHER_NAMES = 10
/** Most state licenses. */
export const MAX_LICENSES = 20
/** Longest license number. */
export const MAX_LICENSE_LENGTH = 40
/** Longest note. */
export const MAX_NOTE_LENGTH = 2_000
/** Nobody who practices was born, or graduated, before. */
export const EARLIEST_YEAR = 1900

/** A license of a state that the clinician is known to have, or to have had. */
export interface KnownLicense {
  /** Two letters of the state or territory. */
  jurisdiction: string
  number: string
}

/** All that a requester knows of a clinician, checked and in one form. */
export interface KnownOfClinician {
  kind: ClinicianKind | null
  firstName: string | null
  middleName: string | null
  lastName: string | null
  /** In full, as they are known. */
  otherNames: string[]
  birthDate: LocalDay | null
  npi: string | null
  ecfmgNumber: string | null
  nccpaNumber: string | null
  licenses: KnownLicense[]
  medicalSchool: string | null
  graduationYear: number | null
  stateOfPractice: string | null
  employer: string | null
  note: string | null
}

/** The same as it comes in: every part can be left out. */
export type KnownInput = { readonly [Part in keyof KnownOfClinician]?: KnownOfClinician[Part] | null }

/** The numbers by which a clinician can be told from all others, as they come in. */
export type NumbersInput = Pick<KnownInput, 'npi' | 'ecfmgNumber' | 'nccpaNumber'>

/**
 * Checks what is known: each part, and that it is enough to begin with. `path` leads to it in the input.
 * @throws UserErrors INVALID_INPUT
 */
export function checkKnown(input: KnownInput, today: LocalDay, path: readonly string[]): KnownOfClinician {
  const at = (...field: string[]): string[] => [...path, ...field]
  const { otherNames, licenses } = input
  const known: KnownOfClinician = {
    kind: input.kind ?? null,
    firstName: optionalNameOf(input.firstName, at('firstName')),
    middleName: optionalNameOf(input.middleName, at('middleName')),
    lastName: optionalNameOf(input.lastName, at('lastName')),
    otherNames: atMost(MAX_OTHER_NAMES, otherNames, at('otherNames')).map((name, i) =>
      nameOf(name, at('otherNames', String(i)), MAX_TEXT_LENGTH),
    ),
    birthDate: birthDateOf(input.birthDate ?? null, today, at('birthDate')),
    ...checkNumbers(input, path),
    licenses: atMost(MAX_LICENSES, licenses, at('licenses')).map(({ jurisdiction, number }, i) => ({
      jurisdiction: stateOf(jurisdiction, at('licenses', String(i), 'jurisdiction')),
      number: textOf(number, at('licenses', String(i), 'number'), MAX_LICENSE_LENGTH),
    })),
    medicalSchool: optionalTextOf(input.medicalSchool, at('medicalSchool'), MAX_TEXT_LENGTH),
    graduationYear: yearOf(input.graduationYear ?? null, today, at('graduationYear')),
    stateOfPractice: input.stateOfPractice == null ? null : stateOf(input.stateOfPractice, at('stateOfPractice')),
    employer: optionalTextOf(input.employer, at('employer'), MAX_TEXT_LENGTH),
    note: optionalTextOf(input.note, at('note'), MAX_NOTE_LENGTH),
  }
  const { lastName, npi, ecfmgNumber, nccpaNumber } = known
  if ((lastName ?? npi ?? ecfmgNumber ?? nccpaNumber) === null && known.licenses.length === 0) {
    throw invalid(at(), 'expected at least a last name, an NPI, an ECFMG or NCCPA number, or a license')
  }
  return known
}

/** Checks numbers that may be missing. @throws UserErrors INVALID_INPUT */
export function checkNumbers(
  input: NumbersInput,
  path: readonly string[],
): Pick<KnownOfClinician, 'npi' | 'ecfmgNumber' | 'nccpaNumber'> {
  const npi = input.npi?.trim() || null
  if (npi !== null && !isNpi(npi)) {
    throw invalid([...path, 'npi'], 'expected 10 digits, the first of them 1 or 2, with the right check digit')
  }
  const ecfmg = input.ecfmgNumber?.trim() || null
  const ecfmgNumber = ecfmg === null ? null : normalizeEcfmgNumber(ecfmg)
  if (ecfmg !== null && ecfmgNumber === null) {
    throw invalid([...path, 'ecfmgNumber'], 'expected 7 or 8 digits, hyphens allowed')
  }
  const nccpaNumber = input.nccpaNumber?.trim() || null
  if (nccpaNumber !== null && !isNccpaNumber(nccpaNumber)) {
    throw invalid([...path, 'nccpaNumber'], 'expected 7 digits')
  }
  return { npi, ecfmgNumber, nccpaNumber }
}

/** A name in one line that says something and leads nowhere: it stands in letters. @throws UserErrors INVALID_INPUT */
export function nameOf(text: string, field: string[], longest: number = MAX_NAME_LENGTH): string {
  const name = textOf(text, field, longest)
  if (!isPlainName(name) || nameKey(name) === '') throw invalid(field, PLAIN_NAME)
  return name
}

/** As `nameOf`, of a name that may be missing or blank: null then. @throws UserErrors INVALID_INPUT */
export function optionalNameOf(text: string | null | undefined, field: string[]): string | null {
  const given = optionalTextOf(text, field, MAX_NAME_LENGTH)
  return given === null ? null : nameOf(given, field)
}

/** A day on which somebody who is at work can have been born. @throws UserErrors INVALID_INPUT */
export function birthDateOf(day: LocalDay | null, today: LocalDay, field: string[]): LocalDay | null {
  if (day === null || (day >= `${EARLIEST_YEAR}-01-01` && day < today)) return day
  throw invalid(field, `expected a day since ${EARLIEST_YEAR} and before today`)
}

function yearOf(year: number | null, today: LocalDay, field: string[]): number | null {
  const latest = Number(today.slice(0, 4))
  if (year === null || (year >= EARLIEST_YEAR && year <= latest)) return year
  throw invalid(field, `expected a year from ${EARLIEST_YEAR} to ${latest}, got ${year}`)
}

function atMost<Item>(most: number, items: readonly Item[] | null | undefined, field: string[]): readonly Item[] {
  if (items == null || items.length <= most) return items ?? []
  throw invalid(field, `expected at most ${most}, got ${items.length}`)
}

function invalid(field: string[], message: string): UserErrors {
  return UserErrors.one('INVALID_INPUT', field, message)
}
