import { DateTime } from 'luxon'
import type { ClinicianKind } from '../../clinicians/clinician.type.js'
import { addDays, endOfLocalDay, type LocalDay, localDayOf } from '../../kernel/local-day.js'
import type { ProfileProduct } from '../../profiles/profile.sections.js'

/** Months from one profile to the next, unless the organization chose (domain.md, "Orders"). */
export const DEFAULT_CYCLE_MONTHS = 36
/** How long before the end of the cycle the new profile is ordered, unless the organization chose. */
export const DEFAULT_LEAD_DAYS = 90
/** The longest cycle that can be chosen: accreditors ask for three years, and nobody waits for five. */
export const MAX_CYCLE_MONTHS = 60
/** The longest lead that can be chosen. */
export const MAX_LEAD_DAYS = 365
/** How far ahead the list of those due looks at most. */
export const MAX_WITHIN_DAYS = 1_830

/** When clinicians of an organization are due. */
export interface Cycle {
  cycleMonths: number
  leadDays: number
  timeZone: string
}

/** What is bought anew for each kind; of a physician assistant there is one profile only. */
export const REAPPOINTMENT_PRODUCTS: Readonly<Record<ClinicianKind, ProfileProduct>> = {
  PHYSICIAN: 'REAPPOINTMENT',
  PHYSICIAN_ASSISTANT: 'PA_PROFILE',
}

/** The day on which the cycle ends that begins with the purchase: the same day of the month, or its last if there is none. */
export function dueOn(purchasedAt: Date, { cycleMonths, timeZone }: Cycle): LocalDay {
  return plusMonths(localDayOf(purchasedAt, timeZone), cycleMonths)
}

/** The day from which the new profile is to be ordered. */
export function orderFrom(due: LocalDay, { leadDays }: Cycle): LocalDay {
  return addDays(due, -leadDays)
}

/**
 * The instant before which the last purchase of a clinician lies who is to be ordered for within `days` of `at`: what
 * `orderFrom` says, turned round, so that an index finds them.
 */
export function purchasedBefore(at: Date, days: number, { cycleMonths, leadDays, timeZone }: Cycle): Date {
  const latestDue = addDays(localDayOf(at, timeZone), days + leadDays)
  let day = plusMonths(latestDue, -cycleMonths)
  // The 31st of a month and the days before can have the same day months later.
  while (plusMonths(addDays(day, 1), cycleMonths) <= latestDue) day = addDays(day, 1)
  return endOfLocalDay(day, timeZone)
}

function plusMonths(day: LocalDay, months: number): LocalDay {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ months }).toFormat('yyyy-MM-dd')
}
