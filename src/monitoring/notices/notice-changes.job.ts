import type { Database } from '../../db/database.js'
import { defineJob } from '../../jobs/job.definition.js'
import type { Clock } from '../../kernel/clock.js'
import type { NoticeTeller } from './notice.teller.js'
import { spotChanges } from './notice-spotting.queries.js'

/** Tells organizations what has changed of the clinicians whom they monitor. It comes again by itself. */
export const NoticeChanges = defineJob<Record<string, never>>({
  name: 'NoticeChanges',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 900,
  onePending: true,
})

/** How often `NoticeChanges` runs. */
export const NOTICE_CHANGES_EVERY_SECONDS = 60

/** So many changes of the directory are looked at in one transaction; many organizations may monitor one clinician. */
const CHANGES_AT_A_TIME = 1_000

/** Does `NoticeChanges`; several may run at once, and what a killed one leaves is found again. */
export function noticeChanges(database: Database, clock: Clock, teller: NoticeTeller) {
  return async (_data: object, stopping: AbortSignal): Promise<void> => {
    const spotNext = () => database.transaction((tx) => spotChanges(tx, clock.now(), CHANGES_AT_A_TIME))
    while (!stopping.aborted && (await spotNext())) {}
    await teller.tellAll(stopping)
  }
}
