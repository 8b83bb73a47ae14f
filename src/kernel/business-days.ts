import { addDays, type LocalDay } from './local-day.js'

/** A federal holiday of the United States: the day of the law (5 USC 6103) and the day on which offices close for it. */
export interface FederalHoliday {
  name: string
  on: LocalDay
  /** The Friday before a Saturday, the Monday after a Sunday: for January 1 that can be a day of the year before. */
  observedOn: LocalDay
}

const [SUNDAY, MONDAY, THURSDAY, SATURDAY] = [0, 1, 4, 6] as const

/** The eleven federal holidays of the law of `year`, in their order (domain.md, "Business day"). */
export function federalHolidays(year: number): FederalHoliday[] {
  return [
    holiday("New Year's Day", dayOf(year, 1, 1)),
    holiday('Birthday of Martin Luther King, Jr.', nthOf(3, MONDAY, year, 1)),
    holiday("Washington's Birthday", nthOf(3, MONDAY, year, 2)),
    holiday('Memorial Day', lastMondayOfMay(year)),
    holiday('Juneteenth National Independence Day', dayOf(year, 6, 19)),
    holiday('Independence Day', dayOf(year, 7, 4)),
    holiday('Labor Day', nthOf(1, MONDAY, year, 9)),
    holiday('Columbus Day', nthOf(2, MONDAY, year, 10)),
    holiday('Veterans Day', dayOf(year, 11, 11)),
    holiday('Thanksgiving Day', nthOf(4, THURSDAY, year, 11)),
    holiday('Christmas Day', dayOf(year, 12, 25)),
  ]
}

/** Whether `day` is one from Monday to Friday on which no federal holiday is observed. */
export function isBusinessDay(day: LocalDay): boolean {
  const weekday = weekdayOf(day)
  return weekday !== SUNDAY && weekday !== SATURDAY && !observedIn(Number(day.slice(0, 4))).has(day)
}

/** The `count`th business day after `day`; counting starts on the next business day, and none at all stays at `day`. */
export function addBusinessDays(day: LocalDay, count: number): LocalDay {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`expected a whole number from 0, got ${count}`)
  let reached = day
  for (let left = count; left > 0; ) {
    reached = addDays(reached, 1)
    if (isBusinessDay(reached)) left--
  }
  return reached
}

/** How many business days come after `from` until `until`, which counts; 0 if `until` is not later. */
export function businessDaysBetween(from: LocalDay, until: LocalDay): number {
  let count = 0
  for (let day = from; day < until; ) {
    day = addDays(day, 1)
    if (isBusinessDay(day)) count++
  }
  return count
}

const OBSERVED = new Map<number, ReadonlySet<LocalDay>>()

/** The days on which offices close in `year`; of the next year's holidays the first can be among them. */
function observedIn(year: number): ReadonlySet<LocalDay> {
  const known = OBSERVED.get(year)
  if (known !== undefined) return known
  const holidays = [...federalHolidays(year), ...federalHolidays(year + 1)]
  const days = new Set(holidays.map(({ observedOn }) => observedOn))
  OBSERVED.set(year, days)
  return days
}

function holiday(name: string, on: LocalDay): FederalHoliday {
  const shift = { [SATURDAY]: -1, [SUNDAY]: 1 }[weekdayOf(on)] ?? 0
  return { name, on, observedOn: addDays(on, shift) }
}

function nthOf(nth: number, weekday: number, year: number, month: number): LocalDay {
  const first = dayOf(year, month, 1)
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1))
}

function lastMondayOfMay(year: number): LocalDay {
  const last = dayOf(year, 5, 31)
  return addDays(last, -((weekdayOf(last) - MONDAY + 7) % 7))
}

function dayOf(year: number, month: number, day: number): LocalDay {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}

/** 0 for Sunday. */
function weekdayOf(day: LocalDay): number {
  return new Date(Date.parse(day)).getUTCDay()
}
