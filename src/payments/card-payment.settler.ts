import type { Logger } from 'pino'
import { lockAccount } from '../accounts/account.queries.js'
import { recordAudit } from '../audit/audit.trail.js'
import type { Database, Transaction } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { invariant } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { type CardOutcome, claimPayments, type OpenCardPayment, settlePayment } from './card-payment.queries.js'
import { type CardProcessor, type CardProcessors, type ChargeReport, ProcessorTrouble } from './card-processor.js'
import { insertCardRefund } from './card-refund.queries.js'
import type { PaymentMetrics } from './payment.metrics.js'
import { RefundCards } from './settle-card-payments.job.js'

/** What became of no charge by then is called off, and its order fails. */
export const GIVE_UP_MINUTES = 15

/** What orders do when their payment ends. Each returns the status that the order has then, and can be repeated. */
export interface CardOrders {
  complete(tx: Transaction, orderId: string): Promise<string>
  fail(tx: Transaction, orderId: string, code: string): Promise<string>
  /** Whether the order still waits for its payment. */
  isWaiting(orderId: string): Promise<boolean>
}

/** What the settler is made from. */
export interface CardSettlerSettings {
  database: Database
  clock: Clock
  jobs: JobQueue
  logger: Logger
  metrics: PaymentMetrics
  processors: CardProcessors
  orders: CardOrders
}

/** Brings card payments to their end, whoever began them: the order is completed, or fails, with the payment. */
export class CardPaymentSettler {
  constructor(private readonly settings: CardSettlerSettings) {}

  /** Looks after every payment that is due. Does `SettleCardPayments`; several may run at once. */
  async settleDue(stopping: AbortSignal): Promise<void> {
    const { database, clock, logger } = this.settings
    while (!stopping.aborted) {
      const payments = await database.transaction((tx) => claimPayments(tx, clock.now()))
      if (payments.length === 0) return
      for (const payment of payments) {
        await this.#look(payment).catch((error: unknown) => {
          // It comes again; the others shall not wait for it.
          const level = error instanceof ProcessorTrouble ? 'warn' : 'error'
          logger[level](
            { err: error, cardPaymentId: payment.id },
            'a card payment could not be settled; it is tried again',
          )
        })
      }
    }
  }

  /** The processor of a payment. @throws when a deployment took it away while payments were open */
  processorOf({ mode }: Pick<OpenCardPayment, 'mode'>): CardProcessor {
    const processor = this.settings.processors[mode]
    if (processor === null) throw new ProcessorTrouble('NOT_CONFIGURED')
    return processor
  }

  /** Acts on what the processor says; what is not final changes nothing. */
  async settle(payment: OpenCardPayment, report: ChargeReport): Promise<void> {
    const { database, metrics } = this.settings
    if (report.state === 'READY' || report.state === 'PROCESSING') return
    if (report.state === 'SUCCEEDED') {
      const { cents, currency } = payment
      const charged = report.cents === cents && report.currency === currency
      invariant(charged, `card payment ${payment.id} was charged as it was ordered`)
    }
    const isSettled = await database.transaction((tx) => this.#settleWithin(tx, payment, report))
    if (isSettled) metrics.payment(report.state)
  }

  async #look(payment: OpenCardPayment): Promise<void> {
    const { reference, id } = payment
    // No charge was made ready, and once this is settled none can be noted any more.
    if (reference === null) return await this.settle(payment, { state: 'CANCELLED' })
    const processor = this.processorOf(payment)
    const found = await processor.find(reference)
    if (found.state !== 'READY' && found.state !== 'PROCESSING') return await this.settle(payment, found)
    const isInTime = this.settings.clock.now().getTime() < payment.createdAt.getTime() + GIVE_UP_MINUTES * 60_000
    if (isInTime && (await this.settings.orders.isWaiting(payment.orderId))) {
      // Whoever made it ready died before the charge.
      if (found.state === 'READY') await this.settle(payment, await processor.charge(reference, id))
      return
    }
    await this.settle(payment, await processor.cancel(reference, id))
  }

  /** False if somebody else settled it before. The account first, like everything that moves its money. */
  async #settleWithin(
    tx: Transaction,
    { id, orderId, organizationId, cents }: OpenCardPayment,
    report: Extract<ChargeReport, { state: CardOutcome['state'] }>,
  ): Promise<boolean> {
    const { clock, jobs, orders } = this.settings
    const at = clock.now()
    await lockAccount(tx, organizationId)
    const outcome: CardOutcome = {
      state: report.state,
      declineCode: report.state === 'DECLINED' ? report.code : null,
      card: report.state === 'SUCCEEDED' ? report.card : null,
    }
    if (!(await settlePayment(tx, id, outcome, at))) return false
    if (report.state !== 'SUCCEEDED') {
      await orders.fail(tx, orderId, report.state === 'DECLINED' ? 'CARD_DECLINED' : 'CARD_NOT_CHARGED')
      return true
    }
    if ((await orders.complete(tx, orderId)) === 'COMPLETED') return true
    // Cancelled while the card was being charged: the money goes back.
    await insertCardRefund(tx, { orderId, cents, cause: 'NOT_ORDERED', at })
    await jobs.add(tx, RefundCards, {})
    await recordAudit(tx, {
      action: 'CARD_CHARGE_RETURNED',
      actor: 'SYSTEM',
      request: { requestId: newId('request'), address: null, userAgent: null, reason: null },
      organizationId,
      subject: { kind: 'order', ids: [orderId, id] },
      at,
    })
    return true
  }
}
