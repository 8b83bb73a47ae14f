import { type AuditExportFormat, type AuditRange, auditExport, auditRange } from '../audit/audit.export.js'
import { recordAudit } from '../audit/audit.trail.js'
import type { Actor, RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { RequestError } from '../kernel/errors.js'
import { defineRateLimit, type RateLimits } from '../limits/rate-limits.js'
import { assertAdministers, findOrganization } from './organization.access.js'

/** Of one organization: a file can be long, and who needs more asks for a longer range. */
const EXPORT = defineRateLimit({ name: 'audit_export', points: 20, seconds: 3_600 })

/** Hands out an organization's audit trail as a file; that it was is in the trail before the first row goes out. */
export class OrganizationAuditExport {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
  ) {}

  /**
   * The file, piece by piece. @throws RequestError NOT_FOUND for an organization that is not there for the actor,
   * FORBIDDEN for whoever does not administer it, BAD_USER_INPUT for a range that is too long or none,
   * RATE_LIMITED for too many of one organization.
   */
  async open(
    actor: Actor,
    request: RequestInfo,
    organizationId: string,
    wanted: { range: Partial<AuditRange>; format: AuditExportFormat },
  ): Promise<AsyncGenerator<string, void, void>> {
    const organization = await findOrganization(this.database, actor, organizationId)
    if (organization === null) throw new RequestError('NOT_FOUND', `no organization has the id "${organizationId}"`)
    assertAdministers(organization)
    const at = this.clock.now()
    const range = auditRange(wanted.range, at)
    await this.limits.take(EXPORT, organization.id)
    await this.database.transaction(async (tx) => {
      const subject = { kind: 'organization', ids: [organization.id] }
      await recordAudit(tx, { action: 'AUDIT_EXPORTED', actor, request, organizationId, subject, at })
    })
    return auditExport(this.database, organization.id, range, wanted.format)
  }
}
