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

  test('carry the books of an earlier release over, to the cent', async () => {
    const isApplied = async (name: string) =>
      (await dataSource.query<object[]>('select from migrations where name like $1', [`${name}%`])).length > 0
    while (await isApplied('DoubleEntry')) await dataSource.undoLastMigration()
    await dataSource.query(`
      insert into organizations (id, mode, name, time_zone, created_at)
        values ('org_old', 'TEST', 'Fictional Hospital', 'America/Chicago', '2026-01-01');
      insert into users (id, email, full_name, created_at) values ('usr_old', 'old@hospital.example', 'Ada Sandbox', '2026-01-01');
      insert into accounts (id, organization_id, currency, created_at) values ('acc_old', 'org_old', 'USD', '2026-01-01');
      insert into orders (id, number, organization_id, mode, status, channel, placed_by_user_id, payment_method, currency,
                          total_cents, placed_at, placed_on, idempotency_scope, idempotency_key, request_sha256)
        select 'ord_' || n, n, 'org_old', 'TEST', 'COMPLETED', 'HUB', 'usr_old', 'ACCOUNT_BALANCE', 'USD',
               1800, '2026-01-02', '2026-01-02', 'old', n, '' from generate_series(1, 2) n;
      insert into ledger_entries (id, account_id, kind, amount_cents, order_id, description, created_at) values
        ('le_1', 'acc_old', 'DEPOSIT', 10000, null, 'Deposit', '2026-01-01'),
        ('le_2', 'acc_old', 'PURCHASE', -1800, 'ord_1', 'PO-1', '2026-01-02'),
        ('le_3', 'acc_old', 'PURCHASE', -1800, 'ord_2', 'PO-2', '2026-01-02')`)
    await dataSource.runMigrations()
    const books = await dataSource.query<object[]>(
      `select book, sum(amount_cents)::int as cents, count(*)::int as entries from ledger_entries group by book order by book`,
    )
    expect(books).toEqual([
      { book: 'BALANCE', cents: 6400, entries: 3 },
      { book: 'CASH', cents: -10000, entries: 1 },
      { book: 'REVENUE', cents: 3600, entries: 2 },
    ])
  })

  test('run again, change nothing', async () => {
    expect(await dataSource.runMigrations()).toEqual([])
  })
})
