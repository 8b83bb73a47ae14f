import type { UserErrorCode } from './operations.generated.js'

/** One thing that is wrong with a request, as the gateway tells it. */
export interface UserError {
  /** Stable: act on it. Later releases may know more of them. */
  code: UserErrorCode
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
  /** Where: the path of the field in the answer, or into the input for a user error; empty when all of it is meant. */
  path?: readonly (string | number)[]
  /** In how many seconds it is worth a try again; null if the gateway did not say. */
  retryAfterSeconds?: number | null
  /** What was answered beside the error. */
  data?: unknown
  cause?: unknown
}

/** Everything that this library throws by itself is one of these. */
export class GatewayError extends Error {
  override name = 'GatewayError'
  readonly code: string
  readonly status: number | null
  readonly requestId: string | null
  readonly path: readonly (string | number)[]
  readonly retryAfterSeconds: number | null
  readonly data: unknown
  /** Whether the same call may succeed later; whether it is safe to repeat is another question, which `run` answers. */
  readonly retryable: boolean = false

  constructor(message: string, facts: FailureFacts) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.code = facts.code
    this.status = facts.status ?? null
    this.requestId = facts.requestId ?? null
    this.path = facts.path ?? []
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null
    this.data = facts.data ?? null
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

/** What was asked for does not exist for you, or not any more. */
export class NotFoundError extends GatewayError {
  override name = 'NotFoundError'
}

/** The request is not one that the gateway understands: it would be the same again. */
export class InvalidRequestError extends GatewayError {
  override name = 'InvalidRequestError'
}

/** Too much in a short time, also after the retries; `retryAfterSeconds` says when to come again. */
export class RateLimitedError extends GatewayError {
  override name = 'RateLimitedError'
  override readonly retryable = true
}

/** Something went wrong on the gateway's side, or on the way to it, also after the retries. */
export class ServerError extends GatewayError {
  override name = 'ServerError'
  override readonly retryable = true
}

/** No answer came, or not all of it, also after the retries: with an idempotency key, the same call again is always right. */
export class ConnectionError extends GatewayError {
  override name = 'ConnectionError'
  override readonly retryable = true
}

/** No answer came in time, also after the retries. */
export class TimeoutError extends ConnectionError {
  override name = 'TimeoutError'
}

/** The gateway says what is wrong with the request; nothing was changed. `code` and `path` are those of the first one. */
export class UserErrorsError extends GatewayError {
  override name = 'UserErrorsError'

  constructor(
    readonly userErrors: readonly UserError[],
    facts: Omit<FailureFacts, 'code' | 'path'>,
  ) {
    const [first] = userErrors
    super(userErrors.map(({ code, message }) => `${code}: ${message}`).join('; '), {
      ...facts,
      code: first?.code ?? 'INVALID_INPUT',
      path: first?.field ?? [],
    })
  }

  /** Whether one of them has this code. */
  has(code: UserErrorCode): boolean {
    return this.userErrors.some((one) => one.code === code)
  }
}

/** A webhook that is not genuine, or too old: answer 401 and do nothing. */
export class WebhookVerificationError extends GatewayError {
  override name = 'WebhookVerificationError'

  constructor(message: string) {
    super(message, { code: 'WEBHOOK_NOT_GENUINE' })
  }
}
