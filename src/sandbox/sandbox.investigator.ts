import type { Logger } from 'pino'
import type { AuditAction } from '../audit/audit.actions.js'
import { recordAudit, unattended } from '../audit/audit.trail.js'
import { cliniciansByIds } from '../clinicians/clinician.queries.js'
import type { Database, Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import { announceDiscrepancy } from '../discrepancies/discrepancy.announcement.js'
import type { DiscrepancyCorrection } from '../discrepancies/discrepancy.correction.js'
import type { DiscrepancyMail } from '../discrepancies/discrepancy.mail.js'
import type { DiscrepancyMetrics } from '../discrepancies/discrepancy.metrics.js'
import { type DiscrepancyRow, discrepancyById } from '../discrepancies/discrepancy.queries.js'
import {
  addDiscrepancyEvent,
  type Correction,
  delayDiscrepancy,
  endDiscrepancy,
  takeDiscrepancy,
} from '../discrepancies/discrepancy.records.js'
import { nextPromise } from '../discrepancies/discrepancy.rules.js'
import { releaseEvidence } from '../discrepancies/discrepancy-evidence.queries.js'
import type { Clock } from '../kernel/clock.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import { timeOf } from '../organizations/organization.clock.js'
import { toggleLicense } from './sandbox.license.js'
import { MAGIC_CONFIRMED, MAGIC_CORRECTED, MAGIC_DELAYED } from './sandbox.magic.js'

const EXPLANATIONS = {
  CORRECTED: 'Decided by the sandbox: the source has corrected the status of the license.',
  CONFIRMED_ACCURATE: 'Decided by the sandbox: the profile says what the source says.',
  UNCORRECTABLE: 'The sandbox can correct the status of the first license alone; everything else it confirms.',
  DELAYED: 'The sandbox needs longer, as the report wished.',
}

const TAKE = writeStatement<{ id: string }>(
  'sandbox_discrepancy_take',
  `select id from discrepancies
    where ended_at is null and mode = 'TEST' and why like 'sandbox:%' and id <> all ($1)
      and (why = any ($2) or why = $3 and delayed_at is null)
    order by id limit 1 for update skip locked`,
)

/** What of the investigation of discrepancies it does for staff. */
export interface InvestigationParts {
  mail: DiscrepancyMail
  metrics: DiscrepancyMetrics
  correction: DiscrepancyCorrection
}

/** Decides reports of test mode whose text asks for it, as staff would; what is due is found in the data. */
export class SandboxInvestigator {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly parts: InvestigationParts,
    private readonly logger: Logger,
  ) {}

  /** All that wait, a transaction each; one that fails waits for the next run and holds up no other. */
  async decideAll(stopping: AbortSignal): Promise<void> {
    const failed: string[] = []
    while (!stopping.aborted && (await this.#decideOne(failed)));
  }

  async #decideOne(failed: string[]): Promise<boolean> {
    let taken: string | null = null
    try {
      const kind = await this.database.transaction(async (tx) => {
        const [due] = await tx.write(TAKE, [failed, [MAGIC_CORRECTED, MAGIC_CONFIRMED], MAGIC_DELAYED])
        taken = due?.id ?? null
        return taken === null ? null : await this.#decide(tx, taken)
      })
      if (kind !== null) this.parts.metrics.happened(kind)
      return kind !== null
    } catch (error) {
      if (taken === null) throw error
      this.logger.error({ err: error, discrepancyId: taken }, 'the sandbox could not decide a discrepancy report')
      failed.push(taken)
      return true
    }
  }

  async #decide(tx: Transaction, id: string): Promise<'DELAYED' | 'CORRECTED' | 'CONFIRMED_ACCURATE'> {
    const report = await discrepancyById(tx, id)
    invariant(report, 'a discrepancy report is not deleted')
    const at = timeOf(this.clock, report)
    if (report.why === MAGIC_DELAYED) return await this.#delay(tx, report, at)
    const step = { discrepancyId: id, actorKind: 'SYSTEM', occurredAt: at } as const
    if (report.takenAt === null) {
      await takeDiscrepancy(tx, id, at, null)
      await addDiscrepancyEvent(tx, { ...step, kind: 'INVESTIGATING' })
    }
    const correction = report.why === MAGIC_CORRECTED ? await this.#correct(tx, report, at) : null
    const state = correction === null ? 'CONFIRMED_ACCURATE' : 'CORRECTED'
    const uncorrectable = correction === null && report.why === MAGIC_CORRECTED
    const explanation = EXPLANATIONS[uncorrectable ? 'UNCORRECTABLE' : state]
    if (correction === null) {
      await endDiscrepancy(tx, id, at, { state: 'CONFIRMED_ACCURATE', byUserId: null, explanation })
      await this.parts.mail.confirmed(tx, report, explanation)
    } else {
      await endDiscrepancy(tx, id, at, { state: 'CORRECTED', byUserId: null, explanation, correction })
      await this.parts.mail.corrected(tx, report, explanation, correction.until)
    }
    await addDiscrepancyEvent(tx, { ...step, kind: state, message: explanation })
    await releaseEvidence(tx, id, this.clock.now())
    await announceDiscrepancy(tx, this.clock, report, state)
    await this.#audit(tx, report, 'DISCREPANCY_DECIDED', correction === null ? [] : [correction.documentId])
    return state
  }

  /** Null if the directory says the same there whatever the sandbox changes. */
  async #correct(tx: Transaction, report: DiscrepancyRow, at: Date): Promise<Correction | null> {
    const [clinician] = await cliniciansByIds(tx, 'TEST', [report.clinicianId])
    invariant(clinician, 'a clinician of an order is not deleted')
    // It may have been corrected already, for another buyer.
    const corrected = (await this.#differing(tx, report, at)) ?? null
    if (corrected !== null) return corrected
    if ((await toggleLicense(tx, this.clock.now(), clinician.npi)) === null) return null
    const afterwards = await this.#differing(tx, report, at)
    // Nothing that the report is about: the license goes back to what it was.
    if (afterwards === null) await toggleLicense(tx, this.clock.now(), clinician.npi)
    return afterwards
  }

  async #differing(tx: Transaction, report: DiscrepancyRow, at: Date): Promise<Correction | null> {
    try {
      return await this.parts.correction.make(tx, report, at)
    } catch (error) {
      if (error instanceof UserErrors && error.items.some(({ code }) => code === 'DIRECTORY_UNCHANGED')) return null
      throw error
    }
  }

  async #delay(tx: Transaction, report: DiscrepancyRow, at: Date): Promise<'DELAYED'> {
    const promise = nextPromise(report.dueOn, report.timeZone)
    const message = EXPLANATIONS.DELAYED
    const step = { discrepancyId: report.id, kind: 'DELAYED', actorKind: 'SYSTEM', occurredAt: at } as const
    await delayDiscrepancy(tx, report.id, promise, at, message)
    await addDiscrepancyEvent(tx, { ...step, dueOn: promise.dueOn, message })
    await this.parts.mail.delayed(tx, report, promise.dueOn, message)
    await announceDiscrepancy(tx, this.clock, report, 'DELAYED')
    await this.#audit(tx, report, 'DISCREPANCY_DELAYED')
    return 'DELAYED'
  }

  async #audit(
    tx: Transaction,
    { id, clinicianId, organizationId }: DiscrepancyRow,
    action: AuditAction,
    documentIds: readonly string[] = [],
  ): Promise<void> {
    const subject = { kind: 'discrepancy', ids: [id, clinicianId, ...documentIds] }
    const by = { actor: 'SYSTEM' as const, request: unattended() }
    await recordAudit(tx, { action, ...by, organizationId, subject, at: this.clock.now() })
  }
}
