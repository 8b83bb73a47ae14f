import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../db/data-source.js'
import { Database } from '../db/database.js'
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js'
import { applyDirectoryEntries } from './directory.apply.js'
import type { DirectoryRecord } from './directory.record.js'

const NOW = new Date('2026-03-04T05:06:07Z')

const record = (changes: Partial<DirectoryRecord>): DirectoryRecord => ({
  type: 'RECORD',
  source: 'Registry',
  recordKey: '2980000014',
  mode: 'LIVE',
  kind: 'PHYSICIAN',
  npi: '2980000014',
  ecfmgNumber: null,
  nccpaNumber: null,
  first: 'Testa',
  middle: null,
  last: 'Fictional',
  suffix: null,
  credential: 'MD',
  birthDate: null,
  city: 'Mockport',
  state: 'IA',
  givesWay: true,
  names: [{ type: 'LEGAL', first: 'Testa', middle: null, last: 'Fictional', suffix: null }],
  facts: [{ section: 'NPI', key: 'npi', position: 0, value: { number: '2980000014' }, lastReportedOn: null }],
  ...changes,
})

describe('the directory', () => {
  let testDatabase: TestDatabase
  let database: Database

  beforeAll(async () => {
    testDatabase = await createTestDatabase()
    database = new Database(await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: testDatabase.url }).initialize())
  })

  afterAll(async () => {
    await database?.dataSource.destroy()
    await testDatabase?.drop()
  })

  const apply = (...records: DirectoryRecord[]) => applyDirectoryEntries(database, records, NOW)
  const query = (sql: string): Promise<Record<string, unknown>[]> => database.dataSource.query(sql)
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
    const counts = { inserted: 0, updated: 0, unchanged: 0, unknown: 0, older: 0 }
    expect(await apply(record(said))).toEqual({ ...counts, inserted: 1 })
    expect(await apply(record({ ...said, city: 'Second' }))).toEqual({ ...counts, updated: 1 })
    expect(await apply(record(said))).toEqual({ ...counts, updated: 1 })
    expect(await apply(record({ ...said, city: 'Third', dates: dates('2026-01-02') }))).toEqual({
      ...counts,
      updated: 1,
    })
    expect(await apply(record({ ...said, city: 'Fourth', dates: dates('2026-01-01') }))).toEqual({
      ...counts,
      older: 1,
    })
    expect(await query(`select city from clinicians where npi = '2980000063'`)).toEqual([{ city: 'Third' }])
  })

  it('adds a clinician once when two sources find it at the same moment', async () => {
    const both = ['One', 'Two'].map((source) => apply(record({ source, npi: '2980000055', recordKey: '2980000055' })))
    expect((await Promise.all(both)).map(({ inserted, updated }) => inserted + updated)).toEqual([1, 1])
    expect(await query(`select from clinicians where npi = '2980000055'`)).toHaveLength(1)
  })
})
