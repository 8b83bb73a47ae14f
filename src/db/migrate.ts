import PgBoss from 'pg-boss'
import type { QueryRunner } from 'typeorm'
import { createDataSource, DATA_SOURCE_DEFAULTS } from './data-source.js'

/** Any constant will do, as long as every process takes the same one: only one migrates, the others wait for it. */
const MIGRATION_LOCK = 7_164_205_331

/** Statements of a migration may take long on a large table. */
const MIGRATION_STATEMENT_TIMEOUT_MS = 3_600_000

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
  }).initialize()
  const lock = dataSource.createQueryRunner()
  try {
    await assertServerVersion(lock)
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    const applied = await dataSource.runMigrations()
    await migrateJobs(url)
    return applied.map((migration) => migration.name)
  } finally {
    // Ending the session gives the advisory lock back, whatever happened.
    await lock.release()
    await dataSource.destroy()
  }
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
