/**
 * What a profile snapshot says: one JSON document, the same for GraphQL, the PDF and every later rendering.
 * Sections and their order: domain.md, "Profile". US spelling, as the field writes it (license, program).
 */

/** A date of which the source may know only the year (`2009`) or the month (`2009-06`); else `YYYY-MM-DD`. */
export type PartialDate = string

/** Where an element comes from. */
export interface Provenance {
  /** Name of the source as printed, for example `NPPES`. */
  source: string
  /** The day on which the source last reported the element (`YYYY-MM-DD`); null where the source gives none. */
  lastReportedOn: string | null
  /** When the gateway took it over from the source: ISO 8601, UTC. */
  retrievedAt: string
}

/** One fact of a section, with its source. */
export interface ProfileElement<Value> {
  value: Value
  provenance: Provenance
}

/** A source that covers the section, was asked, and has nothing on this clinician: "none reported by SOURCE as of DATE". */
export interface NoneReported {
  source: string
  /** `YYYY-MM-DD` */
  asOf: string
}

/** A section without elements and without `noneReported` means: no source has reported it. */
export interface ProfileSection<Value> {
  elements: ProfileElement<Value>[]
  noneReported: NoneReported[]
}

export interface NameValue {
  type: 'LEGAL' | 'FORMER' | 'OTHER'
  prefix: string | null
  first: string | null
  middle: string | null
  last: string
  suffix: string | null
  /** Professional designation as the source writes it: `MD`, `D.O.`, `PA-C`. */
  credential: string | null
}

export interface AddressValue {
  lines: string[]
  city: string | null
  /** Two-letter code in the US; free text abroad. */
  state: string | null
  postalCode: string | null
  /** ISO 3166-1 alpha-2. */
  country: string
}

export interface PhoneValue {
  /** As the source writes it; ten digits in the US. */
  number: string
  extension: string | null
}

export interface BirthValue {
  date: PartialDate
  city: string | null
  state: string | null
  country: string | null
}

/** What the clinician mostly does, and a specialty that the clinician designates; either may be absent. */
export interface ActivityValue {
  majorActivity: string | null
  specialty: SelfDesignatedSpecialty | null
}

export interface SelfDesignatedSpecialty {
  /** Health care provider taxonomy code, for example `207R00000X`; null where the source names the specialty only. */
  taxonomyCode: string | null
  /** As the source names it, else as the taxonomy names its code; null if that is not known. */
  name: string | null
  primary: boolean
}

export interface MembershipValue {
  status: string
}

export interface NpiValue {
  number: string
  enumeratedOn: PartialDate | null
  deactivatedOn: PartialDate | null
  reactivatedOn: PartialDate | null
}

export interface EducationValue {
  school: string
  location: string | null
  degree: string | null
  degreeType: string | null
  enrolledOn: PartialDate | null
  degreeOn: PartialDate | null
  /** True when the school itself has confirmed it. */
  verified: boolean
}

export const TRAINING_STATUSES = [
  'ACTIVE',
  'COMPLETED',
  'DISMISSED',
  'FUTURE_START',
  'LEAVE_OF_ABSENCE',
  'WITHDRAWN',
] as const
export type TrainingStatus = (typeof TRAINING_STATUSES)[number]

export interface TrainingValue {
  institution: string
  state: string | null
  program: string | null
  specialty: string | null
  /** `Residency`, `Fellowship`, `Internship`. */
  type: string | null
  startedOn: PartialDate | null
  endedOn: PartialDate | null
  status: TrainingStatus
}

export interface NationalBoardValue {
  /** `NBME`, `NBOME`. */
  board: string
  examination: string | null
  certifiedOn: PartialDate | null
}

export interface LicenseValue {
  /** Two-letter code of the state or territory. */
  jurisdiction: string
  number: string
  type: string | null
  /** As the board reports it; null where the source carries no status (NPPES does not). */
  status: string | null
  issuedOn: PartialDate | null
  expiresOn: PartialDate | null
}

export interface EcfmgValue {
  /** 7 or 8 digits. */
  number: string
  certifiedOn: PartialDate | null
}

export interface DeaValue {
  number: string
  /** `2`, `2N`, `3`, `3N`, `4`, `5`. */
  schedules: string[]
  expiresOn: PartialDate | null
  city: string | null
  state: string | null
}

export const CERTIFICATION_DURATIONS = ['LIFETIME', 'CONTINUOUS', 'TIME_LIMITED'] as const
export type CertificationDuration = (typeof CERTIFICATION_DURATIONS)[number]

export interface BoardCertificationValue {
  board: string
  certificate: string
  status: string
  /** `General` or `Subspecialty`. */
  type: string | null
  duration: CertificationDuration | null
  effectiveOn: PartialDate | null
  expiresOn: PartialDate | null
  reverificationOn: PartialDate | null
  participatingInContinuingCertification: boolean | null
}

export const SANCTION_KINDS = ['STATE_BOARD', 'MEDICARE_MEDICAID', 'DEA', 'UNIFORMED_SERVICES'] as const
export type SanctionKind = (typeof SANCTION_KINDS)[number]

export interface SanctionValue {
  kind: SanctionKind
  /** Who acted, for example the medical board of a state. */
  authority: string
  action: string
  actionOn: PartialDate | null
  endedOn: PartialDate | null
  description: string | null
}

/** The programme of a physician assistant. */
export interface PaProgramValue {
  school: string
  location: string | null
  /** `YYYY` */
  degreeYear: PartialDate | null
}

export interface NccpaValue {
  /** 7 digits. */
  number: string
  status: string
  yearGranted: PartialDate | null
}

/** Every section's element type, by its code. */
export interface SectionValues {
  NAMES: NameValue
  MAILING_ADDRESS: AddressValue
  OFFICE_ADDRESS: AddressValue
  OFFICE_PHONE: PhoneValue
  BIRTH: BirthValue
  ACTIVITY: ActivityValue
  MEMBERSHIP: MembershipValue
  NPI: NpiValue
  EDUCATION: EducationValue
  TRAINING: TrainingValue
  NATIONAL_BOARDS: NationalBoardValue
  LICENSES: LicenseValue
  ECFMG: EcfmgValue
  DEA: DeaValue
  BOARD_CERTIFICATIONS: BoardCertificationValue
  SANCTIONS: SanctionValue
  PA_PROGRAM: PaProgramValue
  NCCPA: NccpaValue
}
export type SectionCode = keyof SectionValues

export type ProfileSections = { [Code in SectionCode]?: ProfileSection<SectionValues[Code]> }

/** The whole document: canonical JSON of it (RFC 8785) is what the SHA-256 of a snapshot is taken over. */
export interface ProfileContent {
  format: 'profile-content/1'
  clinicianId: string
  kind: 'PHYSICIAN' | 'PHYSICIAN_ASSISTANT'
  sections: ProfileSections
}
