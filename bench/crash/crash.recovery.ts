import type { Check } from './crash.checks.js'
import type { MortalDatabase } from './crash.database.js'
import type { Fleet } from './crash.fleet.js'
import type { World } from './crash.world.js'

/** A gateway is ready again so soon after a kill. */
const READY_WITHIN_MS = 5_000
/** A killed worker's job is taken up by another so soon. */
const TAKEN_UP_WITHIN_MS = 60_000
const LOOK_AT_READINESS_MS = 100
const LOOK_AT_JOBS_MS = 500

/** A time when nobody answered. */
interface Gap {
  ms: number
  /** How long it lasted after the last kill that fell into it: each takes away what was about to be ready. */
  afterLastKillMs: number
  /** What was killed in it, and when after its beginning. */
  kills: string[]
}

/** Looks, all the time, whether anybody answers: at least one process of the API that reaches the database. */
export class Readiness {
  readonly #gaps: Gap[] = []
  readonly #timer: NodeJS.Timeout
  #downSince: number | null = null

  constructor(
    private readonly fleet: Fleet,
    private readonly database: MortalDatabase,
  ) {
    this.#timer = setInterval(() => void this.#look(), LOOK_AT_READINESS_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  checks(): Check[] {
    const found = this.#gaps.filter(({ ms }) => ms > READY_WITHIN_MS).length
    return [{ name: `times when nobody answered for more than ${READY_WITHIN_MS / 1000} s`, expected: 0, found }]
  }

  /** The times that were longer, with what was killed in them. */
  details(): string[] {
    const long = this.#gaps.filter(({ ms }) => ms > READY_WITHIN_MS)
    return long.map(
      ({ ms, afterLastKillMs, kills }) =>
        `nobody ready for ${Math.round(ms)} ms, ${Math.round(afterLastKillMs)} ms of it after the last kill: ${kills.join(', ')}`,
    )
  }

  figures(): string[] {
    const back = this.database.kills.map(({ backAfterMs }) => backAfterMs)
    return [
      `nobody ready ${this.#gaps.length} times, ${spread(this.#gaps.map(({ ms }) => ms))}`,
      `of that after the last kill: ${spread(this.#gaps.map(({ afterLastKillMs }) => afterLastKillMs))}`,
      `start of a process of the gateway: ${spread(this.fleet.bootsMs)}`,
      `PostgreSQL takes connections again after a kill: ${spread(back)}`,
    ]
  }

  async #look(): Promise<void> {
    const at = performance.now()
    const ready = await Promise.all(this.fleet.of('api').map(({ port }) => isReady(port)))
    if (ready.some(Boolean)) {
      if (this.#downSince !== null) this.#gaps.push(this.#gap(this.#downSince, performance.now()))
      this.#downSince = null
    } else this.#downSince ??= at
  }

  #gap(from: number, until: number): Gap {
    const kills = [
      ...this.fleet.kills.filter(({ role }) => role === 'api').map(({ process, at }) => ({ what: process, at })),
      ...this.fleet.databaseKills.map((at) => ({ what: 'database', at })),
    ]
    const within = kills.filter(({ at }) => at > from - LOOK_AT_READINESS_MS && at < until).sort((a, b) => a.at - b.at)
    return {
      ms: until - from,
      afterLastKillMs: until - Math.max(from, within.at(-1)?.at ?? from),
      kills: within.map(({ what, at }) => `${what} ${Math.round(at - from)} ms`),
    }
  }
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(1_000) }).catch(
    () => null,
  )
  await answer?.arrayBuffer().catch(() => null)
  return answer?.status === 200
}

/** What a worker had in hand: a job, or a webhook; `round` grows when somebody begins it anew. */
interface InHand {
  key: string
  /** Kind of the job, or that it is a webhook. */
  kind: string
  round: number
}

/** What is in the hands of workers now. */
const IN_HAND = `
  select id::text as key, name as kind, retry_count as round from pgboss.job where state = 'active'
  union all
  select 'webhook ' || endpoint_id || ' ' || event_id, 'webhook', attempts from webhook_deliveries
   where state = 'WAITING' and claimed_until is not null`

/**
 * What of these is over, or was begun anew, or failed in the hands of somebody alive (the other worker, whose database was
 * killed): that one noted it, and the pause is that of any retry.
 */
const TAKEN_UP = `
  select g.key from unnest($1::text[], $2::int[]) as g (key, round)
   where (g.key not like 'webhook %' and not exists (
            select from pgboss.job j where j.id::text = g.key
               and (j.state = 'created' or (j.state = 'active' and j.retry_count <= g.round)
                 or (j.state = 'retry' and j.output -> 'value' ->> 'message' = 'job failed by timeout in active state'))))
      or (g.key like 'webhook %' and not exists (
            select from webhook_deliveries d where 'webhook ' || d.endpoint_id || ' ' || d.event_id = g.key
               and d.state = 'WAITING' and d.attempts <= g.round and d.claimed_until is not null))`

/** Follows what a worker did when it was killed, until somebody begins it anew or it is over. */
export class JobWatch {
  readonly #taken: { kind: string; ms: number }[] = []
  readonly #orphans = new Map<string, InHand & { at: number }>()
  readonly #timer: NodeJS.Timeout
  #seenKills = 0

  constructor(
    private readonly world: World,
    private readonly fleet: Fleet,
  ) {
    this.#timer = setInterval(() => void this.#look().catch(() => undefined), LOOK_AT_JOBS_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  checks(): Check[] {
    const late = this.#taken.filter(({ ms }) => ms > TAKEN_UP_WITHIN_MS).length
    const waiting = [...this.#orphans.values()].filter(({ at }) => performance.now() - at > TAKEN_UP_WITHIN_MS).length
    const seconds = TAKEN_UP_WITHIN_MS / 1000
    return [
      {
        name: `jobs and webhooks of killed workers that waited for more than ${seconds} s`,
        expected: 0,
        found: late + waiting,
      },
    ]
  }

  figures(): string[] {
    return [
      `jobs and webhooks of killed workers: ${this.#taken.length}, taken up after ${spread(this.#taken.map(({ ms }) => ms))}`,
    ]
  }

  /** What waited longer. */
  details(): string[] {
    const late = this.#taken.filter(({ ms }) => ms > TAKEN_UP_WITHIN_MS)
    return late.map(({ kind, ms }) => `${kind}: taken up ${Math.round(ms)} ms after its worker was killed`)
  }

  /** What the other worker has in hand ends soon, and counts for little. */
  async #look(): Promise<void> {
    const kills = this.fleet.kills.filter(({ role }) => role === 'worker')
    const [kill] = kills.slice(this.#seenKills)
    const { superuser } = this.world
    if (this.#orphans.size > 0) {
      const all = [...this.#orphans.values()]
      const { rows } = await superuser.query<{ key: string }>(TAKEN_UP, [
        all.map(({ key }) => key),
        all.map(({ round }) => round),
      ])
      for (const { key } of rows) {
        const orphan = this.#orphans.get(key)
        if (orphan !== undefined) this.#taken.push({ kind: orphan.kind, ms: performance.now() - orphan.at })
        this.#orphans.delete(key)
      }
    }
    if (kill !== undefined) {
      const { rows } = await superuser.query<InHand>(IN_HAND)
      for (const one of rows) if (!this.#orphans.has(one.key)) this.#orphans.set(one.key, { ...one, at: kill.at })
    }
    // Only now: what could not be asked while the database was away is asked the next time.
    this.#seenKills = kills.length
  }
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => `${((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) / 1000).toFixed(1)} s`
  return sorted.length === 0 ? 'none' : `median ${at(0.5)}, longest ${at(1)}`
}
