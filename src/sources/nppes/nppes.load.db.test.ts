import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../../db/data-source.js'
import { Database } from '../../db/database.js'
import { systemClock } from '../../kernel/clock.js'
import {
  type NppesRow,
  nppesLine,
  nppesText,
  FICTIONAL_NPPES_PHYSICIAN as PHYSICIAN,
} from '../../testkit/nppes-file.js'
import { createTestDatabase, type TestDatabase } from '../../testkit/test-database.js'
import { runLoad } from '../engine/load.run.js'
import { describeLoad, type LoadReport } from '../load.report.js'
import { nppesSampleFile } from '../samples.js'
import { nppesMainFile } from './nppes.loader.js'

/** Emptied before each story, in this order. */
const TABLES =
  'source_loads deactivated_npis clinician_changes source_records clinician_facts clinician_names clinicians'.split(' ')

describe('loading NPPES', () => {
  let testDatabase: TestDatabase
  let database: Database
  let folder: string

  beforeAll(async () => {
    testDatabase = await createTestDatabase()
    database = new Database(await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: testDatabase.url }).initialize())
    folder = await mkdtemp(path.join(tmpdir(), 'nppes-'))
  })

  afterAll(async () => {
    await database?.dataSource.destroy()
    await testDatabase?.drop()
    await rm(folder, { recursive: true, force: true })
  })

  beforeEach(async () => {
    for (const table of TABLES) {
      await database.dataSource.query(`delete from ${table}`)
    }
  })

  const rejectsFile = (): string => path.join(folder, 'rejects.csv')
  const loadFile = (file: string): Promise<LoadReport> =>
    runLoad(database, systemClock, nppesMainFile, { file, rejectsFile: rejectsFile(), actor: 'OPERATOR' })

  async function load(content: string | Buffer): Promise<LoadReport> {
    const file = path.join(folder, 'npidata.csv')
    await writeFile(file, content)
    return await loadFile(file)
  }

  const loadRows = (...rows: NppesRow[]): Promise<LoadReport> => load(nppesText(rows))
  const query = (sql: string): Promise<Record<string, unknown>[]> => database.dataSource.query(sql)
  const directory = (): Promise<Record<string, unknown>[]> =>
    query(`select c.*, n.name_key, f.id as fact, f.value, f.retrieved_at, f.no_longer_reported_at, f.xmin::text
             from clinicians c join clinician_names n on n.clinician_id = c.id
             join clinician_facts f on f.clinician_id = c.id order by f.id, n.name_key`)

  it('loads the sample, whose counts add up, and changes nothing the second time', async () => {
    const first = await loadFile(nppesSampleFile())
    expect(first).toMatchObject({ rowsRead: 78, inserted: 66, updated: 0, unchanged: 0, skipped: 12, rejected: 0 })
    expect(first.skippedByReason).toEqual({
      ORGANIZATION: 3,
      OTHER_PROFESSION: 4,
      NO_MD_OR_DO_CREDENTIAL: 2,
      NOT_IN_DIRECTORY: 3,
    })
    const before = await directory()
    const second = await loadFile(nppesSampleFile())
    expect(second).toMatchObject({ rowsRead: 78, inserted: 0, updated: 0, unchanged: 66, skipped: 12 })
    expect(describeLoad(second).at(-1)).toMatch(/^Nothing changed/)
    expect(await directory()).toEqual(before)
    expect(await query('select file_name, rows_read, file_sha256 from source_loads order by started_at')).toEqual([
      { file_name: 'nppes_sample.csv', rows_read: 78, file_sha256: first.fileSha256 },
      { file_name: 'nppes_sample.csv', rows_read: 78, file_sha256: first.fileSha256 },
    ])
    expect(
      await query(`select e.actor_kind, e.actor_id, e.subject_kind from source_loads l
                     join audit_events e on e.action = 'DIRECTORY_LOADED' and e.subject_ids = array[l.id]`),
    ).toEqual(Array(2).fill({ actor_kind: 'OPERATOR', actor_id: null, subject_kind: 'sourceLoad' }))
  })

  it('closes what a weekly file changes, adds what is new and leaves the rest alone', async () => {
    await loadRows(PHYSICIAN)
    const before = await query('select id, section, fact_key, retrieved_at from clinician_facts order by id')
    const report = await loadRows({
      ...PHYSICIAN,
      'Provider Business Practice Location Address City Name': 'MOVEDVILLE',
      'Provider License Number_3': '',
      'Provider License Number_6': 'A100',
      'Provider License Number State Code_6': 'CA',
      'Provider Other Last Name': 'SECONDSON',
    })
    expect(report).toMatchObject({ inserted: 0, updated: 1, unchanged: 0 })
    const closed = await query(
      'select section, fact_key from clinician_facts where no_longer_reported_at is not null order by 1',
    )
    expect(closed).toEqual([
      { section: 'LICENSES', fact_key: 'OH|35096390' },
      { section: 'NAMES', fact_key: 'FORMER|maidenson|' },
      { section: 'OFFICE_ADDRESS', fact_key: 'address' },
    ])
    const ids = before.map((fact) => fact['id'])
    const added = await query(
      `select section, fact_key from clinician_facts where id > ${Math.max(...(ids as number[]))} order by 1`,
    )
    expect(added).toEqual([
      { section: 'LICENSES', fact_key: 'CA|A100' },
      { section: 'NAMES', fact_key: 'FORMER|secondson|' },
      { section: 'OFFICE_ADDRESS', fact_key: 'address' },
    ])
    const kept = await query('select id, section, fact_key, retrieved_at from clinician_facts order by id')
    expect(kept.filter((fact) => ids.includes(fact['id']))).toEqual(before)
    expect(await query('select city from clinicians')).toEqual([{ city: 'MOVEDVILLE' }])
    expect(await query('select name_key from clinician_names order by 1')).toEqual([
      { name_key: 'fictional smith|testa' },
      { name_key: 'secondson|testa' },
    ])
  })

  it('notes a later report of the same facts without writing history', async () => {
    await loadRows(PHYSICIAN)
    await loadRows({ ...PHYSICIAN, 'Last Update Date': '01/02/2025' })
    const facts = await query('select distinct last_reported_on::text, no_longer_reported_at from clinician_facts')
    expect(facts).toEqual([{ last_reported_on: '2025-01-02', no_longer_reported_at: null }])
  })

  it('deactivates and reactivates an NPI and keeps everything else', async () => {
    const npiFacts =
      'select value, no_longer_reported_at is null as current from clinician_facts where section = $$NPI$$ order by id'
    await loadRows(PHYSICIAN)
    const [{ count } = {}] = await query('select count(*)::int from clinician_facts')
    const deactivation = { NPI: PHYSICIAN['NPI'] ?? '', 'NPI Deactivation Date': '03/04/2025' }
    expect(await loadRows(deactivation)).toMatchObject({ updated: 1, skipped: 0 })
    expect(await loadRows(deactivation)).toMatchObject({ updated: 0, unchanged: 1 })
    const original = { number: '2980000014', enumeratedOn: '2005-05-23', deactivatedOn: null, reactivatedOn: null }
    const deactivated = { ...original, deactivatedOn: '2025-03-04' }
    expect(await query(npiFacts)).toEqual([
      { value: original, current: false },
      { value: deactivated, current: true },
    ])
    expect(await query('select count(*)::int from clinician_facts where no_longer_reported_at is null')).toEqual([
      { count },
    ])
    await loadRows({ ...PHYSICIAN, 'NPI Deactivation Date': '03/04/2025', 'NPI Reactivation Date': '04/05/2025' })
    expect(await query(npiFacts)).toEqual([
      { value: original, current: false },
      { value: deactivated, current: false },
      { value: { ...deactivated, reactivatedOn: '2025-04-05' }, current: true },
    ])
  })

  it('rejects wrong rows one by one, with no personal data but the NPI, and loads the others', async () => {
    const other = { ...PHYSICIAN, NPI: '2980000022' }
    const lines = [
      nppesText([PHYSICIAN]).trimEnd(),
      nppesLine({ ...PHYSICIAN, NPI: '2980000015' }),
      nppesLine(PHYSICIAN),
      '"2980000030","1","TOO","SHORT"',
      nppesLine({ ...other, NPI: '2980000048', 'Provider First Name': 'NU\0L' }),
      nppesLine({ ...other, NPI: '2980000055' }).replace('"TESTA"', '"TESTA'),
      nppesLine({ ...other, NPI: '2980000063', 'Last Update Date': '13/01/2020' }),
      nppesLine({ ...other, NPI: '2980000071', 'Provider Last Name (Legal Name)': '<UNAVAIL>' }),
      nppesLine({ ...other, 'Provider First Name': 'ÉTÉ' }),
    ]
    const report = await load(`\uFEFF${lines.join('\r\n')}\r\n`)
    expect(report).toMatchObject({
      rowsRead: 9,
      inserted: 2,
      rejected: 7,
      encoding: 'UTF-8',
      rejectsFile: rejectsFile(),
    })
    expect(await readFile(rejectsFile(), 'utf8')).toBe(
      [
        'line,reason,key,field',
        '3,INVALID_NPI,2980000015,',
        '4,REPEATED_NPI,2980000014,',
        '5,WRONG_COLUMN_COUNT,2980000030,',
        '6,NUL_BYTE,2980000048,',
        '7,STRAY_QUOTE,2980000055,',
        '8,IMPOSSIBLE_DATE,2980000063,',
        '9,MISSING_LAST_NAME,2980000071,',
        '',
      ].join('\n'),
    )
    expect(await query(`select first_name from clinicians where npi = '2980000022'`)).toEqual([{ first_name: 'ÉTÉ' }])
  })

  it.each([
    ['nothing', '', /is empty/],
    ['only a header', nppesText([]), /has no rows/],
    ['another table', 'a,b\n1,2\n', /not an NPPES header.*Missing columns: "NPI", "Entity Type Code"/],
    [
      'the other name file',
      '"NPI","Provider Other Organization Name","Provider Other Organization Name Type Code"\n',
      /othername_pfile/,
    ],
    ['a ZIP archive', 'PK\x03\x04....', /ZIP archive/],
  ])('refuses %s and changes nothing', async (_, content, message) => {
    await expect(load(content)).rejects.toThrow(message)
    expect(
      await query('select (select count(*) from clinicians)::int + (select count(*) from source_loads)::int as rows'),
    ).toEqual([{ rows: 0 }])
  })

  it('refuses a missing file and a folder', async () => {
    await expect(loadFile(path.join(folder, 'missing.csv'))).rejects.toThrow(/There is no file/)
    await expect(loadFile(folder)).rejects.toThrow(/is a folder/)
  })
})
