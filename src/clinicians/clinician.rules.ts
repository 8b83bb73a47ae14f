import { UserErrors } from '../kernel/errors.js'
import { isNccpaNumber, isNpi, normalizeEcfmgNumber } from '../kernel/identifiers.js'
import { nameKey } from '../kernel/names.js'
import type { ClinicianCriterion } from './clinician.inputs.js'

/** A criterion that has passed its checks. */
export type CheckedCriterion =
  | { kind: 'NPI'; npi: string }
  | { kind: 'ECFMG_NUMBER'; ecfmgNumber: string }
  | { kind: 'NCCPA_NUMBER'; nccpaNumber: string }
  | { kind: 'NAME_AND_BIRTH_DATE'; firstName: string; lastName: string; birthDate: string }

/** The longest name that is looked for; the longest of NPPES has 35 characters (70 in version 2). */
const MAX_NAME_LENGTH = 100

const FIELDS = ['npi', 'ecfmgNumber', 'nccpaNumber', 'nameAndBirthDate'] as const

/** Checks a criterion before any look-up (domain.md, "Clinicians and search"); a wrong one is a user error. */
export function checkCriterion(criterion: ClinicianCriterion): CheckedCriterion {
  const given = FIELDS.filter((field) => criterion[field] != null)
  if (given.length !== 1) {
    throw UserErrors.one('INVALID_INPUT', [], `expected exactly one of ${FIELDS.join(', ')}, got ${given.length}`)
  }
  if (criterion.npi != null) return checkNpi(criterion.npi.trim())
  if (criterion.ecfmgNumber != null) {
    const ecfmgNumber = normalizeEcfmgNumber(criterion.ecfmgNumber)
    if (ecfmgNumber === null) {
      throw UserErrors.one('INVALID_INPUT', ['ecfmgNumber'], 'expected 7 or 8 digits, hyphens allowed')
    }
    return { kind: 'ECFMG_NUMBER', ecfmgNumber }
  }
  if (criterion.nccpaNumber != null) {
    const nccpaNumber = criterion.nccpaNumber.trim()
    if (!isNccpaNumber(nccpaNumber)) {
      throw UserErrors.one('INVALID_INPUT', ['nccpaNumber'], 'expected 7 digits')
    }
    return { kind: 'NCCPA_NUMBER', nccpaNumber }
  }
  const name = criterion.nameAndBirthDate
  for (const field of ['firstName', 'lastName'] as const) {
    const text = name?.[field] ?? ''
    if (nameKey(text) === '' || text.length > MAX_NAME_LENGTH) {
      throw UserErrors.one(
        'INVALID_INPUT',
        ['nameAndBirthDate', field],
        `expected a name of 1 to ${MAX_NAME_LENGTH} characters`,
      )
    }
  }
  return {
    kind: 'NAME_AND_BIRTH_DATE',
    firstName: name?.firstName ?? '',
    lastName: name?.lastName ?? '',
    birthDate: name?.birthDate ?? '',
  }
}

/** The check digit is told apart from the form: only then a likely slip can be named. */
function checkNpi(npi: string): CheckedCriterion {
  if (!/^[12]\d{9}$/.test(npi)) {
    throw UserErrors.one('INVALID_INPUT', ['npi'], 'expected 10 digits, the first of them 1 or 2')
  }
  if (!isNpi(npi)) throw new WrongCheckDigit(npi)
  return { kind: 'NPI', npi }
}

/** An NPI of the right form whose check digit is wrong. */
export class WrongCheckDigit extends Error {
  override readonly name = 'WrongCheckDigit'

  constructor(readonly npi: string) {
    super('the check digit of the NPI is wrong')
  }
}

/** What was looked for, in words; without the name or the date, which the caller knows and logs should not. */
export function explainNoMatch(criterion: CheckedCriterion, mode: string): string[] {
  const where = `the ${mode === 'TEST' ? 'sandbox' : 'live'} directory`
  switch (criterion.kind) {
    case 'NPI':
      return [`The NPI has the right form and check digit, but no clinician of ${where} has it.`]
    case 'ECFMG_NUMBER':
      return [`No physician of ${where} has this ECFMG number.`]
    case 'NCCPA_NUMBER':
      return [`No physician assistant of ${where} has this NCCPA number.`]
    case 'NAME_AND_BIRTH_DATE':
      return [
        `The first and last name were compared with the legal, former and other names of ${where}, without case, accents and punctuation.`,
        'Nobody of that name has this exact date of birth. Some sources carry no date of birth: try the NPI.',
      ]
  }
}
