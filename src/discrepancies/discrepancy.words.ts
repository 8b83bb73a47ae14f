import { registerEnumType } from 'type-graphql'
import { enumOf } from '../graphql/enums.js'

export const DISCREPANCY_STATES = [
  'SUBMITTED',
  'INVESTIGATING',
  'DELAYED',
  'CORRECTED',
  'CONFIRMED_ACCURATE',
  'WITHDRAWN',
] as const
/** How far a report has come (domain.md, "Discrepancies"). */
export type DiscrepancyState = (typeof DISCREPANCY_STATES)[number]
export const DiscrepancyStateEnum = enumOf(DISCREPANCY_STATES)
registerEnumType(DiscrepancyStateEnum, {
  name: 'DiscrepancyState',
  description: 'How far a discrepancy report has come.',
  valuesConfig: {
    SUBMITTED: { description: 'It came in; nobody has taken it up yet.' },
    INVESTIGATING: { description: "The publisher's staff are at it." },
    DELAYED: { description: 'The outcome was promised for a later day; taken up or not.' },
    CORRECTED: { description: 'The profile was wrong: there is a corrected one.' },
    CONFIRMED_ACCURATE: { description: 'The profile says what the source says.' },
    WITHDRAWN: { description: 'The reporter took it back.' },
  },
})

const DISCREPANCY_OUTCOMES = ['CORRECTED', 'CONFIRMED_ACCURATE'] as const
/** What staff decide. */
export type DiscrepancyOutcome = (typeof DISCREPANCY_OUTCOMES)[number]
export const DiscrepancyOutcomeEnum = enumOf(DISCREPANCY_OUTCOMES)
registerEnumType(DiscrepancyOutcomeEnum, {
  name: 'DiscrepancyOutcome',
  description: 'What an investigation found.',
  valuesConfig: {
    CORRECTED: {
      description:
        'The profile was wrong, and the directory says something else now: a corrected profile is made of it.',
    },
    CONFIRMED_ACCURATE: { description: 'The profile says what the source says.' },
  },
})

const DISCREPANCY_EVENT_KINDS = [
  'SUBMITTED',
  'INVESTIGATING',
  'NOTED',
  'ASKED',
  'REPLIED',
  'DELAYED',
  'CORRECTED',
  'CONFIRMED_ACCURATE',
  'WITHDRAWN',
] as const
/** A step of a report. */
export type DiscrepancyEventKind = (typeof DISCREPANCY_EVENT_KINDS)[number]
export const DiscrepancyEventKindEnum = enumOf(DISCREPANCY_EVENT_KINDS)
registerEnumType(DiscrepancyEventKindEnum, {
  name: 'DiscrepancyEventKind',
  description: 'A step of a discrepancy report.',
  valuesConfig: {
    SUBMITTED: { description: 'It came in.' },
    INVESTIGATING: { description: 'Staff took it up.' },
    NOTED: { description: 'Staff noted something; only staff see it.' },
    ASKED: { description: 'Staff asked the reporter something.' },
    REPLIED: { description: 'The reporter said more, or sent evidence.' },
    DELAYED: { description: 'The outcome was promised for a later day.' },
    CORRECTED: { description: 'The profile was corrected.' },
    CONFIRMED_ACCURATE: { description: 'The profile was found to be accurate.' },
    WITHDRAWN: { description: 'It was taken back.' },
  },
})

const DISCREPANCY_EVENT_ACTORS = ['VENDOR', 'USER', 'STAFF', 'SYSTEM'] as const
/** Who took a step. */
export type DiscrepancyEventActor = (typeof DISCREPANCY_EVENT_ACTORS)[number]
export const DiscrepancyEventActorEnum = enumOf(DISCREPANCY_EVENT_ACTORS)
registerEnumType(DiscrepancyEventActorEnum, {
  name: 'DiscrepancyEventActor',
  description: 'Who took a step of a discrepancy report.',
  valuesConfig: {
    VENDOR: { description: 'Software with an API key.' },
    USER: { description: 'A person of the organization.' },
    STAFF: { description: "One of the publisher's staff." },
    SYSTEM: { description: 'The gateway by itself.' },
  },
})
