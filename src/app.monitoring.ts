import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { Counter, type Registry } from 'prom-client'
import type { Documents } from './app.documents.js'
import { ClinicianService } from './clinicians/clinician.service.js'
import type { Config } from './config.js'
import type { Database } from './db/database.js'
import { SignedLinks } from './files/signed-link.js'
import { registerMadeDocuments } from './http/made-documents.routes.js'
import type { JobDefinition } from './jobs/job.definition.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import type { KeyRing } from './kernel/key-ring.js'
import type { RateLimits } from './limits/rate-limits.js'
import {
  ATTEST_MONITORINGS_EVERY_SECONDS,
  AttestMonitorings,
  attestMonitorings,
} from './monitoring/attest-monitorings.job.js'
import { END_MONITORINGS_EVERY_SECONDS, EndMonitorings, MonitoringEnds } from './monitoring/end-monitorings.job.js'
import { MonitoringLogDownloads } from './monitoring/log/monitoring-log.downloads.js'
import { MONITORING_LOG_LINK } from './monitoring/log/monitoring-log.link.js'
import { MonitoringLogLinks } from './monitoring/log/monitoring-log.links.js'
import { MonitoringLogReader } from './monitoring/log/monitoring-log.reader.js'
import {
  MonitoringLogLinkResolver,
  OrganizationMonitoringLogResolver,
} from './monitoring/log/monitoring-log.resolver.js'
import {
  OrderItemMonitoringResolver,
  OwnedClinicianMonitoringResolver,
  runningIn,
} from './monitoring/monitored.resolver.js'
import { MonitoringMail } from './monitoring/monitoring.mail.js'
import { MonitoringMetrics } from './monitoring/monitoring.metrics.js'
import { MonitoringFieldsResolver, MonitoringResolver } from './monitoring/monitoring.resolver.js'
import { MonitoringService } from './monitoring/monitoring.service.js'
import { MonitoringAttestationsResolver } from './monitoring/monitoring-attestation.resolver.js'
import {
  BackOfficeMonitoringsResolver,
  OrganizationMonitoringsResolver,
} from './monitoring/monitoring-lists.resolver.js'
import { NoticeMail } from './monitoring/notices/notice.mail.js'
import {
  MonitoringNoticeResolver,
  MonitoringNoticesResolver,
  OrganizationNoticesResolver,
} from './monitoring/notices/notice.resolver.js'
import { NoticeService } from './monitoring/notices/notice.service.js'
import { NoticeTeller } from './monitoring/notices/notice.teller.js'
import { NOTICE_CHANGES_EVERY_SECONDS, NoticeChanges, noticeChanges } from './monitoring/notices/notice-changes.job.js'
import { ItemDeliveryService } from './orders/item-delivery.service.js'

/** Kinds of jobs of continuous monitoring. */
export const MONITORING_JOBS: readonly JobDefinition<object>[] = [NoticeChanges, EndMonitorings, AttestMonitorings]

/** What happens during the terms of continuous monitoring that orders sell. */
export interface Monitorings {
  resolvers: object[]
  /** Lets this process do the work. */
  startWork(): void
  registerRoutes(app: FastifyInstance): void
}

/** What it is made from. */
export interface MonitoringParts {
  config: Config
  database: Database
  clock: Clock
  jobs: JobQueue
  logger: Logger
  metrics: Registry
  limits: RateLimits
  linkSigningKeys: KeyRing
  documents: Documents
}

/** Builds it for one process. */
export function createMonitoring(parts: MonitoringParts): Monitorings {
  const { config, database, clock, jobs, logger, metrics: registry, limits, documents } = parts
  const { publisher } = config
  const metrics = new MonitoringMetrics(registry, database)
  const ends = new MonitoringEnds(database, clock, new MonitoringMail(jobs, clock, publisher), metrics, logger)
  const running = runningIn(database)
  const clinicians = new ClinicianService(database, clock)
  const told = new Counter({
    name: 'gateway_monitoring_notices_total',
    help: 'Notices of changes of monitored clinicians.',
    registers: [registry],
  })
  const onTold = (count: number) => told.inc(count)
  const teller = new NoticeTeller(database, clock, jobs, new NoticeMail(jobs, clock, publisher), onTold, logger)
  const notices = new NoticeService(database, clock, new ItemDeliveryService(database, documents.deliveries, limits))
  const links = new SignedLinks(MONITORING_LOG_LINK, parts.linkSigningKeys, config.publicUrl, clock)
  const downloads = new MonitoringLogDownloads(database, clock, links, documents.tabularPdfs, publisher)
  return {
    resolvers: [
      new MonitoringResolver(new MonitoringService(database, clock, metrics)),
      new MonitoringFieldsResolver(database, clinicians),
      new OrganizationMonitoringsResolver(database, clock),
      new BackOfficeMonitoringsResolver(database, clock),
      new OrderItemMonitoringResolver(database, running),
      new OwnedClinicianMonitoringResolver(running),
      new OrganizationNoticesResolver(database),
      new MonitoringNoticesResolver(database),
      new MonitoringNoticeResolver(notices, clinicians),
      new MonitoringAttestationsResolver(database),
      new OrganizationMonitoringLogResolver(new MonitoringLogReader(database, clock)),
      new MonitoringLogLinkResolver(new MonitoringLogLinks(database, clock, links, config.linkMinutes)),
    ],
    startWork() {
      jobs.work(NoticeChanges, noticeChanges(database, clock, teller))
      jobs.work(EndMonitorings, (_data, stopping) => ends.endDue(stopping))
      jobs.work(AttestMonitorings, attestMonitorings(database, clock, logger))
      jobs.every(NOTICE_CHANGES_EVERY_SECONDS, NoticeChanges)
      jobs.every(END_MONITORINGS_EVERY_SECONDS, EndMonitorings)
      jobs.every(ATTEST_MONITORINGS_EVERY_SECONDS, AttestMonitorings)
    },
    registerRoutes: (app) => registerMadeDocuments(app, MONITORING_LOG_LINK.path, downloads),
  }
}
