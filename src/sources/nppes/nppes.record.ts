import type {
  AmendedFact,
  DirectoryAmendment,
  DirectoryFact,
  DirectoryName,
  DirectoryRecord,
  RecordDates,
} from '../../clinicians/directory.record.js'
import { invariant } from '../../kernel/errors.js'
import { nameKey } from '../../kernel/names.js'
import { SOURCE_NAMES } from '../source.catalog.js'
import type { NppesColumns } from './nppes.columns.js'
import { saysPhysician } from './nppes.credential.js'
import { addressFact, licenseFacts, phoneFact, specialtyFacts } from './nppes.facts.js'
import type { NppesSectionValues } from './nppes.section-values.js'
import { dateOf, ImpossibleDate, type RowValues, textOf } from './nppes.values.js'

/** The source's name as it is printed beside each element. */
export const NPPES = SOURCE_NAMES.nppes

/** Why a row that is right is not for the directory. */
export type SkipReason = 'ORGANIZATION' | 'NO_TAXONOMY' | 'OTHER_PROFESSION' | 'NO_MD_OR_DO_CREDENTIAL'

/** Why a row that can be read is wrong. */
export type RowFault = 'UNKNOWN_ENTITY_TYPE' | 'IMPOSSIBLE_DATE' | 'MISSING_LAST_NAME'

/** What a row of the main file is to the directory. */
export type NppesOutcome =
  | { entry: DirectoryRecord | DirectoryAmendment }
  | { skipped: SkipReason }
  | { rejected: RowFault }

/** Maps a row with a valid NPI. Nothing is invented: what NPPES does not publish is null or absent. */
export function toDirectoryEntry(row: RowValues, columns: NppesColumns, npi: string): NppesOutcome {
  return refusalOf(row, columns) ?? { entry: entryOf(row, columns, npi) }
}

/** Why a row with a valid NPI is not for the directory; null if it is. */
export function refusalOf(
  row: RowValues,
  columns: NppesColumns,
): { skipped: SkipReason } | { rejected: RowFault } | null {
  const entityType = textOf(row, columns.entityType)
  if (entityType === '2') return { skipped: 'ORGANIZATION' }
  try {
    if (entityType === '1') {
      const kind = kindOf(row, columns)
      if (kind !== 'PHYSICIAN' && kind !== 'PHYSICIAN_ASSISTANT') return { skipped: kind }
      if (textOf(row, columns.name.last) === null) return { rejected: 'MISSING_LAST_NAME' }
      dateOf(row, columns.enumeratedOn)
      recordDates(row, columns)
      return null
    }
    const isDeactivated = entityType === null && dateOf(row, columns.deactivatedOn) !== null
    return isDeactivated ? null : { rejected: 'UNKNOWN_ENTITY_TYPE' }
  } catch (error) {
    if (error instanceof ImpossibleDate) return { rejected: 'IMPOSSIBLE_DATE' }
    throw error
  }
}

function entryOf(row: RowValues, columns: NppesColumns, npi: string): DirectoryRecord | DirectoryAmendment {
  const deactivatedOn = dateOf(row, columns.deactivatedOn)
  const isBlank = textOf(row, columns.entityType) === null
  return isBlank && deactivatedOn !== null ? deactivation(npi, deactivatedOn) : individual(row, columns, npi)
}

/** How new the row is, and whether it stands as deactivated. */
export function recordDates(row: RowValues, columns: NppesColumns): RecordDates {
  const reportedOn = dateOf(row, columns.updatedOn)
  const deactivatedOn = dateOf(row, columns.deactivatedOn)
  const reactivatedOn = dateOf(row, columns.reactivatedOn)
  const isActive = deactivatedOn === null || (reactivatedOn !== null && reactivatedOn >= deactivatedOn)
  return { reportedOn, deactivatedOn: isActive ? null : deactivatedOn, reactivatedOn }
}

/** NPPES blanks the row of a deactivated NPI: only the number and the date remain, which say nothing of the rest. */
export function deactivation(npi: string, deactivatedOn: string): DirectoryAmendment {
  const fact: AmendedFact = {
    section: 'NPI',
    key: 'npi',
    position: 0,
    value: {
      number: npi,
      enumeratedOn: null,
      deactivatedOn,
      reactivatedOn: null,
    } satisfies NppesSectionValues['NPI'],
    lastReportedOn: null,
    keep: ['enumeratedOn'],
  }
  const dates = deactivationDates(deactivatedOn)
  return { type: 'AMENDMENT', source: NPPES, recordKey: npi, mode: 'LIVE', npi, dates, facts: [fact] }
}

/** All that a deactivation says of how new it is. */
export function deactivationDates(deactivatedOn: string): RecordDates {
  return { reportedOn: null, deactivatedOn, reactivatedOn: null }
}

/** Of a row that `refusalOf` has nothing against. */
function individual(row: RowValues, columns: NppesColumns, npi: string): DirectoryRecord {
  const kind = kindOf(row, columns)
  const last = textOf(row, columns.name.last)
  invariant((kind === 'PHYSICIAN' || kind === 'PHYSICIAN_ASSISTANT') && last !== null, 'the row is of a clinician')
  const dates = recordDates(row, columns)
  const lastReportedOn = dates.reportedOn
  const legal: DirectoryName = {
    type: 'LEGAL',
    first: textOf(row, columns.name.first),
    middle: textOf(row, columns.name.middle),
    last,
    suffix: textOf(row, columns.name.suffix),
  }
  const other = otherName(row, columns)
  const names = other === null ? [legal] : [legal, other]
  const facts: DirectoryFact[] = names.map((name, position) => {
    const { prefix, credential: credentialColumn } = name.type === 'LEGAL' ? columns.name : columns.otherName
    return {
      section: 'NAMES',
      key: name.type === 'LEGAL' ? 'legal' : `${name.type}|${nameKey(name.last)}|${nameKey(name.first ?? '')}`,
      position,
      value: {
        ...name,
        prefix: textOf(row, prefix),
        credential: textOf(row, credentialColumn),
      } satisfies NppesSectionValues['NAMES'],
      lastReportedOn,
    }
  })
  const mailing = addressFact(row, columns.mailing, 'MAILING_ADDRESS', lastReportedOn)
  const practice = addressFact(row, columns.practice, 'OFFICE_ADDRESS', lastReportedOn)
  const phone = phoneFact(row, columns.practicePhone, lastReportedOn)
  for (const fact of [mailing, practice, phone]) if (fact !== null) facts.push(fact)
  facts.push(...specialtyFacts(row, columns, lastReportedOn), ...licenseFacts(row, columns, lastReportedOn))
  facts.push({
    section: 'NPI',
    key: 'npi',
    position: 0,
    value: {
      number: npi,
      enumeratedOn: dateOf(row, columns.enumeratedOn),
      deactivatedOn: dateOf(row, columns.deactivatedOn),
      reactivatedOn: dates.reactivatedOn,
    } satisfies NppesSectionValues['NPI'],
    lastReportedOn,
  })
  const place = practice === null ? columns.mailing : columns.practice
  return {
    type: 'RECORD',
    source: NPPES,
    recordKey: npi,
    mode: 'LIVE',
    dates,
    kind,
    npi,
    ecfmgNumber: null,
    nccpaNumber: null,
    first: legal.first,
    middle: legal.middle,
    last,
    suffix: legal.suffix,
    credential: textOf(row, columns.name.credential),
    birthDate: null,
    city: textOf(row, place.city),
    state: textOf(row, place.state),
    givesWay: true,
    names,
    facts,
  }
}

/**
 * A physician designates an allopathic or osteopathic specialty (`20…`), but so do students, dentists and others by
 * mistake: the credential has to say so too. `363A…` are the physician assistants.
 */
function kindOf(row: RowValues, columns: NppesColumns): 'PHYSICIAN' | 'PHYSICIAN_ASSISTANT' | SkipReason {
  let reason: SkipReason = 'NO_TAXONOMY'
  let isAssistant = false
  for (const { code } of columns.taxonomies) {
    if (row.isEmpty(code)) continue
    const taxonomy = row.text(code)
    if (taxonomy.startsWith('20')) {
      if (saysPhysician(textOf(row, columns.name.credential) ?? '')) return 'PHYSICIAN'
      reason = 'NO_MD_OR_DO_CREDENTIAL'
    } else if (taxonomy.startsWith('363A')) isAssistant = true
    else if (reason === 'NO_TAXONOMY') reason = 'OTHER_PROFESSION'
  }
  return isAssistant ? 'PHYSICIAN_ASSISTANT' : reason
}

/** Type codes: 1 former name, 2 professional name, 5 other name. */
function otherName(row: RowValues, columns: NppesColumns): DirectoryName | null {
  const last = textOf(row, columns.otherName.last)
  if (last === null) return null
  return {
    type: textOf(row, columns.otherName.type) === '1' ? 'FORMER' : 'OTHER',
    first: textOf(row, columns.otherName.first),
    middle: textOf(row, columns.otherName.middle),
    last,
    suffix: textOf(row, columns.otherName.suffix),
  }
}
