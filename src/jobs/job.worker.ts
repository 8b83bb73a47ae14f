import { setTimeout as sleep } from 'node:timers/promises'
import type PgBoss from 'pg-boss'
import type { Logger } from 'pino'
import type { Tracing } from '../telemetry/tracing.js'
import type { JobDefinition, JobHandler } from './job.definition.js'
import { failureCode } from './job.failure.js'
import type { HeldJob } from './job.lease.js'
import type { JobMetrics } from './job.metrics.js'
import { originOf } from './job.trace.js'

/** How long an idle worker waits before it looks again: the delay that a job has at worst when workers are free. */
const POLL_INTERVAL_MS = 500

/** What a worker does, and how. */
export interface JobWorkerSettings<Data extends object> {
  job: JobDefinition<Data>
  handler: JobHandler<Data>
  /** How many jobs of the kind this process does at once. */
  concurrency: number
  logger: Logger
  metrics: JobMetrics
  tracing: Tracing
}

interface Run {
  ended: Promise<void>
  /** By `performance.now()`. */
  since: number
}

/**
 * Takes jobs of one kind and does them. Not pg-boss's own loop: that does not await its note that a job is done, so
 * that a failure of it ends the process and a stop may lose it.
 */
export class JobWorker<Data extends object = object> {
  readonly #running = new Map<string, Run>()
  readonly #stop = new AbortController()
  #loop: Promise<void> = Promise.resolve()

  constructor(
    private readonly boss: PgBoss,
    private readonly settings: JobWorkerSettings<Data>,
  ) {}

  start(): void {
    this.#loop = this.#work()
  }

  /** What it does, without what takes longer than its kind may: that is lost, and goes to another. */
  get held(): HeldJob[] {
    const { name, expireInSeconds } = this.settings.job
    const earliest = performance.now() - expireInSeconds * 1000
    return [...this.#running].filter(([, { since }]) => since > earliest).map(([id]) => ({ name, id }))
  }

  /** Takes no more jobs, waits for those that run, and hands back those that are not over after `timeoutMs`. */
  async stop(timeoutMs: number): Promise<void> {
    this.#stop.abort()
    await this.#loop
    const waited = new AbortController()
    const ended = Promise.all(this.#ends()).then(() => waited.abort())
    await Promise.race([ended, sleep(timeoutMs, undefined, { signal: waited.signal }).catch(() => undefined)])
    const { job, metrics } = this.settings
    for (const id of this.#running.keys()) {
      metrics.ended(job.name, 'handed_back')
      await this.#noted(id, () => this.boss.fail(job.name, id, { error: 'WORKER_STOPPED' }))
    }
  }

  #ends(): Promise<void>[] {
    return [...this.#running.values()].map(({ ended }) => ended)
  }

  async #work(): Promise<void> {
    const { job, concurrency } = this.settings
    while (!this.#stop.signal.aborted) {
      const free = concurrency - this.#running.size
      const taken = free > 0 ? await this.#take(free) : []
      for (const { id, data } of taken) {
        const ended = this.#do(id, data).finally(() => this.#running.delete(id))
        this.#running.set(id, { ended, since: performance.now() })
      }
      // All that were asked for came: there may be more. Otherwise an end of one, or a new one, is worth waiting for.
      if (taken.length === free && free > 0) continue
      await this.#pause(free > 0 ? [] : this.#ends())
    }
    this.settings.logger.debug({ job: job.name }, 'worker takes no more jobs')
  }

  /** Until the next look, or one of `ends`, or the stop; the timer of a pause cut short is not left behind. */
  async #pause(ends: readonly Promise<void>[]): Promise<void> {
    const over = new AbortController()
    const signal = AbortSignal.any([this.#stop.signal, over.signal])
    await Promise.race([sleep(POLL_INTERVAL_MS, undefined, { signal }).catch(() => undefined), ...ends])
    over.abort()
  }

  async #take(count: number): Promise<PgBoss.Job<Data>[]> {
    try {
      return await this.boss.fetch<Data>(this.settings.job.name, { batchSize: count })
    } catch (error) {
      this.settings.logger.warn({ err: error, job: this.settings.job.name }, 'jobs could not be fetched')
      return []
    }
  }

  async #do(id: string, found: Data): Promise<void> {
    const { job, handler, logger, metrics, tracing } = this.settings
    const { data, traceparent } = originOf(found)
    const endTimer = metrics.timer(job.name)
    const span = tracing.root(job.name, { 'gateway.job_id': id }, { kind: 'job', traceparent })
    try {
      await span.run(() => handler(data, this.#stop.signal))
      span.end()
      metrics.ended(job.name, 'completed')
      await this.#noted(id, () => this.boss.complete(job.name, id))
    } catch (error) {
      span.end(error)
      metrics.ended(job.name, 'failed')
      logger.error({ err: error, job: job.name, jobId: id }, 'a job failed')
      // Its message stays out of the table: it could carry personal data.
      await this.#noted(id, () => this.boss.fail(job.name, id, { error: failureCode(error) }))
    } finally {
      endTimer()
    }
  }

  /** A note that cannot be written is no disaster: the job expires and is done again. */
  async #noted(jobId: string, note: () => Promise<void>): Promise<void> {
    try {
      await note()
    } catch (error) {
      this.settings.logger.warn({ err: error, job: this.settings.job.name, jobId }, 'the end of a job was not noted')
    }
  }
}
