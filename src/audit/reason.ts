import { RequestError, UserErrors } from '../kernel/errors.js'
import { isStorableText } from '../kernel/text.js'

/** Longest reason that staff can give. */
export const MAX_REASON_LENGTH = 1_000

/** Why staff do something, trimmed. @throws UserErrors INVALID_INPUT for a missing, blank or endless one. */
export function requireReason(reason: string | null | undefined, field: string[] = ['reason']): string {
  if (!isReason(reason)) {
    throw UserErrors.one('INVALID_INPUT', field, `expected a reason of 1 to ${MAX_REASON_LENGTH} characters`)
  }
  return reason.trim()
}

/** Whether it is a reason: neither missing nor blank nor endless. */
export function isReason(reason: string | null | undefined): reason is string {
  const text = reason?.trim() ?? ''
  return text.length > 0 && text.length <= MAX_REASON_LENGTH && isStorableText(text)
}

/**
 * The reason in a header: percent-encoded UTF-8 (RFC 3986, section 2.1), so that every language can be said; a `%` that
 * encodes nothing stands for itself. Null for what is no reason.
 */
export function reasonOfHeader(value: string): string | null {
  // Header values are bytes; what is not ASCII has no certain meaning (RFC 9110, section 5.5).
  if (NOT_ASCII.test(value)) return null
  const reason = decoded(value)
  return isReason(reason) ? reason.trim() : null
}

/** For staff who look without saying why. */
export function reasonMissing(): RequestError {
  return new RequestError(
    'BAD_USER_INPUT',
    `staff say why they look: send the header Gateway-Reason, 1 to ${MAX_REASON_LENGTH} characters, percent-encoded or plain ASCII`,
  )
}

const NOT_ASCII = /[^\t\x20-\x7e]/

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
