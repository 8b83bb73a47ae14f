import { addBusinessDays, businessDaysBetween, isBusinessDay } from '../kernel/business-days.js'
import { UserErrors } from '../kernel/errors.js'
import { addDays, endOfLocalDay, formatLocalDay, type LocalDay, localDayOf } from '../kernel/local-day.js'
import { isStorableText } from '../kernel/text.js'
import type { DiscrepancyState } from './discrepancy.words.js'

/** Within so many business days a report has its outcome, or is delayed (domain.md, "Discrepancies"). */
export const OUTCOME_BUSINESS_DAYS = 30
/** By how much a report is delayed when the day passes without an outcome. */
const DELAY_BUSINESS_DAYS = 10
/** The furthest day that staff can promise: about half a year. */
const MAX_DELAY_BUSINESS_DAYS = 130
/** For so many days the reporter can download the corrected profile (domain.md, "Discrepancies"). */
export const CORRECTED_DOWNLOAD_DAYS = 30
/** Longest text of a report, a question, a reply or an explanation. */
export const MAX_TEXT_LENGTH = 2_000
/** Reports of one organization about one clinician that may be open at a time. */
export const MAX_OPEN_DISCREPANCIES = 50
/** Replies to one report: whoever reads its timeline gets them all. */
export const MAX_REPLIES = 100
/** Files that go with one report. */
export const MAX_EVIDENCE_FILES = 10

/** `DR-00000042` */
export function formatDiscrepancyNumber(number: number): string {
  return `DR-${String(number).padStart(8, '0')}`
}

/** The number within `DR-00000042`; null for what has not this form. */
export function parseDiscrepancyNumber(text: string): number | null {
  const [, digits] = /^DR-(\d{8})$/i.exec(text.trim()) ?? []
  return digits === undefined ? null : Number(digits)
}

const ENDINGS: ReadonlySet<DiscrepancyState> = new Set(['CORRECTED', 'CONFIRMED_ACCURATE', 'WITHDRAWN'])

/** Whether it has no outcome yet, nor was taken back. */
export function isOpen(state: DiscrepancyState): boolean {
  return !ENDINGS.has(state)
}

/** By when an outcome is promised. */
export interface OutcomePromise {
  dueOn: LocalDay
  /** The first instant after that day in the organization's time zone. */
  dueBefore: Date
}

/** What is promised at `at`: the day that is so many business days after the organization's today. */
export function promiseAt(at: Date, businessDays: number, timeZone: string): OutcomePromise {
  return promiseOn(addBusinessDays(localDayOf(at, timeZone), businessDays), timeZone)
}

/** What is promised when `dueOn` passes without an outcome. */
export function nextPromise(dueOn: LocalDay, timeZone: string): OutcomePromise {
  return promiseOn(addBusinessDays(dueOn, DELAY_BUSINESS_DAYS), timeZone)
}

/**
 * What staff promise instead of `current`, from `today` on: a later business day.
 * @throws UserErrors INVALID_INPUT
 */
export function laterPromise(dueOn: LocalDay, current: LocalDay, today: LocalDay, timeZone: string): OutcomePromise {
  const earliest = current > today ? current : today
  const latest = addBusinessDays(today, MAX_DELAY_BUSINESS_DAYS)
  if (dueOn <= earliest || dueOn > latest || !isBusinessDay(dueOn)) {
    const expected = `expected a business day after ${formatLocalDay(earliest)}, at the latest ${formatLocalDay(latest)}`
    throw UserErrors.one('INVALID_INPUT', ['dueOn'], `${expected}, got ${formatLocalDay(dueOn)}`)
  }
  return promiseOn(dueOn, timeZone)
}

/** How many business days are left for an outcome after the organization's today. */
export function businessDaysLeft(dueOn: LocalDay, at: Date, timeZone: string): number {
  return businessDaysBetween(localDayOf(at, timeZone), dueOn)
}

/** Until when a profile that is corrected at `at` is handed out: the last day, and the first instant after it. */
export function downloadTerm(at: Date, timeZone: string): { until: LocalDay; before: Date } {
  const until = addDays(localDayOf(at, timeZone), CORRECTED_DOWNLOAD_DAYS)
  return { until, before: endOfLocalDay(until, timeZone) }
}

/** A text of 1 to 2,000 characters, with its line breaks, trimmed. @throws UserErrors INVALID_INPUT */
export function proseOf(text: string, field: string): string {
  const prose = text.trim()
  if (prose.length < 1 || prose.length > MAX_TEXT_LENGTH || !isStorableText(prose)) {
    const expected = `expected 1 to ${MAX_TEXT_LENGTH} characters`
    throw UserErrors.one('INVALID_INPUT', [field], `${expected}, got ${prose.length}`)
  }
  return prose
}

/** As `proseOf`, of a text that may be missing or blank: null then. */
export function optionalProseOf(text: string | null | undefined, field: string): string | null {
  return text == null || text.trim() === '' ? null : proseOf(text, field)
}

function promiseOn(dueOn: LocalDay, timeZone: string): OutcomePromise {
  return { dueOn, dueBefore: endOfLocalDay(dueOn, timeZone) }
}
