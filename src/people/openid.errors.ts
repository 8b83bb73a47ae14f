import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'

/** What the provider said, or its token, proves nobody: the code was wrong, or a check of the token failed. */
export class OpenIdRefused extends Error {
  override readonly name = 'OpenIdRefused'
}

/** The provider does not answer, or not as one that works with this client: nothing is known of the person. */
export class OpenIdUnavailable extends Error {
  override readonly name = 'OpenIdUnavailable'
}

/** Codes of the library for answers that are none: nothing in them is about the person. */
const NO_ANSWER: ReadonlySet<string> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_MISSING_SERVER_METADATA',
  'OAUTH_INVALID_SERVER_METADATA',
  'OAUTH_HTTP_REQUEST_FORBIDDEN',
])

/** Errors of the token endpoint (RFC 6749, section 5.2) that are about the code, not about client or provider. */
const ABOUT_THE_CODE: ReadonlySet<string> = new Set(['invalid_grant', 'invalid_request', 'access_denied'])

/** The error of the library as one of the two; only its code is told on, for its details may be personal data. */
export function openIdErrorOf(error: unknown): OpenIdRefused | OpenIdUnavailable {
  const label = codeOf(error)
  return isAboutThePerson(error) ? new OpenIdRefused(label) : new OpenIdUnavailable(label)
}

function isAboutThePerson(error: unknown): boolean {
  if (error instanceof ResponseBodyError) return ABOUT_THE_CODE.has(error.error)
  if (error instanceof AuthorizationResponseError) return true
  if (error instanceof WWWAuthenticateChallengeError) return false
  // Without a code, the request did not get through.
  return error instanceof ClientError && error.code !== undefined && !NO_ANSWER.has(error.code)
}

function codeOf(error: unknown): string {
  if (error instanceof ResponseBodyError && /^[a-z_]{1,40}$/.test(error.error)) return error.error
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } }
  return String(code ?? cause?.code ?? 'no answer')
}
