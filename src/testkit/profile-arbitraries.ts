import fc from 'fast-check'
import {
  type AddressValue,
  CERTIFICATION_DURATIONS,
  type ProfileContent,
  type ProfileSection,
  SANCTION_KINDS,
  type SectionCode,
  type SectionValues,
  TRAINING_STATUSES,
} from '../profiles/profile.content.js'
import type { DocumentHeader, ProfileDocument } from '../profiles/profile.document.js'
import { PRODUCT_SECTIONS, type ProfileProduct } from '../profiles/profile.sections.js'
import { fictionalNpi } from './profile-elements.js'
import { fictionalDocument } from './profile-fixtures.js'

const MOST_ELEMENTS = 3

/** Mostly words, sometimes what sources really send: nothing, other scripts, one endless word. */
const text = fc.oneof(
  { weight: 8, arbitrary: fc.lorem({ maxCount: 5 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      'Żółć-Núñez y Đặng',
      '中文 😀',
      'W'.repeat(90),
      'a\u0301'.repeat(30),
      '&<"(\\)>',
    ),
  },
)
const maybe = fc.option(text)
const flag = fc.option(fc.boolean())
const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const partial = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([date, length]) => date.slice(0, length))
const maybePartial = fc.option(partial)
const number = fc.integer({ min: 1_000_000, max: 9_999_999 }).map(String)
const state = fc.constantFrom('IL', 'WI', 'PR', 'Nowhere')
const address: fc.Arbitrary<AddressValue> = fc.record({
  lines: fc.array(text, { maxLength: 3 }),
  city: maybe,
  state: fc.option(state),
  postalCode: fc.option(fc.constantFrom('00001', '000011234', 'X1 2YZ')),
  country: fc.constantFrom('US', 'CA', 'VN'),
})

const VALUES: { readonly [Code in SectionCode]: fc.Arbitrary<SectionValues[Code]> } = {
  NAMES: fc.record({
    type: fc.constantFrom('LEGAL', 'FORMER', 'OTHER'),
    prefix: maybe,
    first: maybe,
    middle: maybe,
    last: text,
    suffix: maybe,
    credential: maybe,
  }),
  MAILING_ADDRESS: address,
  OFFICE_ADDRESS: address,
  OFFICE_PHONE: fc.record({ number: fc.constantFrom('3125550142', '+44 20 7946 0000'), extension: maybe }),
  BIRTH: fc.record({ date: partial, city: maybe, state: maybe, country: fc.constantFrom(null, 'US', 'VN') }),
  ACTIVITY: fc.record({
    majorActivity: maybe,
    specialty: fc.option(
      fc.record({ taxonomyCode: fc.constantFrom(null, '207R00000X'), name: maybe, primary: fc.boolean() }),
    ),
  }),
  MEMBERSHIP: fc.record({ status: text }),
  NPI: fc.record({
    number: fc.integer({ min: 1, max: 9_999_999 }).map(fictionalNpi),
    enumeratedOn: maybePartial,
    deactivatedOn: maybePartial,
    reactivatedOn: maybePartial,
  }),
  EDUCATION: fc.record({
    school: text,
    location: maybe,
    degree: maybe,
    degreeType: maybe,
    enrolledOn: maybePartial,
    degreeOn: maybePartial,
    verified: fc.boolean(),
  }),
  TRAINING: fc.record({
    institution: text,
    state: fc.option(state),
    program: maybe,
    specialty: maybe,
    type: maybe,
    startedOn: maybePartial,
    endedOn: maybePartial,
    status: fc.constantFrom(...TRAINING_STATUSES),
  }),
  NATIONAL_BOARDS: fc.record({ board: text, examination: maybe, certifiedOn: maybePartial }),
  LICENSES: fc.record({
    jurisdiction: state,
    number: text,
    type: maybe,
    status: fc.option(fc.oneof(fc.constantFrom('Active', 'Expired'), text)),
    issuedOn: maybePartial,
    expiresOn: maybePartial,
  }),
  ECFMG: fc.record({ number, certifiedOn: maybePartial }),
  DEA: fc.record({
    number: text,
    schedules: fc.subarray(['2', '2N', '3', '3N', '4', '5']),
    expiresOn: maybePartial,
    city: maybe,
    state: maybe,
  }),
  BOARD_CERTIFICATIONS: fc.record({
    board: text,
    certificate: text,
    status: text,
    type: maybe,
    duration: fc.option(fc.constantFrom(...CERTIFICATION_DURATIONS)),
    effectiveOn: maybePartial,
    expiresOn: maybePartial,
    reverificationOn: maybePartial,
    participatingInContinuingCertification: flag,
  }),
  SANCTIONS: fc.record({
    kind: fc.constantFrom(...SANCTION_KINDS),
    authority: text,
    action: text,
    actionOn: maybePartial,
    endedOn: maybePartial,
    description: maybe,
  }),
  PA_PROGRAM: fc.record({ school: text, location: maybe, degreeYear: maybePartial }),
  NCCPA: fc.record({ number, status: text, yearGranted: maybePartial }),
}

function sectionOf<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<ProfileSection<Value>> {
  const provenance = fc.record({
    source: text,
    lastReportedOn: fc.option(day),
    retrievedAt: day.map((date) => `${date}T03:10:00.000Z`),
  })
  return fc.record({
    elements: fc.array(fc.record({ value, provenance }), { maxLength: MOST_ELEMENTS }),
    noneReported: fc.array(fc.record({ source: text, asOf: day }), { maxLength: 2 }),
  })
}

function contentOf(kind: ProfileContent['kind']): fc.Arbitrary<ProfileContent> {
  const codes = PRODUCT_SECTIONS[kind === 'PHYSICIAN' ? 'INITIAL_APPOINTMENT' : 'PA_PROFILE']
  const sections = Object.fromEntries(codes.map((code) => [code, sectionOf<unknown>(VALUES[code])]))
  return fc.record(sections, { requiredKeys: [] }).map((found) => ({
    format: 'profile-content/1',
    clinicianId: 'clin_fictional_arbitrary',
    kind,
    sections: found as ProfileContent['sections'],
  }))
}

/** Any document that the types allow: every product, any number of elements, partial dates, odd texts. */
export function anyProfileDocument(): fc.Arbitrary<ProfileDocument> {
  const header: fc.Arbitrary<Partial<DocumentHeader>> = fc.record({
    organizationName: text,
    requestedBy: text,
    mode: fc.constantFrom('TEST', 'LIVE'),
    timeZone: fc.constantFrom('America/Chicago', 'Asia/Kolkata', 'UTC'),
  })
  return fc
    .constantFrom<ProfileProduct>('INITIAL_APPOINTMENT', 'REAPPOINTMENT', 'PA_PROFILE')
    .chain((product) =>
      fc
        .tuple(contentOf(product === 'PA_PROFILE' ? 'PHYSICIAN_ASSISTANT' : 'PHYSICIAN'), header)
        .map(([content, fields]) => fictionalDocument(content, { ...fields, product })),
    )
}
