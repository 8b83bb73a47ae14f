import type { FastifyInstance } from 'fastify'
import type { StripeWebhook } from '../payments/stripe.webhook.js'
import { errorBody } from './error-body.js'

/** Stripe's events have some kilobytes. */
const MAX_EVENT_BYTES = 500_000

/** `POST /webhooks/stripe`: hears what became of card payments. The signature, over the body as it came, is the key. */
export async function registerStripeWebhook(app: FastifyInstance, webhook: StripeWebhook): Promise<void> {
  await app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_EVENT_BYTES }, (_request, body, parsed) =>
      parsed(null, body),
    )
    scope.post<{ Body: Buffer }>('/webhooks/stripe', { bodyLimit: MAX_EVENT_BYTES }, async (request, reply) => {
      const { 'stripe-signature': signature } = request.headers
      const isHeard =
        typeof signature === 'string' && Buffer.isBuffer(request.body) && (await webhook.hear(request.body, signature))
      if (isHeard) return await reply.send({ received: true })
      const message = 'expected an event with a signature of Stripe’s by the secret of this endpoint'
      return await reply.code(400).send(errorBody('BAD_SIGNATURE', message, request.id))
    })
    done()
  })
}
