import type { Extension } from 'fhir/r4.js'
import type { SectionCode, SectionValues } from '../profiles/profile.content.js'
import type { OwnSystems } from './fhir.systems.js'
import { date, text } from './fhir.values.js'

const DATES = /On$|^date$|^degreeYear$|^yearGranted$/

/**
 * An element as its source reports it: its section, and every field that is known by its name in the API. R4 has no
 * place for many of them; here stand all, so that nothing that was bought is lost.
 */
export function reportedElement<Code extends SectionCode>(
  systems: OwnSystems,
  section: Code,
  value: SectionValues[Code],
): Extension {
  return { url: systems.reportedElement, extension: [sectionOf(section), ...fieldsOf(value)] }
}

/** That a source was asked for the section and has nothing. */
export function noneReported(systems: OwnSystems, section: SectionCode): Extension {
  return { url: systems.reportedElement, extension: [sectionOf(section), { url: 'noneReported', valueBoolean: true }] }
}

function sectionOf(section: SectionCode): Extension {
  return { url: 'section', valueCode: section }
}

function fieldsOf(value: object): Extension[] {
  return Object.entries(value).flatMap(([field, held]: [string, unknown]) =>
    (Array.isArray(held) ? held : [held]).flatMap((one: unknown) => fieldOf(field, one) ?? []),
  )
}

function fieldOf(url: string, held: unknown): Extension | undefined {
  if (typeof held === 'boolean') return { url, valueBoolean: held }
  if (typeof held === 'object' && held !== null) {
    const extension = fieldsOf(held)
    return extension.length === 0 ? undefined : { url, extension }
  }
  const words = typeof held === 'string' ? text(held) : undefined
  if (words === undefined) return undefined
  const day = DATES.test(url) ? date(words) : undefined
  return day === undefined ? { url, valueString: words } : { url, valueDate: day }
}
