import { recordAudit } from '../../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo } from '../../auth/actor.js'
import type { Database } from '../../db/database.js'
import type { SignedLinks } from '../../files/signed-link.js'
import type { Clock } from '../../kernel/clock.js'
import { RequestError, UserErrors } from '../../kernel/errors.js'
import { assertGranted, findOrganization } from '../../organizations/organization.access.js'
import { timeOf } from '../../organizations/organization.clock.js'
import { standingOf } from '../../vendors/standing.access.js'
import type { LogFormat, MonitoringLogClaim } from './monitoring-log.link.js'
import { logCount } from './monitoring-log.queries.js'
import { stretchOf, type WantedLog } from './monitoring-log.reader.js'

/** A log with more lines has some 200 pages: it is for machines, which take CSV. */
export const MAX_PDF_LINES = 5_000

/** Makes links to logs, for vendors and people; staff read the same through the API. */
export class MonitoringLogLinks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly links: SignedLinks<MonitoringLogClaim>,
    /** How long a link works. */
    private readonly linkMinutes: number,
  ) {}

  /**
   * A link to the organization's log of these days.
   * @throws UserErrors NOT_FOUND, INVALID_INPUT for days that cannot be, or with too many lines for a PDF
   */
  async make(
    actor: Actor,
    request: RequestInfo,
    { organizationId, format, ...wanted }: WantedLog & { organizationId: string; format: LogFormat },
  ): Promise<{ url: string; expiresAt: Date }> {
    assertScope(actor, 'profiles:read')
    if (actor.kind === 'STAFF') throw new RequestError('FORBIDDEN', 'links are for vendors and people')
    const organization = await findOrganization(this.database, actor, organizationId)
    if (organization === null) {
      throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${organizationId}"`)
    }
    assertGranted(actor, organization, 'profiles:read')
    const { from, through } = wanted
    if (from !== null && through !== null && from > through) {
      throw UserErrors.one('INVALID_INPUT', ['through'], `expected ${from} or a later day, got ${through}`)
    }
    const stretch = stretchOf(organization, wanted, timeOf(this.clock, organization))
    if (format === 'PDF' && (await logCount(this.database, stretch, MAX_PDF_LINES + 1)) > MAX_PDF_LINES) {
      const expected = `expected days with up to ${MAX_PDF_LINES} lines for a PDF, got more: ask for CSV, or fewer days`
      throw UserErrors.one('INVALID_INPUT', ['format'], expected)
    }
    const at = this.clock.now()
    const { actorKind, actorId, apiKeyId } = standingOf(actor, organizationId)
    const claims = {
      form: format,
      from: stretch.firstDay,
      through: stretch.lastDay,
      clinician: wanted.clinicianId ?? '',
      ...{ actorKind, actor: actorId, key: apiKeyId ?? '' },
    }
    const expiresAt = new Date(at.getTime() + this.linkMinutes * 60_000)
    const url = await this.links.url({ subject: organizationId, claims }, expiresAt)
    const subject = { kind: 'monitoringLog', ids: [format, stretch.firstDay, stretch.lastDay, ...ofOne(wanted)] }
    await this.database.transaction((tx) =>
      recordAudit(tx, { action: 'MONITORING_LOG_LINK_CREATED', actor, request, organizationId, subject, at }),
    )
    return { url, expiresAt }
  }
}

function ofOne({ clinicianId }: WantedLog): string[] {
  return clinicianId === null ? [] : [clinicianId]
}
