import type { Logger } from 'pino'
import { recordAudit } from '../audit/audit.trail.js'
import type { Database, Transaction } from '../db/database.js'
import { defineJob } from '../jobs/job.definition.js'
import type { Clock } from '../kernel/clock.js'
import { invariant } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import {
  type ChangeRequestRow,
  changeRequestById,
  decideChangeRequest,
  takeDueChangeRequest,
} from './change-request.queries.js'
import type { OrganizationMail } from './organization.mail.js'
import type { OrganizationMetrics } from './organization.metrics.js'
import { findOrganizationName } from './organization.queries.js'

/** Ends change requests that nobody decided in time; what is due is found in the data, so a missed run loses nothing. */
export const ExpireChangeRequests = defineJob<Record<string, never>>({
  name: 'ExpireChangeRequests',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 300,
  onePending: true,
})

/** How often `ExpireChangeRequests` runs. */
export const EXPIRE_CHANGE_REQUESTS_EVERY_SECONDS = 60

/** Notes that change requests have expired and tells whoever asked. Until it runs they count as expired all the same. */
export class ChangeRequestExpiry {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mail: OrganizationMail,
    private readonly metrics: OrganizationMetrics,
    private readonly logger: Logger,
  ) {}

  /** Ends all that are due, one transaction each; one that cannot be ended waits for the next run and holds up no other. */
  async expireDue(stopping: AbortSignal): Promise<void> {
    const failed: string[] = []
    while (!stopping.aborted && (await this.#expireOne(failed))) {
      // The next one.
    }
  }

  async #expireOne(failed: string[]): Promise<boolean> {
    let taken: string | null = null
    try {
      const expired = await this.database.transaction(async (tx) => {
        taken = null
        const due = await takeDueChangeRequest(tx, this.clock.now(), failed)
        if (due === null) return null
        taken = due.id
        return await this.#expire(tx, due)
      })
      if (expired !== null) this.metrics.change(expired.kind, 'expired')
      return expired !== null
    } catch (error) {
      if (taken === null) throw error
      this.logger.error({ err: error, changeRequestId: taken }, 'a change request could not be ended')
      failed.push(taken)
      return true
    }
  }

  async #expire(tx: Transaction, { id, expiresAt: at }: { id: string; expiresAt: Date }): Promise<ChangeRequestRow> {
    const changeRequest = await changeRequestById(tx, id)
    invariant(changeRequest, 'a change request is not deleted')
    const { organizationId } = changeRequest
    await decideChangeRequest(tx, { id, status: 'EXPIRED', at, byUserId: null, note: null, organizationId })
    await recordAudit(tx, {
      action: 'CHANGE_EXPIRED',
      actor: 'SYSTEM',
      request: { requestId: newId('request'), address: null, userAgent: null, reason: null },
      organizationId,
      subject: { kind: 'changeRequest', ids: [id] },
      at: this.clock.now(),
    })
    const organizationName = organizationId === null ? null : await findOrganizationName(tx, organizationId)
    await this.mail.changeDecided(tx, null, { ...changeRequest, organizationName }, 'EXPIRED', null)
    return changeRequest
  }
}
