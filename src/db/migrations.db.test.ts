import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { DataSource } from 'typeorm'
import { ENTITIES } from '../entities.js'
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js'
import { createDataSource, DATA_SOURCE_DEFAULTS } from './data-source.js'

describe('the migrations', () => {
  let testDatabase: TestDatabase
  let dataSource: DataSource
  beforeAll(async () => {
    testDatabase = await createTestDatabase()
    dataSource = await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: testDatabase.url }, ENTITIES).initialize()
  })
  afterAll(async () => {
    await dataSource.destroy()
    await testDatabase.drop()
  })

  /** Everything of ours in the schema, each with what it is. */
  async function thingsOf(): Promise<string[]> {
    const rows = await dataSource.query<{ thing: string }[]>(
      `select 'relation ' || c.relkind::text || ' ' || c.relname as thing from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relname not like 'migrations%'
          and c.relkind not in ('i', 'I')
       union all select 'function ' || p.proname from pg_proc p
        where p.pronamespace = 'public'::regnamespace
          and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
       union all select 'trigger ' || tgname || ' on ' || tgrelid::regclass || ': ' || pg_get_triggerdef(oid)
         from pg_trigger where not tgisinternal and tgrelid::regclass::text not like 'pgboss.%'
       union all select 'constraint ' || conname || ' on ' || conrelid::regclass || ': ' || pg_get_constraintdef(oid)
         from pg_constraint where connamespace = 'public'::regnamespace and conrelid::regclass::text <> 'migrations'
       union all select 'index ' || indexname || ': ' || indexdef from pg_indexes
        where schemaname = 'public' and tablename <> 'migrations'
       union all select 'column ' || table_name || '.' || column_name || ': ' || data_type || ' ' || is_nullable
         from information_schema.columns where table_schema = 'public' and table_name not like 'migrations%'
       order by 1`,
    )
    return rows.map((row) => row.thing)
  }

  test('say what the entities say', async () => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log()
    expect(upQueries.map(({ query }) => query)).toEqual([])
  })

  test('can be taken back to nothing, and run again to the same', async () => {
    const before = await thingsOf()
    expect(before.length).toBeGreaterThan(100)
    expect(await dataSource.showMigrations()).toBe(false)
    for (const _ of dataSource.migrations) await dataSource.undoLastMigration()
    expect(await thingsOf()).toEqual([])
    const applied = await dataSource.runMigrations()
    expect(applied).toHaveLength(dataSource.migrations.length)
    expect(await thingsOf()).toEqual(before)
  })

  test('run again, change nothing', async () => {
    expect(await dataSource.runMigrations()).toEqual([])
  })
})
