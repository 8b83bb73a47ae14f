import { defineJob } from '../jobs/job.definition.js'

/** Seals what is not sealed yet. It needs no retries: it comes every minute and looks at the trail itself. */
export const SealAuditEvents = defineJob<Record<string, never>>({
  name: 'SealAuditEvents',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 600,
  onePending: true,
})

/** How often `SealAuditEvents` runs: so long an event can be without a seal. */
export const SEAL_AUDIT_EVENTS_EVERY_SECONDS = 60
