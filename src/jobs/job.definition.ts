declare const dataType: unique symbol

/** What a kind of job is called and how patient its queue is. Data carries ids only, never personal data. */
export interface JobDefinition<Data extends object> {
  /** Imperative, for example `SendEmail`; also the label of its metrics. */
  readonly name: string
  /** How often a run that failed or expired is repeated; 0 for jobs that something else brings back. */
  readonly retryLimit: number
  readonly retryDelaySeconds: number
  /** Whether the delay doubles with every retry. */
  readonly retryBackoff: boolean
  /**
   * A run that is not over by then counts as lost, and the job goes to another; that of a killed worker does so within a
   * minute. A run that only took longer goes on, so two may run at once: a handler must bear that.
   */
  readonly expireInSeconds: number
  /** Whether a job is left out while one with the same `key` waits: for jobs that do all there is to do. */
  readonly onePending: boolean
  readonly [dataType]?: Data
}

/** Declares a kind of job; the composition root hands all of them to the `JobQueue`. */
export function defineJob<Data extends object>(definition: {
  name: string
  retryLimit: number
  retryDelaySeconds: number
  retryBackoff: boolean
  expireInSeconds: number
  onePending?: boolean
}): JobDefinition<Data> {
  return { onePending: false, ...definition }
}

/** What a single job may ask for. */
export interface JobOptions {
  /** Which jobs are the same for `onePending`; all of its kind without it. */
  key?: string
  /** How long it waits at least, by the database's clock. */
  startAfterSeconds?: number
}

/**
 * Does a job; throwing makes the queue repeat it. It may be called twice, also at once, for the same job. One that takes
 * long should look at `stopping` and end early: what it leaves must be found again.
 */
export type JobHandler<Data extends object> = (data: Data, stopping: AbortSignal) => Promise<void>
