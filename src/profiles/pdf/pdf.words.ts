import type { CertificationDuration, NameValue, SanctionKind, TrainingStatus } from '../profile.content.js'
import type { ProductCode } from '../profile.sections.js'

/** What was bought, in words: of a profile, the title of its document. */
export const PRODUCT_TITLES: Readonly<Record<ProductCode, string>> = {
  INITIAL_APPOINTMENT: 'Physician Profile – Initial appointment',
  REAPPOINTMENT: 'Physician Profile – Reappointment',
  PA_PROFILE: 'Physician Assistant Profile',
  CONTINUOUS_MONITORING: 'Continuous Monitoring',
}

/** Kinds of names. */
export const NAME_TYPES: Readonly<Record<NameValue['type'], string>> = {
  LEGAL: 'Legal name',
  FORMER: 'Former name',
  OTHER: 'Other name',
}

/** States of a graduate training. */
export const TRAINING_STATUS_WORDS: Readonly<Record<TrainingStatus, string>> = {
  ACTIVE: 'Active',
  COMPLETED: 'Completed',
  DISMISSED: 'Dismissed',
  FUTURE_START: 'Future start',
  LEAVE_OF_ABSENCE: 'Leave of absence',
  WITHDRAWN: 'Withdrawn',
}

/** How long a board certificate holds. */
export const DURATION_WORDS: Readonly<Record<CertificationDuration, string>> = {
  LIFETIME: 'Lifetime',
  CONTINUOUS: 'Continuous',
  TIME_LIMITED: 'Time limited',
}

/** Who can act against a clinician. */
export const SANCTION_WORDS: Readonly<Record<SanctionKind, string>> = {
  STATE_BOARD: 'State board action',
  MEDICARE_MEDICAID: 'Medicare or Medicaid exclusion',
  DEA: 'DEA action',
  UNIFORMED_SERVICES: 'Uniformed services action',
}

/** States, the district and the territories by their postal codes. */
const JURISDICTIONS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,' +
    'DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,' +
    'KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,' +
    'MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,' +
    'NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,' +
    'SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,' +
    'WV West Virginia,WI Wisconsin,WY Wyoming,AS American Samoa,GU Guam,MP Northern Mariana Islands,PR Puerto Rico,' +
    'VI US Virgin Islands'
  )
    .split(',')
    .map((entry) => [entry.slice(0, 2), entry.slice(3)]),
)

/** `Illinois (IL)`; a code that is none of ours prints as it is. */
export function jurisdictionName(code: string | null): string {
  const name = code === null ? undefined : JURISDICTIONS[code]
  return name === undefined ? (code ?? '') : `${name} (${code})`
}

/**
 * The words for a code. A code that a later content format adds prints readably (`Some code` for `SOME_CODE`) instead
 * of breaking a document that was paid for.
 */
export function wordsFor(words: Readonly<Record<string, string>>, code: string | null): string {
  if (typeof code !== 'string') return ''
  if (Object.hasOwn(words, code)) return words[code] ?? ''
  return /^[A-Z]+(_[A-Z]+)+$/.test(code) ? code.charAt(0) + code.slice(1).toLowerCase().replaceAll('_', ' ') : code
}
