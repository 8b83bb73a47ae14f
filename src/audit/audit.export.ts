import { stringify } from 'csv-stringify/sync'
import type { Reader } from '../db/database.js'
import { RequestError } from '../kernel/errors.js'
import { type AuditEventRow, type AuditPlace, asOrganizationSees, auditEvents } from './audit.queries.js'

export const AUDIT_EXPORT_FORMATS = ['csv', 'jsonl'] as const
export type AuditExportFormat = (typeof AUDIT_EXPORT_FORMATS)[number]

/** Events from `from` on, and before `until`. */
export interface AuditRange {
  from: Date
  until: Date
}

const MAX_DAYS = 366
const DEFAULT_DAYS = 31
const DAY_MS = 86_400_000

/** Rows that are read, and kept in memory, at a time. */
const ROWS_AT_A_TIME = 1_000

const COLUMNS = {
  id: 'id',
  occurredAt: 'occurred_at',
  action: 'action',
  actorKind: 'actor_kind',
  actorId: 'actor_id',
  apiKeyId: 'api_key_id',
  sessionId: 'session_id',
  subjectKind: 'subject_kind',
  subjectIds: 'subject_ids',
  requestId: 'request_id',
  address: 'address',
  reason: 'reason',
} as const satisfies Partial<Record<keyof AuditEventRow, string>>

/** The wanted range: up to now, and from 31 days before its end, unless told. @throws RequestError BAD_USER_INPUT. */
export function auditRange({ from, until }: Partial<AuditRange>, now: Date): AuditRange {
  const end = until ?? now
  const begin = from ?? new Date(end.getTime() - DEFAULT_DAYS * DAY_MS)
  const days = (end.getTime() - begin.getTime()) / DAY_MS
  if (days > 0 && days <= MAX_DAYS) return { from: begin, until: end }
  throw new RequestError('BAD_USER_INPUT', `from, until: expected a range of up to ${MAX_DAYS} days`)
}

/** The events of an organization, as it may see them, as a file, the oldest first, batch by batch: whoever takes it sets the pace. */
export async function* auditExport(
  reader: Reader,
  organizationId: string,
  range: AuditRange,
  format: AuditExportFormat,
): AsyncGenerator<string, void, void> {
  if (format === 'csv') yield stringify([Object.values(COLUMNS)])
  let beyond: AuditPlace | null = null
  do {
    const rows: AuditEventRow[] = await auditEvents(
      reader,
      { organizationId, ...range },
      { order: 'oldest first', beyond, limit: ROWS_AT_A_TIME },
    )
    const shown = rows.map(asOrganizationSees)
    if (shown.length > 0) yield format === 'csv' ? csvOf(shown) : jsonLinesOf(shown)
    beyond = rows.length < ROWS_AT_A_TIME ? null : (rows.at(-1) ?? null)
  } while (beyond !== null)
}

function csvOf(rows: readonly AuditEventRow[]): string {
  return stringify(
    rows.map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString(), subjectIds: row.subjectIds.join(' ') })),
    // A cell that begins with =, +, -, @ would be a formula to a spreadsheet; it gets a ' before it (OWASP).
    { columns: Object.keys(COLUMNS), escape_formulas: true },
  )
}

function jsonLinesOf(rows: readonly AuditEventRow[]): string {
  return rows
    .map((row) => `${JSON.stringify(Object.fromEntries(Object.keys(COLUMNS).map((key) => [key, row[key as 'id']])))}\n`)
    .join('')
}
