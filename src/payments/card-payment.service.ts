import type { Logger } from 'pino'
import type { Mode } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { noteReference, type OpenCardPayment, openPaymentOfOrder } from './card-payment.queries.js'
import type { CardPaymentSettler } from './card-payment.settler.js'
import { type CardProcessorName, type CardProcessors, ProcessorTrouble } from './card-processor.js'

/** Charges cards for orders that were opened and committed, outside of any transaction. */
export class CardPaymentService {
  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
    private readonly processors: CardProcessors,
    private readonly settler: CardPaymentSettler,
  ) {}

  /** Who charges cards in this mode; null if nobody does. */
  processor(mode: Mode): CardProcessorName | null {
    return this.processors[mode]?.name ?? null
  }

  /**
   * Charges the card for the order, once however often it is called, and completes or fails it. Resolves within two
   * answers of the processor: when these do not come the payment stays open, and `SettleCardPayments` ends it.
   */
  async pay(orderId: string, token: string): Promise<void> {
    const payment = await openPaymentOfOrder(this.database, orderId)
    if (payment === null) return
    try {
      const reference = payment.reference ?? (await this.#prepare(payment, token))
      if (reference === null) return
      const report = await this.settler.processorOf(payment).charge(reference, payment.id)
      await this.settler.settle(payment, report)
    } catch (error) {
      if (!(error instanceof ProcessorTrouble)) throw error
      this.logger.warn({ err: error, cardPaymentId: payment.id }, 'a card payment stays open')
    }
  }

  /** Null when the payment ended on the way. The reference is committed before anything can be charged. */
  async #prepare(payment: OpenCardPayment, token: string): Promise<string | null> {
    const { id: paymentId, orderId, cents, currency } = payment
    const prepared = await this.settler.processorOf(payment).prepare({ paymentId, orderId, cents, currency }, token)
    if ('declined' in prepared) {
      await this.settler.settle(payment, { state: 'DECLINED', code: prepared.declined })
      return null
    }
    const { reference } = prepared
    return (await this.database.transaction((tx) => noteReference(tx, paymentId, reference))) ? reference : null
  }
}
