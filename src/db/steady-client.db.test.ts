import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type pg from 'pg'
import { packageRoot } from '../kernel/package-root.js'
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js'
import { createDataSource, DATA_SOURCE_DEFAULTS } from './data-source.js'
import { Database } from './database.js'
import { openPool } from './steady-client.js'

describe('a connection that breaks while nobody listens', () => {
  let testDatabase: TestDatabase
  beforeAll(async () => {
    testDatabase = await createTestDatabase()
  })
  afterAll(() => testDatabase.drop())

  /** As the pool gives it to a promise: between that and whoever awaits it, a message of the server may come. */
  async function breaks(pool: pg.Pool): Promise<number> {
    const client = await pool.connect()
    const listening = client.listenerCount('error')
    client.emit('error', new Error('terminating connection due to unexpected postmaster exit'))
    client.release(true)
    await pool.query('select 1')
    return listening
  }

  test('does not end the process: of the data source, and of every other pool', async () => {
    const dataSource = await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: testDatabase.url }).initialize()
    expect(await breaks(new Database(dataSource).pool)).toBe(1)
    await dataSource.destroy()
    const pool = openPool({ connectionString: testDatabase.url })
    expect(await breaks(pool)).toBe(1)
    await pool.end()
  })

  test('and there is no other way to a pool', () => {
    const source = path.join(packageRoot(), 'src')
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (name) =>
        name.endsWith('.ts') && !/\.test\.ts$|^testkit/.test(name) && name !== path.join('db', 'steady-client.ts'),
    )
    expect(files.filter((name) => /new pg\.Pool\(/.test(readFileSync(path.join(source, name), 'utf8')))).toEqual([])
  })
})
