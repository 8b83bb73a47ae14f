import type { AuditAction } from '../audit/audit.actions.js'
import { recordAudit } from '../audit/audit.trail.js'
import { requireReason } from '../audit/reason.js'
import { type Actor, assertStaff, type RequestInfo, type StaffActor } from '../auth/actor.js'
import { cliniciansByIds } from '../clinicians/clinician.queries.js'
import { changeSoon } from '../clinicians/directory.patience.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { type LocalDay, localDayOf } from '../kernel/local-day.js'
import { timeOf } from '../organizations/organization.clock.js'
import { textOf } from '../organizations/organization.rules.js'
import { announceEvents } from '../webhooks/event.outbox.js'
import { checkNewClinician, enterNewClinician, type NewClinicianData } from './new-clinician.js'
import type { ResearchMail } from './research.mail.js'
import type { ResearchMetrics } from './research.metrics.js'
import { type ResearchRequestRow, researchRequestById } from './research-request.queries.js'
import {
  addResearchEvent,
  delayResearchRequest,
  endResearchRequest,
  type Outcome,
  startResearchRequest,
} from './research-request.records.js'
import { laterPromise, MAX_EXPLANATION_LENGTH } from './research-request.rules.js'
import { takeWaitingRequest } from './research-request.taking.js'
import type { ResearchEventKind } from './research-request.type.js'

/** An answer of staff: exactly one of the three. */
export interface ResearchAnswer {
  clinicianId?: string | null
  newClinician?: NewClinicianData | null
  notFoundExplanation?: string | null
}
const ANSWERS = ['clinicianId', 'newClinician', 'notFoundExplanation'] as const

/** Which request staff work on, and why. */
export interface StaffWork {
  researchRequestId: string
  reason: string
}

/** What is being done with a request, in one transaction. */
interface Work {
  tx: Transaction
  actor: StaffActor
  taken: ResearchRequestRow
  at: Date
  /** Of the organization. */
  today: LocalDay
}

/** What the publisher's staff do with research requests. */
export class ResearchDesk {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mail: ResearchMail,
    private readonly metrics: ResearchMetrics,
    /** Name of the source under which found clinicians come into the directory. */
    private readonly source: string,
  ) {}

  /** Takes a request up. @throws UserErrors NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT; RequestError FORBIDDEN */
  async start(actor: Actor, request: RequestInfo, input: StaffWork): Promise<ResearchRequestRow> {
    return await this.#work(actor, request, input, 'RESEARCH_STARTED', async (work) => {
      const { startedByName } = work.taken
      if (startedByName !== null) {
        const message = `expected a request that nobody has taken up; ${startedByName} has`
        throw UserErrors.one('ALREADY_DECIDED', ['researchRequestId'], message)
      }
      return [await this.#started(work)]
    })
  }

  /** Promises the answer for a later day. @throws UserErrors NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT */
  async delay(
    actor: Actor,
    request: RequestInfo,
    input: StaffWork & { dueOn: LocalDay; explanation: string },
  ): Promise<ResearchRequestRow> {
    return await this.#work(actor, request, input, 'RESEARCH_DELAYED', async ({ tx, taken, at, today }) => {
      const explanation = textOf(input.explanation, ['explanation'], MAX_EXPLANATION_LENGTH)
      const promise = laterPromise(input.dueOn, taken.dueOn, today, taken.timeZone)
      await delayResearchRequest(tx, taken.id, promise, at, explanation)
      await this.mail.delayed(tx, taken, promise.dueOn, explanation)
      return [{ kind: 'DELAYED', dueOn: promise.dueOn, message: explanation }]
    })
  }

  /**
   * Answers a request, once; one that nobody has taken up is taken up thereby. Who is new comes into the directory in the
   * same transaction.
   * @throws UserErrors NOT_FOUND, ALREADY_DECIDED, INVALID_INPUT, CLINICIAN_NOT_FOUND, ALREADY_EXISTS; RequestError
   * RATE_LIMITED while a load holds the directory
   */
  async answer(actor: Actor, request: RequestInfo, input: StaffWork & ResearchAnswer): Promise<ResearchRequestRow> {
    const given = ANSWERS.filter((field) => input[field] != null)
    return await this.#work(actor, request, input, 'RESEARCH_ANSWERED', async (work) => {
      if (given.length !== 1) {
        throw UserErrors.one('INVALID_INPUT', [], `expected exactly one of ${ANSWERS.join(', ')}, got ${given.length}`)
      }
      const { tx, taken, at } = work
      const steps = taken.startedAt === null ? [await this.#started(work)] : []
      const outcome = await this.#outcome(work, input)
      await endResearchRequest(tx, taken.id, at, outcome)
      await this.#announce(work, outcome)
      if (outcome.state === 'FOUND') {
        await this.mail.found(tx, taken, outcome.clinicianId)
        return [...steps, { kind: 'FOUND', clinicianId: outcome.clinicianId }]
      }
      await this.mail.notFound(tx, taken, outcome.explanation)
      return [...steps, { kind: 'NOT_FOUND', message: outcome.explanation }]
    })
  }

  async #outcome(work: Work, input: ResearchAnswer): Promise<Exclude<Outcome, { state: 'WITHDRAWN' }>> {
    const { tx, taken, actor, today } = work
    const { clinicianId = null, newClinician = null, notFoundExplanation } = input
    const byUserId = actor.id
    if (newClinician !== null) {
      const clinician = checkNewClinician(newClinician, today, ['newClinician'])
      // The directory is of all organizations: it goes by the gateway's clock.
      const now = this.clock.now()
      const entrance = {
        mode: taken.mode,
        source: this.source,
        recordKey: taken.number,
        now,
        today: localDayOf(now, taken.timeZone),
      }
      return { state: 'FOUND', clinicianId: await enterNewClinician(tx, clinician, entrance), byUserId }
    }
    if (clinicianId !== null) {
      const [clinician] = await cliniciansByIds(tx, taken.mode, [clinicianId])
      if (clinician !== undefined) return { state: 'FOUND', clinicianId, byUserId }
      throw UserErrors.one('CLINICIAN_NOT_FOUND', ['clinicianId'], `no clinician has the id "${clinicianId}"`)
    }
    const explanation = textOf(notFoundExplanation ?? '', ['notFoundExplanation'], MAX_EXPLANATION_LENGTH)
    return { state: 'NOT_FOUND', explanation, byUserId }
  }

  /** To the software that asked, if one did. */
  async #announce({ tx, taken }: Work, outcome: Outcome): Promise<void> {
    const { id: researchRequestId, actorKind, actorId, organizationId, mode } = taken
    const clinicianId = outcome.state === 'FOUND' ? outcome.clinicianId : null
    const data = { researchRequestId, state: outcome.state, clinicianId }
    const organization = { id: organizationId, mode }
    const to = actorKind === 'VENDOR' ? [actorId] : []
    await announceEvents(tx, this.clock, [{ organization, type: 'research.answered', data, to }])
  }

  async #started({ tx, taken, at, actor }: Work): Promise<Step> {
    await startResearchRequest(tx, taken.id, at, actor.id)
    return { kind: 'STARTED' }
  }

  /** Does something with a request that waits, and writes down its steps: timeline, audit trail and figures. */
  async #work(
    actor: Actor,
    request: RequestInfo,
    input: StaffWork,
    action: AuditAction,
    work: (work: Work) => Promise<Step[]>,
  ): Promise<ResearchRequestRow> {
    assertStaff(actor)
    const reason = requireReason(input.reason)
    const { researchRequestId } = input
    const [researchRequest, steps] = await changeSoon(this.database, async (tx) => {
      const taken = await takeWaitingRequest(tx, actor, researchRequestId, () => undefined)
      const at = timeOf(this.clock, taken)
      const done = await work({ tx, actor, taken, at, today: localDayOf(at, taken.timeZone) })
      for (const { clinicianId: _, ...step } of done) {
        await addResearchEvent(tx, { researchRequestId, actorKind: 'STAFF', occurredAt: at, ...step })
      }
      const ids = [researchRequestId, ...done.flatMap(({ clinicianId }) => clinicianId ?? [])]
      const { organizationId } = taken
      const subject = { kind: 'researchRequest', ids }
      await recordAudit(tx, { action, actor, request, organizationId, subject, reason, at: this.clock.now() })
      return [(await researchRequestById(tx, researchRequestId)) ?? taken, done] as const
    })
    for (const { kind } of steps) this.metrics.happened(kind)
    return researchRequest
  }
}

/** What was done, as the timeline tells it, and with whom. */
interface Step {
  kind: ResearchEventKind
  dueOn?: LocalDay
  message?: string
  clinicianId?: string
}
