import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { deactivationOf } from '../clinicians/deactivated-npi.queries.js'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../db/data-source.js'
import { Database } from '../db/database.js'
import { systemClock } from '../kernel/clock.js'
import {
  CLINICIANS_HEADER,
  ENDPOINT_HEADER,
  LOCATION_HEADER,
  locationRow,
  OPT_OUT_HEADER,
  ORDERING_HEADER,
  OTHER_NAME_HEADER,
} from '../testkit/companion-files.js'
import { csvText, fictionalNpi, type NamedValues } from '../testkit/csv-files.js'
import { FICTIONAL_NPPES_PHYSICIAN, nppesText } from '../testkit/nppes-file.js'
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js'
import { workbookOf } from '../testkit/workbook.js'
import { cmsClinicians } from './cms/cms.clinicians.js'
import { cmsOptOut } from './cms/cms.opt-out.js'
import { cmsOrdering } from './cms/cms.ordering.js'
import type { LoadOptions } from './engine/load.options.js'
import { runLoad } from './engine/load.run.js'
import type { SourceLoader } from './engine/source.loader.js'
import type { LoadReport } from './load.report.js'
import { nppesDeactivations } from './nppes/nppes.deactivations.js'
import { nppesEndpoints } from './nppes/nppes.endpoints.js'
import { nppesMainFile } from './nppes/nppes.loader.js'
import { nppesLocations } from './nppes/nppes.locations.js'
import { nppesOtherNames } from './nppes/nppes.other-names.js'

/** Two physicians of the directory, one who is not in it, and a number that fails the check. */
const [ONE, TWO, STRANGER] = [fictionalNpi(1), fictionalNpi(2), fictionalNpi(3)]
const WRONG = '2990000000'
const PERSON = { ...FICTIONAL_NPPES_PHYSICIAN, 'Last Update Date': '07/08/2024' }

const AFFIDAVIT = {
  Specialty: 'Psychiatry',
  'Optout Effective Date': '04/01/2025',
  'Optout End Date': '04/01/2027',
  'Eligible to Order and Refer': 'Y',
  'Last updated': '10/15/2025',
}
const ENROLLED = { pri_spec: 'INTERNAL MEDICINE', adr_ln_1: '1 MOCK AVE', 'City/Town': 'MOCKPORT', State: 'IA' }
const MAY_ORDER = { PARTB: 'Y', DME: 'Y', HHA: 'N', PMD: 'N', HOSPICE: 'N' }
const endpoint = (NPI: string, text: string): NamedValues => ({ NPI, 'Endpoint Type': 'DIRECT', Endpoint: text })

/** Of each kind of file: rows of ONE (the first of them twice) and of TWO; of others they are derived. */
const FILES: readonly [loader: SourceLoader, header: readonly string[], one: NamedValues, two: NamedValues][] = [
  [nppesLocations, LOCATION_HEADER, locationRow(ONE, '2 SAMPLE ST'), locationRow(TWO, '3 SAMPLE ST')],
  [
    nppesOtherNames,
    OTHER_NAME_HEADER,
    { NPI: ONE, 'Provider Other Organization Name': 'MOCK CLINIC' },
    { NPI: TWO, 'Provider Other Organization Name': 'SAMPLE CARE' },
  ],
  [nppesEndpoints, ENDPOINT_HEADER, endpoint(ONE, 'one@direct.mock.example'), endpoint(TWO, 'https://mock.example/r4')],
  [
    cmsClinicians,
    CLINICIANS_HEADER,
    { ...ENROLLED, NPI: ONE, Med_sch: 'MOCK UNIVERSITY', Grd_yr: '1981' },
    { ...ENROLLED, NPI: TWO, Med_sch: 'OTHER', Grd_yr: '1990' },
  ],
  [cmsOptOut, OPT_OUT_HEADER, { ...AFFIDAVIT, NPI: ONE }, { ...AFFIDAVIT, NPI: TWO }],
  [cmsOrdering, ORDERING_HEADER, { ...MAY_ORDER, NPI: ONE }, { ...MAY_ORDER, NPI: TWO, HHA: 'Y' }],
]

describe('the files beside the main one', () => {
  let testDatabase: TestDatabase
  let database: Database
  let folder: string

  beforeAll(async () => {
    testDatabase = await createTestDatabase()
    database = new Database(await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: testDatabase.url }).initialize())
    folder = await mkdtemp(path.join(tmpdir(), 'companions-'))
    await load(nppesMainFile, nppesText([ONE, TWO].map((NPI) => ({ ...PERSON, NPI }))))
  })

  afterAll(async () => {
    await database?.dataSource.destroy()
    await testDatabase?.drop()
    await rm(folder, { recursive: true, force: true })
  })

  const rejectsFile = (): string => path.join(folder, 'rejects.csv')

  async function load(
    loader: SourceLoader,
    content: string | Buffer,
    options: Partial<LoadOptions> = {},
    name = 'companion.csv',
  ): Promise<LoadReport> {
    const file = path.join(folder, name)
    await writeFile(file, content)
    return await runLoad(database, systemClock, loader, {
      file,
      rejectsFile: rejectsFile(),
      actor: 'OPERATOR',
      allowVanishing: 1,
      ...options,
    })
  }

  const query = (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
    database.dataSource.query(sql, values)
  const factsOf = (source: string, npi: string): Promise<Record<string, unknown>[]> =>
    query(
      `select f.section, f.value, f.no_longer_reported_at is null as reported from clinician_facts f
         join clinicians c on c.id = f.clinician_id where f.source = $1 and c.npi = $2 order by f.section, f.id`,
      [source, npi],
    )
  const npiFact = async (npi: string): Promise<unknown> =>
    (await factsOf('NPPES', npi)).find(({ section, reported }) => section === 'NPI' && reported)?.['value']

  describe.each(FILES.map((file) => [file[0].name, ...file] as const))('%s', (_, loader, header, one, two) => {
    const rows = [one, two, { ...one, NPI: STRANGER }, one, { ...one, NPI: WRONG }]

    it('tell of clinicians whom the directory knows, and nothing new when they are loaded again', async () => {
      const told = {
        rowsRead: 5,
        inserted: 0,
        skippedByReason: { NOT_IN_DIRECTORY: 1 },
        rejectedByReason: { INVALID_NPI: 1 },
      }
      expect(await load(loader, csvText(header, rows))).toMatchObject({ ...told, updated: 3, unchanged: 0 })
      expect(await readFile(rejectsFile(), 'utf8')).toBe(`line,reason,key,field\n6,INVALID_NPI,${WRONG},\n`)
      const before = await factsOf(loader.source, ONE)
      expect(before.length).toBeGreaterThan(0)
      expect(await load(loader, csvText(header, rows))).toMatchObject({ ...told, updated: 0, unchanged: 3 })
      expect(await factsOf(loader.source, ONE)).toEqual(before)
    })

    it('no longer tell what is not in a whole file, and tell it again', async () => {
      expect(await load(loader, csvText(header, [two]), { scope: 'FULL' })).toMatchObject({ unchanged: 1, vanished: 1 })
      expect((await factsOf(loader.source, ONE)).every(({ reported }) => reported === false)).toBe(true)
      expect((await factsOf(loader.source, TWO)).every(({ reported }) => reported === true)).toBe(true)
      expect(await load(loader, csvText(header, rows), { scope: 'FULL' })).toMatchObject({ updated: 2, vanished: 0 })
      expect((await factsOf(loader.source, ONE)).some(({ reported }) => reported === true)).toBe(true)
    })

    it('is refused where another kind of file is meant', async () => {
      await expect(load(loader, 'NPI,A,B\n1,2,3\n')).rejects.toThrow(/of 3 columns.*Missing columns/)
      await expect(load(loader, workbookOf('Sheet1', [['NPI']]))).rejects.toThrow('a ZIP archive or a workbook')
    })
  })

  it('keep what was told of a clinician whose row cannot be understood', async () => {
    const broken = csvText(ENDPOINT_HEADER, [endpoint(ONE, 'one at mock example'), endpoint(TWO, 'none')])
    const report = await load(nppesEndpoints, broken, { scope: 'FULL' })
    expect(report).toMatchObject({
      vanished: 1,
      rejectedByReason: { MALFORMED_ENDPOINT: 1 },
      skippedByReason: { NO_ENDPOINT: 1 },
    })
    expect(await readFile(rejectsFile(), 'utf8')).toBe(`line,reason,key,field\n2,MALFORMED_ENDPOINT,${ONE},\n`)
    expect((await factsOf('NPPES endpoints', ONE)).some(({ reported }) => reported)).toBe(true)
    expect((await factsOf('NPPES endpoints', TWO)).some(({ reported }) => reported)).toBe(false)
  })

  describe('report of deactivated numbers', () => {
    const TITLE = ['NPPES Deactivated NPI Report as of Nov 10 2025']
    const HEADER = ['NPI', 'NPPES Deactivation Date']
    const NAME = 'NPPES Deactivated NPI Report 20251110.xlsx'
    const report = (...rows: (string | number)[][]): Buffer => workbookOf('DeactivatedNPIs', [TITLE, HEADER, ...rows])
    const loadReport = (...rows: (string | number)[][]) => load(nppesDeactivations, report(...rows), {}, NAME)
    const known = () => deactivationOf(database, 'LIVE', [ONE, TWO, STRANGER])
    const remembered = (npi: string, deactivatedOn: string) => ({
      mode: 'LIVE',
      npi,
      deactivatedOn,
      source: 'NPPES',
      reportedOn: '2025-11-10',
    })
    const ROWS = [
      [Number(ONE), '03/04/2025'],
      [STRANGER, '01/02/2024'],
      [STRANGER, '05/06/2024'],
      [WRONG, '05/06/2024'],
      [TWO, '02/30/2025'],
    ]

    it('amends what is known of a number and remembers the others, each with its latest day', async () => {
      const counts = { rowsRead: 5, skippedByReason: { NOT_IN_DIRECTORY: 2 }, vanished: 0 }
      const rejected = { rejectedByReason: { INVALID_NPI: 1, IMPOSSIBLE_DATE: 1 } }
      expect(await loadReport(...ROWS)).toMatchObject({ ...counts, ...rejected, updated: 1 })
      expect(await npiFact(ONE)).toMatchObject({ enumeratedOn: '2005-05-23', deactivatedOn: '2025-03-04' })
      expect(await npiFact(TWO)).toMatchObject({ deactivatedOn: null })
      expect(await known()).toEqual([remembered(ONE, '2025-03-04'), remembered(STRANGER, '2024-05-06')])
      expect(await loadReport(...ROWS)).toMatchObject({ ...counts, ...rejected, updated: 0, unchanged: 1 })
    })

    it('says the same as its two columns in CSV', async () => {
      const text = csvText(HEADER, [{ NPI: ONE, [HEADER[1] as string]: '03/04/2025' }])
      expect(await load(nppesDeactivations, text)).toMatchObject({ rowsRead: 1, unchanged: 1 })
    })

    it('keeps an older main file from bringing somebody in as active', async () => {
      const text = nppesText([{ ...PERSON, NPI: STRANGER, 'Last Update Date': '01/01/2024' }])
      expect(await load(nppesMainFile, text)).toMatchObject({ inserted: 0, skippedByReason: { OLDER_THAN_KNOWN: 1 } })
      expect(await query('select from clinicians where npi = $1', [STRANGER])).toEqual([])
    })

    it('is undone by a reactivation, and forgotten by a report that no longer has it', async () => {
      const back = {
        ...PERSON,
        NPI: STRANGER,
        'NPI Deactivation Date': '05/06/2024',
        'NPI Reactivation Date': '06/06/2024',
      }
      expect(await load(nppesMainFile, nppesText([back]))).toMatchObject({ inserted: 1 })
      expect(await known()).toEqual([remembered(ONE, '2025-03-04')])
      const other = report([fictionalNpi(4), '01/02/2025'])
      const load10 = (options: Partial<LoadOptions>) => load(nppesDeactivations, other, options, NAME)
      await expect(load10({ allowVanishing: 0.1 })).rejects.toThrow(/1 of 1 known records of NPPES/)
      expect(await known()).toHaveLength(1)
      expect(await load10({ check: true })).toMatchObject({ vanished: 1 })
      expect(await load10({})).toMatchObject({ vanished: 1 })
      expect(await known()).toEqual([])
      expect(await npiFact(ONE)).toMatchObject({ deactivatedOn: '2025-03-04' })
    })

    it('and the main file, which blanks the row of the number, change nothing however often they take turns', async () => {
      const main = nppesText([{ NPI: TWO, 'NPI Deactivation Date': '03/04/2025' }])
      expect(await load(nppesMainFile, main)).toMatchObject({ updated: 1 })
      const facts = await factsOf('NPPES', TWO)
      for (const _ of [1, 2]) {
        expect(await loadReport([TWO, '03/04/2025'])).toMatchObject({ updated: 0, unchanged: 1 })
        expect(await load(nppesMainFile, main)).toMatchObject({ updated: 0, unchanged: 1 })
      }
      expect(await factsOf('NPPES', TWO)).toEqual(facts)
      expect(facts.filter(({ reported }) => reported).length).toBeGreaterThan(5)
    })

    it.each([
      ['another sheet', () => workbookOf('Sheet1', [HEADER, [ONE, '03/04/2025']]), /no workbook with a sheet/],
      ['no header', () => workbookOf('DeactivatedNPIs', [TITLE, [ONE, '03/04/2025']]), /Missing columns: "NPI"/],
      ['no rows', () => report(), /no rows, only a header/],
      ['half of its bytes', () => report([ONE, '03/04/2025']).subarray(0, 600), /was cut off/],
    ])('is refused with %s', async (_, content, message) => {
      await expect(load(nppesDeactivations, content(), {}, NAME)).rejects.toThrow(message)
    })
  })
})
