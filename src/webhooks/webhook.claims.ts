import type { Database, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { WebhookAnswer } from './webhook.http.js'
import type { WebhookSettlement } from './webhook.rules.js'
import { WEBHOOK_EVENT_SCOPES, type WebhookEventType } from './webhook.words.js'

/** How long a killed worker keeps a delivery from the others: more than an attempt and its note take together. */
const LEASE_SECONDS = 45

/** A delivery that a worker has taken to be sent, with all that it takes. */
export interface ClaimedDelivery {
  endpointId: string
  eventId: string
  /** Counts this one; also tells this claim from a later one. */
  attempts: number
  failures: number
  url: string
  secretJwe: string
  previousSecretJwe: string | null
  previousSecretUntil: Date | null
  vendorId: string
  organizationId: string | null
  type: WebhookEventType
  data: Readonly<Record<string, unknown>>
  occurredAt: Date
  /** Whether the organization still lets the vendor do what the event is about. */
  granted: boolean
}

/** Which endpoints to take deliveries of, and how many. */
export interface Wanted {
  /** Those that nothing gets through to, or the others. */
  failing: boolean
  /** In all. */
  slots: number
  /** On their way to one endpoint at a time, from all processes together. */
  perEndpoint: number
}

/** Due by this process or by the database: one whose clock is behind holds nothing up. */
const DUE = `d.endpoint_id = e.id and d.state = 'WAITING' and d.next_attempt_at <= greatest($1, now())
  and (d.claimed_until is null or d.claimed_until <= now())`
const ON_THEIR_WAY = `(select count(*) from webhook_deliveries c where c.endpoint_id = e.id and c.claimed_until > now())`
const READY = `webhook_endpoints e join vendors v on v.id = e.vendor_id and v.suspended_at is null
  where e.state = 'ACTIVE' and exists (select from webhook_deliveries d where ${DUE})`

const ANY_DUE = readStatement<{ due: boolean }>('webhooks_due', `select exists (select from ${READY}) as due`)

/*
 * Fair by construction: endpoints with the fewest requests on their way come first, by lot among equals, so that those that
 * are slow to answer cannot keep the last slots from the others; and each gives no more than it has room for. Whoever takes
 * deliveries of an endpoint holds its row, so that two processes cannot fill the same room twice; a row that is held is
 * passed over.
 */
const TAKE_ENDPOINTS = writeStatement<{ id: string }>(
  'webhook_endpoints_take',
  `select e.id from ${READY} and (e.failing_since is not null) = $2 and ${ON_THEIR_WAY} < $3::bigint
    order by ${ON_THEIR_WAY}, random() limit $4 for no key update of e skip locked`,
)

/*
 * After the rows are held, in a statement of its own: its snapshot sees what other processes took before. Ordered as the
 * index is, and by nothing more: ten thousand that are due at the same moment are not sorted for the sake of eight.
 * Materialized, so that the limit is applied once, whatever the plan: joined directly, it could be applied for each row of
 * the table that is updated.
 */
const CLAIM = writeStatement<ClaimedDelivery>(
  'webhook_deliveries_claim',
  `with taken as materialized (
     select e.id as endpoint_id, due.event_id
       from webhook_endpoints e
      cross join lateral (
        select d.event_id from webhook_deliveries d
         where ${DUE}
         order by d.next_attempt_at
         limit greatest(0, least($3::bigint - ${ON_THEIR_WAY}, $4::bigint))
         for update skip locked) due
      where e.id = any ($2))
   update webhook_deliveries d
      set attempts = d.attempts + 1, claimed_until = now() + make_interval(secs => ${LEASE_SECONDS})
     from taken
     join webhook_endpoints e on e.id = taken.endpoint_id
     join webhook_events o on o.id = taken.event_id
    where d.endpoint_id = taken.endpoint_id and d.event_id = taken.event_id
   returning d.endpoint_id as "endpointId", d.event_id as "eventId", d.attempts, d.failures, e.url,
     e.secret_jwe as "secretJwe", e.previous_secret_jwe as "previousSecretJwe",
     e.previous_secret_until as "previousSecretUntil", o.vendor_id as "vendorId",
     o.organization_id as "organizationId", o.type, o.data, o.occurred_at as "occurredAt",
     o.organization_id is null or exists (
       select from organization_access a
        where a.organization_id = o.organization_id and a.actor_kind = 'VENDOR' and a.actor_id = o.vendor_id
          and ($5::jsonb ->> o.type) = any (a.scopes)) as granted`,
)

const SETTLE = writeStatement<{ failingSince: Date | null }>(
  'webhook_delivery_settle',
  `with settled as (
     update webhook_deliveries
        set state = $4, failures = $5, next_attempt_at = $6, claimed_until = null,
            settled_at = case when $4 = 'WAITING' then null else $7::timestamptz end
      where endpoint_id = $1 and event_id = $2 and attempts = $3 and state = 'WAITING'
     returning endpoint_id),
   attempt as (
     insert into webhook_attempts
       (endpoint_id, event_id, number, attempted_at, duration_ms, status, problem, response_headers)
     select $1, $2, $3, $8, $9, $10, $11, $12::jsonb from settled),
   endpoint as (
     update webhook_endpoints e set failing_since = case when $11::text is null then null else $8::timestamptz end
       from settled where e.id = settled.endpoint_id and (e.failing_since is null) = ($11::text is not null))
   select coalesce(e.failing_since, $8::timestamptz) as "failingSince"
     from settled join webhook_endpoints e on e.id = settled.endpoint_id`,
)

const CANCEL = writeStatement(
  'webhook_delivery_cancel',
  `update webhook_deliveries set state = 'CANCELLED', next_attempt_at = null, claimed_until = null, settled_at = $4
    where endpoint_id = $1 and event_id = $2 and attempts = $3 and state = 'WAITING'`,
)

/** Takes deliveries that are due, for each of `wanted` in turn; none when there is nothing to do. */
export async function claimDeliveries(
  database: Database,
  now: Date,
  wanted: readonly Wanted[],
): Promise<ClaimedDelivery[][]> {
  const [{ due } = { due: false }] = await database.rows(ANY_DUE, [now])
  if (!due) return wanted.map(() => [])
  return await database.transaction(async (tx) => {
    const claimed: ClaimedDelivery[][] = []
    for (const one of wanted) claimed.push(one.slots > 0 ? await claim(tx, now, one) : [])
    return claimed
  })
}

async function claim(tx: Transaction, now: Date, { failing, slots, perEndpoint }: Wanted): Promise<ClaimedDelivery[]> {
  const endpoints = Math.max(1, Math.floor(slots / perEndpoint))
  const taken = await tx.write(TAKE_ENDPOINTS, [now, failing, perEndpoint, endpoints])
  if (taken.length === 0) return []
  const ids = taken.map(({ id }) => id)
  return await tx.write(CLAIM, [now, ids, perEndpoint, slots, JSON.stringify(WEBHOOK_EVENT_SCOPES)])
}

/** What a worker found out about one delivery. */
export interface Attempt {
  answer: WebhookAnswer
  attemptedAt: Date
  durationMs: number
}

/**
 * Writes down what an attempt came to; since when nothing has got through to the endpoint. Null when the delivery was
 * another's meanwhile, or is gone.
 */
export async function settleDelivery(
  tx: Transaction,
  delivery: ClaimedDelivery,
  { state, failures, nextAttemptAt }: WebhookSettlement,
  { answer, attemptedAt, durationMs }: Attempt,
  at: Date,
): Promise<Date | null> {
  const [settled] = await tx.write(SETTLE, [
    delivery.endpointId,
    delivery.eventId,
    delivery.attempts,
    state,
    failures,
    nextAttemptAt,
    at,
    attemptedAt,
    durationMs,
    answer.status,
    answer.problem,
    JSON.stringify(answer.headers),
  ])
  return settled?.failingSince ?? null
}

/** Ends a delivery that is not to be sent any more. */
export async function cancelDelivery(tx: Transaction, delivery: ClaimedDelivery, at: Date): Promise<void> {
  await tx.write(CANCEL, [delivery.endpointId, delivery.eventId, delivery.attempts, at])
}
