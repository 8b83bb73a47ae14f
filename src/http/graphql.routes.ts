import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { Actor, Refusal } from '../auth/actor.js'
import { Context } from '../graphql/context.js'
import { formatError } from '../graphql/errors.js'
import { documentLimitsRule } from '../graphql/limits/document-limits.rule.js'
import type { RateLimits } from '../limits/rate-limits.js'
import type { RequestLimits } from '../limits/request-limits.js'
import { limitAnonymous } from './anonymous.guard.js'
import { answerStatusPlugin } from './answer-status.plugin.js'
import type { Authenticator } from './authenticator.js'
import { errorBody } from './error-body.js'
import { PROTOCOL_ALONE } from './persisted-queries.plugin.js'
import { requestInfo } from './server.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, set before any GraphQL is read; null for whoever shows no credentials. */
    caller: Actor | null
  }
}

/**
 * `POST /graphql` and `GET /graphql` (queries only). Credentials that prove nobody are refused before anything is
 * parsed; without any, only what the schema opens to everybody is answered.
 */
export async function registerGraphql(
  app: FastifyInstance,
  schema: GraphQLSchema,
  authenticate: Authenticator,
  { plugins, limits, rates }: { plugins: ApolloServerPlugin<Context>[]; limits: RequestLimits; rates: RateLimits },
): Promise<ApolloServer<Context>> {
  const apollo = new ApolloServer<Context>({
    schema,
    formatError,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.document.tokens },
    // One past what an answer tells: that there are more.
    validationOptions: { maxErrors: limits.errors.count },
    validationRules: [documentLimitsRule(limits.document)],
    // Whoever shows no credentials gets no further than `anonymousPlugin`.
    introspection: true,
    persistedQueries: PROTOCOL_ALONE,
    // A page of the web cannot send these headers to us: credentials never come by themselves.
    csrfPrevention: { requestHeaders: ['authorization', 'apollo-require-preflight', 'x-apollo-operation-name'] },
    plugins: [
      ...plugins,
      answerStatusPlugin,
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginLandingPageDisabled(),
      // It would wrap every resolver to find out what the route says of every answer: no-store.
      ApolloServerPluginCacheControlDisabled(),
    ],
  })
  await apollo.start()
  app.decorateRequest('caller', null)
  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    onRequest: async (request, reply) => {
      const answer = await authenticate.request(request)
      if ('refusal' in answer) return refuse(request, reply, answer.refusal)
      request.caller = answer.caller
      return answer.caller === null ? await limitAnonymous(request, reply, rates) : undefined
    },
    // Apollo would let caches ask again for some errors.
    onSend: async (_request, reply) => void reply.header('cache-control', 'no-store'),
    handler: fastifyApolloHandler(apollo, {
      context: async (request) => new Context(request.caller, requestInfo(request)),
    }),
  })
  return apollo
}

/** Answers a request whose credentials are not good enough. */
export function refuse(request: FastifyRequest, reply: FastifyReply, { code, message }: Refusal): FastifyReply {
  if (code !== 'FORBIDDEN') reply.header('www-authenticate', 'Bearer realm="profiles gateway"')
  return reply.code(code === 'FORBIDDEN' ? 403 : 401).send(errorBody(code, message, request.id))
}
