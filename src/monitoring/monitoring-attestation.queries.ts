import type { Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { AttestedSource, MonitoringAttestationType } from './monitoring-attestation.type.js'

/** Length of an attested period, in days of the organization (domain.md, "Continuous monitoring"). */
const ATTESTATION_DAYS = 30
/** Hours after a period before it is attested: what was noticed within it is committed by then. */
const ATTESTED_AFTER_HOURS = 1

/** A period that is over and not attested yet. */
export interface DuePeriod {
  monitoringId: string
  organizationId: string
  mode: Mode
  number: number
  periodFrom: Date
  periodUntil: Date
  /** By the organization's time. */
  attestedAt: Date
}

const UNATTESTED = 'coalesce(m.attested_until, m.started_at) < coalesce(m.ended_at, m.ends_at)'

/** Terms of which a period may be over, by an index each: a day of the calendar may be shorter than 24 hours. */
const CANDIDATES = `
  select m.id from monitorings m where ${UNATTESTED}
     and coalesce(m.attested_until, m.started_at) <= $1::timestamptz - interval '${(ATTESTATION_DAYS - 1) * 24} hours'
   union
  select m.id from monitorings m where ${UNATTESTED} and coalesce(m.ended_at, m.ends_at) <= $1
   union
  select m.id from organizations a join monitorings m on m.organization_id = a.id
   where a.clock_ahead_ms > 0 and ${UNATTESTED}`

/**
 * The next period of each term that has one. Everybody takes terms in the order of their ids and waits for who holds one:
 * to pass it over would leave it until the next run. A test clock jumps: then it is attested when it would have been.
 */
const TAKE = writeStatement<DuePeriod>(
  'monitoring_attestations_take',
  `select m.id as "monitoringId", m.organization_id as "organizationId", m.mode, m.attestations + 1 as number,
          t.period_from as "periodFrom", p.period_until as "periodUntil",
          case when o.clock_ahead_ms > 0 then p.due_at else t.now end as "attestedAt"
     from monitorings m
     join organizations o on o.id = m.organization_id
    cross join lateral (
      select coalesce(m.attested_until, m.started_at) as period_from,
             $1::timestamptz + o.clock_ahead_ms * interval '1 millisecond' as now) t
    cross join lateral (
      select u.period_until, u.period_until + interval '${ATTESTED_AFTER_HOURS} hours' as due_at
        from (select least((t.period_from at time zone o.time_zone + interval '${ATTESTATION_DAYS} days') at time zone o.time_zone,
                           coalesce(m.ended_at, m.ends_at)) as period_until) u) p
    where m.id in (${CANDIDATES}) and ${UNATTESTED} and p.due_at <= t.now
    order by m.id limit $2
      for no key update of m`,
)

const KEEP_STATE = writeStatement(
  'source_states_keep',
  `insert into source_states (sha256, mode, sources, seen_at) values ($1, $2, $3::jsonb, $4) on conflict do nothing`,
)

const ATTEST = writeStatement(
  'monitoring_attestations_attest',
  `with given as (
     select * from jsonb_to_recordset($1::jsonb)
       as g (id text, "monitoringId" text, "organizationId" text, number integer, "periodFrom" timestamptz,
             "periodUntil" timestamptz, "sourcesSha256" text, "attestedAt" timestamptz)),
   attested as (
     insert into monitoring_attestations (id, monitoring_id, organization_id, number, period_from, period_until,
       change_count, sources_sha256, attested_at)
     select g.id, g."monitoringId", g."organizationId", g.number, g."periodFrom", g."periodUntil",
            (select count(*) from monitoring_notices n where n.monitoring_id = g."monitoringId"
                and n.noticed_at >= g."periodFrom" and n.noticed_at < g."periodUntil"),
            g."sourcesSha256", g."attestedAt"
       from given g)
   update monitorings m set attested_until = g."periodUntil", attestations = g.number
     from given g where m.id = g."monitoringId"`,
)

/** Attestations of terms, the latest period first: at most 25 a term, so they need no pages. */
const OF_MONITORINGS = readStatement<MonitoringAttestationType & { monitoringId: string }>(
  'monitoring_attestations_of',
  `select a.id, a.monitoring_id as "monitoringId", a.number, a.period_from as "from", a.period_until as "until",
          a.change_count as "changeCount", a.attested_at as "attestedAt", s.sources
     from monitoring_attestations a join source_states s on s.sha256 = a.sources_sha256
    where a.monitoring_id = any ($1) order by a.number desc`,
)

/** Takes up to `limit` periods that are over, one of each term, and keeps others from taking them meanwhile. */
export async function takeDuePeriods(tx: Transaction, now: Date, limit: number): Promise<DuePeriod[]> {
  return await tx.write(TAKE, [now, limit])
}

/** Keeps what the sources had said, if it is not kept yet. */
export async function keepSourceState(
  tx: Transaction,
  state: { sha256: string; mode: Mode; sources: readonly AttestedSource[]; seenAt: Date },
): Promise<void> {
  await tx.write(KEEP_STATE, [state.sha256, state.mode, JSON.stringify(state.sources), state.seenAt])
}

/** Writes attestations of periods that were taken, with the number of changes that were noticed within each. */
export async function attestPeriods(
  tx: Transaction,
  periods: readonly (DuePeriod & { id: string; sourcesSha256: string })[],
): Promise<void> {
  await tx.write(ATTEST, [JSON.stringify(periods)])
}

/** The attestations of these terms, the latest first. */
export async function attestationsOf(
  reader: Reader,
  monitoringIds: readonly string[],
): Promise<(MonitoringAttestationType & { monitoringId: string })[]> {
  return await reader.rows(OF_MONITORINGS, [monitoringIds])
}
