import type { Database } from '../db/database.js'
import { defineJob } from '../jobs/job.definition.js'
import type { Clock } from '../kernel/clock.js'
import { deleteExpiredFiles } from './stored-file.queries.js'

/** Deletes files that are past their expiry. It needs no retries: it comes again and finds in the data what is due. */
export const SweepFiles = defineJob<Record<string, never>>({
  name: 'SweepFiles',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 300,
  onePending: true,
})

/** How often `SweepFiles` runs. */
export const SWEEP_FILES_EVERY_SECONDS = 600

/** Files that one transaction deletes: of 32 MB at most each. */
const FILES_AT_A_TIME = 20

/** Does `SweepFiles`; several may run at once. */
export function sweepFiles(database: Database, clock: Clock) {
  return async (_data: object, stopping: AbortSignal): Promise<void> => {
    while (!stopping.aborted) {
      const deleted = await database.transaction((tx) => deleteExpiredFiles(tx, clock.now(), FILES_AT_A_TIME))
      if (deleted < FILES_AT_A_TIME) return
    }
  }
}
