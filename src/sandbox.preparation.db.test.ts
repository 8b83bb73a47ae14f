import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type pg from 'pg'
import { AdjustableClock } from './kernel/clock.js'
import { FULL_PHYSICIAN_NPI } from './sandbox/sandbox.full-physician.js'
import { prepareSandbox } from './sandbox.preparation.js'
import { createTestDatabase, type TestDatabase } from './testkit/test-database.js'
import { openTestPool } from './testkit/test-pool.js'

describe('what every deployment has for test mode', () => {
  let database: TestDatabase
  let pool: pg.Pool
  beforeAll(async () => {
    database = await createTestDatabase()
    pool = openTestPool(database.url)
  })
  afterAll(async () => {
    await pool.end()
    await database.drop()
  })

  const prepared = () => prepareSandbox(database.url, new AdjustableClock(), async () => 'done')
  async function census() {
    const { rows } = await pool.query<{ clinicians: number; modes: string[]; full: number; prices: number }>(
      `select (select count(*)::int from clinicians) as clinicians,
              (select array_agg(distinct mode::text) from clinicians) as modes,
              (select count(*)::int from clinicians where npi = $1) as full,
              (select count(*)::int from price_lists where mode = 'TEST') as prices`,
      [FULL_PHYSICIAN_NPI],
    )
    return rows[0]
  }

  test('fictional clinicians and their prices, and nothing of life; once, however many start at once and however often', async () => {
    expect(await Promise.all([prepared(), prepared()])).toEqual(['done', 'done'])
    const first = await census()
    expect(first).toEqual({ clinicians: expect.any(Number), modes: ['TEST'], full: 1, prices: 1 })
    expect(await prepared()).toBe('done')
    expect(await census()).toEqual(first)
  })
})
