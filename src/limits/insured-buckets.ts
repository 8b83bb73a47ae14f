import type { Logger } from 'pino'
import { Counter, type Registry } from 'prom-client'
import type { BucketStore, Visit, Visited } from './bucket.store.js'

/** A store that did not answer is asked again after this. */
const TRY_AGAIN_AFTER_MS = 1_000

/**
 * Buckets in one store, and in another while the first does not answer: nobody is refused or let through for that. The
 * buckets of the other are its own, so that everybody can have one bucketful more when they take turns.
 */
export class InsuredBuckets implements BucketStore {
  #awayUntil: number | null = null
  readonly #insured: Counter

  constructor(
    private readonly first: BucketStore,
    private readonly insurance: BucketStore,
    private readonly logger: Logger,
    metrics: Registry,
  ) {
    this.#insured = new Counter({
      name: 'gateway_cost_visits_insured_total',
      help: 'Visits of cost buckets that went to the database because Redis did not answer.',
      registers: [metrics],
    })
  }

  async visit(visits: readonly Visit[]): Promise<Visited[]> {
    if (this.#awayUntil === null || performance.now() >= this.#awayUntil) {
      try {
        const visited = await this.first.visit(visits)
        this.#tell(null)
        return visited
      } catch (error) {
        this.#tell(error)
      }
    }
    this.#insured.inc(visits.length)
    return await this.insurance.visit(visits)
  }

  async stop(): Promise<void> {
    await Promise.all([this.first.stop(), this.insurance.stop()])
  }

  #tell(error: unknown): void {
    const wasAway = this.#awayUntil !== null
    this.#awayUntil = error === null ? null : performance.now() + TRY_AGAIN_AFTER_MS
    if (error !== null && !wasAway) this.logger.warn({ err: error }, 'Redis is away: the database counts costs')
    if (error === null && wasAway) this.logger.info('Redis counts costs again')
  }
}
