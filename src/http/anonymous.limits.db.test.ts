import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Registry } from 'prom-client'
import { RateLimits } from '../limits/rate-limits.js'
import { secondDatabase } from '../testkit/second-process.js'
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js'
import { takeAnonymous } from './anonymous.limits.js'

let testDatabase: TestDatabase
let opened: Awaited<ReturnType<typeof secondDatabase>>
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  opened = await secondDatabase(testDatabase.url)
})
afterAll(async () => {
  await opened.close()
  await testDatabase.drop()
})

test('all networks of one site of IPv6 have one limit together, and IPv4 has none but its own', async () => {
  const { database } = opened
  const limits = new RateLimits(database, new Registry())
  const asking = (address: string) => takeAnonymous(limits, address).then(() => 'taken', String)
  const spend = (points: number) =>
    database.pool.query(`update rate_limits set points = $1 where key like 'anonymous-requests-site:%'`, [points])
  expect([await asking('2001:db8:7:1::1'), await asking('192.0.2.7')]).toEqual(['taken', 'taken'])
  await spend(2_399)
  expect(await asking('2001:db8:7:2::1')).toBe('taken')
  expect(await asking('2001:db8:7:3::1')).toMatch(/come again after \d+ seconds/)
  expect([await asking('2001:db8:8:3::1'), await asking('192.0.2.7')]).toEqual(['taken', 'taken'])
})
