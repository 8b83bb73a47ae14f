import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { BULK_RESULT_LINK, BulkDownloads } from './bulk/bulk.download.js'
import { BulkEnding } from './bulk/bulk.ending.js'
import { ProcessBulkOperation, SWEEP_BULK_OPERATIONS_EVERY_SECONDS, SweepBulkOperations } from './bulk/bulk.jobs.js'
import { BulkMetrics } from './bulk/bulk.metrics.js'
import { BulkFieldsResolver, BulkResolver, OrganizationBulkOperationsResolver } from './bulk/bulk.resolver.js'
import { BulkRunner } from './bulk/bulk.runner.js'
import { BulkService } from './bulk/bulk.service.js'
import { BulkSteps } from './bulk/bulk.steps.js'
import { ClinicianLookup } from './clinicians/clinician.lookup.js'
import { ClinicianLookupResolver } from './clinicians/clinician-lookup.resolver.js'
import { MAX_ROSTER_ROWS, rosterHandler } from './clinicians/roster.handler.js'
import type { Config } from './config.js'
import type { Database } from './db/database.js'
import { SignedLinks } from './files/signed-link.js'
import { SWEEP_FILES_EVERY_SECONDS, SweepFiles, sweepFiles } from './files/sweep-files.job.js'
import type { JobDefinition } from './jobs/job.definition.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import type { KeyRing } from './kernel/key-ring.js'
import { OrderRecorder } from './orders/order.recorder.js'
import { OrderService } from './orders/order.service.js'
import { ORDER_ROSTER_LIMITS, OrderRosterPreview } from './orders/roster/order-roster.preview.js'
import { OrderRosterPurchaser } from './orders/roster/order-roster.purchase.js'
import { BulkOperationRosterResolver, OrderRosterResolver } from './orders/roster/order-roster.resolver.js'
import { OrderRosterService } from './orders/roster/order-roster.service.js'
import {
  SWEEP_ORDER_ROSTERS_EVERY_SECONDS,
  SweepOrderRosters,
  sweepOrderRosters,
} from './orders/roster/sweep-order-rosters.job.js'
import { UPLOAD_LINK } from './uploads/upload.link.js'
import { UploadReceiver } from './uploads/upload.receiver.js'
import { UploadResolver } from './uploads/upload.resolver.js'
import { UploadService } from './uploads/upload.service.js'

/** Kinds of jobs of bulk operations and of the files that they read and write. */
export const BULK_JOBS: readonly JobDefinition<object>[] = [
  ProcessBulkOperation,
  SweepBulkOperations,
  SweepFiles,
  SweepOrderRosters,
]

/** How many operations one process works on at once. */
const OPERATIONS_AT_ONCE = 2

/** Uploads, and what is done with every row of them. */
export interface Bulk {
  /** Behind the addresses of uploads. */
  uploads: UploadReceiver
  /** Behind the links of results. */
  downloads: BulkDownloads
  resolvers: object[]
  /** Lets this process do the work. */
  startWork(): void
}

/** What it is made from. */
export interface BulkParts {
  config: Config
  database: Database
  clock: Clock
  jobs: JobQueue
  logger: Logger
  metrics: Registry
  linkSigningKeys: KeyRing
}

/** Builds it for one process. */
export function createBulk({ config, database, clock, jobs, logger, linkSigningKeys, ...parts }: BulkParts): Bulk {
  const { publicUrl, linkMinutes } = config
  const uploadLinks = new SignedLinks(UPLOAD_LINK, linkSigningKeys, publicUrl, clock)
  const resultLinks = new SignedLinks(BULK_RESULT_LINK, linkSigningKeys, publicUrl, clock)
  const metrics = new BulkMetrics(parts.metrics)
  const ending = new BulkEnding(jobs, clock, config.fileRetentionDays)
  const steps = new BulkSteps(database, clock, ending)
  const lookup = new ClinicianLookup(database, clock)
  const orders = new OrderService(database, clock, new OrderRecorder(clock, jobs))
  const handlers = [
    rosterHandler(lookup, MAX_ROSTER_ROWS),
    new OrderRosterPreview(clock, lookup, ORDER_ROSTER_LIMITS),
    new OrderRosterPurchaser(database, clock, orders, ORDER_ROSTER_LIMITS),
  ]
  const runner = new BulkRunner({ database, clock, jobs, logger, metrics, steps, handlers })
  const downloads = new BulkDownloads(database, clock, resultLinks, linkMinutes)
  const service = new BulkService(database, clock, jobs, ending, metrics)
  return {
    uploads: new UploadReceiver(database, clock, uploadLinks, parts.metrics),
    downloads,
    resolvers: [
      new UploadResolver(new UploadService(database, clock, uploadLinks, linkMinutes)),
      new BulkResolver(database, service),
      new OrganizationBulkOperationsResolver(database),
      new BulkFieldsResolver(downloads),
      new ClinicianLookupResolver(lookup, service),
      new OrderRosterResolver(new OrderRosterService(database, clock, service, metrics)),
      new BulkOperationRosterResolver(database),
    ],
    startWork() {
      jobs.work(ProcessBulkOperation, (data, stopping) => runner.run(data.operationId, stopping), OPERATIONS_AT_ONCE)
      jobs.work(SweepBulkOperations, () => runner.sweep())
      jobs.work(SweepFiles, sweepFiles(database, clock))
      jobs.work(SweepOrderRosters, sweepOrderRosters(database, clock))
      jobs.every(SWEEP_BULK_OPERATIONS_EVERY_SECONDS, SweepBulkOperations)
      jobs.every(SWEEP_FILES_EVERY_SECONDS, SweepFiles)
      jobs.every(SWEEP_ORDER_ROSTERS_EVERY_SECONDS, SweepOrderRosters)
    },
  }
}
