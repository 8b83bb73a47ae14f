import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type AuditScene, startAuditScene } from '../testkit/audit-scene.js'
import { sealHead } from './audit-seal.queries.js'
import { sealHash } from './audit-seal.rules.js'

describe('verifying the audit trail tells what was done to it', () => {
  let scene: AuditScene
  beforeEach(async () => {
    scene = await startAuditScene(5)
    await scene.write(15)
    await scene.sealer.sealAll()
  })
  afterEach(() => scene.stop())

  test('nothing, when nothing was done', async () => {
    await scene.write(2)
    expect(await scene.verify()).toMatchObject({
      seals: 3,
      intactEvents: 15,
      unsealed: { count: 2, newestId: 17 },
      head: { sequence: 3, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      found: [],
    })
  })

  test.each([
    ["action = 'SIGNED_OUT'"],
    ["occurred_at = occurred_at + interval '1 microsecond'"],
    ["actor_kind = 'USER'"],
    ["actor_id = 'usr_01jz3w8k3be9r8c7q4v1d2m5xy'"],
    ["api_key_id = 'key_01jz3w8k3be9r8c7q4v1d2m5xy'"],
    ["session_id = 'ses_01jz3w8k3be9r8c7q4v1d2m5xy'"],
    ['organization_id = null'],
    ["subject_kind = 'order'"],
    ["subject_ids = '{}'"],
    ['request_id = null'],
    ["address = '192.0.2.8'"],
    ["address = '192.0.2.7/31'"],
    ["reason = 'because'"],
  ])('a changed event, by its id: %s', async (change) => {
    await scene.tamper(`update audit_events set ${change} where id = 7`)
    expect(await scene.faults()).toEqual(['EVENT_CHANGED: event 7 is not what it was when it was sealed'])
  })

  test('every column is in the hash: one that a later release adds needs a test above', async () => {
    const { rows } = await scene.database.pool.query<{ columns: string }>(
      `select string_agg(column_name, ' ' order by column_name) as columns
         from information_schema.columns where table_schema = 'public' and table_name = 'audit_events'`,
    )
    expect(rows[0]?.columns).toBe(
      'action actor_id actor_kind address api_key_id id occurred_at organization_id reason request_id session_id subject_ids subject_kind',
    )
  })

  test('missing events, at the beginning, in the middle and at the end of a seal', async () => {
    await scene.tamper('delete from audit_events where id in (6, 8, 9, 13, 14, 15)')
    expect(await scene.faults()).toEqual([
      'EVENT_MISSING: event 6 is missing',
      'EVENT_MISSING: events 8 to 9 are missing',
      'EVENT_MISSING: events 13 to 15 are missing',
    ])
    expect(await scene.verify()).toMatchObject({ intactEvents: 9, faults: 3 })
  })

  test('an event that was slipped in among those that were sealed long ago', async () => {
    await scene.tamper('delete from audit_events where id = 3')
    await scene.settle()
    await scene.tamper('alter table audit_events drop constraint audit_events_id_exact')
    const insert = (id: number) =>
      scene.tamper(
        `insert into audit_events (id, occurred_at, action, actor_kind, subject_ids) overriding system value
         values (${id}, now(), 'SIGNED_IN', 'USER', '{}')`,
      )
    await insert(0)
    await insert(-5)
    await insert(3)
    expect(await scene.faults()).toEqual([
      'EVENT_CHANGED: event 3 is not what it was when it was sealed',
      'EVENT_INSERTED: event -5 has an id that was never given out',
      'EVENT_INSERTED: event 0 has an id that was never given out',
    ])
    // It does not get a seal later either.
    await scene.sealer.sealAll()
    expect((await scene.verify()).faults).toBe(3)
  })

  test('an event that was slipped into the place of a burnt id', async () => {
    await scene.database
      .transaction(async (tx) => {
        await tx.manager.query("select nextval(pg_get_serial_sequence('audit_events', 'id'))")
        throw new Error('rolled back')
      })
      .catch(() => undefined)
    await scene.write(1)
    await scene.sealer.sealAll()
    await scene.settle()
    await scene.tamper(
      `insert into audit_events (id, occurred_at, action, actor_kind, subject_ids) overriding system value
       values (16, now(), 'SIGNED_IN', 'USER', '{}')`,
    )
    expect(await scene.faults()).toEqual([
      'EVENT_INSERTED: event 16 is in no seal, though those around it were sealed long ago',
    ])
  })

  test.each([
    ["sealed_at = sealed_at - interval '1 day'"],
    [`events_sha256 = repeat('0', 64)`],
    [`hash = repeat('0', 64)`],
    [`event_hashes = event_hashes || event_hashes, event_count = 10`],
  ])('a changed seal: %s', async (change) => {
    await scene.tamper(`update audit_seals set ${change} where sequence = 2`)
    expect(await scene.faults()).toContain('SEAL_CHANGED: seal 2 is not what it was when it was made')
  })

  test('a seal that was made to fit a changed event breaks the chain after it', async () => {
    await scene.tamper("update audit_events set action = 'SIGNED_OUT' where id = 7")
    const { found } = await scene.verify()
    expect(found).toHaveLength(1)
    const { rows } = await scene.database.pool.query<Parameters<typeof sealHash>[0]>(
      `select sequence::int, previous_hash as "previousHash", event_ids::text as "eventIds", event_count as "eventCount",
              '${'d'.repeat(64)}' as "eventsSha256",
              to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sealedAt"
         from audit_seals where sequence = 2`,
    )
    const [content] = rows
    if (content === undefined) throw new Error('seal 2 is there')
    await scene.tamper(
      `update audit_seals set events_sha256 = '${content.eventsSha256}', hash = '${sealHash(content)}' where sequence = 2`,
    )
    expect(await scene.faults()).toContain('CHAIN_BROKEN: seal 3 does not follow from the seal before it')
  })

  test('an event with an id that was never given out, however large: the others are sealed and verified as before', async () => {
    for (const id of ['1000000000', '9007199254740993', '9223372036854775807', '-9223372036854775808']) {
      await scene.tamper(
        `alter table audit_events drop constraint if exists audit_events_id_exact;
         insert into audit_events (id, occurred_at, action, actor_kind, subject_ids) overriding system value
         values (${id}, now(), 'SIGNED_IN', 'USER', '{}')`,
      )
    }
    await scene.write(2)
    await scene.sealer.sealAll()
    expect(await scene.verify()).toMatchObject({ seals: 4, intactEvents: 17, unsealed: { count: 0 }, faults: 4 })
    expect(await scene.faults()).toEqual([
      'EVENT_INSERTED: event -9223372036854775808 has an id that was never given out',
      'EVENT_INSERTED: event 1000000000 has an id that was never given out',
      'EVENT_INSERTED: event 9007199254740993 has an id that was never given out',
      'EVENT_INSERTED: event 9223372036854775807 has an id that was never given out',
    ])
  })

  test.each([
    ['1000000000', 'was never given out'],
    ['9223372036854775807', 'was never given out'],
    ['0', 'audit_events_id_exact'],
    ['-1', 'audit_events_id_exact'],
  ])('the database refuses such an id in the first place: %s', async (id, words) => {
    const insert = `insert into audit_events (id, occurred_at, action, actor_kind, subject_ids) overriding system value
                    values (${id}, now(), 'SIGNED_IN', 'USER', '{}')`
    await expect(scene.database.pool.query(insert)).rejects.toThrow(words)
  })

  test('all seals gone, once events should have had one', async () => {
    await scene.tamper('delete from audit_seals')
    expect(await scene.verify()).toMatchObject({ seals: 0, head: null, unsealed: { count: 15 }, faults: 0 })
    await scene.tamper("update audit_events set occurred_at = occurred_at - interval '61 minutes' where id = 1")
    expect(await scene.faults()).toEqual([
      expect.stringMatching(
        /^NOT_SEALED: the oldest event without a seal is of .*Z: no worker ran since, or seals are gone$/,
      ),
    ])
  })

  test('a missing seal, and that its events have none', async () => {
    await scene.settle()
    await scene.tamper('delete from audit_seals where sequence = 2')
    const faults = await scene.faults()
    expect(faults[0]).toBe('SEAL_MISSING: seal 2 is missing')
    expect(faults.slice(1)).toHaveLength(5)
    expect(faults[1]).toContain('EVENT_INSERTED: event 6')
  })

  test('an event in two seals', async () => {
    await scene.tamper(
      `alter table audit_seals drop constraint audit_seals_no_overlap;
       update audit_seals set event_ids = '{[5,11)}' where sequence = 2`,
    )
    const faults = await scene.faults()
    expect(faults).toContain('SEAL_OVERLAP: seal 2 has events of an earlier seal')
    expect(faults).toContain('SEAL_CHANGED: seal 2 is not what it was when it was made')
  })

  test('a chain that was made anew, and one that was cut short, by a hash that was kept elsewhere', async () => {
    const { head } = await scene.verify()
    if (head === null) throw new Error('there is a head')
    await scene.write(5)
    await scene.sealer.sealAll()
    expect(await scene.faults({ head })).toEqual([])
    await scene.makeAnew(2)
    expect(await scene.faults()).toEqual([])
    expect(await scene.faults({ head })).toEqual(['HEAD_DIFFERS: seal 3 has another hash than the one that was kept'])
    await scene.tamper('delete from audit_seals where sequence > 2')
    expect(await scene.faults({ head })).toContain('HEAD_DIFFERS: there is no seal 3, of which a hash was kept')
  })

  test('from a later seal on, what is before it is believed', async () => {
    await scene.tamper("update audit_events set action = 'SIGNED_OUT' where id = 7")
    expect(await scene.verify({ from: 3 })).toMatchObject({ seals: 1, intactEvents: 5, faults: 0 })
    expect(await scene.verify({ from: 2 })).toMatchObject({ seals: 2, intactEvents: 9, faults: 1 })
    expect((await sealHead(scene.database, 3))?.sequence).toBe(3)
  })

  test('from a later seal on, and what it has to follow from is missing', async () => {
    await scene.tamper('delete from audit_seals where sequence = 2')
    expect(await scene.faults({ from: 3 })).toEqual(['SEAL_MISSING: seal 2 is missing'])
    await scene.tamper('delete from audit_seals where sequence = 3')
    expect(await scene.faults({ from: 4 })).toEqual(['SEAL_MISSING: seal 3 is missing'])
    expect((await scene.verify({ from: 4 })).head).toBeNull()
    expect(await scene.faults({ from: 2 })).toEqual([])
  })

  test('nothing, of a copy that was restored elsewhere', async () => {
    const copy = await startAuditScene()
    try {
      await copy.tamper("select setval(pg_get_serial_sequence('audit_events', 'id'), 15)")
      for (const table of ['audit_events', 'audit_seals']) {
        // As a logical dump does: rows as text, in any order, under other transaction ids.
        const { rows } = await scene.database.pool.query(`select t::text as row from ${table} t order by random()`)
        for (const { row } of rows) {
          const overriding = table === 'audit_events' ? 'overriding system value' : ''
          await copy.database.pool.query(`insert into ${table} ${overriding} select ($1::${table}).*`, [row])
        }
      }
      expect(await copy.verify({ head: (await scene.verify()).head ?? { sequence: 0, hash: '' } })).toMatchObject({
        seals: 3,
        intactEvents: 15,
        faults: 0,
      })
    } finally {
      await copy.stop()
    }
  })
})
