import { type AuditEventRow, type AuditFilter, auditEvents } from '../audit/audit.queries.js'
import type { Reader } from '../db/database.js'
import {
  type Connection,
  connectionOf,
  decodeCursor,
  encodeCursor,
  type PageArgs,
  pageOf,
  pageSize,
} from '../graphql/connection.js'
import { AuditEventType } from './audit-event.type.js'

export const AuditEventConnection = connectionOf('AuditEvent', AuditEventType, 'events of the audit trail')

const EVENTS = 'auditEvents'
/** How many a page has whose size is not said. */
export const AUDIT_EVENTS_PAGE = 50

/**
 * A page of the events, the newest first, each as `shown` makes it. Whoever asks must have seen to it that the caller may
 * read them.
 */
export async function auditEventPage(
  reader: Reader,
  filter: AuditFilter,
  page: PageArgs,
  shown: (event: AuditEventRow) => AuditEventRow = (event) => event,
): Promise<Connection<AuditEventRow>> {
  const size = pageSize(page, AUDIT_EVENTS_PAGE)
  const after = decodeCursor(EVENTS, page, /^-?\d{1,18} -?\d{1,18}$/)
  const [occurredAtMicros = '', id = ''] = after?.split(' ') ?? []
  const rows = await auditEvents(reader, filter, {
    order: 'newest first',
    beyond: after === null ? null : { occurredAtMicros, id },
    limit: size + 1,
  })
  return pageOf(rows.map(shown), size, page, (row) => encodeCursor(EVENTS, `${row.occurredAtMicros} ${row.id}`))
}
