import { recordAudit } from '../../audit/audit.trail.js'
import type { Actor, RequestInfo } from '../../auth/actor.js'
import type { Database, Reader } from '../../db/database.js'
import { type Connection, keysetList, type PageArgs } from '../../graphql/connection.js'
import type { Clock } from '../../kernel/clock.js'
import { addDays, type LocalDay, localDayOf } from '../../kernel/local-day.js'
import { instantsOf } from '../../orders/history/period.rules.js'
import { assertGranted } from '../../organizations/organization.access.js'
import { timeOf } from '../../organizations/organization.clock.js'
import type { Organization } from '../../organizations/organization.entity.js'
import { type LogPlace, type LogRow, type LogStretch, logPage } from './monitoring-log.queries.js'
import type { MonitoringLogEntry } from './monitoring-log.type.js'

/** How many days the log goes back without dates. */
export const DEFAULT_LOG_DAYS = 90
const BATCH = 1_000

const LOG = keysetList<LogRow>({
  name: 'monitoring-log',
  form: /^\d{1,15} \w{30}( \d)?$/,
  keyOf: ({ at, id }) => `${at.getTime()} ${id}`,
})

/** Which lines of a log are wanted; null for no limit of the kind. */
export interface WantedLog {
  from: LocalDay | null
  through: LocalDay | null
  clinicianId: string | null
}

/** First and last day of what is wanted, with the instants of the organization at which they begin and end. */
export function stretchOf(
  organization: Organization,
  { from, through, clinicianId }: WantedLog,
  now: Date,
): LogStretch & { firstDay: LocalDay; lastDay: LocalDay } {
  const { id: organizationId, timeZone } = organization
  const lastDay = through ?? localDayOf(now, timeZone)
  const firstDay = from ?? addDays(lastDay, 1 - DEFAULT_LOG_DAYS)
  const { from: start, before } = instantsOf(firstDay, lastDay, timeZone)
  return { organizationId, from: start ?? now, before: before ?? now, clinicianId, firstDay, lastDay }
}

/** Reads the monitoring log of an organization, page by page; every page goes into the audit trail. */
export class MonitoringLogReader {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws RequestError FORBIDDEN without `profiles:read`, BAD_USER_INPUT for days that cannot be */
  async page(
    actor: Actor,
    request: RequestInfo,
    organization: Organization,
    wanted: WantedLog,
    args: PageArgs,
  ): Promise<Connection<MonitoringLogEntry>> {
    assertGranted(actor, organization, 'profiles:read')
    const stretch = stretchOf(organization, wanted, timeOf(this.clock, organization))
    return await this.database.transaction(async (tx) => {
      const page = await LOG.page(args, (beyond, limit) => logPage(tx, stretch, placeOf(beyond), limit))
      const ids = [...new Set(page.nodes.map(({ clinicianId }) => clinicianId))]
      const subject = { kind: 'clinician', ids }
      const at = this.clock.now()
      const { organizationId } = stretch
      if (ids.length > 0) {
        await recordAudit(tx, { action: 'MONITORING_LOG_READ', actor, request, organizationId, subject, at })
      }
      return page
    })
  }
}

/** All lines of the stretch, some at a time. */
export async function* logBatches(reader: Reader, stretch: LogStretch): AsyncGenerator<LogRow[], void, void> {
  let place: LogPlace | null = null
  for (;;) {
    const rows: LogRow[] = await logPage(reader, stretch, place, BATCH)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < BATCH) return
    place = { at: last.at, id: last.id }
  }
}

function placeOf(key: string | null): LogPlace | null {
  if (key === null) return null
  const end = key.indexOf(' ')
  return { at: new Date(Number(key.slice(0, end))), id: key.slice(end + 1) }
}
