import { recordAudit, unattended } from '../audit/audit.trail.js'
import type { Database } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import type { JobDefinition } from '../jobs/job.definition.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { toggleLicense } from './sandbox.license.js'
import { CHANGING_PHYSICIAN_NPI } from './sandbox.physicians.js'

const TAKE = writeStatement<{ id: string; organizationId: string; clinicianId: string }>(
  'sandbox_monitoring_take',
  `select m.id, m.organization_id as "organizationId", m.clinician_id as "clinicianId"
     from clinicians c join monitorings m on m.clinician_id = c.id and m.ended_at is null
     join organizations o on o.id = m.organization_id
    where c.mode = 'TEST' and c.npi = $1
      and m.started_at + interval '1 day' <= $2::timestamptz + o.clock_ahead_ms * interval '1 millisecond'
      and not exists (select from sandbox_changes s where s.monitoring_id = m.id)
    order by m.started_at, m.id limit 1 for update of m skip locked`,
)

const REMEMBER = writeStatement(
  'sandbox_change_remember',
  'insert into sandbox_changes (monitoring_id, changed_at) values ($1, $2)',
)

/** Lets a certain clinician of the sandbox change a day after somebody began to monitor them. */
export class SandboxMonitoredChange {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
    /** Looks for what is to be told of changes. */
    private readonly notice: JobDefinition<Record<string, never>>,
  ) {}

  /** For one term that is due: two changes of one license at once would be none. Whether there was one. */
  async changeOne(): Promise<boolean> {
    return await this.database.transaction(async (tx) => {
      const at = this.clock.now()
      const [due] = await tx.write(TAKE, [CHANGING_PHYSICIAN_NPI, at])
      if (due === undefined) return false
      const { id, organizationId, clinicianId } = due
      await tx.write(REMEMBER, [id, at])
      await toggleLicense(tx, at, CHANGING_PHYSICIAN_NPI)
      const by = { actor: 'SYSTEM' as const, request: unattended(), organizationId, at }
      const subject = { kind: 'clinician', ids: [clinicianId] }
      await recordAudit(tx, { action: 'SANDBOX_CHANGE_SIMULATED', ...by, subject })
      await this.jobs.add(tx, this.notice, {})
      return true
    })
  }
}
