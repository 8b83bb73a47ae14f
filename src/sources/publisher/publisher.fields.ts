import { z } from 'zod'
import { isDeaNumber, isNccpaNumber, isNpi, normalizeEcfmgNumber } from '../../kernel/identifiers.js'
import { isStorableText } from '../../kernel/text.js'
import { isCountry, isState } from './publisher.places.js'

/** Why a row is refused, or a field of it; docs/publisher-files.md has an example of each. */
export type FieldFault =
  | 'MISSING'
  | 'WRONG_TYPE'
  | 'TOO_LONG'
  | 'UNPRINTABLE'
  | 'UNKNOWN_VALUE'
  | 'UNKNOWN_FIELD'
  | 'NOT_A_DATE'
  | 'IMPOSSIBLE_DATE'
  | 'ENDS_BEFORE_IT_BEGINS'
  | 'UNKNOWN_STATE'
  | 'UNKNOWN_COUNTRY'
  | 'INVALID_NPI'
  | 'INVALID_ECFMG_NUMBER'
  | 'INVALID_NCCPA_NUMBER'
  | 'INVALID_DEA_NUMBER'
  | 'INVALID_TAXONOMY_CODE'
  | 'NO_CLINICIAN'
  | 'CONTRADICTORY_NUMBERS'
  | 'REMOVED_IN_FULL_FILE'

const fault = (reason: FieldFault): { error: FieldFault; abort: true } => ({ error: reason, abort: true })

const BOOLEANS = new Map([
  ['true', true],
  ['false', false],
])

/** What stands between the values of a list in CSV, where JSON Lines has an array. */
const LIST_SEPARATOR = '|'

/** Text of one line, without outer blanks. */
export function text(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1, fault('MISSING'))
    .max(maxLength, fault('TOO_LONG'))
    .refine((value) => isStorableText(value) && !/\p{Cc}/u.test(value), fault('UNPRINTABLE'))
}

/** A field that may be left out, or empty. */
export function optional<Type extends z.ZodType>(type: Type) {
  return z.nullable(type).default(null)
}

/** A year, a month or a day that the calendar has: `2009`, `2009-06`, `2009-06-30`; from 1900 to 2199. */
export const partialDate = z
  .string()
  .trim()
  .refine((value) => /^\d{4}(?:-\d\d(?:-\d\d)?)?$/.test(value), fault('NOT_A_DATE'))
  .refine(isInCalendar, fault('IMPOSSIBLE_DATE'))

/** A day that the calendar has: `2009-06-30`. */
export const day = z
  .string()
  .trim()
  .refine((value) => /^\d{4}-\d\d-\d\d$/.test(value), fault('NOT_A_DATE'))
  .refine(isInCalendar, fault('IMPOSSIBLE_DATE'))

/** `2009` */
export const year = z
  .string()
  .trim()
  .refine((value) => /^\d{4}$/.test(value), fault('NOT_A_DATE'))
  .refine(isInCalendar, fault('IMPOSSIBLE_DATE'))

/** `true` or `false`. */
export const boolean = z.preprocess(
  (value) => (typeof value === 'string' ? (BOOLEANS.get(value.trim().toLowerCase()) ?? value) : value),
  z.boolean(fault('UNKNOWN_VALUE')),
)

/** Values of one kind: in CSV with `|` between them. */
export function list<Type extends z.ZodType>(type: Type, maxLength: number) {
  return z.preprocess(
    (value) => (typeof value === 'string' ? value.split(LIST_SEPARATOR).map((each) => each.trim()) : value),
    z.array(type).max(maxLength, fault('TOO_LONG')),
  )
}

export const state = z.string().trim().refine(isState, fault('UNKNOWN_STATE'))
export const country = z.string().trim().refine(isCountry, fault('UNKNOWN_COUNTRY'))
export const deaNumber = z.string().trim().refine(isDeaNumber, fault('INVALID_DEA_NUMBER'))

export const npi = z.string().trim().refine(isNpi, fault('INVALID_NPI'))
export const nccpaNumber = z.string().trim().refine(isNccpaNumber, fault('INVALID_NCCPA_NUMBER'))

/** 7 or 8 digits; hyphens are dropped. */
export const ecfmgNumber = z
  .string()
  .transform((value) => normalizeEcfmgNumber(value))
  .refine((value) => value !== null, fault('INVALID_ECFMG_NUMBER'))

/** A code of the health care provider taxonomy: `207R00000X`. */
export const taxonomyCode = z
  .string()
  .trim()
  .refine((value) => /^[0-9A-Z]{9}X$/.test(value), fault('INVALID_TAXONOMY_CODE'))

/** A rule about several fields: where `holds` is false, `field` is refused. */
export function unless<Row>(holds: (row: Row) => boolean, reason: FieldFault, field: string): z.core.CheckFn<Row> {
  return (payload) => {
    if (holds(payload.value)) return
    payload.issues.push({ code: 'custom', message: reason, path: [field], input: payload.value })
  }
}

/** The second date is not before the first, as far as both are known. */
export function inOrder<First extends string, Last extends string>(
  first: First,
  last: Last,
): z.core.CheckFn<Record<First | Last, string | null>> {
  return unless((row) => !isBefore(row[last], row[first]), 'ENDS_BEFORE_IT_BEGINS', last)
}

/** Whether `later` is before `earlier`, as far as both of them are known. */
function isBefore(later: string | null, earlier: string | null): boolean {
  if (later === null || earlier === null) return false
  const known = Math.min(later.length, earlier.length)
  return later.slice(0, known) < earlier.slice(0, known)
}

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isInCalendar(date: string): boolean {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = month === 2 && isLeapYear ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0)
  return year >= 1900 && year <= 2199 && day >= 1 && day <= days
}

/** What is wrong with a field for which no fault of its own is named; for zod. */
export function faultOf(issue: z.core.$ZodRawIssue): FieldFault {
  if (issue.input === undefined) return 'MISSING'
  return issue.code === 'invalid_type' ? 'WRONG_TYPE' : 'UNKNOWN_VALUE'
}
