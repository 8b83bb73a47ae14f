import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { Config } from './config.js'
import type { Database } from './db/database.js'
import { registerStripeWebhook } from './http/stripe-webhook.routes.js'
import type { JobDefinition } from './jobs/job.definition.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import { CardRefundResolver, OrderCardResolver } from './orders/card/order-card.resolver.js'
import { openedOrder } from './orders/order.record.queries.js'
import { OrderRecorder } from './orders/order.recorder.js'
import { BuiltInProcessor } from './payments/built-in.processor.js'
import { CardPaymentService } from './payments/card-payment.service.js'
import { CardPaymentSettler } from './payments/card-payment.settler.js'
import {
  BackOfficeCardRefundFieldsResolver,
  BackOfficeCardRefundsResolver,
} from './payments/card-refund.back-office.resolver.js'
import { CardRefundService } from './payments/card-refund.service.js'
import { PaymentMetrics } from './payments/payment.metrics.js'
import { CARD_JOBS_EVERY_SECONDS, RefundCards, SettleCardPayments } from './payments/settle-card-payments.job.js'
import { StripeProcessor } from './payments/stripe.processor.js'
import { StripeWebhook } from './payments/stripe.webhook.js'

/** Kinds of jobs of cards. */
export const CARD_JOBS: readonly JobDefinition<object>[] = [SettleCardPayments, RefundCards]

/** Payment of orders by card. */
export interface Cards {
  payments: CardPaymentService
  settler: CardPaymentSettler
  refunds: CardRefundService
  resolvers: object[]
  registerRoutes(app: FastifyInstance): Promise<void>
  /** Lets this process look after payments and refunds. */
  startWork(): void
}

/** What it is made from. */
export interface CardsParts {
  config: Config
  database: Database
  clock: Clock
  jobs: JobQueue
  logger: Logger
  metrics: Registry
}

/** Builds it for one process: play money is charged by the gateway's own processor, real cards by Stripe if configured. */
export function createCards({ config: { stripe }, database, clock, jobs, logger, ...parts }: CardsParts): Cards {
  const metrics = new PaymentMetrics(parts.metrics, database, clock)
  const processors = {
    TEST: metrics.watched(new BuiltInProcessor(database, clock)),
    LIVE: stripe === null ? null : metrics.watched(new StripeProcessor(stripe)),
  }
  const recorder = new OrderRecorder(clock, jobs)
  const orders = {
    complete: recorder.complete.bind(recorder),
    fail: recorder.fail.bind(recorder),
    isWaiting: async (orderId: string) => (await openedOrder(database, orderId)).status === 'PENDING',
  }
  const settler = new CardPaymentSettler({ database, clock, jobs, logger, metrics, processors, orders })
  const refunds = new CardRefundService({ database, clock, logger, metrics, processors })
  return {
    payments: new CardPaymentService(database, logger, processors, settler),
    settler,
    refunds,
    resolvers: [
      new OrderCardResolver(database),
      new CardRefundResolver(),
      new BackOfficeCardRefundsResolver(database),
      new BackOfficeCardRefundFieldsResolver(),
    ],
    async registerRoutes(app) {
      if (stripe === null) return
      await registerStripeWebhook(app, new StripeWebhook(database, clock, jobs, stripe.webhookSecret))
    },
    startWork() {
      jobs.work(SettleCardPayments, (_data, stopping) => settler.settleDue(stopping))
      jobs.work(RefundCards, (_data, stopping) => refunds.refundDue(stopping))
      jobs.every(CARD_JOBS_EVERY_SECONDS, SettleCardPayments)
      jobs.every(CARD_JOBS_EVERY_SECONDS, RefundCards)
    },
  }
}
