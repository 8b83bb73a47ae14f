import { DateTime } from 'luxon'
import { type LocalDay, localDayOf } from '../kernel/local-day.js'

export const SOURCE_FRESHNESS = ['FRESH', 'STALE', 'NEVER_LOADED'] as const
export type SourceFreshness = (typeof SOURCE_FRESHNESS)[number]

/** Days that a file may take from its own day to the directory: it is published some days later, and loaded after that. */
export const DAYS_TO_ARRIVE = 7

/** How many days ago in UTC that day was; never negative. */
export function ageInDays(day: LocalDay, now: Date): number {
  const today = DateTime.fromISO(localDayOf(now, 'utc'), { zone: 'utc' })
  return Math.max(0, today.diff(DateTime.fromISO(day, { zone: 'utc' }), 'days').days)
}

/** Whether a newer file than that of `newestDay` is overdue; null for a source of which no file was ever loaded. */
export function freshnessOf(newestDay: LocalDay | null, cadenceDays: number, now: Date): SourceFreshness {
  if (newestDay === null) return 'NEVER_LOADED'
  return ageInDays(newestDay, now) > cadenceDays + DAYS_TO_ARRIVE ? 'STALE' : 'FRESH'
}
