import Stripe from 'stripe'
import {
  type CardCharge,
  type CardProcessor,
  type CardRefundOrder,
  type ChargeReport,
  type PreparedCharge,
  ProcessorTrouble,
  type RefundReport,
  wordOf,
} from './card-processor.js'

/** How the gateway reaches Stripe. */
export interface StripeSettings {
  /** `sk_…`, or a restricted `rk_…` that may write PaymentIntents and refunds. */
  secretKey: string
  /** `whsec_…` of the endpoint `/webhooks/stripe`. */
  webhookSecret: string
  apiUrl: URL
}

/** How long one answer may take: a caller of `placeOrder` waits for two. */
const TIMEOUT_MS = 8_000
/** Where a refund carries the id that the gateway gave it. */
const REFUND_KEY = 'gateway_refund'
const LATEST_CHARGE = ['latest_charge']

type PaymentIntent = Stripe.PaymentIntent

/**
 * Cards charged by Stripe (docs.stripe.com/api/payment_intents). A PaymentIntent is created without being confirmed, and
 * confirmed once its id is committed. Idempotency keys are the gateway's own ids; where Stripe has forgotten one (after a
 * day), the state of the PaymentIntent, and the metadata of refunds, say what was done.
 */
export class StripeProcessor implements CardProcessor {
  readonly name = 'STRIPE'
  readonly #stripe: Stripe

  constructor({ secretKey, apiUrl }: StripeSettings) {
    this.#stripe = new Stripe(secretKey, {
      host: apiUrl.hostname,
      ...(apiUrl.port !== '' && { port: apiUrl.port }),
      protocol: apiUrl.protocol === 'http:' ? 'http' : 'https',
      timeout: TIMEOUT_MS,
      // Repeated by the job that settles, which the caller does not wait for.
      maxNetworkRetries: 0,
      telemetry: false,
    })
  }

  async prepare({ paymentId, orderId, cents, currency }: CardCharge, token: string): Promise<PreparedCharge> {
    try {
      const { id } = await this.#stripe.paymentIntents.create(
        {
          amount: cents,
          currency: currency.toLowerCase(),
          payment_method: token,
          allowed_payment_method_types: ['card'],
          metadata: { gateway_payment: paymentId, gateway_order: orderId },
        },
        { idempotencyKey: `${paymentId}:prepare` },
      )
      return { reference: id }
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal === null) throw troubleOf(error)
      return { declined: refusal }
    }
  }

  async charge(reference: string, paymentId: string): Promise<ChargeReport> {
    try {
      // Nobody is there to answer a bank's question: a card that asks one is declined.
      const params = { error_on_requires_action: true, expand: LATEST_CHARGE }
      return reportOf(
        await this.#stripe.paymentIntents.confirm(reference, params, { idempotencyKey: `${paymentId}:charge` }),
      )
    } catch (error) {
      const code = refusalOf(error)
      if (code === null) throw troubleOf(error)
      if (error instanceof Stripe.errors.StripeCardError) return { state: 'DECLINED', code }
      // It cannot be confirmed: it was before, or never will be. What it became counts, once nothing more can come.
      const report = await this.cancel(reference)
      return report.state === 'CANCELLED' ? { state: 'DECLINED', code } : report
    }
  }

  async find(reference: string): Promise<ChargeReport> {
    try {
      return reportOf(await this.#stripe.paymentIntents.retrieve(reference, { expand: LATEST_CHARGE }))
    } catch (error) {
      throw troubleOf(error)
    }
  }

  async cancel(reference: string): Promise<ChargeReport> {
    try {
      return reportOf(await this.#stripe.paymentIntents.cancel(reference, { cancellation_reason: 'abandoned' }))
    } catch (error) {
      // It succeeded, is on its way, or was cancelled before: see which.
      if (error instanceof Stripe.errors.StripeInvalidRequestError) return await this.find(reference)
      throw troubleOf(error)
    }
  }

  async refund(order: CardRefundOrder): Promise<RefundReport> {
    const { refundId, charge, cents } = order
    try {
      const before = await this.#refundOf(order)
      if (before !== null) return refundReportOf(before)
      const params = { payment_intent: charge, amount: cents, metadata: { [REFUND_KEY]: refundId } }
      return refundReportOf(await this.#stripe.refunds.create(params, { idempotencyKey: refundId }))
    } catch (error) {
      const code = refusalOf(error)
      if (code === null) throw troubleOf(error)
      return { state: 'FAILED', reference: null, code }
    }
  }

  /** Asked before each attempt: the idempotency key alone holds for a day only. */
  async #refundOf({ charge, refundId, reference }: CardRefundOrder): Promise<Stripe.Refund | null> {
    if (reference !== null) return await this.#stripe.refunds.retrieve(reference)
    for await (const refund of this.#stripe.refunds.list({ payment_intent: charge, limit: 100 })) {
      if (refund.metadata?.[REFUND_KEY] === refundId) return refund
    }
    return null
  }
}

/** Stripe's states in the gateway's words (docs.stripe.com/payments/paymentintents/lifecycle). */
function reportOf(intent: PaymentIntent): ChargeReport {
  const { status, last_payment_error: error, amount_received: cents, currency } = intent
  if (status === 'succeeded')
    return { state: 'SUCCEEDED', cents, currency: currency.toUpperCase(), card: cardOf(intent) }
  if (status === 'canceled') return { state: 'CANCELLED' }
  if (status === 'requires_confirmation') return { state: 'READY' }
  if (status === 'requires_payment_method')
    return { state: 'DECLINED', code: wordOf(error?.decline_code || error?.code) }
  return { state: 'PROCESSING' }
}

function cardOf({ latest_charge: charge }: PaymentIntent): { brand: string; last4: string } | null {
  const card = typeof charge === 'object' ? charge?.payment_method_details?.card : undefined
  return card?.brand != null && card.last4 != null ? { brand: card.brand, last4: card.last4 } : null
}

function refundReportOf({ id, status, failure_reason: reason }: Stripe.Refund): RefundReport {
  if (status === 'succeeded') return { state: 'SUCCEEDED', reference: id, code: null }
  const failed = status === 'failed' || status === 'canceled'
  return { state: failed ? 'FAILED' : 'WAITING', reference: id, code: failed ? wordOf(reason ?? status) : null }
}

/** Why Stripe refused for good, in its word; null for whatever may come out otherwise another time. */
function refusalOf(error: unknown): string | null {
  const { StripeCardError, StripeInvalidRequestError } = Stripe.errors
  if (!(error instanceof StripeCardError) && !(error instanceof StripeInvalidRequestError)) return null
  // A conflict of two calls at once, or too many of them, is no refusal.
  if (error.statusCode === 409 || error.statusCode === 429) return null
  return wordOf(error.decline_code || error.code)
}

/** The kind of error alone: Stripe's texts name tokens. */
function troubleOf(error: unknown): ProcessorTrouble {
  if (!(error instanceof Stripe.errors.StripeError)) throw error
  return new ProcessorTrouble(error.statusCode === undefined ? error.type : `${error.type} ${error.statusCode}`)
}
