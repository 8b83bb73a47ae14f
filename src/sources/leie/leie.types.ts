/** A ground of exclusion: where the law names it, and what it is. */
export interface ExclusionType {
  /** Section of the Social Security Act (42 USC 1320a-7 and neighbors); null for what no section names. */
  section: string | null
  grounds: string
}

/**
 * What OIG's codes mean, from its page of exclusion authorities (a work of the US federal government, 2017); the last four
 * are not on that page. `1128b1` stands for both of its parts.
 */
const TYPES: Readonly<Record<string, ExclusionType>> = {
  '1128a1': { section: '1128(a)(1)', grounds: 'Conviction of program-related crimes' },
  '1128a2': { section: '1128(a)(2)', grounds: 'Conviction relating to patient abuse or neglect' },
  '1128a3': { section: '1128(a)(3)', grounds: 'Felony conviction relating to health care fraud' },
  '1128a4': { section: '1128(a)(4)', grounds: 'Felony conviction relating to controlled substance' },
  '1128b1': {
    section: '1128(b)(1)',
    grounds:
      'Misdemeanor conviction relating to health care fraud, or conviction relating to fraud in non-health care programs',
  },
  '1128b2': { section: '1128(b)(2)', grounds: 'Conviction relating to obstruction of an investigation' },
  '1128b3': { section: '1128(b)(3)', grounds: 'Misdemeanor conviction relating to controlled substance' },
  '1128b4': { section: '1128(b)(4)', grounds: 'License revocation or suspension' },
  '1128b5': {
    section: '1128(b)(5)',
    grounds: 'Exclusion or suspension under federal or state health care program',
  },
  '1128b6': {
    section: '1128(b)(6)',
    grounds:
      'Claims for excessive charges, unnecessary services or services which fail to meet professionally recognized standards of health care, or failure of an HMO to furnish medically necessary services',
  },
  '1128b7': { section: '1128(b)(7)', grounds: 'Fraud, kickbacks, and other prohibited activities' },
  '1128b8': { section: '1128(b)(8)', grounds: 'Entities controlled by a sanctioned individual' },
  '1128b8a': {
    section: '1128(b)(8)(A)',
    grounds:
      'Entities controlled by a family or household member of an excluded individual and where there has been a transfer of ownership or control',
  },
  '1128b9': { section: '1128(b)(9)', grounds: 'Failure to disclose required information' },
  '1128b10': {
    section: '1128(b)(10)',
    grounds: 'Failure to supply requested information on subcontractors and suppliers',
  },
  '1128b11': { section: '1128(b)(11)', grounds: 'Failure to supply payment information' },
  '1128b12': { section: '1128(b)(12)', grounds: 'Failure to grant immediate access' },
  '1128b13': { section: '1128(b)(13)', grounds: 'Failure to take corrective action' },
  '1128b14': {
    section: '1128(b)(14)',
    grounds: 'Default on health education loan or scholarship obligations',
  },
  '1128b15': { section: '1128(b)(15)', grounds: 'Individuals controlling a sanctioned entity' },
  '1128b16': {
    section: '1128(b)(16)',
    grounds: 'Making false statement or misrepresentations of material fact',
  },
  '1128c3gi': { section: '1128(c)(3)(G)(i)', grounds: 'Conviction of two mandatory exclusion offenses' },
  '1128c3gii': {
    section: '1128(c)(3)(G)(ii)',
    grounds: 'Conviction on 3 or more occasions of mandatory exclusion offenses',
  },
  '1156': {
    section: '1156',
    grounds:
      'Failure to meet statutory obligations of practitioners and providers to provide medically necessary services meeting professionally recognized standards of health care (Peer Review Organization findings)',
  },
  '1128aa': {
    section: '1128A(a)',
    grounds: 'Civil monetary penalty law: exclusion for false or improper claims',
  },
  'brch sa': { section: null, grounds: 'Breach of settlement agreement' },
  'brch cia': { section: null, grounds: 'Breach of corporate integrity agreement' },
  '1160': {
    section: 'former section 1160',
    grounds: 'Sanction under former section 1160 (before 1987, professional standards review)',
  },
}

/** What a code means, however its letters are cased; null for one that is not known here. */
export function exclusionTypeOf(code: string): ExclusionType | null {
  return TYPES[code.toLowerCase()] ?? null
}

/** A sanction's action in words: `Exclusion under 1128(a)(1)`. */
export function exclusionAction(code: string): string {
  const type = exclusionTypeOf(code)
  if (type === null) return `Exclusion (code ${code})`
  return type.section === null ? 'Exclusion' : `Exclusion under ${type.section}`
}
