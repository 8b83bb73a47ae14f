import type { Actor, Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { KnownOfClinician } from './known-clinician.js'
import type { AnswerPromise } from './research-request.rules.js'
import type { ResearchEventActor, ResearchEventKind, ResearchRequestEventType } from './research-request.type.js'

/** A request as it is written down. */
export interface NewResearchRequest {
  id: string
  mode: Mode
  organizationId: string
  actor: Actor
  requestedAt: Date
  vendorReference: string | null
  searchedBy: string | null
  known: KnownOfClinician
  knownSha256: string
  promise: AnswerPromise
}

const INSERT = writeStatement<{ id: string }>(
  'research_request_insert',
  `insert into research_requests
     (id, number, mode, organization_id, state, actor_kind, actor_id, api_key_id, requested_at, vendor_reference,
      searched_by, kind, first_name, middle_name, last_name, other_names, birth_date, npi, ecfmg_number, nccpa_number,
      licenses, medical_school, graduation_year, state_of_practice, employer, note, known_sha256, first_due_on,
      first_due_before, due_on, due_before)
   values ($1, nextval('research_request_numbers'), $2, $3, 'OPEN', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
      $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $26, $27)
   on conflict (organization_id, known_sha256) where state in ('OPEN', 'IN_PROGRESS') do nothing
   returning id`,
)

const START = writeStatement(
  'research_request_start',
  `update research_requests set state = 'IN_PROGRESS', started_at = $2, started_by_user_id = $3 where id = $1`,
)

const DELAY = writeStatement(
  'research_request_delay',
  `update research_requests set due_on = $2, due_before = $3, delayed_at = $4, delay_explanation = $5 where id = $1`,
)

const END = writeStatement(
  'research_request_end',
  `update research_requests
      set state = $2, ended_at = $3, answered_by_user_id = $4, clinician_id = $5, not_found_explanation = $6
    where id = $1`,
)

const ADD_EVENT = writeStatement(
  'research_request_event_insert',
  `insert into research_request_events (research_request_id, kind, actor_kind, occurred_at, due_on, message)
   values ($1, $2, $3, $4, $5, $6)`,
)

const EVENTS_OF = readStatement<ResearchRequestEventType & { researchRequestId: string }>(
  'research_request_events_of',
  `select research_request_id as "researchRequestId", kind, actor_kind as "actorKind", occurred_at as "occurredAt",
          due_on::text as "dueOn", message
     from research_request_events where research_request_id = any ($1) order by research_request_id, id`,
)

/** Writes the request down; false if the organization has one for the same that waits for an answer. */
export async function insertResearchRequest(tx: Transaction, request: NewResearchRequest): Promise<boolean> {
  const { actor, known, promise } = request
  const inserted = await tx.write(INSERT, [
    request.id,
    request.mode,
    request.organizationId,
    actor.kind,
    actor.id,
    actor.kind === 'VENDOR' ? actor.apiKeyId : null,
    request.requestedAt,
    request.vendorReference,
    request.searchedBy,
    known.kind,
    known.firstName,
    known.middleName,
    known.lastName,
    known.otherNames,
    known.birthDate,
    known.npi,
    known.ecfmgNumber,
    known.nccpaNumber,
    JSON.stringify(known.licenses),
    known.medicalSchool,
    known.graduationYear,
    known.stateOfPractice,
    known.employer,
    known.note,
    request.knownSha256,
    promise.dueOn,
    promise.dueBefore,
  ])
  return inserted.length > 0
}

/** Notes that somebody of the staff has taken it up. */
export async function startResearchRequest(tx: Transaction, id: string, at: Date, byUserId: string): Promise<void> {
  await tx.write(START, [id, at, byUserId])
}

/** Notes for when an answer is promised instead. */
export async function delayResearchRequest(
  tx: Transaction,
  id: string,
  promise: AnswerPromise,
  at: Date,
  explanation: string,
): Promise<void> {
  await tx.write(DELAY, [id, promise.dueOn, promise.dueBefore, at, explanation])
}

/** How a request ended. */
export type Outcome =
  | { state: 'FOUND'; clinicianId: string; byUserId: string }
  | { state: 'NOT_FOUND'; explanation: string; byUserId: string }
  | { state: 'WITHDRAWN' }

/** Notes how it ended; the database refuses every later change. */
export async function endResearchRequest(tx: Transaction, id: string, at: Date, outcome: Outcome): Promise<void> {
  await tx.write(END, [
    id,
    outcome.state,
    at,
    outcome.state === 'WITHDRAWN' ? null : outcome.byUserId,
    outcome.state === 'FOUND' ? outcome.clinicianId : null,
    outcome.state === 'NOT_FOUND' ? outcome.explanation : null,
  ])
}

/** A step of a request. */
export interface NewResearchEvent {
  researchRequestId: string
  kind: ResearchEventKind
  actorKind: ResearchEventActor
  occurredAt: Date
  dueOn?: string
  message?: string
}

/** Adds a step to what became of a request. */
export async function addResearchEvent(tx: Transaction, event: NewResearchEvent): Promise<void> {
  const { researchRequestId, kind, actorKind, occurredAt, dueOn = null, message = null } = event
  await tx.write(ADD_EVENT, [researchRequestId, kind, actorKind, occurredAt, dueOn, message])
}

/** The steps of the requests, the oldest first. */
export async function researchEventsOf(
  reader: Reader,
  researchRequestIds: readonly string[],
): Promise<(ResearchRequestEventType & { researchRequestId: string })[]> {
  return await reader.rows(EVENTS_OF, [researchRequestIds])
}
