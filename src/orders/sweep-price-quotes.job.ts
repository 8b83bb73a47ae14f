import type { Database } from '../db/database.js'
import { defineJob } from '../jobs/job.definition.js'
import type { Clock } from '../kernel/clock.js'
import { sweepQuotes } from './price-quote.queries.js'

/** How often expired quotes are forgotten. */
export const SWEEP_PRICE_QUOTES_EVERY_SECONDS = 3_600

/** So long an expired quote still answers that it expired, in milliseconds. */
const REMEMBERED_MS = 86_400_000

/** Forgets quotes that expired a day ago. */
export const SweepPriceQuotes = defineJob<Record<string, never>>({
  name: 'SweepPriceQuotes',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 300,
  onePending: true,
})

/** Does `SweepPriceQuotes`; several may run at once. */
export async function sweepPriceQuotes(database: Database, clock: Clock): Promise<void> {
  await database.transaction((tx) => sweepQuotes(tx, new Date(clock.now().getTime() - REMEMBERED_MS)))
}
