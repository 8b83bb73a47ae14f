import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { People } from './app.people.js'
import { ClinicianService } from './clinicians/clinician.service.js'
import type { Config } from './config.js'
import type { Database } from './db/database.js'
import type { JobDefinition } from './jobs/job.definition.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import {
  DELAY_RESEARCH_REQUESTS_EVERY_SECONDS,
  DelayResearchRequests,
  ResearchDelays,
} from './research/research.delays.js'
import { ResearchMail } from './research/research.mail.js'
import { ResearchMetrics } from './research/research.metrics.js'
import { ResearchDeskResolver } from './research/research-desk.resolver.js'
import { ResearchDesk } from './research/research-desk.service.js'
import { BackOfficeResearchResolver, OrganizationResearchRequestsResolver } from './research/research-lists.resolver.js'
import {
  ClinicianResearchResolver,
  KnownOfClinicianResolver,
  ResearchRequestFieldsResolver,
  ResearchRequestResolver,
} from './research/research-request.resolver.js'
import { ResearchRequestService } from './research/research-request.service.js'

/** Kinds of jobs of research requests. */
export const RESEARCH_JOBS: readonly JobDefinition<object>[] = [DelayResearchRequests]

/** Requests to find out who a clinician is, and the staff's work on them. */
export interface Research {
  resolvers: object[]
  /** Lets this process do the work. */
  startWork(): void
}

/** What it is made from. */
export interface ResearchParts {
  config: Config
  database: Database
  clock: Clock
  jobs: JobQueue
  logger: Logger
  registry: Registry
  people: People
}

/** Builds it for one process. */
export function createResearch({ config, database, clock, jobs, logger, registry, people }: ResearchParts): Research {
  const { publisher } = config
  const mail = new ResearchMail(jobs, clock, publisher)
  const metrics = new ResearchMetrics(registry, database, clock)
  const desk = new ResearchDesk(database, clock, mail, metrics, `${publisher.name} research`)
  const delays = new ResearchDelays(database, clock, mail, metrics, logger)
  return {
    resolvers: [
      new ResearchRequestResolver(new ResearchRequestService(database, clock, people.limits, mail, metrics)),
      new ResearchRequestFieldsResolver(database, clock, new ClinicianService(database, clock)),
      new KnownOfClinicianResolver(),
      new ClinicianResearchResolver(),
      new OrganizationResearchRequestsResolver(database),
      new BackOfficeResearchResolver(database, clock),
      new ResearchDeskResolver(desk),
    ],
    startWork() {
      jobs.work(DelayResearchRequests, (_data, stopping) => delays.delayDue(stopping))
      jobs.every(DELAY_RESEARCH_REQUESTS_EVERY_SECONDS, DelayResearchRequests)
    },
  }
}
