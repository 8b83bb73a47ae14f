import type { Mode } from '../auth/actor.js'

/**
 * What a source says of one clinician, in a form that no source is mentioned in: loaders map their rows to it and
 * `applyDirectoryEntries` brings the directory to it.
 */

/** A value that JSON can say; the shape of a fact's value is fixed by its section (see the content of profiles). */
export type FactValue = object

/** One element of a profile section. */
export interface DirectoryFact {
  /** Code of the profile section, for example `LICENSES`. */
  section: string
  /** Unique within the record's section and the same from load to load, so that a change is told from a new element. */
  key: string
  /** Order of the elements within their section, from 0. */
  position: number
  value: FactValue
  /** `YYYY-MM-DD`; null where the source gives no date. */
  lastReportedOn: string | null
}

/** A name under which the clinician is found. Without a first name it takes the record's legal first name, if it has one. */
export interface DirectoryName {
  type: 'LEGAL' | 'FORMER' | 'OTHER'
  first: string | null
  middle: string | null
  last: string
  suffix: string | null
}

/** How new a record is, in days (`YYYY-MM-DD`). */
export interface RecordDates {
  /** The record's own update date. */
  reportedOn: string | null
  /** Since when the record stands as deactivated; null for one that is active, or active again. */
  deactivatedOn: string | null
  /** When it became active again. */
  reactivatedOn: string | null
}

interface DirectoryEntryBase {
  /** Name of the source as printed, for example `NPPES`. */
  source: string
  /** The source's own key of the record, the same from load to load. */
  recordKey: string
  mode: Mode
  /** Absent for a source whose records have no dates: what is loaded later is newer. */
  dates?: RecordDates
}

/** Everything that a source says of a clinician: what it said before and no longer says has vanished. */
export interface DirectoryRecord extends DirectoryEntryBase {
  type: 'RECORD'
  kind: 'PHYSICIAN' | 'PHYSICIAN_ASSISTANT'
  npi: string | null
  ecfmgNumber: string | null
  nccpaNumber: string | null
  first: string | null
  middle: string | null
  last: string
  suffix: string | null
  credential: string | null
  /** `YYYY-MM-DD` */
  birthDate: string | null
  city: string | null
  state: string | null
  /**
   * True for a source whose name and address give way: it heads a clinician only as long as no source that does not
   * give way knows the clinician. Among sources of one kind the latest load wins.
   */
  givesWay: boolean
  names: readonly DirectoryName[]
  facts: readonly DirectoryFact[]
}

/** A fact that replaces the present one of its key, but for the parts that it keeps. */
export interface AmendedFact extends DirectoryFact {
  /** Names of the parts of `value` that stay what this source said before. */
  keep: readonly string[]
}

/** A record in which the source withholds everything but a few facts; it speaks only of a clinician known already. */
export interface DirectoryAmendment extends DirectoryEntryBase {
  type: 'AMENDMENT'
  npi: string
  facts: readonly AmendedFact[]
}

/** By which number a source knows a clinician; `clinicianId` is the directory's own id. */
export type DirectorySubject =
  | { npi: string }
  | { ecfmgNumber: string }
  | { nccpaNumber: string }
  | { clinicianId: string }

/**
 * Facts of a source that brings nobody into the directory: about a clinician known by a number. Whole: what it said
 * before and no longer says has vanished. It never changes by which name, place and numbers a clinician is known;
 * the clinician is found by its names as well.
 */
export interface DirectorySupplement extends DirectoryEntryBase {
  type: 'SUPPLEMENT'
  subject: DirectorySubject
  names?: readonly DirectoryName[]
  facts: readonly DirectoryFact[]
}

/** What a loader hands to the directory. */
export type DirectoryEntry = DirectoryRecord | DirectoryAmendment | DirectorySupplement
