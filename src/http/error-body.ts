/** The form of every error outside GraphQL: the same as inside. */
export function errorBody(code: string, message: string, requestId: string, more: { retryAfter?: number } = {}) {
  return { errors: [{ message, extensions: { code, ...more, requestId } }] }
}
