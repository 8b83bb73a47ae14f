import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo } from '../auth/actor.js'
import { cliniciansByIds } from '../clinicians/clinician.queries.js'
import { applyDrafts } from '../clinicians/directory.apply.js'
import { changeSoon } from '../clinicians/directory.patience.js'
import type { DirectoryRecord } from '../clinicians/directory.record.js'
import type { Database, Transaction } from '../db/database.js'
import type { JobDefinition } from '../jobs/job.definition.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { canonicalJson, sha256Hex } from '../kernel/digest.js'
import { UserErrors } from '../kernel/errors.js'
import { defineRateLimit, type RateLimits } from '../limits/rate-limits.js'
import { assertGranted, findOrganization } from '../organizations/organization.access.js'
import { sandboxRecords } from './sandbox.clinicians.js'
import { SANDBOX_SOURCES } from './sandbox.sources.js'

/** A fictional clinician is everybody's: every change is told to all sandboxes that monitor them. By actor. */
const CHANGES = defineRateLimit({ name: 'sandbox_changes', points: 60, seconds: 3_600 })

/** What a simulated change makes of the status of a fictional license. */
const SIMULATED_STATUS = 'Inactive'

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
      const status = await this.#toggle(tx, recordWithLicense(clinician.npi, clinicianId))
      const subject = { kind: 'clinician', ids: [clinicianId] }
      const at = this.clock.now()
      await recordAudit(tx, { action: 'SANDBOX_CHANGE_SIMULATED', actor, request, organizationId, subject, at })
      await this.jobs.add(tx, this.notice, {})
      return status
    })
  }

  /** What the source said last is told by what applying it changes. */
  async #toggle(tx: Transaction, record: DirectoryRecord): Promise<string> {
    const batch = { source: record.source, mode: record.mode, now: this.clock.now(), loadId: null, asOf: null }
    for (const wanted of [withStatus(record, SIMULATED_STATUS), record]) {
      const draft = { recordKey: wanted.recordKey, rows: 1, toEntry: () => wanted }
      const { updated } = await applyDrafts(tx, batch, [{ ...draft, digest: sha256Hex(canonicalJson(wanted)) }])
      if (updated > 0) return statusOf(wanted)
    }
    return statusOf(record)
  }
}

function recordWithLicense(npi: string | null, clinicianId: string): DirectoryRecord {
  const record = sandboxRecords().find((one) => one.npi === npi && one.source === SANDBOX_SOURCES.stateBoards)
  if (record?.facts.some(({ section }) => section === 'LICENSES')) return record
  const message = `expected a fictional clinician of the sandbox with a license, got ${clinicianId}`
  throw UserErrors.one('INVALID_INPUT', ['clinicianId'], message)
}

function withStatus(record: DirectoryRecord, status: string): DirectoryRecord {
  const first = record.facts.findIndex(({ section }) => section === 'LICENSES')
  const facts = record.facts.map((one, index) => (index === first ? { ...one, value: { ...one.value, status } } : one))
  return { ...record, facts }
}

function statusOf({ facts }: DirectoryRecord): string {
  const value = facts.find(({ section }) => section === 'LICENSES')?.value
  return value !== undefined && 'status' in value ? String(value.status) : ''
}
