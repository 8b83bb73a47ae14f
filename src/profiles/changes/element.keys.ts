import { comparableText, factKeyOf } from '../../clinicians/directory.sections.js'
import { IDENTIFYING_FIELDS } from '../../sources/publisher/publisher.sections.js'
import type { ActivityValue, NameValue, SectionCode, SectionValues } from '../profile.content.js'

const { IDENTITY: _, ...FIELDS } = IDENTIFYING_FIELDS

/**
 * The fields that tell an element of a section from the others of its source: those by which the directory tells them
 * apart. None in a section of which a source has one element at the most.
 */
export const KEY_FIELDS: Readonly<Record<SectionCode, readonly string[]>> = { ...FIELDS, NPI: ['number'] }

/** The parts of the value that tell it from others, in the order of `KEY_FIELDS`. */
function keyParts<Code extends SectionCode>(section: Code, value: SectionValues[Code]): unknown[] {
  // There is one legal name at a time: another one is the same element, changed.
  if (section === 'NAMES' && (value as NameValue).type === 'LEGAL') return ['LEGAL']
  if (section === 'ACTIVITY') {
    const { taxonomyCode = null, name = null } = (value as ActivityValue).specialty ?? {}
    // What a code is called can change without it becoming another specialty.
    return taxonomyCode === null ? [null, name] : [taxonomyCode]
  }
  const parts = value as unknown as Readonly<Record<string, unknown>>
  return KEY_FIELDS[section].map((field) => parts[field])
}

/** Equal for two elements of a section that are the same one, perhaps changed; the source is no part of it. */
export function elementKey<Code extends SectionCode>(section: Code, value: SectionValues[Code]): string {
  return factKeyOf(...keyParts(section, value).map(comparableText))
}
