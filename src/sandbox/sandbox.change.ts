import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo } from '../auth/actor.js'
import { cliniciansByIds } from '../clinicians/clinician.queries.js'
import { changeSoon } from '../clinicians/directory.patience.js'
import type { Database } from '../db/database.js'
import type { JobDefinition } from '../jobs/job.definition.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { defineRateLimit, type RateLimits } from '../limits/rate-limits.js'
import { assertGranted, findOrganization } from '../organizations/organization.access.js'
import { toggleLicense } from './sandbox.license.js'

/** A fictional clinician is everybody's: every change is told to all sandboxes that monitor them. By actor. */
const CHANGES = defineRateLimit({ name: 'sandbox_changes', points: 60, seconds: 3_600 })

/** Which clinician is to change, and for whom. */
export interface WantedChange {
  organizationId: string
  clinicianId: string
}

/** Changes fictional clinicians by the way that files take, so that what follows is what follows in life. */
export class SandboxChangeService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
    private readonly limits: RateLimits,
    /** Looks for what is to be told of changes. */
    private readonly notice: JobDefinition<Record<string, never>>,
  ) {}

  /**
   * Makes the first license of a fictional clinician inactive, or what it was before. Returns its status from now on.
   * @throws UserErrors NOT_FOUND, CLINICIAN_NOT_FOUND, INVALID_INPUT for one without a license or of live mode;
   * RequestError RATE_LIMITED
   */
  async simulate(actor: Actor, request: RequestInfo, wanted: WantedChange): Promise<string> {
    assertScope(actor, 'monitoring:write')
    await this.limits.take(CHANGES, actor.id)
    return await changeSoon(this.database, async (tx) => {
      const { organizationId, clinicianId } = wanted
      const organization = await findOrganization(tx, actor, organizationId)
      if (organization === null) {
        throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${organizationId}"`)
      }
      assertGranted(actor, organization, 'monitoring:write')
      if (organization.mode !== 'TEST') {
        throw UserErrors.one('INVALID_INPUT', ['organizationId'], 'expected a sandbox organization, got a live one')
      }
      const [clinician] = await cliniciansByIds(tx, 'TEST', [clinicianId])
      if (clinician === undefined) {
        throw UserErrors.one('CLINICIAN_NOT_FOUND', ['clinicianId'], `no clinician has the id "${clinicianId}"`)
      }
      const status = await toggleLicense(tx, this.clock.now(), clinician.npi)
      if (status === null) {
        const message = `expected a fictional clinician of the sandbox with a license that may change, got ${clinicianId}`
        throw UserErrors.one('INVALID_INPUT', ['clinicianId'], message)
      }
      const subject = { kind: 'clinician', ids: [clinicianId] }
      const at = this.clock.now()
      await recordAudit(tx, { action: 'SANDBOX_CHANGE_SIMULATED', actor, request, organizationId, subject, at })
      await this.jobs.add(tx, this.notice, {})
      return status
    })
  }
}
