import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../../db/data-source.js'
import { Database } from '../../db/database.js'
import { systemClock } from '../../kernel/clock.js'
import { fictionalNpi } from '../../testkit/csv-files.js'
import { type NppesRow, nppesText, FICTIONAL_NPPES_PHYSICIAN as PHYSICIAN } from '../../testkit/nppes-file.js'
import { createTestDatabase, type TestDatabase } from '../../testkit/test-database.js'
import { runLoad } from '../engine/load.run.js'
import { describeLoad, type LoadReport } from '../load.report.js'
import { NPPES_SAMPLE_PHYSICIAN_NPI, nppesSampleFile } from '../samples.js'
import { nppesMainFile } from './nppes.loader.js'

const PHONE = 'Provider Business Practice Location Address Telephone Number'
const NEWER: NppesRow = { ...PHYSICIAN, 'Last Update Date': '11/01/2026', [PHONE]: '3085550199' }
const DEACTIVATION: NppesRow = { NPI: PHYSICIAN['NPI'] ?? '', 'NPI Deactivation Date': '03/04/2025' }
const REACTIVATION: NppesRow = {
  ...PHYSICIAN,
  'Last Update Date': '04/05/2025',
  'NPI Deactivation Date': '03/04/2025',
  'NPI Reactivation Date': '04/05/2025',
}

const IGNORED = { inserted: 0, updated: 0, unchanged: 0, skipped: 1, skippedByReason: { OLDER_THAN_KNOWN: 1 } }
const APPLIED = { inserted: 0, updated: 1, unchanged: 0, skipped: 0 }

/** Emptied before each story, in this order. */
const TABLES =
  'source_loads deactivated_npis clinician_changes source_records clinician_facts clinician_names clinicians'.split(' ')

describe('an NPPES file that comes late', () => {
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
      await query(`delete from ${table}`)
    }
  })

  const query = (sql: string): Promise<Record<string, unknown>[]> => database.dataSource.query(sql)

  async function load(content: string): Promise<LoadReport> {
    const file = path.join(folder, 'npidata.csv')
    await writeFile(file, content)
    return await runLoad(database, systemClock, nppesMainFile, {
      file,
      rejectsFile: path.join(folder, 'rejects.csv'),
      actor: 'OPERATOR',
    })
  }

  const loadRow = (row: NppesRow): Promise<LoadReport> => load(nppesText([row]))

  /** What the directory says at present of the values that the stories change. */
  async function present(): Promise<{ phone: unknown; deactivatedOn: unknown; reactivatedOn: unknown }> {
    const rows = await query(
      `select value from clinician_facts where section in ('NPI', 'OFFICE_PHONE') and no_longer_reported_at is null
        order by section`,
    )
    expect(rows).toHaveLength(2)
    const [npi, phone] = rows.map((row) => row['value'] as Record<string, unknown>)
    return { phone: phone?.['number'], deactivatedOn: npi?.['deactivatedOn'], reactivatedOn: npi?.['reactivatedOn'] }
  }

  const UNTOUCHED = { phone: '3085550100', deactivatedOn: null, reactivatedOn: null }
  const DEACTIVATED = { ...UNTOUCHED, deactivatedOn: '2025-03-04' }
  const REACTIVATED = { ...DEACTIVATED, reactivatedOn: '2025-04-05' }

  it('changes nothing where a newer one was loaded, each time', async () => {
    await loadRow(PHYSICIAN)
    expect(await loadRow(NEWER)).toMatchObject(APPLIED)
    const facts = await query('select * from clinician_facts order by id')
    for (const _ of [1, 2]) {
      const report = await loadRow(PHYSICIAN)
      expect(report).toMatchObject(IGNORED)
      expect(describeLoad(report).at(-1)).toBe('Nothing changed: of 1 rows of the file something newer is known.')
    }
    expect(await query('select * from clinician_facts order by id')).toEqual(facts)
    expect(await loadRow(NEWER)).toMatchObject({ updated: 0, unchanged: 1 })
  })

  it('is told row by row: the sample after a newer row of one of its physicians', async () => {
    const sample = await readFile(nppesSampleFile(), 'utf8')
    await load(sample)
    const [header = '', ...lines] = sample.split('\n')
    const line = lines.find((each) => each.startsWith(`"${NPPES_SAMPLE_PHYSICIAN_NPI}"`)) ?? ''
    const columns = header.split('","')
    const cells = line.split('","')
    cells[columns.indexOf(PHONE)] = '3085550199'
    cells[columns.indexOf('Last Update Date')] = '11/01/2026'
    expect(await load(`${header}\n${cells.join('","')}\n`)).toMatchObject({ rowsRead: 1, updated: 1 })
    const again = await load(sample)
    expect(again).toMatchObject({ rowsRead: 78, inserted: 0, updated: 0, unchanged: 65, skipped: 13, rejected: 0 })
    expect(again.skippedByReason).toMatchObject({ OLDER_THAN_KNOWN: 1 })
    const phones = await query(
      `select count(*)::int as phones from clinician_facts
        where value ->> 'number' = '3085550199' and no_longer_reported_at is null`,
    )
    expect(phones).toEqual([{ phones: 1 }])
  })

  it('does not undo a deactivation', async () => {
    await loadRow(PHYSICIAN)
    await loadRow(DEACTIVATION)
    expect(await loadRow(PHYSICIAN)).toMatchObject(IGNORED)
    expect(await loadRow({ ...PHYSICIAN, 'Last Update Date': '03/04/2025' })).toMatchObject(IGNORED)
    expect(await present()).toEqual(DEACTIVATED)
    expect(await loadRow(DEACTIVATION)).toMatchObject({ updated: 0, unchanged: 1 })
  })

  it('does not undo a reactivation', async () => {
    await loadRow(PHYSICIAN)
    await loadRow(DEACTIVATION)
    expect(await loadRow(REACTIVATION)).toMatchObject(APPLIED)
    expect(await loadRow(DEACTIVATION)).toMatchObject(IGNORED)
    expect(await loadRow(PHYSICIAN)).toMatchObject(IGNORED)
    expect(await present()).toEqual(REACTIVATED)
    expect(await loadRow({ ...DEACTIVATION, 'NPI Deactivation Date': '01/02/2026' })).toMatchObject(APPLIED)
    expect(await loadRow(REACTIVATION)).toMatchObject(IGNORED)
    expect(await present()).toEqual({ ...UNTOUCHED, deactivatedOn: '2026-01-02' })
  })

  it('takes a later update for a reactivation, whichever is loaded first', async () => {
    await loadRow(PHYSICIAN)
    await loadRow(DEACTIVATION)
    expect(await loadRow(NEWER)).toMatchObject(APPLIED)
    expect(await loadRow(DEACTIVATION)).toMatchObject(IGNORED)
    expect(await present()).toEqual({ ...UNTOUCHED, phone: '3085550199' })
  })

  it('takes a reactivation of the day of the deactivation, though the record was not updated since', async () => {
    await loadRow(PHYSICIAN)
    await loadRow(DEACTIVATION)
    const sameDay = { ...PHYSICIAN, 'NPI Deactivation Date': '03/04/2025', 'NPI Reactivation Date': '03/04/2025' }
    expect(await loadRow(sameDay)).toMatchObject(APPLIED)
    expect(await loadRow(DEACTIVATION)).toMatchObject(IGNORED)
    expect(await present()).toEqual({ ...DEACTIVATED, reactivatedOn: '2025-03-04' })
  })

  it('wins where it has the same update date and says something else', async () => {
    const other = { ...PHYSICIAN, [PHONE]: '3085550155' }
    await loadRow(PHYSICIAN)
    expect(await loadRow(other)).toMatchObject(APPLIED)
    expect(await present()).toEqual({ ...UNTOUCHED, phone: '3085550155' })
    expect(await loadRow(PHYSICIAN)).toMatchObject(APPLIED)
    expect(await present()).toEqual(UNTOUCHED)
  })

  it('is rejected row by row where its values are none, and never stops the load', async () => {
    // Without a pattern, so that no index can keep it in short.
    const noise = Array.from({ length: 100 }, (_, i) => createHash('sha512').update(String(i)).digest('hex')).join('')
    const columns = Object.keys(PHYSICIAN).filter((name) => name !== 'NPI')
    const text = nppesText([
      PHYSICIAN,
      ...columns.map((name, i) => ({ ...PHYSICIAN, NPI: fictionalNpi(i), [name]: noise })),
      { ...DEACTIVATION, NPI: fictionalNpi(columns.length), 'Entity Type Code': ' ' },
    ])
    expect(await load(text)).toMatchObject({
      rowsRead: columns.length + 2,
      inserted: 1,
      rejected: columns.length - 1,
      rejectedByReason: { UNKNOWN_ENTITY_TYPE: 1, IMPOSSIBLE_DATE: 2 },
      skippedByReason: { NOT_IN_DIRECTORY: 1, NO_MD_OR_DO_CREDENTIAL: 1 },
    })
  })

  it('remembers the latest update date through a row that has none', async () => {
    await loadRow(PHYSICIAN)
    expect(await loadRow({ ...PHYSICIAN, 'Last Update Date': '', [PHONE]: '3085550155' })).toMatchObject(APPLIED)
    expect(await loadRow({ ...PHYSICIAN, 'Last Update Date': '07/07/2024' })).toMatchObject(IGNORED)
  })
})
