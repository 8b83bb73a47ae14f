import { FULL_ASSISTANT_NPI } from './sandbox.assistants.js'
import { FULL_PHYSICIAN_NPI } from './sandbox.full-physician.js'
import {
  CHANGING_PHYSICIAN_NPI,
  DEACTIVATED_PHYSICIAN_NPI,
  ECFMG_PHYSICIAN_NPI,
  EXPIRED_LICENSE_PHYSICIAN_NPI,
  SANCTIONED_PHYSICIAN_NPI,
  SLOW_PHYSICIAN_NPI,
  SPARSE_PHYSICIAN_NPI,
} from './sandbox.physicians.js'

/** Something to search for in test mode, and what comes of it: docs/sandbox.md shows the same table. */
export interface MagicValue {
  /** A criterion of `searchClinicians`. */
  by: { npi: string } | { ecfmgNumber: string } | { nameAndBirthDate: NameAndBirthDate }
  /** How many are found. */
  matches: number
  says: string
}

interface NameAndBirthDate {
  firstName: string
  lastName: string
  birthDate: string
}

/** Valid, and of nobody. */
export const UNKNOWN_NPI = '2990099998'

/** As the reason of a discrepancy report of test mode: what becomes of the report, by itself and within seconds. */
export const MAGIC_CORRECTED = 'sandbox:corrected'
export const MAGIC_CONFIRMED = 'sandbox:confirmed'
export const MAGIC_DELAYED = 'sandbox:delayed'

/** What tests of an integration can count on: these searches will find the same in every release. */
export const MAGIC_VALUES: readonly MagicValue[] = [
  {
    by: { npi: FULL_PHYSICIAN_NPI },
    matches: 1,
    says: 'a physician with something in every section: licenses active, expired and moved, certificates, two sanctions that have ended, an NPI that was deactivated and reactivated',
  },
  {
    by: { npi: FULL_ASSISTANT_NPI },
    matches: 1,
    says: 'a physician assistant with something in every section; `PA_PROFILE` is the product, any other is `INELIGIBLE_PRODUCT`',
  },
  {
    by: { nameAndBirthDate: { firstName: 'Avery', lastName: 'Fictional', birthDate: '1974-02-28' } },
    matches: 1,
    says: 'the physician of the first line, by name and date of birth',
  },
  {
    by: { nameAndBirthDate: { firstName: 'Casey', lastName: 'Ambiguous', birthDate: '1975-05-05' } },
    matches: 2,
    says: 'ambiguous: two people of one name, born on one day in different states',
  },
  {
    by: { nameAndBirthDate: { firstName: 'Jordan', lastName: 'Doubleton', birthDate: '1978-03-09' } },
    matches: 1,
    says: 'one of two of the same name: the date of birth tells them apart',
  },
  {
    by: { npi: UNKNOWN_NPI },
    matches: 0,
    says: 'a valid NPI of nobody: an explanation, and a draft of a research request',
  },
  {
    by: { npi: SANCTIONED_PHYSICIAN_NPI },
    matches: 1,
    says: 'sanctioned and excluded: a probation by a state board and a federal exclusion, neither of which has ended; the license is restricted',
  },
  {
    by: { npi: EXPIRED_LICENSE_PHYSICIAN_NPI },
    matches: 1,
    says: 'the only license has expired; nobody can change it',
  },
  {
    by: { npi: DEACTIVATED_PHYSICIAN_NPI },
    matches: 1,
    says: 'the NPI was deactivated on August 2, 2024; nobody can change its license',
  },
  {
    by: { ecfmgNumber: '09990025' },
    matches: 1,
    says: `studied abroad: found by the ECFMG number too (NPI ${ECFMG_PHYSICIAN_NPI})`,
  },
  {
    by: { npi: SPARSE_PHYSICIAN_NPI },
    matches: 1,
    says: 'hardly anything is known: sections say who was asked, or that nobody was',
  },
  {
    by: { npi: CHANGING_PHYSICIAN_NPI },
    matches: 1,
    says: 'changes once for each term of monitoring, a day after it began by the clock of its organization: the next advance of the test clock by `P1D` brings a notice',
  },
  {
    by: { npi: SLOW_PHYSICIAN_NPI },
    matches: 1,
    says: 'the PDF takes ten seconds longer than others when it is made: the answer to the first download comes late',
  },
]

/** The value as it is shown to people: `npi: 2990000012`. */
export function magicText({ by }: MagicValue): string {
  if ('npi' in by) return `NPI ${by.npi}`
  if ('ecfmgNumber' in by) return `ECFMG number ${by.ecfmgNumber}`
  const { firstName, lastName, birthDate } = by.nameAndBirthDate
  return `${firstName} ${lastName}, born ${birthDate}`
}
