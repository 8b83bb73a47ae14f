/** One thing that is wrong with a request, as the gateway tells it. */
export interface UserError {
  /** Stable: act on it. */
  code: string
  /** Path into the input; empty when all of it is meant. */
  field: readonly string[]
  /** What was expected and what came, in English, for a person. */
  message: string
}

/** What is known of a failure. */
export interface FailureFacts {
  /** Stable code; see the page on errors of the documentation. */
  code: string
  /** HTTP status; null when no answer came. */
  status?: number | null
  /** To be quoted when you ask for help; null when no answer came. */
  requestId?: string | null
  /** What was answered beside the error. */
  data?: unknown
  cause?: unknown
}

/** Everything that this library throws is one of these. */
export class GatewayError extends Error {
  override name = 'GatewayError'
  readonly code: string
  readonly status: number | null
  readonly requestId: string | null
  readonly data: unknown

  constructor(message: string, { code, status = null, requestId = null, data = null, cause }: FailureFacts) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.status = status
    this.requestId = requestId
    this.data = data
  }
}

/** No key or token, or one that is not good, or a session that has ended. */
export class AuthenticationError extends GatewayError {
  override name = 'AuthenticationError'
}

/** A scope of the key or of the grant is missing; the message names it. */
export class PermissionError extends GatewayError {
  override name = 'PermissionError'
}

/** What was asked for does not exist for you. */
export class NotFoundError extends GatewayError {
  override name = 'NotFoundError'
}

/** The request is not one that the gateway understands: it would be the same again. */
export class InvalidRequestError extends GatewayError {
  override name = 'InvalidRequestError'
}

/** Too much in a short time, also after the retries. */
export class RateLimitedError extends GatewayError {
  override name = 'RateLimitedError'

  constructor(
    message: string,
    facts: FailureFacts,
    /** In how many seconds it is worth a try again; null if the gateway did not say. */
    readonly retryAfterSeconds: number | null,
  ) {
    super(message, facts)
  }
}

/** Something went wrong on the gateway's side, also after the retries. */
export class ServerError extends GatewayError {
  override name = 'ServerError'
}

/** No answer came, also after the retries: with an idempotency key, the same call again is always right. */
export class ConnectionError extends GatewayError {
  override name = 'ConnectionError'
}

/** No answer came in time, also after the retries. */
export class TimeoutError extends ConnectionError {
  override name = 'TimeoutError'
}

/** The gateway says what is wrong with the request; nothing was changed. */
export class UserErrorsError extends GatewayError {
  override name = 'UserErrorsError'

  constructor(
    readonly userErrors: readonly UserError[],
    facts: Omit<FailureFacts, 'code'>,
  ) {
    const [first] = userErrors
    super(userErrors.map(({ code, message }) => `${code}: ${message}`).join('; '), {
      ...facts,
      code: first?.code ?? 'INVALID_INPUT',
    })
  }
}

/** A webhook that is not genuine, or too old: answer 401 and do nothing. */
export class WebhookVerificationError extends GatewayError {
  override name = 'WebhookVerificationError'

  constructor(message: string) {
    super(message, { code: 'WEBHOOK_NOT_GENUINE' })
  }
}

const CLASSES: Readonly<Record<string, new (message: string, facts: FailureFacts) => GatewayError>> = {
  UNAUTHENTICATED: AuthenticationError,
  SESSION_ENDED: AuthenticationError,
  FORBIDDEN: PermissionError,
  NOT_FOUND: NotFoundError,
  INTERNAL: ServerError,
}

/** The error of the class that fits the code and the status. */
export function errorFor(message: string, facts: FailureFacts, retryAfterSeconds: number | null): GatewayError {
  const { code, status = null } = facts
  if (code === 'RATE_LIMITED' || status === 429) return new RateLimitedError(message, facts, retryAfterSeconds)
  const Class = CLASSES[code] ?? (status !== null && status >= 500 ? ServerError : InvalidRequestError)
  return new Class(message, facts)
}
