import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Holds } from '../graphql/cost/cost.policy.js'
import { enumOf } from '../graphql/enums.js'
import { UserError } from '../graphql/user-error.js'
import type { CheckedCriterion } from './clinician.rules.js'
import { MAX_MATCHES } from './clinician.rules.js'

export const CLINICIAN_KINDS = ['PHYSICIAN', 'PHYSICIAN_ASSISTANT'] as const
export type ClinicianKind = (typeof CLINICIAN_KINDS)[number]
export const ClinicianKindEnum = enumOf(CLINICIAN_KINDS)
registerEnumType(ClinicianKindEnum, {
  name: 'ClinicianKind',
  description: 'The professions that the directory holds.',
  valuesConfig: {
    PHYSICIAN: { description: 'Doctor of medicine (MD) or of osteopathic medicine (DO).' },
    PHYSICIAN_ASSISTANT: { description: 'Physician assistant (PA).' },
  },
})

export const CLINICIAN_NAME_TYPES = ['LEGAL', 'FORMER', 'OTHER'] as const
export type ClinicianNameType = (typeof CLINICIAN_NAME_TYPES)[number]
export const ClinicianNameTypeEnum = enumOf(CLINICIAN_NAME_TYPES)
registerEnumType(ClinicianNameTypeEnum, {
  name: 'ClinicianNameType',
  description: 'What a name is to the person.',
  valuesConfig: {
    LEGAL: { description: 'The present legal name.' },
    FORMER: { description: 'A former legal name, such as a maiden name.' },
    OTHER: { description: 'Another name in use, such as a professional name.' },
  },
})

export const CRITERIA = ['NPI', 'ECFMG_NUMBER', 'NCCPA_NUMBER', 'NAME_AND_BIRTH_DATE'] as const
export type Criterion = (typeof CRITERIA)[number]
export const CriterionEnum = enumOf(CRITERIA)
registerEnumType(CriterionEnum, {
  name: 'ClinicianCriterionKind',
  description: 'By what a clinician was looked for.',
  valuesConfig: {
    NPI: { description: 'National Provider Identifier.' },
    ECFMG_NUMBER: { description: 'Number of the Educational Commission for Foreign Medical Graduates.' },
    NCCPA_NUMBER: { description: 'Number of the National Commission on Certification of Physician Assistants.' },
    NAME_AND_BIRTH_DATE: { description: 'First and last name with the exact date of birth.' },
  },
})

@ObjectType('Clinician', {
  description:
    'A physician or physician assistant of the directory, as far as a search may tell: enough to know whom to order.',
})
export class ClinicianType {
  @Field(() => ID, { description: 'Stable id, `cln_…`.' })
  id!: string

  @Field(() => ClinicianKindEnum, { description: 'Profession; decides which products there are.' })
  kind!: ClinicianKind

  @Field(() => String, {
    nullable: true,
    description: 'National Provider Identifier, 10 digits; null if none is known.',
  })
  npi!: string | null

  @Field(() => String, { nullable: true, description: 'Legal first name; null if the source has none.' })
  firstName!: string | null

  @Field(() => String, { nullable: true, description: 'Legal middle name or initial; null if none is known.' })
  middleName!: string | null

  @Field(() => String, { description: 'Legal last name.' })
  lastName!: string

  @Field(() => String, { nullable: true, description: 'Such as `JR` or `III`; null if none is known.' })
  suffix!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'As the source writes it: `MD`, `D.O.`, `PA-C`; null if it has none.',
  })
  credential!: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'Year of birth; null if no source has the date. The full date stands in the profile only.',
  })
  birthYear!: number | null

  @Field(() => String, {
    nullable: true,
    description: 'City of practice, or else of the mailing address; null if unknown.',
  })
  city!: string | null

  @Field(() => String, { nullable: true, description: 'State of that city, two letters in the US; null if unknown.' })
  state!: string | null
}

@ObjectType({ description: 'The name under which a clinician was found.' })
export class MatchedName {
  @Field(() => ClinicianNameTypeEnum, { description: 'What the name is to the person.' })
  type!: ClinicianNameType

  @Field(() => String, { nullable: true, description: 'First name; null if the source has none.' })
  firstName!: string | null

  @Field(() => String, { nullable: true, description: 'Middle name or initial; null if none is known.' })
  middleName!: string | null

  @Field(() => String, { description: 'Last name.' })
  lastName!: string

  @Field(() => String, { nullable: true, description: 'Such as `JR`; null if none is known.' })
  suffix!: string | null
}

@ObjectType({ description: 'One clinician that a search found.' })
export class ClinicianMatch {
  @Field(() => ClinicianType, { description: 'Who was found.' })
  clinician!: ClinicianType

  @Field(() => CriterionEnum, { description: 'By what.' })
  matchedOn!: Criterion

  @Field(() => MatchedName, {
    nullable: true,
    description: 'Which of the names matched, legal name before others; null for a search by number.',
  })
  matchedName!: MatchedName | null
}

@ObjectType({ description: 'Answer of a search.' })
export class ClinicianSearchResult {
  @Holds(MAX_MATCHES)
  @Field(() => [ClinicianMatch], { description: 'Everybody who matches, by last and first name; at most 50.' })
  matches!: ClinicianMatch[]

  @Field(() => [String], {
    description: 'When nobody matches: what was looked for and where, a sentence each. Else empty.',
  })
  explanation!: string[]

  /** What nobody matches; null if somebody does. */
  missed!: CheckedCriterion | null

  @Field(() => [UserError], { description: 'What is wrong with the criterion; nothing was looked for then.' })
  userErrors!: UserError[]
}
