import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { canonicalJson } from '../../kernel/digest.js'
import type { NoneReported, ProfileSections, SectionCode } from '../profile.content.js'
import { type AnyElement, changesOf, differingFields, type SectionDifference } from './profile.changes.js'

/* Any two contents: few words, so that keys, values and whole elements often agree. */
const word = fc.constantFrom('A', 'a', 'B', 'C ', 'Ä')
const nothing = fc.constant(null)
const date = fc.constantFrom('2020', '2020-02', '2020-02-29', null)
const VALUES: { [Code in SectionCode]?: fc.Arbitrary<object> } = {
  NAMES: fc.record({ type: fc.constantFrom('LEGAL', 'FORMER'), first: fc.option(word), last: word, suffix: nothing }),
  MAILING_ADDRESS: fc.record({ lines: fc.array(word, { maxLength: 2 }), city: fc.option(word), country: word }),
  ACTIVITY: fc.record({
    majorActivity: fc.option(word),
    specialty: fc.option(fc.record({ taxonomyCode: fc.option(word), name: fc.option(word), primary: fc.boolean() })),
  }),
  LICENSES: fc.record({ jurisdiction: word, number: word, status: fc.option(word), issuedOn: date }),
  TRAINING: fc.record({ institution: word, program: fc.option(word), status: word, startedOn: date }),
  SANCTIONS: fc.record({ kind: word, authority: word, action: word, actionOn: date, endedOn: date }),
}
const provenance = fc.record({
  source: fc.constantFrom('S1', 'S2'),
  lastReportedOn: fc.constantFrom('2026-01-01', '2026-02-01', null),
  retrievedAt: fc.constantFrom('2026-06-14T03:10:00.000Z', '2026-07-14T03:10:00.000Z'),
})
const silence = fc.uniqueArray(
  fc.record({ source: fc.constantFrom('S3', 'S4'), asOf: fc.constantFrom('2026-01-01', '2026-02-01') }),
  { selector: ({ source }) => source },
)
const sections = fc.record(
  Object.fromEntries(
    Object.entries(VALUES).map(([code, value]) => [
      code,
      fc.record({ elements: fc.array(fc.record({ value, provenance }), { maxLength: 5 }), noneReported: silence }),
    ]),
  ),
) as unknown as fc.Arbitrary<ProfileSections>

const inAnyOrder = (list: readonly unknown[]) => list.map((one) => canonicalJson(one)).sort()
const withoutNulls = (value: object) => Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null))

/** What a section becomes by a difference. */
function applied(before: ProfileSections, code: SectionCode, difference: SectionDifference | undefined) {
  const was = before[code] as { elements: AnyElement[]; noneReported: NoneReported[] }
  const { added = [], removed = [], changed = [], onlyReverified = [], silence = [] } = difference ?? {}
  const elements = [...was.elements]
  for (const element of [...removed, ...[...changed, ...onlyReverified].map((pair) => pair.before)]) {
    const at = elements.findIndex((one) => canonicalJson(one) === canonicalJson(element))
    expect(at).toBeGreaterThanOrEqual(0)
    elements.splice(at, 1)
  }
  const silent = new Map(was.noneReported.map(({ source, asOf }) => [source, asOf]))
  for (const { source, before: expected, after } of silence) {
    expect(silent.get(source) ?? null).toBe(expected)
    if (after === null) silent.delete(source)
    else silent.set(source, after)
  }
  return {
    elements: inAnyOrder([...elements, ...added, ...[...changed, ...onlyReverified].map((pair) => pair.after)]),
    noneReported: inAnyOrder([...silent].map(([source, asOf]) => ({ source, asOf }))),
  }
}

describe('the difference of any two contents', () => {
  test('explains all that differs: what was becomes what is by it', () => {
    fc.assert(
      fc.property(sections, sections, (before, after) => {
        const differences = new Map(changesOf(before, after).map((one) => [one.section, one]))
        for (const code of Object.keys(VALUES) as SectionCode[]) {
          expect(applied(before, code, differences.get(code))).toEqual({
            elements: inAnyOrder(after[code]?.elements ?? []),
            noneReported: inAnyOrder(after[code]?.noneReported ?? []),
          })
        }
      }),
    )
  })

  test('is as small as can be: nothing that stayed, and fields that do differ', () => {
    fc.assert(
      fc.property(sections, sections, (before, after) => {
        expect(changesOf(before, structuredClone(before))).toEqual([])
        for (const { added, removed, changed, onlyReverified } of changesOf(before, after)) {
          const said = ({ value, provenance: { source } }: AnyElement) => canonicalJson([source, withoutNulls(value)])
          const before = [...removed, ...changed.map((pair) => pair.before)].map(said)
          expect(
            [...added, ...changed.map((pair) => pair.after)].map(said).filter((one) => before.includes(one)),
          ).toEqual([])
          for (const pair of changed) {
            expect(pair.before.provenance.source).toBe(pair.after.provenance.source)
            expect(pair.fields.length).toBeGreaterThan(0)
            expect(pair.fields).toEqual(differingFields(pair.before.value, pair.after.value))
          }
          for (const pair of onlyReverified) {
            expect(withoutNulls(pair.before.value)).toEqual(withoutNulls(pair.after.value))
            expect(pair.before.provenance).not.toEqual(pair.after.provenance)
          }
        }
      }),
    )
  })

  test('is the same backwards, with before and after exchanged', () => {
    const told = (differences: readonly SectionDifference[], isBackwards: boolean) =>
      inAnyOrder(
        differences.map(({ section, added, removed, changed, onlyReverified, silence }) => {
          const pairs = (list: readonly { before: unknown; after: unknown; fields?: string[] }[]) =>
            inAnyOrder(list.map((one) => (isBackwards ? { ...one, before: one.after, after: one.before } : one)))
          return {
            section,
            added: inAnyOrder(isBackwards ? removed : added),
            removed: inAnyOrder(isBackwards ? added : removed),
            changed: pairs(changed),
            onlyReverified: pairs(onlyReverified),
            silence: pairs(silence),
          }
        }),
      )
    fc.assert(
      fc.property(sections, sections, (before, after) => {
        expect(told(changesOf(after, before), true)).toEqual(told(changesOf(before, after), false))
      }),
    )
  })

  test('knows no order of elements', () => {
    fc.assert(
      fc.property(sections, (before) => {
        const reversed = Object.fromEntries(
          Object.entries(before).map(([code, one]) => [code, { ...one, elements: [...one.elements].reverse() }]),
        )
        expect(changesOf(before, reversed)).toEqual([])
      }),
    )
  })
})
