import type { CheckedCriterion } from '../clinicians/clinician.rules.js'
import { addBusinessDays, businessDaysBetween, isBusinessDay } from '../kernel/business-days.js'
import { sha256Hex } from '../kernel/digest.js'
import { UserErrors } from '../kernel/errors.js'
import { endOfLocalDay, formatLocalDay, type LocalDay, localDayOf } from '../kernel/local-day.js'
import { fullNameKey, nameKey } from '../kernel/names.js'
import type { KnownOfClinician } from './known-clinician.js'
import type { ResearchRequestDraft, ResearchRequestState } from './research-request.type.js'

/** Within so many business days a request is answered (domain.md, "Clinicians and search"). */
export const ANSWER_BUSINESS_DAYS = 30
/** How much later an answer is promised when the day passes without one. */
export const DELAY_BUSINESS_DAYS = 10
/** The furthest day that staff can promise: about half a year. */
const MAX_DELAY_BUSINESS_DAYS = 130
/** Longest reference of the caller; as in orders. */
export const MAX_VENDOR_REFERENCE_LENGTH = 200
/** Longest text that staff write to the requester. */
export const MAX_EXPLANATION_LENGTH = 2_000

/** `RR-00000042` */
export function formatResearchNumber(number: number): string {
  return `RR-${String(number).padStart(8, '0')}`
}

/** Whether nobody has answered it, nor taken it back. */
export function isWaiting(state: ResearchRequestState): boolean {
  return state === 'OPEN' || state === 'IN_PROGRESS'
}

/** By when an answer is promised. */
export interface AnswerPromise {
  dueOn: LocalDay
  /** The first instant after that day in the organization's time zone. */
  dueBefore: Date
}

/** What is promised at `now`: the day that is so many business days after the organization's today. */
export function promiseAt(now: Date, businessDays: number, timeZone: string): AnswerPromise {
  return promiseOn(addBusinessDays(localDayOf(now, timeZone), businessDays), timeZone)
}

/**
 * What staff promise instead of `current`, from `today` on: a later business day.
 * @throws UserErrors INVALID_INPUT
 */
export function laterPromise(dueOn: LocalDay, current: LocalDay, today: LocalDay, timeZone: string): AnswerPromise {
  const earliest = current > today ? current : today
  const latest = addBusinessDays(today, MAX_DELAY_BUSINESS_DAYS)
  if (dueOn <= earliest || dueOn > latest || !isBusinessDay(dueOn)) {
    const expected = `expected a business day after ${formatLocalDay(earliest)}, at the latest ${formatLocalDay(latest)}`
    throw UserErrors.one('INVALID_INPUT', ['dueOn'], `${expected}, got ${formatLocalDay(dueOn)}`)
  }
  return promiseOn(dueOn, timeZone)
}

/** How many business days are left for an answer after the organization's today. */
export function businessDaysLeft(dueOn: LocalDay, now: Date, timeZone: string): number {
  return businessDaysBetween(localDayOf(now, timeZone), dueOn)
}

function promiseOn(dueOn: LocalDay, timeZone: string): AnswerPromise {
  return { dueOn, dueBefore: endOfLocalDay(dueOn, timeZone) }
}

/**
 * Digest of all that tells whom a request is about, names as names compare; not of the note. Two requests of an
 * organization with the same digest ask for the same.
 */
export function knownDigest(known: KnownOfClinician): string {
  const parts = [
    known.kind,
    nameKey(known.firstName ?? ''),
    nameKey(known.middleName ?? ''),
    nameKey(known.lastName ?? ''),
    known.otherNames.map(nameKey).sort(),
    [known.birthDate, known.npi, known.ecfmgNumber, known.nccpaNumber],
    known.licenses.map(({ jurisdiction, number }) => fullNameKey(jurisdiction, number)).sort(),
    nameKey(known.medicalSchool ?? ''),
    known.graduationYear,
    known.stateOfPractice,
    nameKey(known.employer ?? ''),
  ]
  return sha256Hex(JSON.stringify(parts))
}

/** How a letter names the clinician: by name, or else by a number; never by the date of birth. */
export function describeKnown(known: KnownOfClinician): string {
  const name = [known.firstName, known.middleName, known.lastName].filter((part) => part !== null).join(' ')
  if (name !== '') return name
  if (known.npi !== null) return `NPI ${known.npi}`
  if (known.ecfmgNumber !== null) return `ECFMG number ${known.ecfmgNumber}`
  if (known.nccpaNumber !== null) return `NCCPA number ${known.nccpaNumber}`
  return known.licenses.map(({ jurisdiction, number }) => `license ${jurisdiction} ${number}`).join(', ')
}

/** What a request can begin with after a search that found nobody (domain.md, "Clinicians and search"). */
export function researchDraftOf(criterion: CheckedCriterion): ResearchRequestDraft {
  const empty = { kind: null, firstName: null, lastName: null, birthDate: null }
  const numbers = { npi: null, ecfmgNumber: null, nccpaNumber: null }
  const draft = { searchedBy: criterion.kind, ...empty, ...numbers }
  switch (criterion.kind) {
    case 'NPI':
      return { ...draft, npi: criterion.number }
    case 'ECFMG_NUMBER':
      return { ...draft, kind: 'PHYSICIAN', ecfmgNumber: criterion.number }
    case 'NCCPA_NUMBER':
      return { ...draft, kind: 'PHYSICIAN_ASSISTANT', nccpaNumber: criterion.number }
    case 'NAME_AND_BIRTH_DATE': {
      const { firstName, lastName, birthDate } = criterion
      return { ...draft, firstName, lastName, birthDate }
    }
  }
}
