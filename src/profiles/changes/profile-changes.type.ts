import { Field, ID, ObjectType } from 'type-graphql'
import { Holds } from '../../graphql/cost/cost.policy.js'
import { DateTime, LocalDate } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/user-error.js'
import type { SectionCode } from '../profile.content.js'
import { ProvenanceType } from '../profile.provenance.type.js'
import { SECTION_CODES } from '../profile.sections.js'
import { ProfileSectionCodeEnum } from '../profile-section.type.js'

@ObjectType({ description: 'A field of an element of a profile, before and after.' })
export class ProfileFieldChange {
  @Field(() => String, { description: 'Name of the field, as in the type of the element: `expiresOn`.' })
  field!: string

  @Field(() => String, {
    nullable: true,
    description:
      'As text: dates as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, booleans as `true` or `false`, enum values by their codes, lists with commas. Null if there was no value.',
  })
  before!: string | null

  @Field(() => String, { nullable: true, description: 'The same afterwards; null if there is no value.' })
  after!: string | null
}

@ObjectType({
  description: 'An element of a profile that is new, gone, changed, or reported again. Two sources tell two elements.',
})
export class ProfileElementChange {
  @Field(() => String, {
    description: 'Which element: what tells it from others of its section and source, for example `IL, 036-000001`.',
  })
  element!: string

  @Field(() => String, { description: 'Name of the source that reports it.' })
  source!: string

  @Holds(15, { usually: 5 })
  @Field(() => [ProfileFieldChange], {
    description:
      'The fields that differ, in the order of their names; of an element that is new or gone, all that have a value; none if it was only reported again.',
  })
  fields!: ProfileFieldChange[]

  @Field(() => ProvenanceType, {
    nullable: true,
    description: 'Where it came from before; null for an element that is new.',
  })
  provenanceBefore!: ProvenanceType | null

  @Field(() => ProvenanceType, {
    nullable: true,
    description: 'Where it comes from now; null for an element that is gone.',
  })
  provenanceAfter!: ProvenanceType | null
}

@ObjectType({
  description: 'That a source has nothing on the clinician: since when, until when, or as of another day.',
})
export class ProfileSilenceChange {
  @Field(() => String, { description: 'Name of the source.' })
  source!: string

  @Field(() => LocalDate, {
    nullable: true,
    description: 'As of which day it had nothing before; null if it had something, or had not been asked.',
  })
  before!: string | null

  @Field(() => LocalDate, {
    nullable: true,
    description: 'As of which day it has nothing now; null if it has something, or its silence says nothing any more.',
  })
  after!: string | null
}

@ObjectType({ description: 'What differs in one section of a profile.' })
export class ProfileSectionChanges {
  @Field(() => ProfileSectionCodeEnum, { description: 'Which section.' })
  section!: SectionCode

  @Field(() => String, { description: 'Its title, as printed.' })
  title!: string

  @Field(() => Boolean, {
    description:
      'Whether continuous monitoring watches the section: licenses, sanctions, NPI, DEA, board certification, training, education. It then watches all of its fields.',
  })
  monitored!: boolean

  @Holds(30, { usually: 2 })
  @Field(() => [ProfileElementChange], { description: 'Elements that are new.' })
  added!: ProfileElementChange[]

  @Holds(30, { usually: 2 })
  @Field(() => [ProfileElementChange], { description: 'Elements that are gone.' })
  removed!: ProfileElementChange[]

  @Holds(30, { usually: 2 })
  @Field(() => [ProfileElementChange], { description: 'Elements of which the source says something else.' })
  changed!: ProfileElementChange[]

  @Holds(30, { usually: 4 })
  @Field(() => [ProfileElementChange], {
    description:
      'Elements of which the source says the same, reported or retrieved at another time. No change of data.',
  })
  onlyReverified!: ProfileElementChange[]

  @Holds(10, { usually: 1 })
  @Field(() => [ProfileSilenceChange], { description: 'What differs in "none reported by SOURCE as of DATE".' })
  noneReported!: ProfileSilenceChange[]
}

@ObjectType({ description: 'What differs between two profiles of one clinician.' })
export class ProfileChanges {
  @Field(() => ID, { description: 'Number of the document that the profile is compared with, `PD-` and 10 digits.' })
  since!: string

  @Field(() => DateTime, { description: 'The moment of which that document holds.' })
  sinceAsOf!: Date

  @Field(() => Boolean, {
    description: 'Whether both are of the same snapshot: nothing that is known has changed in any section.',
  })
  sameSnapshot!: boolean

  @Field(() => Boolean, {
    description:
      'Whether an element of a section that continuous monitoring watches is new, gone or changed; being reported again is no change.',
  })
  monitoredChange!: boolean

  @Field(() => [ProfileSectionCodeEnum], {
    description: 'The sections that were compared, in printed order: those that both products include.',
  })
  compared!: SectionCode[]

  @Field(() => [ProfileSectionCodeEnum], {
    description: 'The sections that only one of the two products includes: of them nothing is said.',
  })
  notCompared!: SectionCode[]

  @Holds(SECTION_CODES.length, { usually: 5 })
  @Field(() => [ProfileSectionChanges], {
    description: 'The sections with differences, in printed order. The order in which a source lists elements is none.',
  })
  sections!: ProfileSectionChanges[]
}

@ObjectType({ description: 'Answer of `Profile.changesSince`.' })
export class ProfileChangesResult {
  @Field(() => ProfileChanges, { nullable: true, description: 'What differs; null if something is wrong.' })
  changes!: ProfileChanges | null

  @Field(() => [UserError], {
    description:
      'NOT_FOUND for a document that the organization of this profile does not have; INVALID_INPUT for one of another clinician.',
  })
  userErrors!: UserError[]
}
