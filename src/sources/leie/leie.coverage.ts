import type { Transaction } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'
import type { LocalDay } from '../../kernel/local-day.js'
import type { LoadContext } from '../engine/source.loader.js'
import { noteCoverage } from '../source.coverage.js'
import { LEIE } from './leie.source.js'

const SECTION = 'SANCTIONS'

/** The newest exclusion of a list of which nobody said of which day it is: it is not older than that. */
const NEWEST = readStatement<{ day: LocalDay | null }>(
  'exclusions_newest',
  `select max(excluded_on)::text as day from exclusions
    where mode = $1 and no_longer_reported_at is null and reinstated_on is null and excluded_on <= $2::date`,
)

/**
 * A supplement goes on where the coverage ends if nothing lies between: what is covered reaches at least to the last day
 * of the month before.
 */
const CONTINUED = readStatement<{ day: LocalDay }>(
  'source_coverage_continued',
  `select $4::text as day from source_coverages
    where mode = $1 and section = $2 and source = $3 and as_of >= date_trunc('month', $4::date) - interval '1 day'`,
)

/**
 * Notes as of which day OIG's silence about somebody means "none reported". Only a whole list begins that; supplements
 * carry it on month by month, and one that would leave a gap does not. (A month for which OIG publishes no supplement
 * ends the row, until the next whole list.)
 */
export async function noteLeieCoverage(tx: Transaction, { mode, scope, asOf, now }: LoadContext): Promise<void> {
  const [covered] =
    scope === 'UPDATE'
      ? await tx.rows(CONTINUED, [mode, SECTION, LEIE, asOf])
      : asOf === null
        ? await tx.rows(NEWEST, [mode, now])
        : [{ day: asOf }]
  if (covered?.day != null) await noteCoverage(tx, { mode, section: SECTION, source: LEIE, asOf: covered.day })
}
