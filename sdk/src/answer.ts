import {
  AuthenticationError,
  type FailureFacts,
  GatewayError,
  InvalidRequestError,
  NotFoundError,
  PermissionError,
  RateLimitedError,
  ServerError,
  type UserError,
  UserErrorsError,
} from './errors.js'

/** A field that could not be answered, or why nothing could be. */
interface Failure {
  message?: string
  path?: readonly (string | number)[]
  extensions?: { code?: string; requestId?: string; retryAfter?: number }
}

interface Answer {
  data?: object | null
  errors?: readonly Failure[]
}

const CLASSES: Readonly<Record<string, new (message: string, facts: FailureFacts) => GatewayError>> = {
  UNAUTHENTICATED: AuthenticationError,
  SESSION_ENDED: AuthenticationError,
  FORBIDDEN: PermissionError,
  NOT_FOUND: NotFoundError,
  LINK_EXPIRED: NotFoundError,
  RATE_LIMITED: RateLimitedError,
  INTERNAL: ServerError,
  OVERLOADED: ServerError,
  UNAVAILABLE: ServerError,
  MALFORMED_ANSWER: ServerError,
}

/** What an HTTP status means if the answer does not say: it came from something in between. */
const CODES: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  410: 'LINK_EXPIRED',
  429: 'RATE_LIMITED',
}

/** The data of an answer. @throws GatewayError if there are none, or an error beside them, or user errors */
export function dataOf(response: Response, text: string, userErrors: 'throw' | 'return'): object {
  const { data, errors } = parsed(text)
  if (data === null || data === undefined || (errors !== undefined && errors.length > 0)) {
    throw failureOf(response, text)
  }
  const wrong = userErrors === 'throw' ? userErrorsOf(data) : []
  if (wrong.length > 0) {
    const { status, headers } = response
    throw new UserErrorsError(wrong, { status, requestId: headers.get('x-request-id'), data })
  }
  return data
}

/** The error of an answer that is not what was asked for, of the class that fits. */
export function failureOf({ status, headers }: Response, text: string): GatewayError {
  const { data, errors = [] } = parsed(text)
  const [{ message, path = [], extensions = {} } = {}] = errors
  const code = extensions.code ?? CODES[status] ?? codeOf(status)
  const Class = CLASSES[code] ?? (status >= 500 ? ServerError : InvalidRequestError)
  return new Class(message ?? `HTTP ${status} with an answer that is not the gateway's`, {
    code,
    status,
    requestId: headers.get('x-request-id') ?? extensions.requestId ?? null,
    path,
    retryAfterSeconds: extensions.retryAfter ?? secondsOf(headers.get('retry-after')),
    data,
  })
}

function codeOf(status: number): string {
  if (status >= 500) return 'INTERNAL'
  return status >= 200 && status < 300 ? 'MALFORMED_ANSWER' : 'BAD_REQUEST'
}

function parsed(text: string): Answer {
  try {
    const answer: unknown = JSON.parse(text)
    const { data, errors } = (answer ?? {}) as { data?: unknown; errors?: unknown }
    return {
      ...(typeof data === 'object' && { data }),
      ...(Array.isArray(errors) && { errors }),
    }
  } catch {
    return {}
  }
}

/** `Retry-After` is a number of seconds, or a date (RFC 9110, section 10.2.3). */
function secondsOf(retryAfter: string | null): number | null {
  if (retryAfter === null) return null
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null
}

/** What is wrong, of all fields at the root. */
function userErrorsOf(data: object): UserError[] {
  return Object.values(data).flatMap((payload: { userErrors?: UserError[] } | null) => payload?.userErrors ?? [])
}
