import type { ProfileContent, ProfileElement, ProfileSection, SectionCode, SectionValues } from './profile.content.js'
import { PRODUCT_SECTIONS } from './profile.sections.js'

/** Whose snapshot is wanted. */
export interface SnapshotSubject {
  id: string
  kind: ProfileContent['kind']
}

/** What a source says of a clinician, as the directory keeps it; in the order in which it is to be printed. */
export interface FactRow {
  clinicianId: string
  section: SectionCode
  source: string
  value: SectionValues[SectionCode]
  lastReportedOn: string | null
  /** ISO 8601, in whatever time zone. */
  retrievedAt: string
}

/** A source that was asked for a section about everybody of the mode. */
export interface SourceCoverage {
  section: SectionCode
  source: string
  asOf: string
  /**
   * Ids of clinicians about whom its silence says nothing: they came into the directory after it was asked, or staff
   * have yet to decide whether something that it reports is about them.
   */
  notAbout?: readonly string[]
}

/** Every section that some product of the kind sells: the snapshot holds all that a profile of the kind can say. */
const SECTIONS_OF_KIND: Readonly<Record<ProfileContent['kind'], readonly SectionCode[]>> = {
  PHYSICIAN: PRODUCT_SECTIONS.INITIAL_APPOINTMENT,
  PHYSICIAN_ASSISTANT: PRODUCT_SECTIONS.PA_PROFILE,
}

/**
 * The document of one clinician. It has no time of its own: equal knowledge must give equal bytes. `specialtyNames` are
 * those of taxonomy codes, for sources that give the code alone.
 */
export function buildContent(
  subject: SnapshotSubject,
  facts: readonly FactRow[],
  coverages: readonly SourceCoverage[],
  specialtyNames: Readonly<Record<string, string>> = {},
): ProfileContent {
  const asked = coverages.filter(({ notAbout }) => notAbout?.includes(subject.id) !== true)
  const named = facts.map((fact) => (fact.section === 'ACTIVITY' ? withSpecialtyName(fact, specialtyNames) : fact))
  const sections = SECTIONS_OF_KIND[subject.kind].map((code) => [code, buildSection(code, named, asked)])
  return {
    format: 'profile-content/1',
    clinicianId: subject.id,
    kind: subject.kind,
    sections: Object.fromEntries(sections),
  }
}

function buildSection(
  code: SectionCode,
  facts: readonly FactRow[],
  coverages: readonly SourceCoverage[],
): ProfileSection<SectionValues[SectionCode]> {
  const mine = facts.filter((fact) => fact.section === code)
  const heard = new Set(mine.map((fact) => fact.source))
  return {
    elements: mine.map(toElement),
    noneReported: coverages
      .filter((coverage) => coverage.section === code && !heard.has(coverage.source))
      .map(({ source, asOf }) => ({ source, asOf })),
  }
}

function toElement(fact: FactRow): ProfileElement<SectionValues[SectionCode]> {
  return {
    value: fact.value,
    provenance: {
      source: fact.source,
      lastReportedOn: fact.lastReportedOn,
      retrievedAt: new Date(fact.retrievedAt).toISOString(),
    },
  }
}

/** A name that the source gives itself stays. */
function withSpecialtyName(fact: FactRow, names: Readonly<Record<string, string>>): FactRow {
  const activity = fact.value as SectionValues['ACTIVITY']
  const { specialty } = activity
  if (specialty === null || specialty.name !== null || specialty.taxonomyCode === null) return fact
  const name = names[specialty.taxonomyCode] ?? null
  return { ...fact, value: { ...activity, specialty: { ...specialty, name } } }
}
