import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { eventually } from '../testkit/eventually.js'
import { RedisServer } from '../testkit/redis-server.js'
import { secondDatabase } from '../testkit/second-process.js'
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js'
import { CostBuckets } from './cost-buckets.js'
import { openBucketStore } from './open.bucket.store.js'

const SETTINGS = { maximum: 100, restoreRate: 0.001 }

describe('buckets in Redis', () => {
  let server: RedisServer
  let testDatabase: TestDatabase
  let second: Awaited<ReturnType<typeof secondDatabase>>
  let open: CostBuckets[] = []
  beforeAll(async () => {
    server = await RedisServer.start()
    testDatabase = await createTestDatabase()
    second = await secondDatabase(testDatabase.url)
  })
  afterEach(async () => {
    for (const buckets of open) await buckets.stop()
    open = []
  })
  afterAll(async () => {
    await second.close()
    await testDatabase.drop()
    await server.kill()
  })

  const start = (redisUrl = server.url) => {
    const metrics = new Registry()
    const lines: { msg: string }[] = []
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
    const database = { url: testDatabase.url, statementTimeoutMs: 5_000 }
    const buckets = new CostBuckets(openBucketStore(database, { ...SETTINGS, redisUrl }, logger, metrics), SETTINGS)
    open.push(buckets)
    const insured = async () => (await metrics.getMetricsAsJSON())[0]?.values[0]?.value
    return { buckets, insured, said: () => lines.map(({ msg }) => msg) }
  }
  const inDatabase = async () => (await second.database.pool.query('select key, level from cost_buckets')).rows

  test('stand nowhere else, name nobody and end by themselves when they have run out', async () => {
    const { buckets, insured } = start()
    await buckets.charge('somebody', 10)
    const [key = '', ...more] = (await server.ask('KEYS', '*')) as string[]
    expect([key, more]).toEqual([expect.stringMatching(/^profiles-gateway:cost:[0-9a-f]{64}$/), []])
    const endsAfterMs = Number(await server.ask('PTTL', key))
    expect([endsAfterMs > 9_000_000, endsAfterMs <= 10_000_001]).toEqual([true, true])
    buckets.settle('somebody', -10)
    await buckets.charge('somebody', 0)
    await eventually(
      () => server.ask('KEYS', '*'),
      (keys) => (keys as string[]).length === 0,
    )
    expect([await inDatabase(), await insured()]).toEqual([[], 0])
  })

  test('are the database’s while Redis is away, and nobody is refused for that', async () => {
    const { buckets, insured, said } = start()
    expect(await buckets.charge('steady', 60)).toEqual({ granted: true, level: 60 })
    await server.kill()
    expect(await buckets.charge('steady', 60)).toEqual({ granted: true, level: 60 })
    expect((await buckets.charge('steady', 60)).granted).toBe(false)
    expect(await inDatabase()).toEqual([expect.objectContaining({ level: expect.closeTo(60, 0) })])
    expect(await insured()).toBe(2)
    expect(said()).toEqual(['Redis is away: the database counts costs'])
    await server.start()
    await eventually(
      async () => {
        await buckets.charge('steady', 1)
        return said()
      },
      (lines) => lines.length > 1,
    )
    expect(said()).toEqual(['Redis is away: the database counts costs', 'Redis counts costs again'])
    expect(await server.ask('DBSIZE')).toBe(1)
  })

  test('are the database’s while Redis hangs, and Redis’s again when it goes on', async () => {
    const { buckets, said } = start()
    await buckets.charge('patient', 1)
    server.hang()
    try {
      const charges = Array.from({ length: 20 }, () => buckets.charge('patient', 1))
      expect((await Promise.all(charges)).every(({ granted }) => granted)).toBe(true)
      expect(said()).toEqual(['Redis is away: the database counts costs'])
    } finally {
      server.goOn()
    }
    await eventually(
      async () => {
        await buckets.charge('patient', 1)
        return said()
      },
      (lines) => lines.at(-1) === 'Redis counts costs again',
    )
  })

  test('are the database’s from the first request on where no Redis ever answers', async () => {
    const { buckets, said } = start('redis://127.0.0.1:1')
    expect((await buckets.charge('first', 1)).granted).toBe(true)
    expect(said()).toEqual(['Redis is away: the database counts costs'])
  })
})
