import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Registry } from 'prom-client'
import type { Database } from '../db/database.js'
import { RequestError } from '../kernel/errors.js'
import { secondDatabase } from '../testkit/second-process.js'
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js'
import { defineRateLimit, type RateLimit, RateLimits } from './rate-limits.js'

const THREE_AN_HOUR = defineRateLimit({ name: 'knocks', points: 3, seconds: 3_600 })

describe('rate limits', () => {
  let testDatabase: TestDatabase
  const closing: (() => Promise<void>)[] = []
  const start = async () => {
    const { database, close } = await secondDatabase(testDatabase.url)
    closing.push(close)
    const metrics = new Registry()
    return { database, metrics, limits: new RateLimits(database, metrics) }
  }
  beforeAll(async () => {
    testDatabase = await createTestDatabase()
  })
  afterAll(async () => {
    for (const close of closing) await close()
    await testDatabase.drop()
  })

  const outcome = async (limits: RateLimits, limit: RateLimit, key: string) =>
    await limits.take(limit, key).then(
      () => 'taken',
      (error: unknown) => (error instanceof RequestError ? `${error.code}: ${error.message}` : error),
    )
  const rowsOf = async (database: Database) =>
    (await database.pool.query<{ key: string; points: number }>('select key, points from rate_limits order by key'))
      .rows

  test('let through as many as they say, and tell the next one when to come again', async () => {
    const { limits, metrics } = await start()
    for (let i = 0; i < 3; i++) expect(await outcome(limits, THREE_AN_HOUR, 'door one')).toBe('taken')
    expect(await outcome(limits, THREE_AN_HOUR, 'door one')).toMatch(
      /^RATE_LIMITED: too many attempts: come again after (3600|35\d\d) seconds$/,
    )
    expect(await outcome(limits, THREE_AN_HOUR, 'door two')).toBe('taken')
    expect(await metrics.metrics()).toContain('gateway_rate_limited_total{limit="knocks"} 1')
  })

  test('are one count for all processes, also for many attempts at once', async () => {
    const [one, two] = [await start(), await start()]
    const attempts = Array.from({ length: 40 }, (_, n) => outcome((n % 2 ? one : two).limits, THREE_AN_HOUR, 'shared'))
    const taken = (await Promise.all(attempts)).filter((answer) => answer === 'taken')
    expect(taken).toHaveLength(3)
  })

  test('keep the counts of two limits apart', async () => {
    const { limits } = await start()
    const other = defineRateLimit({ name: 'rings', points: 1, seconds: 3_600 })
    expect(await outcome(limits, other, 'both')).toBe('taken')
    expect(await outcome(limits, THREE_AN_HOUR, 'both')).toBe('taken')
    expect(await outcome(limits, other, 'both')).toMatch(/^RATE_LIMITED/)
  })

  test('begin anew when they are forgiven, and when their time is over', async () => {
    const { limits, database } = await start()
    for (let i = 0; i < 4; i++) await outcome(limits, THREE_AN_HOUR, 'patient')
    await limits.forgive(THREE_AN_HOUR, 'patient')
    expect(await outcome(limits, THREE_AN_HOUR, 'patient')).toBe('taken')
    for (let i = 0; i < 4; i++) await outcome(limits, THREE_AN_HOUR, 'patient')
    await database.pool.query('update rate_limits set expire = expire - 3600000')
    expect(await outcome(limits, THREE_AN_HOUR, 'patient')).toBe('taken')
  })

  test('name nobody in the database, and leave no row for ever', async () => {
    const { limits, database } = await start()
    await database.pool.query('delete from rate_limits')
    await limits.take(THREE_AN_HOUR, 'nobody@people.example')
    const rows = await rowsOf(database)
    expect(rows).toEqual([{ key: expect.stringMatching(/^knocks:[0-9a-f]{64}$/), points: 1 }])
    await limits.sweep()
    expect(await rowsOf(database)).toEqual(rows)
    await database.pool.query('update rate_limits set expire = expire - 3600000')
    await limits.sweep()
    expect(await rowsOf(database)).toEqual([])
  })
})
