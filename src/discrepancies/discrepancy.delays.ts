import type { Logger } from 'pino'
import { recordAudit, unattended } from '../audit/audit.trail.js'
import type { Database, Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import { defineJob } from '../jobs/job.definition.js'
import type { Clock } from '../kernel/clock.js'
import { invariant } from '../kernel/errors.js'
import { timeOf } from '../organizations/organization.clock.js'
import { announceDiscrepancy } from './discrepancy.announcement.js'
import type { DiscrepancyMail } from './discrepancy.mail.js'
import type { DiscrepancyMetrics } from './discrepancy.metrics.js'
import { discrepancyById } from './discrepancy.queries.js'
import { addDiscrepancyEvent, delayDiscrepancy } from './discrepancy.records.js'
import { nextPromise, type OutcomePromise } from './discrepancy.rules.js'

/** Delays reports whose due date has passed; what is due is found in the data, so a missed run loses nothing. */
export const DelayDiscrepancies = defineJob<Record<string, never>>({
  name: 'DelayDiscrepancies',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 300,
  onePending: true,
})

/** How often `DelayDiscrepancies` runs. */
export const DELAY_DISCREPANCIES_EVERY_SECONDS = 300

/** What the reporter reads; nobody is there to say more. */
const EXPLANATION = 'The investigation takes longer than we had foreseen; our staff go on with it.'

const TAKE_DUE = writeStatement<{ id: string }>(
  'discrepancy_take_due',
  `select d.id from discrepancies d join organizations o on o.id = d.organization_id
    where d.ended_at is null and d.due_before <= $1::timestamptz + o.clock_ahead_ms * interval '1 millisecond'
      and d.id <> all ($2)
    order by d.due_before limit 1 for update of d skip locked`,
)

/** Tells reporters who have no outcome by the promised day for when it is promised now. */
export class DiscrepancyDelays {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mail: DiscrepancyMail,
    private readonly metrics: DiscrepancyMetrics,
    private readonly logger: Logger,
  ) {}

  /**
   * Delays all that are due, one transaction each; one that cannot be delayed waits for the next run and holds up no other.
   */
  async delayDue(stopping: AbortSignal): Promise<void> {
    const failed: string[] = []
    let done = 0
    while (!stopping.aborted && (await this.#delayOne(failed))) done++
    const delayed = done - failed.length
    if (done > 0) this.logger.info({ delayed, failed: failed.length }, 'discrepancy reports delayed')
  }

  async #delayOne(failed: string[]): Promise<boolean> {
    let taken: string | null = null
    try {
      const id = await this.database.transaction(async (tx) => {
        const [due] = await tx.write(TAKE_DUE, [this.clock.now(), failed])
        taken = due?.id ?? null
        if (taken !== null) await this.#delay(tx, taken)
        return taken
      })
      if (id !== null) this.metrics.happened('DELAYED')
      return id !== null
    } catch (error) {
      if (taken === null) throw error
      this.logger.error({ err: error, discrepancyId: taken }, 'a discrepancy report could not be delayed')
      failed.push(taken)
      return true
    }
  }

  /**
   * The report is delayed at the end of its due day, and the new one counts from there: a clock can have leapt over it, and
   * over that one, too. The timeline has every delay; people and software are told the day that has not passed yet.
   */
  async #delay(tx: Transaction, discrepancyId: string): Promise<void> {
    const report = await discrepancyById(tx, discrepancyId)
    invariant(report, 'a discrepancy report is not deleted')
    const { organizationId, clinicianId, timeZone } = report
    const step = { discrepancyId, kind: 'DELAYED', actorKind: 'SYSTEM', message: EXPLANATION } as const
    const now = timeOf(this.clock, report)
    let promise: OutcomePromise = report
    for (let at = promise.dueBefore; at <= now; at = promise.dueBefore) {
      promise = nextPromise(promise.dueOn, timeZone)
      await delayDiscrepancy(tx, discrepancyId, promise, at, EXPLANATION)
      await addDiscrepancyEvent(tx, { ...step, occurredAt: at, dueOn: promise.dueOn })
    }
    await this.mail.delayed(tx, report, promise.dueOn, EXPLANATION)
    await announceDiscrepancy(tx, this.clock, report, 'DELAYED')
    await recordAudit(tx, {
      action: 'DISCREPANCY_DELAYED',
      actor: 'SYSTEM',
      request: unattended(),
      organizationId,
      subject: { kind: 'discrepancy', ids: [discrepancyId, clinicianId] },
      at: this.clock.now(),
    })
  }
}
