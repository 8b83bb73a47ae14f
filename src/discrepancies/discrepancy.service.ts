import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { constraintOf } from '../db/sql-state.js'
import type { Clock } from '../kernel/clock.js'
import { invariant, RequestError, UserErrors } from '../kernel/errors.js'
import { defineRateLimit, type RateLimits } from '../limits/rate-limits.js'
import { assertScopeThere } from '../organizations/organization.access.js'
import { timeOf } from '../organizations/organization.clock.js'
import { standingOf } from '../vendors/standing.access.js'
import { DISCREPANCY_SCOPE, readingScopeOf } from './discrepancy.access.js'
import { announceDiscrepancy } from './discrepancy.announcement.js'
import type { ReplyToDiscrepancyInput, ReportDiscrepancyInput } from './discrepancy.inputs.js'
import type { DiscrepancyMail } from './discrepancy.mail.js'
import type { DiscrepancyMetrics } from './discrepancy.metrics.js'
import {
  type AccessibleDiscrepancy,
  accessibleDiscrepancy,
  type DiscrepancyRow,
  discrepancyById,
} from './discrepancy.queries.js'
import { addDiscrepancyEvent, countReplies, endDiscrepancy } from './discrepancy.records.js'
import { reportWithin } from './discrepancy.reporting.js'
import { MAX_REPLIES, proseOf } from './discrepancy.rules.js'
import { takeOpenDiscrepancy } from './discrepancy.taking.js'
import { addEvidence, releaseEvidence } from './discrepancy-evidence.queries.js'

/** Reports and replies of one caller: people read them, one by one. */
const WRITE = defineRateLimit({ name: 'discrepancy_write', points: 500, seconds: 86_400 })

/** A report that was made now, or before with the same key. */
export interface ReportedDiscrepancy {
  discrepancy: DiscrepancyRow
  replayed: boolean
}

/** Who reports: organizations and their software. */
export type Reporter = Exclude<Actor, { kind: 'STAFF' }>

/** What organizations do with discrepancies (domain.md, "Discrepancies"). */
export class DiscrepancyService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
    private readonly mail: DiscrepancyMail,
    private readonly metrics: DiscrepancyMetrics,
  ) {}

  /**
   * Reports that something in a bought profile is wrong, or finds what was reported with the same key.
   * @throws UserErrors NOT_FOUND, INVALID_INPUT, PROFILE_NOT_AVAILABLE, DISCREPANCY_WINDOW_CLOSED, ALREADY_REPORTED,
   * LIMIT_REACHED, UPLOAD_UNUSABLE, IDEMPOTENCY_KEY_REUSED; RequestError FORBIDDEN, RATE_LIMITED
   */
  async report(actor: Actor, request: RequestInfo, input: ReportDiscrepancyInput): Promise<ReportedDiscrepancy> {
    assertScope(actor, DISCREPANCY_SCOPE)
    assertReporter(actor)
    await this.limits.take(WRITE, actor.id)
    const attempt = () =>
      this.database.transaction(async (tx) => {
        const reported = await reportWithin(tx, this.clock, actor, input)
        const { discrepancy, replayed } = reported
        if (replayed) return reported
        await this.mail.submitted(tx, discrepancy)
        await announceDiscrepancy(tx, this.clock, discrepancy, 'SUBMITTED')
        await this.#audit(tx, 'DISCREPANCY_REPORTED', actor, request, discrepancy)
        return reported
      })
    const reported = await attempt().catch(async (error: unknown) => {
      // The same key at the same moment about somebody else: the lock did not hold it back, the constraint did.
      if (constraintOf(error) !== 'discrepancies_idempotency_key_unique') throw error
      return await attempt()
    })
    if (!reported.replayed) this.metrics.happened('SUBMITTED')
    return reported
  }

  /**
   * Says more about an open report, with a further file perhaps. A vendor only to what it reported itself.
   * @throws UserErrors NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT, UPLOAD_UNUSABLE, LIMIT_REACHED; RequestError FORBIDDEN
   */
  async reply(actor: Actor, request: RequestInfo, input: ReplyToDiscrepancyInput): Promise<DiscrepancyRow> {
    assertScope(actor, DISCREPANCY_SCOPE)
    assertReporter(actor)
    await this.limits.take(WRITE, actor.id)
    const { discrepancyId, evidenceUploadId: uploadId = null } = input
    const replied = await this.database.transaction(async (tx) => {
      const taken = await takeOpenDiscrepancy(tx, actor, discrepancyId, (report) => assertOwn(actor, report))
      const message = proseOf(input.message, 'message')
      if ((await countReplies(tx, discrepancyId)) >= MAX_REPLIES) {
        const tooMany = `expected at most ${MAX_REPLIES} replies to a report, got one more`
        throw UserErrors.one('LIMIT_REACHED', ['discrepancyId'], tooMany)
      }
      const occurredAt = timeOf(this.clock, taken)
      await addDiscrepancyEvent(tx, { discrepancyId, kind: 'REPLIED', actorKind: actor.kind, occurredAt, message })
      if (uploadId !== null) {
        const standing = standingOf(actor, taken.organizationId)
        const now = this.clock.now()
        await addEvidence(tx, { discrepancyId, uploadId, standing, addedAt: occurredAt, now })
      }
      await this.#audit(tx, 'DISCREPANCY_REPLIED', actor, request, taken)
      return taken
    })
    this.metrics.happened('REPLIED')
    return replied
  }

  /**
   * Takes a report back that has no outcome. A vendor only what it reported itself.
   * @throws UserErrors NOT_FOUND, ALREADY_DECIDED; RequestError FORBIDDEN
   */
  async withdraw(actor: Actor, request: RequestInfo, discrepancyId: string): Promise<DiscrepancyRow> {
    assertScope(actor, DISCREPANCY_SCOPE)
    assertReporter(actor)
    const withdrawn = await this.database.transaction(async (tx) => {
      const taken = await takeOpenDiscrepancy(tx, actor, discrepancyId, (report) => assertOwn(actor, report))
      const occurredAt = timeOf(this.clock, taken)
      await endDiscrepancy(tx, discrepancyId, occurredAt, { state: 'WITHDRAWN' })
      await addDiscrepancyEvent(tx, { discrepancyId, kind: 'WITHDRAWN', actorKind: actor.kind, occurredAt })
      await releaseEvidence(tx, discrepancyId, this.clock.now())
      await announceDiscrepancy(tx, this.clock, taken, 'WITHDRAWN')
      await this.#audit(tx, 'DISCREPANCY_WITHDRAWN', actor, request, taken)
      const report = await discrepancyById(tx, discrepancyId)
      invariant(report, 'a discrepancy report is not deleted')
      return report
    })
    this.metrics.happened('WITHDRAWN')
    return withdrawn
  }

  /** The report; null if it is not there for the actor. That it was read is written down. @throws RequestError FORBIDDEN */
  async find(actor: Actor, request: RequestInfo, id: string): Promise<DiscrepancyRow | null> {
    assertScope(actor, readingScopeOf(actor))
    return await this.database.transaction(async (tx) => {
      const found = await accessibleDiscrepancy(tx, actor, id)
      if (found === null) return null
      assertScopeThere(actor, found.scopes, readingScopeOf(actor))
      await this.#audit(tx, 'DISCREPANCIES_READ', actor, request, found)
      return found
    })
  }

  async #audit(
    tx: Parameters<typeof recordAudit>[0],
    action: 'DISCREPANCY_REPORTED' | 'DISCREPANCY_REPLIED' | 'DISCREPANCY_WITHDRAWN' | 'DISCREPANCIES_READ',
    actor: Actor,
    request: RequestInfo,
    { id, clinicianId, organizationId }: DiscrepancyRow,
  ): Promise<void> {
    const subject = { kind: 'discrepancy', ids: [id, clinicianId] }
    await recordAudit(tx, { action, actor, request, organizationId, subject, at: this.clock.now() })
  }
}

/** Staff decide; they do not report. */
function assertReporter(actor: Actor): asserts actor is Reporter {
  if (actor.kind === 'STAFF') throw new RequestError('FORBIDDEN', 'this is for organizations and their software')
}

function assertOwn(actor: Actor, { scopes, actorId }: AccessibleDiscrepancy): void {
  assertScopeThere(actor, scopes, DISCREPANCY_SCOPE)
  if (actor.kind === 'VENDOR' && actorId !== actor.id) {
    throw new RequestError('FORBIDDEN', 'software changes only what it has reported itself')
  }
}
