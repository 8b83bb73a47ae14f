import { recordAudit } from '../../audit/audit.trail.js'
import type { RequestInfo } from '../../auth/actor.js'
import type { Database } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'
import type { MadeDocument } from '../../files/made-document.js'
import type { SignedLinks } from '../../files/signed-link.js'
import type { Clock } from '../../kernel/clock.js'
import type { Publisher } from '../../kernel/publisher.js'
import { timeOf } from '../../organizations/organization.clock.js'
import type { Organization } from '../../organizations/organization.entity.js'
import type { TabularPdfService } from '../../profiles/rendering/tabular-pdf.service.js'
import { accessStands } from '../../vendors/standing.access.js'
import { monitoringLogCsv } from './monitoring-log.csv.js'
import { monitoringLogDocument } from './monitoring-log.document.js'
import type { MonitoringLogClaim } from './monitoring-log.link.js'
import type { LogRow } from './monitoring-log.queries.js'
import { logBatches, stretchOf } from './monitoring-log.reader.js'

/** What is needed of the organization, whoever asks: the right to it is checked by itself. */
const ORGANIZATION = readStatement<Organization>(
  'organization_of_monitoring_log',
  `select id, mode, name, time_zone as "timeZone", clock_ahead_ms as "clockAheadMs" from organizations where id = $1`,
)

/** Hands out logs, made when they are asked for; every download is recorded before its first byte. */
export class MonitoringLogDownloads {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly links: SignedLinks<MonitoringLogClaim>,
    private readonly pdfs: TabularPdfService,
    private readonly publisher: Publisher,
  ) {}

  /**
   * What `token`, the last part of a link, gives now: nothing once whoever asked for it lost the right to.
   * @throws RequestError RATE_LIMITED when too many PDFs wait to be rendered
   */
  async open(token: string, request: RequestInfo): Promise<MadeDocument> {
    const check = await this.links.check(token)
    if (check.outcome !== 'VALID') return { outcome: check.outcome }
    const { subject: organizationId, claims } = check
    const standing = {
      organizationId,
      actorKind: claims.actorKind === 'VENDOR' ? ('VENDOR' as const) : ('USER' as const),
      actorId: claims.actor,
      apiKeyId: claims.key === '' ? null : claims.key,
    }
    const [organization] = await this.database.rows(ORGANIZATION, [organizationId])
    if (organization === undefined || !(await accessStands(this.database, standing, 'profiles:read'))) {
      // We signed the link, so its organization can see that somebody tried.
      const ids = ['GET /monitoring-logs/:token', organizationId]
      await this.#record('ACCESS_DENIED', request, organizationId, { kind: 'route', ids })
      return { outcome: 'INVALID' }
    }
    const { from, through } = claims
    const clinicianId = claims.clinician === '' ? null : claims.clinician
    const now = timeOf(this.clock, organization)
    const stretch = stretchOf(organization, { from, through, clinicianId }, now)
    const subject = { kind: 'monitoringLog', ids: [claims.form, from, through, ...(clinicianId ? [clinicianId] : [])] }
    const record = () => this.#record('MONITORING_LOG_DOWNLOADED', request, organizationId, subject)
    const fileName = `monitoring-log-${from}-${through}`
    if (claims.form === 'CSV') {
      await record()
      const pieces = monitoringLogCsv(logBatches(this.database, stretch))
      return { outcome: 'CSV', fileName: `${fileName}.csv`, pieces }
    }
    const rows: LogRow[] = []
    for await (const batch of logBatches(this.database, stretch)) rows.push(...batch)
    const log = { organization, from, through, rows, asOf: now }
    const bytes = await this.pdfs.pdfOf(monitoringLogDocument(log, this.publisher))
    await record()
    return { outcome: 'PDF', fileName: `${fileName}.pdf`, bytes }
  }

  async #record(
    action: 'ACCESS_DENIED' | 'MONITORING_LOG_DOWNLOADED',
    request: RequestInfo,
    organizationId: string,
    subject: { kind: string; ids: string[] },
  ): Promise<void> {
    const at = this.clock.now()
    await this.database.transaction((tx) =>
      recordAudit(tx, { action, actor: null, request, organizationId, subject, at }),
    )
  }
}
