import type { Database } from '../db/database.js'
import { defineJob } from '../jobs/job.definition.js'
import type { Clock } from '../kernel/clock.js'
import { changeRequestById, decideChangeRequest, takeDueChangeRequest } from './change-request.queries.js'
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
  ) {}

  /** Ends all that are due, one transaction each. */
  async expireDue(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted && (await this.#expireOne())) {
      // The next one.
    }
  }

  async #expireOne(): Promise<boolean> {
    const expired = await this.database.transaction(async (tx) => {
      const due = await takeDueChangeRequest(tx, this.clock.now())
      if (due === null) return null
      const changeRequest = await changeRequestById(tx, due.id)
      if (changeRequest === null) return null
      const { organizationId } = changeRequest
      await decideChangeRequest(tx, {
        id: due.id,
        status: 'EXPIRED',
        at: due.expiresAt,
        byUserId: null,
        note: null,
        organizationId,
      })
      const organizationName = organizationId === null ? null : await findOrganizationName(tx, organizationId)
      const letter = { ...changeRequest, organizationName }
      await this.mail.changeDecided(tx, changeRequest.requestedByEmail, letter, 'EXPIRED', null)
      return changeRequest
    })
    if (expired !== null) this.metrics.change(expired.kind, 'expired')
    return expired !== null
  }
}
