import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  CLINICIANS_HEADER,
  OLD_CLINICIANS_HEADER,
  OPT_OUT_HEADER,
  ORDERING_HEADER,
} from '../../testkit/companion-files.js'
import { csvText, fictionalNpi, type NamedValues, outcomesOf } from '../../testkit/csv-files.js'
import { locationFacts } from '../location.facts.js'
import { type ClinicianAtGroup, clinicianRows, cmsClinicians, schoolFacts } from './cms.clinicians.js'
import { affidavitFacts, affidavitRows, cmsOptOut } from './cms.opt-out.js'
import { cmsOrdering, orderingRows } from './cms.ordering.js'

const NPI = fictionalNpi(1)

const CLINICIAN = {
  NPI,
  'Provider Last Name': 'FICTIONAL',
  Med_sch: 'MOCK UNIVERSITY, SCHOOL OF MEDICINE',
  Grd_yr: '1981',
  pri_spec: 'INTERNAL MEDICINE',
  Telehlth: 'Y',
  'Facility Name': 'MOCK CLINIC LLC',
  adr_ln_1: '870 MOCK AVE N',
  adr_ln_2: 'SUITE 3',
  'City/Town': 'MOCKPORT',
  State: 'IA',
  'ZIP Code': '500012168',
  'Telephone Number': '3085550100',
}

/** What the columns of the layout of 31 columns were called in the one of 40. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  'Provider Last Name': 'lst_nm',
  'Facility Name': 'org_nm',
  'City/Town': 'cty',
  State: 'st',
  'ZIP Code': 'zip',
  'Telephone Number': 'phn_numbr',
}

const clinicians = (...rows: NamedValues[]) => outcomesOf(clinicianRows, csvText(CLINICIANS_HEADER, rows))
const partsOf = (...rows: NamedValues[]): ClinicianAtGroup[] =>
  clinicians(...rows).flatMap((outcome) => ('part' in outcome ? outcome.part : []))

describe('Doctors and Clinicians', () => {
  it('tells school, year and where the clinician practices, and no name', () => {
    const [part] = partsOf(CLINICIAN)
    expect(JSON.stringify(part)).not.toContain('FICTIONAL')
    expect(locationFacts(part?.location ? [part.location] : [])).toMatchObject([
      {
        section: 'PRACTICE_LOCATIONS',
        value: {
          lines: ['870 MOCK AVE N', 'SUITE 3'],
          city: 'MOCKPORT',
          state: 'IA',
          postalCode: '50001-2168',
          country: 'US',
          phone: { number: '3085550100', extension: null },
          fax: null,
          organization: 'MOCK CLINIC LLC',
        },
      },
    ])
    expect(schoolFacts(part === undefined ? [] : [part]).map(({ section, value }) => [section, value])).toEqual([
      [
        'EDUCATION',
        {
          school: 'MOCK UNIVERSITY, SCHOOL OF MEDICINE',
          location: null,
          degree: null,
          degreeType: null,
          enrolledOn: null,
          degreeOn: '1981',
          verified: false,
        },
      ],
    ])
  })

  it('tells the program of a physician assistant', () => {
    expect(schoolFacts(partsOf({ ...CLINICIAN, pri_spec: 'PHYSICIAN ASSISTANT' }))).toMatchObject([
      { section: 'PA_PROGRAM', value: { school: CLINICIAN.Med_sch, location: null, degreeYear: '1981' } },
    ])
  })

  it('says the same in both layouts, whatever the order of their columns', () => {
    const old = Object.fromEntries(
      Object.entries(CLINICIAN).map(([name, value]) => {
        const now = OLD_NAMES[name] ?? name
        return [OLD_CLINICIANS_HEADER.find((column) => column.trim() === now) ?? name, value]
      }),
    )
    const shuffled = (header: readonly string[]) => fc.shuffledSubarray([...header], { minLength: header.length })
    fc.assert(
      fc.property(shuffled(CLINICIANS_HEADER), shuffled(OLD_CLINICIANS_HEADER), (present, former) => {
        const expected = clinicians(CLINICIAN)
        expect(outcomesOf(clinicianRows, csvText(present, [CLINICIAN], '\r\n'))).toEqual(expected)
        expect(outcomesOf(clinicianRows, csvText(former, [old]))).toEqual(expected)
      }),
    )
  })

  it('has a school once, and each address of each group once', () => {
    const rows = partsOf(
      CLINICIAN,
      { ...CLINICIAN, 'Facility Name': 'SAMPLE GROUP' },
      { ...CLINICIAN, adr_ln_1: '870 Mock Ave. N' },
      { ...CLINICIAN, adr_ln_1: '1 SAMPLE ST' },
    )
    expect(schoolFacts(rows)).toHaveLength(1)
    expect(locationFacts(rows.flatMap(({ location }) => location ?? []))).toHaveLength(3)
  })

  it.each([
    [{ Med_sch: 'OTHER' }, { key: NPI, part: { school: null } }],
    [{ Med_sch: 'OTHER', adr_ln_1: '', adr_ln_2: '', 'City/Town': '' }, { skipped: 'NO_SCHOOL_AND_NO_ADDRESS' }],
    [{ Grd_yr: '' }, { key: NPI, part: { school: { year: null } } }],
    [{ Grd_yr: '1981.0' }, { rejected: 'IMPOSSIBLE_YEAR', publicKey: NPI, key: NPI }],
    [{ NPI: '2990000000' }, { rejected: 'INVALID_NPI', publicKey: '2990000000' }],
  ])('%j is %j', (changes, outcome) => {
    expect(clinicians({ ...CLINICIAN, ...changes })).toMatchObject([outcome])
  })

  it('is not a file that somebody else made of it', () => {
    const derived = ['NPI', 'Provider Last Name', 'pri_spec', 'City/Town', 'State', 'ZIP Code', 'Full Street Address']
    expect(() => outcomesOf(clinicianRows, csvText(derived, []))).toThrow(
      /of 7 columns.*expected the Doctors and Clinicians file.*"Med_sch", "Grd_yr", "Facility Name"/,
    )
  })
})

describe('Opt Out Affidavits', () => {
  const AFFIDAVIT = {
    NPI,
    Specialty: 'Family Practice',
    'Optout Effective Date': '01/01/2024',
    'Optout End Date': '01/01/2026',
    'Eligible to Order and Refer': 'N',
    'Last updated': '10/15/2025',
  }
  const affidavits = (...rows: NamedValues[]) => outcomesOf(affidavitRows, csvText(OPT_OUT_HEADER, rows))

  it('are told with their days', () => {
    const value = {
      effectiveOn: '2024-01-01',
      endsOn: '2026-01-01',
      eligibleToOrderAndRefer: false,
      specialty: 'Family Practice',
    }
    expect(affidavits(AFFIDAVIT)).toEqual([{ key: NPI, part: { value, updatedOn: '2025-10-15' } }])
  })

  it('are told as their latest row has them', () => {
    const parts = affidavits(
      AFFIDAVIT,
      { ...AFFIDAVIT, 'Optout End Date': '01/01/2028', 'Last updated': '11/15/2025' },
      { ...AFFIDAVIT, 'Optout Effective Date': '01/01/2020', 'Optout End Date': '' },
    ).flatMap((outcome) => ('part' in outcome ? outcome.part : []))
    expect(affidavitFacts(parts)).toMatchObject([
      { position: 0, value: { endsOn: '2028-01-01' }, lastReportedOn: '2025-11-15' },
      { position: 1, value: { effectiveOn: '2020-01-01', endsOn: null } },
    ])
  })

  it.each([
    [{ 'Optout Effective Date': '' }, 'MISSING_DATE'],
    [{ 'Optout End Date': '02/30/2026' }, 'IMPOSSIBLE_DATE'],
    [{ 'Eligible to Order and Refer': 'maybe' }, 'UNKNOWN_FLAG'],
  ])('%j is %s', (changes, rejected) => {
    expect(affidavits({ ...AFFIDAVIT, ...changes })).toEqual([{ rejected, publicKey: NPI, key: NPI }])
  })
})

describe('Order and Referring', () => {
  it('tells each kind of order, and of hospices what the layout knows', () => {
    const flags = fc.record(Object.fromEntries(['PARTB', 'DME', 'HHA', 'PMD'].map((name) => [name, fc.boolean()])))
    const written = (values: Record<string, boolean>): NamedValues =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ? 'Y' : 'N']))
    fc.assert(
      fc.property(flags, fc.boolean(), (values, hasHospice) => {
        const header = hasHospice ? ORDERING_HEADER : ORDERING_HEADER.slice(0, -1)
        const { PARTB: partB, DME: dme, HHA: hha, PMD: pmd } = values
        const row = { NPI, HOSPICE: 'Y', ...written(values) }
        expect(outcomesOf(orderingRows, csvText(header, [row]))).toEqual([
          { key: NPI, part: { partB, dme, hha, pmd, hospice: hasHospice ? true : null } },
        ])
      }),
    )
  })
})

describe('names of the files of CMS', () => {
  it.each([
    [cmsClinicians, 'DAC_NationalDownloadableFile.csv', { scope: 'FULL', asOf: null }],
    [cmsClinicians, 'dac_2022_40col_sample.csv', { scope: null, asOf: null }],
    [cmsOptOut, 'OptOut_July2026.csv', { scope: 'FULL', asOf: null }],
    [cmsOptOut, 'Opt_Out_Affidavits_2026-09-01.csv', { scope: 'FULL', asOf: '2026-09-01' }],
    [cmsOptOut, 'optout_affidavits_format.csv', { scope: null, asOf: null }],
    [cmsOrdering, 'OrderReferring_20260831.csv', { scope: 'FULL', asOf: '2026-08-31' }],
    [cmsOrdering, 'order_and_referring_format.csv', { scope: null, asOf: null }],
  ])('%#', (loader, name, told) => {
    expect(loader.nameTells?.(name)).toEqual(told)
  })
})
