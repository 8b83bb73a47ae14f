import type { RequestInfo, StaffActor } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { recordAudit } from './audit.trail.js'
import { typeIdsIn } from './denial.recorder.js'

const ORGANIZATIONS = readStatement<{ id: string }>(
  'staff_read_organizations',
  'select id from organizations where id = any($1) order by id',
)

/** Writes down what staff looked up (`STAFF_READ`), in the trail of every organization that it was about. */
export class StaffReadRecorder {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Fields that were asked for, and values that name or are what was found; of the values only ids of ours are kept.
   * One event, or one for each organization among the ids. @throws RequestError BAD_USER_INPUT without a reason
   */
  async record(actor: StaffActor, request: RequestInfo, fields: readonly string[], values: unknown): Promise<void> {
    const subject = { kind: 'field', ids: [...fields, ...typeIdsIn(values)] }
    const common = { action: 'STAFF_READ', actor, request, subject, at: this.clock.now() } as const
    // However much else is named: no organization is left out.
    const named = typeIdsIn(values, Number.POSITIVE_INFINITY).filter((id) => id.startsWith('org_'))
    await this.database.transaction(async (tx) => {
      const there = named.length === 0 ? [] : await tx.rows(ORGANIZATIONS, [named])
      const concerned = there.length === 0 ? [null] : there.map(({ id }) => id)
      for (const organizationId of concerned) await recordAudit(tx, { ...common, organizationId })
    })
  }
}
