import { defineJob } from '../jobs/job.definition.js'

/** Makes the next signing key when it is time. */
export const RotateSigningKeys = defineJob<Record<string, never>>({
  name: 'RotateSigningKeys',
  // The next one comes within the hour, and a key is published a day before it is needed.
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 60,
  onePending: true,
})

/** Writes down the ends of sessions that nobody refreshed; forgets old refresh tokens and counts of rate limits. */
export const SweepSessions = defineJob<Record<string, never>>({
  name: 'SweepSessions',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 300,
  onePending: true,
})

/** Both find in the data what is due. */
export const SESSION_JOBS_EVERY_SECONDS = 3_600
