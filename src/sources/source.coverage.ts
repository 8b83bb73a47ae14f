import type { Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import type { SourceCoverage } from './source-coverage.entity.js'

const UPSERT_COVERAGE = writeStatement(
  'source_upsert_coverage',
  `insert into source_coverages as c (mode, section, source, as_of) values ($1, $2, $3, $4)
   on conflict (mode, section, source) do update set as_of = excluded.as_of where c.as_of < excluded.as_of`,
)

/** Notes that the source covers the section as of that day; an earlier day than is known changes nothing. */
export async function noteCoverage(tx: Transaction, coverage: SourceCoverage): Promise<void> {
  await tx.write(UPSERT_COVERAGE, [coverage.mode, coverage.section, coverage.source, coverage.asOf])
}
