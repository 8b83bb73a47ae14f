import type { Transaction } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'
import { type LocalDay, localDayOf } from '../../kernel/local-day.js'
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

const UNREAD = readStatement<{ rejected: number }>(
  'exclusions_unread_rows',
  'select rows_rejected as rejected from source_loads where id = $1',
)

/**
 * Whether every row of the file could be read. One that could not may be about anybody: nobody's exclusion is missing
 * from the file then, and its silence means nothing. (A check, which is not on record, only counts.)
 */
export async function wasReadWhole(tx: Transaction, { loadId }: Pick<LoadContext, 'loadId'>): Promise<boolean> {
  const [unread] = await tx.rows(UNREAD, [loadId])
  return (unread?.rejected ?? 0) === 0
}

/**
 * Notes as of which day OIG's silence about somebody means "none reported". Only a whole list begins that; supplements
 * carry it on month by month, and one that would leave a gap does not. (A month for which OIG publishes no supplement
 * ends the row, until the next whole list.) Neither does a file of which a row could not be read, and no day is noted that is yet to come.
 */
export async function noteLeieCoverage(tx: Transaction, load: LoadContext): Promise<void> {
  const { mode, scope, asOf, now } = load
  if (!(await wasReadWhole(tx, load))) return
  const [covered] =
    scope === 'UPDATE'
      ? await tx.rows(CONTINUED, [mode, SECTION, LEIE, asOf])
      : asOf === null
        ? await tx.rows(NEWEST, [mode, now])
        : [{ day: asOf }]
  if (covered?.day == null) return
  const [earlier = covered.day] = [covered.day, localDayOf(now, 'UTC')].sort()
  await noteCoverage(tx, { mode, section: SECTION, source: LEIE, asOf: earlier })
}
