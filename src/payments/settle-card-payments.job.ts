import { defineJob } from '../jobs/job.definition.js'

const WHAT_IS_DUE = { retryLimit: 0, retryDelaySeconds: 0, retryBackoff: false, expireInSeconds: 300, onePending: true }

/** Asks the processors after open payments. It needs no retries: it comes again and finds in the data what is due. */
export const SettleCardPayments = defineJob<Record<string, never>>({ name: 'SettleCardPayments', ...WHAT_IS_DUE })

/** Brings refunds to the processors; in the same way. */
export const RefundCards = defineJob<Record<string, never>>({ name: 'RefundCards', ...WHAT_IS_DUE })

/** How often both are added, beside whenever there is something to do at once. */
export const CARD_JOBS_EVERY_SECONDS = 30
