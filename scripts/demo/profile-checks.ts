import type { Narrator } from './narrator.js'
import type { DemoProfile } from './vendor-story.js'

interface Section {
  elements: readonly { provenance: { source: string } }[]
  noneReported: readonly { source: string }[]
}

/** The sections of a profile by field; those that the product does not sell are left out. */
function sectionsOf(profile: DemoProfile): [string, Section][] {
  const fields: [string, unknown][] = Object.entries(profile)
  return fields.filter((entry): entry is [string, Section] => typeof entry[1] === 'object' && entry[1] !== null)
}

/** A fictional clinician fills every section. */
export function checkFullProfile(profile: DemoProfile, narrator: Narrator): void {
  const sections = sectionsOf(profile)
  const sources = new Set(sections.flatMap(([, { elements }]) => elements.map(({ provenance }) => provenance.source)))
  narrator.say(sections.map(([field, { elements }]) => `${field} ${elements.length}`).join(', '))
  narrator.say(`sources: ${[...sources].join('; ')}`)
  narrator.expect(
    `all ${sections.length} sections are filled`,
    sections.length === 16 && sections.every(([, { elements }]) => elements.length > 0),
  )
  narrator.expect(
    'every source is a fictional one',
    [...sources].every((source) => source.startsWith('Sandbox')),
  )
}

/** A real clinician has what NPPES says and nothing else: every other section says that no source has reported it. */
export function checkSampleProfile(profile: DemoProfile, narrator: Narrator): void {
  const sections = sectionsOf(profile)
  const [reported, silent] = [sections.filter(isReported), sections.filter((section) => !isReported(section))]
  narrator.say(
    `reported by NPPES: ${reported.map(([field, { elements }]) => `${field} ${elements.length}`).join(', ')}`,
  )
  narrator.say(`no source has reported: ${silent.map(([field]) => field).join(', ')}`)
  const elements = sections.flatMap(([, section]) => section.elements)
  narrator.expect(
    'every element is from NPPES',
    elements.every(({ provenance }) => provenance.source === 'NPPES'),
  )
  const NPPES_FIELDS = ['names', 'mailingAddress', 'officeAddress', 'officePhone', 'activity', 'npi', 'licenses']
  narrator.expect(
    'only sections that NPPES has are filled',
    reported.length > 0 && reported.every(([field]) => NPPES_FIELDS.includes(field)),
  )
  narrator.expect(
    'nobody claims a silence either',
    sections.every(([, { noneReported }]) => noneReported.length === 0),
  )
}

function isReported([, { elements }]: [string, Section]): boolean {
  return elements.length > 0
}
