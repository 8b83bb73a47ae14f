import type { Reader } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'
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
  firstName: string
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

/** The kinds sort as they follow one another within one instant: by name, and ids tell terms apart. */
const LINES = `
  select 'STARTED' as kind, m.started_at as at, m.id || ' 1' as id, m.id as monitoring_id, m.clinician_id, ${NOTHING}
    from monitorings m where m.organization_id = $1
  union all
  select 'CHANGED', n.noticed_at, n.id, n.monitoring_id, n.clinician_id, null, null, null, n.change_count, n.sections, n.document_id
    from monitoring_notices n where n.organization_id = $1 and n.noticed_at is not null
  union all
  select 'ATTESTED', a.attested_at, a.id, a.monitoring_id, m.clinician_id, null, a.period_from, a.period_until, a.change_count, null, null
    from monitoring_attestations a join monitorings m on m.id = a.monitoring_id where a.organization_id = $1
  union all
  select 'REMINDED', m.reminded_at, m.id || ' 2', m.id, m.clinician_id, ${NOTHING}
    from monitorings m where m.organization_id = $1 and m.reminded_at is not null
  union all
  select 'ENDED', m.ended_at, m.id || ' 3', m.id, m.clinician_id, m.end_reason, null, null, null, null, null
    from monitorings m where m.organization_id = $1 and m.ended_at is not null`

const WITHIN = `l.at >= $2 and l.at < $3 and ($4::text is null or l.clinician_id = $4)`

const PAGE = readStatement<LogRow>(
  'monitoring_log_page',
  `select l.at, l.kind, l.id, l.monitoring_id as "monitoringId", l.clinician_id as "clinicianId",
          c.first_name as "firstName", c.last_name as "lastName", c.npi, l.end_reason as "endReason",
          l.period_from as "periodFrom", l.period_until as "periodUntil", l.change_count as "changeCount", l.sections,
          'PD-' || lpad(d.number::text, 10, '0') as "documentNumber"
     from (${LINES}) l
     join clinicians c on c.id = l.clinician_id
     left join profile_documents d on d.id = l.document_id
    where ${WITHIN} and (l.at, l.id) > ($5, $6)
    order by l.at, l.id limit $7`,
)

const COUNT = readStatement<{ count: number }>(
  'monitoring_log_count',
  `select count(*)::int as count from (${LINES}) l where ${WITHIN}`,
)

/** Up to `limit` lines of the log after a place, null for its beginning; the earliest first. */
export async function logPage(
  reader: Reader,
  { organizationId, from, before, clinicianId }: LogStretch,
  after: LogPlace | null,
  limit: number,
): Promise<LogRow[]> {
  const place = [after?.at ?? new Date(0), after?.id ?? '']
  return await reader.rows(PAGE, [organizationId, from, before, clinicianId, ...place, limit])
}

/** How many lines the stretch has. */
export async function logCount(reader: Reader, stretch: LogStretch): Promise<number> {
  const { organizationId, from, before, clinicianId } = stretch
  const [row] = await reader.rows(COUNT, [organizationId, from, before, clinicianId])
  return row?.count ?? 0
}
