import type { Logger } from 'pino'
import type { Database, Transaction } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { type CardProcessors, ProcessorTrouble } from './card-processor.js'
import { claimRefunds, insertCardRefund, noteRefund, type OpenCardRefund } from './card-refund.queries.js'
import type { PaymentMetrics } from './payment.metrics.js'
import { RefundCards } from './settle-card-payments.job.js'

/** Has money of a card order go back to the card if `tx` commits: by a job, which repeats it until there is an answer. */
export async function refundCard(
  tx: Transaction,
  jobs: JobQueue,
  refund: { orderId: string; cents: number; at: Date },
): Promise<void> {
  if (refund.cents === 0) return
  await insertCardRefund(tx, { ...refund, cause: 'REFUNDED' })
  await jobs.add(tx, RefundCards, {})
}

/** What brings refunds to the processors is made from. */
export interface CardRefundSettings {
  database: Database
  clock: Clock
  logger: Logger
  metrics: PaymentMetrics
  processors: CardProcessors
}

/** Brings refunds to the processors. */
export class CardRefundService {
  constructor(private readonly settings: CardRefundSettings) {}

  /** Does `RefundCards`; several may run at once. */
  async refundDue(stopping: AbortSignal): Promise<void> {
    const { database, clock, logger } = this.settings
    while (!stopping.aborted) {
      const refunds = await database.transaction((tx) => claimRefunds(tx, clock.now()))
      if (refunds.length === 0) return
      for (const refund of refunds) {
        await this.#refund(refund).catch((error: unknown) => {
          const level = error instanceof ProcessorTrouble ? 'warn' : 'error'
          logger[level]({ err: error, cardRefundId: refund.refundId }, 'a refund to a card is tried again')
        })
      }
    }
  }

  async #refund(refund: OpenCardRefund): Promise<void> {
    const { database, clock, logger, metrics, processors } = this.settings
    const processor = processors[refund.mode]
    if (processor === null) throw new ProcessorTrouble('NOT_CONFIGURED')
    const report = await processor.refund(refund)
    await database.transaction((tx) => noteRefund(tx, refund.refundId, report, clock.now()))
    if (report.state === 'WAITING') return
    metrics.refund(report.state)
    const { refundId: cardRefundId } = refund
    if (report.state === 'FAILED') {
      logger.error({ cardRefundId, code: report.code }, 'a refund to a card failed; staff pay back otherwise')
    }
  }
}
