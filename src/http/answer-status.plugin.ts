import type { ApolloServerPlugin } from '@apollo/server'
import Negotiator from 'negotiator'
import type { Context } from '../graphql/context.js'
import { markUnavailable, UNAVAILABLE } from '../graphql/errors.js'

const JSON_TYPE = 'application/json'
const GRAPHQL_TYPE = 'application/graphql-response+json'
/** Refusals of a request that HTTP carried whole: in the older media type they are answers like others. */
const ANSWERED: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  // Apollo says 200 in both; clients go by the message, and send the document then.
  'PERSISTED_QUERY_NOT_FOUND',
])
const OK = 200
const BAD_REQUEST = 400

/**
 * What cannot be parsed, validated, filled with its variables or found by its hash is 400 as `application/graphql-response+json`, whose status
 * tells of GraphQL, and 200 as `application/json`, whose status tells of HTTP alone (GraphQL over HTTP, "Status codes").
 * Where nothing could be answered because the database does not serve, it is 503 in both.
 */
export const answerStatusPlugin: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response }) {
        if (response.body.kind !== 'single') return
        const { errors = [], ...rest } = response.body.singleResult
        if (rest.data == null && errors.some(({ extensions }) => extensions?.['code'] === UNAVAILABLE.code)) {
          markUnavailable(response.http)
          return
        }
        if ('data' in rest || !errors.every(({ extensions }) => ANSWERED.has(extensions?.['code']))) return
        const isPlain = wantsPlainJson(request.http?.headers.get('accept'))
        if (response.http.status === (isPlain ? BAD_REQUEST : OK)) response.http.status = isPlain ? OK : BAD_REQUEST
      },
    }
  },
}

/** As Apollo chooses the type of the answer. */
function wantsPlainJson(accept: string | undefined): boolean {
  if (accept === undefined || accept === '') return true
  return new Negotiator({ headers: { accept } }).mediaType([JSON_TYPE, GRAPHQL_TYPE]) === JSON_TYPE
}
