import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { CHECK_LEDGER_EVERY_SECONDS, CheckLedger, LedgerChecker } from './accounts/ledger.checker.js'
import { LedgerPoster, POST_LEDGER_EVERY_SECONDS, PostLedger } from './accounts/ledger.poster.js'
import type { SelfService } from './app.account.js'
import type { Organizations } from './app.organizations.js'
import type { People } from './app.people.js'
import { AuditKeeper, KEEP_AUDIT_MONTHS_EVERY_SECONDS, KeepAuditMonths } from './audit/audit.keeper.js'
import { AuditSealer } from './audit/audit.sealer.js'
import { SEAL_AUDIT_EVENTS_EVERY_SECONDS, SealAuditEvents } from './audit/seal-audit-events.job.js'
import type { Config } from './config.js'
import type { Database } from './db/database.js'
import { registerPartMetrics } from './db/partitions.js'
import type { JobDefinition } from './jobs/job.definition.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import type { EmailSender } from './mail/email.sender.js'
import { SendEmail, SWEEP_EVERY_SECONDS, SweepEmails } from './mail/send-email.job.js'
import {
  SWEEP_PRICE_QUOTES_EVERY_SECONDS,
  SweepPriceQuotes,
  sweepPriceQuotes,
} from './orders/sweep-price-quotes.job.js'
import { EXPIRE_CHANGE_REQUESTS_EVERY_SECONDS, ExpireChangeRequests } from './organizations/change-request.expiry.js'
import { SendPasswordReset } from './people/send-password-reset.job.js'
import { RotateSigningKeys, SESSION_JOBS_EVERY_SECONDS, SweepSessions } from './people/session.jobs.js'

/** Kinds of jobs that keep a deployment going, whatever it sells. */
export const UPKEEP_JOBS: readonly JobDefinition<object>[] = [
  SendEmail,
  SweepEmails,
  SealAuditEvents,
  KeepAuditMonths,
  PostLedger,
  CheckLedger,
  RotateSigningKeys,
  SweepSessions,
  SendPasswordReset,
  ExpireChangeRequests,
  SweepPriceQuotes,
]

/** How many e-mails one process sends at once. */
const EMAILS_AT_ONCE = 4

/** What it is made from. */
export interface UpkeepParts {
  config: Config
  database: Database
  clock: Clock
  jobs: JobQueue
  logger: Logger
  metrics: Registry
  emails: EmailSender
  people: People
  selfService: SelfService
  organizations: Organizations
}

/** E-mail, sealing, posting, sweeping: what goes on by itself. */
export interface Upkeep {
  /** Lets this process do the work. */
  startWork(): void
}

/** Builds it for one process. */
export function createUpkeep(parts: UpkeepParts): Upkeep {
  const { config, database, clock, jobs, logger, metrics, emails, people, selfService, organizations } = parts
  const sealer = new AuditSealer(database, logger, metrics)
  const keeper = new AuditKeeper(database, clock, logger, config.auditRetentionMonths)
  registerPartMetrics(metrics, database, clock)
  const poster = new LedgerPoster(database, clock, metrics)
  const checker = new LedgerChecker(database, clock, metrics)
  return {
    startWork() {
      jobs.work(SendEmail, ({ emailId }) => emails.send(emailId), EMAILS_AT_ONCE)
      jobs.work(SweepEmails, async () => void (await emails.sweep()))
      jobs.work(PostLedger, (_data, stopping) => poster.postDue(stopping))
      jobs.work(CheckLedger, (_data, stopping) => checker.check(stopping))
      jobs.work(SealAuditEvents, (_data, stopping) => sealer.sealAll(stopping))
      jobs.work(KeepAuditMonths, () => keeper.keep())
      jobs.work(RotateSigningKeys, () => people.keys.rotate())
      jobs.work(SweepSessions, () => people.sweep())
      jobs.work(SendPasswordReset, (data) => selfService.resets.mailLink(data.passwordResetRequestId))
      jobs.work(SweepPriceQuotes, () => sweepPriceQuotes(database, clock))
      jobs.work(ExpireChangeRequests, (_data, stopping) => organizations.expiry.expireDue(stopping))
      jobs.every(SWEEP_EVERY_SECONDS, SweepEmails)
      jobs.every(EXPIRE_CHANGE_REQUESTS_EVERY_SECONDS, ExpireChangeRequests)
      jobs.every(SWEEP_PRICE_QUOTES_EVERY_SECONDS, SweepPriceQuotes)
      jobs.every(SESSION_JOBS_EVERY_SECONDS, RotateSigningKeys)
      jobs.every(SESSION_JOBS_EVERY_SECONDS, SweepSessions)
      jobs.every(SEAL_AUDIT_EVENTS_EVERY_SECONDS, SealAuditEvents)
      jobs.every(KEEP_AUDIT_MONTHS_EVERY_SECONDS, KeepAuditMonths)
      jobs.every(POST_LEDGER_EVERY_SECONDS, PostLedger)
      jobs.every(CHECK_LEDGER_EVERY_SECONDS, CheckLedger)
    },
  }
}
