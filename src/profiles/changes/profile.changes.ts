import { canonicalJson } from '../../kernel/digest.js'
import type { ProfileElement, ProfileSection, ProfileSections, SectionCode, SectionValues } from '../profile.content.js'
import { elementKey } from './element.keys.js'

/** An element of some section. */
export type AnyElement = ProfileElement<SectionValues[SectionCode]>

/** One element at two moments. */
export interface ElementPair {
  before: AnyElement
  after: AnyElement
}

/** What differs in a section. An element is the same one if source and key are (`elementKey`). */
export interface SectionDifference {
  section: SectionCode
  added: AnyElement[]
  removed: AnyElement[]
  /** Of `fields`, at least one, the values differ. */
  changed: (ElementPair & { fields: string[] })[]
  /** The same value, reported or retrieved at another time. */
  onlyReverified: ElementPair[]
  /** What sources have nothing on; a day that is null: the source was not silent, or not asked. */
  silence: { source: string; before: string | null; after: string | null }[]
}

/**
 * What differs from `before` to `after` in the sections that both have, in the order of the latter; a section without any
 * difference is left out. In which order a source lists its elements is no difference.
 */
export function changesOf(before: ProfileSections, after: ProfileSections): SectionDifference[] {
  return (Object.keys(after) as SectionCode[]).flatMap((section) => {
    const [one, other] = [before[section], after[section]]
    if (one === undefined || other === undefined) return []
    const difference = sectionChanges(section, one as ProfileSection<never>, other as ProfileSection<never>)
    const { added, removed, changed, onlyReverified, silence } = difference
    return [added, removed, changed, onlyReverified, silence].some((list) => list.length > 0) ? [difference] : []
  })
}

/**
 * The fields of which two values differ, in the order of their names. A field without a value is the same as no field, as in the directory's
 * own record of changes.
 */
export function differingFields(before: object, after: object): string[] {
  const [one, other] = [partsOf(before), partsOf(after)]
  const fields = new Set([...one.keys(), ...other.keys()])
  return [...fields].filter((field) => one.get(field) !== other.get(field)).sort()
}

function partsOf(value: object): Map<string, string> {
  const told = Object.entries(value).filter(([, part]) => part !== null && part !== undefined)
  return new Map(told.map(([field, part]) => [field, canonicalJson(part)]))
}

function sectionChanges(
  section: SectionCode,
  before: ProfileSection<SectionValues[SectionCode]>,
  after: ProfileSection<SectionValues[SectionCode]>,
): SectionDifference {
  const difference: SectionDifference = {
    section,
    added: [],
    removed: [],
    changed: [],
    onlyReverified: [],
    silence: silenceChanges(before, after),
  }
  const keyOf = ({ value, provenance }: AnyElement) => `${elementKey(section, value)} ${provenance.source}`
  const [earlier, later] = [grouped(before.elements, keyOf), grouped(after.elements, keyOf)]
  for (const key of new Set([...later.keys(), ...earlier.keys()])) {
    const { pairs, removed, added } = paired(earlier.get(key) ?? [], later.get(key) ?? [])
    difference.added.push(...added)
    difference.removed.push(...removed)
    for (const pair of pairs) {
      const fields = differingFields(pair.before.value, pair.after.value)
      if (fields.length > 0) difference.changed.push({ ...pair, fields })
      else if (canonicalJson(pair.before) !== canonicalJson(pair.after)) difference.onlyReverified.push(pair)
    }
  }
  return difference
}

/**
 * Elements of one key, side by side: those that are equal first, then those of equal value, then the others in their
 * order. (Of one key there is more than one element only if a source has a key of its own for them.)
 */
function paired(before: readonly AnyElement[], after: readonly AnyElement[]) {
  const pairs: ElementPair[] = []
  let [removed, added] = [[...before], [...after]]
  const likenesses: ((one: AnyElement, other: AnyElement) => boolean)[] = [
    (one, other) => canonicalJson(one) === canonicalJson(other),
    (one, other) => differingFields(one.value, other.value).length === 0,
    () => true,
  ]
  for (const isAlike of likenesses) {
    for (const one of removed) {
      const other = added.find((candidate) => isAlike(one, candidate))
      if (other === undefined) continue
      pairs.push({ before: one, after: other })
      added = added.filter((element) => element !== other)
      removed = removed.filter((element) => element !== one)
    }
  }
  return { pairs, removed, added }
}

function silenceChanges(
  before: Pick<ProfileSection<never>, 'noneReported'>,
  after: Pick<ProfileSection<never>, 'noneReported'>,
): SectionDifference['silence'] {
  const days = ({ noneReported }: typeof before) => new Map(noneReported.map(({ source, asOf }) => [source, asOf]))
  const [one, other] = [days(before), days(after)]
  return [...new Set([...other.keys(), ...one.keys()])]
    .map((source) => ({ source, before: one.get(source) ?? null, after: other.get(source) ?? null }))
    .filter((silence) => silence.before !== silence.after)
}

function grouped(elements: readonly AnyElement[], keyOf: (element: AnyElement) => string): Map<string, AnyElement[]> {
  const groups = new Map<string, AnyElement[]>()
  for (const element of elements) {
    const key = keyOf(element)
    groups.set(key, [...(groups.get(key) ?? []), element])
  }
  return groups
}
