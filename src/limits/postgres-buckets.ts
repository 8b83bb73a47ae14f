import type pg from 'pg'
import type { Logger } from 'pino'
import type { Database } from '../db/database.js'
import { isGivenUp } from '../db/sql-state.js'
import { writeStatement } from '../db/statement.js'
import { openPool } from '../db/steady-client.js'
import type { BucketStore, Visit, Visited } from './bucket.store.js'
import type { CostSettings } from './request-limits.js'

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

/** Buckets in the database: one statement for all visits, on a connection of its own, so a busy pool holds up nobody. */
export class PostgresBuckets implements BucketStore {
  readonly #pool: pg.Pool

  constructor(
    connection: { url: string; statementTimeoutMs: number },
    private readonly settings: CostSettings,
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

  async visit(visits: readonly Visit[]): Promise<Visited[]> {
    const { maximum, restoreRate } = this.settings
    const { name, text } = VISIT
    const values = [
      visits.map(({ key }) => key),
      visits.map(({ cost }) => cost),
      visits.map(({ settled }) => settled),
      maximum,
      restoreRate,
    ]
    const attempt = () => this.#pool.query<Visited>({ name, text, values })
    // Visits, which lock in one order, never wait for one another in a circle; whoever works on the table by hand can.
    const { rows } = await attempt().catch((error: unknown) => {
      if (isGivenUp(error)) return attempt()
      throw error
    })
    return rows
  }

  async stop(): Promise<void> {
    await this.#pool.end()
  }
}

/** Deletes the buckets that are empty by now: one that is not there is empty, too. */
export async function forgetEmptyBuckets(database: Database, { restoreRate }: CostSettings): Promise<void> {
  await database.transaction(async (tx) => await tx.write(FORGET_EMPTY, [restoreRate]))
}
