import { BULK_JOBS } from './app.bulk.js'
import { CARD_JOBS } from './app.cards.js'
import { DISCREPANCY_JOBS } from './app.discrepancies.js'
import { DOCUMENT_JOBS } from './app.documents.js'
import { MONITORING_JOBS } from './app.monitoring.js'
import { REAPPOINTMENT_JOBS } from './app.reappointment.js'
import { RECEIPT_JOBS } from './app.receipts.js'
import { RESEARCH_JOBS } from './app.research.js'
import { SANDBOX_JOBS } from './app.sandbox.js'
import { UPKEEP_JOBS } from './app.upkeep.js'
import { WEBHOOK_JOBS } from './app.webhooks.js'
import type { JobDefinition } from './jobs/job.definition.js'

/** Every kind of job of the deployment; each process makes the queues that are missing. */
export const JOBS: readonly JobDefinition<object>[] = [
  ...DOCUMENT_JOBS,
  ...UPKEEP_JOBS,
  ...CARD_JOBS,
  ...REAPPOINTMENT_JOBS,
  ...MONITORING_JOBS,
  ...DISCREPANCY_JOBS,
  ...RECEIPT_JOBS,
  ...RESEARCH_JOBS,
  ...BULK_JOBS,
  ...WEBHOOK_JOBS,
  ...SANDBOX_JOBS,
]
