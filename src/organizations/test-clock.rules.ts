import { DateTime, Duration } from 'luxon'
import { UserErrors } from '../kernel/errors.js'

const DAY_MS = 86_400_000
/** The most days that one call advances a test clock. */
export const MAX_ADVANCE_DAYS = 366
/** The most days that a test clock can be ahead of the gateway's. */
export const MAX_AHEAD_DAYS = 1_826

/** To when a test clock is to be advanced: exactly one of both. */
export interface WantedTime {
  to: Date | null
  /** ISO 8601, for example `P30D`. */
  by: string | null
}

/**
 * The instant to which a clock of the time zone that shows `now` is to be advanced; days and months are those of the
 * calendar there. @throws UserErrors INVALID_INPUT for what is no time, too far, or not later
 */
export function advancedTime({ to, by }: WantedTime, now: Date, timeZone: string): Date {
  if ((to === null) === (by === null)) {
    throw UserErrors.one('INVALID_INPUT', [], `expected exactly one of to and by, got ${to === null ? 'none' : 'both'}`)
  }
  const field = to === null ? 'by' : 'to'
  const wanted = to ?? later(by ?? '', now, timeZone)
  const days = (wanted.getTime() - now.getTime()) / DAY_MS
  if (days <= 0) {
    const message = `expected a time after that of the clock, ${now.toISOString()}, got ${wanted.toISOString()}: it never goes back`
    throw UserErrors.one('INVALID_INPUT', [field], message)
  }
  if (days > MAX_ADVANCE_DAYS) {
    const message = `expected at most ${MAX_ADVANCE_DAYS} days in one call, got ${Math.ceil(days)}: advance in several`
    throw UserErrors.one('INVALID_INPUT', [field], message)
  }
  return wanted
}

/** By how many milliseconds a clock that shows `time` is ahead at `now`. @throws UserErrors INVALID_INPUT if too many */
export function aheadBy(time: Date, now: Date, field: string): number {
  const ahead = time.getTime() - now.getTime()
  if (ahead <= MAX_AHEAD_DAYS * DAY_MS) return ahead
  const message = `expected at most ${MAX_AHEAD_DAYS} days ahead of the gateway's clock, got ${Math.ceil(ahead / DAY_MS)}: take a new sandbox organization`
  throw UserErrors.one('INVALID_INPUT', [field], message)
}

function later(by: string, now: Date, timeZone: string): Date {
  const duration = Duration.fromISO(by)
  const time = duration.isValid ? DateTime.fromJSDate(now, { zone: timeZone }).plus(duration) : null
  // What leads past the end of the calendar is no time either.
  if (time?.isValid) return time.toJSDate()
  throw UserErrors.one('INVALID_INPUT', ['by'], `expected an ISO 8601 duration such as P30D or PT12H, got "${by}"`)
}
