import type { FastifyInstance, FastifyReply } from 'fastify'

/** What applications in browsers may ask, by the origins of the configuration. */
const METHODS: Readonly<Record<string, string>> = { '/graphql': 'GET, POST', '/uploads/:token': 'PUT' }
const REQUEST_HEADERS =
  'apollo-require-preflight, authorization, content-type, gateway-mode, gateway-reason, traceparent, x-apollo-operation-name'
const ANSWER_HEADERS = 'ratelimit, ratelimit-policy, retry-after, x-request-id'
const PREFLIGHT_SECONDS = 600
const MESSAGE = 'Origin: expected one that this gateway is configured for'

/**
 * Lets applications of these origins, each exactly as browsers send it, ask from pages of theirs; without any, nobody. A
 * browser's own credentials are never allowed: a key or token goes in a header that the application sets.
 */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return
  const allowed: ReadonlySet<string | undefined> = new Set(origins)
  const allow = (reply: FastifyReply, origin: string | undefined) => {
    reply.header('vary', 'origin')
    if (origin !== undefined && allowed.has(origin)) reply.header('access-control-allow-origin', origin)
  }
  app.addHook('onRequest', async ({ routeOptions, headers, method }, reply) => {
    if (method === 'OPTIONS' || !Object.hasOwn(METHODS, routeOptions.url ?? '')) return
    allow(reply, headers.origin)
    reply.header('access-control-expose-headers', ANSWER_HEADERS)
  })
  for (const [url, methods] of Object.entries(METHODS)) {
    app.options(url, async ({ headers: { origin } }, reply) => {
      allow(reply, origin)
      if (!allowed.has(origin)) throw Object.assign(new Error(MESSAGE), { statusCode: 403 })
      return await reply
        .code(204)
        .header('access-control-allow-methods', methods)
        .header('access-control-allow-headers', REQUEST_HEADERS)
        .header('access-control-max-age', PREFLIGHT_SECONDS)
        .send()
    })
  }
}
