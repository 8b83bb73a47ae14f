import type { Database } from '../../db/database.js'
import { defineJob } from '../../jobs/job.definition.js'
import type { Clock } from '../../kernel/clock.js'
import { sweepRosterRows } from './order-roster.queries.js'

/** Deletes the rows of previews whose result is gone. */
export const SweepOrderRosters = defineJob<Record<string, never>>({
  name: 'SweepOrderRosters',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 300,
  onePending: true,
})

/** How often it runs. */
export const SWEEP_ORDER_ROSTERS_EVERY_SECONDS = 3_600

/** Previews whose rows one transaction deletes: up to 200,000 rows. */
const PREVIEWS_AT_ONCE = 20

/** Does `SweepOrderRosters`, until nothing is left or the process stops. */
export function sweepOrderRosters(database: Database, clock: Clock) {
  return async (_data: object, stopping: AbortSignal): Promise<void> => {
    while (!stopping.aborted) {
      const swept = await database.transaction((tx) => sweepRosterRows(tx, clock.now(), PREVIEWS_AT_ONCE))
      if (swept === 0) return
    }
  }
}
