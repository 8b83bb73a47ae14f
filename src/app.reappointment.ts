import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { ClinicianService } from './clinicians/clinician.service.js'
import type { Database } from './db/database.js'
import type { JobDefinition } from './jobs/job.definition.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import type { Publisher } from './kernel/publisher.js'
import { CartCheckout } from './orders/cart/cart.checkout.js'
import { CartReappointments } from './orders/cart/cart.reappointments.js'
import { CartResolver, OrganizationCartResolver } from './orders/cart/cart.resolver.js'
import { CartService } from './orders/cart/cart.service.js'
import { OrderRecorder } from './orders/order.recorder.js'
import { OrderService } from './orders/order.service.js'
import {
  FLY_AUTOPILOT_EVERY_SECONDS,
  FlyReappointmentAutopilot,
  ReappointmentAutopilot,
} from './orders/reappointment/autopilot.job.js'
import { OrganizationReappointmentsResolver } from './orders/reappointment/organization-reappointments.resolver.js'
import { ReappointmentFlight } from './orders/reappointment/reappointment.flight.js'
import { ReappointmentMail } from './orders/reappointment/reappointment.mail.js'
import { ReappointmentMetrics } from './orders/reappointment/reappointment.metrics.js'
import {
  ReappointmentDecisionFieldsResolver,
  ReappointmentDueFieldsResolver,
  ReappointmentPolicyFieldsResolver,
  ReappointmentResolver,
} from './orders/reappointment/reappointment.resolver.js'
import { ReappointmentDecisionService } from './orders/reappointment/reappointment-decision.service.js'
import { ReappointmentPolicyService } from './orders/reappointment/reappointment-policy.service.js'
import type { CardPaymentService } from './payments/card-payment.service.js'

/** Kinds of jobs of the reappointment autopilot. */
export const REAPPOINTMENT_JOBS: readonly JobDefinition<object>[] = [FlyReappointmentAutopilot]

/** Carts, who is due for reappointment, and the autopilot. */
export interface Reappointment {
  autopilot: ReappointmentAutopilot
  resolvers: object[]
  /** Lets this process do the work. */
  startWork(): void
}

/** What it is made from. */
export interface ReappointmentParts {
  publisher: Publisher
  database: Database
  clock: Clock
  jobs: JobQueue
  logger: Logger
  registry: Registry
  /** Charges the cards of check-outs. */
  cards: CardPaymentService
}

/** Builds it for one process. */
export function createReappointment({
  publisher,
  database,
  clock,
  jobs,
  cards,
  ...parts
}: ReappointmentParts): Reappointment {
  const orders = new OrderService(database, clock, new OrderRecorder(clock, jobs), cards)
  const metrics = new ReappointmentMetrics(parts.registry)
  const flight = new ReappointmentFlight(clock, orders, new ReappointmentMail(jobs, clock, publisher))
  const autopilot = new ReappointmentAutopilot(database, clock, flight, metrics, parts.logger)
  const carts = new CartService(database, clock, orders)
  const clinicians = new ClinicianService(database, clock)
  return {
    autopilot,
    resolvers: [
      new CartResolver(carts, new CartCheckout(database, clock, orders, carts), new CartReappointments(carts)),
      new OrganizationCartResolver(carts),
      new ReappointmentResolver(
        new ReappointmentPolicyService(database, clock),
        new ReappointmentDecisionService(database, clock, orders, metrics),
      ),
      new OrganizationReappointmentsResolver(database, clock),
      new ReappointmentPolicyFieldsResolver(),
      new ReappointmentDueFieldsResolver(clinicians),
      new ReappointmentDecisionFieldsResolver(clinicians),
    ],
    startWork() {
      jobs.work(FlyReappointmentAutopilot, (_data, stopping) => autopilot.flyDue(stopping))
      jobs.every(FLY_AUTOPILOT_EVERY_SECONDS, FlyReappointmentAutopilot)
    },
  }
}
