import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js'
import { createDataSource, DATA_SOURCE_DEFAULTS } from './data-source.js'
import { Database } from './database.js'
import { readStatement } from './statement.js'
import { isDatabaseUnavailable } from './unavailable.js'

let testDatabase: TestDatabase
let database: Database
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = new Database(await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: testDatabase.url }).initialize())
})
afterAll(async () => {
  await database.dataSource.destroy()
  await testDatabase.drop()
})

const ONE = readStatement<{ one: number }>('unavailable_test_one', 'select 1 as one')
const broken = (work: (client: NodeJS.EventEmitter) => Promise<unknown>) =>
  database.transaction(({ client }) => work(client)).catch((error: unknown) => error)
const MESSAGE = 'terminating connection due to unexpected postmaster exit'

test('a connection that breaks within a transaction, at a statement or between two, is a database that is away', async () => {
  const before = await broken(async (client) => {
    client.emit('error', new Error(MESSAGE))
  })
  expect([before instanceof Error, isDatabaseUnavailable(before)]).toEqual([true, true])
  const between = await database
    .transaction(async (tx) => {
      tx.client.emit('error', new Error(MESSAGE))
      await tx.manager.query('select 1')
    })
    .catch((error: unknown) => error)
  expect(isDatabaseUnavailable(between)).toBe(true)
  const during = await database
    .transaction(async (tx) => {
      await tx.client.end()
      await tx.rows(ONE, [])
    })
    .catch((error: unknown) => error)
  expect(isDatabaseUnavailable(during)).toBe(true)
  expect(isDatabaseUnavailable(new Error('something else'))).toBe(false)
  expect(await database.rows(ONE, [])).toEqual([{ one: 1 }])
})
