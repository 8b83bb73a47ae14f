import type { Actor } from '../../auth/actor.js'
import { MONITORED_SECTIONS } from '../../clinicians/directory.changes.js'
import { UserErrors } from '../../kernel/errors.js'
import type { SectionCode, SelfDesignatedSpecialty } from '../profile.content.js'
import type { DocumentWithContent } from '../profile.documents.js'
import type { ProvenanceType } from '../profile.provenance.type.js'
import { SECTION_CODES, SECTION_TITLES, sectionsSoldWith } from '../profile.sections.js'
import { provenanceOf, shownValue } from '../profile.view.js'
import { KEY_FIELDS } from './element.keys.js'
import { type AnyElement, changesOf, differingFields, type SectionDifference } from './profile.changes.js'
import type { ProfileChanges, ProfileElementChange, ProfileFieldChange } from './profile-changes.type.js'

const isMonitored = (section: SectionCode): boolean => (MONITORED_SECTIONS as readonly string[]).includes(section)

/**
 * What differs from one document to another of the same organization, as `actor` may see it: in the sections that both sell.
 * @throws UserErrors INVALID_INPUT for documents of two clinicians.
 */
export function comparison(before: DocumentWithContent, after: DocumentWithContent, actor: Actor): ProfileChanges {
  if (before.content.clinicianId !== after.content.clinicianId) {
    const message = `expected a profile of the same clinician as ${after.header.documentNumber}, got ${before.header.documentNumber} of another`
    throw UserErrors.one('INVALID_INPUT', ['profile'], message)
  }
  const one = sectionsSoldWith(before.header.product, before.content)
  const other = sectionsSoldWith(after.header.product, after.content)
  const differences = changesOf(one, other)
  return {
    since: before.header.documentNumber,
    sinceAsOf: new Date(before.header.asOf),
    sameSnapshot: before.snapshotNumber === after.snapshotNumber,
    monitoredChange: differences.some((difference) => isMonitored(difference.section) && isChange(difference)),
    compared: (Object.keys(other) as SectionCode[]).filter((code) => code in one),
    notCompared: SECTION_CODES.filter((code) => code in one !== code in other),
    sections: differences.map((difference) => sectionView(difference, actor)),
  }
}

function isChange({ added, removed, changed }: SectionDifference): boolean {
  return added.length + removed.length + changed.length > 0
}

function sectionView(difference: SectionDifference, actor: Actor) {
  const { section, silence } = difference
  const view = (before: AnyElement | null, after: AnyElement | null) => elementView(section, before, after, actor)
  return {
    section,
    title: SECTION_TITLES[section],
    monitored: isMonitored(section),
    added: difference.added.map((element) => view(null, element)),
    removed: difference.removed.map((element) => view(element, null)),
    changed: difference.changed.map(({ before, after }) => view(before, after)),
    onlyReverified: difference.onlyReverified.map(({ before, after }) => view(before, after)),
    noneReported: silence,
  }
}

function elementView(
  section: SectionCode,
  before: AnyElement | null,
  after: AnyElement | null,
  actor: Actor,
): ProfileElementChange {
  const provenanceView = (element: AnyElement | null): ProvenanceType | null =>
    element === null ? null : provenanceOf(element)
  // An element that is changed goes by what it is now.
  const named = after ?? before
  const parts = (element: AnyElement | null): object =>
    element === null ? {} : shownValue(section, element.value, actor)
  return {
    element: nameOf(section, parts(named)),
    source: named?.provenance.source ?? '',
    fields: fieldChanges(before?.value ?? {}, after?.value ?? {}, parts(before), parts(after)),
    provenanceBefore: provenanceView(before),
    provenanceAfter: provenanceView(after),
  }
}

/** Which fields differ is told by what they are, before and after by what may be shown of them. */
function fieldChanges(before: object, after: object, shownBefore: object, shownAfter: object): ProfileFieldChange[] {
  const [one, other] = [new Map(Object.entries(shownBefore)), new Map(Object.entries(shownAfter))]
  return differingFields(before, after).map((field) => ({
    field,
    before: textOf(one.get(field)),
    after: textOf(other.get(field)),
  }))
}

/** What an element goes by: the fields of its key; one that has none goes by its section. */
export function nameOf(section: SectionCode, value: object): string {
  const parts = new Map<string, unknown>(Object.entries(value))
  const fields = section === 'ACTIVITY' ? ['specialty', 'majorActivity'] : KEY_FIELDS[section]
  const texts = fields.map((field) => textOf(parts.get(field))).filter((text) => text !== null)
  return texts.length === 0 ? SECTION_TITLES[section] : texts.join(', ')
}

/** A part of an element's value for people, as `ProfileFieldChange` tells it; null for none. */
export function textOf(part: unknown): string | null {
  if (part === null || part === undefined) return null
  if (Array.isArray(part)) return part.join(', ')
  return typeof part === 'object' ? specialtyText(part as SelfDesignatedSpecialty) : String(part)
}

function specialtyText({ name, taxonomyCode, primary }: SelfDesignatedSpecialty): string {
  const code = name !== null && taxonomyCode !== null ? `${name} (${taxonomyCode})` : (name ?? taxonomyCode ?? '')
  return primary ? `${code}, primary` : code
}
