import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { canonicalJson } from '../kernel/digest.js'
import type { SectionCode } from './profile.content.js'
import { PRODUCT_SECTIONS, PROFILE_PRODUCTS, sectionsSoldWith } from './profile.sections.js'
import { buildContent, type FactRow, type SourceCoverage } from './profile.snapshot.rules.js'

const SUBJECT = { id: 'cln_1', kind: 'PHYSICIAN' } as const
const RETRIEVED_AT = new Date('2026-06-14T03:10:00Z')

const sanction = (source: string): FactRow => ({
  clinicianId: SUBJECT.id,
  section: 'SANCTIONS',
  source,
  value: {
    kind: 'STATE_BOARD',
    authority: 'Sandbox board',
    action: 'Reprimand',
    actionOn: '2007',
    endedOn: null,
    description: null,
  },
  lastReportedOn: '2026-06-01',
  retrievedAt: RETRIEVED_AT.toISOString(),
})
const asked = (source: string, section: SectionCode = 'SANCTIONS'): SourceCoverage => ({
  section,
  source,
  asOf: '2026-06-01',
})

describe('the content of a snapshot', () => {
  test('says "none reported" only of sources that were asked and are silent', () => {
    const content = buildContent(SUBJECT, [sanction('A'), sanction('C')], [asked('A'), asked('B'), asked('D', 'DEA')])
    expect(content.sections.SANCTIONS?.noneReported).toEqual([{ source: 'B', asOf: '2026-06-01' }])
    expect(content.sections.DEA).toEqual({ elements: [], noneReported: [{ source: 'D', asOf: '2026-06-01' }] })
    expect(content.sections.LICENSES).toEqual({ elements: [], noneReported: [] })
  })

  test('says "none reported" of no source whose silence says nothing of the clinician', () => {
    const coverages = [
      { ...asked('A'), notAbout: ['cln_2', SUBJECT.id] },
      { ...asked('B'), notAbout: ['cln_2'] },
    ]
    const content = buildContent(SUBJECT, [], coverages)
    expect(content.sections.SANCTIONS).toEqual({
      elements: [],
      noneReported: [{ source: 'B', asOf: '2026-06-01' }],
    })
  })

  test('says nothing of a source that was asked before the clinician came', () => {
    const coverages = [
      { ...asked('B'), notAbout: ['cln_2'] },
      { ...asked('C'), notAbout: [SUBJECT.id] },
    ]
    const content = buildContent(SUBJECT, [], coverages)
    expect(content.sections.SANCTIONS?.noneReported).toEqual([{ source: 'B', asOf: '2026-06-01' }])
  })

  test('says of every element where it comes from', () => {
    const content = buildContent(SUBJECT, [sanction('A')], [])
    expect(content.sections.SANCTIONS?.elements).toEqual([
      {
        value: sanction('A').value,
        provenance: { source: 'A', lastReportedOn: '2026-06-01', retrievedAt: '2026-06-14T03:10:00.000Z' },
      },
    ])
  })

  test('keeps the order of the facts', () => {
    const content = buildContent(SUBJECT, [sanction('B'), sanction('A')], [])
    expect(content.sections.SANCTIONS?.elements.map((element) => element.provenance.source)).toEqual(['B', 'A'])
  })

  test('has the sections of the profession and no other', () => {
    const codes = (kind: 'PHYSICIAN' | 'PHYSICIAN_ASSISTANT') =>
      Object.keys(buildContent({ id: 'x', kind }, [], []).sections)
    expect(codes('PHYSICIAN')).toEqual(PRODUCT_SECTIONS.INITIAL_APPOINTMENT)
    expect(codes('PHYSICIAN')).toHaveLength(16)
    expect(codes('PHYSICIAN_ASSISTANT')).toEqual(PRODUCT_SECTIONS.PA_PROFILE)
  })

  test('has equal bytes for equal knowledge, whatever the order of a value’s parts', () => {
    const bytes = (value: object) => {
      const fact = { ...sanction('A'), value: value as FactRow['value'] }
      return canonicalJson(buildContent(SUBJECT, [fact], [asked('B')]))
    }
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        expect(bytes(Object.fromEntries(Object.entries(value).reverse()))).toBe(bytes(value))
      }),
    )
  })

  test('has other bytes when anything that is known differs', () => {
    const bytes = (fact: FactRow, coverage = asked('B')) => canonicalJson(buildContent(SUBJECT, [fact], [coverage]))
    const fact = sanction('A')
    const variants = [
      bytes(fact),
      bytes(sanction('C')),
      bytes({ ...fact, lastReportedOn: null }),
      bytes({ ...fact, retrievedAt: new Date(RETRIEVED_AT.getTime() + 1).toISOString() }),
      bytes(fact, asked('D')),
      bytes(fact, { ...asked('B'), asOf: '2026-06-02' }),
    ]
    expect(new Set(variants).size).toBe(variants.length)
  })
})

describe('a product', () => {
  test('sells its own sections only, and all of them', () => {
    const content = buildContent(SUBJECT, [sanction('A')], [])
    for (const product of PROFILE_PRODUCTS) {
      expect(Object.keys(sectionsSoldWith(product, content))).toEqual(PRODUCT_SECTIONS[product])
    }
  })

  test('REAPPOINTMENT has neither education nor training nor ECFMG', () => {
    const left = PRODUCT_SECTIONS.INITIAL_APPOINTMENT.filter((code) => !PRODUCT_SECTIONS.REAPPOINTMENT.includes(code))
    expect(left).toEqual(['ACTIVITY', 'MEMBERSHIP', 'EDUCATION', 'TRAINING', 'NATIONAL_BOARDS', 'ECFMG'])
  })
})
