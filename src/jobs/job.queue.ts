import type pg from 'pg'
import PgBoss from 'pg-boss'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { Transaction } from '../db/database.js'
import { JOBS_SCHEMA } from '../db/migrate.js'
import { onConnectionOfItsOwn } from '../db/own-connection.js'
import { openPool } from '../db/steady-client.js'
import type { PoolFigures } from '../telemetry/pool.metrics.js'
import { NO_TRACING, type Tracing } from '../telemetry/tracing.js'
import type { JobDefinition, JobHandler, JobOptions } from './job.definition.js'
import { TAKE_UP_AT_ONCE } from './job.inheritance.js'
import { JobLeases, LEASE_SECONDS } from './job.lease.js'
import { JobMetrics } from './job.metrics.js'
import { JobStore, within } from './job.store.js'
import { withOrigin } from './job.trace.js'
import { JobWorker } from './job.worker.js'

/** Any constant will do, as long as every process takes the same one: queues are made by one process at a time. */
const QUEUES_LOCK = 7_164_205_332

/** How often jobs of killed workers are looked for; one process of all does it each time. */
const DEFAULT_MAINTENANCE_SECONDS = 5

/** How long a stop waits for running jobs before it hands them back: less than orchestrators wait before they kill. */
const STOP_TIMEOUT_MS = 20_000

/** The largest number of slots in which `every` counts: the archive, where a slot would be forgotten, begins later. */
const MAX_EVERY_SECONDS = 3_600

/** What the queue needs. */
export interface JobQueueSettings {
  /** Connection string of the database that the transactions given to `add` are of. */
  url: string
  /** Every kind of job of the deployment, in all of its processes: each makes the queues that are missing. */
  jobs: readonly JobDefinition<object>[]
  logger: Logger
  metrics: Registry
  /** None unless told. */
  tracing?: Tracing
  /** Connections of a working queue, besides the data source's. */
  poolSize?: number
  maintenanceIntervalSeconds?: number
  /** How long a job stays with a worker that gives no sign of life. */
  leaseSeconds?: number
}

/**
 * The job queue: a typed and careful hand on pg-boss, whose tables live beside ours. Jobs are added within the
 * transaction that causes them. `start('sending')` is for processes that only add, `start('working')` for the others.
 */
export class JobQueue {
  readonly #settings: JobQueueSettings
  readonly #pool: pg.Pool
  readonly #store: JobStore
  readonly #metrics: JobMetrics
  readonly #tracing: Tracing
  readonly #leases: JobLeases
  readonly #workers: Pick<JobWorker, 'stop' | 'held'>[] = []
  readonly #timers: NodeJS.Timeout[] = []
  #boss: PgBoss | null = null

  constructor(settings: JobQueueSettings) {
    this.#settings = settings
    this.#tracing = settings.tracing ?? NO_TRACING
    this.#pool = openPool({
      connectionString: settings.url,
      max: settings.poolSize ?? 4,
      application_name: 'profiles-gateway-jobs',
      statement_timeout: 30_000,
    })
    this.#pool.on('error', (error) => settings.logger.warn({ err: error }, 'an idle connection of the job queue broke'))
    this.#store = new JobStore(this.#pool, settings.logger)
    this.#metrics = new JobMetrics(settings.metrics, this.#pool, settings.jobs)
    this.#leases = new JobLeases(this.#pool, settings.logger)
  }

  /**
   * Makes the queues that are missing; any number of processes may start at once. In `working` mode it also brings
   * back the jobs of killed workers. Throws when the database was not migrated.
   */
  async start(mode: 'sending' | 'working'): Promise<void> {
    const boss = new PgBoss({
      db: this.#store,
      schema: JOBS_SCHEMA,
      migrate: false,
      schedule: false,
      supervise: mode === 'working',
      maintenanceIntervalSeconds: this.#settings.maintenanceIntervalSeconds ?? DEFAULT_MAINTENANCE_SECONDS,
    })
    boss.on('error', (error) => this.#settings.logger.error({ err: error }, 'the job queue had an error'))
    await boss.start()
    await this.#makeQueues(boss)
    this.#boss = boss
    if (mode !== 'working') return
    boss.on('maintenance', () => void this.#takeUp())
    // Who begins may be the only one, and the next look is some seconds away.
    await boss.expire()
    await this.#takeUp()
  }

  /** Adds a job that is there if, and only if, `tx` commits. */
  async add<Data extends object>(
    tx: Transaction,
    job: JobDefinition<Data>,
    data: Data,
    options: JobOptions = {},
  ): Promise<void> {
    await this.#send(job, data, { ...sendOptions(options), db: within(tx) })
  }

  /** Adds many jobs of a kind by one statement. */
  async addAll<Data extends object>(
    tx: Transaction,
    job: JobDefinition<Data>,
    jobs: readonly { data: Data; key?: string }[],
  ): Promise<void> {
    this.#assertKnown(job)
    if (jobs.length === 0) return
    const rows = jobs.map(({ data, key }) => ({
      name: job.name,
      data: withOrigin(data, this.#tracing),
      ...(key !== undefined && { singletonKey: key }),
    }))
    await this.#started().insert(rows, { db: within(tx) })
  }

  get #leaseSeconds(): number {
    return this.#settings.leaseSeconds ?? LEASE_SECONDS
  }

  /** Connections of the queue, for figures. */
  get pool(): PoolFigures {
    return this.#pool
  }

  /** Names of every kind of job of the deployment. */
  get names(): string[] {
    return this.#settings.jobs.map((job) => job.name)
  }

  /** Puts a job that failed for good back into its queue, to run once more if `tx` commits. */
  async retry(tx: Transaction, name: string, id: string): Promise<void> {
    await this.#started().retry(name, id, { db: within(tx) })
  }

  /** Lets this process do jobs of the kind, up to `concurrency` at once. */
  work<Data extends object>(job: JobDefinition<Data>, handler: JobHandler<Data>, concurrency = 1): void {
    this.#assertKnown(job)
    const { logger } = this.#settings
    const settings = { job, handler, concurrency, logger, metrics: this.#metrics, tracing: this.#tracing }
    const worker = new JobWorker<Data>(this.#started(), settings)
    this.#workers.push(worker)
    worker.start()
    this.#leases.start(this.#leaseSeconds, () => this.#workers.flatMap(({ held }) => held))
  }

  /**
   * Adds a job without data now and then: once in `seconds` (60 divides evenly, up to an hour) whatever number of
   * processes ask. Not a cron: what is due is found in the data, so a missed tick, or a night without workers, loses
   * nothing.
   */
  every(seconds: number, job: JobDefinition<Record<string, never>>): void {
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_EVERY_SECONDS) {
      throw new Error(`every: expected 1 to ${MAX_EVERY_SECONDS} seconds, got ${seconds}`)
    }
    this.#assertKnown(job)
    const tick = () => {
      this.#send(job, {}, { singletonSeconds: seconds }).catch((error) => {
        this.#settings.logger.warn({ err: error, job: job.name }, 'a job could not be added; the next tick tries again')
      })
    }
    tick()
    // Twice a slot, so that timers that run late do not skip one.
    this.#timers.push(setInterval(tick, (seconds * 1000) / 2))
  }

  /** Takes no more jobs, lets running ones end and hands back those that do not; jobs can still be added. */
  async stopWork(timeoutMs = STOP_TIMEOUT_MS): Promise<void> {
    for (const timer of this.#timers.splice(0)) clearInterval(timer)
    // Until the last of them has ended they keep what they do.
    await Promise.all(this.#workers.map((worker) => worker.stop(timeoutMs)))
    this.#workers.length = 0
    this.#leases.stop()
  }

  /** Stops the work, and closes its connections. */
  async stop(timeoutMs = STOP_TIMEOUT_MS): Promise<void> {
    await this.stopWork(timeoutMs)
    await this.#boss?.stop({ graceful: false, wait: true })
    this.#boss = null
    this.#metrics.stop()
    await this.#store.drained()
    if (!this.#pool.ended && !this.#pool.ending) await this.#pool.end()
  }

  async #takeUp(): Promise<void> {
    // The store tells of what goes wrong; the next look tries again.
    await this.#store.executeSql(TAKE_UP_AT_ONCE).catch(() => undefined)
  }

  /**
   * One process at a time: two that insert a queue at once deadlock within pg-boss's function, each waiting for the
   * other's lock on the table of queues.
   */
  async #makeQueues(boss: PgBoss): Promise<void> {
    await onConnectionOfItsOwn(this.#pool, async (lock) => {
      await lock.query('select pg_advisory_lock($1)', [QUEUES_LOCK])
      for (const job of this.#settings.jobs) {
        const options: PgBoss.Queue = {
          name: job.name,
          policy: job.onePending ? 'short' : 'standard',
          retryLimit: job.retryLimit,
          retryDelay: job.retryDelaySeconds,
          retryBackoff: job.retryBackoff,
          expireInSeconds: Math.min(job.expireInSeconds, this.#leaseSeconds),
        }
        if ((await boss.getQueue(job.name)) === null) await boss.createQueue(job.name, options)
        else await boss.updateQueue(job.name, options)
      }
    })
  }

  async #send<Data extends object>(job: JobDefinition<Data>, data: Data, options: PgBoss.SendOptions): Promise<void> {
    this.#assertKnown(job)
    const id = await this.#started().send(job.name, withOrigin(data, this.#tracing), options)
    // Without a queue the statement inserts nothing and says nothing; a job must never be lost that way.
    if (id === null && !job.onePending && options.singletonSeconds === undefined) {
      throw new Error(`the job ${job.name} was not added: its queue is missing`)
    }
  }

  #assertKnown<Data extends object>(job: JobDefinition<Data>): void {
    if (!this.#settings.jobs.some((known) => known.name === job.name)) {
      throw new Error(`the job ${job.name} is not among those that the queue was made with`)
    }
  }

  #started(): PgBoss {
    if (this.#boss === null) throw new Error('the job queue is not started')
    return this.#boss
  }
}

function sendOptions(options: JobOptions): PgBoss.SendOptions {
  return {
    ...(options.key !== undefined && { singletonKey: options.key }),
    ...(options.startAfterSeconds !== undefined && { startAfter: options.startAfterSeconds }),
  }
}
