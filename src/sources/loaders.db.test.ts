import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../db/data-source.js'
import { Database } from '../db/database.js'
import { systemClock } from '../kernel/clock.js'
import * as companions from '../testkit/companion-files.js'
import { csvText, fictionalNpi, type NamedValues } from '../testkit/csv-files.js'
import { leieText } from '../testkit/leie-file.js'
import { FICTIONAL_NPPES_PHYSICIAN, nppesText } from '../testkit/nppes-file.js'
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js'
import { workbookOf } from '../testkit/workbook.js'
import { runLoad } from './engine/load.run.js'
import type { LoadScope, SourceLoader } from './engine/source.loader.js'
import { LoadError } from './load.error.js'
import type { LoadReport } from './load.report.js'
import { LOADERS } from './loaders.js'
import { publisherLoader } from './publisher/publisher.loader.js'

const NPI = fictionalNpi(1)
const PERSON = { ...FICTIONAL_NPPES_PHYSICIAN, NPI }
const DEACTIVATED = ['NPI', 'NPPES Deactivation Date'] as const
const NUCC = ['Code', 'Grouping', 'Classification', 'Specialization', 'Definition', 'Notes']
const LICENSE = ['npi', 'jurisdiction', 'number', 'status']
const one = (header: readonly string[], row: NamedValues): string => csvText(header, [row])

/** A right file of each kind, by the name of its loader. */
const RIGHT: Readonly<Record<string, string>> = {
  nppes: nppesText([PERSON]),
  'nppes-deactivations': one(DEACTIVATED, { NPI: fictionalNpi(9), 'NPPES Deactivation Date': '03/04/2025' }),
  'nppes-locations': one(companions.LOCATION_HEADER, companions.locationRow(NPI, '2 SAMPLE ST')),
  'nppes-other-names': one(companions.OTHER_NAME_HEADER, { NPI, 'Provider Other Organization Name': 'MOCK CLINIC' }),
  'nppes-endpoints': one(companions.ENDPOINT_HEADER, {
    NPI,
    'Endpoint Type': 'DIRECT',
    Endpoint: 'a@direct.mock.example',
  }),
  leie: leieText([{}]),
  'leie-reinstatements': leieText([{ REINDATE: '20260301' }]),
  'cms-clinicians': one(companions.CLINICIANS_HEADER, { NPI, Med_sch: 'MOCK UNIVERSITY', Grd_yr: '1981' }),
  'cms-opt-out': one(companions.OPT_OUT_HEADER, {
    NPI,
    'Optout Effective Date': '04/01/2025',
    'Eligible to Order and Refer': 'Y',
  }),
  'cms-ordering': one(companions.ORDERING_HEADER, { NPI, PARTB: 'Y', DME: 'Y', HHA: 'N', PMD: 'N', HOSPICE: 'N' }),
  nucc: one(NUCC, { Code: '207R00000X', Grouping: 'Mock', Classification: 'Mock', Specialization: '' }),
  'publisher:LICENSES': one(LICENSE, { npi: NPI, jurisdiction: 'NE', number: '1', status: 'ACTIVE' }),
  publisher: `{"section":"LICENSES","npi":"${NPI}","jurisdiction":"NE","number":"1","status":"ACTIVE"}\n`,
}

const OWN = { source: 'Fictional board', mode: 'LIVE', covers: false } as const
const ALL: readonly SourceLoader[] = [
  ...LOADERS,
  publisherLoader({ ...OWN, section: 'LICENSES' }),
  publisherLoader({ ...OWN, section: null }),
]

describe('every loader', () => {
  let testDatabase: TestDatabase
  let database: Database
  let folder: string

  beforeAll(async () => {
    testDatabase = await createTestDatabase()
    database = new Database(await createDataSource({ ...DATA_SOURCE_DEFAULTS, url: testDatabase.url }).initialize())
    folder = await mkdtemp(path.join(tmpdir(), 'loaders-'))
  })

  afterAll(async () => {
    await database?.dataSource.destroy()
    await testDatabase?.drop()
    await rm(folder, { recursive: true, force: true })
  })

  const query = (sql: string): Promise<Record<string, unknown>[]> => database.dataSource.query(sql)

  async function load(
    loader: SourceLoader,
    content: string | Buffer,
    scope: LoadScope,
    check = false,
  ): Promise<LoadReport> {
    const file = path.join(folder, 'file.txt')
    await writeFile(file, content)
    return await loadFile(loader, file, scope, check)
  }

  const loadFile = (loader: SourceLoader, file: string, scope: LoadScope, check = false): Promise<LoadReport> =>
    runLoad(database, systemClock, loader, {
      ...{ file, scope, check, rejectsFile: path.join(folder, 'rejects.csv'), actor: 'OPERATOR' as const },
    })

  /** Everything that is stored, but for what is on record of the loads themselves. */
  async function stored(): Promise<Record<string, unknown>> {
    const tables = await query(
      `select table_schema || '.' || table_name as name from information_schema.tables
        where table_schema in ('public', 'staging') and table_name <> 'source_loads' order by 1`,
    )
    const contents: Record<string, unknown> = {}
    for (const { name } of tables) {
      const [row] = await query(`select md5(string_agg(t::text, e'\\n' order by t::text)) as digest from ${name} t`)
      contents[String(name)] = row?.['digest']
    }
    return contents
  }

  describe.each(ALL.map((loader) => [loader.name, loader] as const))('%s', (name, loader) => {
    const right = RIGHT[name] ?? ''

    it('counts in a check what it then does, and changes nothing in it', async () => {
      const before = await stored()
      const checked = await load(loader, right, 'UPDATE', true)
      expect(await stored()).toEqual(before)
      const { rowsRead, inserted, updated, unchanged, skipped, rejected } = await load(loader, right, 'UPDATE')
      expect(checked).toMatchObject({ rowsRead, inserted, updated, unchanged, skipped, rejected })
      expect([inserted + updated + unchanged + skipped, rejected]).toEqual([rowsRead, 0])
    })

    it('refuses every file that is none of its kind, says what it expected, and changes nothing', async () => {
      const before = await stored()
      for (const [what, content, message] of wrongFiles(name)) {
        for (const scope of ['UPDATE', 'FULL'] as const) {
          const outcome = await load(loader, content, scope).catch((error: unknown) => error)
          const said = outcome instanceof LoadError ? outcome.message : outcome
          expect({ what, scope, said }).toEqual({ what, scope, said: expect.stringMatching(message) })
        }
      }
      await expect(loadFile(loader, folder, 'FULL')).rejects.toThrow(/is a folder; expected/)
      await expect(loadFile(loader, path.join(folder, 'none'), 'FULL')).rejects.toThrow(/There is no file/)
      expect(await stored()).toEqual(before)
    })
  })
})

/** What somebody may take for a file of the kind. */
function wrongFiles(name: string): (readonly [what: string, content: string | Buffer, message: RegExp])[] {
  const right = RIGHT[name] ?? ''
  const isJson = name === 'publisher'
  const header = isJson ? '' : `${right.split(/\r?\n/)[0]}\n`
  const sheet = workbookOf('DeactivatedNPIs', [DEACTIVATED, [NPI, '03/04/2025']])
  const bytes = (text: string): Buffer => Buffer.from(text, 'utf16le')
  const others = Object.entries(RIGHT).filter(([other]) => (ALIKE[other] ?? other) !== (ALIKE[name] ?? name))
  return [
    ['nothing', '', /is empty; expected/],
    ['blanks', '   \n\n', /; expected/],
    ['a header', header || '\n', /; expected/],
    ['ten columns', 'a,b,c,d,e,f,g,h,i,j\n1,2,3,4,5,6,7,8,9,0\n', /of 10 columns.*expected/],
    ['a stray quote in the header', 'a,"b"c\n1,2\n', /no CSV header \(STRAY_QUOTE\); expected/],
    ['the beginning of a file', isJson ? right.slice(0, -9) : `${header}"29`, /was cut off; expected/],
    ['wrong rows', isJson ? '{"a":1}\n{"a":2}\n' : `${header}1\n2\n`, /^None of the 2 rows .*; expected/],
    ['UTF-16 with a mark', bytes(`\uFEFF${right}`), /UTF-16.*expected/],
    ['UTF-16 the other way round', bytes(`\uFEFF${right}`).swap16(), /UTF-16.*expected/],
    ['UTF-16 without a mark', bytes(right), /UTF-16.*expected/],
    ['a gzip archive', Buffer.from([0x1f, 0x8b, 8, 0, 1]), /gzip archive.*expected/],
    ['a ZIP archive', 'PK\x03\x04....', /(ZIP archive|no workbook).*expected/],
    ['half of a workbook', sheet.subarray(0, sheet.length >> 1), /(ZIP archive|was cut off).*expected/],
    ['another workbook', workbookOf('Sheet1', [DEACTIVATED]), /(ZIP archive|no workbook).*expected/],
    ['noise', Buffer.from(Array.from({ length: 600 }, (_, i) => (i * 7) % 256)), /is binary.*expected/],
    ...others.map(([other, text]) => [`a file for ${other}`, text, /expected/] as const),
  ]
}

/** Kinds of file that are told apart by nothing but their names. */
const ALIKE: Readonly<Record<string, string>> = { 'leie-reinstatements': 'leie', 'publisher:LICENSES': 'publisher' }
