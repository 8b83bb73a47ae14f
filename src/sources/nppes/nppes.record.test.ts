import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { DirectoryRecord } from '../../clinicians/directory.record.js'
import { CsvScanner } from '../../kernel/csv.scanner.js'
import { isNpi } from '../../kernel/identifiers.js'
import { FICTIONAL_NPPES_PHYSICIAN, type NppesRow, nppesHeader, nppesText } from '../../testkit/nppes-file.js'
import { findColumns, type NppesColumns } from './nppes.columns.js'
import { beginsWithNpi } from './nppes.loader.js'
import { type NppesOutcome, toDirectoryEntry } from './nppes.record.js'
import { licenseKey, npiNumber, SeenNpis } from './nppes.values.js'

function mapRow(changes: NppesRow = {}, header = nppesHeader()): NppesOutcome {
  const row = { ...FICTIONAL_NPPES_PHYSICIAN, ...changes }
  let columns: NppesColumns | undefined
  let outcome: NppesOutcome | undefined
  const scanner = new CsvScanner({ beginsRow: beginsWithNpi, beginsRowBytes: 13 })
  scanner.push(Buffer.from(nppesText([row], '\n', header)), (each) => {
    if (columns === undefined) columns = findColumns(each)
    else outcome = toDirectoryEntry(each, columns, each.text(columns.npi))
  })
  if (outcome === undefined) throw new Error('no row came')
  return outcome
}

function recordOf(changes: NppesRow = {}): DirectoryRecord {
  const outcome = mapRow(changes)
  if (!('entry' in outcome) || outcome.entry.type !== 'RECORD') throw new Error(JSON.stringify(outcome))
  return outcome.entry
}

const valuesIn = (record: DirectoryRecord, section: string): object[] =>
  record.facts.filter((fact) => fact.section === section).map((fact) => fact.value)

describe('NPPES row', () => {
  it('becomes a live record with what NPPES publishes and nothing else', () => {
    const record = recordOf()
    expect(record).toMatchObject({
      source: 'NPPES',
      recordKey: '2980000014',
      mode: 'LIVE',
      kind: 'PHYSICIAN',
      npi: '2980000014',
      birthDate: null,
      first: 'TESTA',
      last: 'FICTIONAL-SMITH',
      credential: 'M. D.',
      city: 'MOCKPORT',
      state: 'IA',
      givesWay: true,
    })
    expect(valuesIn(record, 'OFFICE_ADDRESS')).toEqual([
      { lines: ['1 MOCK AVE', 'SUITE 2'], city: 'MOCKPORT', state: 'IA', postalCode: '50001', country: 'US' },
    ])
    expect(valuesIn(record, 'MAILING_ADDRESS')).toMatchObject([{ postalCode: '68848-2168' }])
    expect(valuesIn(record, 'OFFICE_PHONE')).toEqual([{ number: '3085550100', extension: null }])
    expect(valuesIn(record, 'NPI')).toEqual([
      { number: '2980000014', enumeratedOn: '2005-05-23', deactivatedOn: null, reactivatedOn: null },
    ])
    expect(new Set(record.facts.map((fact) => fact.lastReportedOn))).toEqual(new Set(['2024-07-08']))
  })

  it('has each specialty once, primary if one of its slots is', () => {
    expect(valuesIn(recordOf(), 'ACTIVITY')).toMatchObject([
      { specialty: { taxonomyCode: '207R00000X', name: null, primary: false } },
      { specialty: { taxonomyCode: '207RC0000X', name: null, primary: true } },
    ])
  })

  it('has each license once, as published, and none that is a mask or no number', () => {
    expect(valuesIn(recordOf(), 'LICENSES')).toMatchObject([
      { jurisdiction: 'NE', number: 'MD 018839', status: null, issuedOn: null, expiresOn: null },
      { jurisdiction: 'OH', number: '35.096390' },
    ])
  })

  it.each([
    ['1', 'FORMER'],
    ['2', 'OTHER'],
    ['5', 'OTHER'],
  ])('has another name of type %s as %s', (code, type) => {
    const record = recordOf({ 'Provider Other Last Name Type Code': code })
    expect(record.names.map((name) => [name.type, name.last])).toEqual([
      ['LEGAL', 'FICTIONAL-SMITH'],
      [type, 'MAIDENSON'],
    ])
    expect(valuesIn(record, 'NAMES')).toMatchObject([{ credential: 'M. D.' }, { last: 'MAIDENSON', first: null }])
  })

  it('takes masks for nothing', () => {
    expect(recordOf({ 'Provider Other Last Name': '<UNAVAIL>' }).names).toHaveLength(1)
    expect(recordOf({ 'Provider Middle Name': '********' }).middle).toBeNull()
  })

  it('is a physician assistant by 363A, whatever the credential says', () => {
    const taxonomy = { 'Healthcare Provider Taxonomy Code_2': '', 'Healthcare Provider Taxonomy Code_3': '' }
    expect(recordOf({ ...taxonomy, 'Healthcare Provider Taxonomy Code_1': '363AM0700X' }).kind).toBe(
      'PHYSICIAN_ASSISTANT',
    )
  })

  it.each([
    [{ 'Entity Type Code': '2' }, { skipped: 'ORGANIZATION' }],
    [{ 'Provider Credential Text': 'DDS' }, { skipped: 'NO_MD_OR_DO_CREDENTIAL' }],
    [{ 'Provider Last Name (Legal Name)': '' }, { rejected: 'MISSING_LAST_NAME' }],
    [{ 'Last Update Date': '02/30/2020' }, { rejected: 'IMPOSSIBLE_DATE' }],
    [{ 'Provider Enumeration Date': '2020-02-01' }, { rejected: 'IMPOSSIBLE_DATE' }],
    [{ 'Entity Type Code': '' }, { rejected: 'UNKNOWN_ENTITY_TYPE' }],
  ])('%j is %j', (changes, outcome) => {
    expect(mapRow(changes)).toEqual(outcome)
  })

  it('amends the NPI alone when it is deactivated', () => {
    const outcome = mapRow({ 'Entity Type Code': '', 'NPI Deactivation Date': '02/29/2024' })
    expect(outcome).toMatchObject({
      entry: { type: 'AMENDMENT', facts: [{ value: { deactivatedOn: '2024-02-29' }, keep: ['enumeratedOn'] }] },
    })
  })

  it.each([
    [{}, { reportedOn: '2024-07-08', deactivatedOn: null, reactivatedOn: null }],
    [
      { 'NPI Deactivation Date': '03/04/2020', 'NPI Reactivation Date': '03/04/2020' },
      { reportedOn: '2024-07-08', deactivatedOn: null, reactivatedOn: '2020-03-04' },
    ],
    [
      { 'NPI Deactivation Date': '03/04/2020', 'NPI Reactivation Date': '03/03/2020' },
      { reportedOn: '2024-07-08', deactivatedOn: '2020-03-04', reactivatedOn: '2020-03-03' },
    ],
    [
      { 'Entity Type Code': '', 'NPI Deactivation Date': '02/29/2024' },
      { reportedOn: null, deactivatedOn: '2024-02-29', reactivatedOn: null },
    ],
  ])('%j is of the dates %j', (changes, dates) => {
    expect(mapRow(changes)).toMatchObject({ entry: { dates } })
  })

  it('is found by column names, in old and new layouts', () => {
    const renamed = nppesHeader().map((name) => (name === 'Provider Sex Code' ? 'Provider Gender Code' : name))
    expect(mapRow({}, renamed.slice(0, -1).reverse())).toEqual(mapRow())
  })
})

describe('NPPES values', () => {
  it('knows an NPI as the kernel does', () => {
    const likely = fc.tuple(fc.constantFrom('1', '2', '3'), fc.stringMatching(/^\d{9}$/)).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(likely, fc.string()), (text) => {
        expect(npiNumber(text)).toBe(isNpi(text) ? Number(text) : -1)
      }),
      { numRuns: 2000 },
    )
  })

  it('notices an NPI that comes twice, and no other', () => {
    const seen = new SeenNpis()
    expect([1000000004, 2999999994, 1000000012, 1000000004].map((npi) => seen.add(npi))).toEqual([
      true,
      true,
      true,
      false,
    ])
  })

  it.each([
    ['MD 18839', '18839'],
    ['35.096390', '35096390'],
    ['060-209', '060209'],
    ['ME0012', 'ME0012'],
    ['Pending', null],
    ['N/A', null],
    ['0000', null],
  ])('compares license %s as %s', (number, key) => {
    expect(licenseKey(number)).toBe(key)
  })
})
