import { comparableText } from '../clinicians/directory.sections.js'
import { canonicalJson, sha256Hex } from '../kernel/digest.js'
import { UserErrors } from '../kernel/errors.js'
import { elementKey } from '../profiles/changes/element.keys.js'
import { type AnyElement, differingFields } from '../profiles/changes/profile.changes.js'
import { nameOf, textOf } from '../profiles/changes/profile-changes.view.js'
import type { ProfileContent, ProfileSection, SectionCode, SectionValues } from '../profiles/profile.content.js'
import type { DocumentWithContent } from '../profiles/profile.documents.js'
import { PRODUCT_SECTIONS, SECTION_TITLES } from '../profiles/profile.sections.js'

/** Where in a profile: the section, and within it `0`, `0.status`, or null for something that is missing there. */
export interface DisputedPlace {
  section: SectionCode
  path: string | null
}

/** What stands at a place of a profile. */
export interface DisputedElement extends DisputedPlace {
  /** What tells the element from others of its section and source; null for something that is missing, as `source`. */
  element: string | null
  source: string | null
  /** As text; null for no value. */
  says: string | null
}

/** An element, and the field of it that is meant; null for all of it. */
interface Target {
  element: AnyElement
  field: string | null
}

const PATH = /^(0|[1-9]\d{0,3})(?:\.([A-Za-z]{1,100}))?$/

/** What the document says at the place. @throws UserErrors INVALID_INPUT for a place that the profile does not have */
export function disputedElement({ header, content }: DocumentWithContent, place: DisputedPlace): DisputedElement {
  const { section, path } = place
  const sold = PRODUCT_SECTIONS[header.product]
  if (!sold.includes(section)) {
    throw invalid('section', `expected a section that ${header.product} includes, ${sold.join(', ')}, got ${section}`)
  }
  if (path === null) return { section, path, element: null, source: null, says: null }
  const { element, field } = targetOf(content, section, path)
  const name = nameOf(section, element.value)
  const says = field === null ? name : textOf(partOf(element, field))
  return { section, path, element: name, source: element.provenance.source, says: says === '' ? null : says }
}

/**
 * Digest of what a report is about, equal in whichever snapshot it stands and at whichever position: element by source and
 * key, and the field; of something that is missing, what should be there.
 */
export function subjectDigest(
  { content }: DocumentWithContent,
  place: DisputedPlace,
  shouldSay: string | null,
): string {
  const { section, path } = place
  if (path === null) return sha256Hex(canonicalJson([section, null, comparableText(shouldSay)]))
  const { element, field } = targetOf(content, section, path)
  return sha256Hex(canonicalJson([section, keyOf(section, element), field]))
}

/** Whether two texts say the same, but for case, blanks and punctuation; of texts without letters, in every character. */
export function saysTheSame(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other
  const [a, b] = [comparableText(one), comparableText(other)]
  return a === b && (a !== '' || one.trim() === other.trim())
}

/**
 * Whether `after` says something else than `before` at the place: the element is gone, or the field of it is another; where
 * something was missing, whether the section has an element that it had not.
 */
export function differsThere(before: ProfileContent, after: ProfileContent, place: DisputedPlace): boolean {
  const { section, path } = place
  if (path === null) return addedElements(before, after, section).length > 0
  const target = targetOf(before, section, path)
  const candidates = sameElements(after, section, target.element)
  return !candidates.some((candidate) => sameThere(target, candidate))
}

/**
 * Whether a profile that somebody else bought says at the place what was wrong in `wrong` and is other in `corrected`: of an
 * element that is gone, that it is there at all; of an element as a whole, a field of it that was corrected. Where something
 * was missing, whether something of what came is missing in it, too.
 */
export function saysTheWrong(
  bought: ProfileContent,
  wrong: ProfileContent,
  corrected: ProfileContent,
  place: DisputedPlace,
): boolean {
  const { section, path } = place
  if (path === null) {
    const came = addedElements(wrong, corrected, section)
    return came.some((element) => sameElements(bought, section, element).length === 0)
  }
  const { element, field } = targetOf(wrong, section, path)
  const there = sameElements(bought, section, element)
  const now = sameElements(corrected, section, element)
  if (now.length === 0) return there.length > 0
  const wrongFields = field === null ? now.flatMap((one) => differingFields(element.value, one.value)) : [field]
  return there.some((one) => wrongFields.some((wrongField) => sameThere({ element, field: wrongField }, one)))
}

function addedElements(before: ProfileContent, after: ProfileContent, section: SectionCode): AnyElement[] {
  const known = new Set(elementsOf(before, section).map((element) => keyOf(section, element)))
  return elementsOf(after, section).filter((element) => !known.has(keyOf(section, element)))
}

function sameElements(content: ProfileContent, section: SectionCode, element: AnyElement): AnyElement[] {
  const key = keyOf(section, element)
  return elementsOf(content, section).filter((other) => keyOf(section, other) === key)
}

function sameThere({ element, field }: Target, other: AnyElement): boolean {
  const differing = differingFields(element.value, other.value)
  return field === null ? differing.length === 0 : !differing.includes(field)
}

function targetOf(content: ProfileContent, section: SectionCode, path: string): Target {
  const [, index, field = null] = PATH.exec(path) ?? []
  if (index === undefined) {
    throw invalid(
      'path',
      'expected the position of an element, and a field of it if one is meant, for example 0.status',
    )
  }
  const elements = elementsOf(content, section)
  const element = elements[Number(index)]
  if (element === undefined) {
    const expected = elements.length === 0 ? 'no path, for the section has no elements' : `0 to ${elements.length - 1}`
    throw invalid('path', `${SECTION_TITLES[section]}: expected ${expected}, got ${index}`)
  }
  if (field !== null && !Object.hasOwn(element.value, field)) {
    throw invalid('path', `expected one of the fields ${Object.keys(element.value).join(', ')}, got ${field}`)
  }
  return { element, field }
}

function elementsOf(content: ProfileContent, section: SectionCode): AnyElement[] {
  const there = content.sections[section] as ProfileSection<SectionValues[SectionCode]> | undefined
  return there?.elements ?? []
}

function partOf({ value }: AnyElement, field: string): unknown {
  return new Map<string, unknown>(Object.entries(value)).get(field)
}

function keyOf(section: SectionCode, { value, provenance }: AnyElement): string {
  return `${elementKey(section, value)} ${provenance.source}`
}

function invalid(field: string, message: string): UserErrors {
  return UserErrors.one('INVALID_INPUT', [field], message)
}
