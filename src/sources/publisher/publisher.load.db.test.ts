import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../../db/data-source.js'
import { Database } from '../../db/database.js'
import { systemClock } from '../../kernel/clock.js'
import { packageRoot } from '../../kernel/package-root.js'
import { takeSnapshots } from '../../profiles/profile.snapshots.js'
import { fictionalNpi } from '../../testkit/csv-files.js'
import { createTestDatabase, type TestDatabase } from '../../testkit/test-database.js'
import type { LoadOptions } from '../engine/load.options.js'
import { runLoad } from '../engine/load.run.js'
import type { LoadReport } from '../load.report.js'
import { type PublisherLoaderOptions, publisherLoader } from './publisher.loader.js'
import type { RawRow } from './publisher.row.js'

const TABLES =
  'source_loads source_coverages clinician_changes source_records clinician_facts clinician_names clinicians'.split(' ')

const BOARD = 'Invented Medical Board'
const [ONE, TWO, THREE] = [fictionalNpi(1), fictionalNpi(2), fictionalNpi(3)]
const ECFMG = '09990017'
const FULL = { scope: 'FULL', allowVanishing: 1 } as const
const identity = (npi: string, last: string, more: RawRow = {}): RawRow => ({
  ...{ section: 'IDENTITY', npi, kind: 'PHYSICIAN', first: 'Testa', last, credential: 'MD', birthDate: '1970-01-02' },
  ...more,
})
const license = (npi: string, number: string, more: RawRow = {}): RawRow => ({
  ...{ section: 'LICENSES', npi, jurisdiction: 'IA', number, status: 'Active', recordKey: `L-${number}` },
  ...more,
})
const school = (npi: string): RawRow => ({ section: 'EDUCATION', npi, school: 'Invented University' })

describe("loading a publisher's own file", () => {
  let testDatabase: TestDatabase
  let database: Database
  let folder: string

  beforeAll(async () => {
    testDatabase = await createTestDatabase()
    database = new Database(await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: testDatabase.url }).initialize())
    folder = await mkdtemp(path.join(tmpdir(), 'publisher-'))
  })

  afterAll(async () => {
    await database?.dataSource.destroy()
    await testDatabase?.drop()
    await rm(folder, { recursive: true, force: true })
  })

  beforeEach(async () => {
    for (const table of TABLES) await database.dataSource.query(`delete from ${table}`)
  })

  type Options = Partial<PublisherLoaderOptions & Omit<LoadOptions, 'file'>>
  const rejectsFile = (): string => path.join(folder, 'rejects.csv')
  const loadFile = async (file: string, options: Options = {}): Promise<LoadReport> => {
    const { source = BOARD, mode = 'LIVE', section = null, covers = false, ...load } = options
    const loader = publisherLoader({ source, mode, section, covers })
    const to = { file, rejectsFile: rejectsFile(), actor: 'OPERATOR' } as const
    return await runLoad(database, systemClock, loader, { ...to, ...load })
  }
  const loadText = async (content: string | Buffer, options: Options = {}): Promise<LoadReport> => {
    const file = path.join(folder, 'publisher.file')
    await writeFile(file, content)
    return await loadFile(file, options)
  }
  const load = (rows: readonly RawRow[], options: Options = {}): Promise<LoadReport> =>
    loadText(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), options)

  const query = (sql: string): Promise<Record<string, unknown>[]> => database.dataSource.query(sql)
  /** What is said now: `<last four of the NPI> <section> <number or school or name>`. */
  const told = async (): Promise<unknown[]> =>
    (
      await query(`select right(c.npi, 2) || ' ' || f.section || ' '
          || coalesce(f.value ->> 'number', f.value ->> 'school', f.value ->> 'last', f.value ->> 'date', '')
          || coalesce(' ' || (f.value ->> 'status'), '') as said
        from clinician_facts f join clinicians c on c.id = f.clinician_id
       where f.no_longer_reported_at is null order by c.npi, f.section, f.position`)
    ).map(({ said }) => said)
  const changes = async (): Promise<unknown[]> =>
    (await query('select kind, section, field from clinician_changes order by id')).map((row) =>
      Object.values(row).join(' '),
    )
  const end = (npi: string): string => npi.slice(-2)

  it('takes over the documented examples, and the second time finds nothing new', async () => {
    const file = path.join(packageRoot(), 'docs', 'publisher-files', 'everything.jsonl')
    const first = await loadFile(file)
    expect(first).toMatchObject({ rejected: 0, inserted: 25, updated: 0, skippedByReason: { NOT_IN_DIRECTORY: 3 } })
    const heads = await query(
      `select npi, ecfmg_number, nccpa_number, kind, last_name, birth_date::text, city, state from clinicians order by npi`,
    )
    expect(heads).toEqual([
      expect.objectContaining({ ecfmg_number: ECFMG, kind: 'PHYSICIAN', birth_date: '1970-01-02', city: 'Mockport' }),
      expect.objectContaining({ nccpa_number: '9990017', kind: 'PHYSICIAN_ASSISTANT', last_name: 'Invented' }),
    ])
    expect(await query('select name_key from clinician_names order by 1')).toHaveLength(4)
    const again = await loadFile(file)
    expect(again).toMatchObject({ inserted: 0, updated: 0, unchanged: 25, sameAs: { loadId: first.loadId } })
    expect(await loadFile(file, FULL)).toMatchObject({ unchanged: 25, vanished: 0 })
  })

  it('changes one license, removes another and leaves the rest', async () => {
    await load([identity(ONE, 'Fictional'), license(ONE, '1'), license(ONE, '2'), license(ONE, '3'), school(ONE)])
    expect(await changes()).toEqual([])
    const update = [
      license(ONE, '1', { status: 'Expired', lastReportedOn: '2026-11-01' }),
      { section: 'LICENSES', npi: ONE, recordKey: 'L-2', removed: true },
    ]
    expect(await load(update)).toMatchObject({ updated: 2 })
    const after = ['EDUCATION Invented University', 'LICENSES 1 Expired', 'LICENSES 3 Active', 'NAMES Fictional']
    expect(await told()).toEqual([`BIRTH 1970-01-02`, ...after].map((said) => `${end(ONE)} ${said}`))
    expect(await changes()).toEqual(['CHANGED LICENSES status', 'REMOVED LICENSES '])
    expect(await load(update)).toMatchObject({ unchanged: 2 })
    expect(await load([license(ONE, '1', { lastReportedOn: '2026-10-31' })])).toMatchObject({ unchanged: 1 })
    expect(await query('select last_name from clinicians')).toEqual([{ last_name: 'Fictional' }])
  })

  it('drops what a full file of a section no longer has, and nothing else', async () => {
    await load([identity(ONE, 'Fictional'), identity(TWO, 'Invented', { birthDate: undefined })], {
      source: 'Introducer',
    })
    await load([license(ONE, '1'), license(ONE, '2'), license(TWO, '3'), school(ONE)])
    await load([school(TWO)], { source: 'Other' })
    const file = [license(ONE, '2')]
    const refused = load(file, { section: 'LICENSES', scope: 'FULL' })
    await expect(refused).rejects.toThrow(/1 of 2 known records of Invented Medical Board \(50.0 %\)/)
    expect(await load(file, { section: 'LICENSES', ...FULL })).toMatchObject({ updated: 1, vanished: 1 })
    expect((await told()).filter((said) => !/NAMES|BIRTH/.test(String(said)))).toEqual([
      `${end(ONE)} EDUCATION Invented University`,
      `${end(ONE)} LICENSES 2 Active`,
      `${end(TWO)} EDUCATION Invented University`,
    ])
    expect(await changes()).toEqual(expect.arrayContaining(['REMOVED LICENSES ', 'REMOVED LICENSES ']))
    // Of all sections: the school goes as well, and with it the last that the source had said of anybody else.
    await load([license(ONE, '2'), license(TWO, '3')])
    expect(await load([license(TWO, '3')], FULL)).toMatchObject({ unchanged: 1, vanished: 1 })
    expect(
      await query(`select record_key from source_records where source = '${BOARD}' and no_longer_reported_at is null`),
    ).toEqual([{ record_key: `npi:${TWO}` }])
  })

  it('takes nothing away where a row of a full file cannot be read', async () => {
    await load([
      identity(ONE, 'Fictional'),
      license(ONE, '1'),
      license(ONE, '2'),
      identity(TWO, 'Invented'),
      license(TWO, '3'),
    ])
    const before = await told()
    const broken = license(ONE, '1', { jurisdiction: 'Iowa', expiresOn: 'soon' })
    const report = await load([broken, license(ONE, '2'), license(TWO, '3')], { section: 'LICENSES', ...FULL })
    expect(report).toMatchObject({ rejected: 1, unchanged: 2, vanished: 0 })
    expect(report.rejectedByReason).toEqual({ 'UNKNOWN_STATE jurisdiction': 1, 'NOT_A_DATE expiresOn': 1 })
    const rejects = [
      'line,reason,key,field',
      `1,UNKNOWN_STATE,${ONE},jurisdiction`,
      `1,NOT_A_DATE,${ONE},expiresOn`,
      '',
    ]
    expect(await readFile(rejectsFile(), 'utf8')).toBe(rejects.join('\n'))
    await load([license(ONE, '1', { npi: '1' }), license(ONE, '2')], { section: 'LICENSES', ...FULL })
    expect(await told()).toEqual(before)
  })

  it('only reports in a check', async () => {
    await load([identity(ONE, 'Fictional'), license(ONE, '1')])
    const before = [
      await told(),
      await query('select id, xmin::text from clinicians'),
      await query('select * from source_loads'),
    ]
    const rows = [
      license(ONE, '2'),
      identity(TWO, 'Invented'),
      license(THREE, '1'),
      license(ONE, '9', { npi: '1', issuedOn: 'x' }),
    ]
    const report = await load(rows, { section: null, ...FULL, check: true })
    expect(report).toMatchObject({ check: true, updated: 1, inserted: 1, rejected: 1, skipped: 1 })
    expect((await readFile(rejectsFile(), 'utf8')).split('\n')).toHaveLength(4)
    const after = [
      await told(),
      await query('select id, xmin::text from clinicians'),
      await query('select * from source_loads'),
    ]
    expect(after).toEqual(before)
  })

  it('keeps one record of a clinician, by whatever number a file tells it', async () => {
    await load([identity(ONE, 'Fictional', { ecfmgNumber: ECFMG })], { source: 'Introducer' })
    const byEcfmg = license(ONE, '1', { npi: undefined, ecfmgNumber: ECFMG })
    await load([byEcfmg])
    // The same source goes over to NPIs, in a whole file too.
    expect(await load([license(ONE, '1')], FULL)).toMatchObject({ unchanged: 1, vanished: 0 })
    // Both in one file, and only the directory knows that they are of one.
    const twice = await load([byEcfmg, license(ONE, '2')], FULL)
    expect(twice).toMatchObject({ updated: 1, vanished: 0, skippedByReason: { SAME_CLINICIAN_TWICE: 1 } })
    expect(await query(`select record_key from source_records where source = '${BOARD}'`)).toHaveLength(1)
    expect((await told()).filter((said) => String(said).includes('LICENSES'))).toEqual([
      `${end(ONE)} LICENSES 2 Active`,
    ])
    await load([identity(TWO, 'Invented')], { source: 'Introducer' })
    const conflicts = [license(TWO, '1', { ecfmgNumber: ECFMG }), license(THREE, '1', { nccpaNumber: '9990017' })]
    expect((await load(conflicts)).skippedByReason).toEqual({ IDENTITY_CONFLICT: 1, NOT_IN_DIRECTORY: 1 })
  })

  it('fills in numbers and a birth date, so that the clinician is found by them', async () => {
    await load([identity(ONE, 'Fictional', { birthDate: undefined })], { source: 'Introducer' })
    const birth = { section: 'BIRTH', npi: ONE, date: '1965-03-04' }
    await load([{ section: 'ECFMG', npi: ONE, ecfmgNumber: ECFMG, certifiedOn: '1994' }, birth])
    const found = { ecfmg_number: ECFMG, birth_date: '1965-03-04', last_name: 'Fictional' }
    expect(await query('select ecfmg_number, birth_date::text, last_name from clinicians')).toEqual([found])
  })

  it.each([
    ['an empty file', '', /is empty; expected a publisher's file/],
    ['another table', 'a,b\n1,2\n', /not the header/],
    ['a file that was cut off', `{"section":"ECFMG"}\n{"npi":"${ONE}`, /cut off/],
    ['UTF-16', Buffer.from('\uFEFFnpi,section\n', 'utf16le'), /UTF-16/],
  ])('refuses %s and changes nothing', async (_, content, message) => {
    await expect(loadText(content)).rejects.toThrow(message)
    await expect(loadFile(folder)).rejects.toThrow(/is a folder/)
    expect(await query('select * from source_loads')).toEqual([])
  })

  // The last: what it leaves cannot be deleted.
  it('says "none reported" of those whom the source was asked about, if all that it said was understood', async () => {
    const covering = { section: 'SANCTIONS', covers: true, asOf: '2026-11-20', ...FULL } as const
    const reprimand = { section: 'SANCTIONS', npi: ONE, kind: 'STATE_BOARD', authority: BOARD, action: 'Reprimand' }
    await load([identity(ONE, 'Fictional'), identity(TWO, 'Invented')])
    await load([reprimand, { ...reprimand, npi: TWO, actionOn: 'once' }], covering)
    expect(await query('select section from source_coverages')).toEqual([])
    await load([reprimand, { ...reprimand, npi: THREE }], covering)
    await load([identity(THREE, 'Later')])
    const ids = (await query('select id from clinicians order by npi')).map(({ id }) => String(id))
    const subjects = ids.map((id) => ({ id, kind: 'PHYSICIAN' as const }))
    await database.transaction((tx) => takeSnapshots(tx, systemClock, 'LIVE', subjects))
    const silences = await query(
      `select c.npi, s.content::jsonb -> 'sections' -> 'SANCTIONS' -> 'noneReported' as silence
         from profile_snapshots s join clinicians c on c.id = s.clinician_id order by c.npi`,
    )
    const none = [{ source: BOARD, asOf: '2026-11-20' }]
    expect(silences.map(({ silence }) => silence)).toEqual([[], none, []])
  })
})
