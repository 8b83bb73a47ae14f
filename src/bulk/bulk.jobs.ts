import { defineJob } from '../jobs/job.definition.js'

/** Processes some slices of an operation. What is left is found by the next one. */
export const ProcessBulkOperation = defineJob<{ operationId: string }>({
  name: 'ProcessBulkOperation',
  retryLimit: 5,
  retryDelaySeconds: 2,
  retryBackoff: true,
  expireInSeconds: 120,
  onePending: true,
})

/** Goes on with operations that nobody works on: their worker was killed, say. */
export const SweepBulkOperations = defineJob<Record<string, never>>({
  name: 'SweepBulkOperations',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 60,
  onePending: true,
})

/** How often `SweepBulkOperations` runs. */
export const SWEEP_BULK_OPERATIONS_EVERY_SECONDS = 30
