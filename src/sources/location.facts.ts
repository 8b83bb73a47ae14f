import type { DirectoryFact } from '../clinicians/directory.record.js'
import { factKeyOf, type PracticeLocationValue } from '../clinicians/directory.sections.js'
import { nameKey } from '../kernel/names.js'
import { distinctFacts } from './distinct.facts.js'

/** Practice locations as facts, each once: an address of an organization is one, whatever its phone is. */
export function locationFacts(locations: readonly PracticeLocationValue[]): DirectoryFact[] {
  return distinctFacts('PRACTICE_LOCATIONS', locations, (location) => {
    const { lines, city, state, postalCode, country, organization } = location
    const words = [...lines, city ?? '', state ?? '', postalCode ?? ''].join(' ')
    return factKeyOf(nameKey(words), country, nameKey(organization ?? ''))
  })
}
