import type pg from 'pg'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import { JOBS_SCHEMA } from '../db/migrate.js'
import type { JobDefinition } from './job.definition.js'

/** How a run of a job ended; a run that failed is repeated as its kind of job says. */
export type JobOutcome = 'completed' | 'failed' | 'handed_back'

const WAITING = `
  select name, count(*)::int as count, extract(epoch from now() - min(start_after))::float8 as age
    from ${JOBS_SCHEMA}.job
   where state < 'active' and start_after <= now()
   group by name`

interface WaitingJobs {
  name: string
  count: number
  /** Seconds. */
  age: number
}

/** Figures of the job queue for Prometheus, labelled by the job's name. */
export class JobMetrics {
  readonly #ended: Counter<'job' | 'outcome'>
  readonly #seconds: Histogram<'job'>
  #stopped = false

  constructor(
    registry: Registry,
    private readonly pool: pg.Pool,
    private readonly jobs: readonly JobDefinition<object>[],
  ) {
    const registers = [registry]
    this.#ended = new Counter({
      name: 'gateway_jobs_total',
      help: 'Runs of jobs, by name and outcome.',
      labelNames: ['job', 'outcome'],
      registers,
    })
    this.#seconds = new Histogram({
      name: 'gateway_job_duration_seconds',
      help: 'How long runs of jobs took.',
      labelNames: ['job'],
      buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120, 600],
      registers,
    })
    const queued: Gauge<'job'> = new Gauge({
      name: 'gateway_jobs_queued',
      help: 'Jobs that could run now and wait for a worker.',
      labelNames: ['job'],
      registers,
      collect: () => this.#collect(queued, (row) => row.count),
    })
    const oldest: Gauge<'job'> = new Gauge({
      name: 'gateway_jobs_oldest_age_seconds',
      help: 'How long the oldest of the waiting jobs has waited.',
      labelNames: ['job'],
      registers,
      collect: () => this.#collect(oldest, (row) => row.age),
    })
  }

  /** Counts a run. */
  ended(job: string, outcome: JobOutcome): void {
    this.#ended.inc({ job, outcome })
  }

  /** Starts to measure a run; the returned function ends it. */
  timer(job: string): () => void {
    return this.#seconds.startTimer({ job })
  }

  /** Keeps a scrape that comes during a stop from using connections that are closed. */
  stop(): void {
    this.#stopped = true
  }

  /** Counted when asked for, so that no process shows figures of long ago. A database that is away fails no scrape. */
  async #collect(gauge: Gauge<'job'>, figureOf: (row: WaitingJobs) => number): Promise<void> {
    if (this.#stopped) return
    const waiting = await this.pool.query<WaitingJobs>(WAITING).catch(() => null)
    if (waiting === null) return
    const figures = new Map(waiting.rows.map((row) => [row.name, figureOf(row)]))
    for (const { name } of this.jobs) gauge.set({ job: name }, figures.get(name) ?? 0)
  }
}
