import { addDays, type LocalDay, localDayOf } from '../kernel/local-day.js'

/**
 * Days within which a discrepancy can be reported: from the purchase of the profile, and from an e-mailed notice that the
 * profile of a monitored clinician changed (domain.md, "Discrepancies").
 */
export const DISCREPANCY_WINDOW_DAYS = 180

const MS_PER_DAY = 86_400_000

export const WINDOW_GROUNDS = ['PURCHASE', 'NOTICE'] as const
/** From when on the days are counted. */
export type WindowGround = (typeof WINDOW_GROUNDS)[number]

/** Until when a discrepancy of a profile can be reported. */
export interface DiscrepancyWindow {
  /** The last day, which counts. */
  until: LocalDay
  /** Days from today to the last; 0 on the last day, and after it. */
  daysLeft: number
  open: boolean
  ground: WindowGround
}

/** A line that bought a profile, with the organization's time zone. */
export interface WindowedItem {
  purchasedAt: Date
  timeZone: string
}

/**
 * The window of a line as it stands at `at`, the organization's time: of its purchase, or of the last notice about its
 * clinician, whichever ends later. Days are those of the organization's time zone.
 */
export function discrepancyWindow(
  { purchasedAt, timeZone }: WindowedItem,
  notifiedAt: Date | null,
  at: Date,
): DiscrepancyWindow {
  const isOfNotice = notifiedAt !== null && notifiedAt > purchasedAt
  const until = addDays(localDayOf(isOfNotice ? notifiedAt : purchasedAt, timeZone), DISCREPANCY_WINDOW_DAYS)
  const left = Math.round((Date.parse(until) - Date.parse(localDayOf(at, timeZone))) / MS_PER_DAY)
  return { until, daysLeft: Math.max(0, left), open: left >= 0, ground: isOfNotice ? 'NOTICE' : 'PURCHASE' }
}
