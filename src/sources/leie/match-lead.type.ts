import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { MAX_REASON_LENGTH } from '../../audit/reason.js'
import { enumOf } from '../../graphql/enums.js'
import { DateTime, LocalDate } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/user-error.js'

export const LEAD_REASONS = [
  'NAME_ONLY',
  'SEVERAL_WITH_NAME_AND_BIRTH_DATE',
  'NAME_AND_BIRTH_DATE_WITH_OTHER_NPI',
  'NAME_WITH_OTHER_NPI',
  'NPI_WITH_OTHER_NAME',
  'NPI_WITH_OTHER_BIRTH_DATE',
  'NPI',
  'NAME_AND_BIRTH_DATE',
] as const
export type LeadReason = (typeof LEAD_REASONS)[number]
export const LeadReasonEnum = enumOf(LEAD_REASONS)
registerEnumType(LeadReasonEnum, {
  name: 'MatchLeadReason',
  description:
    'What speaks for, and against, an exclusion being about a clinician. As long as a lead is open or reopened, "none reported" is not said of the clinician by its source, except where noted.',
  valuesConfig: {
    NAME_ONLY: { description: 'First and last name agree, birth dates do not contradict, and no number decides.' },
    SEVERAL_WITH_NAME_AND_BIRTH_DATE: {
      description: 'First and last name and the exact birth date agree, of several clinicians.',
    },
    NAME_AND_BIRTH_DATE_WITH_OTHER_NPI: {
      description: 'First and last name and the exact birth date agree, the NPIs differ.',
    },
    NAME_WITH_OTHER_NPI: {
      description:
        'First and last name agree, the NPIs differ and no birth date decides: weak, so "none reported" is said all the same.',
    },
    NPI_WITH_OTHER_NAME: {
      description:
        'The NPI is that of the clinician, first and last name are not: the sanction stands in the profile unless the lead is rejected.',
    },
    NPI_WITH_OTHER_BIRTH_DATE: {
      description:
        'The NPI is that of the clinician, the birth date is not, whether or not the names agree: the sanction stands in the profile unless the lead is rejected.',
    },
    NPI: { description: 'The NPI is that of the clinician, and neither name nor birth date contradicts.' },
    NAME_AND_BIRTH_DATE: {
      description: 'No NPI is published; first and last name and the exact birth date agree, of one clinician alone.',
    },
  },
})

export const LEAD_STATES = ['OPEN', 'MATCHED', 'CONFIRMED', 'REJECTED', 'REOPENED'] as const
export type LeadState = (typeof LEAD_STATES)[number]
export const LeadStateEnum = enumOf(LEAD_STATES)
registerEnumType(LeadStateEnum, {
  name: 'MatchLeadState',
  description: 'What staff have decided about a lead.',
  valuesConfig: {
    OPEN: { description: 'Nothing yet. It goes by itself when what is known settles the question.' },
    MATCHED: {
      description:
        'A rule has settled it, nobody has decided: the exclusion is among the sanctions. Reject it to take a wrong one back. It goes by itself when the rule holds no longer.',
    },
    CONFIRMED: { description: 'The exclusion is about the clinician: it is among the sanctions.' },
    REJECTED: { description: 'The exclusion is not about the clinician.' },
    REOPENED: {
      description:
        'It was rejected, and by what is known since more speaks for it than then: decide again. The exclusion is not among the sanctions, and "none reported" is not said.',
    },
  },
})

export const LEAD_DECISIONS = ['CONFIRMED', 'REJECTED'] as const satisfies readonly LeadState[]
export type LeadDecision = (typeof LEAD_DECISIONS)[number]
const LeadDecisionEnum = enumOf(LEAD_DECISIONS)
registerEnumType(LeadDecisionEnum, {
  name: 'MatchLeadDecision',
  description: 'What staff can decide about a lead.',
  valuesConfig: {
    CONFIRMED: { description: 'The exclusion is about the clinician.' },
    REJECTED: { description: 'The exclusion is about somebody else.' },
  },
})

@ObjectType({
  description:
    'An exclusion from the federal health care programs, as far as it helps to decide whom it is about. What is not published is null.',
})
export class PublishedExclusion {
  @Field(() => ID, { description: 'Stable id, `excl_…`.' })
  id!: string

  @Field(() => String, { nullable: true, description: 'Last name as published; null for a business.' })
  lastName!: string | null

  @Field(() => String, { nullable: true, description: 'First name as published; null for a business.' })
  firstName!: string | null

  @Field(() => String, { nullable: true, description: 'Middle name or initial; null if none is published.' })
  middleName!: string | null

  @Field(() => String, { nullable: true, description: 'Name of an excluded business; null for a person.' })
  businessName!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Line of work as published, cut at 20 characters: `DOCTOR(MD, DO)`; null if none is.',
  })
  general!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Specialty as published, cut at 20 characters: `INTERNAL MEDICINE`; null if none is.',
  })
  specialty!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'NPI, 10 digits; null if none is published, or one whose check digit is wrong.',
  })
  npi!: string | null

  @Field(() => Int, { nullable: true, description: 'Year of birth, never the full date; null if none is published.' })
  birthYear!: number | null

  @Field(() => String, { nullable: true, description: 'State of the address, two letters; null if none is published.' })
  state!: string | null

  @Field(() => String, { description: 'Section of the Social Security Act as OIG writes it: `1128a1`.' })
  typeCode!: string

  @Field(() => String, {
    nullable: true,
    description: 'The grounds in a few words; null for a code whose meaning is not known here.',
  })
  grounds!: string | null

  @Field(() => LocalDate, { description: 'Since when it is in force.' })
  excludedOn!: string

  @Field(() => LocalDate, { nullable: true, description: 'Day of the reinstatement; null if none is known.' })
  reinstatedOn!: string | null
}

@ObjectType('MatchLead', {
  description:
    'That an exclusion may be about a clinician, or is by a rule. A name alone is never a match: staff look at both and decide.',
})
export class MatchLeadType {
  @Field(() => ID, { description: 'Stable id, `lead_…`.' })
  id!: string

  @Field(() => String, { description: 'Name of the source, for example `OIG LEIE`.' })
  source!: string

  @Field(() => LeadReasonEnum, { description: 'What speaks for it, and against.' })
  reason!: LeadReason

  @Field(() => LeadStateEnum, { description: 'What was decided.' })
  state!: LeadState

  @Field(() => PublishedExclusion, { description: 'What the source published.' })
  exclusion!: PublishedExclusion

  @Field(() => DateTime, { description: 'When it was found.' })
  foundAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'When staff decided last; null until they have.' })
  decidedAt!: Date | null

  @Field(() => ID, {
    nullable: true,
    description: 'Who decided last, `usr_…`: see `BackOffice.user`; null until somebody has.',
  })
  decidedBy!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Why, in the words of that person; null until somebody has decided.',
  })
  decisionReason!: string | null

  clinicianId!: string
}

@InputType({ description: 'A lead, and what staff decide about it.' })
export class DecideMatchLeadInput {
  @Field(() => ID, { description: 'Id of the lead, `lead_…`.' })
  id!: string

  @Field(() => LeadDecisionEnum, { description: 'Whether the exclusion is about the clinician.' })
  decision!: LeadDecision

  @Field(() => String, {
    description: `Why, for the audit trail and whoever looks at the lead again: 1 to ${MAX_REASON_LENGTH} characters.`,
  })
  reason!: string
}

@ObjectType({ description: 'What came of `decideMatchLead`.' })
export class DecideMatchLeadPayload {
  @Field(() => MatchLeadType, { nullable: true, description: 'The lead as it is now; null if something was wrong.' })
  lead!: MatchLeadType | null

  @Field(() => [UserError], { description: 'What was wrong; nothing was changed then.' })
  userErrors!: UserError[]
}
