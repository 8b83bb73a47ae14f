import type { Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import type { SourceCoverage } from './source-coverage.entity.js'

const UPSERT_COVERAGE = writeStatement(
  'source_upsert_coverage',
  `insert into source_coverages as c (mode, section, source, as_of, asked_at) values ($1, $2, $3, $4, $5)
   on conflict (mode, section, source) do update set as_of = excluded.as_of, asked_at = excluded.asked_at
    where c.as_of < excluded.as_of or (c.as_of = excluded.as_of and c.asked_at < excluded.asked_at)`,
)

/**
 * Notes that the source covers the section as of that day; an earlier day than is known changes nothing. `askedAt` is
 * wanted of a source whose silence says nothing of clinicians who come into the directory later.
 */
export async function noteCoverage(
  tx: Transaction,
  { mode, section, source, asOf, askedAt = null }: Omit<SourceCoverage, 'askedAt'> & { askedAt?: Date | null },
): Promise<void> {
  await tx.write(UPSERT_COVERAGE, [mode, section, source, asOf, askedAt])
}
