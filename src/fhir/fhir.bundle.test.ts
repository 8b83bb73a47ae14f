import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Bundle } from 'fhir/r4.js'
import { canonicalJson } from '../kernel/digest.js'
import type { ProfileContent } from '../profiles/profile.content.js'
import type { ProfileDocument } from '../profiles/profile.document.js'
import { allOf, onlyOf, pointedAt, resourcesOf, verificationsOf } from '../testkit/fhir-bundles.js'
import { assertSound, validator } from '../testkit/fhir-soundness.js'
import { anyProfileDocument } from '../testkit/profile-arbitraries.js'
import { fictionalNpi, reported, section } from '../testkit/profile-elements.js'
import {
  FICTIONAL_PUBLISHER,
  fictionalDocument,
  fullPaContent,
  fullPhysicianContent,
  namedPhysicianContent,
} from '../testkit/profile-fixtures.js'
import {
  crowdedPhysicianContent,
  longNamedPhysicianContent,
  sparsePhysicianContent,
} from '../testkit/profile-lengths.js'
import { fhirBundleOf } from './fhir.bundle.js'

const BASE = 'https://profiles.example/fhir'
const bundleOf = ({ header, content, contentSha256 }: ProfileDocument): Bundle =>
  fhirBundleOf(
    { id: 'doc_1', organizationId: 'org_1', snapshotNumber: 7, header, content, contentSha256 },
    FICTIONAL_PUBLISHER,
    { bytes: 123_456, sha256: 'ab'.repeat(32), renderedAt: new Date('2026-06-14T14:05:02.500Z') },
  )
const fullBundle = (header: Partial<ProfileDocument['header']> = {}) =>
  bundleOf(fictionalDocument(fullPhysicianContent(), header))
describe('every bundle is sound', () => {
  const hostile = `<b onload="x">&amp;]]>\u0000\u001b[31m\u202e\ud83d\ude00${'é'.repeat(300)}`
  const partial = fullPhysicianContent()
  partial.sections.BIRTH = section(
    reported({ date: '1971', city: null, state: null, country: null }, 'Sample Registry'),
  )
  const contents: Record<string, [ProfileContent, Partial<ProfileDocument['header']>]> = {
    'of a physician of whom everything is known': [fullPhysicianContent(), {}],
    'for reappointment': [fullPhysicianContent(), { product: 'REAPPOINTMENT', mode: 'LIVE' }],
    'of a physician assistant': [fullPaContent(), {}],
    'of a physician of whom little is known': [sparsePhysicianContent(), {}],
    'of a physician with many licenses and sanctions': [crowdedPhysicianContent(40, 10), {}],
    'of a physician with long names': [longNamedPhysicianContent(), {}],
    'with dates that are known in part': [partial, {}],
    'with hostile words': [namedPhysicianContent(hostile, hostile), { organizationName: hostile, requestedBy: ' ' }],
    'of a physician of whom nothing is known': [
      { format: 'profile-content/1', clinicianId: 'clin_unknown', kind: 'PHYSICIAN', sections: {} },
      {},
    ],
  }
  test.each(Object.entries(contents))('%s', (_, [content, header]) => {
    const document = fictionalDocument(content, header)
    assertSound(document, bundleOf(document))
  })

  test('a date of birth that is known in part stands there as it is known', () => {
    expect(onlyOf(bundleOf(fictionalDocument(partial)), 'Practitioner').birthDate).toBe('1971')
  })

  test('of 50 documents that are anything that the types allow', () => {
    fc.assert(
      fc.property(anyProfileDocument(), (document) => assertSound(document, bundleOf(document))),
      { numRuns: 50 },
    )
  }, 120_000)

  test('and the validator is not one that lets everything pass', () => {
    const practitioner = onlyOf(fullBundle(), 'Practitioner')
    expect(() => validator.warnings({ ...practitioner, birthDate: 'June' })).toThrow(/birthDate/)
    const stray = { specialty: 'Heart' }
    expect(() => validator.warnings({ ...practitioner, ...stray })).toThrow(/specialty/)
    expect(validator.unboundCodes({ ...practitioner, name: [{ use: 'former' }] } as never)).toEqual([
      'HumanName.use: former',
    ])
    expect(
      validator.wrongCodings({ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'DEE' }),
    ).toHaveLength(1)
  })
})

describe('the same document', () => {
  test('gives the same bundle, byte for byte, and another one other ids', () => {
    const [first, again, other] = [{}, {}, { documentNumber: 'PD-0000000043' }].map((header) => fullBundle(header))
    expect(canonicalJson(first)).toBe(canonicalJson(again))
    const ids = new Set(resourcesOf(other as Bundle).map(({ id }) => id))
    expect(resourcesOf(first as Bundle).filter(({ id }) => ids.has(id))).toEqual([])
    // RFC 9562: made of a name, version 5.
    expect(first?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})

test('the example of docs/fhir.md is what comes out', () => {
  const document = fictionalDocument(sparsePhysicianContent(), { product: 'REAPPOINTMENT' })
  expect(JSON.parse(readFileSync('docs/fhir-example.json', 'utf8'))).toEqual(bundleOf(document))
})

describe('what a profile says', () => {
  const bundle = fullBundle()
  const practitioner = onlyOf(bundle, 'Practitioner')

  test('of the document itself: number, time, what it is made from, and the official PDF', () => {
    expect(bundle).toMatchObject({
      type: 'collection',
      timestamp: '2026-06-14T14:05:00.000Z',
      identifier: { system: `${BASE}/sid/document-number`, value: 'PD-0000000042' },
    })
    const { masterIdentifier, subject, content, extension } = onlyOf(bundle, 'DocumentReference')
    expect([masterIdentifier?.value, subject?.reference]).toEqual(['PD-0000000042', `urn:uuid:${practitioner.id}`])
    expect(content[0]?.attachment).toMatchObject({
      contentType: 'application/pdf',
      size: 123_456,
      creation: '2026-06-14T14:05:02.500Z',
      extension: [{ url: `${BASE}/StructureDefinition/sha-256`, valueString: 'ab'.repeat(32) }],
    })
    expect(extension?.[0]?.extension).toEqual(
      expect.arrayContaining([
        { url: 'organizationName', valueString: 'Fictional Memorial Hospital' },
        { url: 'verificationPage', valueUrl: 'https://profiles.example/verify/PD-0000000042' },
      ]),
    )
    const { contentSha256 } = fictionalDocument(fullPhysicianContent())
    const { agent, entity } = onlyOf(bundle, 'Provenance')
    expect(agent[0]?.who.display).toBe('Example Profiles Publisher')
    const digest = Buffer.from(contentSha256, 'hex').toString('base64url')
    expect(entity?.[0]?.what.identifier?.value).toBe(`ni:///sha-256;${digest}`)
  })

  test('of names, birth and numbers', () => {
    expect(practitioner.name).toEqual([
      { use: 'official', family: 'Fictional-Núñez', given: ['Testina', 'Q.'], prefix: ['Dr.'], suffix: ['MD'] },
      { use: 'old', family: 'Żółć-Invented', given: ['Testina'] },
    ])
    // The fixture's day is one that 1971 has not: it stands in the reported element alone.
    expect(practitioner.birthDate).toBeUndefined()
    const numbers = practitioner.identifier?.map(({ system, type, value, assigner }) => [
      system?.replace(BASE, '') ?? type?.coding?.[0]?.code ?? type?.text,
      value,
      assigner?.display,
    ])
    expect(numbers).toEqual([
      ['/sid/clinician', 'clin_fictional_physician', undefined],
      ['http://hl7.org/fhir/sid/us-npi', fictionalNpi(1001), undefined],
      ['SL', '036-000001', 'Licensing authority of IL'],
      ['SL', '00001-20', 'Licensing authority of WI'],
      ['SL', '01000001A', 'Licensing authority of IN'],
      ['ECFMG number', '00000017', 'Educational Commission for Foreign Medical Graduates'],
      ['urn:oid:2.16.840.1.113883.4.814', 'AB1234563', 'Drug Enforcement Administration'],
    ])
  })

  test('of qualifications: those that were completed, with what the board says of them', () => {
    expect(practitioner.qualification?.map(({ code, period, issuer }) => [code.text, period, issuer?.display])).toEqual(
      [
        ['Doctor of Medicine, MD', { start: '1993-09', end: '1997-06-14' }, 'Imaginary University School of Medicine'],
        [
          'Residency, Internal Medicine, Internal Medicine Residency Program',
          { start: '1997-07-01', end: '2000-06-30' },
          'Make-Believe General Hospital',
        ],
        ['Parts I, II and III', { start: '1998-07' }, 'NBME'],
        [
          'IL, Physician and surgeon (status: Active)',
          { start: '1998-08-01', end: '2026-07-31' },
          'Licensing authority of IL',
        ],
        ['WI, Medicine and surgery (status: Expired)', { start: '1999', end: '2003-10' }, 'Licensing authority of WI'],
        ['IN', undefined, 'Licensing authority of IN'],
        ['ECFMG certification', { start: '1996-11' }, 'Educational Commission for Foreign Medical Graduates'],
        ['DEA registration, schedules 2, 2N, 3, 3N, 4, 5', { end: '2027-09-30' }, 'Drug Enforcement Administration'],
        ['Internal Medicine (status: Certified)', { start: '2000-08-23' }, 'Sample Board of Internal Medicine'],
        [
          'Cardiovascular Disease (status: Certified)',
          { start: '2004-11-09', end: '2026-12-31' },
          'Sample Board of Internal Medicine',
        ],
      ],
    )
  })

  test('of what the clinician does: NUCC codes, which nobody has verified', () => {
    const { code, specialty } = onlyOf(bundle, 'PractitionerRole')
    expect(code?.map((concept) => concept.text)).toEqual(['Physician', 'Office-based practice'])
    expect(specialty?.flatMap(({ coding }) => coding ?? [])).toEqual([
      { system: 'http://nucc.org/provider-taxonomy', code: '207R00000X', display: 'Internal Medicine' },
      { system: 'http://nucc.org/provider-taxonomy', code: '207RC0000X', display: 'Cardiovascular Disease' },
    ])
    const [first] = verificationsOf(bundle, 'ACTIVITY')
    expect([first?.status, first?.targetLocation]).toEqual([
      'attested',
      ['PractitionerRole.code[1]', 'PractitionerRole.specialty[0]'],
    ])
    expect(first?.attestation?.who?.reference).toBe(`urn:uuid:${practitioner.id}`)
  })

  test('of where each element comes from, and that it stands where it is said to stand', () => {
    const [license, , fromNppes] = verificationsOf(bundle, 'LICENSES')
    expect(license).toMatchObject({
      status: 'validated',
      targetLocation: ['Practitioner.identifier[2]', 'Practitioner.qualification[3]'],
      lastPerformed: '2026-06-14T03:10:00.000Z',
      primarySource: [{ who: { display: 'Illinois Sample Board' }, validationDate: '2026-06-12' }],
    })
    // What clinicians say of themselves to NPPES; the number itself is NPPES's own.
    expect([fromNppes?.status, verificationsOf(bundle, 'NPI')[0]?.status]).toEqual(['attested', 'validated'])
    for (const { target, targetLocation } of allOf(bundle, 'VerificationResult')) {
      for (const location of targetLocation ?? []) expect(pointedAt(bundle, target?.[0], location)).toBeDefined()
    }
  })

  test('of sanctions, and of sources that know of none', () => {
    const sanction = onlyOf(bundle, 'Basic')
    expect(sanction).toMatchObject({ subject: { reference: `urn:uuid:${practitioner.id}` } })
    expect(sanction.text?.div).toContain('Illinois Sample Board: Reprimand on 2011-04-05, until 2012')
    const [known, none] = verificationsOf(bundle, 'SANCTIONS')
    expect(known?.target?.[0]?.reference).toBe(`urn:uuid:${sanction.id}`)
    expect(none).toMatchObject({ lastPerformed: '2026-06-10', target: [{ reference: `urn:uuid:${practitioner.id}` }] })
    expect(none?.text?.div).toContain('none reported by OIG LEIE as of 2026-06-10')
    expect(none?.extension?.[0]?.extension).toContainEqual({ url: 'noneReported', valueBoolean: true })
  })

  test('in test mode is marked as made up, resource by resource, and in live mode is not', () => {
    const marks = (found: Bundle) => [found, ...resourcesOf(found)].map(({ meta }) => meta?.security?.[0]?.code)
    expect(new Set(marks(bundle))).toEqual(new Set(['HTEST']))
    expect(new Set(marks(fullBundle({ mode: 'LIVE' })))).toEqual(new Set([undefined]))
  })
})

test('the words of what was not sold are nowhere in a bundle for reappointment', () => {
  const json = JSON.stringify(fullBundle({ product: 'REAPPOINTMENT' }))
  for (const word of ['Imaginary University', 'Residency', 'NBME', '00000017', 'Member since', '207R00000X']) {
    expect(json).not.toContain(word)
  }
})

test('a masked DEA number is no number, but shown as it is rendered', () => {
  const content = fullPhysicianContent()
  const [dea] = content.sections.DEA?.elements ?? []
  if (dea !== undefined) dea.value.number = '*****4563'
  const document = fictionalDocument(content)
  const bundle = bundleOf(document)
  assertSound(document, bundle)
  const masked = onlyOf(bundle, 'Practitioner').identifier?.find(({ system }) => system?.startsWith('urn:oid'))
  expect([masked?.value, masked?._value?.extension?.[0]?.valueString]).toEqual([undefined, '*****4563'])
  expect(JSON.stringify(bundle)).not.toContain('AB1234563')
})
