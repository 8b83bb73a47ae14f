import { defineJob } from '../jobs/job.definition.js'

/** Looks whether the address of a request is somebody's, and mails the link if so. Once: the request goes with it. */
export const SendPasswordReset = defineJob<{ passwordResetRequestId: string }>({
  name: 'SendPasswordReset',
  retryLimit: 10,
  retryDelaySeconds: 2,
  retryBackoff: true,
  expireInSeconds: 30,
})
