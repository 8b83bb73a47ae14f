import type { Mode } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { SourceCoverage } from './source-coverage.entity.js'
import type { SourceLoad } from './source-load.entity.js'

/** A column of counts by reason as a list, the commonest first. */
function reasonsIn(column: string): string {
  return `(select coalesce(jsonb_agg(jsonb_build_object('reason', key, 'rows', value) order by value desc, key), '[]')
             from jsonb_each(${column}))`
}

const LOADS = readStatement<SourceLoad>(
  'source_loads_page',
  `select id, source, file_name as "fileName", file_sha256 as "fileSha256", file_bytes as "fileBytes",
          started_at as "startedAt", finished_at as "finishedAt", rows_read as "rowsRead",
          rows_inserted as "rowsInserted", rows_updated as "rowsUpdated", rows_unchanged as "rowsUnchanged",
          rows_skipped as "rowsSkipped", rows_rejected as "rowsRejected", rows_pending as "rowsPending",
          records_vanished as "recordsVanished", state, scope, as_of as "asOf", actor, error,
          ${reasonsIn('skipped_by_reason')} as "skippedByReason", ${reasonsIn('rejected_by_reason')} as "rejectedByReason"
     from source_loads
    where ($1::text is null or source = $1) and ($2::text is null or id < $2)
    order by id desc limit $3`,
)

const COVERAGE = readStatement<SourceCoverage>(
  'source_coverage_of_mode',
  `select mode, section, source, as_of as "asOf" from source_coverages where mode = $1 order by section, source`,
)

/** Up to `limit` loads before the id `beforeId`, the newest first; of one source if it is named. */
export async function sourceLoadPage(
  reader: Reader,
  source: string | null,
  beforeId: string | null,
  limit: number,
): Promise<SourceLoad[]> {
  return await reader.rows(LOADS, [source, beforeId, limit])
}

/** Which source was asked for which section of everybody of the mode; there are some dozens at the most. */
export async function sourceCoverage(reader: Reader, mode: Mode): Promise<SourceCoverage[]> {
  return await reader.rows(COVERAGE, [mode])
}
