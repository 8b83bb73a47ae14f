import { Field, ID, Int, ObjectType } from 'type-graphql'
import { DateTime, LocalDate } from '../graphql/scalars.js'
import type { SectionCode } from '../profiles/profile.content.js'
import { ProfileSectionCodeEnum } from '../profiles/profile-section.type.js'
import {
  type DiscrepancyEventActor,
  DiscrepancyEventActorEnum,
  type DiscrepancyEventKind,
  DiscrepancyEventKindEnum,
  type DiscrepancyState,
  DiscrepancyStateEnum,
} from './discrepancy.words.js'

@ObjectType('DiscrepancyEvent', { description: 'A step of a discrepancy report.' })
export class DiscrepancyEventType {
  @Field(() => DiscrepancyEventKindEnum, { description: 'What happened.' })
  kind!: DiscrepancyEventKind

  @Field(() => DiscrepancyEventActorEnum, { description: 'Who did it.' })
  actorKind!: DiscrepancyEventActor

  @Field(() => DateTime, { description: "When, by the organization's clock." })
  occurredAt!: Date

  @Field(() => LocalDate, {
    nullable: true,
    description: 'For which day an outcome was promised then; null for steps that promise none.',
  })
  dueOn!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What was said: a question, a reply, why it takes longer, or what was found; null for other steps.',
  })
  message!: string | null
}

@ObjectType('DiscrepancyEvidence', { description: 'A file that goes with a discrepancy report.' })
export class DiscrepancyEvidenceType {
  @Field(() => ID, { description: 'Stable id, `dev_…`.' })
  id!: string

  discrepancyId!: string
  organizationId!: string
  fileId!: string | null

  @Field(() => String, { description: 'Name of the file as the uploader gave it; never trusted.' })
  fileName!: string

  @Field(() => String, {
    description: 'Media type, checked by content: `application/pdf`, `image/png` or `image/jpeg`.',
  })
  contentType!: string

  @Field(() => Int, { description: 'Size in bytes, at most 10 MB (10,485,760).' })
  bytes!: number

  @Field(() => String, { description: 'SHA-256 of the file, 64 hexadecimal digits.' })
  sha256!: string

  @Field(() => DateTime, { description: "When it was added, by the organization's clock." })
  addedAt!: Date
}

@ObjectType('Discrepancy', {
  description:
    "A report that something in a bought profile is wrong. The publisher's staff investigate it within 30 business days, or say until when it takes longer.",
})
export class DiscrepancyType {
  @Field(() => ID, { description: 'Stable id, `dsc_…`.' })
  id!: string

  organizationId!: string
  /** Of the organization, as how far its clock is ahead. */
  timeZone!: string
  clockAheadMs!: number
  clinicianId!: string
  orderItemId!: string
  documentId!: string
  correctedDocumentId!: string | null
  dueBefore!: Date
  /** The first instant at which the corrected profile is not handed out any more. */
  downloadBefore!: Date | null
  /** What it says, unmasked; see the resolver. */
  says!: string | null
  element!: string | null
  takenByName!: string | null

  @Field(() => String, { description: 'Number for people: `DR-` and 8 digits, increasing, never reused.' })
  number!: string

  @Field(() => String, { description: 'Number of the order with which the profile was bought, `PO-` and 10 digits.' })
  orderNumber!: string

  @Field(() => ID, { description: 'Number of the document in which it stands, `PD-` and 10 digits.' })
  documentNumber!: string

  @Field(() => DiscrepancyStateEnum, { description: 'How far it has come.' })
  state!: DiscrepancyState

  @Field(() => ProfileSectionCodeEnum, { description: 'In which section it stands.' })
  section!: SectionCode

  @Field(() => String, {
    nullable: true,
    description:
      'Where in the section: position of the element from 0, and the field of it that is meant, `0` or `0.status`. Null for something that is missing in the section.',
  })
  path!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Name of the source that reports the element; null for something that is missing.',
  })
  source!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What it should say, in the words of the reporter; null if it should not be there at all.',
  })
  shouldSay!: string | null

  @Field(() => String, { description: 'Why, in the words of the reporter.' })
  why!: string

  @Field(() => String, { description: 'Who reported it: name of the vendor or of the person.' })
  reportedBy!: string

  @Field(() => DateTime, { description: "When it was reported, by the organization's clock." })
  submittedAt!: Date

  @Field(() => LocalDate, { description: 'By when an outcome was promised at first: 30 business days.' })
  firstDueOn!: string

  @Field(() => LocalDate, {
    description: "By when an outcome is promised now, the day included; a day of the organization's time zone.",
  })
  dueOn!: string

  @Field(() => DateTime, { nullable: true, description: 'When it was last delayed; null if it never was.' })
  delayedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'Why it takes longer; null if it was never delayed.' })
  delayExplanation!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When staff took it up; null until then.' })
  takenAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When it was decided or withdrawn; null until then.' })
  endedAt!: Date | null

  @Field(() => String, {
    nullable: true,
    description: 'What the investigation found, in words; null unless it was decided.',
  })
  explanation!: string | null

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The last day on which the corrected profile can be downloaded: 30 days after the correction. Null unless the state is CORRECTED.',
  })
  downloadUntil!: string | null
}
