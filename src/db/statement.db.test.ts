import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { secondDatabase } from '../testkit/second-process.js'
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js'
import { listOf, readStatement } from './statement.js'

/** So often PostgreSQL looks at the values, before it compares with a plan for all values. */
const PLANNED_ANEW = 5
const RUNS = 9

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

const PLANS = readStatement<{ anew: number; kept: number }>(
  'statement_test_plans',
  'select custom_plans as anew, generic_plans as kept from pg_prepared_statements where name = $1',
)

/** Of a statement that reads what a list names, of a table that is worth an index, run several times. */
async function plansOf(list: string) {
  const listed = readStatement<{ id: string }>(
    'statement_test_listed',
    `select id from listed where id = any (${list})`,
  )
  return await opened.database.transaction(async (tx) => {
    await tx.client.query(
      `create temp table listed on commit drop as select i::text as id from generate_series(1, 20000) i`,
    )
    await tx.client.query('create unique index on listed (id)')
    await tx.client.query('analyze listed')
    for (let run = 1; run <= RUNS; run++) expect(await tx.rows(listed, [[String(run)]])).toEqual([{ id: String(run) }])
    return (await tx.rows(PLANS, [listed.name]))[0]
  })
}

test('what a list names is planned once, however long the list is', async () => {
  expect(await plansOf(listOf('$1'))).toEqual({ anew: PLANNED_ANEW, kept: RUNS - PLANNED_ANEW })
})

test('PostgreSQL would plan anew for each list of which it knows that it is short', async () => {
  expect(await plansOf('$1')).toEqual({ anew: RUNS, kept: 0 })
})
