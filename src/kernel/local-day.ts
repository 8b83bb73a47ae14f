import { DateTime, IANAZone } from 'luxon'

const MS_PER_DAY = 24 * 60 * 60 * 1000

/** A calendar day in some time zone, `YYYY-MM-DD`. */
export type LocalDay = string

/** Whether `name` is a time zone of the IANA database, for example `America/Chicago`. */
export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name)
}

/** The calendar day that it is at `instant` in `timeZone`. */
export function localDayOf(instant: Date, timeZone: string): LocalDay {
  return DateTime.fromJSDate(instant, { zone: timeZone }).toFormat('yyyy-MM-dd')
}

/** The instant at which `day` ends in `timeZone`: the first one that is no longer part of it. */
export function endOfLocalDay(day: LocalDay, timeZone: string): Date {
  return DateTime.fromISO(day, { zone: timeZone }).plus({ days: 1 }).startOf('day').toJSDate()
}

/** The calendar month that it is at `instant` in `timeZone`: its name, `YYYY-MM`, and its first instant and that after its last. */
export function localMonthOf(instant: Date, timeZone: string): { name: string; start: Date; end: Date } {
  const start = DateTime.fromJSDate(instant, { zone: timeZone }).startOf('month')
  const end = start.plus({ months: 1 }).startOf('month')
  return { name: start.toFormat('yyyy-MM'), start: start.toJSDate(), end: end.toJSDate() }
}

/** `instant` as people of `timeZone` write it: `Nov 3, 2026, 4:05 PM CST`. */
export function formatLocalTime(instant: Date, timeZone: string): string {
  return DateTime.fromJSDate(instant, { zone: timeZone }).setLocale('en-US').toFormat('LLL d, yyyy, h:mm a ZZZZ')
}

/** The day `count` days after `day`; before it, if `count` is negative. */
export function addDays(day: LocalDay, count: number): LocalDay {
  return new Date(Date.parse(day) + count * MS_PER_DAY).toISOString().slice(0, 10)
}

/** `day` in words: `Tuesday, November 3, 2026`. */
export function formatLocalDay(day: LocalDay): string {
  return DateTime.fromISO(day, { zone: 'utc', locale: 'en-US' }).toFormat('cccc, LLLL d, yyyy')
}

/** The day that `20251109` or `2025-11-09` says, as names of files do; null for any other text. */
export function dayOfDigits(text: string): LocalDay | null {
  if (!/^\d{4}(-?)\d\d\1\d\d$/.test(text)) return null
  return DateTime.fromFormat(text.replaceAll('-', ''), 'yyyyMMdd', { zone: 'utc' }).toISODate()
}
