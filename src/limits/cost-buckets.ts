import type pg from 'pg'
import type { Logger } from 'pino'
import type { Database } from '../db/database.js'
import { isGivenUp } from '../db/sql-state.js'
import { writeStatement } from '../db/statement.js'
import { openPool } from '../db/steady-client.js'
import { sha256Hex } from '../kernel/digest.js'
import type { CostSettings } from './request-limits.js'

/** What became of a charge. */
export interface Charge {
  granted: boolean
  /** Points in the bucket after it; more than the maximum when answers were larger than was foreseen. */
  level: number
}

/** How long what is settled may wait for a charge that takes it along. */
const SETTLE_WITHIN_MS = 100

/**
 * Everything that happens to some buckets, each named once and locked in one order. What has run out since the last
 * visit goes out first, then what is settled goes in or out, then the charge goes in if it fits as a whole.
 */
const VISIT = writeStatement<Visited>(
  'cost_buckets_visit',
  `with visits as (
     select * from unnest($1::text[], $2::float8[], $3::float8[]) as v (key, cost, settled)
   )
   insert into cost_buckets as b (key, level, granted, updated_at)
   select key, start + got, got, statement_timestamp()
     from visits,
          greatest(0, settled) as start,
          lateral (select case when start + cost <= $4::float8 then cost else 0 end as got) as charge
    order by key
       on conflict (key) do update
      set (level, granted, updated_at) = (
            select rest + got, got, greatest(b.updated_at, statement_timestamp())
              from (select v.cost,
                           greatest(0, b.level + v.settled - $5::float8 * greatest(0,
                             extract(epoch from statement_timestamp() - b.updated_at)::float8)) as rest
                      from visits v where v.key = b.key) as now_in,
                   lateral (select case when rest + cost <= $4::float8 then cost else 0 end as got) as charge)
   returning key, granted, level`,
)

const FORGET_EMPTY = writeStatement(
  'cost_buckets_forget_empty',
  // In the order of the keys, as visits lock them, and past what a visit holds.
  `delete from cost_buckets where key in (
     select key from cost_buckets where updated_at + level / $1::float8 * interval '1 second' < statement_timestamp()
      order by key for update skip locked)`,
)

const CONNECT_TIMEOUT_MS = 5_000
/** PostgreSQL ends a statement by itself; so much later its answer will not come any more. */
const ANSWER_MARGIN_MS = 1_000

interface Visited {
  key: string
  granted: number
  level: number
}

interface Waiting {
  key: string
  cost: number
  resolve(charge: Charge): void
  reject(error: unknown): void
}

/**
 * A leaky bucket for each caller, one for all processes: requests put in what they cost, which runs out at a steady rate.
 * One statement at a time takes along all that waits in this process, whosever it is, on a connection of its own, so a
 * busy pool does not hold up who is to be sent away. Time is the database's alone.
 */
export class CostBuckets {
  readonly #pool: pg.Pool
  readonly #waiting: Waiting[] = []
  /** What answers cost more (or less) than was charged, by key. */
  readonly #settled = new Map<string, number>()
  #settleTimer: NodeJS.Timeout | null = null
  #working: Promise<void> | null = null

  constructor(
    connection: { url: string; statementTimeoutMs: number },
    readonly settings: CostSettings,
    logger: Logger,
  ) {
    this.#pool = openPool({
      connectionString: connection.url,
      max: 1,
      application_name: 'profiles-gateway-costs',
      statement_timeout: connection.statementTimeoutMs,
      // A server that is gone without a word must not keep everybody waiting who asks something of this process.
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: connection.statementTimeoutMs + ANSWER_MARGIN_MS,
      keepAlive: true,
    })
    // The next visit opens another one.
    this.#pool.on('error', (error) => logger.warn({ err: error }, 'the connection of the cost buckets broke'))
  }

  /**
   * Puts `cost` into the bucket of `owner` if it has room for all of it. What is charged stays charged should the process
   * be killed: it runs out by itself.
   */
  charge(owner: string, cost: number): Promise<Charge> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key: sha256Hex(owner), cost, resolve, reject })
      this.#work()
    })
  }

  /** Adds points to what `owner` was charged, or gives points back: with the next charge, or a moment later. */
  settle(owner: string, points: number): void {
    if (points !== 0) this.#add(sha256Hex(owner), points)
  }

  /** Settles what is left and closes the connection. */
  async stop(): Promise<void> {
    await this.#working
    this.#work()
    await this.#working
    await this.#pool.end()
  }

  #work(): void {
    this.#working ??= this.#visits()
  }

  async #visits(): Promise<void> {
    // Whoever asks within the same turn goes along.
    await Promise.resolve()
    do await this.#visit()
    while (this.#waiting.length > 0)
    // In the same turn as the last look: nobody can come in between.
    this.#working = null
  }

  async #visit(): Promise<void> {
    const charges = byKey(this.#waiting.splice(0))
    const settled = this.#takeSettled()
    const keys = [...new Set([...charges.keys(), ...settled.keys()])]
    if (keys.length === 0) return
    const { maximum, restoreRate } = this.settings
    const costs = keys.map((key) => sumOf(charges.get(key) ?? []))
    const points = keys.map((key) => settled.get(key) ?? 0)
    const { name, text } = VISIT
    const values = [keys, costs, points, maximum, restoreRate]
    const visit = () => this.#pool.query<Visited>({ name, text, values })
    try {
      // Visits, which lock in one order, never wait for one another in a circle; whoever works on the table by hand can.
      const { rows } = await visit().catch((error: unknown) => {
        if (isGivenUp(error)) return visit()
        throw error
      })
      for (const row of rows) this.#tell(charges.get(row.key) ?? [], row)
    } catch (error) {
      for (const one of [...charges.values()].flat()) one.reject(error)
      // Whether it was done nobody knows: what is owed is asked for again, what was to be given back runs out by itself.
      for (const [key, owed] of settled) if (owed > 0) this.#add(key, owed)
    }
  }

  /** Together too much: those that fit, in their order, try again, and the others are told. */
  #tell(charges: readonly Waiting[], { granted, level }: Visited): void {
    if (granted === sumOf(charges)) {
      for (const { resolve } of charges) resolve({ granted: true, level })
      return
    }
    let room = this.settings.maximum - level
    for (const charge of charges) {
      const fits = charges.length > 1 && charge.cost <= room
      if (fits) {
        room -= charge.cost
        this.#waiting.push(charge)
      } else charge.resolve({ granted: false, level })
    }
  }

  #add(key: string, points: number): void {
    this.#settled.set(key, (this.#settled.get(key) ?? 0) + points)
    this.#settleTimer ??= setTimeout(() => this.#work(), SETTLE_WITHIN_MS)
  }

  #takeSettled(): ReadonlyMap<string, number> {
    if (this.#settleTimer !== null) clearTimeout(this.#settleTimer)
    this.#settleTimer = null
    const settled = new Map(this.#settled)
    this.#settled.clear()
    return settled
  }
}

function byKey(charges: readonly Waiting[]): Map<string, Waiting[]> {
  const groups = new Map<string, Waiting[]>()
  for (const charge of charges) {
    const group = groups.get(charge.key)
    if (group === undefined) groups.set(charge.key, [charge])
    else group.push(charge)
  }
  return groups
}

function sumOf(charges: readonly Waiting[]): number {
  return charges.reduce((sum, { cost }) => sum + cost, 0)
}

/** Deletes the buckets that are empty by now: one that is not there is empty, too. */
export async function forgetEmptyBuckets(database: Database, { restoreRate }: CostSettings): Promise<void> {
  await database.transaction(async (tx) => await tx.write(FORGET_EMPTY, [restoreRate]))
}
