import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import { assertScopeThere } from '../organizations/organization.access.js'
import { timeOf } from '../organizations/organization.clock.js'
import type { MonitoringMetrics } from './monitoring.metrics.js'
import { accessibleMonitoring, discontinue } from './monitoring.queries.js'
import type { MonitoringType } from './monitoring.type.js'

/** What a buyer does with terms of continuous monitoring (domain.md, "Continuous monitoring"); orders sell them. */
export class MonitoringService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly metrics: MonitoringMetrics,
  ) {}

  /** Null for an unknown term and for one of an organization that the actor has no access to. */
  async find(actor: Actor, id: string): Promise<MonitoringType | null> {
    assertScope(actor, 'profiles:read')
    const found = await accessibleMonitoring(this.database, actor, id)
    if (found !== null) assertScopeThere(actor, found.scopes, 'profiles:read')
    return found
  }

  /**
   * Ends a term at once; nothing is paid back. One that was discontinued before stays as it is.
   * @throws UserErrors NOT_FOUND, ALREADY_ENDED for one that has run out or was paid back
   */
  async discontinue(actor: Actor, request: RequestInfo, monitoringId: string): Promise<MonitoringType> {
    assertScope(actor, 'monitoring:write')
    const { monitoring, ended } = await this.database.transaction(async (tx) => {
      const found = await accessibleMonitoring(tx, actor, monitoringId)
      if (found === null) {
        throw UserErrors.one('NOT_FOUND', ['monitoringId'], `no monitoring has the id "${monitoringId}"`)
      }
      assertScopeThere(actor, found.scopes, 'monitoring:write')
      if (!found.running) return { monitoring: discontinued(found), ended: 0 }
      const ended = await discontinue(tx, found.id, actor, timeOf(this.clock, found))
      const now = await accessibleMonitoring(tx, actor, monitoringId)
      invariant(now, 'a term is not deleted')
      const { organizationId } = now
      const subject = { kind: 'monitoring', ids: [now.id, now.clinicianId] }
      const at = this.clock.now()
      if (ended > 0) {
        await recordAudit(tx, { action: 'MONITORING_DISCONTINUED', actor, request, organizationId, subject, at })
      }
      return { monitoring: discontinued(now), ended }
    })
    this.metrics.happened('discontinued', ended)
    return monitoring
  }
}

/** @throws UserErrors ALREADY_ENDED for what ended otherwise, also in this moment */
function discontinued(monitoring: MonitoringType): MonitoringType {
  if (monitoring.endReason === 'DISCONTINUED') return monitoring
  const message = `expected a term that runs, this one ended ${monitoring.endReason} at ${monitoring.endedAt?.toISOString()}`
  throw UserErrors.one('ALREADY_ENDED', ['monitoringId'], message)
}
