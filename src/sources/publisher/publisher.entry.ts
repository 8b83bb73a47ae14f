import type { Mode } from '../../auth/actor.js'
import type { KnownClinician } from '../../clinicians/directory.known.js'
import type {
  DirectoryFact,
  DirectoryName,
  DirectoryRecord,
  DirectorySupplement,
  RecordDates,
} from '../../clinicians/directory.record.js'
import type { ClinicianNumbers } from './publisher.row.js'
import type { FileSection, SectionRow } from './publisher.sections.js'
import type { SurveyedPart } from './publisher.survey.js'
import { IDENTITY_KEY, type SectionValue, valuesOf } from './publisher.values.js'

/** What a file is: of which source, and of which section if all of it is of one. */
export interface PublisherFile {
  source: string
  mode: Mode
  /** Null where each row tells its own: the file is about all that the source knows. */
  section: FileSection | null
}

/** What a source says of a clinician, after a file. */
export interface ToldClinician {
  /** All facts of the source. */
  facts: readonly DirectoryFact[]
  kind: KnownClinician['kind'] | null
  numbers: ClinicianNumbers
  /** `YYYY-MM-DD`; null if the source does not say the day. */
  birthDate: string | null
}

/** Days of records are not compared: a source's files of several sections come on days of their own. */
const NO_DATES: RecordDates = { reportedOn: null, deactivatedOn: null, reactivatedOn: null }

/**
 * What the source says of the clinician once the rows of a file are added to what it said before. In a FULL file nothing
 * of its section stays but what is in it; else each row replaces, or removes, its own element. A row of an earlier day
 * than the element is of says nothing new.
 */
export function toldClinician(
  file: PublisherFile,
  parts: readonly SurveyedPart[],
  known: KnownClinician | undefined,
  numbers: ClinicianNumbers,
): ToldClinician {
  const isWhole = parts.every(({ isPartial }) => !isPartial)
  const facts = new Map<string, DirectoryFact>()
  for (const fact of known?.facts ?? []) {
    if (!isWhole || !isOfSection(fact, file.section)) facts.set(placeOf(fact.section, fact.key), fact)
  }
  let kind = known?.kind ?? null
  for (const part of parts) {
    const places = part.section === 'IDENTITY' ? IDENTITY_PLACES : [placeOf(part.section, part.element)]
    const isOlder = places.some((place) => isBefore(part.lastReportedOn, facts.get(place)?.lastReportedOn ?? null))
    if (isOlder && !isWhole) continue
    if (part.section === 'IDENTITY' && part.row !== null) kind = (part.row as SectionRow<'IDENTITY'>).kind
    const said = new Map(valuesOf(part).map((value) => [placeOf(value.section, value.key), value]))
    for (const place of places) {
      const value = said.get(place)
      if (value === undefined) facts.delete(place)
      else facts.set(place, { ...value, position: 0, lastReportedOn: part.lastReportedOn })
    }
  }
  return told([...facts.values()], kind, known === undefined ? numbers : completed(numbers, known))
}

/** What is left of what the source says of a clinician who is not in a whole file of the section. */
export function untoldClinician({ section }: PublisherFile, known: KnownClinician): ToldClinician {
  return told(
    known.facts.filter((fact) => !isOfSection(fact, section)),
    known.kind,
    known,
  )
}

function told(
  facts: readonly DirectoryFact[],
  kind: KnownClinician['kind'] | null,
  numbers: ClinicianNumbers,
): ToldClinician {
  const { npi, ecfmgNumber, nccpaNumber } = numbers
  return { facts: positioned(facts), kind, numbers: { npi, ecfmgNumber, nccpaNumber }, birthDate: birthDateOf(facts) }
}

function completed(told: ClinicianNumbers, known: ClinicianNumbers): ClinicianNumbers {
  return {
    npi: told.npi ?? known.npi,
    ecfmgNumber: told.ecfmgNumber ?? known.ecfmgNumber,
    nccpaNumber: told.nccpaNumber ?? known.nccpaNumber,
  }
}

/**
 * The entry of the directory for that; null for a clinician whom the directory does not know and the source does not
 * introduce. A source that has told an IDENTITY heads the clinician.
 */
export function entryOf(
  file: PublisherFile,
  recordKey: string,
  { facts, kind, numbers, birthDate }: ToldClinician,
  known: KnownClinician | undefined,
): DirectoryRecord | DirectorySupplement | null {
  const base = { source: file.source, mode: file.mode, recordKey, dates: NO_DATES, facts }
  const names = facts.filter(({ section }) => section === 'NAMES').map(({ value }) => nameOf(value))
  const legal = facts.find(({ section, key }) => section === 'NAMES' && key === IDENTITY_KEY)?.value
  if (legal === undefined || kind === null) {
    return known === undefined ? null : { ...base, type: 'SUPPLEMENT', subject: { clinicianId: known.id }, names }
  }
  const { first, middle, last, suffix } = nameOf(legal)
  const { credential } = legal as SectionValue<'NAMES'>
  const address = facts.find(({ section }) => section === 'OFFICE_ADDRESS') ?? facts.find(isMailingAddress)
  // The place is taken as a whole: of a source that tells none, the one that is known stays.
  const { city, state } = (address?.value as SectionValue<'OFFICE_ADDRESS'> | undefined) ?? known ?? NO_PLACE
  const head = { kind, ...numbers, first, middle, last, suffix, credential, birthDate, city, state }
  return { ...base, type: 'RECORD', ...head, givesWay: false, names }
}

const NO_PLACE = { city: null, state: null }

function isMailingAddress({ section }: DirectoryFact): boolean {
  return section === 'MAILING_ADDRESS'
}

/** The facts of the clinician that a whole file of the section replaces. */
function isOfSection({ section, key }: DirectoryFact, fileSection: FileSection | null): boolean {
  if (fileSection === null) return true
  return fileSection === 'IDENTITY' ? key === IDENTITY_KEY : section === fileSection && key !== IDENTITY_KEY
}

const placeOf = (section: string, key: string): string => `${section} ${key}`
const IDENTITY_PLACES = [placeOf('NAMES', IDENTITY_KEY), placeOf('BIRTH', IDENTITY_KEY)]

/** By section, the legal name first and everything else in the order in which it came. */
function positioned(facts: readonly DirectoryFact[]): DirectoryFact[] {
  const rank = ({ section, key }: DirectoryFact): string => `${section} ${key === IDENTITY_KEY ? 0 : 1}`
  const next = new Map<string, number>()
  return [...facts]
    .sort((a, b) => (rank(a) < rank(b) ? -1 : Number(rank(a) > rank(b))))
    .map((fact) => {
      const position = next.get(fact.section) ?? 0
      next.set(fact.section, position + 1)
      return { ...fact, position }
    })
}

function birthDateOf(facts: readonly DirectoryFact[]): string | null {
  const dates = facts
    .filter(({ section }) => section === 'BIRTH')
    .map(({ value }) => (value as SectionValue<'BIRTH'>).date)
  return dates.find((date) => date.length === 'YYYY-MM-DD'.length) ?? null
}

function nameOf(value: object): DirectoryName {
  const { type, first, middle, last, suffix } = value as SectionValue<'NAMES'>
  return { type, first, middle, last, suffix }
}

function isBefore(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one < other
}
