import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ENDPOINT_HEADER, LOCATION_HEADER, locationRow, OTHER_NAME_HEADER } from '../../testkit/companion-files.js'
import { csvText, fictionalNpi, type NamedValues, outcomesOf } from '../../testkit/csv-files.js'
import { nppesHeader } from '../../testkit/nppes-file.js'
import { locationFacts } from '../location.facts.js'
import { nppesDeactivations } from './nppes.deactivations.js'
import { endpointFacts, endpointRows, isEndpoint } from './nppes.endpoints.js'
import { locationRows, nppesLocations } from './nppes.locations.js'
import { nppesOtherNames, otherNameFacts, otherNameRows } from './nppes.other-names.js'

const NPI = fictionalNpi(1)
const LOCATION = locationRow(NPI, '2 SAMPLE ST', { phone: '3085550102', fax: '3085550103' })

const locations = (rows: NamedValues[], header: readonly string[] = LOCATION_HEADER) =>
  outcomesOf(locationRows, csvText(header, rows))

const endpoint = (values: NamedValues) =>
  outcomesOf(endpointRows, csvText(ENDPOINT_HEADER, [{ NPI, 'Endpoint Type': 'DIRECT', ...values }]))[0]

describe('practice locations of NPPES', () => {
  it('are addresses with phone and fax', () => {
    expect(locations([LOCATION])).toEqual([
      {
        key: NPI,
        part: {
          lines: ['2 SAMPLE ST'],
          city: 'MOCKPORT',
          state: 'IA',
          postalCode: '50001-2168',
          country: 'US',
          phone: { number: '3085550102', extension: null },
          fax: '3085550103',
          organization: null,
        },
      },
    ])
  })

  it('are read whatever the order of the columns, the blanks and the case of their names', () => {
    const blanks = fc.constantFrom(' ', '  ', '   ')
    const header = fc.shuffledSubarray<string>([...LOCATION_HEADER], { minLength: LOCATION_HEADER.length })
    fc.assert(
      fc.property(header, blanks, fc.boolean(), fc.constantFrom('\n', '\r\n'), (names, blank, shout, lineEnd) => {
        const written = new Map(names.map((name) => [name, ` ${name.replaceAll(' ', blank)}`]))
        const row = Object.fromEntries(Object.entries(LOCATION).map(([name, value]) => [written.get(name), value]))
        const text = csvText([...written.values()], [row as NamedValues], lineEnd)
        const [first = '', ...rest] = text.split(lineEnd)
        const file = [shout ? first.toUpperCase() : first, ...rest].join(lineEnd)
        expect(outcomesOf(locationRows, file)).toEqual(locations([LOCATION]))
      }),
    )
  })

  it('are read in UTF-8 and in ISO-8859-1 alike', () => {
    const city = fc.stringMatching(/^[A-Za-z]{2,12}[ÀÉÑÖßàéñöü]{1,3}[A-Za-z]{1,9}$/)
    fc.assert(
      fc.property(city, (name) => {
        const text = csvText(LOCATION_HEADER, [{ ...LOCATION, [LOCATION_HEADER[3]]: name }])
        const [utf8, latin1] = (['utf8', 'latin1'] as const).map((encoding) =>
          outcomesOf(locationRows, Buffer.from(text, encoding)),
        )
        expect(utf8).toEqual(latin1)
        expect(utf8).toMatchObject([{ part: { city: name } }])
      }),
    )
  })

  it('are rejected without a right NPI, and skipped without an address', () => {
    expect(
      locations([
        { ...LOCATION, NPI: '2990000000' },
        { ...LOCATION, NPI: 'JOHN' },
        { NPI, [LOCATION_HEADER[7]]: '1' },
      ]),
    ).toEqual([
      { rejected: 'INVALID_NPI', publicKey: '2990000000' },
      { rejected: 'INVALID_NPI', publicKey: '' },
      { skipped: 'NO_ADDRESS' },
    ])
  })

  it('are one where the address is the same, however it is written and whatever its phone', () => {
    const parts = locations([
      LOCATION,
      { ...LOCATION, [LOCATION_HEADER[1]]: '2 Sample  St.', [LOCATION_HEADER[7]]: '' },
      locationRow(NPI, '3 SAMPLE ST'),
    ]).flatMap((outcome) => ('part' in outcome ? outcome.part : []))
    expect(locationFacts(parts).map(({ position, value }) => [position, value])).toEqual([
      [0, parts[0]],
      [1, parts[2]],
    ])
  })

  it('say which columns are missing', () => {
    expect(() => locations([], ['NPI', 'Endpoint'])).toThrow(/expected the practice location file.*Missing columns/)
  })
})

describe('other names of NPPES', () => {
  const names = (...texts: string[]) =>
    outcomesOf(
      otherNameRows,
      csvText(
        OTHER_NAME_HEADER,
        texts.map((name) => ({ NPI, [OTHER_NAME_HEADER[1]]: name })),
      ),
    )

  it('are names as a whole, each once', () => {
    const parts = names('MOCK CLINIC', 'Mock  Clinic.', 'SAMPLE CARE').flatMap((one) => ('part' in one ? one.part : []))
    expect(otherNameFacts(parts).map(({ value }) => value)).toMatchObject([
      { type: 'OTHER', first: null, last: 'MOCK CLINIC', credential: null },
      { last: 'SAMPLE CARE' },
    ])
  })

  it('are none where NPPES publishes a mask', () => {
    expect(names('<UNAVAIL>', '...')).toEqual([{ skipped: 'NO_NAME' }, { skipped: 'NO_NAME' }])
  })

  it('are not looked for in the main file, which has the same columns', () => {
    expect(() => outcomesOf(otherNameRows, csvText(nppesHeader(), []))).toThrow('This is the main file of NPPES')
  })
})

describe('endpoints of NPPES', () => {
  it('are addresses and URLs with what they are for', () => {
    const values = {
      Endpoint: 'Testa.Fictional@direct.mock.example',
      'Use Code': 'OTHER',
      'Use Description': 'Other',
      'Other Use Description': 'Referrals',
      'Content Type': 'CSV',
      'Content Description': 'CSV',
      'Affiliation Legal Business Name': 'MOCK CLINIC',
    }
    expect(endpoint(values)).toEqual({
      key: NPI,
      part: {
        type: 'DIRECT',
        endpoint: 'Testa.Fictional@direct.mock.example',
        description: null,
        use: 'Referrals',
        content: 'CSV',
        affiliation: 'MOCK CLINIC',
      },
    })
  })

  it.each(['', 'none', 'N/A', 'n/a', 'Unknown', '-'])('are none where "%s" stands', (text) => {
    expect(endpoint({ Endpoint: text })).toEqual({ skipped: 'NO_ENDPOINT' })
  })

  it.each([
    '308-555-0100',
    'Mockport',
    'www.mock.example',
    'https:/mock.example/fhir',
    'https://',
    'a b@mock.example',
    'a@b@mock.example',
    'javascript:alert(1)',
  ])('are rejected where nobody can call "%s", which is told to nobody', (text) => {
    expect(endpoint({ Endpoint: text })).toEqual({ rejected: 'MALFORMED_ENDPOINT', publicKey: NPI, key: NPI })
  })

  it('are what they are, if they can be called', () => {
    fc.assert(fc.property(fc.webUrl({ withQueryParameters: true }), (url) => expect(isEndpoint(url)).toBe(true)))
    fc.assert(fc.property(fc.emailAddress(), (address) => expect(isEndpoint(address)).toBe(!/[/:]/.test(address))))
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'abc .-0') }), (text) => !isEndpoint(text)))
    expect(isEndpoint(`https://mock.example/${'x'.repeat(1000)}`)).toBe(false)
  })

  it('are repeated once for all offices', () => {
    const value = { type: 'DIRECT', description: null, use: null, content: null, affiliation: null }
    const facts = endpointFacts([
      { ...value, endpoint: 'A@mock.example' },
      { ...value, endpoint: 'a@mock.example' },
      { ...value, type: 'FHIR', endpoint: 'https://mock.example/A' },
      { ...value, type: 'FHIR', endpoint: 'https://mock.example/a' },
    ])
    expect(facts).toHaveLength(3)
  })
})

describe('names of the files of NPPES', () => {
  it.each([
    ['pl_pfile_20050523-20251109.csv', { scope: 'FULL', asOf: '2025-11-09' }],
    ['othername_pfile_20251103-20251109.csv', { scope: 'UPDATE', asOf: '2025-11-09' }],
    ['endpoint_pfile_20050523-20260208_V2.csv', { scope: 'FULL', asOf: '2026-02-08' }],
    ['pl_pfile_20050523-20251399.csv', { scope: 'FULL', asOf: null }],
    ['pl_pfile_sample.csv', { scope: null, asOf: null }],
  ])('%s is %j', (name, told) => {
    expect([nppesLocations, nppesOtherNames].map((loader) => loader.nameTells?.(name))).toEqual([told, told])
  })

  it.each([
    ['NPPES Deactivated NPI Report 20251110.xlsx', { scope: 'FULL', asOf: '2025-11-10' }],
    ['deactivated_npi_report_derived.csv', { scope: null, asOf: null }],
  ])('%s is %j', (name, told) => {
    expect(nppesDeactivations.nameTells?.(name)).toEqual(told)
  })
})
