/**
 * Codes of expected errors that a caller can act on; they are the schema's `UserErrorCode`.
 * Adding one is compatible, renaming or removing one is a breaking change.
 */
export const USER_ERROR_CODES = [
  'INVALID_INPUT',
  'NOT_FOUND',
  'CLINICIAN_NOT_FOUND',
  'INELIGIBLE_PRODUCT',
  'NO_PRICE',
  'DUPLICATE_PURCHASE',
  'ALREADY_MONITORED',
  'PROFILE_NOT_OWNED',
  'INSUFFICIENT_FUNDS',
  'NO_SUBSCRIPTION',
  'ALLOWANCE_EXHAUSTED',
  'IDEMPOTENCY_KEY_REUSED',
  'SPEND_CAP_EXCEEDED',
  'PAYMENT_METHOD_UNAVAILABLE',
  'CARD_NOT_CHARGED',
  'QUOTE_EXPIRED',
  'PROFILE_NOT_AVAILABLE',
  'NOT_REFUNDABLE',
  'BUDGET_EXCEEDED',
  'CART_CHANGED',
  'INVALID_CREDENTIALS',
  'SESSION_ENDED',
  'WEAK_PASSWORD',
  'LINK_INVALID',
  'USER_ALREADY_ADDED',
  'LAST_ADMINISTRATOR',
  'LAST_MEMBER',
  'ALREADY_EXISTS',
  'ALREADY_DECIDED',
  'CHANGE_OUTDATED',
  'LIVE_NOT_APPROVED',
  'OPENID_UNAVAILABLE',
  'LIMIT_REACHED',
  'UPLOAD_UNUSABLE',
  'DISCREPANCY_WINDOW_CLOSED',
  'ALREADY_REPORTED',
  'DIRECTORY_UNCHANGED',
  'ALREADY_ENDED',
] as const
export type UserErrorCode = (typeof USER_ERROR_CODES)[number]

/** One thing that is wrong with what a caller asked for. */
export interface UserErrorItem {
  code: UserErrorCode
  /** Path into the input, for example `['items', '0', 'clinicianId']`; empty when the whole request is meant. */
  field: string[]
  /** What was expected and what came, for a person. */
  message: string
}

/** Thrown by services for expected errors, so that the transaction rolls back; the GraphQL room turns it into `userErrors`. */
export class UserErrors extends Error {
  override readonly name = 'UserErrors'

  constructor(readonly items: readonly UserErrorItem[]) {
    super(items.map((item) => `${item.code}: ${item.message}`).join('; '))
  }

  static one(code: UserErrorCode, field: string[], message: string): UserErrors {
    return new UserErrors([{ code, field, message }])
  }
}

/** Codes of GraphQL errors (`extensions.code`): the request as a whole could not be answered. */
export const REQUEST_ERROR_CODES = [
  'UNAUTHENTICATED',
  'SESSION_ENDED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'RATE_LIMITED',
  'QUERY_TOO_EXPENSIVE',
] as const
export type RequestErrorCode = (typeof REQUEST_ERROR_CODES)[number]

/** A request that cannot be answered, with a message that may be shown to the caller. */
export class RequestError extends Error {
  override readonly name = 'RequestError'

  constructor(
    readonly code: RequestErrorCode,
    message: string,
    /** For RATE_LIMITED: in how many seconds it is worth a try again. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message)
  }
}

/** For a state that correct code never reaches: an error of ours, shown to callers only as INTERNAL. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant violated: ${message}`)
}
