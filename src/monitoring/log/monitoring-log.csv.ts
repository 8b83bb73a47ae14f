import { stringify } from 'csv-stringify/sync'
import type { LogRow } from './monitoring-log.queries.js'

/** Columns of the file, in their order; docs/monitoring.md says what each holds. */
const COLUMNS = [
  'at',
  'kind',
  'clinician_id',
  'npi',
  'last_name',
  'first_name',
  'monitoring_id',
  'period_from',
  'period_until',
  'changes',
  'sections',
  'document_number',
  'end_reason',
] as const

/** The log as CSV (RFC 4180), piece by piece: a head, and a row for each line. Times are UTC. */
export async function* monitoringLogCsv(batches: AsyncIterable<readonly LogRow[]>): AsyncGenerator<string, void, void> {
  yield linesOf([[...COLUMNS]])
  for await (const batch of batches) yield linesOf(batch.map(cellsOf))
}

function cellsOf(row: LogRow): string[] {
  const cells: Record<(typeof COLUMNS)[number], string> = {
    at: row.at.toISOString(),
    kind: row.kind,
    clinician_id: row.clinicianId,
    npi: row.npi ?? '',
    last_name: row.lastName,
    first_name: row.firstName ?? '',
    monitoring_id: row.monitoringId,
    period_from: row.periodFrom?.toISOString() ?? '',
    period_until: row.periodUntil?.toISOString() ?? '',
    changes: row.changeCount === null ? '' : String(row.changeCount),
    sections: row.sections?.join(' ') ?? '',
    document_number: row.documentNumber ?? '',
    end_reason: row.endReason ?? '',
  }
  return COLUMNS.map((column) => cells[column])
}

/** A name that begins like a formula gets a ' before it (OWASP, "CSV Injection"). */
function linesOf(rows: readonly string[][]): string {
  return stringify(rows as string[][], { record_delimiter: 'windows', escape_formulas: true })
}
