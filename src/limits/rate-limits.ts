import { Counter, type Registry } from 'prom-client'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Database } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import { sha256Hex } from '../kernel/digest.js'
import { RequestError } from '../kernel/errors.js'
import { clientNetwork, clientSite } from './client-network.js'

/** How often something may be done for one key: `points` times within `seconds` from the first time on. */
export interface RateLimit {
  /** Label of the metric, and what keeps the counts of one limit apart from those of others: no two have the same. */
  readonly name: string
  readonly points: number
  readonly seconds: number
}

/** Declares a limit; each feature declares its own. */
export function defineRateLimit(limit: RateLimit): RateLimit {
  return limit
}

/** How much more may come from an IPv6 site, whose customer has 65,536 networks, than from each of them. */
const SITE_FACTOR = 3

const FORGET_EXPIRED = writeStatement('rate_limits_forget', 'delete from rate_limits where expire < $1')

/**
 * Counts what is done by whom, exactly, over all processes: the counts are rows of one table. Keys are kept as SHA-256,
 * so the table names nobody. Windows are counted by the machine's time, as the library does, not by the gateway's clock.
 */
export class RateLimits {
  readonly #limiters = new Map<string, RateLimiterPostgres>()
  readonly #refused: Counter<'limit'>

  constructor(
    private readonly database: Database,
    metrics: Registry,
  ) {
    this.#refused = new Counter({
      name: 'gateway_rate_limited_total',
      help: 'Requests that were refused because their like had come too often, by limit.',
      labelNames: ['limit'],
      registers: [metrics],
    })
  }

  /**
   * Counts one more for `key`. Not for within a transaction: it takes a connection of its own, and what it counted stays.
   * @throws RequestError RATE_LIMITED, which says when to come again, past the limit.
   */
  async take(limit: RateLimit, key: string): Promise<void> {
    const refusedMs = await this.#consume(limit, key)
    if (refusedMs === null) return
    const seconds = Math.max(1, Math.ceil(refusedMs / 1000))
    throw new RequestError('RATE_LIMITED', `too many attempts: come again after ${seconds} seconds`, seconds)
  }

  /**
   * Counts one more for the network that `address` is of, and, where that is one of many that a customer has, for all of
   * them together. @throws RequestError as `take`
   */
  async takeFrom(limit: RateLimit, address: string | null): Promise<void> {
    await this.take(limit, clientNetwork(address))
    const site = clientSite(address)
    if (site === null) return
    const { name, points, seconds } = limit
    await this.take({ name: `${name}-site`, points: points * SITE_FACTOR, seconds }, site)
  }

  /** As `take`, for what is left undone past the limit without a word. Whether it was within the limit. */
  async allows(limit: RateLimit, key: string): Promise<boolean> {
    return (await this.#consume(limit, key)) === null
  }

  /** Forgets what was counted for `key`. */
  async forgive(limit: RateLimit, key: string): Promise<void> {
    await this.#limiter(limit).delete(sha256Hex(key))
  }

  /** Removes counts whose window is over; they count for nothing any more. */
  async sweep(): Promise<void> {
    await this.database.transaction(async (tx) => await tx.write(FORGET_EXPIRED, [Date.now()]))
  }

  /** Null within the limit; past it, for how many milliseconds more. */
  async #consume(limit: RateLimit, key: string): Promise<number | null> {
    try {
      await this.#limiter(limit).consume(sha256Hex(key))
      return null
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error
      this.#refused.inc({ limit: limit.name })
      return error.msBeforeNext
    }
  }

  #limiter(limit: RateLimit): RateLimiterPostgres {
    const known = this.#limiters.get(limit.name)
    if (known !== undefined) return known
    const limiter = new RateLimiterPostgres({
      storeClient: this.database.pool,
      storeType: 'pool',
      tableName: 'rate_limits',
      tableCreated: true,
      // A job does that once for all limits and processes.
      clearExpiredByTimeout: false,
      keyPrefix: limit.name,
      points: limit.points,
      duration: limit.seconds,
    })
    this.#limiters.set(limit.name, limiter)
    return limiter
  }
}
