import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { specialtyNames } from '../../clinicians/taxonomy.codes.js'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../../db/data-source.js'
import { Database } from '../../db/database.js'
import { systemClock } from '../../kernel/clock.js'
import { takeSnapshots } from '../../profiles/profile.snapshots.js'
import { csvText, fictionalNpi, type NamedValues } from '../../testkit/csv-files.js'
import { createTestDatabase, type TestDatabase } from '../../testkit/test-database.js'
import { runLoad } from '../engine/load.run.js'
import type { SourceLoader } from '../engine/source.loader.js'
import type { LoadReport } from '../load.report.js'
import { publisherLoader } from '../publisher/publisher.loader.js'
import { nuccTaxonomy } from './nucc.loader.js'

const HEADER = 'Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section'.split(',')
const REDUCED = 'Code,Grouping,Classification,Specialization,Display Name,Section,marked_inactive'.split(',')

/** Invented texts: those of the real file are not ours to ship. */
const HEALER: NamedValues = {
  Code: '207R00000X',
  Grouping: 'Invented Healers',
  Classification: 'Inner Healing',
  Definition: 'Heals,\nas it is said, "within".',
  'Display Name': 'Inner Healer – Große Heilkunst',
  Section: 'Individual',
}
const SEER: NamedValues = {
  ...HEALER,
  Code: '207RC0000X',
  Specialization: 'Heart Seeing',
  'Display Name': 'Heart Seer',
}
const WALKER: NamedValues = { ...SEER, Code: '207RX0202X', 'Display Name': 'Night Walker' }

describe('loading the taxonomy of NUCC', () => {
  let testDatabase: TestDatabase
  let database: Database
  let folder: string

  beforeAll(async () => {
    testDatabase = await createTestDatabase()
    database = new Database(await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: testDatabase.url }).initialize())
    folder = await mkdtemp(path.join(tmpdir(), 'nucc-'))
  })

  afterAll(async () => {
    await database?.dataSource.destroy()
    await testDatabase?.drop()
    await rm(folder, { recursive: true, force: true })
  })

  const load = async (
    name: string,
    content: string | Buffer,
    loader: SourceLoader = nuccTaxonomy,
  ): Promise<LoadReport> => {
    const file = path.join(folder, name)
    await writeFile(file, content)
    const rejectsFile = path.join(folder, 'rejects.csv')
    return await runLoad(database, systemClock, loader, { file, rejectsFile, actor: 'OPERATOR', allowVanishing: 1 })
  }
  const codes = (): Promise<Record<string, unknown>[]> =>
    database.dataSource.query(
      `select code, specialization, display_name as name, as_of::text as "asOf", retired_on::text as "retiredOn"
         from taxonomy_codes order by code`,
    )
  const names = async () => Object.fromEntries(await specialtyNames(database, ['207R00000X', '207RC0000X', '999X']))

  it('takes over names, with a byte order mark and in ISO-8859-1, and once', async () => {
    const text = `\uFEFF${csvText(HEADER, [HEALER, SEER], '\r\n')}`
    expect(await load('nucc_taxonomy_250.csv', text)).toMatchObject({ scope: 'FULL', asOf: '2025-01-01', inserted: 2 })
    expect(await names()).toEqual({ '207R00000X': 'Inner Healer – Große Heilkunst', '207RC0000X': 'Heart Seer' })
    const plain = [{ ...HEALER, 'Display Name': 'Große Heilkunst' }, SEER]
    const latin = Buffer.from(csvText(HEADER, plain), 'latin1')
    expect(await load('nucc_taxonomy_250.csv', latin)).toMatchObject({ updated: 1, unchanged: 1, vanished: 0 })
    expect(await load('nucc_taxonomy_250.csv', latin)).toMatchObject({ updated: 0, unchanged: 2, vanished: 0 })
    expect(await names()).toMatchObject({ '207R00000X': 'Große Heilkunst' })
  })

  it('keeps the name of a code that a newer file lacks, marked as retired, until it returns', async () => {
    const later = csvText(REDUCED, [HEALER, { ...WALKER, marked_inactive: 'X' }])
    expect(await load('nucc_taxonomy_251.csv', later)).toMatchObject({ inserted: 1, updated: 1, vanished: 1 })
    expect(await codes()).toEqual([
      { code: '207R00000X', specialization: null, name: HEALER['Display Name'], asOf: '2025-07-01', retiredOn: null },
      {
        code: '207RC0000X',
        specialization: 'Heart Seeing',
        name: 'Heart Seer',
        asOf: '2025-01-01',
        retiredOn: '2025-07-01',
      },
      {
        code: '207RX0202X',
        specialization: 'Heart Seeing',
        name: 'Night Walker',
        asOf: '2025-07-01',
        retiredOn: '2025-07-01',
      },
    ])
    expect(await names()).toMatchObject({ '207RC0000X': 'Heart Seer' })
    const again = csvText(REDUCED, [HEALER, SEER, WALKER])
    expect(await load('nucc_taxonomy_260.csv', again)).toMatchObject({ updated: 2, unchanged: 1, vanished: 0 })
    expect((await codes()).map(({ retiredOn }) => retiredOn)).toEqual([null, null, null])
    await expect(load('nucc_taxonomy_251.csv', again)).rejects.toThrow(/older than the last whole file/)
  })

  it('makes a name of the others where the layout has no display name, and refuses what is no code', async () => {
    const old = HEADER.slice(0, 6)
    const rows = [HEALER, SEER, { ...WALKER, Code: '207r' }, { ...WALKER, Grouping: '' }]
    expect(await load('old.csv', csvText(old, rows))).toMatchObject({
      updated: 2,
      rejectedByReason: { INVALID_CODE: 1, MISSING_TEXT: 1 },
      vanished: 0,
    })
    expect(await names()).toEqual({ '207R00000X': 'Inner Healing', '207RC0000X': 'Inner Healing, Heart Seeing' })
    await expect(load('other.csv', 'a,b\n1,2\n')).rejects.toThrow(/Missing columns: "Code", "Grouping"/)
    await expect(load('empty.csv', '')).rejects.toThrow(/is empty; expected the NUCC/)
    expect(await codes()).toHaveLength(3)
  })

  it('gives profiles the names of codes, where the source gives the code alone', async () => {
    const npi = fictionalNpi(1)
    const rows = [
      { section: 'IDENTITY', npi, kind: 'PHYSICIAN', first: 'Testa', last: 'Fictional' },
      { section: 'ACTIVITY', npi, taxonomyCode: '207R00000X' },
      { section: 'ACTIVITY', npi, taxonomyCode: '207RC0000X', specialty: 'My own name for it' },
      { section: 'ACTIVITY', npi, taxonomyCode: '208D00000X' },
      { section: 'ACTIVITY', npi, majorActivity: 'Teaching' },
    ]
    const loader = publisherLoader({ source: 'Invented Publisher', mode: 'LIVE', section: null, covers: false })
    await load('people.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''), loader)
    const [clinician] = await database.dataSource.query('select id, kind from clinicians')
    const take = () => database.transaction((tx) => takeSnapshots(tx, systemClock, 'LIVE', [clinician]))
    const first = await take()
    const [row] = await database.dataSource.query(
      'select content::jsonb -> $1 -> $2 as activity from profile_snapshots',
      ['sections', 'ACTIVITY'],
    )
    const specialties = row.activity.elements.map(
      (element: { value: { specialty: { name: string } } }) => element.value.specialty,
    )
    expect(specialties.map((specialty: { name: string } | null) => specialty?.name)).toEqual([
      'Inner Healing',
      'My own name for it',
      null,
      undefined,
    ])
    expect(await take()).toEqual(first)
  })
})
