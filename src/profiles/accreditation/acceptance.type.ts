import { ArgsType, Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { type ClinicianKind, ClinicianKindEnum } from '../../clinicians/clinician.type.js'
import { Holds } from '../../graphql/cost/cost.policy.js'
import { enumOf } from '../../graphql/enums.js'
import { LocalDate } from '../../graphql/scalars.js'
import { SanctionKindEnum } from '../profile.career.types.js'
import type { SanctionKind, SectionCode } from '../profile.content.js'
import { SANCTION_KINDS } from '../profile.content.js'
import { SECTION_CODES } from '../profile.sections.js'
import { ProfileSectionCodeEnum } from '../profile-section.type.js'
import { ACCEPTANCE_REASONS, type AcceptanceReason, type Decision } from './acceptance.js'
import { ACCEPTANCE, ACCEPTANCES, ACCREDITORS, type Acceptance, type Accreditor } from './acceptance.table.js'

const AccreditorEnum = enumOf(ACCREDITORS)
registerEnumType(AccreditorEnum, {
  name: 'Accreditor',
  description: 'Who accredits health care organizations, or sets conditions for them.',
  valuesConfig: Object.fromEntries(ACCEPTANCE.accreditors.map(({ code, name }) => [code, { description: `${name}.` }])),
})

const AcceptanceEnum = enumOf(ACCEPTANCES)
registerEnumType(AcceptanceEnum, {
  name: 'Acceptance',
  description: 'Whether an accreditor accepts something from a profile.',
  valuesConfig: {
    YES: { description: 'It is stated to, and the profile has something that counts.' },
    NO: {
      description:
        'It is stated not to, or the profile is not of the right days for the decision, or has nothing of it that counts.',
    },
    NOT_STATED: { description: 'Nobody has stated it: ask the accreditor. It is neither yes nor no.' },
  },
})

const AcceptanceReasonEnum = enumOf(ACCEPTANCE_REASONS)
registerEnumType(AcceptanceReasonEnum, {
  name: 'AcceptanceReason',
  description: 'Why an item of a profile is accepted or is not. New reasons may be added.',
  valuesConfig: {
    STATED: { description: 'A statement says so; `source` says whose.' },
    NOT_STATED: { description: 'No statement says anything of this accreditor and this item.' },
    NOTHING_REPORTED: {
      description: 'No source has reported anything of the item, nor that there is nothing: silence is no evidence.',
    },
    SELF_REPORTED: {
      description: 'All that the profile has of it is stated by the clinician and confirmed by nobody.',
    },
    TOO_OLD: { description: 'The decision is after `usableUntil`.' },
    DECISION_BEFORE_PROFILE: { description: 'The decision is before the day of which the profile holds.' },
  },
})

@ArgsType()
export class DecisionArgs implements Decision {
  @Field(() => AccreditorEnum, { description: 'By whose requirements it is decided.' })
  accreditor!: Accreditor

  @Field(() => LocalDate, {
    description: "The day of the decision, in the time zone of the profile's organization; it may be yet to come.",
  })
  decisionDate!: string

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether the organization that relies on the profile is itself a certification body: it is usable for fewer days then.',
  })
  certificationBody!: boolean
}

@ObjectType({
  description: 'Whether an accreditor accepts one item: a section of the profile, or one kind of sanctions.',
})
export class ProfileItemAcceptance {
  @Field(() => ProfileSectionCodeEnum, { description: 'Of which section.' })
  section!: SectionCode

  @Field(() => SanctionKindEnum, {
    nullable: true,
    description: 'Which sanctions; null for every section but `SANCTIONS`, which is looked at by kind.',
  })
  sanctionKind!: SanctionKind | null

  @Field(() => AcceptanceEnum, { description: 'Whether it counts for the decision.' })
  accepted!: Acceptance

  @Field(() => AcceptanceReasonEnum, { description: 'Why.' })
  reason!: AcceptanceReason

  @Field(() => String, { description: 'The same in a sentence, and what to do instead.' })
  explanation!: string

  @Field(() => Int, { description: 'How many elements of it the profile has.' })
  elementCount!: number

  @Field(() => [Int], {
    description:
      'Which elements of the section do not count, by their places from 0: those that the clinician states and nobody has confirmed, such as licenses in NPPES, or a degree that the school has not verified.',
  })
  selfReported!: readonly number[]

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Last day on which it counts, if the accreditor accepts it at all; null if it is stated not to. Days are of the organization.',
  })
  usableUntil!: string | null

  @Field(() => Int, {
    nullable: true,
    description:
      'Days from the decision to `usableUntil`: 0 on the last day, negative afterwards; null where `usableUntil` is.',
  })
  daysLeft!: number | null

  @Field(() => String, { nullable: true, description: 'Who states it; null if nobody does.' })
  source!: string | null

  @Field(() => LocalDate, { nullable: true, description: 'Of which day that statement is; null if there is none.' })
  sourceAsOf!: string | null
}

@ObjectType({
  description:
    'What an accreditor accepts of a profile for a decision. From the table of `accreditors`; what is not stated there is answered as not stated.',
})
export class ProfileAcceptance {
  @Field(() => AccreditorEnum, { description: 'Which accreditor.' })
  accreditor!: Accreditor

  @Field(() => LocalDate, { description: 'The day of the decision.' })
  decisionDate!: string

  @Field(() => Boolean, { description: 'Whether for a certification body.' })
  certificationBody!: boolean

  @Field(() => LocalDate, {
    description: "From which day the days count: that of the profile's `asOf` in its `timeZone`.",
  })
  asOfDay!: string

  @Field(() => LocalDate, { description: 'Last day on which what is accepted counts.' })
  usableUntil!: string

  @Field(() => Int, { description: 'Days from the decision to `usableUntil`: 0 on the last day, negative afterwards.' })
  daysLeft!: number

  @Field(() => AcceptanceEnum, {
    description: 'Of the profile as a whole: `YES` if every item is accepted, `NO` if one is not, else `NOT_STATED`.',
  })
  accepted!: Acceptance

  @Field(() => String, { description: 'All of it in a few sentences.' })
  summary!: string

  @Holds(SECTION_CODES.length + SANCTION_KINDS.length)
  @Field(() => [ProfileItemAcceptance], { description: 'Every item of the product, in printed order.' })
  items!: ProfileItemAcceptance[]
}

@ObjectType('AcceptanceStatement', { description: 'What is stated of one item of a profile.' })
export class AcceptanceStatementType {
  @Field(() => ClinicianKindEnum, { nullable: true, description: 'Of whose profiles; null for all.' })
  kind!: ClinicianKind | null

  @Field(() => ProfileSectionCodeEnum, { description: 'Of which section.' })
  section!: SectionCode

  @Field(() => SanctionKindEnum, {
    nullable: true,
    description: 'Which sanctions; null for every section but `SANCTIONS`.',
  })
  sanctionKind!: SanctionKind | null

  @Field(() => AcceptanceEnum, { description: '`YES` or `NO`.' })
  accepted!: Acceptance

  @Field(() => String, { description: 'What is stated.' })
  text!: string

  @Field(() => String, { description: 'Who states it.' })
  source!: string

  @Field(() => LocalDate, { description: 'Of which day the statement is.' })
  asOf!: string
}

@ObjectType({ description: 'An accreditor, with all that is stated of what it accepts from profiles.' })
export class AccreditorStatements {
  @Field(() => AccreditorEnum, { description: 'Its code.' })
  code!: Accreditor

  @Field(() => String, { description: 'Its name.' })
  name!: string

  @Field(() => Int, { description: 'For how many days after its as-of day a profile is usable; the last day counts.' })
  usableDays!: number

  @Field(() => Int, { description: 'The same for certification bodies.' })
  certificationBodyDays!: number

  @Field(() => String, { description: 'Who states for how many days.' })
  usabilitySource!: string

  @Field(() => LocalDate, { description: 'Of which day that statement is.' })
  usabilityAsOf!: string

  @Holds(ACCEPTANCE.statements.length)
  @Field(() => [AcceptanceStatementType], { description: 'What is stated of items; of all others nothing is.' })
  statements!: AcceptanceStatementType[]
}
