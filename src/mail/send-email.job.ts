import { defineJob } from '../jobs/job.definition.js'

/**
 * Sends one e-mail. What a mail server could not take is repeated by the e-mail's own gaps, for days; the queue's
 * retries are for databases that were away and for workers that were killed, of which `SweepEmails` takes care too.
 */
export const SendEmail = defineJob<{ emailId: string }>({
  name: 'SendEmail',
  retryLimit: 5,
  retryDelaySeconds: 5,
  retryBackoff: true,
  expireInSeconds: 35,
  onePending: true,
})

/** Finds e-mails that nobody sends although it is time, whatever became of their jobs. */
export const SweepEmails = defineJob<Record<string, never>>({
  name: 'SweepEmails',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 60,
  onePending: true,
})

/** How often `SweepEmails` runs: with its lease of 30 s, a killed worker's e-mail waits less than a minute. */
export const SWEEP_EVERY_SECONDS = 15
