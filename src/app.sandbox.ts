import type { Logger } from 'pino'
import { PostLedger } from './accounts/ledger.poster.js'
import type { Database } from './db/database.js'
import { DelayDiscrepancies } from './discrepancies/discrepancy.delays.js'
import type { JobDefinition } from './jobs/job.definition.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import type { RateLimits } from './limits/rate-limits.js'
import { AttestMonitorings } from './monitoring/attest-monitorings.job.js'
import { EndMonitorings } from './monitoring/end-monitorings.job.js'
import { NoticeChanges } from './monitoring/notices/notice-changes.job.js'
import { FlyReappointmentAutopilot } from './orders/reappointment/autopilot.job.js'
import { TestClockResolver } from './organizations/test-clock.resolver.js'
import { TestClockService } from './organizations/test-clock.service.js'
import { SendDailyReceipts } from './receipts/daily-receipt.job.js'
import { DelayResearchRequests } from './research/research.delays.js'
import { PLAY_SANDBOX_EVERY_SECONDS, PlaySandbox } from './sandbox/play-sandbox.job.js'
import { SandboxChangeService } from './sandbox/sandbox.change.js'
import { SandboxChangeResolver } from './sandbox/sandbox.change.resolver.js'
import { type InvestigationParts, SandboxInvestigator } from './sandbox/sandbox.investigator.js'
import { SandboxMonitoredChange } from './sandbox/sandbox.monitored-change.js'
import { SandboxTwins } from './sandbox/sandbox.twins.js'
import { SandboxOrganizationResolver } from './sandbox/sandbox-organization.resolver.js'
import { SandboxOrganizationService } from './sandbox/sandbox-organization.service.js'

/** What is done at certain times of an organization: a test clock that is advanced has it done at once. */
const TIMED_JOBS: readonly JobDefinition<Record<string, never>>[] = [
  PostLedger,
  SendDailyReceipts,
  DelayResearchRequests,
  FlyReappointmentAutopilot,
  PlaySandbox,
  NoticeChanges,
  EndMonitorings,
  AttestMonitorings,
  DelayDiscrepancies,
]

/** Kinds of jobs of the sandbox. */
export const SANDBOX_JOBS: readonly JobDefinition<object>[] = [PlaySandbox]

/** What it is made from. */
export interface SandboxParts {
  database: Database
  clock: Clock
  jobs: JobQueue
  logger: Logger
  limits: RateLimits
}

/** What lets time pass and things happen in sandboxes. */
export function sandboxResolvers({ database, clock, jobs, logger, limits }: SandboxParts): object[] {
  return [
    new TestClockResolver(clock, new TestClockService(database, clock, jobs, logger, TIMED_JOBS)),
    new SandboxChangeResolver(new SandboxChangeService(database, clock, jobs, limits, NoticeChanges)),
    new SandboxOrganizationResolver(new SandboxOrganizationService(database, clock, new SandboxTwins(clock), limits)),
  ]
}

/** What the sandbox does by itself. */
export interface SandboxPlay {
  /** Lets this process do the work. */
  startWork(): void
}

/** Builds it for one process. */
export function createSandboxPlay({
  database,
  clock,
  jobs,
  logger,
  investigation,
}: Omit<SandboxParts, 'limits'> & { investigation: InvestigationParts }): SandboxPlay {
  const investigator = new SandboxInvestigator(database, clock, investigation, logger)
  const changes = new SandboxMonitoredChange(database, clock, jobs, NoticeChanges)
  return {
    startWork() {
      jobs.work(PlaySandbox, async (_data, stopping) => {
        await investigator.decideAll(stopping)
        await changes.changeOne()
      })
      jobs.every(PLAY_SANDBOX_EVERY_SECONDS, PlaySandbox)
    },
  }
}
