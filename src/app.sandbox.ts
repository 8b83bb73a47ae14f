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
import { SandboxChangeService } from './sandbox/sandbox.change.js'
import { SandboxChangeResolver } from './sandbox/sandbox.change.resolver.js'

/** What is done at certain times of an organization: a test clock that is advanced has it done at once. */
const TIMED_JOBS: readonly JobDefinition<Record<string, never>>[] = [
  PostLedger,
  SendDailyReceipts,
  DelayResearchRequests,
  FlyReappointmentAutopilot,
  NoticeChanges,
  EndMonitorings,
  AttestMonitorings,
  DelayDiscrepancies,
]

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
  ]
}
