import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DirectoryScene, directoryFact, directoryRecord, directorySupplement } from '../testkit/directory-scene.js'
import type { DirectoryEntry } from './directory.record.js'

const record = directoryRecord

describe('the directory', () => {
  let scene: DirectoryScene

  beforeAll(async () => {
    scene = await DirectoryScene.begin()
  })

  afterAll(async () => {
    await scene?.end()
  })

  const apply = (...entries: DirectoryEntry[]) => scene.apply(...entries)
  const query = (sql: string) => scene.query(sql)
  const heads = () => query('select mode, last_name, birth_date::text, ecfmg_number from clinicians order by mode, npi')

  it('knows a clinician of two sources as one, whose head is not the source that gives way', async () => {
    expect(await apply(record({}))).toMatchObject({ inserted: 1 })
    const publisher = record({
      source: 'Publisher',
      recordKey: 'P-1',
      last: 'Fictional-Wed',
      birthDate: '1970-01-02',
      ecfmgNumber: '09990017',
      givesWay: false,
      names: [{ type: 'LEGAL', first: null, middle: null, last: 'Fictional-Wed', suffix: null }],
      facts: [
        { section: 'ECFMG', key: 'only', position: 0, value: { number: '09990017' }, lastReportedOn: '2026-01-01' },
      ],
    })
    expect(await apply(publisher)).toMatchObject({ inserted: 0, updated: 1 })
    expect(await apply(record({ last: 'Fictional Late' }))).toMatchObject({ updated: 1 })
    const head = { mode: 'LIVE', last_name: 'Fictional-Wed', birth_date: '1970-01-02', ecfmg_number: '09990017' }
    expect(await heads()).toEqual([head])
    expect(await query('select source, name_key from clinician_names order by source')).toEqual([
      { source: 'Publisher', name_key: 'fictional wed|testa' },
      { source: 'Registry', name_key: 'fictional|testa' },
    ])
    expect(await query('select source from clinician_facts where no_longer_reported_at is null order by 1')).toEqual([
      { source: 'Publisher' },
      { source: 'Registry' },
    ])
    expect(await apply(publisher)).toMatchObject({ unchanged: 1 })
  })

  it('keeps the modes apart', async () => {
    expect(await apply(record({ source: 'Sandbox', mode: 'TEST' }))).toMatchObject({ inserted: 1 })
    expect((await heads()).map((head) => head['mode'])).toEqual(['LIVE', 'TEST'])
  })

  it('takes texts as they are', async () => {
    const last = 'Tab\tBack\\slash\nLine\\N "Quote" 名'
    await apply(
      record({
        source: 'Odd',
        recordKey: 'odd',
        npi: '2980000022',
        last,
        city: '\\N',
        facts: [{ section: 'NAMES', key: 'a\tb', position: 0, value: { last }, lastReportedOn: null }],
      }),
    )
    const rows = await query(
      `select last_name, city, f.value, f.fact_key from clinicians c join clinician_facts f on f.clinician_id = c.id where npi = '2980000022'`,
    )
    expect(rows).toEqual([{ last_name: last, city: '\\N', value: { last }, fact_key: 'a\tb' }])
  })

  it('commits all of a batch or nothing', async () => {
    const fine = record({ source: 'Batch', recordKey: '1', npi: '2980000030' })
    const broken = record({ source: 'Batch', recordKey: '2', npi: '2980000048', birthDate: '2001-02-30' })
    await expect(apply(fine, broken)).rejects.toThrow()
    expect(await query(`select from clinicians where npi = '2980000030'`)).toEqual([])
  })

  it('lets the later load win where the source gives no dates, and the newer record where it does', async () => {
    const said = { source: 'Dated', recordKey: 'dated', npi: '2980000063' }
    const dates = (reportedOn: string) => ({ reportedOn, deactivatedOn: null, reactivatedOn: null })
    const counts = { inserted: 0, updated: 0, unchanged: 0, skipped: {} }
    expect(await apply(record(said))).toEqual({ ...counts, inserted: 1 })
    expect(await apply(record({ ...said, city: 'Second' }))).toEqual({ ...counts, updated: 1 })
    expect(await apply(record(said))).toEqual({ ...counts, updated: 1 })
    expect(await apply(record({ ...said, city: 'Third', dates: dates('2026-01-02') }))).toEqual({
      ...counts,
      updated: 1,
    })
    expect(await apply(record({ ...said, city: 'Fourth', dates: dates('2026-01-01') }))).toEqual({
      ...counts,
      skipped: { OLDER_THAN_KNOWN: 1 },
    })
    expect(await query(`select city from clinicians where npi = '2980000063'`)).toEqual([{ city: 'Third' }])
  })

  it('adds a clinician once when two sources find it at the same moment', async () => {
    const both = ['One', 'Two'].map((source) => apply(record({ source, npi: '2980000055', recordKey: '2980000055' })))
    expect((await Promise.all(both)).map(({ inserted, updated }) => inserted + updated)).toEqual([1, 1])
    expect(await query(`select from clinicians where npi = '2980000055'`)).toHaveLength(1)
  })

  it('keeps one record key of two modes apart', async () => {
    const live = record({ source: 'Modes', npi: '2980000071', recordKey: 'one' })
    expect(await apply(live)).toMatchObject({ inserted: 1 })
    expect(await apply({ ...live, mode: 'TEST' })).toMatchObject({ inserted: 1 })
    expect(await apply({ ...live, mode: 'TEST' })).toMatchObject({ unchanged: 1 })
    expect(await query(`select mode from source_records where source = 'Modes' order by mode`)).toEqual([
      { mode: 'LIVE' },
      { mode: 'TEST' },
    ])
  })

  it.each(['read committed', 'repeatable read', 'serializable'])(
    'leaves no name behind when somebody deletes the clinician at that moment, %s',
    async (isolation) => {
      const id = `clin_${isolation.replace(' ', '_')}`
      const values = `values ('${id}', 'TEST', 'PHYSICIAN', 'Gone', now(), now())`
      await query(`insert into clinicians (id, mode, kind, last_name, created_at, updated_at) ${values}`)
      const pool = scene.database.pool
      const [adding, deleting] = [await pool.connect(), await pool.connect()]
      try {
        await adding.query('begin')
        await deleting.query(`begin isolation level ${isolation}`)
        await deleting.query('select count(*) from clinicians')
        await adding.query(
          `insert into clinician_names (clinician_id, name_key, type, source, last_name) values ($1, 'gone|', 'LEGAL', 'S', 'Gone')`,
          [id],
        )
        const deleted = deleting
          .query('delete from clinicians where id = $1', [id])
          .catch((error: Error) => error.message)
        await adding.query('commit')
        expect(await deleted).toMatch(/still has rows of the clinician|in transactions that read what is committed/)
      } finally {
        await deleting.query('rollback')
        for (const client of [adding, deleting]) client.release()
      }
    },
  )

  describe('adds what another source says', () => {
    const known = record({ npi: '2980000105', ecfmgNumber: '0999105', nccpaNumber: '1999105', last: 'Supplemented' })
    const license = directoryFact('IA|1', { number: '1' })
    const addition = directorySupplement({
      subject: { npi: '2980000105' },
      names: [{ type: 'OTHER', first: 'Tessa', middle: null, last: 'Known-As', suffix: null }],
      facts: [license],
    })
    const factsOf = (source: string) =>
      query(
        `select fact_key from clinician_facts where source = '${source}' and no_longer_reported_at is null order by 1`,
      )

    it('to nobody who is not there, and leaves nothing', async () => {
      expect(await apply(addition)).toMatchObject({ updated: 0, skipped: { NOT_IN_DIRECTORY: 1 } })
      expect(await query(`select from source_records where source = 'Second source'`)).toEqual([])
    })

    it('to the clinician, of whom it changes neither name nor place, but who is found by its names', async () => {
      await apply(known)
      const head = `select to_jsonb(c) - 'updated_at' as head, xmin::text from clinicians c where npi = '2980000105'`
      const before = await query(head)
      expect(await apply(addition)).toMatchObject({ updated: 1, skipped: {} })
      expect((await query(head))[0]?.['head']).toEqual(before[0]?.['head'])
      expect(
        await query(`select c.npi from clinician_names n join clinicians c on c.id = n.clinician_id
        where name_key = 'known as|tessa'`),
      ).toEqual([{ npi: '2980000105' }])
      expect(await apply({ ...known, city: 'Newport' })).toMatchObject({ updated: 1 })
      expect(await query(`select city from clinicians where npi = '2980000105'`)).toEqual([{ city: 'Newport' }])
    })

    it('and writes nothing for what it has said before', async () => {
      const rows = `select f.xmin::text as fact, r.xmin::text as record from clinician_facts f
        join source_records r using (clinician_id, source) where source = 'Second source'`
      const before = await query(rows)
      expect(await apply(addition)).toMatchObject({ unchanged: 1 })
      expect(await query(rows)).toEqual(before)
    })

    it('as a whole: what it no longer says is closed, and other sources keep theirs', async () => {
      const { names: _, ...nameless } = addition
      expect(await apply({ ...nameless, facts: [directoryFact('IA|2', { number: '2' })] })).toMatchObject({
        updated: 1,
      })
      expect(await factsOf('Second source')).toEqual([{ fact_key: 'IA|2' }])
      expect(await query(`select from clinician_names where source = 'Second source'`)).toEqual([])
      expect(await query(`select from clinician_names where name_key = 'fictional|testa'`)).not.toEqual([])
    })

    it.each([
      ['ECFMG number', 'by ECFMG', { ecfmgNumber: '0999105' }],
      ['NCCPA number', 'by NCCPA', { nccpaNumber: '1999105' }],
    ])('by %s', async (_, source, subject) => {
      expect(await apply(directorySupplement({ source, subject, facts: [license] }))).toMatchObject({ updated: 1 })
      expect(await factsOf(source)).toHaveLength(1)
    })

    it('by the id of the clinician, in its own mode alone', async () => {
      const [row] = await query(`select id from clinicians where npi = '2980000105'`)
      const byId = directorySupplement({
        source: 'by id',
        subject: { clinicianId: String(row?.['id']) },
        facts: [license],
      })
      expect(await apply({ ...byId, mode: 'TEST' })).toMatchObject({ skipped: { NOT_IN_DIRECTORY: 1 } })
      expect(await apply(byId)).toMatchObject({ updated: 1 })
    })

    it('once: a second record of the clinician is counted and never mixed in', async () => {
      const second = directorySupplement({ recordKey: 'second', subject: { npi: '2980000105' }, facts: [license] })
      expect(await apply(second)).toMatchObject({ updated: 0, skipped: { SAME_CLINICIAN_TWICE: 1 } })
      const both = [second, { ...second, recordKey: 'third' }].map((each) => ({ ...each, source: 'Twins' }))
      expect(await apply(...both)).toMatchObject({ updated: 1, skipped: { SAME_CLINICIAN_TWICE: 1 } })
      expect(await factsOf('Second source')).toEqual([{ fact_key: 'IA|2' }])
    })

    it('and takes it from a clinician of whom the record speaks no longer', async () => {
      const moving = directorySupplement({
        source: 'Moving',
        recordKey: 'm',
        subject: { npi: '2980000105' },
        facts: [license],
      })
      const whose = `select c.npi from clinician_facts f join clinicians c on c.id = f.clinician_id
        where f.source = 'Moving' and f.no_longer_reported_at is null`
      await apply(moving, { ...moving, recordKey: 'n', subject: { npi: '2980000014' } })
      expect(await query(whose)).toHaveLength(2)
      await apply(record({ npi: '2980000113' }))
      expect(await apply({ ...moving, subject: { npi: '2980000113' } })).toMatchObject({ updated: 1 })
      expect(await query(`${whose} order by 1`)).toEqual([{ npi: '2980000014' }, { npi: '2980000113' }])
      expect(await apply({ ...moving, subject: { npi: '2980000121' } })).toMatchObject({
        skipped: { NOT_IN_DIRECTORY: 1 },
      })
      expect(await query(whose)).toEqual([{ npi: '2980000014' }])
    })
  })
})
