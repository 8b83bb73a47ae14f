import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { WANTED_PAGES } from '../vendors/owned-pages.js'
import { MAX_ATTEMPTS_SHOWN, MAX_REPLAYED } from './webhook.rules.js'
import { DELIVERY_STATES } from './webhook.words.js'
import type { WebhookAttemptType, WebhookDeliveryType } from './webhook-delivery.type.js'

const COLUMNS = `d.endpoint_id as "endpointId", d.event_id as "eventId", o.type, o.organization_id as "organizationId",
  o.occurred_at as "occurredAt", d.state, d.next_attempt_at as "nextAttemptAt", d.settled_at as "settledAt"`

/**
 * Pages of the log of endpoints, the newest first: an owner is endpoint, state and type, with blanks between them. Each state
 * is read from where its page begins in `webhook_deliveries_log`, the one index that has the order asked for: by any other
 * plan a page would walk through what other endpoints were told, or through all that was delivered to find the few that failed.
 */
export const DELIVERY_PAGES = readStatement<WebhookDeliveryType & { page: number }>(
  'webhook_delivery_pages',
  `select d.*, w.page::int as page from ${WANTED_PAGES}
    cross join lateral (
      select d.* from unnest(array['${DELIVERY_STATES.join(`', '`)}']) as s (state)
       cross join lateral (
         select ${COLUMNS} from webhook_deliveries d
          cross join lateral (select * from webhook_events where id = d.event_id offset 0) o
          where (d.endpoint_id, d.state, d.event_id) >= (split_part(w.owner_id, ' ', 1), s.state, '')
            and (d.endpoint_id, d.state, d.event_id) < (split_part(w.owner_id, ' ', 1), s.state, w.start)
            and split_part(w.owner_id, ' ', 3) in ('', o.type)
          order by d.endpoint_id desc, d.state desc, d.event_id desc limit w.size) d
       where split_part(w.owner_id, ' ', 2) in ('', s.state)
       order by d."eventId" desc limit w.size) d
    order by w.page, d."eventId" desc`,
)

const BY_KEY = readStatement<WebhookDeliveryType>(
  'webhook_delivery_by_key',
  `select ${COLUMNS} from webhook_deliveries d join webhook_events o on o.id = d.event_id
    where d.endpoint_id = $1 and d.event_id = $2`,
)

const ATTEMPTS = readStatement<WebhookAttemptType>(
  'webhook_attempts_of',
  `select a.endpoint_id as "endpointId", a.event_id as "eventId", a.number, a.attempted_at as "attemptedAt",
          a.duration_ms as "durationMs", a.status, a.problem, a.response_headers as "responseHeaders"
     from unnest($1::text[], $2::text[]) as w (endpoint_id, event_id)
    cross join lateral (
      select * from webhook_attempts where endpoint_id = w.endpoint_id and event_id = w.event_id
       order by number desc limit ${MAX_ATTEMPTS_SHOWN}) a
    order by a.number`,
)

const TEST = writeStatement(
  'webhook_test_queue',
  `with event as (
     insert into webhook_events (id, vendor_id, organization_id, mode, type, data, occurred_at)
     select $1, e.vendor_id, null, e.mode, 'webhook.test', jsonb_build_object('endpointId', e.id), $3
       from webhook_endpoints e where e.id = $2
     returning id)
   insert into webhook_deliveries (endpoint_id, event_id, state, next_attempt_at)
   select $2, id, 'WAITING', least($3, now()) from event`,
)

/*
 * What the endpoint was told, and what it would have been told but for being disabled. What is on its way now goes on; what
 * waits is sent at once.
 */
const replayOf = (name: string, wanted: string) =>
  writeStatement<{ eventId: string }>(
    name,
    `insert into webhook_deliveries as d (endpoint_id, event_id, state, next_attempt_at)
     select e.id, o.id, 'WAITING', least($2, now())
       from webhook_endpoints e join webhook_events o on o.vendor_id = e.vendor_id and o.mode = e.mode
       left join webhook_deliveries had on had.endpoint_id = e.id and had.event_id = o.id
      where e.id = $1 and (had.event_id is not null or o.type <> 'webhook.test') and ${wanted}
      order by o.occurred_at limit ${MAX_REPLAYED + 1}
     on conflict (endpoint_id, event_id) do update
        set state = 'WAITING', failures = 0, next_attempt_at = excluded.next_attempt_at, settled_at = null
      where d.claimed_until is null or d.claimed_until <= now()
     returning d.event_id as "eventId"`,
  )
const REPLAY_ONE = replayOf('webhook_replay_one', 'o.id = $3')
const REPLAY_RANGE = replayOf(
  'webhook_replay_range',
  `o.occurred_at >= $3 and o.occurred_at < $4
   and (had.event_id is not null or (o.occurred_at >= e.created_at and (e.types is null or o.type = any (e.types))))
   and ($5 or had.state is distinct from 'DELIVERED')`,
)

/** The delivery; whoever asks must have found its endpoint within the caller's access. */
export async function deliveryOf(
  reader: Reader,
  endpointId: string,
  eventId: string,
): Promise<WebhookDeliveryType | null> {
  const [delivery] = await reader.rows(BY_KEY, [endpointId, eventId])
  return delivery ?? null
}

/** The last attempts of each of these deliveries, the earliest first. */
export async function attemptsOf(
  reader: Reader,
  deliveries: readonly Pick<WebhookDeliveryType, 'endpointId' | 'eventId'>[],
): Promise<WebhookAttemptType[]> {
  return await reader.rows(ATTEMPTS, [
    deliveries.map(({ endpointId }) => endpointId),
    deliveries.map(({ eventId }) => eventId),
  ])
}

/** Queues a test event for the endpoint alone, whatever it asks for. */
export async function queueTest(tx: Transaction, eventId: string, endpointId: string, at: Date): Promise<void> {
  await tx.write(TEST, [eventId, endpointId, at])
}

/** Has an event sent to the endpoint again. */
export async function replayOne(tx: Transaction, endpointId: string, eventId: string, at: Date): Promise<void> {
  await tx.write(REPLAY_ONE, [endpointId, at, eventId])
}

/** Which events of an endpoint are to be sent again. */
export interface ReplayRange {
  from: Date
  /** Not included. */
  until: Date
  includeDelivered: boolean
}

/** Has them sent to the endpoint again; how many they are, at most one more than are allowed. */
export async function replayRange(tx: Transaction, endpointId: string, range: ReplayRange, at: Date): Promise<number> {
  const { from, until, includeDelivered } = range
  return (await tx.write(REPLAY_RANGE, [endpointId, at, from, until, includeDelivered])).length
}
