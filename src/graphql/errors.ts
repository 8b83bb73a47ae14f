import { unwrapResolverError } from '@apollo/server/errors'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { RequestError, UserErrors } from '../kernel/errors.js'

/** What a caller learns of an error of ours. */
const INTERNAL_MESSAGE = 'something went wrong on our side; it was logged under this request id'

/** Errors that GraphQL itself finds in a request say what is wrong with it, and may be shown. */
function isOfGraphQL(error: unknown): boolean {
  return error instanceof GraphQLError && error.originalError === undefined
}

/** Whether an error is one that we did not expect. */
export function isInternal(error: unknown): boolean {
  const cause = unwrapResolverError(error)
  return !(cause instanceof RequestError || cause instanceof UserErrors || isOfGraphQL(cause))
}

/** The one place where errors become what callers see: code and message of expected ones, nothing of others. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const where = {
    ...(formatted.locations !== undefined && { locations: formatted.locations }),
    ...(formatted.path !== undefined && { path: formatted.path }),
  }
  const cause = unwrapResolverError(error)
  if (cause instanceof RequestError) return { message: cause.message, ...where, extensions: { code: cause.code } }
  if (cause instanceof UserErrors) return { message: cause.message, ...where, extensions: { code: 'BAD_USER_INPUT' } }
  if (!isInternal(error) && !String(formatted.extensions?.['code']).startsWith('INTERNAL')) {
    return { message: formatted.message, ...where, extensions: { code: formatted.extensions?.['code'] } }
  }
  return { message: INTERNAL_MESSAGE, ...where, extensions: { code: 'INTERNAL' } }
}
