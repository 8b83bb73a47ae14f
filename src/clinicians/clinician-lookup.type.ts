import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Holds } from '../graphql/cost/cost.policy.js'
import { enumOf } from '../graphql/enums.js'
import { UserError } from '../graphql/user-error.js'
import { MAX_CANDIDATES, MAX_CRITERIA } from './clinician.rules.js'
import { ClinicianMatch, ClinicianType, MatchedName } from './clinician.type.js'

export const LOOKUP_STATUSES = ['MATCHED', 'AMBIGUOUS', 'NOT_FOUND', 'INVALID'] as const
export type LookupStatus = (typeof LOOKUP_STATUSES)[number]
const LookupStatusEnum = enumOf(LOOKUP_STATUSES)
registerEnumType(LookupStatusEnum, {
  name: 'ClinicianLookupStatus',
  description: 'What became of one of many criteria.',
  valuesConfig: {
    MATCHED: { description: 'Exactly one clinician matches.' },
    AMBIGUOUS: { description: 'Several clinicians match; look for them by a number.' },
    NOT_FOUND: { description: 'Nobody matches.' },
    INVALID: { description: 'The criterion cannot be looked for; nothing was.' },
  },
})

@ObjectType({ description: 'What became of one of the criteria of a look-up.' })
export class ClinicianLookupRow {
  @Field(() => Int, { description: 'Which criterion, counted from 0; the rows come in the order of the criteria.' })
  index!: number

  @Field(() => LookupStatusEnum, { description: 'What became of it.' })
  status!: LookupStatus

  @Field(() => ClinicianType, { nullable: true, description: 'Who matches; null unless `MATCHED`.' })
  clinician!: ClinicianType | null

  @Field(() => MatchedName, {
    nullable: true,
    description: 'Which of the names matched; null unless `MATCHED` by name and date of birth.',
  })
  matchedName!: MatchedName | null

  @Holds(MAX_CANDIDATES)
  @Field(() => [ClinicianMatch], {
    description: 'Who matches, by last and first name, the first ten; empty unless `AMBIGUOUS`.',
  })
  candidates!: ClinicianMatch[]

  @Field(() => [String], {
    description: 'What was looked for and where, a sentence each; empty unless `NOT_FOUND`.',
  })
  explanation!: string[]

  @Field(() => UserError, {
    nullable: true,
    description: 'What is wrong with the criterion, with the path within it; null unless `INVALID`.',
  })
  userError!: UserError | null

  @Field(() => String, {
    nullable: true,
    description:
      'NPI that was likely meant by one with a wrong check digit: two neighbors swapped, or one digit off. Null unless exactly one such NPI is in the directory.',
  })
  suggestedNpi!: string | null
}

@ObjectType({ description: 'Answer of a look-up of many clinicians.' })
export class ClinicianLookupResult {
  @Holds(MAX_CRITERIA, { asManyAs: 'lookupClinicians.criteria' })
  @Field(() => [ClinicianLookupRow], { description: 'One row for each criterion, in their order.' })
  rows!: ClinicianLookupRow[]

  @Field(() => [UserError], {
    description:
      'What is wrong with the call as a whole: NOT_FOUND for the organization, INVALID_INPUT for none or more than 250 criteria. Nothing was looked for then.',
  })
  userErrors!: UserError[]
}
