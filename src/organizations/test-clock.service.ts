import type { Logger } from 'pino'
import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import type { JobDefinition } from '../jobs/job.definition.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { type AccessibleOrganization, assertGranted, findOrganization } from './organization.access.js'
import { timeOf } from './organization.clock.js'
import { advancedTime, aheadBy, type WantedTime } from './test-clock.rules.js'

const TAKE = writeStatement<{ clockAheadMs: number }>(
  'test_clock_take',
  'select clock_ahead_ms as "clockAheadMs" from organizations where id = $1 for no key update',
)
const SET = writeStatement('test_clock_set', 'update organizations set clock_ahead_ms = $2 where id = $1')

/** Test clocks of sandbox organizations: what takes months in life takes seconds there. */
export class TestClockService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
    private readonly logger: Logger,
    /** What is done at certain times: it is looked for at once, so that nobody waits for the next round. */
    private readonly timed: readonly JobDefinition<Record<string, never>>[],
  ) {}

  /**
   * Advances the clock of a sandbox organization; it runs on from there, and never goes back.
   * @throws UserErrors NOT_FOUND, INVALID_INPUT; RequestError FORBIDDEN
   */
  async advance(
    actor: Actor,
    request: RequestInfo,
    { organizationId, ...wanted }: WantedTime & { organizationId: string },
  ): Promise<AccessibleOrganization> {
    if (actor.kind === 'VENDOR') assertScope(actor, 'orders:write')
    const organization = await this.database.transaction(async (tx) => {
      const found = await findOrganization(tx, actor, organizationId)
      if (found === null) {
        throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${organizationId}"`)
      }
      assertMayAdvance(actor, found)
      if (found.mode !== 'TEST') {
        throw UserErrors.one('INVALID_INPUT', ['organizationId'], 'expected a sandbox organization, got a live one')
      }
      const [taken = { clockAheadMs: 0 }] = await tx.write(TAKE, [organizationId])
      const now = this.clock.now()
      const time = advancedTime(wanted, timeOf({ now: () => now }, taken), found.timeZone)
      const clockAheadMs = aheadBy(time, now, wanted.to === null ? 'by' : 'to')
      await tx.write(SET, [organizationId, clockAheadMs])
      const subject = { kind: 'organization', ids: [organizationId] }
      await recordAudit(tx, { action: 'TEST_CLOCK_ADVANCED', actor, request, organizationId, subject, at: now })
      for (const job of this.timed) await this.jobs.add(tx, job, {})
      return { ...found, clockAheadMs }
    })
    this.logger.info({ organizationId, aheadMs: organization.clockAheadMs }, 'test clock advanced')
    return organization
  }
}

/** Whoever buys for the organization, and its administrators. */
function assertMayAdvance(actor: Actor, organization: AccessibleOrganization): void {
  if (!organization.administers) assertGranted(actor, organization, 'orders:write')
}
