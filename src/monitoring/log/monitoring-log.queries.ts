import type { Reader } from '../../db/database.js'
import { type ReadStatement, readStatement } from '../../db/statement.js'
import type { MonitoringEndReason } from '../../orders/monitoring/monitoring.words.js'
import type { SectionCode } from '../../profiles/profile.content.js'
import type { MonitoringLogKind } from './monitoring-log.type.js'

/** What to read of an organization's log: instants of which it holds, the end not included, and who. */
export interface LogStretch {
  organizationId: string
  from: Date
  before: Date
  /** Null for all clinicians. */
  clinicianId: string | null
}

/** One line of the log, with all that any of its forms says. */
export interface LogRow {
  at: Date
  kind: MonitoringLogKind
  /** Of the term, the notice or the attestation: with the kind, it tells lines of one instant apart. */
  id: string
  monitoringId: string
  clinicianId: string
  firstName: string | null
  lastName: string
  npi: string | null
  endReason: MonitoringEndReason | null
  periodFrom: Date | null
  periodUntil: Date | null
  changeCount: number | null
  sections: SectionCode[] | null
  documentNumber: string | null
}

/** Where a page begins: after the line of this instant, kind and id. */
export interface LogPlace {
  at: Date
  id: string
}

const NOTHING = `null::text as end_reason, null::timestamptz as period_from, null::timestamptz as period_until,
  null::integer as change_count, null::text[] as sections, null::text as document_id`

/**
 * The next lines of one kind: each is read by an index from the place on, so no page reads more of a kind than it has lines.
 * Within one instant a term begins before it is reminded of, and ends after that.
 */
const linesOf = (kind: MonitoringLogKind, at: string, id: string, columns: string, rows: string) => `
  (select '${kind}' as kind, ${at} as at, ${id} as id, ${columns} from ${rows}
      and ${at} >= greatest($2, $4::timestamptz) and ${at} < $3 and (${at}, ${id}) > ($4, $5)
    order by ${at}, ${id} limit $6)`

/** `$7` is asked for only where the clinician matters, so that the planner sees which index it is about. */
const linesFor = (clinician: string) => {
  const terms = `monitorings m where m.organization_id = $1 ${clinician}`
  const term = 'm.id as monitoring_id, m.clinician_id'
  const detail = 'monitorings m on m.id = '
  return [
    linesOf('STARTED', 'm.started_at', `m.id || ' 1'`, `${term}, ${NOTHING}`, terms),
    linesOf(
      ...(['CHANGED', 'n.noticed_at', 'n.id'] as const),
      `${term}, null, null, null, n.change_count, n.sections, n.document_id`,
      `monitoring_notices n join ${detail} n.monitoring_id where n.organization_id = $1 ${clinician}`,
    ),
    linesOf(
      ...(['ATTESTED', 'a.attested_at', 'a.id'] as const),
      `${term}, null, a.period_from, a.period_until, a.change_count, null, null`,
      `monitoring_attestations a join ${detail} a.monitoring_id where a.organization_id = $1 ${clinician}`,
    ),
    linesOf('REMINDED', 'm.reminded_at', `m.id || ' 2'`, `${term}, ${NOTHING}`, terms),
    linesOf('ENDED', 'm.ended_at', `m.id || ' 3'`, `${term}, m.end_reason, null, null, null, null, null`, terms),
  ].join(' union all ')
}

const page = (lines: string) =>
  readStatement<LogRow>(
    'monitoring_log_page',
    `select l.at, l.kind, l.id, l.monitoring_id as "monitoringId", l.clinician_id as "clinicianId",
          c.first_name as "firstName", c.last_name as "lastName", c.npi, l.end_reason as "endReason",
          l.period_from as "periodFrom", l.period_until as "periodUntil", l.change_count as "changeCount", l.sections,
          'PD-' || lpad(d.number::text, 10, '0') as "documentNumber"
     from (select * from (${lines}) a order by a.at, a.id limit $6) l
     join clinicians c on c.id = l.clinician_id
     left join profile_documents d on d.id = l.document_id
    order by l.at, l.id`,
  )
const count = (lines: string) =>
  readStatement<{ count: number }>(
    'monitoring_log_count',
    `select count(*)::int as count from (select from (${lines}) a limit $6) l`,
  )
const [ALL, ONE] = [linesFor(''), linesFor('and m.organization_id = $1 and m.clinician_id = $7')]
const PAGE = { all: page(ALL), one: page(ONE) }
const COUNT = { all: count(ALL), one: count(ONE) }

/** Up to `limit` lines of the log after a place, null for its beginning; the earliest first. */
export async function logPage(
  reader: Reader,
  stretch: LogStretch,
  after: LogPlace | null,
  limit: number,
): Promise<LogRow[]> {
  return await rowsOf(reader, PAGE, stretch, after, limit)
}

/** How many lines the stretch has, counted up to `limit`. */
export async function logCount(reader: Reader, stretch: LogStretch, limit: number): Promise<number> {
  const [row] = await rowsOf(reader, COUNT, stretch, null, limit)
  return row?.count ?? 0
}

async function rowsOf<Row>(
  reader: Reader,
  statement: Record<'all' | 'one', ReadStatement<Row>>,
  { organizationId, from, before, clinicianId }: LogStretch,
  after: LogPlace | null,
  limit: number,
): Promise<Row[]> {
  const values = [organizationId, from, before, after?.at ?? new Date(0), after?.id ?? '', limit]
  if (clinicianId === null) return await reader.rows(statement.all, values)
  return await reader.rows(statement.one, [...values, clinicianId])
}
