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

/** Joiners within words of Persian, Hindi and other languages; every other format character only hides or turns text. */
const FORMAT_CHARACTER = /(?![\u200c\u200d])\p{Cf}/u

/** What `isPlainName` expects, for messages. */
export const PLAIN_NAME = 'expected a name without web addresses and without invisible characters'

/**
 * Whether `text` can be a name of a person, an organization or a vendor. Names stand in letters that we send to others:
 * a web address would be a link there (mail programs make one of `www.` too), and characters that turn or hide text
 * would let a name look like our own words.
 */
export function isPlainName(text: string): boolean {
  return !/:\/\/|www\./i.test(text) && !FORMAT_CHARACTER.test(text)
}
