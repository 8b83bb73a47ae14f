import type { ApolloServerOptions, ApolloServerPlugin, GraphQLRequest } from '@apollo/server'
import type { Logger } from 'pino'
import type { Actor } from '../auth/actor.js'
import type { Context } from '../graphql/context.js'
import type { PersistedQueries } from './persisted-queries.js'

const SHA256 = /^[0-9a-f]{64}$/

/**
 * Makes Apollo speak the protocol of persisted queries (the check of the hash, `PERSISTED_QUERY_NOT_FOUND`), and keep
 * nothing by itself: its cache does not know whose a document is.
 */
export const PROTOCOL_ALONE = {
  cache: { get: async () => undefined, set: async () => undefined, delete: async () => undefined },
} satisfies ApolloServerOptions<Context>['persistedQueries']

/**
 * Automatic persisted queries, for callers with credentials: a hash alone stands for the document that the same caller
 * sent with it before. A document is kept once it is known to be valid, within the limits, and paid for.
 */
export function persistedQueriesPlugin(queries: PersistedQueries, logger: Logger): ApolloServerPlugin<Context> {
  const unavailable = (error: unknown) => {
    logger.warn({ err: error }, 'persisted queries are not available')
    return undefined
  }
  return {
    async requestDidStart({ request, contextValue: { caller } }) {
      const sha256 = hashOf(request)
      if (caller === null || sha256 === null) return
      const { query } = request
      if (query === undefined) {
        const found = await queries.find(ownerOf(caller), sha256).catch(unavailable)
        if (found !== undefined) request.query = found
        return
      }
      return {
        async executionDidStart() {
          await queries.keep(ownerOf(caller), sha256, query).catch(unavailable)
        },
      }
    },
  }
}

/** The hash by which a request names its document, in the extension that Apollo's clients send; null for none. */
export function hashOf({ extensions }: GraphQLRequest): string | null {
  const asked = extensions?.['persistedQuery'] as { sha256Hash?: unknown } | null | undefined
  const sha256 = asked?.sha256Hash
  return typeof sha256 === 'string' && SHA256.test(sha256) ? sha256 : null
}

/** A vendor with all its keys, or a person in all sessions. */
function ownerOf({ kind, id }: Actor): string {
  return kind === 'VENDOR' ? `vendor:${id}` : `user:${id}`
}
