import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { People } from './app.people.js'
import { ClinicianService } from './clinicians/clinician.service.js'
import type { Config } from './config.js'
import type { Database } from './db/database.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import { ResearchDelays } from './research/research.delays.js'
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

/** Requests to find out who a clinician is, and the staff's work on them. */
export interface Research {
  delays: ResearchDelays
  resolvers: object[]
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
  return {
    delays: new ResearchDelays(database, clock, mail, metrics, logger),
    resolvers: [
      new ResearchRequestResolver(new ResearchRequestService(database, clock, people.limits, mail, metrics)),
      new ResearchRequestFieldsResolver(database, clock, new ClinicianService(database, clock)),
      new KnownOfClinicianResolver(),
      new ClinicianResearchResolver(),
      new OrganizationResearchRequestsResolver(database),
      new BackOfficeResearchResolver(database, clock),
      new ResearchDeskResolver(desk),
    ],
  }
}
