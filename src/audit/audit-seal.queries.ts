import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { SealContent, SealedEvent } from './audit-seal.rules.js'

/**
 * After so long, by the database's clock, no transaction that took an id is still open: statements and idle
 * transactions are ended after seconds. Until a seal is made that much later, a seal's gaps are looked through again for
 * late commits; from then on an event that is in no seal below the highest sealed id was put there by somebody else.
 */
const SETTLE_TIME = '1 hour'

/** One sealer at a time in all processes. Any constant will do. */
const SEALER_LOCK = 7_164_205_333

const UTC_MICROSECONDS = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`

const EVENT_COLUMNS = `e.id::text, to_char(e.occurred_at at time zone 'UTC', ${UTC_MICROSECONDS}) as "occurredAt", e.action,
    e.actor_kind as "actorKind", e.actor_id as "actorId", e.api_key_id as "apiKeyId", e.session_id as "sessionId",
    e.organization_id as "organizationId", e.subject_kind as "subjectKind", e.subject_ids as "subjectIds",
    e.request_id as "requestId", e.address::text, e.reason`

/**
 * The highest id that a settled seal covers. Settled is what the newest seal was made so long after, which looked
 * through the gaps once more: by the clock alone, a late commit would be too late if no sealer ran for a while.
 */
const FLOOR = `select coalesce((
    select upper(event_ids) - 1 from audit_seals
     where sealed_at <= (select sealed_at from audit_seals order by sequence desc limit 1) - interval '${SETTLE_TIME}'
     order by upper(event_ids) desc limit 1), 0) as id`

/** The highest id that was given out; what is beyond it (or below 1) was put there by somebody else. */
const LAST_ID = `select least(coalesce(pg_sequence_last_value(pg_get_serial_sequence('audit_events', 'id')::regclass), 0),
    ${Number.MAX_SAFE_INTEGER}) as id`

/**
 * Where unsealed events can be: the ids above the floor that were given out and are in no seal. Most are those above the
 * last seal; the others were burnt by rollbacks, or are of transactions that are still open, or were when the seal was
 * made.
 */
const GAPS = `with floor as materialized (${FLOOR}), last as materialized (${LAST_ID}),
  recent as (select coalesce(range_agg(event_ids), '{}') as ids
               from audit_seals where upper(event_ids) > (select id + 1 from floor)),
  gaps as (select unnest(int8multirange(int8range(floor.id + 1, greatest(floor.id, last.id) + 1)) - recent.ids) as gap
             from floor, last, recent)`
const IN_GAP = `id >= lower(gap) and id < upper(gap)`

const TRY_LOCK = readStatement<{ locked: boolean }>(
  'audit_sealer_lock',
  'select pg_try_advisory_xact_lock($1) as locked',
)

const UNSEALED = readStatement<SealedEvent>(
  'audit_unsealed_events',
  `${GAPS} select ${EVENT_COLUMNS}
     from gaps cross join lateral (select * from audit_events where ${IN_GAP} order by id limit $1) e
    order by e.id limit $1`,
)

const UNSEALED_COUNT = readStatement<Unsealed>(
  'audit_unsealed_count',
  `${GAPS} select count(*) as count, max(e.id) as "newestId", min(e.occurred_at) as "oldestAt",
           max(e.occurred_at) as "newestAt",
           coalesce(min(e.occurred_at) < clock_timestamp() - interval '${SETTLE_TIME}', false) as overdue
      from gaps cross join lateral (select id, occurred_at from audit_events where ${IN_GAP}) e`,
)

const LAST = readStatement<SealHead & { now: string }>(
  'audit_seal_last',
  `select coalesce(max(sequence), 0) as sequence, (array_agg(hash))[1] as hash,
          to_char(clock_timestamp() at time zone 'UTC', ${UTC_MICROSECONDS}) as now
     from (select sequence, hash from audit_seals order by sequence desc limit 1) last`,
)

const INSERT = writeStatement(
  'audit_seal_insert',
  `insert into audit_seals
     (sequence, sealed_at, event_ids, event_count, event_hashes, events_sha256, previous_hash, hash)
   values ($1, $2::text::timestamptz, $3::text::int8multirange, $4, $5, $6, $7, $8)`,
)

const SEAL_BY_SEQUENCE = readStatement<SealHead>(
  'audit_seal_by_sequence',
  'select sequence, hash from audit_seals where sequence = $1',
)

const SEALS_FROM = readStatement<StoredSeal>(
  'audit_seals_from',
  `select s.sequence, to_char(s.sealed_at at time zone 'UTC', ${UTC_MICROSECONDS}) as "sealedAt",
          s.event_ids::text as "eventIds", s.event_count as "eventCount", s.event_hashes as "eventHashes",
          s.events_sha256 as "eventsSha256", s.previous_hash as "previousHash", s.hash,
          exists (select from audit_seals o where o.event_ids && s.event_ids and o.sequence < s.sequence) as overlaps
     from audit_seals s where s.sequence >= $1 order by s.sequence limit $2`,
)

const SEALED_EVENTS = readStatement<SealedEvent>(
  'audit_sealed_events',
  `select ${EVENT_COLUMNS}
     from unnest($1::text::int8multirange) as r
    cross join lateral (
      select * from audit_events where id >= greatest(lower(r), $2::bigint) and id < upper(r) order by id limit $3) e
    order by e.id limit $3`,
)

const SEALS_OF_EVENTS = readStatement<{ eventId: string; sequence: number }>(
  'audit_seals_of_events',
  `select e.id::text as "eventId", s.sequence
     from unnest($1::bigint[]) as e (id) join audit_seals s on s.event_ids @> e.id`,
)

const NEWEST_SEALS = readStatement<AuditSealRow>(
  'audit_seals_newest',
  `select sequence, sealed_at as "sealedAt", event_ids::text as "eventIds", event_count as "eventCount",
          events_sha256 as "eventsSha256", previous_hash as "previousHash", hash
     from audit_seals where sequence < $1 order by sequence desc limit $2`,
)

/** Below the floor nothing is late any more, and what was never given out has no place. */
const FOREIGN_EVENTS = readStatement<ForeignEvent>(
  'audit_foreign_events',
  `with floor as materialized (${FLOOR}), last as materialized (${LAST_ID}),
     sealed as (select coalesce(range_agg(event_ids), '{}') as ids from audit_seals),
     gaps as (select unnest(int8multirange(int8range(null, floor.id + 1), int8range(last.id + 1, null)) - sealed.ids) as gap
                from floor, last, sealed)
   select e.id::text, e.id between 1 and last.id as "givenOut" from last, gaps
    cross join lateral (
      select id from audit_events
       where id >= coalesce(lower(gap), -9223372036854775808) and id <= coalesce(upper(gap) - 1, 9223372036854775807)
         and ($1::bigint is null or id > $1)
       order by id limit $2) e
    order by e.id limit $2`,
)

/** What was dropped for its age so far, as the trail says itself: the newest retirement that an event vouches for. */
const RETIRED = readStatement<{ ids: string }>(
  'audit_retired',
  `select r.event_ids::text as ids from audit_retirements r
    where exists (select from audit_events e
           where e.occurred_at = r.retired_at and e.action = 'AUDIT_RETIRED' and e.actor_kind = 'SYSTEM'
             and e.subject_ids = array[encode(sha256(convert_to(r.event_ids::text, 'UTF8')), 'hex')])
    order by r.retired_at desc limit 1`,
)

/** A place in the chain, told by its hash. */
export interface SealHead {
  sequence: number
  hash: string
}

/** A seal as it is stored. */
export interface StoredSeal extends SealContent {
  eventHashes: Buffer
  hash: string
  /** Whether an earlier seal has one of its events too. */
  overlaps: boolean
}

/** A seal as staff see it. */
export type AuditSealRow = Omit<SealContent, 'sealedAt'> & { sealedAt: Date; hash: string }

/** What is not sealed yet. */
export interface Unsealed {
  count: number
  newestId: number | null
  oldestAt: Date | null
  newestAt: Date | null
  /** Whether the oldest of it is older than any that still waits for its seal. */
  overdue: boolean
}

/** An event that is in no seal and never will be. */
export interface ForeignEvent {
  /** Any `bigint`, as decimal digits. */
  id: string
  /** False for an id that no insert of the gateway's can have got. */
  givenOut: boolean
}

/** Whether this transaction may seal; false while another one does. Given back with its end. */
export async function lockSealing(tx: Transaction): Promise<boolean> {
  const [row] = await tx.rows(TRY_LOCK, [SEALER_LOCK])
  return row?.locked === true
}

/** Up to `limit` events that are in no seal, by id. */
export async function unsealedEvents(reader: Reader, limit: number): Promise<SealedEvent[]> {
  return await reader.rows(UNSEALED, [limit])
}

export async function countUnsealed(reader: Reader): Promise<Unsealed> {
  const [row] = await reader.rows(UNSEALED_COUNT, [])
  return row ?? { count: 0, newestId: null, oldestAt: null, newestAt: null, overdue: false }
}

/** The newest seal, with sequence 0 and no hash if there is none, and the time by the database's clock. */
export async function lastSeal(reader: Reader): Promise<{ sequence: number; hash: string | null; now: string }> {
  const [row] = await reader.rows(LAST, [])
  return row ?? { sequence: 0, hash: null, now: '' }
}

export async function insertSeal(tx: Transaction, seal: Omit<StoredSeal, 'overlaps'>): Promise<void> {
  await tx.write(INSERT, [
    seal.sequence,
    seal.sealedAt,
    seal.eventIds,
    seal.eventCount,
    seal.eventHashes,
    seal.eventsSha256,
    seal.previousHash,
    seal.hash,
  ])
}

/** The hash of the seal of this sequence, or null. */
export async function sealHead(reader: Reader, sequence: number): Promise<SealHead | null> {
  const [row] = await reader.rows(SEAL_BY_SEQUENCE, [sequence])
  return row ?? null
}

/** Up to `limit` seals from `sequence` on. */
export async function sealsFrom(reader: Reader, sequence: number, limit: number): Promise<StoredSeal[]> {
  return await reader.rows(SEALS_FROM, [sequence, limit])
}

/** Up to `limit` of the events of `eventIds` (an `int8multirange` as text) that are there, with ids from `fromId` on. */
export async function sealedEvents(
  reader: Reader,
  eventIds: string,
  fromId: number,
  limit: number,
): Promise<SealedEvent[]> {
  return await reader.rows(SEALED_EVENTS, [eventIds, fromId, limit])
}

/** Up to `limit` events with ids above `afterId` that must have been in a seal by now, or can be in none. */
export async function foreignEvents(reader: Reader, afterId: string | null, limit: number): Promise<ForeignEvent[]> {
  return await reader.rows(FOREIGN_EVENTS, [afterId, limit])
}

/** The ids of events that were dropped for their age, as an `int8multirange`. */
export async function retiredIds(reader: Reader): Promise<string> {
  const [row] = await reader.rows(RETIRED, [])
  return row?.ids ?? '{}'
}

/** Which of the events are in which seal. */
export async function sealsOfEvents(
  reader: Reader,
  eventIds: readonly string[],
): Promise<{ eventId: string; sequence: number }[]> {
  return await reader.rows(SEALS_OF_EVENTS, [eventIds])
}

/** Up to `limit` seals before `sequence`, the newest first. */
export async function newestSeals(reader: Reader, beforeSequence: number, limit: number): Promise<AuditSealRow[]> {
  return await reader.rows(NEWEST_SEALS, [beforeSequence, limit])
}
