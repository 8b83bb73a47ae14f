import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { sha256Hex } from '../kernel/digest.js'
import { eventually } from '../testkit/eventually.js'
import { RedisServer } from '../testkit/redis-server.js'
import { secondDatabase } from '../testkit/second-process.js'
import { createTestDatabase } from '../testkit/test-database.js'
import type { BucketStore } from './bucket.store.js'
import { CostBuckets } from './cost-buckets.js'
import { forgetEmptyBuckets, PostgresBuckets } from './postgres-buckets.js'
import { RedisBuckets } from './redis-buckets.js'
import type { CostSettings } from './request-limits.js'

/** So slow that nothing comes back while a test runs. */
const SLOWLY = 1e-6
const SILENT = pino({ level: 'silent' })

/** Where buckets are. */
interface Place {
  open(settings: CostSettings): BucketStore
  /** Makes all buckets older. */
  age(seconds: number): Promise<unknown>
  close(): Promise<void>
}

async function inDatabase() {
  const { url, drop } = await createTestDatabase()
  const { database, close } = await secondDatabase(url)
  return {
    database,
    open: (settings: CostSettings) => new PostgresBuckets({ url, statementTimeoutMs: 5_000 }, settings, SILENT),
    age: (seconds: number) =>
      database.pool.query(`update cost_buckets set updated_at = updated_at - interval '${seconds} seconds'`),
    async close() {
      await close()
      await drop()
    },
  }
}

async function inRedis(): Promise<Place> {
  const server = await RedisServer.start()
  return {
    open: (settings) => new RedisBuckets(server.url, settings, SILENT),
    async age(seconds) {
      for (const key of (await server.ask('KEYS', '*')) as string[])
        await server.ask('HINCRBYFLOAT', key, 'at', String(-seconds))
    },
    close: () => server.kill(),
  }
}

/** What processes have; they are stopped in the end. */
class Processes {
  readonly open: CostBuckets[] = []

  constructor(private readonly place: () => Pick<Place, 'open'>) {}

  start(given: Partial<CostSettings> = {}): CostBuckets {
    const settings = { maximum: 100, restoreRate: SLOWLY, ...given }
    const buckets = new CostBuckets(this.place().open(settings), settings)
    this.open.push(buckets)
    return buckets
  }

  async stop(buckets: CostBuckets): Promise<void> {
    this.open.splice(this.open.indexOf(buckets), 1)
    await buckets.stop()
  }

  async stopAll(): Promise<void> {
    for (const buckets of [...this.open]) await this.stop(buckets)
  }
}

const grantedOf = async (charges: readonly Promise<{ granted: boolean }>[]) =>
  (await Promise.all(charges)).filter(({ granted }) => granted).length

describe.each<[string, () => Promise<Place>]>([
  ['the database', inDatabase],
  ['Redis', inRedis],
])('a bucket of costs in %s', (_, furnish) => {
  let place: Place
  const processes = new Processes(() => place)
  const start = (settings?: Partial<CostSettings>) => processes.start(settings)
  const age = (seconds: number) => place.age(seconds)
  beforeAll(async () => {
    place = await furnish()
  })
  afterAll(async () => {
    await processes.stopAll()
    await place.close()
  })

  test('takes what fits, to the last point, and nothing past it', async () => {
    const buckets = start()
    expect(await buckets.charge('one', 60)).toEqual({ granted: true, level: 60 })
    expect(await buckets.charge('one', 41)).toEqual({ granted: false, level: expect.closeTo(60) })
    expect(await buckets.charge('one', 40)).toEqual({ granted: true, level: expect.closeTo(100) })
    expect(await buckets.charge('one', 1)).toEqual({ granted: false, level: expect.closeTo(100) })
    expect(await buckets.charge('another', 100)).toEqual({ granted: true, level: 100 })
  })

  test('is one for all processes, however many ask at once', async () => {
    const [one, other] = [start(), start()]
    expect(await grantedOf(Array.from({ length: 90 }, (_, n) => (n % 2 ? one : other).charge('shared', 7)))).toBe(14)
    expect((await one.charge('shared', 3)).granted).toBe(false)
    expect((await other.charge('shared', 2)).granted).toBe(true)
  })

  test('what is too large for the room that is left does not keep out what is small enough', async () => {
    const buckets = start()
    await buckets.charge('queue', 50)
    const charges = [30, 90, 25, 20].map((cost) => buckets.charge('queue', cost))
    expect((await Promise.all(charges)).map(({ granted }) => granted)).toEqual([true, false, false, true])
  })

  test('a first request of many at once is held to the maximum, too', async () => {
    const buckets = start()
    expect(await grantedOf(Array.from({ length: 3 }, () => buckets.charge('new', 40)))).toBe(2)
  })

  test('runs out at its rate, and not below nothing', async () => {
    const buckets = start({ restoreRate: 10 })
    await buckets.charge('leaking', 100)
    await age(3)
    const { granted, level } = await buckets.charge('leaking', 30)
    expect([granted, level > 99 && level <= 100]).toEqual([true, true])
    await age(1_000)
    expect(await buckets.charge('leaking', 50)).toEqual({ granted: true, level: 50 })
  })

  test('what an answer did not cost is there for every process a moment later, at a stop at once', async () => {
    const [one, other] = [start(), start()]
    await one.charge('settled', 100)
    one.settle('settled', -70)
    expect(await one.charge('settled', 10)).toEqual({ granted: true, level: expect.closeTo(40) })
    one.settle('settled', -5)
    await processes.stop(one)
    expect(await other.charge('settled', 65)).toEqual({ granted: true, level: expect.closeTo(100) })
  })

  test('what an answer cost more is owed, also past the maximum', async () => {
    const buckets = start({ restoreRate: 10 })
    await buckets.charge('owing', 90)
    buckets.settle('owing', 60)
    expect(await buckets.charge('owing', 0)).toEqual({ granted: true, level: expect.closeTo(150, 0) })
    await age(4)
    expect((await buckets.charge('owing', 1)).granted).toBe(false)
    await age(2)
    expect((await buckets.charge('owing', 1)).granted).toBe(true)
  })

  test('nobody gains by what is given back late: it is as if it had been given back at once', async () => {
    const buckets = start({ restoreRate: 10 })
    await buckets.charge('patient', 50)
    await age(100)
    buckets.settle('patient', -50)
    expect(await buckets.charge('patient', 50)).toEqual({ granted: true, level: 50 })
  })

  test('processes that ask for the same ones in whatever order never wait for one another in a circle', async () => {
    const processes = [start({ maximum: 1_000 }), start({ maximum: 1_000 }), start({ maximum: 1_000 })]
    const owners = Array.from({ length: 40 }, (_, n) => `owner of many ${n}`)
    const orders = [owners, owners.toReversed(), [...owners.slice(20), ...owners.slice(0, 20)]]
    for (let round = 0; round < 10; round++) {
      const charges = processes.flatMap((one, n) => (orders[n] ?? []).map((owner) => one.charge(owner, 1)))
      expect(await grantedOf(charges)).toBe(3 * owners.length)
    }
  })
})

describe('buckets in the database', () => {
  let place: Awaited<ReturnType<typeof inDatabase>>
  const processes = new Processes(() => place)
  const start = (settings?: Partial<CostSettings>) => processes.start(settings)
  beforeAll(async () => {
    place = await inDatabase()
  })
  afterAll(async () => {
    await processes.stopAll()
    await place.close()
  })
  const rows = async <Row extends object>(sql: string) => (await place.database.pool.query<Row>(sql)).rows

  test('all that waits goes with one statement, whosever it is', async () => {
    const buckets = start()
    await place.database.pool.query('delete from cost_buckets')
    await Promise.all(Array.from({ length: 200 }, (_, n) => buckets.charge(`owner ${n % 20}`, 1)))
    const sql = 'select count(*)::int as owners, count(distinct updated_at)::int as statements from cost_buckets'
    expect(await rows(sql)).toEqual([{ owners: 20, statements: 1 }])
  })

  test('a visit that the database gives up for the sake of another is tried again', async () => {
    const buckets = start()
    const [first = '', last = ''] = ['kept', 'held'].toSorted((a, b) => (sha256Hex(a) < sha256Hex(b) ? -1 : 1))
    await Promise.all([first, last].map((owner) => buckets.charge(owner, 10)))
    const holder = await place.database.pool.connect()
    const hold = (owner: string) =>
      holder.query('select from cost_buckets where key = $1 for update', [sha256Hex(owner)])
    try {
      // The visit notices the circle, and gives way.
      await holder.query(`begin; set local deadlock_timeout = '10s'`)
      await hold(last)
      const charges = [first, last].map((owner) => buckets.charge(owner, 20))
      await eventually(
        () =>
          rows(
            `select from pg_stat_activity where application_name = 'profiles-gateway-costs' and wait_event_type = 'Lock'`,
          ),
        (waiting) => waiting.length === 1,
      )
      await hold(first)
      await holder.query('commit')
      expect(await Promise.all(charges)).toEqual(Array(2).fill({ granted: true, level: expect.closeTo(30) }))
    } finally {
      holder.release()
    }
  })

  test('an empty one is forgotten, and names nobody while it is there', async () => {
    const buckets = start({ restoreRate: 10 })
    await place.database.pool.query('delete from cost_buckets')
    await buckets.charge('somebody', 50)
    expect(await rows('select key, granted from cost_buckets')).toEqual([
      { key: expect.stringMatching(/^[0-9a-f]{64}$/), granted: 50 },
    ])
    await forgetEmptyBuckets(place.database, buckets.settings)
    expect(await rows('select 1 from cost_buckets')).toHaveLength(1)
    await place.age(6)
    await forgetEmptyBuckets(place.database, buckets.settings)
    expect(await rows('select 1 from cost_buckets')).toEqual([])
  })

  test('who cannot reach the database is told so, and what is owed is not forgotten', async () => {
    const buckets = start()
    await buckets.charge('cut off', 10)
    await place.database.pool.query('alter table cost_buckets rename to elsewhere')
    buckets.settle('cut off', 20)
    await expect(buckets.charge('cut off', 1)).rejects.toThrow('cost_buckets')
    await place.database.pool.query('alter table elsewhere rename to cost_buckets')
    expect(await buckets.charge('cut off', 0)).toEqual({ granted: true, level: expect.closeTo(30) })
  })
})
