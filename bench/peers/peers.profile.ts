/** Sections of the profile that is read, as the schema calls their fields: section, field, fields of its elements. */
const SECTIONS = [
  ['NAMES', 'names', 'type prefix first middle last suffix credential'],
  ['MAILING_ADDRESS', 'mailingAddress', 'lines city state postalCode country'],
  ['OFFICE_ADDRESS', 'officeAddress', 'lines city state postalCode country'],
  ['OFFICE_PHONE', 'officePhone', 'number extension'],
  ['BIRTH', 'birth', 'date city state country'],
  ['ACTIVITY', 'activity', 'majorActivity specialty { taxonomyCode name primary }'],
  ['NPI', 'npi', 'number enumeratedOn deactivatedOn reactivatedOn'],
  ['EDUCATION', 'education', 'school location degree degreeType enrolledOn degreeOn verified'],
  ['TRAINING', 'training', 'institution state program specialty type startedOn endedOn status'],
  ['NATIONAL_BOARDS', 'nationalBoards', 'board examination certifiedOn'],
  ['LICENSES', 'licenses', 'jurisdiction number type status issuedOn expiresOn'],
  ['DEA', 'dea', 'number schedules expiresOn city state'],
  [
    'BOARD_CERTIFICATIONS',
    'boardCertifications',
    'board certificate status type duration effectiveOn expiresOn reverificationOn participatingInContinuingCertification',
  ],
  ['SANCTIONS', 'sanctions', 'kind authority action actionOn endedOn description'],
] as const

const HEAD = ['documentNumber', 'asOf', 'contentSha256'] as const

/** Fields of a profile that are read. */
export const PROFILE_FIELDS: readonly string[] = [...HEAD, ...SECTIONS.map(([, field]) => field)]

/** What is read of a full profile: some 120 fields. */
export const PROFILE_SELECTION = `{ ${HEAD.join(' ')} ${SECTIONS.map(
  ([, field, selection]) =>
    `${field} { elements { ${selection} provenance { source lastReportedOn retrievedAt } } noneReported { source asOf } }`,
).join(' ')} }`

/** The same of a document that stands in the database, for servers that have no other idea of a profile. */
export interface StoredProfile {
  documentNumber: string
  asOf: string
  contentSha256: string
  content: string
}

interface StoredSection {
  elements: { value: object; provenance: object }[]
  noneReported: object[]
}

/** A stored profile as the schema shows it: an element's value and its provenance side by side. */
export function shownProfile({ content, ...head }: StoredProfile): Record<string, unknown> {
  const { sections } = JSON.parse(content) as { sections: Readonly<Record<string, StoredSection | undefined>> }
  const shown = SECTIONS.map(([code, field]) => {
    const { elements = [], noneReported = [] } = sections[code] ?? {}
    return [field, { elements: elements.map(({ value, provenance }) => ({ ...value, provenance })), noneReported }]
  })
  return { ...head, ...Object.fromEntries(shown) }
}

const SOURCE = { source: 'Sample Registry', lastReportedOn: '2026-05-01', retrievedAt: '2026-05-02T03:04:05.000Z' }

const section = (...values: object[]): StoredSection => ({
  elements: values.map((value) => ({ value, provenance: SOURCE })),
  noneReported: [],
})

const address = (line: string) => ({
  lines: [line, 'Suite 100'],
  city: 'Sampleton',
  state: 'IL',
  postalCode: '62701',
  country: 'US',
})

const license = (jurisdiction: string, number: string) => ({
  jurisdiction,
  number,
  type: 'Physician and surgeon',
  status: 'Active',
  issuedOn: '1998-08-01',
  expiresOn: '2027-07-31',
})

const certificate = (name: string, type: string) => ({
  board: 'Sample Board of Internal Medicine',
  certificate: name,
  status: 'Certified',
  type,
  duration: 'CONTINUOUS',
  effectiveOn: '2004-11-09',
  expiresOn: '2027-12-31',
  reverificationOn: '2027-04-01',
  participatingInContinuingCertification: true,
})

const training = (type: string, specialty: string) => ({
  institution: 'Make-Believe General Hospital',
  state: 'WI',
  program: `${specialty} Program`,
  specialty,
  type,
  startedOn: '1997-07-01',
  endedOn: '2000-06-30',
  status: 'COMPLETED',
})

/** What is known of everybody who can be bought: `@npi@` and `@last@` are each one's own. Everything is made up. */
export const PROFILE_TEMPLATE = {
  format: 'profile-content/1',
  clinicianId: '@id@',
  kind: 'PHYSICIAN',
  sections: {
    NAMES: section({
      type: 'LEGAL',
      prefix: 'DR',
      first: 'TESTINA',
      middle: 'Q',
      last: '@last@',
      suffix: null,
      credential: 'MD',
    }),
    MAILING_ADDRESS: section(address('1 Example Plaza')),
    OFFICE_ADDRESS: section(address('2 Sample Street')),
    OFFICE_PHONE: section({ number: '2175550100', extension: '12' }),
    BIRTH: section({ date: '1971-02-03', city: 'Sampleton', state: 'IL', country: 'US' }),
    ACTIVITY: section({
      majorActivity: 'Office-based practice',
      specialty: { taxonomyCode: null, name: 'Internal Medicine', primary: true },
    }),
    NPI: section({ number: '@npi@', enumeratedOn: '2006-05-23', deactivatedOn: null, reactivatedOn: null }),
    EDUCATION: section({
      school: 'Imaginary University School of Medicine',
      location: 'Sampleton, IL',
      degree: 'Doctor of Medicine',
      degreeType: 'MD',
      enrolledOn: '1993-09',
      degreeOn: '1997-06-14',
      verified: true,
    }),
    TRAINING: section(training('Residency', 'Internal Medicine'), training('Fellowship', 'Cardiovascular Disease')),
    NATIONAL_BOARDS: section({ board: 'NBME', examination: 'Parts I, II and III', certifiedOn: '1998-07' }),
    LICENSES: section(license('IL', '036-000001'), license('WI', '00001-20'), license('IN', '01000001A')),
    DEA: section({
      number: 'AP5836727',
      schedules: ['2', '2N', '3', '3N', '4', '5'],
      expiresOn: '2027-01-31',
      city: 'Sampleton',
      state: 'IL',
    }),
    BOARD_CERTIFICATIONS: section(
      certificate('Internal Medicine', 'General'),
      certificate('Cardiovascular Disease', 'Subspecialty'),
    ),
    SANCTIONS: {
      ...section({
        kind: 'STATE_BOARD',
        authority: 'Illinois Sample Board',
        action: 'Reprimand',
        actionOn: '2011-04-05',
        endedOn: '2012',
        description: 'Invented for demonstration: late renewal of a license.',
      }),
      noneReported: [{ source: 'Sample Exclusions', asOf: '2026-06-10' }],
    },
  },
}
