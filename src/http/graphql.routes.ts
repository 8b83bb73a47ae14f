import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify'
import type { FastifyInstance } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { Actor, AuthStrategy } from '../auth/actor.js'
import { type Context, contextFor } from '../graphql/context.js'
import { formatError } from '../graphql/errors.js'
import { errorBody, requestInfo } from './server.js'

/** One message for every key that proves nobody: missing, malformed, unknown, expired, revoked. */
const UNAUTHENTICATED_MESSAGE = 'a valid API key is needed: send it as "Authorization: Bearer pgw_…"'

/** Longer documents are refused before they are run: the longest of schema/operations has 420. */
const MAX_TOKENS = 2_000

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set before any GraphQL is read. */
    actor: Actor | null
  }
}

/** `POST /graphql` and `GET /graphql` (queries only). Without a valid key nothing is parsed: 401. */
export async function registerGraphql(
  app: FastifyInstance,
  schema: GraphQLSchema,
  authenticate: AuthStrategy,
  plugins: ApolloServerPlugin<Context>[],
): Promise<ApolloServer<Context>> {
  const apollo = new ApolloServer<Context>({
    schema,
    formatError,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    // Nobody gets this far without a key.
    introspection: true,
    plugins: [...plugins, fastifyApolloDrainPlugin(app), ApolloServerPluginLandingPageDisabled()],
  })
  await apollo.start()
  app.decorateRequest('actor', null)
  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    onRequest: async (request, reply) => {
      request.actor = await authenticate(request.headers.authorization)
      if (request.actor === null) {
        reply.header('www-authenticate', 'Bearer realm="profiles gateway"')
        return reply.code(401).send(errorBody('UNAUTHENTICATED', UNAUTHENTICATED_MESSAGE, request.id))
      }
      reply.header('cache-control', 'no-store')
      return undefined
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request) => contextFor(request.actor as Actor, requestInfo(request)),
    }),
  })
  return apollo
}
