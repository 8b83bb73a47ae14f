import { MONITORED_SECTIONS } from '../../clinicians/directory.changes.js'
import type { ProfileContent, SectionCode } from '../profile.content.js'
import type { DocumentWithContent } from '../profile.documents.js'
import { sectionsSoldWith } from '../profile.sections.js'
import { changesOf, type SectionDifference } from './profile.changes.js'

/** That something changed which monitoring tells of. */
export interface MonitoredChange {
  /** How many elements came or went, and how many fields of others changed. */
  changeCount: number
  /** In which sections, in printed order. */
  sections: SectionCode[]
}

const MONITORED: ReadonlySet<string> = new Set(MONITORED_SECTIONS)

/** What changed from a document to what is known now, in the monitored sections of its product; null for nothing. */
export function monitoredChange(before: DocumentWithContent, now: ProfileContent): MonitoredChange | null {
  const { product } = before.header
  const differences = changesOf(sectionsSoldWith(product, before.content), sectionsSoldWith(product, now))
    .filter(({ section }) => MONITORED.has(section))
    .map((difference) => ({ section: difference.section, count: countOf(difference) }))
    .filter(({ count }) => count > 0)
  if (differences.length === 0) return null
  return {
    changeCount: differences.reduce((sum, { count }) => sum + count, 0),
    sections: differences.map(({ section }) => section),
  }
}

function countOf({ added, removed, changed }: SectionDifference): number {
  return added.length + removed.length + changed.reduce((sum, { fields }) => sum + fields.length, 0)
}
