import { describe, expect, test } from '@jest/globals'
import type { Actor } from '../../auth/actor.js'
import { UserErrors } from '../../kernel/errors.js'
import { section } from '../../testkit/profile-elements.js'
import { fictionalDocument, fullPaContent, fullPhysicianContent } from '../../testkit/profile-fixtures.js'
import type { ProfileContent, ProfileElement, SectionCode } from '../profile.content.js'
import type { DocumentWithContent } from '../profile.documents.js'
import { PRODUCT_SECTIONS, type ProfileProduct } from '../profile.sections.js'
import { comparison } from './profile-changes.view.js'

const BUYER = { kind: 'USER' } as Actor
const STAFF = { kind: 'STAFF' } as Actor

const document = (content: ProfileContent, number: number, product?: ProfileProduct): DocumentWithContent => {
  const header = { documentNumber: `PD-${number}`, ...(product !== undefined && { product }) }
  const { contentSha256, ...issued } = fictionalDocument(content, header)
  return { ...issued, id: `pdoc_${number}`, organizationId: 'org_1', snapshotNumber: number, contentSha256 }
}

/** The content with one section rewritten. */
function edited<Code extends SectionCode>(
  code: Code,
  edit: (elements: ProfileElement<object>[]) => ProfileElement<object>[],
  content = fullPhysicianContent(),
): ProfileContent {
  const elements = (content.sections[code]?.elements ?? []) as ProfileElement<object>[]
  const sections = { ...content.sections, [code]: section(...edit(structuredClone(elements))) }
  return { ...content, sections }
}

const compare = (before: ProfileContent, after: ProfileContent, actor = BUYER) =>
  comparison(document(before, 1), document(after, 2), actor)

describe('what differs between two profiles', () => {
  const before = fullPhysicianContent()

  test('is nothing of the same content', () => {
    const changes = compare(before, fullPhysicianContent())
    expect(changes).toMatchObject({ sections: [], monitoredChange: false, notCompared: [], since: 'PD-1' })
    expect(changes.compared).toEqual(PRODUCT_SECTIONS.INITIAL_APPOINTMENT)
    expect(comparison(document(before, 1), document(before, 1), BUYER).sameSnapshot).toBe(true)
  })

  test('is told by section, element and field', () => {
    const after = edited('LICENSES', ([first, ...rest]) => [
      ...rest,
      { ...first, value: { ...first?.value, status: 'Inactive', expiresOn: '2030-07' } } as ProfileElement<object>,
    ])
    const [license] = before.sections.LICENSES?.elements ?? []
    const { value, provenance } = license as NonNullable<typeof license>
    const [changed, ...others] = compare(before, after).sections
    expect(others).toEqual([])
    expect(changed).toEqual({
      section: 'LICENSES',
      title: 'State licenses',
      monitored: true,
      added: [],
      removed: [],
      onlyReverified: [],
      noneReported: [],
      changed: [
        {
          element: `${value.jurisdiction}, ${value.number}`,
          source: provenance.source,
          fields: [
            { field: 'expiresOn', before: value.expiresOn, after: '2030-07' },
            { field: 'status', before: value.status, after: 'Inactive' },
          ],
          provenanceBefore: expect.objectContaining({ source: provenance.source }),
          provenanceAfter: expect.objectContaining({ source: provenance.source }),
        },
      ],
    })
  })

  test('of an element that is new or gone is all that it says', () => {
    const without = edited('ECFMG', () => [])
    const change = {
      element: 'ECFMG',
      fields: [
        { field: 'certifiedOn', before: null, after: '1996-11' },
        { field: 'number', before: null, after: '00000017' },
      ],
      provenanceBefore: null,
    }
    expect(compare(without, before).sections[0]?.added).toMatchObject([change])
    const { removed } = compare(before, without).sections[0] ?? {}
    expect(removed).toMatchObject([{ element: 'ECFMG', provenanceAfter: null }])
    expect(removed?.[0]?.fields[0]).toEqual({ field: 'certifiedOn', before: '1996-11', after: null })
  })

  test('is no change, only a verification, if a source reports the same again', () => {
    const later = edited('DEA', (elements) =>
      elements.map(({ value, provenance }) => ({ value, provenance: { ...provenance, lastReportedOn: '2026-07-01' } })),
    )
    const changes = compare(before, later)
    expect(changes.monitoredChange).toBe(false)
    expect(changes.sections).toMatchObject([
      { section: 'DEA', added: [], removed: [], changed: [], onlyReverified: [{ fields: [] }] },
    ])
    const [{ provenanceBefore, provenanceAfter } = {}] = changes.sections[0]?.onlyReverified ?? []
    expect([provenanceBefore?.lastReportedOn, provenanceAfter?.lastReportedOn]).toEqual(['2026-06-12', '2026-07-01'])
  })

  test('tells a legal name and a specialty that changed from ones that are new', () => {
    const renamed = edited('NAMES', ([legal, ...rest]) => [
      { ...legal, value: { ...legal?.value, last: 'Invented' } } as ProfileElement<object>,
      ...rest,
    ])
    expect(compare(before, renamed).sections).toMatchObject([
      { added: [], removed: [], monitored: false, changed: [{ fields: [{ field: 'last', after: 'Invented' }] }] },
    ])
    const called = edited('ACTIVITY', ([first, ...rest]) => [
      {
        ...first,
        value: { ...first?.value, specialty: { taxonomyCode: '207R00000X', name: 'Medicine', primary: true } },
      } as ProfileElement<object>,
      ...rest,
    ])
    expect(compare(before, called).sections[0]?.changed[0]?.fields).toEqual([
      {
        field: 'specialty',
        before: 'Internal Medicine (207R00000X), primary',
        after: 'Medicine (207R00000X), primary',
      },
    ])
  })

  test('hides from staff all but the last four characters of a DEA number, also where it is the change', () => {
    const other = edited('DEA', (elements) =>
      elements.map((element) => ({ ...element, value: { ...element.value, number: 'FF9999991', schedules: ['4'] } })),
    )
    const seen = compare(before, other, STAFF).sections[0]
    expect(seen?.added[0]?.element).toBe('*****9991')
    expect(seen?.removed[0]?.fields).toContainEqual({ field: 'number', before: '*****4563', after: null })
    expect(JSON.stringify(seen)).not.toMatch(/AB1234563|FF9999991/)
    expect(compare(before, other).sections[0]?.added[0]).toMatchObject({
      element: 'FF9999991',
      fields: expect.arrayContaining([{ field: 'schedules', before: null, after: '4' }]),
    })
  })

  test('is looked for only in what both products include', () => {
    const everything = { ...before, sections: {} }
    const changes = comparison(document(before, 1), document(everything, 2, 'REAPPOINTMENT'), BUYER)
    expect(changes.compared).toEqual(PRODUCT_SECTIONS.REAPPOINTMENT)
    expect(changes.notCompared).toEqual(['ACTIVITY', 'MEMBERSHIP', 'EDUCATION', 'TRAINING', 'NATIONAL_BOARDS', 'ECFMG'])
    expect(changes.sections.map((one) => one.section)).toEqual(PRODUCT_SECTIONS.REAPPOINTMENT)
    expect(JSON.stringify(changes)).not.toMatch(/Imaginary University|00000017/)
    expect(changes.monitoredChange).toBe(true)
  })

  test('is not asked of two people', () => {
    const attempt = () => comparison(document(fullPaContent(), 1), document(before, 2), BUYER)
    expect(attempt).toThrow(UserErrors)
    expect(attempt).toThrow(/same clinician as PD-2, got PD-1/)
  })
})
