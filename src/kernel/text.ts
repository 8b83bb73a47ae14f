/**
 * Whether PostgreSQL and canonical JSON (RFC 8785) both take `text` as it is: no NUL, which a text column refuses, and
 * no half of a surrogate pair, which UTF-8 cannot say.
 */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text)
}

/** Names and references come from elsewhere: a line break in one must not start a line of ours. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}
