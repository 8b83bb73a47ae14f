/** An answer of Stripe's. */
export interface StripeAnswer {
  status: number
  body: object
}

interface Intent {
  id: string
  object: 'payment_intent'
  amount: number
  amount_received: number
  currency: string
  status: string
  payment_method: string | null
  payment_method_types: string[]
  capture_method: string
  confirmation_method: string
  latest_charge: object | null
  last_payment_error: object | null
  metadata: Record<string, string>
  canceled_at: number | null
  cancellation_reason: string | null
  created: number
  livemode: boolean
}

interface Refund {
  id: string
  object: 'refund'
  amount: number
  currency: string
  payment_intent: string
  status: string
  failure_reason?: string
  metadata: Record<string, string>
  created: number
}

/** Tokens that are declined, with the codes that Stripe publishes for them. */
const DECLINED: Readonly<Record<string, { code: string; decline_code?: string }>> = {
  pm_card_chargeDeclinedInsufficientFunds: { code: 'card_declined', decline_code: 'insufficient_funds' },
  pm_card_chargeDeclinedExpiredCard: { code: 'expired_card' },
  pm_card_authenticationRequired: { code: 'authentication_required', decline_code: 'authentication_required' },
}
const ACCEPTED = ['pm_card_visa', 'pm_card_refundFail', 'pm_card_pendingRefund']

/** What Stripe knows: PaymentIntents and refunds in the shapes of its API, as far as the gateway reads them. */
export class LoopbackStripe {
  readonly intents: Intent[] = []
  readonly refunds: Refund[] = []

  /** Cents that were charged and not paid back. */
  get takenCents(): number {
    const charged = this.intents.reduce((sum, intent) => sum + intent.amount_received, 0)
    const back = this.refunds.filter((refund) => refund.status !== 'failed')
    return charged - back.reduce((sum, refund) => sum + refund.amount, 0)
  }

  answer(method: string, path: string, params: URLSearchParams): StripeAnswer {
    const [, , kind, id = '', verb = ''] = path.split('/')
    if (kind === 'refunds') return this.#refundCall(method, id, params)
    if (method === 'POST' && id === '') return this.#create(params)
    const intent = this.intents.find((one) => one.id === id)
    if (intent === undefined) return invalid('resource_missing', `No such payment_intent: '${id}'`)
    if (verb === 'confirm') return this.#confirm(intent)
    if (verb === 'cancel') return this.#cancel(intent)
    return { status: 200, body: intent }
  }

  #create(params: URLSearchParams): StripeAnswer {
    const token = params.get('payment_method') ?? ''
    if (![...ACCEPTED, ...Object.keys(DECLINED)].includes(token)) {
      return invalid('resource_missing', `No such PaymentMethod: '${token}'`)
    }
    const amount = Number(params.get('amount'))
    if (amount < 50) return invalid('amount_too_small', 'Amount must be at least $0.50 usd')
    if (params.get('allowed_payment_method_types[0]') !== 'card') return invalid('parameter_missing', 'cards only')
    const intent: Intent = {
      id: `pi_${this.intents.length + 1}`,
      object: 'payment_intent',
      amount,
      amount_received: 0,
      currency: params.get('currency') ?? '',
      status: 'requires_confirmation',
      payment_method: token,
      payment_method_types: ['card'],
      capture_method: 'automatic_async',
      confirmation_method: 'automatic',
      latest_charge: null,
      last_payment_error: null,
      metadata: metadataOf(params),
      canceled_at: null,
      cancellation_reason: null,
      created: 1_700_000_000,
      livemode: false,
    }
    this.intents.push(intent)
    return { status: 200, body: intent }
  }

  #confirm(intent: Intent): StripeAnswer {
    if (intent.status !== 'requires_confirmation') return unexpected(intent)
    const token = intent.payment_method ?? ''
    const declined = DECLINED[token]
    if (declined !== undefined) {
      const error = { type: 'card_error', message: 'Your card was declined.', ...declined }
      Object.assign(intent, { status: 'requires_payment_method', payment_method: null, last_payment_error: error })
      return { status: 402, body: { error: { ...error, payment_intent: intent } } }
    }
    const card = { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2030 }
    const details = { type: 'card', card }
    const charge = { id: `ch_${intent.id}`, object: 'charge', amount: intent.amount, payment_method_details: details }
    Object.assign(intent, { status: 'succeeded', amount_received: intent.amount, latest_charge: charge })
    return { status: 200, body: intent }
  }

  #cancel(intent: Intent): StripeAnswer {
    if (['succeeded', 'canceled', 'processing'].includes(intent.status)) return unexpected(intent)
    Object.assign(intent, { status: 'canceled', canceled_at: 1_700_000_000, cancellation_reason: 'abandoned' })
    return { status: 200, body: intent }
  }

  #refundCall(method: string, id: string, params: URLSearchParams): StripeAnswer {
    const charge = params.get('payment_intent') ?? ''
    if (method === 'GET' && id === '') {
      const data = this.refunds.filter((refund) => refund.payment_intent === charge)
      return { status: 200, body: { object: 'list', data, has_more: false, url: '/v1/refunds' } }
    }
    if (method === 'GET') {
      const refund = this.refunds.find((one) => one.id === id)
      return refund === undefined
        ? invalid('resource_missing', `No such refund: '${id}'`)
        : { status: 200, body: refund }
    }
    const intent = this.intents.find((one) => one.id === charge)
    if (intent === undefined) return invalid('resource_missing', `No such payment_intent: '${charge}'`)
    const amount = Number(params.get('amount'))
    const before = this.refunds.filter((refund) => refund.payment_intent === charge && refund.status !== 'failed')
    if (before.reduce((sum, refund) => sum + refund.amount, amount) > intent.amount_received) {
      return invalid('charge_already_refunded', 'Refund amount is greater than unrefunded amount on charge')
    }
    const isRefused = intent.payment_method === 'pm_card_refundFail'
    const isPending = intent.payment_method === 'pm_card_pendingRefund'
    const refund: Refund = {
      id: `re_${this.refunds.length + 1}`,
      object: 'refund',
      amount,
      currency: intent.currency,
      payment_intent: charge,
      status: isRefused ? 'failed' : isPending ? 'pending' : 'succeeded',
      ...(isRefused && { failure_reason: 'expired_or_canceled_card' }),
      metadata: metadataOf(params),
      created: 1_700_000_000,
    }
    this.refunds.push(refund)
    return { status: 200, body: refund }
  }
}

function metadataOf(params: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    [...params].flatMap(([name, value]) => {
      const [, key] = /^metadata\[(\w+)\]$/.exec(name) ?? []
      return key === undefined ? [] : [[key, value]]
    }),
  )
}

function invalid(code: string, message: string): StripeAnswer {
  return {
    status: code === 'resource_missing' ? 404 : 400,
    body: { error: { type: 'invalid_request_error', code, message } },
  }
}

function unexpected(intent: Intent): StripeAnswer {
  const message = `This PaymentIntent's status is ${intent.status}`
  const code = 'payment_intent_unexpected_state'
  return { status: 400, body: { error: { type: 'invalid_request_error', code, message, payment_intent: intent } } }
}
