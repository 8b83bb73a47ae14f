import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { type ClinicianKind, ClinicianKindEnum, type Criterion, CriterionEnum } from '../clinicians/clinician.type.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { enumOf } from '../graphql/enums.js'
import { DateTime, LocalDate } from '../graphql/scalars.js'
import { MAX_LICENSES } from './known-clinician.js'

export const RESEARCH_REQUEST_STATES = ['OPEN', 'IN_PROGRESS', 'FOUND', 'NOT_FOUND', 'WITHDRAWN'] as const
export type ResearchRequestState = (typeof RESEARCH_REQUEST_STATES)[number]
/** The states as the schema's enum. */
export const ResearchRequestStateEnum = enumOf(RESEARCH_REQUEST_STATES)
registerEnumType(ResearchRequestStateEnum, {
  name: 'ResearchRequestState',
  description: 'How far a research request has come.',
  valuesConfig: {
    OPEN: { description: 'Nobody has taken it up yet.' },
    IN_PROGRESS: { description: "The publisher's staff are at it." },
    FOUND: { description: 'The clinician was found and can be ordered.' },
    NOT_FOUND: { description: 'The clinician could not be found; the request says why.' },
    WITHDRAWN: { description: 'The requester took it back.' },
  },
})

const RESEARCH_EVENT_KINDS = ['REQUESTED', 'STARTED', 'DELAYED', 'FOUND', 'NOT_FOUND', 'WITHDRAWN'] as const
export type ResearchEventKind = (typeof RESEARCH_EVENT_KINDS)[number]
const ResearchEventKindEnum = enumOf(RESEARCH_EVENT_KINDS)
registerEnumType(ResearchEventKindEnum, {
  name: 'ResearchRequestEventKind',
  description: 'A step of a research request.',
  valuesConfig: {
    REQUESTED: { description: 'It was asked for.' },
    STARTED: { description: 'Staff took it up.' },
    DELAYED: { description: 'An answer was promised for a later day.' },
    FOUND: { description: 'The clinician was found.' },
    NOT_FOUND: { description: 'The clinician could not be found.' },
    WITHDRAWN: { description: 'It was taken back.' },
  },
})

const RESEARCH_EVENT_ACTORS = ['VENDOR', 'USER', 'STAFF', 'SYSTEM'] as const
export type ResearchEventActor = (typeof RESEARCH_EVENT_ACTORS)[number]
const ResearchEventActorEnum = enumOf(RESEARCH_EVENT_ACTORS)
registerEnumType(ResearchEventActorEnum, {
  name: 'ResearchRequestEventActor',
  description: 'Who took a step of a research request.',
  valuesConfig: {
    VENDOR: { description: 'Software with an API key.' },
    USER: { description: 'A person of the organization.' },
    STAFF: { description: "One of the publisher's staff." },
    SYSTEM: { description: 'The gateway by itself.' },
  },
})

@ObjectType('ResearchRequestEvent', { description: 'A step of a research request.' })
export class ResearchRequestEventType {
  @Field(() => ResearchEventKindEnum, { description: 'What happened.' })
  kind!: ResearchEventKind

  @Field(() => ResearchEventActorEnum, { description: 'Who did it.' })
  actorKind!: ResearchEventActor

  @Field(() => DateTime, { description: 'When.' })
  occurredAt!: Date

  @Field(() => LocalDate, {
    nullable: true,
    description: 'For which day an answer was promised then; null for steps that promise none.',
  })
  dueOn!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What was told: why it takes longer, or why nobody was found; null for other steps.',
  })
  message!: string | null
}

@ObjectType('KnownLicense', { description: 'A license of a state that the requester knows of.' })
class KnownLicenseType {
  @Field(() => String, { description: 'Two letters of the state or territory.' })
  jurisdiction!: string

  @Field(() => String, { description: 'Number as the requester wrote it.' })
  number!: string
}

@ObjectType('KnownOfClinician', { description: 'What the requester knows of a clinician; nobody has checked it.' })
export class KnownOfClinicianType {
  @Field(() => ClinicianKindEnum, { nullable: true, description: 'Profession; null if unknown.' })
  kind!: ClinicianKind | null

  @Field(() => String, { nullable: true, description: 'First name; null if unknown.' })
  firstName!: string | null

  @Field(() => String, { nullable: true, description: 'Middle name or initial; null if unknown.' })
  middleName!: string | null

  @Field(() => String, { nullable: true, description: 'Last name; null if unknown: there is a number then.' })
  lastName!: string | null

  @Field(() => [String], { description: 'Former and other names, in full.' })
  otherNames!: string[]

  /** To staff only; to everybody else its year. */
  birthDate!: string | null

  @Field(() => String, { nullable: true, description: 'National Provider Identifier; null if unknown.' })
  npi!: string | null

  @Field(() => String, { nullable: true, description: 'ECFMG number, 7 or 8 digits; null if unknown.' })
  ecfmgNumber!: string | null

  @Field(() => String, { nullable: true, description: 'NCCPA number, 7 digits; null if unknown.' })
  nccpaNumber!: string | null

  @Holds(MAX_LICENSES, { usually: 2 })
  @Field(() => [KnownLicenseType], { description: 'State licenses.' })
  licenses!: KnownLicenseType[]

  @Field(() => String, { nullable: true, description: 'Medical school or PA program; null if unknown.' })
  medicalSchool!: string | null

  @Field(() => Int, { nullable: true, description: 'Year of graduation; null if unknown.' })
  graduationYear!: number | null

  @Field(() => String, { nullable: true, description: 'State of practice, two letters; null if unknown.' })
  stateOfPractice!: string | null

  @Field(() => String, { nullable: true, description: 'Employer or place of work; null if unknown.' })
  employer!: string | null

  @Field(() => String, { nullable: true, description: 'What else was told; null for nothing.' })
  note!: string | null
}

@ObjectType('ResearchRequest', {
  description:
    "A request to find out who a clinician is whom no search found. The publisher's staff answer it within 30 business days.",
})
export class ResearchRequestType {
  @Field(() => ID, { description: 'Stable id, `rrq_…`.' })
  id!: string

  organizationId!: string
  timeZone!: string
  /** By how much the organization's test clock is ahead. */
  clockAheadMs!: number
  dueBefore!: Date
  startedByName!: string | null
  clinicianId!: string | null

  @Field(() => String, { description: 'Number for people: `RR-` and 8 digits, increasing, never reused.' })
  number!: string

  @Field(() => ResearchRequestStateEnum, { description: 'How far it has come.' })
  state!: ResearchRequestState

  @Field(() => String, { description: 'Who asked: name of the vendor or of the person.' })
  requestedBy!: string

  @Field(() => DateTime, { description: 'When it was asked for.' })
  requestedAt!: Date

  @Field(() => String, { nullable: true, description: "The requester's own reference, as given; null if none was." })
  vendorReference!: string | null

  @Field(() => CriterionEnum, {
    nullable: true,
    description: 'By what the clinician had been looked for in vain; null if nobody said.',
  })
  searchedBy!: Criterion | null

  @Field(() => KnownOfClinicianType, { description: 'What is known of the clinician.' })
  known!: KnownOfClinicianType

  @Field(() => LocalDate, { description: 'By when an answer was promised at first: 30 business days.' })
  firstDueOn!: string

  @Field(() => LocalDate, {
    description: "By when an answer is promised now, the day included; a day of the organization's time zone.",
  })
  dueOn!: string

  @Field(() => DateTime, { nullable: true, description: 'When it was last delayed; null if it never was.' })
  delayedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'Why it takes longer; null if it was never delayed.' })
  delayExplanation!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When staff took it up; null until then.' })
  startedAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When it was answered or withdrawn; null until then.' })
  endedAt!: Date | null

  @Field(() => String, {
    nullable: true,
    description: 'Why nobody was found; null unless the state is NOT_FOUND.',
  })
  notFoundExplanation!: string | null
}

@ObjectType({
  description:
    'What a research request can begin with after a search that found nobody: the criterion as you gave it, in the names of the fields of `RequestResearchInput`.',
})
export class ResearchRequestDraft {
  @Field(() => CriterionEnum, { description: 'By what you looked; for `searchedBy`.' })
  searchedBy!: Criterion

  @Field(() => ClinicianKindEnum, {
    nullable: true,
    description: 'The only profession that has such a number; null for a criterion of both.',
  })
  kind!: ClinicianKind | null

  @Field(() => String, { nullable: true, description: 'Your first name of the clinician; null for other criteria.' })
  firstName!: string | null

  @Field(() => String, { nullable: true, description: 'Your last name of the clinician; null for other criteria.' })
  lastName!: string | null

  @Field(() => LocalDate, { nullable: true, description: 'Your date of birth; null for other criteria.' })
  birthDate!: string | null

  @Field(() => String, { nullable: true, description: 'Your NPI; null for other criteria.' })
  npi!: string | null

  @Field(() => String, { nullable: true, description: 'Your ECFMG number, digits only; null for other criteria.' })
  ecfmgNumber!: string | null

  @Field(() => String, { nullable: true, description: 'Your NCCPA number; null for other criteria.' })
  nccpaNumber!: string | null
}
