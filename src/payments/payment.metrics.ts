import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Database } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import type { CardProcessor } from './card-processor.js'

type Figure = 'open' | 'oldestSeconds' | 'refundsWaiting' | 'refundsFailed'

const STANDING = readStatement<Record<Figure, number>>(
  'card_payments_standing',
  `select count(*)::int as open,
          coalesce(extract(epoch from $1::timestamptz - min(created_at)), 0)::float8 as "oldestSeconds",
          (select count(*)::int from card_refunds where state = 'WAITING') as "refundsWaiting",
          (select count(*)::int from card_refunds where state = 'FAILED') as "refundsFailed"
     from card_payments where state = 'CREATED'`,
)

const GAUGES: readonly (readonly [Figure, string, string])[] = [
  ['open', 'gateway_card_payments_open', 'Card payments of which the processor has not said its last word.'],
  ['oldestSeconds', 'gateway_card_payment_oldest_open_seconds', 'Age of the oldest of them; 0 if there is none.'],
  ['refundsWaiting', 'gateway_card_refunds_waiting', 'Refunds to cards that are on their way.'],
  ['refundsFailed', 'gateway_card_refunds_failed', 'Refunds that banks refused: staff pay back otherwise.'],
]

/** Figures of cards for Prometheus. */
export class PaymentMetrics {
  readonly #payments: Counter<'outcome'>
  readonly #refunds: Counter<'outcome'>
  readonly #seconds: Histogram<'processor' | 'call' | 'outcome'>

  constructor(
    registry: Registry,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    const registers = [registry]
    this.#payments = new Counter({
      name: 'gateway_card_payments_total',
      help: 'Card payments that were settled, by outcome: succeeded, declined, cancelled.',
      labelNames: ['outcome'],
      registers,
    })
    this.#refunds = new Counter({
      name: 'gateway_card_refunds_total',
      help: 'Refunds to cards that ended, by outcome: succeeded, failed.',
      labelNames: ['outcome'],
      registers,
    })
    this.#seconds = new Histogram({
      name: 'gateway_card_processor_seconds',
      help: 'How long the payment processor took to answer, by call; outcome: answered, or trouble.',
      labelNames: ['processor', 'call', 'outcome'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    })
    for (const [figure, name, help] of GAUGES) {
      const gauge: Gauge = new Gauge({ name, help, registers, collect: () => this.#collect(gauge, figure) })
    }
  }

  /** Counts a payment that was settled. */
  payment(outcome: string): void {
    this.#payments.inc({ outcome: outcome.toLowerCase() })
  }

  /** Counts a refund that ended. */
  refund(outcome: string): void {
    this.#refunds.inc({ outcome: outcome.toLowerCase() })
  }

  /** The processor, with a watch on each of its answers. */
  watched(processor: CardProcessor): CardProcessor {
    const { name } = processor
    const timed = async <Answer>(call: string, answer: Promise<Answer>): Promise<Answer> => {
      const end = this.#seconds.startTimer({ processor: name, call })
      return await answer.then(
        (value) => {
          end({ outcome: 'answered' })
          return value
        },
        (error) => {
          end({ outcome: 'trouble' })
          throw error
        },
      )
    }
    return {
      name,
      prepare: (charge, token) => timed('prepare', processor.prepare(charge, token)),
      charge: (reference, paymentId) => timed('charge', processor.charge(reference, paymentId)),
      find: (reference) => timed('find', processor.find(reference)),
      cancel: (reference, paymentId) => timed('cancel', processor.cancel(reference, paymentId)),
      refund: (order) => timed('refund', processor.refund(order)),
    }
  }

  /** Counted when asked for; a database that is away fails no scrape. */
  async #collect(gauge: Gauge, figure: Figure): Promise<void> {
    if (!this.database.dataSource.isInitialized) return
    const rows = await this.database.rows(STANDING, [this.clock.now()]).catch(() => [])
    for (const row of rows) gauge.set(row[figure])
  }
}
