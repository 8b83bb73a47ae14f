import type { Database } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import { defineJob } from '../jobs/job.definition.js'
import type { Clock } from '../kernel/clock.js'
import { keptSince } from './webhook.rules.js'

/** Deletes events that are older than the log. It needs no retries: it comes again and finds in the data what is due. */
export const SweepWebhooks = defineJob<Record<string, never>>({
  name: 'SweepWebhooks',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 300,
  onePending: true,
})

/** How often `SweepWebhooks` runs. */
export const SWEEP_WEBHOOKS_EVERY_SECONDS = 3_600

/** How many events one transaction deletes, with their deliveries and attempts. */
const EVENTS_AT_A_TIME = 1_000

/** Those that have a place: the feeds tell from the highest of them who may have missed something. */
const DELETE = writeStatement<{ deleted: number }>(
  'webhook_events_sweep',
  `with swept as (
     delete from webhook_events where id in (
       select id from webhook_events where occurred_at < $1 and position is not null
        order by occurred_at limit $2 for update skip locked)
     returning position),
   noted as (
     update event_feed set swept_through = greatest(swept_through, (select max(position) from swept))
      where exists (select from swept))
   select count(*)::int as deleted from swept`,
)

/** Does `SweepWebhooks`; several may run at once. */
export function sweepWebhooks(database: Database, clock: Clock) {
  return async (_data: object, stopping: AbortSignal): Promise<void> => {
    while (!stopping.aborted) {
      const values = [keptSince(clock.now()), EVENTS_AT_A_TIME]
      const [swept] = await database.transaction((tx) => tx.write(DELETE, values))
      if ((swept?.deleted ?? 0) < EVENTS_AT_A_TIME) return
    }
  }
}
