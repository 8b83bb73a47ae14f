import type { Logger } from 'pino'
import { recordSystemAudits } from '../audit/audit.trail.js'
import type { Database, Transaction } from '../db/database.js'
import { defineJob } from '../jobs/job.definition.js'
import type { Clock } from '../kernel/clock.js'
import { invariant } from '../kernel/errors.js'
import { formatOrderNumber } from '../orders/order.rules.js'
import { type ProfilePurchase, purchasesOfOthers } from '../orders/profile-buyers.queries.js'
import { timeOf } from '../organizations/organization.clock.js'
import { documentsByIds } from '../profiles/profile.documents.js'
import { PRODUCT_SECTIONS } from '../profiles/profile.sections.js'
import { announceEvents } from '../webhooks/event.outbox.js'
import type { DiscrepancyMail } from './discrepancy.mail.js'
import type { DiscrepancyMetrics } from './discrepancy.metrics.js'
import { type DiscrepancyRow, discrepancyById } from './discrepancy.queries.js'
import { advanceTold, finishTold, insertTellings, takeUntold } from './discrepancy-buyer.queries.js'
import { DISCREPANCY_WINDOW_DAYS, discrepancyWindow } from './discrepancy-window.rules.js'
import { saysTheWrong } from './disputed-element.js'

/** Tells the other buyers of what was corrected; who is still to be told is found in the data. */
export const TellBuyers = defineJob<Record<string, never>>({
  name: 'TellBuyers',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 300,
  onePending: true,
})

/** How often `TellBuyers` runs, besides at once after a correction. */
export const TELL_BUYERS_EVERY_SECONDS = 60

/** So many organizations are looked at, and told, in one transaction. */
const ORGANIZATIONS_AT_A_TIME = 25
/** A day more than the window: which day it is differs by time zone. */
const LOOK_BACK_MS = (DISCREPANCY_WINDOW_DAYS + 2) * 86_400_000

/**
 * Tells other organizations that something in a profile that they bought within the last 180 days was corrected (domain.md,
 * "Discrepancies"): those whose document says there what was wrong, each once.
 */
export class DiscrepancyBuyers {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mail: DiscrepancyMail,
    private readonly metrics: DiscrepancyMetrics,
    private readonly logger: Logger,
  ) {}

  /** Goes on with every correction until all are told; one that fails waits for the next run and holds up no other. */
  async tell(stopping: AbortSignal): Promise<void> {
    const failed: string[] = []
    while (!stopping.aborted && (await this.#tellSome(failed))) {
      // The next batch.
    }
  }

  async #tellSome(failed: string[]): Promise<boolean> {
    let taken: string | null = null
    try {
      const told = await this.database.transaction(async (tx) => {
        const untold = await takeUntold(tx, failed)
        taken = untold?.id ?? null
        return untold === null ? null : await this.#tellNext(tx, untold.id, untold.through)
      })
      if (told !== null && told > 0) {
        this.metrics.told(told)
        this.logger.info({ discrepancyId: taken, organizations: told }, 'buyers told of a correction')
      }
      return told !== null
    } catch (error) {
      if (taken === null) throw error
      this.logger.error({ err: error, discrepancyId: taken }, 'buyers could not be told of a correction')
      failed.push(taken)
      return true
    }
  }

  /** Tells those among the next organizations whom it is about; how many they were. */
  async #tellNext(tx: Transaction, id: string, through: string): Promise<number> {
    const report = await discrepancyById(tx, id)
    invariant(report, 'a discrepancy report is not deleted')
    const next = await purchasesOfOthers(tx, {
      clinicianId: report.clinicianId,
      exceptOrganizationId: report.organizationId,
      afterOrganizationId: through,
      boughtAfter: new Date(this.clock.now().getTime() - LOOK_BACK_MS),
      limit: ORGANIZATIONS_AT_A_TIME,
    })
    if (next.through === null) {
      await finishTold(tx, id, this.clock.now())
      return 0
    }
    const told = await this.#write(tx, report, await this.#concerned(tx, report, next.purchases))
    await advanceTold(tx, id, next.through)
    return told
  }

  /** Of each organization the newest purchase whose document says what was wrong. */
  async #concerned(
    tx: Transaction,
    report: DiscrepancyRow,
    purchases: readonly ProfilePurchase[],
  ): Promise<ProfilePurchase[]> {
    const recent = purchases.filter((one) => discrepancyWindow(one, null, timeOf(this.clock, one)).open)
    if (recent.length === 0) return []
    const { documentId, correctedDocumentId } = report
    invariant(correctedDocumentId, 'a corrected report has a corrected document')
    const ids = [documentId, correctedDocumentId, ...recent.map((one) => one.documentId)]
    const documents = new Map((await documentsByIds(tx, ids)).map((document) => [document.id, document]))
    const [wrong, corrected] = [documents.get(documentId), documents.get(correctedDocumentId)]
    invariant(wrong !== undefined && corrected !== undefined, 'documents are not deleted')
    const concerned = recent.filter((one) => {
      const bought = documents.get(one.documentId)
      if (bought === undefined || !PRODUCT_SECTIONS[bought.header.product].includes(report.section)) return false
      return saysTheWrong(bought.content, wrong.content, corrected.content, report)
    })
    return [...new Map(concerned.toReversed().map((one) => [one.organizationId, one])).values()]
  }

  async #write(tx: Transaction, report: DiscrepancyRow, concerned: readonly ProfilePurchase[]): Promise<number> {
    if (concerned.length === 0) return 0
    const fresh = await insertTellings(
      tx,
      report.id,
      concerned.map((one) => ({ ...one, toldAt: timeOf(this.clock, one) })),
    )
    const told = concerned.filter(({ organizationId }) => fresh.has(organizationId))
    const { clinicianId, section, mode } = report
    await this.mail.told(
      tx,
      report,
      told.map((one) => ({ ...one, orderNumber: formatOrderNumber(one.orderNumber) })),
    )
    await announceEvents(
      tx,
      this.clock,
      told.map(({ organizationId: id, itemId: orderItemId }) => ({
        organization: { id, mode },
        type: 'profile.corrected',
        data: { clinicianId, orderItemId, section },
        to: 'GRANTED',
      })),
    )
    await recordSystemAudits(tx, {
      action: 'DISCREPANCY_BUYER_TOLD',
      subjectKind: 'orderItem',
      of: told.map(({ organizationId, itemId }) => ({ organizationId, ids: [itemId, clinicianId] })),
      at: this.clock.now(),
    })
    return told.length
  }
}
