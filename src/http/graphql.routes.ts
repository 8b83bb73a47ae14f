import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { Actor, Refusal } from '../auth/actor.js'
import { Context } from '../graphql/context.js'
import { formatError } from '../graphql/errors.js'
import type { Authenticator } from './authenticator.js'
import { errorBody, requestInfo } from './server.js'

/** Longer documents are refused before they are run: the longest of schema/operations has 420. */
const MAX_TOKENS = 2_000

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
  plugins: ApolloServerPlugin<Context>[],
): Promise<ApolloServer<Context>> {
  const apollo = new ApolloServer<Context>({
    schema,
    formatError,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    // Whoever shows no credentials gets no further than `anonymousPlugin`.
    introspection: true,
    // A document is sent with each request: nothing that a caller sends is kept for others.
    persistedQueries: false,
    plugins: [...plugins, fastifyApolloDrainPlugin(app), ApolloServerPluginLandingPageDisabled()],
  })
  await apollo.start()
  app.decorateRequest('caller', null)
  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    onRequest: async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const answer = await authenticate.request(request)
      if ('refusal' in answer) return refuse(request, reply, answer.refusal)
      request.caller = answer.caller
      return undefined
    },
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
