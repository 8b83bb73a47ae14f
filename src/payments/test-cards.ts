import type { ChargeReport, RefundReport } from './card-processor.js'

/** What a test card does with a charge. `LATE` ones answer nobody at first, and are found to have done it later. */
type Ending = 'SUCCEEDED' | 'SUCCEEDED_LATE' | 'NEVER' | { declined: string } | { declinedLate: string }

interface TestCard {
  brand: string
  last4: string
  ending: Ending
  refund: RefundReport['state']
}

/** After so long a late answer is there. */
export const LATE_SECONDS = 20

const card = (
  brand: string,
  last4: string,
  ending: Ending = 'SUCCEEDED',
  refund: TestCard['refund'] = 'SUCCEEDED',
) => ({
  brand,
  last4,
  ending,
  refund,
})
const declining = (last4: string, declined: string) => card('visa', last4, { declined })

/**
 * Tokens of the test mode: those that Stripe publishes for its well-known test cards (docs.stripe.com/testing), so that
 * an integration is tested here and there alike; and `pm_test_…` of our own for what no processor does on demand.
 */
export const TEST_CARDS: Readonly<Record<string, TestCard>> = {
  pm_card_visa: card('visa', '4242'),
  pm_card_visa_debit: card('visa', '5556'),
  pm_card_mastercard: card('mastercard', '4444'),
  pm_card_mastercard_debit: card('mastercard', '3222'),
  pm_card_mastercard_prepaid: card('mastercard', '5100'),
  pm_card_amex: card('amex', '8431'),
  pm_card_discover: card('discover', '9424'),
  pm_card_diners: card('diners', '0004'),
  pm_card_jcb: card('jcb', '0505'),
  pm_card_unionpay: card('unionpay', '0005'),
  pm_card_visa_chargeDeclined: declining('0002', 'generic_decline'),
  pm_card_chargeDeclined: declining('0002', 'generic_decline'),
  pm_card_visa_chargeDeclinedInsufficientFunds: declining('9995', 'insufficient_funds'),
  pm_card_chargeDeclinedInsufficientFunds: declining('9995', 'insufficient_funds'),
  pm_card_visa_chargeDeclinedLostCard: declining('9987', 'lost_card'),
  pm_card_visa_chargeDeclinedStolenCard: declining('9979', 'stolen_card'),
  pm_card_chargeDeclinedExpiredCard: declining('0069', 'expired_card'),
  pm_card_chargeDeclinedIncorrectCvc: declining('0127', 'incorrect_cvc'),
  pm_card_chargeDeclinedProcessingError: declining('0119', 'processing_error'),
  pm_card_visa_chargeDeclinedVelocityLimitExceeded: declining('6975', 'card_velocity_exceeded'),
  pm_card_authenticationRequired: declining('3184', 'authentication_required'),
  pm_card_pendingRefund: card('visa', '7726', 'SUCCEEDED', 'WAITING'),
  pm_card_refundFail: card('visa', '5126', 'SUCCEEDED', 'FAILED'),
  pm_test_succeedsLate: card('visa', '0001', 'SUCCEEDED_LATE'),
  pm_test_declinesLate: card('visa', '0003', { declinedLate: 'generic_decline' }),
  pm_test_neverAnswers: card('visa', '0006', 'NEVER'),
}

/** A charge of a test card as it lies in the database. */
export interface TestCharge {
  token: string
  cents: number
  currency: string
  confirmedAt: Date | null
  cancelledAt: Date | null
}

/** What becomes of a charge follows from its card and from the time. */
export function reportOf({ token, cents, currency, confirmedAt, cancelledAt }: TestCharge, at: Date): ChargeReport {
  const { ending, brand, last4 } = testCard(token)
  if (cancelledAt !== null) return { state: 'CANCELLED' }
  if (confirmedAt === null) return { state: 'READY' }
  const isLate = at.getTime() - confirmedAt.getTime() >= LATE_SECONDS * 1000
  const succeeded: ChargeReport = { state: 'SUCCEEDED', cents, currency, card: { brand, last4 } }
  if (ending === 'SUCCEEDED') return succeeded
  if (ending === 'NEVER') return { state: 'PROCESSING' }
  if (ending === 'SUCCEEDED_LATE') return isLate ? succeeded : { state: 'PROCESSING' }
  if ('declined' in ending) return { state: 'DECLINED', code: ending.declined }
  return isLate ? { state: 'DECLINED', code: ending.declinedLate } : { state: 'PROCESSING' }
}

/** The card of a token that a charge was made ready with. */
export function testCard(token: string): TestCard {
  const known = TEST_CARDS[token]
  if (known === undefined) throw new Error('a charge was made ready with a token that is no test card')
  return known
}
