import type { Database } from '../db/database.js'
import { defineJob } from '../jobs/job.definition.js'
import { PLACED_AT_A_TIME } from './event.feed.js'
import { placeEvents } from './event.queries.js'

/** Gives events their places in the feeds, for readers that come late. It comes again by itself. */
export const PlaceEvents = defineJob<Record<string, never>>({
  name: 'PlaceEvents',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 300,
  onePending: true,
})

/** How often `PlaceEvents` runs; a reader places what is fresh by itself. */
export const PLACE_EVENTS_EVERY_SECONDS = 30

/** Does `PlaceEvents`; several may run at once. */
export function placeAllEvents(database: Database) {
  return async (_data: object, stopping: AbortSignal): Promise<void> => {
    while (!stopping.aborted) {
      if ((await database.transaction((tx) => placeEvents(tx, PLACED_AT_A_TIME))) < PLACED_AT_A_TIME) return
    }
  }
}
