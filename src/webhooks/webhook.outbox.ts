import type { Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { newId } from '../kernel/ids.js'
import type { WebhookEventType } from './webhook.words.js'

/** Something that happened, for one feed. */
export interface NewWebhookEvent {
  /** Whose feed, and whose endpoints; null for the organization's own feed, which has no endpoints. */
  vendorId: string | null
  /** Whom it is about; null for nobody. Its id is added to the data. */
  organizationId: string | null
  mode: Mode
  type: WebhookEventType
  /** Ids and codes that the payload will carry: never personal data, and no links. */
  data: Readonly<Record<string, unknown>>
}

/** An event that was queued. */
export interface QueuedWebhook {
  eventId: string
  /** How many endpoints are told; 0: nobody asked for it, or only endpoints that are disabled now. */
  endpoints: number
}

/*
 * One statement. Deliveries are due at once, also if this process's clock is ahead of others. What only a disabled endpoint asks for, or none, has no delivery: the feed has it, and a replay finds it.
 */
const QUEUE = writeStatement<QueuedWebhook>(
  'webhook_events_queue',
  `with given as (
     select * from jsonb_to_recordset($1::jsonb)
       as g (id text, vendor_id text, organization_id text, mode text, type text, data jsonb)),
   asked as (
     select g.id as event_id, e.id as endpoint_id, e.state
       from given g join webhook_endpoints e
         on e.vendor_id = g.vendor_id and e.mode = g.mode and (e.types is null or g.type = any (e.types))),
   event as (
     insert into webhook_events (id, vendor_id, organization_id, mode, type, data, occurred_at)
     select g.id, g.vendor_id, g.organization_id, g.mode, g.type, g.data, $2 from given g),
   delivery as (
     insert into webhook_deliveries (endpoint_id, event_id, state, next_attempt_at)
     select a.endpoint_id, a.event_id, 'WAITING', least($2, now()) from asked a where a.state = 'ACTIVE'
     returning event_id)
   select g.id as "eventId", (select count(*)::int from delivery d where d.event_id = g.id) as endpoints
     from given g order by g.id`,
)

/** What became of an event at all the endpoints that it went to. */
export interface WebhookProgress {
  eventId: string
  /** When the first of them had it. */
  deliveredAt: Date | null
  /** When the last of them was given up; null while one has it, or may get it still. */
  failedAt: Date | null
}

const PROGRESS = readStatement<WebhookProgress>(
  'webhook_events_progress',
  `select event_id as "eventId", min(settled_at) filter (where state = 'DELIVERED') as "deliveredAt",
          case when bool_and(state in ('FAILED', 'CANCELLED')) then max(settled_at) end as "failedAt"
     from webhook_deliveries where event_id = any ($1) group by event_id`,
)

/**
 * Writes what happens in this transaction into feeds, and has endpoints told once it has committed: by one statement,
 * whatever their number. The answers are in the order of the events.
 */
export async function queueWebhooks(
  tx: Transaction,
  clock: Clock,
  events: readonly NewWebhookEvent[],
): Promise<QueuedWebhook[]> {
  if (events.length === 0) return []
  const rows = events.map(({ vendorId, organizationId, mode, type, data }) => ({
    id: newId('webhookEvent'),
    vendor_id: vendorId,
    organization_id: organizationId,
    mode,
    type,
    data: organizationId === null ? data : { organizationId, ...data },
  }))
  const queued = new Map((await tx.write(QUEUE, [JSON.stringify(rows), clock.now()])).map((one) => [one.eventId, one]))
  return rows.map(({ id }) => queued.get(id) ?? { eventId: id, endpoints: 0 })
}

/** How far these events have come; one that went to no endpoint, or that is older than the log, is left out. */
export async function webhookProgress(reader: Reader, eventIds: readonly string[]): Promise<WebhookProgress[]> {
  return await reader.rows(PROGRESS, [eventIds])
}
