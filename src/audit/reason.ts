import { UserErrors } from '../kernel/errors.js'
import { isStorableText } from '../kernel/text.js'

/** Longest reason that staff can give. */
export const MAX_REASON_LENGTH = 1_000

/** Why staff do something, trimmed. @throws UserErrors INVALID_INPUT for a missing, blank or endless one. */
export function requireReason(reason: string | null | undefined, field: string[] = ['reason']): string {
  const text = reason?.trim() ?? ''
  if (text.length === 0 || text.length > MAX_REASON_LENGTH || !isStorableText(text)) {
    throw UserErrors.one('INVALID_INPUT', field, `expected a reason of 1 to ${MAX_REASON_LENGTH} characters`)
  }
  return text
}
