import type { Logger } from 'pino'
import { recordSystemAudits } from '../audit/audit.trail.js'
import type { Database, Transaction } from '../db/database.js'
import { defineJob } from '../jobs/job.definition.js'
import type { Clock } from '../kernel/clock.js'
import { announceEvents } from '../webhooks/event.outbox.js'
import type { MonitoringMail } from './monitoring.mail.js'
import type { MonitoringMetrics } from './monitoring.metrics.js'
import { expire, nextToRemind, type RemindedOrganization, remindOf } from './monitoring-end.queries.js'

/** Reminds of terms that end soon, and ends those that have run out; what is due is found in the data. */
export const EndMonitorings = defineJob<Record<string, never>>({
  name: 'EndMonitorings',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 300,
  onePending: true,
})

/** How often `EndMonitorings` runs. */
export const END_MONITORINGS_EVERY_SECONDS = 60

/** So many terms at most are told in one letter, and ended in one transaction. */
const BATCH = 500

/** How terms of monitoring come to their end (domain.md, "Continuous monitoring"). */
export class MonitoringEnds {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mail: MonitoringMail,
    private readonly metrics: MonitoringMetrics,
    private readonly logger: Logger,
    private readonly batch = BATCH,
  ) {}

  /**
   * Everything that is due, in the order in which it became so: no term runs out before its reminder. Each batch is one
   * transaction; two processes at once share the work, and what a killed one leaves is found again.
   */
  async endDue(stopping: AbortSignal): Promise<void> {
    const done: string[] = []
    while (!stopping.aborted && (await this.#remindNext(done))) {}
    while (!stopping.aborted && (await this.#expireSome()) === this.batch) {}
  }

  /** One that fails, or that another process is at, waits for the next run and holds up no other. */
  async #remindNext(done: string[]): Promise<boolean> {
    const organization = await nextToRemind(this.database, this.clock.now(), done)
    if (organization === null) return false
    const { id: organizationId } = organization
    try {
      const reminded = await this.database.transaction((tx) => this.#remind(tx, organization))
      if (reminded < this.batch) done.push(organizationId)
      this.metrics.happened('reminded', reminded)
      this.logger.info({ organizationId, reminded }, 'reminded of the end of monitoring')
    } catch (error) {
      this.logger.error(
        { err: error, organizationId },
        'an organization could not be reminded of the end of monitoring',
      )
      done.push(organizationId)
    }
    return true
  }

  /** The mark, the letter, the events and the audit row commit together: so each is there exactly once. */
  async #remind(tx: Transaction, organization: RemindedOrganization): Promise<number> {
    const at = this.clock.now()
    const reminded = await remindOf(tx, organization.id, at, this.batch)
    if (reminded.length === 0) return 0
    await this.mail.expiring(tx, organization, reminded)
    await announceEvents(
      tx,
      this.clock,
      reminded.map(({ id: monitoringId, clinicianId, orderItemId, endsAt }) => ({
        organization,
        type: 'monitoring.expiring' as const,
        data: { monitoringId, clinicianId, orderItemId, endsAt: endsAt.toISOString() },
        to: 'GRANTED' as const,
      })),
    )
    const ids = reminded.map(({ id }) => id)
    const of = [{ organizationId: organization.id, ids }]
    await recordSystemAudits(tx, { action: 'MONITORING_REMINDED', subjectKind: 'monitoring', of, at })
    return reminded.length
  }

  async #expireSome(): Promise<number> {
    const count = await this.database.transaction(async (tx) => {
      const at = this.clock.now()
      const expired = await expire(tx, at, this.batch)
      const organizationIds = [...new Set(expired.map(({ organizationId }) => organizationId))]
      const of = organizationIds.map((organizationId) => ({
        organizationId,
        ids: expired.filter((one) => one.organizationId === organizationId).map(({ id }) => id),
      }))
      await recordSystemAudits(tx, { action: 'MONITORING_EXPIRED', subjectKind: 'monitoring', of, at })
      return expired.length
    })
    if (count > 0) this.logger.info({ expired: count }, 'monitoring ended with its term')
    this.metrics.happened('expired', count)
    return count
  }
}
