import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { packageRoot } from '../../kernel/package-root.js'
import type { SectionValues } from '../../profiles/profile.content.js'
import { csvText } from '../../testkit/csv-files.js'
import { SourceFile } from '../engine/source.file.js'
import type { LoadScope, ReadRow } from '../engine/source.loader.js'
import { partialDate } from './publisher.fields.js'
import { expectedFile, publisherRows } from './publisher.file.js'
import { publisherLoader } from './publisher.loader.js'
import { COMMON_FIELDS, checkRow, fieldsOf, type RawRow } from './publisher.row.js'
import { FILE_SECTIONS, type FileSection } from './publisher.sections.js'
import type { SurveyedPart } from './publisher.survey.js'
import type { PublisherSectionValues } from './publisher.values.js'

/** Compiles only as long as what the loader writes is what a profile expects of each section. */
const toProfileValues = (values: PublisherSectionValues): Pick<SectionValues, keyof PublisherSectionValues> => values

const DOCS = path.join(packageRoot(), 'docs')
const [NPI, OTHER_NPI] = ['2980000014', '2980000022']
const LICENSE = { section: 'LICENSES', npi: NPI, jurisdiction: 'IA', number: 'MD-1' }

describe("a publisher's file", () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'publisher-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function rowsOf(content: string | Buffer, section: FileSection | null = null, scope: LoadScope = 'UPDATE') {
    const name = path.join(folder, 'file')
    await writeFile(name, content)
    const file = await SourceFile.open(name, expectedFile(section))
    try {
      const rows: ReadRow<SurveyedPart>[] = []
      for await (const group of publisherRows(file, section, scope)) rows.push(...group)
      return rows
    } finally {
      await file.close()
    }
  }
  const jsonLines = (rows: readonly RawRow[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  const outcomes = async (rows: readonly RawRow[], scope: LoadScope = 'UPDATE') =>
    (await rowsOf(jsonLines(rows), null, scope)).map(({ outcome }) => outcome)
  const faultsOf = (row: RawRow) => checkRow(row, null).faults.map(({ reason, field }) => `${reason} ${field}`)

  it('shares the form of facts with the profiles', () => {
    expect(toProfileValues).toBeInstanceOf(Function)
  })

  it('says the same in CSV and in JSON Lines: the documented examples', async () => {
    const folderOf = path.join(DOCS, 'publisher-files')
    const fromCsv: unknown[] = []
    for (const section of FILE_SECTIONS) {
      const name = `${section.toLowerCase().replaceAll('_', '-')}.csv`
      const rows = await rowsOf(await readFile(path.join(folderOf, name)), section, 'FULL')
      fromCsv.push(...rows.map(({ outcome }) => ('part' in outcome ? outcome.part : outcome)))
    }
    const rows = await rowsOf(await readFile(path.join(folderOf, 'everything.jsonl')), null, 'FULL')
    expect(rows.map(({ outcome }) => ('part' in outcome ? outcome.part : outcome))).toEqual(fromCsv)
    expect(await readdir(folderOf)).toHaveLength(FILE_SECTIONS.length + 1)
  })

  it('is documented field by field', async () => {
    const text = await readFile(path.join(DOCS, 'publisher-files.md'), 'utf8')
    for (const section of FILE_SECTIONS) {
      const [, chapter = ''] = text.split(new RegExp(`^### ${section}$`, 'm'))
      const [own = ''] = chapter.split(/^##/m)
      for (const field of fieldsOf(section))
        expect([section, own]).toEqual([section, expect.stringContaining(`\`${field}\``)])
    }
    for (const field of COMMON_FIELDS) expect(text).toContain(`| \`${field}\``)
  })

  it('says the same in CSV and in JSON Lines, whatever is in the rows', async () => {
    const value = fc.string({ unit: fc.constantFrom('a', 'É', '"', ',', '1', '|', ' ', '名'), maxLength: 6 })
    const fields = [...COMMON_FIELDS, ...fieldsOf('LICENSES')]
    const row = fc.record(Object.fromEntries(fields.map((field) => [field, value])), { requiredKeys: [] })
    const right = row.map((noise) => ({ ...LICENSE, type: `t${noise['type'] ?? ''}` }))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(row, right), { minLength: 1, maxLength: 5 }), async (rows) => {
        const asIs = await rowsOf(jsonLines([LICENSE, ...rows]))
        const csv = await rowsOf(csvText(fields, [LICENSE, ...rows] as Record<string, string>[]))
        expect(csv.map(({ outcome }) => outcome)).toEqual(asIs.map(({ outcome }) => outcome))
      }),
      { numRuns: 60 },
    )
  })

  it('takes every date that the calendar has, as far as it is known, and no other', () => {
    const day = fc
      .integer({ min: 0, max: 109_000 })
      .map((days) => DateTime.utc(1900).plus({ days }).toFormat('yyyy-MM-dd'))
    const cut = fc.constantFrom(4, 7, 10)
    fc.assert(
      fc.property(day, cut, (date, length) => {
        expect(partialDate.safeParse(date.slice(0, length)).data).toBe(date.slice(0, length))
      }),
    )
    const number = (max: number) => fc.integer({ min: 0, max }).map((each) => String(each).padStart(2, '0'))
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2199 }), number(20), number(40), (year, month, dayOfMonth) => {
        const date = `${year}-${month}-${dayOfMonth}`
        expect(partialDate.safeParse(date).success).toBe(DateTime.fromISO(date).isValid)
      }),
    )
    for (const text of ['2001-2-3', '01/02/2003', '2001-02-29', '2000-13', '1899', '20010203', 'soon', '2001-', '']) {
      expect(partialDate.safeParse(text).success).toBe(false)
    }
  })

  it.each([
    ['MISSING number', { ...LICENSE, number: undefined }],
    ['WRONG_TYPE number', { ...LICENSE, number: 12 }],
    ['TOO_LONG number', { ...LICENSE, number: 'x'.repeat(41) }],
    ['UNPRINTABLE number', { ...LICENSE, number: 'a\tb' }],
    ['UNKNOWN_VALUE removed', { ...LICENSE, removed: 'perhaps' }],
    ['UNKNOWN_VALUE section', { ...LICENSE, section: 'LICENCES' }],
    ['UNKNOWN_FIELD school', { ...LICENSE, school: 'Invented University' }],
    ['UNKNOWN_FIELD ', { ...LICENSE, 'Jane Fictional': 'x' }],
    ['NOT_A_DATE expiresOn', { ...LICENSE, expiresOn: '12/31/2027' }],
    ['IMPOSSIBLE_DATE expiresOn', { ...LICENSE, expiresOn: '2027-02-29' }],
    ['ENDS_BEFORE_IT_BEGINS expiresOn', { ...LICENSE, issuedOn: '2027-05', expiresOn: '2027-04-30' }],
    ['UNKNOWN_STATE jurisdiction', { ...LICENSE, jurisdiction: 'Iowa' }],
    ['INVALID_NPI npi', { ...LICENSE, npi: '2980000015' }],
    ['NO_CLINICIAN npi', { ...LICENSE, npi: undefined }],
    ['INVALID_ECFMG_NUMBER ecfmgNumber', { ...LICENSE, ecfmgNumber: '12' }],
    ['INVALID_NCCPA_NUMBER nccpaNumber', { ...LICENSE, nccpaNumber: '12' }],
    ['INVALID_DEA_NUMBER number', { section: 'DEA', npi: NPI, number: 'AB4523763' }],
    ['UNKNOWN_VALUE schedules', { section: 'DEA', npi: NPI, number: 'AB1234563', schedules: ['2', '6'] }],
    ['INVALID_TAXONOMY_CODE taxonomyCode', { section: 'ACTIVITY', npi: NPI, taxonomyCode: '207R' }],
    ['MISSING majorActivity', { section: 'ACTIVITY', npi: NPI }],
    ['UNKNOWN_COUNTRY country', { section: 'MAILING_ADDRESS', npi: NPI, lines: ['1 Mock Street'], country: 'EU' }],
    ['UNKNOWN_STATE state', { section: 'MAILING_ADDRESS', npi: NPI, lines: ['1 Mock Street'], state: 'XX' }],
    ['UNKNOWN_VALUE kind', { section: 'SANCTIONS', npi: NPI, kind: 'MEDICARE_MEDICAID', authority: 'A', action: 'B' }],
    ['MISSING ecfmgNumber', { section: 'ECFMG', npi: NPI }],
  ])('refuses with %s', (fault, row) => {
    expect(faultsOf(JSON.parse(JSON.stringify(row)))).toEqual([fault])
  })

  it('names everything that is wrong with a row at once', () => {
    const row = { ...LICENSE, npi: '1', jurisdiction: 'XX', number: ' ', issuedOn: 'once' }
    expect(faultsOf(row)).toEqual([
      'INVALID_NPI npi',
      'UNKNOWN_STATE jurisdiction',
      'MISSING number',
      'NOT_A_DATE issuedOn',
    ])
  })

  it('knows a clinician under all numbers that any row gives together, whatever the order of the rows', async () => {
    const rows = [
      { ...LICENSE, ecfmgNumber: '0-999-001-7' },
      { ...LICENSE, npi: undefined, ecfmgNumber: '09990017', number: 'MD-2' },
      { ...LICENSE, npi: OTHER_NPI, nccpaNumber: '9990017' },
      { ...LICENSE, npi: undefined, nccpaNumber: '9990017' },
      { ...LICENSE, npi: undefined, nccpaNumber: '9990025' },
    ]
    const keys = [`npi:${NPI}`, `npi:${NPI}`, `npi:${OTHER_NPI}`, `npi:${OTHER_NPI}`, 'nccpaNumber:9990025']
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 })
    await fc.assert(
      fc.asyncProperty(order, async (indexes) => {
        const found = await outcomes(indexes.map((index) => rows[index] as RawRow))
        expect(found.map((outcome) => outcome.key)).toEqual(indexes.map((index) => keys[index]))
      }),
      { numRuns: 20 },
    )
  })

  it('refuses all rows of a clinician of two NPIs', async () => {
    const both = [NPI, OTHER_NPI].map((npi) => ({ ...LICENSE, npi, ecfmgNumber: '09990017' }))
    const found = await outcomes([...both, { ...LICENSE, npi: OTHER_NPI }, { ...LICENSE, npi: '2980000030' }])
    const refused = { rejected: 'CONTRADICTORY_NUMBERS', faults: [{ reason: 'CONTRADICTORY_NUMBERS', field: 'npi' }] }
    expect(found.slice(0, 3)).toEqual([refused, refused, refused].map(expect.objectContaining))
    expect(found[3]).toMatchObject({ key: 'npi:2980000030' })
  })

  it('takes nothing of a clinician for gone of whom a FULL file has a row that cannot be read', async () => {
    const [wrong, right, other] = [{ ...LICENSE, expiresOn: 'x' }, LICENSE, { ...LICENSE, npi: OTHER_NPI }]
    const isPartial = async (...rows: RawRow[]) =>
      (await outcomes(rows, 'FULL')).map((outcome) => ('part' in outcome ? outcome.part.isPartial : outcome.key))
    expect(await isPartial(right, wrong, other)).toEqual([true, `npi:${NPI}`, false])
    expect(await isPartial(right, { ...LICENSE, npi: '1' }, other)).toEqual([true, '?', true])
    expect(await isPartial(right, { ...LICENSE, removed: true })).toEqual([true, `npi:${NPI}`])
  })

  it('wants no more of a removed element than what tells it', () => {
    const element = (row: RawRow) => checkRow({ section: 'LICENSES', npi: NPI, ...row }, null).part?.element
    const told = element({ jurisdiction: 'IA', number: 'MD-1', type: 'Permanent' })
    expect(element({ jurisdiction: 'IA', number: 'md 1', removed: 'TRUE' })).toBe(told)
    expect(element({ recordKey: 'L-1', removed: true })).toBe('=L-1')
    expect(faultsOf({ section: 'LICENSES', npi: NPI, removed: true })).toEqual([
      'MISSING jurisdiction',
      'MISSING number',
    ])
  })

  it.each([
    ['another table', 'a,b\n1,2\n', 'LICENSES', /not the header.*Missing columns: "npi", "jurisdiction", "number"/],
    [
      'ten columns',
      'a,b,c,d,e,f,g,h,i,j\n0,1,2,3,4,5,6,7,8,9\n',
      null,
      /of 10 columns.*Missing columns: "npi", "section"/,
    ],
    ['an unknown column', 'npi,jurisdiction,number,colour\n', 'LICENSES', /columns "colour"/],
    ['a column of another section', 'npi,jurisdiction,number,school\n', 'LICENSES', /LICENSES has no columns "school"/],
    ['a column twice', 'npi,NPI,jurisdiction,number\n', 'LICENSES', /columns "npi" are there twice/],
    ['only a header', 'npi,jurisdiction,number\n', 'LICENSES', /has no rows/],
    ['half a row', `npi,jurisdiction,number\n${NPI},IA,1\n${NPI},I`, 'LICENSES', /line 3: it was cut off/],
    ['half an object', '{"npi":"2980000014","section":"ECFMG"}\n{"npi":', null, /line 2: it was cut off/],
    ['a JSON array', '[{"npi":"2980000014"}]', null, /JSON array.*an object on each line/],
    ['UTF-16', Buffer.from('\uFEFFnpi,number\n', 'utf16le'), 'LICENSES', /UTF-16/],
    ['a workbook', 'PK\x03\x04 and so on', 'LICENSES', /ZIP archive or a workbook/],
  ] as const)('is not %s', async (_, content, section, message) => {
    await expect(rowsOf(content, section)).rejects.toThrow(message)
  })

  it('may not change while it is read', async () => {
    const name = path.join(folder, 'changing')
    await writeFile(name, jsonLines([LICENSE, LICENSE]))
    const file = await SourceFile.open(name, expectedFile(null))
    await writeFile(name, jsonLines([LICENSE]))
    await expect(publisherRows(file, null, 'FULL').next()).rejects.toThrow(/has changed while it was read/)
    await file.close()
  })

  it('is of a source that has no files of its own', () => {
    const make =
      (source: string, options = {}) =>
      () =>
        publisherLoader({ source, mode: 'LIVE', section: null, covers: false, ...options })
    expect(make('  Medical  Board ')().source).toBe('Medical Board')
    for (const name of ['nppes', 'NUCC', 'X', 'y'.repeat(81)]) expect(make(name)).toThrow()
    expect(make('Sandbox: board')).toThrow(/--mode TEST/)
    expect(make('Sandbox: board', { mode: 'TEST' })().mode).toBe('TEST')
    // A load that ended before its end is gone on with by its loader's name: never in the other mode.
    expect(make('Board', { mode: 'TEST' })().name).not.toBe(make('Board')().name)
    expect(make('Board', { covers: true })).toThrow(/--section/)
  })
})
