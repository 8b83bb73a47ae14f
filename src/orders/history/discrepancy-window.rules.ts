import { addDays, type LocalDay, localDayOf } from '../../kernel/local-day.js'

/** Days from the purchase within which a discrepancy of a profile can be reported (domain.md, "Discrepancies"). */
export const DISCREPANCY_WINDOW_DAYS = 180

const MS_PER_DAY = 86_400_000

/** Until when a discrepancy of a profile can be reported. */
export interface DiscrepancyWindow {
  /** The last day, which counts. */
  until: LocalDay
  /** Days from today to the last; 0 on the last day, and after it. */
  daysLeft: number
  open: boolean
}

/** The window of what was bought at `purchasedAt`, as it stands at `at`; days are those of the time zone. */
export function discrepancyWindow(purchasedAt: Date, timeZone: string, at: Date): DiscrepancyWindow {
  const until = addDays(localDayOf(purchasedAt, timeZone), DISCREPANCY_WINDOW_DAYS)
  const left = Math.round((Date.parse(until) - Date.parse(localDayOf(at, timeZone))) / MS_PER_DAY)
  return { until, daysLeft: Math.max(0, left), open: left >= 0 }
}
