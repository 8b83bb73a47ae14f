import type { RecordDates } from './directory.record.js'

/**
 * Whether what a record says was overtaken by what its source is known to have said, so that the order in which files
 * are loaded decides nothing. Days tell no more than days: of two records of the same update date the later load wins,
 * a reactivation undoes a deactivation of the same day, an update of that day does not. A record without an update date
 * may correct anything but ends no deactivation; one without any dates is never older.
 */
export function isOlderThanKnown(dates: RecordDates | undefined, known: RecordDates): boolean {
  if (dates === undefined) return false
  if (isBefore(dates.reportedOn, known.reportedOn)) return true
  const { deactivatedOn } = dates
  if (known.deactivatedOn !== null && (deactivatedOn === null || deactivatedOn < known.deactivatedOn)) {
    return !wasActiveSince(known.deactivatedOn, dates)
  }
  // A record that says nothing but its deactivation is as old as that.
  return deactivatedOn !== null && dates.reportedOn === null && wasActiveSince(deactivatedOn, known)
}

/** Whether there was a reactivation on the day of the deactivation or later, or an update on a later day. */
function wasActiveSince(deactivatedOn: string, { reactivatedOn, reportedOn }: RecordDates): boolean {
  return (reactivatedOn !== null && reactivatedOn >= deactivatedOn) || isBefore(deactivatedOn, reportedOn)
}

function isBefore(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one < other
}
