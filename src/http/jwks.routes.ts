import type { FastifyInstance } from 'fastify'
import type { SigningKeys } from '../people/signing-keys.js'

/** Much shorter than a new key is published before it signs. */
const MAX_AGE_SECONDS = 300

/** `GET /.well-known/jwks.json`: the public keys of access tokens (RFC 7517), for whoever wants to check one. */
export function registerJwks(app: FastifyInstance, keys: SigningKeys): void {
  app.get('/.well-known/jwks.json', async (_request, reply) =>
    reply
      .type('application/jwk-set+json')
      .header('cache-control', `public, max-age=${MAX_AGE_SECONDS}`)
      .send(JSON.stringify({ keys: await keys.published() })),
  )
}
