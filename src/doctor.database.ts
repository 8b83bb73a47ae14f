import pg from 'pg'
import type { Config } from './config.js'
import { createDataSource, DATA_SOURCE_DEFAULTS } from './db/data-source.js'
import { JOBS_SCHEMA } from './db/migrate.js'
import { type Finding, fail, fine, warn } from './doctor.finding.js'
import { systemClock } from './kernel/clock.js'

const MIN_VERSION = 15
const CONNECT_TIMEOUT_MS = 10_000
/** Clocks that differ by more confuse whoever reads logs; by so much more, tokens and leases end at the wrong time. */
const CLOCK_WARNING_MS = 2_000
const CLOCK_FAILURE_MS = 30_000
/** Jobs that are due for longer have nobody who does them. */
const WAITING_MINUTES = 10
/** Connections that somebody else needs too: for a second process while the first is replaced, and for people. */
const SPARE_CONNECTIONS = 10

interface Server {
  version: number
  now: Date
  connections: number
  migrated: boolean
}

interface Work {
  waiting: number
  failed: number
  unsent: number
  failing: number
}

const SERVER = `
  select current_setting('server_version_num')::int / 10000 as version, clock_timestamp() as now,
         current_setting('max_connections')::int as connections, to_regclass('public.migrations') is not null as migrated`

const WORK = `
  select (select count(*) from ${JOBS_SCHEMA}.job where state in ('created', 'retry')
            and start_after < now() - interval '${WAITING_MINUTES} minutes')::int as waiting,
         (select count(*) from ${JOBS_SCHEMA}.job where state = 'failed' and completed_on > now() - interval '1 day')::int as failed,
         (select count(*) from emails where sent_at is null and failed_at is null
            and created_at < now() - interval '1 hour')::int as unsent,
         (select count(*) from webhook_endpoints where state = 'ACTIVE' and failing_since is not null)::int as failing`

/** What the database says of itself, and of the work that waits in it. */
export async function databaseFindings(config: Config): Promise<Finding[]> {
  const { databaseUrl } = config
  if (databaseUrl === null) return [fine('database', 'development runs a server of its own')]
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  try {
    const sentAt = systemClock.now().getTime()
    await client.connect()
    const { rows } = await client.query<Server>(SERVER)
    const takenMs = systemClock.now().getTime() - sentAt
    const [server] = rows
    if (server === undefined) return [fail('database', 'it does not answer', 'look at its log')]
    const aheadMs = Math.abs(server.now.getTime() - (sentAt + takenMs / 2)) - takenMs / 2
    const findings = [versionFinding(server), clockFinding(aheadMs), connectionsFinding(server, config)]
    if (!server.migrated)
      return [...findings, warn('migrations', 'the database is empty', 'start a gateway: it prepares it')]
    const pending = await pendingMigrations(databaseUrl)
    if (pending) {
      const cure = 'start a gateway of this version: one process runs them'
      return [...findings, warn('migrations', 'some of this version have not run', cure)]
    }
    const [work] = (await client.query<Work>(WORK)).rows
    return [...findings, fine('migrations', 'all have run'), ...(work === undefined ? [] : workFindings(work))]
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return [fail('database', `it cannot be used: ${code ?? message}`, 'check DATABASE_URL, the network and the rights')]
  } finally {
    await client.end().catch(() => undefined)
  }
}

function versionFinding({ version }: Server): Finding {
  return version >= MIN_VERSION
    ? fine('database', `PostgreSQL ${version}`)
    : fail('database', `PostgreSQL ${version}, expected ${MIN_VERSION} or newer`, 'upgrade the server')
}

function clockFinding(aheadMs: number): Finding {
  const says = `the clocks of this machine and of the database differ by ${Math.max(0, Math.round(aheadMs))} ms`
  if (aheadMs <= CLOCK_WARNING_MS) return fine('clock', says)
  const cure = 'synchronize both (NTP)'
  return aheadMs > CLOCK_FAILURE_MS ? fail('clock', says, cure) : warn('clock', says, cure)
}

function connectionsFinding({ connections }: Server, { databasePoolSize }: Config): Finding {
  const says = `the server takes ${connections} connections, one process ${databasePoolSize} and those of its jobs`
  return connections >= 2 * databasePoolSize + SPARE_CONNECTIONS
    ? fine('connections', says)
    : warn('connections', says, 'raise max_connections, or lower DATABASE_POOL_SIZE')
}

async function pendingMigrations(url: string): Promise<boolean> {
  const source = await createDataSource({ ...DATA_SOURCE_DEFAULTS, url, poolSize: 1 }).initialize()
  try {
    return await source.showMigrations()
  } finally {
    await source.destroy()
  }
}

function workFindings({ waiting, failed, unsent, failing }: Work): Finding[] {
  return [
    waiting === 0
      ? fine('jobs', 'none is overdue')
      : fail('jobs', `${waiting} are overdue by ${WAITING_MINUTES} minutes`, 'is a worker running? ROLE=worker or all'),
    failed === 0
      ? fine('failed jobs', 'none within a day')
      : warn('failed jobs', `${failed} within a day`, 'staff see and repeat them in the back office'),
    unsent === 0
      ? fine('e-mails', 'none waits for long')
      : warn('e-mails', `${unsent} wait for more than an hour`, 'the log says what the mail server answers'),
    failing === 0
      ? fine('webhooks', 'no endpoint fails')
      : warn('webhooks', `${failing} endpoints fail now`, 'their vendors are told by e-mail; see the delivery log'),
  ]
}
