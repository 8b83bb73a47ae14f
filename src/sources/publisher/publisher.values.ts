import type { PublisherPart } from './publisher.row.js'
import type { FileSection, SectionRow } from './publisher.sections.js'

/** Key of what an IDENTITY row tells, among the facts of its sections. */
export const IDENTITY_KEY = 'identity'

/**
 * What a publisher's file fills of each profile section. This room may not know the room of the profiles, whose types
 * these must fit: a test that knows both holds them together.
 */
export interface PublisherSectionValues
  extends Omit<
    { [Section in FileSection]: SectionRow<Section> },
    'IDENTITY' | 'NAMES' | 'ACTIVITY' | 'ECFMG' | 'NCCPA'
  > {
  NAMES: Omit<SectionRow<'NAMES'>, 'type'> & { type: 'LEGAL' | 'FORMER' | 'OTHER' }
  ACTIVITY: {
    majorActivity: string | null
    specialty: { taxonomyCode: string | null; name: string | null; primary: boolean } | null
  }
  ECFMG: SectionRow<'ECFMG'> & { number: string }
  NCCPA: SectionRow<'NCCPA'> & { number: string }
}

/** The value of an element of a profile section. */
export type SectionValue<Section extends keyof PublisherSectionValues> = PublisherSectionValues[Section]

/** An element of a profile section that a row tells. */
export interface ToldValue {
  section: keyof PublisherSectionValues
  key: string
  value: object
}

/** What a row tells of the sections of a profile: one element, or of an IDENTITY the legal name and the birth. */
export function valuesOf({ section, element: key, row, numbers }: PublisherPart): ToldValue[] {
  if (row === null) return []
  switch (section) {
    case 'IDENTITY':
      return identityValues(row as SectionRow<'IDENTITY'>)
    case 'ACTIVITY':
      return [{ section, key, value: activity(row as SectionRow<'ACTIVITY'>) }]
    case 'ECFMG':
      return [{ section, key, value: { number: numbers.ecfmgNumber, ...row } }]
    case 'NCCPA':
      return [{ section, key, value: { number: numbers.nccpaNumber, ...row } }]
    default:
      return [{ section, key, value: row }]
  }
}

function identityValues(identity: SectionRow<'IDENTITY'>): ToldValue[] {
  const { kind: _, birthDate: date, birthCity: city, birthState: state, birthCountry: country, ...name } = identity
  const legal: SectionValue<'NAMES'> = { type: 'LEGAL', ...name }
  const told: ToldValue[] = [{ section: 'NAMES', key: IDENTITY_KEY, value: legal }]
  if (date !== null) {
    const birth: SectionValue<'BIRTH'> = { date, city, state, country }
    told.push({ section: 'BIRTH', key: IDENTITY_KEY, value: birth })
  }
  return told
}

function activity(row: SectionRow<'ACTIVITY'>): SectionValue<'ACTIVITY'> {
  const { majorActivity, taxonomyCode, specialty: name, primary } = row
  const isNamed = taxonomyCode !== null || name !== null
  return { majorActivity, specialty: isNamed ? { taxonomyCode, name, primary } : null }
}
