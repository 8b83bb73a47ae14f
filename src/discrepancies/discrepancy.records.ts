import type { Actor, Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { LocalDay } from '../kernel/local-day.js'
import type { OutcomePromise } from './discrepancy.rules.js'
import type { DiscrepancyEventType } from './discrepancy.type.js'
import type { DiscrepancyEventActor, DiscrepancyEventKind } from './discrepancy.words.js'
import type { DisputedElement } from './disputed-element.js'

/** A report as it is written down. */
export interface NewDiscrepancy {
  id: string
  mode: Mode
  organizationId: string
  orderItemId: string
  /** Digits of the number. */
  orderNumber: number
  clinicianId: string
  documentId: string
  disputed: DisputedElement
  subjectSha256: string
  shouldSay: string | null
  why: string
  actor: Actor
  idempotency: { scope: string; key: string; requestSha256: string }
  submittedAt: Date
  promise: OutcomePromise
}

const INSERT = writeStatement(
  'discrepancy_insert',
  `insert into discrepancies
     (id, number, mode, organization_id, order_item_id, order_number, clinician_id, document_id, section, path, element,
      source, subject_sha256, says, should_say, why, state, actor_kind, actor_id, api_key_id, idempotency_scope,
      idempotency_key, request_sha256, submitted_at, first_due_on, first_due_before, due_on, due_before,
      buyers_told_through)
   values ($1, nextval('discrepancy_numbers'), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'SUBMITTED',
      $16, $17, $18, $19, $20, $21, $22, $23, $24, $23, $24, '')`,
)

const TAKE = writeStatement(
  'discrepancy_take',
  `update discrepancies
      set state = case state when 'SUBMITTED' then 'INVESTIGATING' else state end, taken_at = $2, taken_by_user_id = $3
    where id = $1`,
)

const DELAY = writeStatement(
  'discrepancy_delay',
  `update discrepancies
      set state = 'DELAYED', due_on = $2, due_before = $3, delayed_at = $4, delay_explanation = $5
    where id = $1`,
)

const END = writeStatement(
  'discrepancy_end',
  `update discrepancies
      set state = $2, ended_at = $3, decided_by_user_id = $4, explanation = $5, corrected_document_id = $6,
          download_until = $7, download_before = $8
    where id = $1`,
)

const ADD_EVENT = writeStatement(
  'discrepancy_event_insert',
  `insert into discrepancy_events (discrepancy_id, kind, actor_kind, occurred_at, due_on, message)
   values ($1, $2, $3, $4, $5, $6)`,
)

const REPLIES = readStatement<{ count: number }>(
  'discrepancy_replies_count',
  `select count(*)::int as count from discrepancy_events where discrepancy_id = $1 and kind = 'REPLIED'`,
)

const EVENTS_OF = readStatement<DiscrepancyEventType & { discrepancyId: string }>(
  'discrepancy_events_of',
  `select discrepancy_id as "discrepancyId", kind, actor_kind as "actorKind", occurred_at as "occurredAt",
          due_on::text as "dueOn", message
     from discrepancy_events where discrepancy_id = any ($1) order by discrepancy_id, id`,
)

/** Writes the report down. The database refuses a second one about the same thing, and a used idempotency key. */
export async function insertDiscrepancy(tx: Transaction, report: NewDiscrepancy): Promise<void> {
  const { actor, disputed, idempotency, promise } = report
  await tx.write(INSERT, [
    report.id,
    report.mode,
    report.organizationId,
    report.orderItemId,
    report.orderNumber,
    report.clinicianId,
    report.documentId,
    disputed.section,
    disputed.path,
    disputed.element,
    disputed.source,
    report.subjectSha256,
    disputed.says,
    report.shouldSay,
    report.why,
    actor.kind,
    actor.id,
    actor.kind === 'VENDOR' ? actor.apiKeyId : null,
    idempotency.scope,
    idempotency.key,
    idempotency.requestSha256,
    report.submittedAt,
    promise.dueOn,
    promise.dueBefore,
  ])
}

/** Notes that somebody of the staff has taken it up, or in test mode the sandbox (null); a delayed one stays delayed. */
export async function takeDiscrepancy(tx: Transaction, id: string, at: Date, byUserId: string | null): Promise<void> {
  await tx.write(TAKE, [id, at, byUserId])
}

/** Notes for when an outcome is promised instead. */
export async function delayDiscrepancy(
  tx: Transaction,
  id: string,
  promise: OutcomePromise,
  at: Date,
  explanation: string,
): Promise<void> {
  await tx.write(DELAY, [id, promise.dueOn, promise.dueBefore, at, explanation])
}

/** A corrected profile, and until when it is handed out. */
export interface Correction {
  documentId: string
  until: LocalDay
  before: Date
}

/** How a report ended; in test mode the sandbox may have decided (null). */
export type DiscrepancyEnding =
  | { state: 'CORRECTED'; byUserId: string | null; explanation: string; correction: Correction }
  | { state: 'CONFIRMED_ACCURATE'; byUserId: string | null; explanation: string }
  | { state: 'WITHDRAWN' }

/** Notes how it ended; the database refuses every later change. */
export async function endDiscrepancy(tx: Transaction, id: string, at: Date, ending: DiscrepancyEnding): Promise<void> {
  const decided = ending.state === 'WITHDRAWN' ? null : ending
  const correction = ending.state === 'CORRECTED' ? ending.correction : null
  await tx.write(END, [
    id,
    ending.state,
    at,
    decided?.byUserId ?? null,
    decided?.explanation ?? null,
    correction?.documentId ?? null,
    correction?.until ?? null,
    correction?.before ?? null,
  ])
}

/** A step of a report. */
export interface NewDiscrepancyEvent {
  discrepancyId: string
  kind: DiscrepancyEventKind
  actorKind: DiscrepancyEventActor
  occurredAt: Date
  dueOn?: LocalDay
  message?: string
}

/** Adds a step to what became of a report. */
export async function addDiscrepancyEvent(tx: Transaction, event: NewDiscrepancyEvent): Promise<void> {
  const { discrepancyId, kind, actorKind, occurredAt, dueOn = null, message = null } = event
  await tx.write(ADD_EVENT, [discrepancyId, kind, actorKind, occurredAt, dueOn, message])
}

/** How many replies the report has, which the caller has taken. */
export async function countReplies(tx: Transaction, discrepancyId: string): Promise<number> {
  const [row] = await tx.rows(REPLIES, [discrepancyId])
  return row?.count ?? 0
}

/** The steps of the reports, the oldest first; those that only staff see among them. */
export async function discrepancyEventsOf(
  reader: Reader,
  discrepancyIds: readonly string[],
): Promise<(DiscrepancyEventType & { discrepancyId: string })[]> {
  return await reader.rows(EVENTS_OF, [discrepancyIds])
}
