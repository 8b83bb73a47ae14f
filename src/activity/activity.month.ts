import { DateTime } from 'luxon'

/** How many months account activity goes back, the current one included (domain.md, "Account, activity, receipts"). */
export const MONTHS_SHOWN = 24

/** A calendar month, `YYYY-MM`. */
export type MonthName = string

/** A calendar month of a time zone: from `start` until just before `end`, which is the start of the next one. */
export interface Month {
  name: MonthName
  start: Date
  end: Date
}

/** The months of account activity that can be asked for now, the earliest and the current one. */
export function monthsShown(now: Date, timeZone: string): { first: MonthName; last: MonthName } {
  const current = DateTime.fromJSDate(now, { zone: timeZone })
  return { first: nameOf(current.minus({ months: MONTHS_SHOWN - 1 })), last: nameOf(current) }
}

/** The month of this name, or the current one; null if it is none of `monthsShown`. */
export function findMonth(name: MonthName | null, now: Date, timeZone: string): Month | null {
  const { first, last } = monthsShown(now, timeZone)
  const wanted = name ?? last
  if (wanted < first || wanted > last) return null
  return { name: wanted, start: startOf(wanted, timeZone), end: startOf(monthAfter(wanted), timeZone) }
}

/** What `findMonth` expected, for messages. */
export function expectedMonths(now: Date, timeZone: string, got: MonthName | null): string {
  const { first, last } = monthsShown(now, timeZone)
  return `expected a month from ${first} to ${last}, got ${got}`
}

/** The month before; it may be one that is not shown any more. */
export function monthBefore(name: MonthName): MonthName {
  return nameOf(DateTime.fromISO(name, { zone: 'utc' }).minus({ months: 1 }))
}

/** The month after; it may be one that has not begun. */
export function monthAfter(name: MonthName): MonthName {
  return nameOf(DateTime.fromISO(name, { zone: 'utc' }).plus({ months: 1 }))
}

/** `November 2026`. */
export function formatMonth(name: MonthName): string {
  return DateTime.fromISO(name, { zone: 'utc', locale: 'en-US' }).toFormat('LLLL yyyy')
}

function nameOf(time: DateTime): MonthName {
  return time.toFormat('yyyy-MM')
}

/** Its first instant: where clocks skip midnight, the one to which they are put. */
function startOf(name: MonthName, timeZone: string): Date {
  return DateTime.fromISO(name, { zone: timeZone }).startOf('month').toJSDate()
}
