import type { PaymentMethod } from '../../accounts/payment-method.js'
import type { UserErrorItem } from '../../kernel/errors.js'
import type { CardInput } from './card.inputs.js'

/** As Stripe writes ids of payment methods. */
const TOKEN = /^pm_[A-Za-z0-9_]{1,200}$/

/** What is wrong with the card of an order. A token is never said back: it could be a card number, pasted by mistake. */
export function checkCard(method: PaymentMethod, card: CardInput | null | undefined): UserErrorItem[] {
  if (method !== 'CREDIT_CARD') {
    return card == null ? [] : [invalid(['card'], `expected no card with ${method}, got one`)]
  }
  if (card == null) return [invalid(['card'], 'expected the card to charge with CREDIT_CARD, got none')]
  if (TOKEN.test(card.token)) return []
  const expected = 'expected an id that begins with pm_, as the payment processor gives it; got something else'
  const isNumber = /^[\d\s-]{12,30}$/.test(card.token)
  return [invalid(['card', 'token'], isNumber ? `${expected}: never send a card number` : expected)]
}

/** Why the card of an order was not charged, for whoever placed it. */
export function cardFailure(declineCode: string | null): UserErrorItem {
  const why = declineCode === null ? 'the payment was called off in time' : `the card was declined: ${declineCode}`
  const message = `${why}; nothing was charged and the order failed. Place it again under a new idempotency key`
  return { code: 'CARD_NOT_CHARGED', field: ['card'], message }
}

function invalid(field: string[], message: string): UserErrorItem {
  return { code: 'INVALID_INPUT', field, message }
}
