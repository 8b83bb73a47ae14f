import type { CallerKind } from '../auth/caller.js'
import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { AuditAction } from './audit.actions.js'
import type { UnattendedActor } from './audit.trail.js'

/** Which events; what is left out does not matter. */
export interface AuditFilter {
  /** Of this organization only. */
  organizationId?: string
  actions?: readonly AuditAction[]
  actorId?: string
  /** That name this thing among their subjects. */
  subjectId?: string
  /** The first instant, and the first that is too late. */
  from?: Date
  until?: Date
}

/** An event as it is read. */
export interface AuditEventRow {
  id: string
  occurredAt: Date
  /** `occurredAt` as whole microseconds since 1970, for `AuditPlace`. */
  occurredAtMicros: string
  action: AuditAction
  actorKind: CallerKind | UnattendedActor
  actorId: string | null
  apiKeyId: string | null
  sessionId: string | null
  organizationId: string | null
  subjectKind: string | null
  subjectIds: string[]
  requestId: string | null
  address: string | null
  reason: string | null
}

/** A place in the order of time; ids decide among events of one instant. */
export type AuditPlace = Pick<AuditEventRow, 'occurredAtMicros' | 'id'>

const COLUMNS = `e.id::text, e.occurred_at as "occurredAt",
    (extract(epoch from e.occurred_at) * 1000000)::bigint::text as "occurredAtMicros", e.action,
    e.actor_kind as "actorKind", e.actor_id as "actorId", e.api_key_id as "apiKeyId", e.session_id as "sessionId",
    e.organization_id as "organizationId", e.subject_kind as "subjectKind", e.subject_ids as "subjectIds",
    e.request_id as "requestId", host(e.address) as address, e.reason`

const INSTANT = (micros: string) => `timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond'`

/** The event as the organization may see it: from where the publisher's staff worked is the publisher's business. */
export function asOrganizationSees(event: AuditEventRow): AuditEventRow {
  return event.actorKind === 'STAFF' ? { ...event, address: null } : event
}

/** Up to `limit` events beyond `place`, in the order of time; from the one end or the other without a place. */
export async function auditEvents(
  reader: Reader,
  filter: AuditFilter,
  { order, beyond, limit }: { order: 'newest first' | 'oldest first'; beyond: AuditPlace | null; limit: number },
): Promise<AuditEventRow[]> {
  const values: unknown[] = []
  const value = (given: unknown) => `$${values.push(given)}`
  const conditions: string[] = []
  // Only what is asked for stands in the statement, so that the planner sees which index it is about.
  if (filter.organizationId !== undefined) conditions.push(`organization_id = ${value(filter.organizationId)}`)
  if (filter.subjectId !== undefined) conditions.push(`subject_ids @> array[${value(filter.subjectId)}::text]`)
  if (filter.actorId !== undefined) conditions.push(`actor_id = ${value(filter.actorId)}`)
  if (filter.actions !== undefined) conditions.push(`action = any (${value(filter.actions)})`)
  if (filter.from !== undefined) conditions.push(`occurred_at >= ${value(filter.from)}`)
  if (filter.until !== undefined) conditions.push(`occurred_at < ${value(filter.until)}`)
  const newestFirst = order === 'newest first'
  if (beyond !== null) {
    const place = `${INSTANT(value(beyond.occurredAtMicros))}, ${value(beyond.id)}::bigint`
    conditions.push(`(occurred_at, id) ${newestFirst ? '<' : '>'} (${place})`)
  }
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`
  // A thing has few events: found by the index of subjects, not by a walk through time, to which a limit tempts.
  const fence = filter.subjectId === undefined ? '' : 'offset 0'
  const direction = newestFirst ? 'desc' : 'asc'
  const text = `select ${COLUMNS} from (select * from audit_events ${where} ${fence}) e
    order by e.occurred_at ${direction}, e.id ${direction} limit ${value(limit)}`
  return await reader.rows(readStatement<AuditEventRow>('audit_events', text), values)
}
