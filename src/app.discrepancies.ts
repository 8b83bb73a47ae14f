import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { Documents } from './app.documents.js'
import { ClinicianService } from './clinicians/clinician.service.js'
import type { Config } from './config.js'
import type { Database } from './db/database.js'
import { CorrectedProfileService } from './discrepancies/corrected-profile.service.js'
import {
  OrderItemDiscrepanciesResolver,
  OwnedClinicianDiscrepanciesResolver,
} from './discrepancies/discrepancies-of-profile.resolver.js'
import { DiscrepancyBuyers, TELL_BUYERS_EVERY_SECONDS, TellBuyers } from './discrepancies/discrepancy.buyers.js'
import { DiscrepancyCorrection } from './discrepancies/discrepancy.correction.js'
import {
  DELAY_DISCREPANCIES_EVERY_SECONDS,
  DelayDiscrepancies,
  DiscrepancyDelays,
} from './discrepancies/discrepancy.delays.js'
import { DiscrepancyMail } from './discrepancies/discrepancy.mail.js'
import { DiscrepancyMetrics } from './discrepancies/discrepancy.metrics.js'
import { DiscrepancyReader } from './discrepancies/discrepancy.reader.js'
import { DiscrepancyResolver } from './discrepancies/discrepancy.resolver.js'
import { DiscrepancyService } from './discrepancies/discrepancy.service.js'
import { DiscrepancyDeskResolver } from './discrepancies/discrepancy-desk.resolver.js'
import { DiscrepancyDesk } from './discrepancies/discrepancy-desk.service.js'
import { DiscrepancyEvidenceResolver, DiscrepancyFieldsResolver } from './discrepancies/discrepancy-fields.resolver.js'
import {
  BackOfficeDiscrepanciesResolver,
  OrganizationDiscrepanciesResolver,
} from './discrepancies/discrepancy-lists.resolver.js'
import { EVIDENCE_LINK, EvidenceDownloads } from './discrepancies/evidence.downloads.js'
import { SignedLinks } from './files/signed-link.js'
import type { JobDefinition } from './jobs/job.definition.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import type { KeyRing } from './kernel/key-ring.js'
import type { RateLimits } from './limits/rate-limits.js'
import { ItemDeliveryService } from './orders/item-delivery.service.js'

/** Kinds of jobs of discrepancy reports. */
export const DISCREPANCY_JOBS: readonly JobDefinition<object>[] = [DelayDiscrepancies, TellBuyers]

/** Reports that something in a bought profile is wrong, and the staff's work on them. */
export interface Discrepancies {
  resolvers: object[]
  /** Behind the links of evidence. */
  evidence: EvidenceDownloads
  /** What staff decide reports with, for the sandbox that does so by itself. */
  investigation: { mail: DiscrepancyMail; metrics: DiscrepancyMetrics; correction: DiscrepancyCorrection }
  /** Lets this process do the work. */
  startWork(): void
}

/** What it is made from. */
export interface DiscrepancyParts {
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
export function createDiscrepancies(parts: DiscrepancyParts): Discrepancies {
  const { config, database, clock, jobs, logger, limits, documents } = parts
  const { publicUrl, linkMinutes, publisher } = config
  const metrics = new DiscrepancyMetrics(parts.metrics, database, clock)
  const mail = new DiscrepancyMail(jobs, clock, publisher)
  const links = new SignedLinks(EVIDENCE_LINK, parts.linkSigningKeys, publicUrl, clock)
  const evidence = new EvidenceDownloads(database, clock, links, linkMinutes)
  const reader = new DiscrepancyReader(database, clock)
  const correction = new DiscrepancyCorrection(clock, jobs)
  const corrected = new CorrectedProfileService(clock, new ItemDeliveryService(database, documents.deliveries, limits))
  const delays = new DiscrepancyDelays(database, clock, mail, metrics, logger)
  const buyers = new DiscrepancyBuyers(database, clock, mail, metrics, logger)
  return {
    evidence,
    investigation: { mail, metrics, correction },
    resolvers: [
      new DiscrepancyResolver(new DiscrepancyService(database, clock, limits, mail, metrics), corrected),
      new DiscrepancyDeskResolver(new DiscrepancyDesk(database, clock, mail, metrics, correction)),
      new DiscrepancyFieldsResolver(database, clock, new ClinicianService(database, clock), reader),
      new DiscrepancyEvidenceResolver(evidence),
      new OrganizationDiscrepanciesResolver(reader),
      new BackOfficeDiscrepanciesResolver(database, clock),
      new OrderItemDiscrepanciesResolver(database, clock, reader),
      new OwnedClinicianDiscrepanciesResolver(reader),
    ],
    startWork() {
      jobs.work(DelayDiscrepancies, (_data, stopping) => delays.delayDue(stopping))
      jobs.work(TellBuyers, (_data, stopping) => buyers.tell(stopping))
      jobs.every(DELAY_DISCREPANCIES_EVERY_SECONDS, DelayDiscrepancies)
      jobs.every(TELL_BUYERS_EVERY_SECONDS, TellBuyers)
    },
  }
}
