import type { Logger } from 'pino'
import type { Database } from '../db/database.js'
import { chunksOf } from '../files/stored-file.queries.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { invariant } from '../kernel/errors.js'
import { BulkFileError, type BulkHandler } from './bulk.handler.js'
import { ProcessBulkOperation } from './bulk.jobs.js'
import type { BulkMetrics } from './bulk.metrics.js'
import { type BulkWork, countFailure, takeLeftAlone } from './bulk.progress.js'
import type { BulkEnd } from './bulk.queries.js'
import { slicesOf } from './bulk.slices.js'
import type { BulkSteps } from './bulk.steps.js'

/** After so long a worker lets others have their turn, and queues the operation again. */
const TURN_MS = 5_000
/** An operation fails for good after so many runs that failed one after another. */
const MAX_FAILURES = 5
/** A worker gives a sign with each slice; who gives none for so long was killed. */
const LEFT_ALONE_MS = 60_000
/** How many operations a sweep takes up. */
const TAKEN_UP_AT_ONCE = 100

/** What the runner needs. */
export interface BulkRunnerSettings {
  database: Database
  clock: Clock
  jobs: JobQueue
  logger: Logger
  metrics: BulkMetrics
  steps: BulkSteps
  handlers: readonly BulkHandler[]
}

/** Takes the steps of bulk operations: results, progress and what a handler changes commit together, slice by slice. */
export class BulkRunner {
  readonly #settings: BulkRunnerSettings

  constructor(settings: BulkRunnerSettings) {
    this.#settings = settings
  }

  /** Does `ProcessBulkOperation`: as many slices as a turn has time for. */
  async run(operationId: string, stopping: AbortSignal): Promise<void> {
    try {
      const ready = await this.#prepare(operationId)
      if (ready === null) return
      const outcome = ready.state === 'CANCELLING' ? 'OVER' : await this.#turn(ready, stopping)
      if (outcome === 'OVER') await this.#end(operationId, endOfWork)
      if (outcome === 'UNFINISHED') await this.#queueAgain(operationId)
    } catch (error) {
      if (!(error instanceof BulkFileError)) await this.#countFailure(operationId, error)
      else await this.#end(operationId, () => ({ state: 'FAILED', code: error.code, message: error.message }))
    }
  }

  /** Does `SweepBulkOperations`. */
  async sweep(): Promise<void> {
    const { database, clock, jobs } = this.#settings
    await database.transaction(async (tx) => {
      const now = clock.now()
      const since = new Date(now.getTime() - LEFT_ALONE_MS)
      for (const operationId of await takeLeftAlone(tx, now, since, TAKEN_UP_AT_ONCE)) {
        await jobs.add(tx, ProcessBulkOperation, { operationId }, { key: operationId })
      }
    })
  }

  /** Begins it, and counts its rows before the first one is processed: a file is refused as a whole, or not. */
  async #prepare(id: string): Promise<BulkWork | null> {
    const { steps } = this.#settings
    const begun = await steps.begin(id)
    if (begun === null || begun.rowsTotal !== null || begun.state === 'CANCELLING') return begun
    const { maxRows } = this.#handlerOf(begun)
    let count = 0
    for await (const group of this.#rowsOf(begun)) {
      count += group.length
      if (count > maxRows) throw new BulkFileError('TOO_MANY_ROWS', `expected up to ${maxRows} rows, got more`)
    }
    if (count === 0) throw new BulkFileError('NO_ROWS', 'expected at least one row, got none')
    return await steps.counted(id, count)
  }

  async #turn(ready: BulkWork, stopping: AbortSignal): Promise<'OVER' | 'OVERTAKEN' | 'UNFINISHED'> {
    const { steps, metrics } = this.#settings
    const handler = this.#handlerOf(ready)
    let turnEnds = Number.POSITIVE_INFINITY
    let done = ready.rowsProcessed
    if (done === ready.rowsTotal) return 'OVER'
    for await (const rows of slicesOf(this.#rowsOf(ready), handler.sliceRows, done)) {
      if (stopping.aborted || performance.now() > turnEnds) return 'UNFINISHED'
      // From the first slice on: however long it takes to skip what is done, each turn gets further.
      if (done === ready.rowsProcessed) turnEnds = performance.now() + TURN_MS
      const slice = await steps.slice(ready.id, done, rows, handler)
      if (slice.outcome !== 'DONE') return slice.outcome
      metrics.rows(ready.kind, slice.counts)
      done += rows.length
    }
    return 'OVER'
  }

  async #end(id: string, endOf: (operation: BulkWork) => BulkEnd | null): Promise<void> {
    const { steps, metrics, logger } = this.#settings
    const ended = await steps.end(id, endOf)
    if (ended === null) return
    const { kind, state, rowsProcessed, rowsTotal } = ended
    metrics.operation(kind, OUTCOMES[state])
    const code = ended.state === 'FAILED' ? ended.code : undefined
    logger.info({ operationId: id, kind, state, rowsProcessed, rowsTotal, code }, 'a bulk operation ended')
  }

  async #queueAgain(operationId: string): Promise<void> {
    const { database, jobs } = this.#settings
    await database.transaction((tx) => jobs.add(tx, ProcessBulkOperation, { operationId }, { key: operationId }))
  }

  /** The queue repeats what failed; what fails again and again is not worth the others' time. */
  async #countFailure(id: string, error: unknown): Promise<void> {
    const failures = await this.#settings.database.transaction((tx) => countFailure(tx, id))
    if (failures < MAX_FAILURES) throw error
    this.#settings.logger.error({ err: error, operationId: id }, 'a bulk operation is given up')
    const message = 'something went wrong on our side, repeatedly; what was processed before is in the result'
    await this.#end(id, () => ({ state: 'FAILED', code: 'INTERNAL', message }))
  }

  #rowsOf(operation: BulkWork): AsyncIterable<readonly unknown[]> {
    const { id: operationId, sourceFileId, sourceContentType: contentType } = operation
    const file = () => {
      if (sourceFileId === null) throw new BulkFileError('FILE_MISSING', 'the uploaded file is gone; upload it again')
      return chunksOf(this.#settings.database, sourceFileId)
    }
    return this.#handlerOf(operation).rows({ operationId, contentType, file })
  }

  #handlerOf({ kind }: BulkWork): BulkHandler {
    const handler = this.#settings.handlers.find((one) => one.kind === kind)
    invariant(handler, `somebody handles ${kind}`)
    return handler
  }
}

/** Null when it is not over: another worker has taken a step meanwhile. */
function endOfWork({ state, rowsProcessed, rowsTotal }: BulkWork): BulkEnd | null {
  if (state === 'CANCELLING') return { state: 'CANCELLED' }
  return rowsProcessed === rowsTotal ? { state: 'COMPLETED' } : null
}

const OUTCOMES = { COMPLETED: 'completed', CANCELLED: 'cancelled', FAILED: 'failed' } as const
