import type { Mode } from '../auth/actor.js'

/** Who charges cards: Stripe for real ones, the gateway's own for play money. */
export const CARD_PROCESSORS = ['STRIPE', 'BUILT_IN'] as const
export type CardProcessorName = (typeof CARD_PROCESSORS)[number]

/** A charge to be made ready. `paymentId` is its idempotency key: the same payment gives the same charge. */
export interface CardCharge {
  paymentId: string
  orderId: string
  cents: number
  /** ISO 4217. */
  currency: string
}

/** What a processor says of a charge. */
export type ChargeReport =
  /** Made ready, and nothing moved. */
  | { state: 'READY' }
  /** On its way; nobody knows yet. */
  | { state: 'PROCESSING' }
  | { state: 'SUCCEEDED'; cents: number; currency: string; card: { brand: string; last4: string } | null }
  /** For good; `code` is the processor's word, `insufficient_funds` for instance. */
  | { state: 'DECLINED'; code: string }
  /** For good: it can never be charged any more. */
  | { state: 'CANCELLED' }

/** A charge that was made ready, or a card that cannot even be tried. */
export type PreparedCharge = { reference: string } | { declined: string }

/** Money to be paid back; `refundId` is its idempotency key. */
export interface CardRefundOrder {
  refundId: string
  /** Of the charge. */
  charge: string
  cents: number
  /** Of the refund, once the processor gave it one. */
  reference: string | null
}

/** What a processor says of a refund. */
export interface RefundReport {
  state: 'WAITING' | 'SUCCEEDED' | 'FAILED'
  reference: string | null
  /** Why it failed, in the processor's word. */
  code: string | null
}

/**
 * What the gateway asks of a payment processor. A charge is made in two steps, so that its reference is committed before
 * money can move: whoever comes later asks for it by that, and no charge can be forgotten. Every call can be repeated.
 * Each throws `ProcessorTrouble` when nobody knows what came of it.
 */
export interface CardProcessor {
  readonly name: CardProcessorName
  /** Makes a charge ready; moves nothing. */
  prepare(charge: CardCharge, token: string): Promise<PreparedCharge>
  /** Charges what was made ready, once, however often it is called. */
  charge(reference: string, paymentId: string): Promise<ChargeReport>
  find(reference: string): Promise<ChargeReport>
  /** Sees to it that it can never be charged; what had come before is what is reported. */
  cancel(reference: string, paymentId: string): Promise<ChargeReport>
  refund(order: CardRefundOrder): Promise<RefundReport>
}

/** The processor of each mode; null where none is configured. */
export type CardProcessors = Readonly<Record<Mode, CardProcessor | null>>

/** Nobody knows what came of a call: it timed out, say. `code` is safe to log: no text of the processor's is in it. */
export class ProcessorTrouble extends Error {
  override readonly name = 'ProcessorTrouble'

  constructor(readonly code: string) {
    super(`the payment processor gave no answer to act on: ${code}`)
  }
}

const WORD = /^[a-z0-9_]{1,100}$/

/** A processor's word for why it refused, or `unknown` for what is no word. */
export function wordOf(text: string | null | undefined): string {
  return text != null && WORD.test(text) ? text : 'unknown'
}
