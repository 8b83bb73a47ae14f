import { setTimeout as sleep } from 'node:timers/promises'
import PgBoss from 'pg-boss'
import type { DataSource, QueryRunner } from 'typeorm'
import { createDataSource, DATA_SOURCE_DEFAULTS } from './data-source.js'
import { sqlStateOf } from './sql-state.js'

/** Any constant will do, as long as every process takes the same one: only one migrates, the others wait for it. */
const MIGRATION_LOCK = 7_164_205_331

const TURN_POLL_MS = 200

/** Statements of a migration may take long on a large table. */
const MIGRATION_STATEMENT_TIMEOUT_MS = 3_600_000

/**
 * So long a migration waits for a table: whoever comes after it waits behind it, and those are the requests of the release
 * that is still serving. Then it lets them pass, and tries again.
 */
const LOCK_TIMEOUT_MS = 2_000
const LOCK_TRIES = 30
const LOCK_PAUSE_MS = 1_000
const LOCK_NOT_AVAILABLE = '55P03'

/** The job queue's tables live in a schema of their own, which its library migrates by itself. */
export const JOBS_SCHEMA = 'pgboss'

/** What is older than this is not tried and not supported. */
const MINIMUM_SERVER_VERSION = 150_000

/** Brings the database at `url` to the present schema and returns the names of the migrations that were run. */
export async function migrate(url: string): Promise<string[]> {
  const dataSource = await createDataSource({
    ...DATA_SOURCE_DEFAULTS,
    url,
    statementTimeoutMs: MIGRATION_STATEMENT_TIMEOUT_MS,
    idleInTransactionTimeoutMs: 0,
    lockTimeoutMs: LOCK_TIMEOUT_MS,
  }).initialize()
  const lock = dataSource.createQueryRunner()
  try {
    await assertServerVersion(lock)
    await takeTurn(lock)
    const applied = await runPatiently(dataSource)
    await migrateJobs(url)
    return applied
  } finally {
    // Ending the session gives the advisory lock back, whatever happened.
    await lock.release()
    await dataSource.destroy()
  }
}

/**
 * Asks now and then instead of waiting in PostgreSQL: `create index concurrently` of the one whose turn it is waits for
 * every statement that is under way, and so for those who would wait for it.
 */
async function takeTurn(runner: QueryRunner): Promise<void> {
  for (;;) {
    const [row] = (await runner.query('select pg_try_advisory_lock($1) as mine', [MIGRATION_LOCK])) as {
      mine: boolean
    }[]
    if (row?.mine === true) return
    await sleep(TURN_POLL_MS)
  }
}

/** What was applied stays; one that found a table taken begins anew. */
async function runPatiently(dataSource: DataSource): Promise<string[]> {
  const before = new Set(await appliedTo(dataSource))
  for (let attempt = 1; ; attempt++) {
    try {
      await dataSource.runMigrations()
      return (await appliedTo(dataSource)).filter((name) => !before.has(name))
    } catch (error) {
      if (attempt === LOCK_TRIES || sqlStateOf(error) !== LOCK_NOT_AVAILABLE) throw error
      await sleep(LOCK_PAUSE_MS)
    }
  }
}

async function appliedTo(dataSource: DataSource): Promise<string[]> {
  const [table] = await dataSource.query<{ found: boolean }[]>(`select to_regclass('migrations') is not null as found`)
  if (table?.found !== true) return []
  const rows = await dataSource.query<{ name: string }[]>('select name from migrations order by id')
  return rows.map(({ name }) => name)
}

async function assertServerVersion(runner: QueryRunner): Promise<void> {
  const [row] = (await runner.query('show server_version_num')) as { server_version_num: string }[]
  if (Number(row?.server_version_num) < MINIMUM_SERVER_VERSION) {
    throw new Error(`expected PostgreSQL 15 or newer, the server says ${row?.server_version_num}`)
  }
}

async function migrateJobs(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema: JOBS_SCHEMA, supervise: false, schedule: false, max: 1 })
  await boss.start()
  await boss.stop({ graceful: false, wait: true })
}
