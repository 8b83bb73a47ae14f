import { Counter, Gauge, type Registry } from 'prom-client'
import { RequestError } from '../kernel/errors.js'

/** How a turnstile is built. */
export interface TurnstileSettings {
  /** What is done behind it, in the plural, as a part of the names of the metrics. */
  name: string
  /** How many are let in at once. */
  atOnce: number
  /** How many may wait; whoever comes then is sent away. */
  maxWaiting: number
  /** When whoever is sent away may come again. */
  comeAgainSeconds: number
}

/**
 * Lets in so many at once; some more wait, first come, first served, and all others are sent away. For work that costs
 * much of the machine: what one process cannot do in time it must not take on. Each process has its own.
 */
export class Turnstile {
  #inside = 0
  readonly #queue: (() => void)[] = []
  readonly #refused: Counter

  constructor(
    private readonly settings: TurnstileSettings,
    metrics: Registry,
  ) {
    const { name } = settings
    this.#refused = new Counter({
      name: `gateway_${name}_refused_total`,
      help: 'Requests that were sent away because too many waited for the same work.',
      registers: [metrics],
    })
    const waiting = () => this.#queue.length
    new Gauge({
      name: `gateway_${name}_waiting`,
      help: 'Requests that wait for their turn.',
      registers: [metrics],
      collect() {
        this.set(waiting())
      },
    })
  }

  /** Does the work when its turn has come. @throws RequestError RATE_LIMITED when too many wait already. */
  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#enter()
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  async #enter(): Promise<void> {
    const { atOnce, maxWaiting, comeAgainSeconds } = this.settings
    if (this.#inside < atOnce) {
      this.#inside++
      return
    }
    if (this.#queue.length >= maxWaiting) {
      this.#refused.inc()
      const message = `too many requests at once: come again after ${comeAgainSeconds} seconds`
      throw new RequestError('RATE_LIMITED', message, comeAgainSeconds)
    }
    await new Promise<void>((enter) => this.#queue.push(enter))
  }

  /** Whoever leaves hands the place to the next: nobody can slip in between. */
  #leave(): void {
    const next = this.#queue.shift()
    if (next === undefined) this.#inside--
    else next()
  }
}
