import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Database } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { type ClaimedDelivery, claimDeliveries } from './webhook.claims.js'

/** How many requests are on their way to one endpoint at a time, from all processes together. */
export const REQUESTS_PER_ENDPOINT = 8
/** To one that nothing gets through to. */
const REQUESTS_PER_FAILING_ENDPOINT = 1

/**
 * How many requests one process has on their way. The first to an endpoint has a slot of its own kind, so that those that
 * are slow, and have many on their way, take none from one that has none. So have endpoints that nothing gets through to:
 * however many hang, they take none from those that answer.
 */
const LANES = [
  { failing: false, slots: 256, perEndpoint: 1 },
  { failing: false, slots: 256, perEndpoint: REQUESTS_PER_ENDPOINT },
  { failing: true, slots: 64, perEndpoint: REQUESTS_PER_FAILING_ENDPOINT },
] as const

/** The longest that a delivery is due before an idle worker looks: what the job queue's workers take too. */
const POLL_INTERVAL_MS = 500

/** Who makes one attempt. */
export interface DeliveryMaker {
  deliver(delivery: ClaimedDelivery): Promise<void>
}

/**
 * Takes deliveries that are due and has them made, in every process that works, for as long as it does. The deliveries
 * are their own queue: the job queue takes the oldest first, and one endpoint that hangs would fill its workers.
 */
export class WebhookDispatcher {
  readonly #running = LANES.map(() => new Set<Promise<void>>())
  #isStopping = false
  #nap = new AbortController()
  #loop: Promise<void> = Promise.resolve()

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly courier: DeliveryMaker,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.#loop = this.#work()
  }

  /** Takes no more, and waits up to `timeoutMs` for requests on their way; those that are not over are made again later. */
  async stop(timeoutMs: number): Promise<void> {
    this.#isStopping = true
    this.#nap.abort()
    await this.#loop
    const waited = new AbortController()
    const ended = Promise.all(this.#running.flatMap((lane) => [...lane])).then(() => waited.abort())
    await Promise.race([ended, sleep(timeoutMs, undefined, { signal: waited.signal }).catch(() => undefined)])
  }

  async #work(): Promise<void> {
    while (!this.#isStopping) {
      this.#nap = new AbortController()
      if ((await this.#takeAll()) === 0) await this.#pause()
    }
  }

  async #takeAll(): Promise<number> {
    const wanted = LANES.map((lane, index) => ({ ...lane, slots: lane.slots - (this.#running[index]?.size ?? 0) }))
    try {
      const claimed = await claimDeliveries(this.database, this.clock.now(), wanted)
      claimed.forEach((deliveries, index) => {
        for (const delivery of deliveries) this.#send(delivery, this.#running[index] ?? new Set())
      })
      return claimed.flat().length
    } catch (error) {
      this.logger.warn({ err: error }, 'webhooks could not be taken to be sent')
      return 0
    }
  }

  #send(delivery: ClaimedDelivery, lane: Set<Promise<void>>): void {
    const { endpointId, eventId } = delivery
    const attempt: Promise<void> = this.courier
      .deliver(delivery)
      .catch((error: unknown) => this.logger.error({ err: error, endpointId, eventId }, 'a webhook attempt failed'))
      .finally(() => {
        lane.delete(attempt)
        // There may be room for another.
        this.#nap.abort()
      })
    lane.add(attempt)
  }

  async #pause(): Promise<void> {
    await sleep(POLL_INTERVAL_MS, undefined, { signal: this.#nap.signal }).catch(() => undefined)
  }
}
