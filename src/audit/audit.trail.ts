import type { Actor, RequestInfo } from '../auth/actor.js'
import type { Transaction, Writer } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import { newId } from '../kernel/ids.js'
import { ACTIONS_WITHOUT_REASON, type AuditAction } from './audit.actions.js'
import { reasonMissing } from './reason.js'

/** Who does what no caller asked for: whoever runs the deployment's scripts, or the gateway by itself. */
export const UNATTENDED_ACTORS = ['OPERATOR', 'SYSTEM'] as const
export type UnattendedActor = (typeof UNATTENDED_ACTORS)[number]

export interface AuditRecord {
  action: AuditAction
  /** Null for a request that needs no sign-in, such as a download by a signed link. */
  actor: Actor | UnattendedActor | null
  request: RequestInfo
  /** For whom. */
  organizationId: string | null
  /** Ids only, never names or other personal data. */
  subject: { kind: string; ids: readonly string[] } | null
  /** Why staff did it; unless told, why they look, as they said of the request. */
  reason?: string
  at: Date
}

/** What stands for the request of what no caller asked for. */
export function unattended(): RequestInfo {
  return { requestId: newId('request'), address: null, userAgent: null, reason: null }
}

const WITHOUT_REASON: ReadonlySet<string> = new Set(ACTIONS_WITHOUT_REASON)

const INSERT = writeStatement(
  'audit_insert',
  `insert into audit_events
     (occurred_at, action, actor_kind, actor_id, api_key_id, session_id, organization_id, subject_kind, subject_ids,
      request_id, address, reason)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
)

const INSERT_MANY = writeStatement(
  'audit_insert_many',
  `insert into audit_events
     (occurred_at, action, actor_kind, actor_id, api_key_id, session_id, organization_id, subject_kind, subject_ids,
      request_id, address, reason)
   select (e ->> 0)::timestamptz, e ->> 1, e ->> 2, e ->> 3, e ->> 4, e ->> 5, e ->> 6, e ->> 7,
          array(select jsonb_array_elements_text(e -> 8)), e ->> 9, (e ->> 10)::inet, e ->> 11
     from jsonb_array_elements($1::jsonb) e`,
)

const INSERT_OF_SYSTEM = writeStatement(
  'audit_insert_of_system',
  `insert into audit_events
     (occurred_at, action, actor_kind, organization_id, subject_kind, subject_ids, request_id)
   select $1, $2, 'SYSTEM', r."organizationId", $3, r.ids, r."requestId"
     from jsonb_to_recordset($4::jsonb) as r ("organizationId" text, ids text[], "requestId" text)`,
)

/** Something that the gateway did by itself, for many organizations at once. */
export interface SystemAuditRecords {
  action: AuditAction
  subjectKind: string
  /** Ids only, as in `AuditRecord`. */
  of: readonly { organizationId: string; ids: readonly string[] }[]
  at: Date
}

/** Writes them as `recordAudit` does, an event each and all by one statement; the request of each is its own. */
export async function recordSystemAudits(
  tx: Transaction,
  { action, subjectKind, of, at }: SystemAuditRecords,
): Promise<void> {
  if (of.length === 0) return
  const rows = of.map((one) => ({ ...one, requestId: newId('request') }))
  await tx.write(INSERT_OF_SYSTEM, [at, action, subjectKind, JSON.stringify(rows)])
}

/**
 * Writes `record` in the transaction of what it tells: neither is there without the other.
 * @throws RequestError BAD_USER_INPUT for what staff may not do without a reason, and have given none.
 */
export async function recordAudit(tx: Transaction, record: AuditRecord): Promise<void> {
  await tx.write(INSERT, valuesOf(record))
}

/** Writes all of them by one statement. @throws as `recordAudit` */
export async function recordAudits(writer: Writer, records: readonly AuditRecord[]): Promise<void> {
  if (records.length > 0) await writer.write(INSERT_MANY, [JSON.stringify(records.map(valuesOf))])
}

/** @throws RequestError BAD_USER_INPUT for what staff may not do without a reason, and have given none */
export function assertReasonGiven({ action, actor, request, reason }: AuditRecord): void {
  const isStaff = actor !== null && typeof actor !== 'string' && actor.kind === 'STAFF'
  if (isStaff && (reason ?? request.reason) === null && !WITHOUT_REASON.has(action)) throw reasonMissing()
}

/** In the order of the columns. */
function valuesOf(record: AuditRecord): unknown[] {
  assertReasonGiven(record)
  const actor = typeof record.actor === 'string' ? null : record.actor
  return [
    record.at,
    record.action,
    record.actor === actor ? (actor?.kind ?? 'ANONYMOUS') : record.actor,
    actor?.id ?? null,
    actor?.kind === 'VENDOR' ? actor.apiKeyId : null,
    actor === null || actor.kind === 'VENDOR' ? null : actor.sessionId,
    record.organizationId,
    record.subject?.kind ?? null,
    record.subject?.ids ?? [],
    record.request.requestId,
    record.request.address,
    record.reason ?? (actor?.kind === 'STAFF' ? record.request.reason : null),
  ]
}
