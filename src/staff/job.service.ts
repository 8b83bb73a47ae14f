import { Counter, type Registry } from 'prom-client'
import { recordAudit } from '../audit/audit.trail.js'
import { requireReason } from '../audit/reason.js'
import { type Actor, assertStaff, type RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { JobAdmin } from '../jobs/job.admin.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import type { RetryJobInput } from './job.type.js'

/** Staff put failed jobs back. */
export class StaffJobService {
  readonly #retried: Counter

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: JobAdmin,
    metrics: Registry,
  ) {
    this.#retried = new Counter({
      name: 'gateway_jobs_retried_total',
      help: 'Failed jobs that staff put back into their queues.',
      registers: [metrics],
    })
  }

  /** Puts a failed job back, with its audit row or not at all. @throws UserErrors NOT_FOUND, ALREADY_DECIDED */
  async retry(actor: Actor, request: RequestInfo, input: RetryJobInput): Promise<string> {
    assertStaff(actor)
    const reason = requireReason(input.reason)
    const jobId = input.jobId.toLowerCase()
    await this.database.transaction(async (tx) => {
      const outcome = await this.jobs.retry(tx, jobId)
      if (outcome === 'UNKNOWN') throw UserErrors.one('NOT_FOUND', ['jobId'], `no job has the id "${input.jobId}"`)
      if (outcome === 'NOT_FAILED') {
        throw UserErrors.one('ALREADY_DECIDED', ['jobId'], 'expected a job that failed for good; this one did not')
      }
      const subject = { kind: 'job', ids: [jobId] }
      const at = this.clock.now()
      await recordAudit(tx, { action: 'JOB_RETRIED', actor, request, organizationId: null, subject, reason, at })
    })
    this.#retried.inc()
    return jobId
  }
}
