import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { AuditKeeper } from '../audit/audit.keeper.js'
import { idBeginningAt } from '../kernel/ids.js'
import { packageRoot } from '../kernel/package-root.js'
import { type AuditScene, startAuditScene } from '../testkit/audit-scene.js'
import { eventually } from '../testkit/eventually.js'
import { blockingForms } from '../testkit/migration-rules.js'
import { createTestDatabase } from '../testkit/test-database.js'
import { sweepWebhooks } from '../webhooks/sweep-webhooks.job.js'
import { migrate } from './migrate.js'
import { registerPartMetrics } from './partitions.js'

/** Migrations from here on are taken while the release before goes on serving. */
const FIRST_RULED = 1766300004000
const DAY_MS = 86_400_000
/** Far enough from whatever month it is now. */
const LATER = new Date(Date.UTC(new Date().getUTCFullYear() + 2, 4, 15))

describe('tables that only grow', () => {
  let scene: AuditScene
  beforeEach(async () => {
    scene = await startAuditScene(5)
  })
  afterEach(() => scene.stop())

  const query = async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await scene.database.pool.query<Row>(sql, values)).rows
  const partsOf = async (table: string) =>
    (
      await query<{ name: string }>(
        `select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by 1`,
        [table],
      )
    ).map(({ name }) => name.slice(table.length + 1))
  const count = async (table: string) =>
    (await query<{ count: number }>(`select count(*)::int as count from ${table}`))[0]?.count
  const keeper = (at: Date, months: number | null = null) =>
    new AuditKeeper(scene.database, { now: () => new Date(at) }, pino({ level: 'silent' }), months)
  const sweep = (at: Date) => sweepWebhooks(scene.database, { now: () => at })()
  const auditEventAt = (at: Date) =>
    query(
      `insert into audit_events (occurred_at, action, actor_kind, subject_ids) values ($1, 'SIGNED_IN', 'USER', '{}')`,
      [at],
    )
  const webhookAt = async (at: Date, suffix: string) => {
    const id = `${idBeginningAt('webhookEvent', at)}${suffix}`
    await query(
      `insert into webhook_events (id, vendor_id, mode, type, data, occurred_at, position)
       values ($1, 'vnd_1', 'TEST', 'receipt.sent', '{}', $2, (select count(*) + 1 from webhook_events))`,
      [id, at],
    )
    await query(
      `insert into webhook_deliveries (endpoint_id, event_id, state, settled_at) values ('whe_1', $1, 'FAILED', $2)`,
      [id, at],
    )
    await query(
      `insert into webhook_attempts (endpoint_id, event_id, number, attempted_at, duration_ms, response_headers)
       values ('whe_1', $1, 1, $2, 1, '[]')`,
      [id, at],
    )
    return id
  }
  const vendorWithEndpoint = () =>
    query(`
      insert into vendors (id, name, kind, created_at) values ('vnd_1', 'Fictional Vendor', 'SOFTWARE', now());
      insert into webhook_endpoints (id, vendor_id, mode, url, state, created_at, secret_jwe, secret_made_at)
        values ('whe_1', 'vnd_1', 'TEST', 'https://vendor.example/', 'ACTIVE', now(), '', now())`)

  test('have a part for every month up to the next one, made ahead, once', async () => {
    for (const [table, keep] of [
      ['audit_events', (at: Date) => keeper(at).keep()],
      ['webhook_attempts', sweep],
    ] as const) {
      await keep(LATER)
      const parts = await partsOf(table)
      expect(parts.slice(-4)).toEqual(
        ['05', '06', '07'].map((month) => `from_${LATER.getUTCFullYear()}${month}`).concat('past'),
      )
      await Promise.all([keep(LATER), keep(LATER)])
      expect(await partsOf(table)).toEqual(parts)
    }
    const registry = new Registry()
    registerPartMetrics(registry, scene.database, { now: () => LATER })
    expect(await registry.metrics()).toContain('gateway_table_months_ahead_days{table="audit_events"} 47')
  })

  test('keep what was written where no worker made months ahead, and its references', async () => {
    await vendorWithEndpoint()
    const [first, last] = [await webhookAt(LATER, 'a'), await webhookAt(new Date(LATER.getTime() + 70 * DAY_MS), 'b')]
    await auditEventAt(LATER)
    await sweep(new Date())
    await keeper(new Date()).keep()
    expect(await count('webhook_attempts')).toBe(2)
    await expect(
      query(`insert into webhook_deliveries (endpoint_id, event_id, state, settled_at)
      values ('whe_1', '${first}z', 'FAILED', now())`),
    ).rejects.toThrow('webhook_deliveries_event_fk')
    await query('delete from webhook_events where id = $1', [last])
    expect([await count('webhook_deliveries'), await count('webhook_attempts')]).toEqual([1, 1])
    const [open] = (await partsOf('webhook_events')).slice(-1)
    expect(await count(`webhook_events_${open}`)).toBe(0)
    expect(await count('audit_events')).toBe(1)
    await expect(
      query(`insert into webhook_events (id, vendor_id, mode, type, data, occurred_at, position)
      select id || 'z', vendor_id, mode, type, data, occurred_at, position from webhook_events`),
    ).rejects.toThrow('unique')
  })

  test('are changed only when nobody is in the middle of something, who then goes on undisturbed', async () => {
    await vendorWithEndpoint()
    const writer = await scene.database.pool.connect()
    try {
      await writer.query(`begin; select from organizations; set local deadlock_timeout = '1ms'`)
      const sweeping = sweep(LATER)
      const waits = `select pid from pg_locks where not granted and relation = 'organizations'::regclass`
      await eventually(async () => (await query(waits)).length, Boolean)
      // It would have to wait for what waits for it, if that had taken the tables of events already.
      await writer.query(
        `insert into webhook_events (id, vendor_id, mode, type, data, occurred_at)
         values ($1, 'vnd_1', 'TEST', 'receipt.sent', '{}', now())`,
        [`${idBeginningAt('webhookEvent', LATER)}a`],
      )
      await sweeping
      await writer.query('commit')
    } finally {
      writer.release()
    }
    expect(await partsOf('webhook_events')).not.toContain(`from_${LATER.getUTCFullYear()}06`)
    await sweep(LATER)
    expect(await partsOf('webhook_events')).toContain(`from_${LATER.getUTCFullYear()}06`)
  })

  test('of webhooks are dropped by whole months, and the feed knows how far', async () => {
    await vendorWithEndpoint()
    await sweep(LATER)
    await webhookAt(LATER, 'a')
    const kept = await webhookAt(new Date(LATER.getTime() + 40 * DAY_MS), 'b')
    await query('update event_feed set placed_through = 2')
    const left = async () => [
      await query('select id from webhook_deliveries d join webhook_events e on e.id = d.event_id order by id'),
      await query('select swept_through from event_feed'),
    ]
    await sweep(new Date(LATER.getTime() + 45 * DAY_MS))
    expect(await left()).toMatchObject([[{}, {}], [{ swept_through: 0 }]])
    // July: all of May is past its thirty days, June is not.
    await sweep(new Date(LATER.getTime() + 48 * DAY_MS))
    expect(await left()).toEqual([[{ id: kept }], [{ swept_through: 1 }]])
    // An event that no reader can have seen yet is kept, and all of its month.
    await query('update webhook_events set position = null')
    await sweep(new Date(LATER.getTime() + 150 * DAY_MS))
    expect(await count('webhook_events')).toBe(1)
    await query('update webhook_events set position = 2')
    await sweep(new Date(LATER.getTime() + 150 * DAY_MS))
    expect([await count('webhook_events'), await count('webhook_attempts')]).toEqual([0, 0])
    await webhookAt(new Date(0), 'c')
  })

  test('of the trail stay append-only in every part, and are dropped only if that is configured', async () => {
    await auditEventAt(new Date('2019-03-01T00:00:00Z'))
    await keeper(LATER).keep()
    expect(await count('audit_events')).toBe(1)
    for (const part of await partsOf('audit_events')) {
      await expect(query(`delete from audit_events_${part}`)).rejects.toThrow('is append-only')
      await expect(query(`truncate audit_events_${part}`)).rejects.toThrow('is append-only')
    }
  })

  test('of the trail, dropped past their time, are told from events that are missing', async () => {
    await keeper(LATER).keep()
    await scene.write(12)
    for (let hour = 0; hour < 3; hour++) await auditEventAt(new Date(LATER.getTime() + hour * 3_600_000))
    // What no seal covers is kept, however old it is.
    const sixYearsOn = new Date(Date.UTC(LATER.getUTCFullYear() + 6, 4, 10))
    await keeper(sixYearsOn, 72).keep()
    expect(await count('audit_events')).toBe(15)
    await scene.sealer.sealAll()
    await keeper(sixYearsOn, 72).keep()
    await scene.sealer.sealAll()
    expect(await query('select action from audit_events order by id')).toEqual([
      ...Array.from({ length: 3 }, () => ({ action: 'SIGNED_IN' })),
      { action: 'AUDIT_RETIRED' },
    ])
    expect(await scene.verify()).toMatchObject({ intactEvents: 4, retiredEvents: 12, found: [] })
    await keeper(sixYearsOn, 72).keep()
    expect(await count('audit_retirements')).toBe(1)

    await scene.tamper('delete from audit_events where id = 14')
    expect(await scene.faults()).toEqual(['EVENT_MISSING: event 14 is missing'])
    // Nor does it help to say that it was past its time: the trail itself does not.
    await scene.tamper(`insert into audit_retirements values (now() + interval '1 day', now(), 1, '{[14,15)}')`)
    expect(await scene.faults()).toEqual(['EVENT_MISSING: event 14 is missing'])
  })

  test('of the trail, come of one that was whole, while others write into it', async () => {
    const { dataSource } = scene.database
    while ((await partsOf('audit_events')).length > 0) await dataSource.undoLastMigration()
    await scene.write(7)
    await scene.sealer.sealAll()
    // A process of the release before: its statement was prepared before the table was another.
    const old = new pg.Client({ connectionString: scene.url })
    await old.connect()
    const write = () =>
      old.query({
        name: 'old_insert',
        text: `insert into audit_events (occurred_at, action, actor_kind, subject_ids) values (now(), 'SIGNED_IN', 'USER', '{}')`,
      })
    await write()
    let written = 1
    let isMigrating = true
    const writing = (async () => {
      while (isMigrating) {
        await write()
        written++
      }
    })()
    const applied = await Promise.all([migrate(scene.url), migrate(scene.url)])
    isMigrating = false
    await writing
    await write()
    await old.end()
    expect(applied.flat()).toContain('Partitions1766300004000')
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1)
    await scene.sealer.sealAll()
    expect(await scene.verify()).toMatchObject({ intactEvents: 7 + written + 1, found: [] })
    expect((await partsOf('audit_events')).length).toBeGreaterThan(1)
  })
})

describe('migrations', () => {
  test('taken by two processes at once are taken by one', async () => {
    const { url, drop } = await createTestDatabase()
    try {
      expect(await Promise.all([migrate(url), migrate(url)])).toEqual([[], []])
    } finally {
      await drop()
    }
  })

  test('do nothing that the release before, which goes on serving, would wait for or break by', async () => {
    const folder = path.join(packageRoot(), 'migrations')
    const found: Record<string, unknown> = {}
    for (const name of await readdir(folder)) {
      if (Number.parseInt(name, 10) < FIRST_RULED || !name.endsWith('.ts')) continue
      const forms = blockingForms(await readFile(path.join(folder, name), 'utf8'))
      if (forms.length > 0) found[name] = forms
    }
    expect(found).toEqual({})
  })

  test.each([
    ['alter table orders add column note text not null', /no value/],
    ["alter table orders add column note text not null default ''", null],
    ['alter table orders alter column note set not null', /not valid/],
    ['alter table orders alter total_cents type numeric', /anew/],
    ['alter table orders rename column note to remark', /old name/],
    ['alter table orders drop column note', /release later/],
    ["alter table orders add constraint orders_note check (note <> '')", /not valid/],
    ["alter table orders add constraint orders_note check (note <> '') not valid", null],
    ['alter table orders add constraint orders_note_unique unique (note)', /concurrently/],
    ['alter table orders add constraint orders_note_unique unique using index orders_note', null],
    ['create index orders_note on orders (note)', /concurrently/],
    ['create index concurrently orders_note on orders (note)', null],
    ['create table notes (id text); create index notes_id on notes (id)', null],
    ['drop table orders', /release later/],
    ['update orders set note = number::text', /batches/],
    ['-- blocking: a dozen rows\n update price_lists set note = 1', null],
  ])('%s', (sql, why) => {
    const forms = blockingForms(`async up() { await runner.query(\`${sql};\`) } async down() {}`)
    if (why === null) expect(forms).toEqual([])
    else expect(forms).toEqual([{ statement: sql, why: expect.stringMatching(why) }])
  })
})
