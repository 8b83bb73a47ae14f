import { defineJob } from '../jobs/job.definition.js'

/**
 * Makes all receipts that are due. It needs no retries and no time of day: it comes every minute and looks for what is
 * due in the orders.
 */
export const SendDailyReceipts = defineJob<Record<string, never>>({
  name: 'SendDailyReceipts',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 600,
  onePending: true,
})

/** How often `SendDailyReceipts` runs. */
export const SEND_DAILY_RECEIPTS_EVERY_SECONDS = 60
