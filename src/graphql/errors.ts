import { HeaderMap } from '@apollo/server'
import { unwrapResolverError } from '@apollo/server/errors'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { sqlStateOf } from '../db/sql-state.js'
import { isDatabaseUnavailable } from '../db/unavailable.js'
import { RequestError, UserErrors } from '../kernel/errors.js'

/** Of whoever asks too often, or for too much in a while. */
export const HTTP_TOO_MANY_REQUESTS = 429

/** What a caller learns of an error of ours. */
export const INTERNAL_MESSAGE = 'something went wrong on our side; it was logged under this request id'

/** What a caller learns while the database does not serve: during a restart, a failover, when it has too much to do. */
export const UNAVAILABLE = {
  code: 'UNAVAILABLE',
  message:
    'our database does not serve just now: the same request again, with the same idempotency key, after the time that retryAfter says',
  retryAfter: 2,
} as const

/** SQLSTATE of a text that PostgreSQL cannot hold: it has a U+0000. */
const UNTRANSLATABLE_TEXT = '22021'

/** Codes under which Apollo refuses a request before it is run. */
const REFUSALS: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'UNAUTHENTICATED',
  'RATE_LIMITED',
])

/** What a caller learns of an expected error. */
interface Refused {
  code: string
  message: string
  /** Seconds. */
  retryAfter?: number
}

/** What an expected error tells the caller; null for one that we did not expect. */
function refusalOf(error: unknown): Refused | null {
  const cause = causeOf(error)
  if (cause instanceof RequestError) {
    const { code, message, retryAfterSeconds } = cause
    return { code, message, ...(retryAfterSeconds !== null && { retryAfter: retryAfterSeconds }) }
  }
  if (cause instanceof UserErrors) return { code: 'BAD_USER_INPUT', message: cause.message }
  if (sqlStateOf(cause) === UNTRANSLATABLE_TEXT) {
    return { code: 'BAD_USER_INPUT', message: 'expected texts without U+0000' }
  }
  if (isDatabaseUnavailable(cause)) return UNAVAILABLE
  if (!(cause instanceof GraphQLError)) return null
  const code = cause.extensions['code']
  if (REFUSALS.has(code)) return { code: String(code), message: cause.message }
  // Apollo has no code for a hash that is not the document's, and for a version of persisted queries that nobody knows.
  if (code === undefined && isBadRequest(cause)) return { code: 'BAD_REQUEST', message: cause.message }
  // An argument that only running the operation could find wrong stands somewhere in the document; a scalar that
  // cannot say one of our own values does not.
  const inDocument = cause.originalError === undefined && cause.nodes !== undefined
  return inDocument ? { code: 'BAD_USER_INPUT', message: cause.message } : null
}

function isBadRequest({ extensions }: GraphQLError): boolean {
  return (extensions['http'] as { status?: number } | undefined)?.status === 400
}

function causeOf(error: unknown): unknown {
  const cause = unwrapResolverError(error)
  return cause instanceof GraphQLError && cause.originalError instanceof RequestError ? cause.originalError : cause
}

/** Refuses a request as a whole, by a status of HTTP too, and with `Retry-After` where it is worth a try again. */
export function refusalByHttp(error: RequestError, status: number): GraphQLError {
  const { code, message, retryAfterSeconds } = error
  const headers = new HeaderMap()
  if (retryAfterSeconds !== null) headers.set('retry-after', String(retryAfterSeconds))
  return new GraphQLError(message, { extensions: { code, http: { status, headers } }, originalError: error })
}

/** Says of an answer of HTTP that nothing could be answered because the database does not serve. */
export function markUnavailable(http: { status?: number | undefined; headers: HeaderMap }): void {
  http.status = 503
  http.headers.set('retry-after', String(UNAVAILABLE.retryAfter))
}

/** Whose fault an error is, if it is ours: one that we did not expect, or a database that does not serve. */
export function faultOf(error: unknown): 'internal' | 'unavailable' | null {
  const refusal = refusalOf(error)
  if (refusal === null) return 'internal'
  return refusal.code === UNAVAILABLE.code ? 'unavailable' : null
}

/** The one place where errors become what callers see: code and message of expected ones, nothing of others. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { message, ...extensions } = refusalOf(error) ?? { code: 'INTERNAL', message: INTERNAL_MESSAGE }
  return {
    message,
    ...(formatted.locations !== undefined && { locations: formatted.locations }),
    ...(formatted.path !== undefined && { path: formatted.path }),
    extensions,
  }
}
