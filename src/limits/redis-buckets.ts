import { createClient, defineScript } from '@redis/client'
import type { Logger } from 'pino'
import type { BucketStore, Visit, Visited } from './bucket.store.js'
import type { CostSettings } from './request-limits.js'

const CONNECT_TIMEOUT_MS = 2_000
/** Redis answers in less than a millisecond; whoever waits for one that hangs waits no longer than this. */
const ANSWER_WITHIN_MS = 500
/** A connection on which nothing comes for so long is opened anew; while it is good, a ping comes more often. */
const SILENCE_MS = 10_000
const PING_INTERVAL_MS = 3_000
const MAX_RECONNECT_PAUSE_MS = 2_000
/** What waits for a Redis that hangs must not fill the memory. */
const MAX_COMMANDS_WAITING = 10_000

const KEY_PREFIX = 'profiles-gateway:cost:'

/**
 * A visit as that of `PostgresBuckets`, by Redis's clock. A bucket that is empty is not there: it expires when it has run
 * out. Numbers come and go as texts of 17 digits, for Redis makes integers of Lua's.
 */
const VISIT = defineScript({
  NUMBER_OF_KEYS: 1,
  SCRIPT: `
    local cost, settled, maximum, rate = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
    local time = redis.call('TIME')
    local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
    local bucket = redis.call('HMGET', KEYS[1], 'level', 'at')
    local level, at = tonumber(bucket[1] or '0'), tonumber(bucket[2] or now)
    level = math.max(0, level + settled - rate * math.max(0, now - at))
    local granted = 0
    if level + cost <= maximum then granted = cost end
    level = level + granted
    local text = function (number) return string.format('%.17g', number) end
    if level > 0 then
      redis.call('HSET', KEYS[1], 'level', text(level), 'at', text(math.max(at, now)))
      redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.min(math.ceil(level / rate * 1000) + 1, 1e15)))
    else
      redis.call('DEL', KEYS[1])
    end
    return { text(granted), text(level) }`,
  parseCommand(parser, key: string, ...numbers: number[]) {
    parser.pushKey(KEY_PREFIX + key)
    parser.push(...numbers.map(String))
  },
  transformReply(reply: unknown): Omit<Visited, 'key'> {
    const [granted, level] = reply as [string, string]
    return { granted: Number(granted), level: Number(level) }
  },
})

/** Buckets in Redis 6 or later: each visit is one script there, and all that go at once share a packet. */
export class RedisBuckets implements BucketStore {
  readonly #client
  /** Until the first connection is there, or is refused. */
  readonly #begun: Promise<unknown>

  constructor(
    url: string,
    private readonly settings: CostSettings,
    logger: Logger,
  ) {
    this.#client = createClient({
      url,
      name: 'profiles-gateway-costs',
      scripts: { visit: VISIT },
      // What cannot be answered now is answered by another store.
      disableOfflineQueue: true,
      commandsQueueMaxLength: MAX_COMMANDS_WAITING,
      pingInterval: PING_INTERVAL_MS,
      socket: {
        connectTimeout: CONNECT_TIMEOUT_MS,
        socketTimeout: SILENCE_MS,
        keepAlive: true,
        reconnectStrategy: (retries) => Math.min(100 * 2 ** Math.min(retries, 10), MAX_RECONNECT_PAUSE_MS),
      },
    })
    this.#client.on('error', (error) => logger.debug({ err: error }, 'Redis does not answer'))
    this.#begun = new Promise((resolve) => {
      for (const event of ['ready', 'error']) this.#client.once(event, resolve)
    })
    // It tries again by itself, until it is stopped.
    this.#client.connect().catch(() => undefined)
  }

  /** @throws if Redis does not answer all of them in time; some may have happened. */
  async visit(visits: readonly Visit[]): Promise<Visited[]> {
    return await inTime(this.#visit(visits))
  }

  async stop(): Promise<void> {
    if (this.#client.isOpen) this.#client.destroy()
  }

  async #visit(visits: readonly Visit[]): Promise<Visited[]> {
    const { maximum, restoreRate } = this.settings
    await this.#begun
    return await Promise.all(
      visits.map(async ({ key, cost, settled }) => ({
        key,
        ...(await this.#client.visit(key, cost, settled, maximum, restoreRate)),
      })),
    )
  }
}

async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`Redis did not answer within ${ANSWER_WITHIN_MS} ms`)
    timer = setTimeout(() => reject(error), ANSWER_WITHIN_MS)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
