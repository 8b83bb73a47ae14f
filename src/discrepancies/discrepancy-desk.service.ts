import type { AuditAction } from '../audit/audit.actions.js'
import { recordAudit } from '../audit/audit.trail.js'
import { requireReason } from '../audit/reason.js'
import { type Actor, assertStaff, type RequestInfo, type StaffActor } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { type LocalDay, localDayOf } from '../kernel/local-day.js'
import { timeOf } from '../organizations/organization.clock.js'
import { announceDiscrepancy } from './discrepancy.announcement.js'
import type { DiscrepancyCorrection } from './discrepancy.correction.js'
import type {
  AskAboutDiscrepancyInput,
  DecideDiscrepancyInput,
  DelayDiscrepancyInput,
  NoteDiscrepancyInput,
  TakeDiscrepancyInput,
} from './discrepancy.inputs.js'
import type { DiscrepancyMail } from './discrepancy.mail.js'
import type { DiscrepancyMetrics } from './discrepancy.metrics.js'
import { type DiscrepancyRow, discrepancyById } from './discrepancy.queries.js'
import { addDiscrepancyEvent, delayDiscrepancy, endDiscrepancy, takeDiscrepancy } from './discrepancy.records.js'
import { laterPromise, proseOf } from './discrepancy.rules.js'
import { takeOpenDiscrepancy } from './discrepancy.taking.js'
import type { DiscrepancyEventKind } from './discrepancy.words.js'
import { releaseEvidence } from './discrepancy-evidence.queries.js'

/** What is being done with a report, in one transaction. */
interface Work {
  tx: Transaction
  actor: StaffActor
  taken: DiscrepancyRow
  /** By the organization's clock. */
  at: Date
}

/** What was done, as the timeline tells it. */
interface Step {
  kind: DiscrepancyEventKind
  dueOn?: LocalDay
  message?: string
  /** The corrected document, for the audit trail. */
  documentId?: string
}

/** What the publisher's staff do with discrepancy reports (domain.md, "Discrepancies"). */
export class DiscrepancyDesk {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mail: DiscrepancyMail,
    private readonly metrics: DiscrepancyMetrics,
    private readonly correction: DiscrepancyCorrection,
  ) {}

  /** Takes a report up, once. @throws UserErrors NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT; RequestError FORBIDDEN */
  async take(actor: Actor, request: RequestInfo, input: TakeDiscrepancyInput): Promise<DiscrepancyRow> {
    return await this.#work(actor, request, input, 'DISCREPANCY_TAKEN', async (work) => {
      const { takenByName } = work.taken
      if (takenByName !== null) {
        const message = `expected a report that nobody has taken up; ${takenByName} has`
        throw UserErrors.one('ALREADY_DECIDED', ['discrepancyId'], message)
      }
      return [await this.#taken(work)]
    })
  }

  /** Notes something that only staff see. @throws UserErrors NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT */
  async note(actor: Actor, request: RequestInfo, input: NoteDiscrepancyInput): Promise<DiscrepancyRow> {
    return await this.#work(actor, request, input, 'DISCREPANCY_NOTED', async () => [
      { kind: 'NOTED', message: proseOf(input.note, 'note') },
    ])
  }

  /** Asks the reporter; a report that nobody has taken up is taken up thereby. @throws UserErrors as `note` */
  async ask(actor: Actor, request: RequestInfo, input: AskAboutDiscrepancyInput): Promise<DiscrepancyRow> {
    return await this.#work(actor, request, input, 'DISCREPANCY_ASKED', async (work) => {
      const message = proseOf(input.question, 'question')
      await this.mail.asked(work.tx, work.taken, message)
      return [...(await this.#takenFirst(work)), { kind: 'ASKED', message }]
    })
  }

  /** Promises the outcome for a later day. @throws UserErrors as `note` */
  async delay(actor: Actor, request: RequestInfo, input: DelayDiscrepancyInput): Promise<DiscrepancyRow> {
    return await this.#work(actor, request, input, 'DISCREPANCY_DELAYED', async ({ tx, taken, at }) => {
      const { id, timeZone } = taken
      const message = proseOf(input.explanation, 'explanation')
      const promise = laterPromise(input.dueOn, taken.dueOn, localDayOf(at, timeZone), timeZone)
      await delayDiscrepancy(tx, id, promise, at, message)
      await this.mail.delayed(tx, taken, promise.dueOn, message)
      await announceDiscrepancy(tx, this.clock, taken, 'DELAYED')
      return [{ kind: 'DELAYED', dueOn: promise.dueOn, message }]
    })
  }

  /**
   * Decides a report, once; one that nobody has taken up is taken up thereby. A correction makes the new profile in the
   * same transaction. @throws UserErrors NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT, DIRECTORY_UNCHANGED
   */
  async decide(actor: Actor, request: RequestInfo, input: DecideDiscrepancyInput): Promise<DiscrepancyRow> {
    return await this.#work(actor, request, input, 'DISCREPANCY_DECIDED', async (work) => {
      const { tx, taken } = work
      const explanation = proseOf(input.explanation, 'explanation')
      const steps = await this.#takenFirst(work)
      const documentId = await this.#end(work, input.outcome, explanation)
      await releaseEvidence(tx, taken.id, this.clock.now())
      await announceDiscrepancy(tx, this.clock, taken, input.outcome)
      return [...steps, { kind: input.outcome, message: explanation, ...(documentId !== null && { documentId }) }]
    })
  }

  async #end(
    { tx, taken, actor, at }: Work,
    state: DecideDiscrepancyInput['outcome'],
    explanation: string,
  ): Promise<string | null> {
    const decided = { byUserId: actor.id, explanation }
    if (state === 'CONFIRMED_ACCURATE') {
      await endDiscrepancy(tx, taken.id, at, { state, ...decided })
      await this.mail.confirmed(tx, taken, explanation)
      return null
    }
    const correction = await this.correction.make(tx, taken, at)
    await endDiscrepancy(tx, taken.id, at, { state, ...decided, correction })
    await this.mail.corrected(tx, taken, explanation, correction.until)
    return correction.documentId
  }

  async #takenFirst(work: Work): Promise<Step[]> {
    return work.taken.takenAt === null ? [await this.#taken(work)] : []
  }

  async #taken({ tx, taken, at, actor }: Work): Promise<Step> {
    await takeDiscrepancy(tx, taken.id, at, actor.id)
    if (taken.state === 'SUBMITTED') await announceDiscrepancy(tx, this.clock, taken, 'INVESTIGATING')
    return { kind: 'INVESTIGATING' }
  }

  /** Does something with an open report, and writes down its steps: timeline, audit trail and figures. */
  async #work(
    actor: Actor,
    request: RequestInfo,
    input: { discrepancyId: string; reason: string },
    action: AuditAction,
    work: (work: Work) => Promise<Step[]>,
  ): Promise<DiscrepancyRow> {
    assertStaff(actor)
    const reason = requireReason(input.reason)
    const { discrepancyId } = input
    const [report, steps] = await this.database.transaction(async (tx) => {
      const taken = await takeOpenDiscrepancy(tx, actor, discrepancyId, () => undefined)
      const at = timeOf(this.clock, taken)
      const done = await work({ tx, actor, taken, at })
      for (const { documentId: _, ...step } of done) {
        await addDiscrepancyEvent(tx, { discrepancyId, actorKind: 'STAFF', occurredAt: at, ...step })
      }
      const ids = [discrepancyId, taken.clinicianId, ...done.flatMap(({ documentId }) => documentId ?? [])]
      const { organizationId } = taken
      const subject = { kind: 'discrepancy', ids }
      await recordAudit(tx, { action, actor, request, organizationId, subject, reason, at: this.clock.now() })
      return [(await discrepancyById(tx, discrepancyId)) ?? taken, done] as const
    })
    for (const { kind } of steps) this.metrics.happened(kind)
    return report
  }
}
