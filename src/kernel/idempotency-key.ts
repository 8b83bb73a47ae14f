import type { UserErrorItem } from './errors.js'
import { isStorableText } from './text.js'

/** The longest idempotency key. */
export const MAX_IDEMPOTENCY_KEY_LENGTH = 255

/** What is wrong with an idempotency key. */
export function checkIdempotencyKey(key: string): UserErrorItem[] {
  if (!isStorableText(key)) return [invalid('expected a text without U+0000 and without half a surrogate pair')]
  return key.length >= 1 && key.length <= MAX_IDEMPOTENCY_KEY_LENGTH
    ? []
    : [invalid(`expected 1 to ${MAX_IDEMPOTENCY_KEY_LENGTH} characters, got ${key.length}`)]
}

function invalid(message: string): UserErrorItem {
  return { code: 'INVALID_INPUT', field: ['idempotencyKey'], message }
}
