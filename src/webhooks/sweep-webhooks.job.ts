import type { Database, Transaction } from '../db/database.js'
import { dropParts, expiredParts, keepParts, type PartitionedFamily } from '../db/partitions.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { defineJob } from '../jobs/job.definition.js'
import type { Clock } from '../kernel/clock.js'
import { idBeginningAt } from '../kernel/ids.js'
import { keptSince } from './webhook.rules.js'

/**
 * Begins the months of the log ahead, and drops those in which nothing is young enough. It needs no retries: it comes
 * again and finds in the data what is due.
 */
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

/** Whoever refers to another before it. The id of an event tells its month, so it is in every key as it is. */
const WEBHOOK_PARTS: PartitionedFamily = {
  tables: [
    { name: 'webhook_attempts', key: 'event_id' },
    { name: 'webhook_deliveries', key: 'event_id' },
    { name: 'webhook_events', key: 'id', furnish: (part) => `alter table ${part} add unique (position);` },
  ],
  keyAt: (instant) => idBeginningAt('webhookEvent', instant),
}

const PLACED = readStatement<{ all: boolean; through: number | null }>(
  'webhook_events_placed',
  'select count(*) = count(position) as all, max(position) as through from webhook_events where id < $1',
)
const NOTE_SWEPT = writeStatement(
  'webhook_events_note_swept',
  'update event_feed set swept_through = greatest(swept_through, $1::bigint)',
)

/** Does `SweepWebhooks`; several may run at once. */
export function sweepWebhooks(database: Database, clock: Clock) {
  return async (): Promise<void> => {
    await keepParts(database, WEBHOOK_PARTS, clock.now(), (tx) => dropOld(tx, keptSince(clock.now())))
  }
}

/** Only those that have a place: the feeds tell from the highest of them who may have missed something. */
async function dropOld(tx: Transaction, since: Date): Promise<void> {
  const expired = await expiredParts(tx, WEBHOOK_PARTS, since)
  if (expired === null) return
  const [placed] = await tx.rows(PLACED, [WEBHOOK_PARTS.keyAt(expired.before)])
  if (placed?.all !== true) return
  await dropParts(tx, WEBHOOK_PARTS, expired)
  await tx.write(NOTE_SWEPT, [placed.through])
}
