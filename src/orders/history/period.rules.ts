import { DateTime } from 'luxon'
import { registerEnumType } from 'type-graphql'
import { enumOf } from '../../graphql/enums.js'
import { RequestError } from '../../kernel/errors.js'
import { endOfLocalDay, type LocalDay } from '../../kernel/local-day.js'

export const HISTORY_PERIODS = [
  'CURRENT_MONTH',
  'PREVIOUS_MONTH',
  'CURRENT_QUARTER',
  'PREVIOUS_QUARTER',
  'YEAR_TO_DATE',
] as const
/** Periods by which the history is asked for (domain.md, "Orders"). */
export type HistoryPeriod = (typeof HISTORY_PERIODS)[number]
export const HistoryPeriodEnum = enumOf(HISTORY_PERIODS)
registerEnumType(HistoryPeriodEnum, {
  name: 'OrderPeriod',
  description: "A stretch of the calendar, by the organization's time zone now. New periods may be added.",
  valuesConfig: {
    CURRENT_MONTH: { description: 'From the 1st of this month on.' },
    PREVIOUS_MONTH: { description: 'The calendar month before this one.' },
    CURRENT_QUARTER: { description: 'From the 1st of January, April, July or October on, whichever was last.' },
    PREVIOUS_QUARTER: { description: 'The three calendar months before the current quarter.' },
    YEAR_TO_DATE: { description: 'From the 1st of January of this year on.' },
  },
})

/** A stretch of time: its first instant and the first that is too late; null for an end that is open. */
export interface Stretch {
  from: Date | null
  before: Date | null
}

/** The period as it is at `at` in the time zone, to the end of its last day. */
export function instantsOfPeriod(period: HistoryPeriod, at: Date, timeZone: string): Stretch {
  const now = DateTime.fromJSDate(at, { zone: timeZone })
  const unit = period === 'YEAR_TO_DATE' ? 'year' : period.endsWith('MONTH') ? 'month' : 'quarter'
  const current = now.startOf(unit)
  const start = period.startsWith('PREVIOUS') ? current.minus({ [unit]: 1 }).startOf(unit) : current
  return {
    from: start.toJSDate(),
    before: start
      .plus({ [unit]: 1 })
      .startOf(unit)
      .toJSDate(),
  }
}

/**
 * The days from `first` to `last`, both included, in the time zone.
 *
 * @throws RequestError BAD_USER_INPUT for a range that ends before it begins
 */
export function instantsOf(first: LocalDay | null, last: LocalDay | null, timeZone: string): Stretch {
  if (first !== null && last !== null && first > last) {
    throw new RequestError(
      'BAD_USER_INPUT',
      `expected a range that does not end before it begins, got ${first} to ${last}`,
    )
  }
  return {
    from: first === null ? null : DateTime.fromISO(first, { zone: timeZone }).startOf('day').toJSDate(),
    before: last === null ? null : endOfLocalDay(last, timeZone),
  }
}
