import { defineJob } from '../jobs/job.definition.js'

/** Does what the sandbox does by itself: decides reports that ask for it, and lets a monitored clinician change. */
export const PlaySandbox = defineJob<Record<string, never>>({
  name: 'PlaySandbox',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 120,
  onePending: true,
})

/** How often `PlaySandbox` runs: somebody waits, and what is due is found by two small indexes. */
export const PLAY_SANDBOX_EVERY_SECONDS = 5
