import type { ApolloServerPlugin, GraphQLRequest } from '@apollo/server'
import type { Context } from '../graphql/context.js'
import { hashOf } from './persisted-queries.plugin.js'
import type { TrustedDocuments } from './trusted-documents.js'

const MESSAGE =
  'this gateway runs trusted documents only: expected the id (documentId), the SHA-256 (extensions.persistedQuery) or the exact text of one'

/**
 * Runs documents of the manifest, whether a request names one or brings its text; any other is refused before it is
 * parsed, whoever asks.
 */
export function trustedDocumentsPlugin(documents: TrustedDocuments): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ request }) {
      const text = request.query ?? documents.find(documentIdOf(request) ?? hashOf(request) ?? '')
      if (text !== undefined && documents.has(text)) {
        request.query = text
        return
      }
      // Without one, Apollo refuses the request; why is said here.
      delete request.query
      delete request.extensions
      return {
        async willSendResponse({ response }) {
          if (response.body.kind !== 'single') return
          const [error] = response.body.singleResult.errors ?? []
          const extensions = { ...error?.extensions, code: 'DOCUMENT_NOT_TRUSTED' }
          response.body.singleResult = { errors: [{ message: MESSAGE, extensions }] }
        },
      }
    },
  }
}

/** As the draft of GraphQL over HTTP has it, "Persisted Documents": Apollo does not read it. */
function documentIdOf({ http }: GraphQLRequest): string | null {
  const id =
    http?.method === 'GET'
      ? new URLSearchParams(http.search).get('documentId')
      : (http?.body as { documentId?: unknown } | null | undefined)?.documentId
  return typeof id === 'string' ? id : null
}
