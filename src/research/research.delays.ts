import type { Logger } from 'pino'
import { recordAudit } from '../audit/audit.trail.js'
import type { Database, Transaction } from '../db/database.js'
import { defineJob } from '../jobs/job.definition.js'
import type { Clock } from '../kernel/clock.js'
import { invariant } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { timeOf } from '../organizations/organization.clock.js'
import type { ResearchMail } from './research.mail.js'
import type { ResearchMetrics } from './research.metrics.js'
import { researchRequestById, takeDueResearchRequest } from './research-request.queries.js'
import { addResearchEvent, delayResearchRequest } from './research-request.records.js'
import { DELAY_BUSINESS_DAYS, promiseAt } from './research-request.rules.js'

/** Delays research requests whose due date has passed; what is due is found in the data, so a missed run loses nothing. */
export const DelayResearchRequests = defineJob<Record<string, never>>({
  name: 'DelayResearchRequests',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 300,
  onePending: true,
})

/** How often `DelayResearchRequests` runs. */
export const DELAY_RESEARCH_REQUESTS_EVERY_SECONDS = 600

/** What the requester reads; nobody is there to say more. */
const EXPLANATION = 'The research takes longer than we had foreseen; our staff go on with it.'

/** Tells requesters whose answer has not come by the promised day for when it is promised now. */
export class ResearchDelays {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mail: ResearchMail,
    private readonly metrics: ResearchMetrics,
    private readonly logger: Logger,
  ) {}

  /** Delays all that are due, one transaction each; one that cannot be delayed waits for the next run and holds up no other. */
  async delayDue(stopping: AbortSignal): Promise<void> {
    const failed: string[] = []
    let delayed = 0
    while (!stopping.aborted && (await this.#delayOne(failed))) delayed++
    if (delayed > 0) this.logger.info({ delayed: delayed - failed.length, failed: failed.length }, 'research delayed')
  }

  async #delayOne(failed: string[]): Promise<boolean> {
    let taken: string | null = null
    try {
      const id = await this.database.transaction(async (tx) => {
        taken = null
        taken = await takeDueResearchRequest(tx, this.clock.now(), failed)
        if (taken !== null) await this.#delay(tx, taken)
        return taken
      })
      if (id !== null) this.metrics.happened('DELAYED')
      return id !== null
    } catch (error) {
      if (taken === null) throw error
      this.logger.error({ err: error, researchRequestId: taken }, 'a research request could not be delayed')
      failed.push(taken)
      return true
    }
  }

  /** The new day counts from today: after a time without workers it is not over already. */
  async #delay(tx: Transaction, researchRequestId: string): Promise<void> {
    const request = await researchRequestById(tx, researchRequestId)
    invariant(request, 'a research request is not deleted')
    const at = timeOf(this.clock, request)
    const promise = promiseAt(at, DELAY_BUSINESS_DAYS, request.timeZone)
    await delayResearchRequest(tx, researchRequestId, promise, at, EXPLANATION)
    await addResearchEvent(tx, {
      researchRequestId,
      kind: 'DELAYED',
      actorKind: 'SYSTEM',
      occurredAt: at,
      dueOn: promise.dueOn,
      message: EXPLANATION,
    })
    await this.mail.delayed(tx, request, promise.dueOn, EXPLANATION)
    await recordAudit(tx, {
      action: 'RESEARCH_DELAYED',
      actor: 'SYSTEM',
      request: { requestId: newId('request'), address: null, userAgent: null, reason: null },
      organizationId: request.organizationId,
      subject: { kind: 'researchRequest', ids: [researchRequestId] },
      at: this.clock.now(),
    })
  }
}
