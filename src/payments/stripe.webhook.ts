import Stripe from 'stripe'
import type { Database } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { ringFor } from './card-payment.queries.js'
import { RefundCards, SettleCardPayments } from './settle-card-payments.job.js'

/** A signature is good for so long after its making (docs.stripe.com/webhooks#replay-attacks). */
const TOLERANCE_SECONDS = 300

/**
 * Hears Stripe's events (docs.stripe.com/webhooks). An event only rings the bell: what it is about is asked of Stripe, so
 * it does not matter in which order events come, how often, or whether they come at all.
 */
export class StripeWebhook {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
    private readonly secret: string,
  ) {}

  /** False for what Stripe did not sign, or signed too long ago. */
  async hear(body: Buffer, signature: string): Promise<boolean> {
    const event = this.#verified(body, signature)
    if (event === null) return false
    const reference = chargeOf(event.data.object as unknown as Record<string, unknown>)
    if (reference !== null) {
      await this.database.transaction(async (tx) => {
        if (!(await ringFor(tx, 'STRIPE', reference, this.clock.now()))) return
        await this.jobs.add(tx, SettleCardPayments, {})
        await this.jobs.add(tx, RefundCards, {})
      })
    }
    return true
  }

  #verified(body: Buffer, signature: string): Stripe.Event | null {
    try {
      const receivedAt = this.clock.now().getTime()
      return Stripe.webhooks.constructEvent(body, signature, this.secret, TOLERANCE_SECONDS, undefined, receivedAt)
    } catch {
      return null
    }
  }
}

/** The PaymentIntent that an event is about: itself, or that of a charge, a refund or a dispute; null for none. */
function chargeOf(about: Record<string, unknown>): string | null {
  const id = about['object'] === 'payment_intent' ? about['id'] : about['payment_intent']
  return typeof id === 'string' ? id : null
}
