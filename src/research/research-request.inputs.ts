import { Field, ID, InputType, Int } from 'type-graphql'
import { type ClinicianKind, ClinicianKindEnum, type Criterion, CriterionEnum } from '../clinicians/clinician.type.js'
import { LocalDate } from '../graphql/scalars.js'
import {
  EARLIEST_YEAR,
  MAX_LICENSE_LENGTH,
  MAX_LICENSES,
  MAX_NAME_LENGTH,
  MAX_NOTE_LENGTH,
  MAX_OTHER_NAMES,
  MAX_TEXT_LENGTH,
} from './known-clinician.js'
import { MAX_EXPLANATION_LENGTH, MAX_VENDOR_REFERENCE_LENGTH } from './research-request.rules.js'

const WHICH = 'Id of the research request, `rrq_…`.'
const REASON = 'Why, 1 to 1000 characters: it goes into the audit trail.'
const UP_TO = (length: number, what: string) => `${what}, up to ${length} characters; null if unknown.`

@InputType({ description: 'A license of a state.' })
class KnownLicenseInput {
  @Field(() => String, { description: 'Two letters of the state or territory, for example `IL`.' })
  jurisdiction!: string

  @Field(() => String, { description: `Number, 1 to ${MAX_LICENSE_LENGTH} characters.` })
  number!: string
}

@InputType({
  description:
    'Anything known of a clinician: at least a last name, a number or a license. The more, the sooner the answer.',
})
export class KnownOfClinicianInput {
  @Field(() => ClinicianKindEnum, { nullable: true, description: 'Profession; null if unknown.' })
  kind?: ClinicianKind | null

  @Field(() => String, { nullable: true, description: UP_TO(MAX_NAME_LENGTH, 'First name') })
  firstName?: string | null

  @Field(() => String, { nullable: true, description: UP_TO(MAX_NAME_LENGTH, 'Middle name or initial') })
  middleName?: string | null

  @Field(() => String, { nullable: true, description: UP_TO(MAX_NAME_LENGTH, 'Last name') })
  lastName?: string | null

  @Field(() => [String], {
    nullable: true,
    description: `Former and other names in full, at most ${MAX_OTHER_NAMES}, of up to ${MAX_TEXT_LENGTH} characters each; null for none.`,
  })
  otherNames?: string[] | null

  @Field(() => LocalDate, {
    nullable: true,
    description: `Date of birth, since ${EARLIEST_YEAR}; null if unknown. Answers show the year only.`,
  })
  birthDate?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'National Provider Identifier, with the right check digit; null if unknown.',
  })
  npi?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'ECFMG number: 7 or 8 digits, hyphens are dropped; null if unknown.',
  })
  ecfmgNumber?: string | null

  @Field(() => String, { nullable: true, description: 'NCCPA number: 7 digits; null if unknown.' })
  nccpaNumber?: string | null

  @Field(() => [KnownLicenseInput], {
    nullable: true,
    description: `State licenses, present or past, at most ${MAX_LICENSES}; null for none.`,
  })
  licenses?: KnownLicenseInput[] | null

  @Field(() => String, { nullable: true, description: UP_TO(MAX_TEXT_LENGTH, 'Medical school or PA program') })
  medicalSchool?: string | null

  @Field(() => Int, {
    nullable: true,
    description: `Year of graduation, from ${EARLIEST_YEAR} to this year; null if unknown.`,
  })
  graduationYear?: number | null

  @Field(() => String, { nullable: true, description: 'State of practice, two letters; null if unknown.' })
  stateOfPractice?: string | null

  @Field(() => String, { nullable: true, description: UP_TO(MAX_TEXT_LENGTH, 'Employer or place of work') })
  employer?: string | null

  @Field(() => String, {
    nullable: true,
    description: `What else may help, up to ${MAX_NOTE_LENGTH} characters; null for nothing. No health data, please.`,
  })
  note?: string | null
}

@InputType({ description: 'A request to find out who a clinician is.' })
export class RequestResearchInput {
  @Field(() => ID, { description: 'Id of the organization for which you ask, `org_…`.' })
  organizationId!: string

  @Field(() => KnownOfClinicianInput, { description: 'What you know of the clinician.' })
  known!: KnownOfClinicianInput

  @Field(() => CriterionEnum, {
    nullable: true,
    description: 'By what you looked in vain, as `ClinicianSearchResult.researchDraft` says; null if you did not.',
  })
  searchedBy?: Criterion | null

  @Field(() => String, {
    nullable: true,
    description: `Your own reference; at most ${MAX_VENDOR_REFERENCE_LENGTH} characters. It stands in e-mails: no personal data, please.`,
  })
  vendorReference?: string | null
}

@InputType({ description: 'Which research request to take back.' })
export class WithdrawResearchRequestInput {
  @Field(() => ID, { description: WHICH })
  researchRequestId!: string
}

@InputType({ description: 'Which research request to take up.' })
export class StartResearchInput {
  @Field(() => ID, { description: WHICH })
  researchRequestId!: string

  @Field(() => String, { description: REASON })
  reason!: string
}

@InputType({ description: 'For when an answer is promised instead.' })
export class DelayResearchRequestInput {
  @Field(() => ID, { description: WHICH })
  researchRequestId!: string

  @Field(() => LocalDate, {
    description: 'The new day: a business day later than today and the present one, at most 130 business days ahead.',
  })
  dueOn!: string

  @Field(() => String, {
    description: `Why it takes longer, 1 to ${MAX_EXPLANATION_LENGTH} characters: the requester reads it.`,
  })
  explanation!: string

  @Field(() => String, { description: REASON })
  reason!: string
}

@InputType({
  description:
    'Who a clinician is whom the directory does not know yet: with a number, or else first name and date of birth.',
})
export class NewClinicianInput {
  @Field(() => ClinicianKindEnum, { description: 'Profession.' })
  kind!: ClinicianKind

  @Field(() => String, { nullable: true, description: UP_TO(MAX_NAME_LENGTH, 'Legal first name') })
  firstName?: string | null

  @Field(() => String, { nullable: true, description: UP_TO(MAX_NAME_LENGTH, 'Legal middle name or initial') })
  middleName?: string | null

  @Field(() => String, { description: `Legal last name, 1 to ${MAX_NAME_LENGTH} characters.` })
  lastName!: string

  @Field(() => String, { nullable: true, description: 'Such as `JR` or `III`; null if there is none.' })
  suffix?: string | null

  @Field(() => String, { nullable: true, description: 'Such as `MD`, `DO` or `PA-C`; null if unknown.' })
  credential?: string | null

  @Field(() => LocalDate, { nullable: true, description: 'Date of birth; null if unknown.' })
  birthDate?: string | null

  @Field(() => String, { nullable: true, description: 'National Provider Identifier; null if there is none.' })
  npi?: string | null

  @Field(() => String, { nullable: true, description: 'ECFMG number of a physician; null if there is none.' })
  ecfmgNumber?: string | null

  @Field(() => String, { nullable: true, description: 'NCCPA number of a physician assistant; null if there is none.' })
  nccpaNumber?: string | null

  @Field(() => String, { nullable: true, description: UP_TO(MAX_NAME_LENGTH, 'City of practice') })
  city?: string | null

  @Field(() => String, { nullable: true, description: 'State of that city, two letters; null if unknown.' })
  state?: string | null
}

@InputType({
  description: 'An answer: exactly one of `clinicianId`, `newClinician` and `notFoundExplanation`.',
})
export class AnswerResearchRequestInput {
  @Field(() => ID, { description: WHICH })
  researchRequestId!: string

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the clinician of the directory who was meant, `cln_…`; null for another answer.',
  })
  clinicianId?: string | null

  @Field(() => NewClinicianInput, {
    nullable: true,
    description:
      'Who the clinician is, if the directory has nobody: the answer brings them in; null for another answer.',
  })
  newClinician?: NewClinicianInput | null

  @Field(() => String, {
    nullable: true,
    description: `Why nobody was found, 1 to ${MAX_EXPLANATION_LENGTH} characters: the requester reads it; null for another answer.`,
  })
  notFoundExplanation?: string | null

  @Field(() => String, { description: REASON })
  reason!: string
}
