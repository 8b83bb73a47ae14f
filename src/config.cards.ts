import { z } from 'zod'
import { isLoopback } from './config.openid.js'
import type { StripeSettings } from './payments/stripe.processor.js'

const DEFAULT_API = 'https://api.stripe.com'

/** The variables of the processor of real cards; the first two together or not at all. */
export const CARD_VARIABLES = {
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_[A-Za-z0-9_]+$/, 'expected a secret key of Stripe, sk_… or rk_…')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/=_]+$/, 'expected the signing secret of an endpoint at Stripe, whsec_…')
    .optional(),
  STRIPE_API_URL: z
    .string()
    .refine(
      (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).pathname === '/',
      {
        message: 'expected https:// and a host, without a path',
      },
    )
    .default(DEFAULT_API),
}

const TOGETHER = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'] as const

/** What is wrong with them together. */
export function cardProblems(given: Readonly<Record<string, string | undefined>>): string[] {
  const [missing, ...more] = TOGETHER.filter((name) => given[name] === undefined)
  const { STRIPE_API_URL: api = DEFAULT_API } = given
  const plain = URL.canParse(api) && new URL(api).protocol === 'http:' && !isLoopback(api)
  return [
    ...(missing === undefined || more.length > 0
      ? []
      : [`${missing}: required with the other of ${TOGETHER.join(' and ')}`]),
    ...(plain ? ['STRIPE_API_URL: expected https://, or http:// to this machine'] : []),
  ]
}

/** How Stripe is reached; null where no cards are taken in live mode. */
export function stripeOf(values: {
  STRIPE_SECRET_KEY?: string | undefined
  STRIPE_WEBHOOK_SECRET?: string | undefined
  STRIPE_API_URL: string
}): StripeSettings | null {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_URL: apiUrl } = values
  return secretKey === undefined || webhookSecret === undefined
    ? null
    : { secretKey, webhookSecret, apiUrl: new URL(apiUrl) }
}
