import { UserErrors } from '../kernel/errors.js'
import { isNccpaNumber, isNpi, normalizeEcfmgNumber } from '../kernel/identifiers.js'
import { nameKey } from '../kernel/names.js'
import type { ClinicianCriterion } from './clinician.inputs.js'

/** A criterion that has passed its checks. */
export type CheckedCriterion =
  | { kind: 'NPI' | 'ECFMG_NUMBER' | 'NCCPA_NUMBER'; number: string }
  | { kind: 'NAME_AND_BIRTH_DATE'; firstName: string; lastName: string; birthDate: string }

/** Criteria that one call takes (domain.md, "Bulk"). */
export const MAX_CRITERIA = 250
/** Of those who match a criterion alike, no more are told. */
export const MAX_CANDIDATES = 10
/** A search never gives more; who finds that many must ask for more exactly. */
export const MAX_MATCHES = 50
/** The longest name that is looked for; the longest of NPPES has 35 characters (70 in version 2). */
const MAX_NAME_LENGTH = 100

const FIELDS = ['npi', 'ecfmgNumber', 'nccpaNumber', 'nameAndBirthDate'] as const

/** Checks a criterion before any look-up (domain.md, "Clinicians and search"); a wrong one is a user error. */
function checkCriterion(criterion: ClinicianCriterion): CheckedCriterion {
  const given = FIELDS.filter((field) => criterion[field] != null)
  if (given.length !== 1) {
    throw UserErrors.one('INVALID_INPUT', [], `expected exactly one of ${FIELDS.join(', ')}, got ${given.length}`)
  }
  if (criterion.npi != null) return checkNpi(criterion.npi.trim())
  if (criterion.ecfmgNumber != null) {
    const ecfmgNumber = normalizeEcfmgNumber(criterion.ecfmgNumber)
    if (ecfmgNumber === null) throw wrongForm('ecfmgNumber', '7 or 8 digits, hyphens allowed', criterion.ecfmgNumber)
    return { kind: 'ECFMG_NUMBER', number: ecfmgNumber }
  }
  if (criterion.nccpaNumber != null) {
    const nccpaNumber = criterion.nccpaNumber.trim()
    if (!isNccpaNumber(nccpaNumber)) throw wrongForm('nccpaNumber', '7 digits', nccpaNumber)
    return { kind: 'NCCPA_NUMBER', number: nccpaNumber }
  }
  const { firstName = '', lastName = '', birthDate = '' } = criterion.nameAndBirthDate ?? {}
  for (const [field, text] of Object.entries({ firstName, lastName })) {
    if (nameKey(text) === '' || text.length > MAX_NAME_LENGTH) {
      throw UserErrors.one(
        'INVALID_INPUT',
        ['nameAndBirthDate', field],
        `expected a name of 1 to ${MAX_NAME_LENGTH} characters`,
      )
    }
  }
  return { kind: 'NAME_AND_BIRTH_DATE', firstName, lastName, birthDate }
}

/** The check digit is told apart from the form: only then a likely slip can be named. */
function checkNpi(npi: string): CheckedCriterion {
  if (!/^[12]\d{9}$/.test(npi)) throw wrongForm('npi', '10 digits, the first of them 1 or 2', npi)
  if (!isNpi(npi)) throw new WrongCheckDigit(npi)
  return { kind: 'NPI', number: npi }
}

/** An NPI of the right form whose check digit is wrong. */
export class WrongCheckDigit extends Error {
  override readonly name = 'WrongCheckDigit'

  constructor(readonly npi: string) {
    super('the check digit of the NPI is wrong')
  }
}

/** As `checkCriterion`, for callers who say more of a wrong check digit than that it is wrong. */
export function checkedOrSlip(criterion: ClinicianCriterion): CheckedCriterion | WrongCheckDigit {
  try {
    return checkCriterion(criterion)
  } catch (error) {
    if (error instanceof WrongCheckDigit) return error
    throw error
  }
}

/** Says what came without repeating it: it may be a name in the wrong field. */
function wrongForm(field: string, expected: string, text: string): UserErrors {
  const signs = text.replaceAll('-', '').trim()
  const digits = /^\d*$/.test(signs)
  const came =
    signs === ''
      ? 'nothing'
      : digits
        ? `${signs.length} digit${signs.length === 1 ? '' : 's'}${signs === text ? '' : ' with hyphens or blanks'}`
        : `${text.length} characters that are not all digits`
  const first = digits && signs.length === 10 ? ` that begin with ${signs[0]}` : ''
  return UserErrors.one('INVALID_INPUT', [field], `expected ${expected}, got ${came}${first}`)
}
