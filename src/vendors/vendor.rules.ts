import { SCOPES, type Scope } from '../auth/actor.js'
import { isEmailAddress } from '../kernel/email-address.js'
import { UserErrors } from '../kernel/errors.js'
import { MAX_CENTS } from '../kernel/money.js'
import { isPlainName, isStorableText, PLAIN_NAME } from '../kernel/text.js'
import { formatAddressRange, parseAddressRange } from './address-range.js'

/** The longest name of a vendor, a key or a contact. */
export const MAX_NAME_LENGTH = 200
/** The longest description of a vendor. */
export const MAX_DESCRIPTION_LENGTH = 2_000
/** The longest address of a website. */
export const MAX_WEBSITE_LENGTH = 300
/** The most addresses and ranges that a key can be bound to. */
export const MAX_ALLOWED_ADDRESSES = 50
/** The longest time, in hours, for which a key and its successor both work. */
export const MAX_OVERLAP_HOURS = 720
/** The longest time, in years, for which a key that has an end works. */
export const MAX_KEY_YEARS = 10
/** That time unless told, in hours. */
export const DEFAULT_OVERLAP_HOURS = 24

/** `text` trimmed. @throws UserErrors INVALID_INPUT unless it has 1 to `max` characters. */
function requireText(field: string[], text: string, max: number): string {
  const trimmed = text.trim()
  if (trimmed.length >= 1 && trimmed.length <= max && isStorableText(trimmed)) return trimmed
  throw UserErrors.one('INVALID_INPUT', field, `expected 1 to ${max} characters, got ${trimmed.length}`)
}

/** As `requireText`; a blank text counts as none. */
export function optionalText(field: string[], text: string | null | undefined, max: number): string | null {
  return text == null || text.trim() === '' ? null : requireText(field, text, max)
}

/** The name in one line. @throws UserErrors INVALID_INPUT for a blank or endless one, or one of several lines. */
export function requireName(field: string[], text: string): string {
  const name = requireText(field, text, MAX_NAME_LENGTH)
  if (/\p{Cc}/u.test(name)) throw UserErrors.one('INVALID_INPUT', field, 'expected a name in one line')
  if (!isPlainName(name)) throw UserErrors.one('INVALID_INPUT', field, PLAIN_NAME)
  return name
}

/** The address in lower case. @throws UserErrors INVALID_INPUT for what is no plain e-mail address. */
export function requireEmail(field: string[], text: string): string {
  const email = text.trim().toLowerCase()
  if (isEmailAddress(email)) return email
  throw UserErrors.one('INVALID_INPUT', field, 'expected an e-mail address')
}

/** The address of a website as a browser would write it; null for none. @throws UserErrors INVALID_INPUT */
export function optionalWebsite(field: string[], text: string | null | undefined): string | null {
  const given = optionalText(field, text, MAX_WEBSITE_LENGTH)
  if (given === null) return null
  const url = URL.canParse(given) ? new URL(given) : null
  const isWeb = url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === ''
  if (isWeb && url.href.length <= MAX_WEBSITE_LENGTH) return url.href
  throw UserErrors.one('INVALID_INPUT', field, 'expected the address of a website, for example https://vendor.example')
}

/** The scopes, each once and in their usual order. @throws UserErrors INVALID_INPUT for none or an unknown one. */
export function requireScopes(field: string[], given: readonly string[]): Scope[] {
  const known: readonly string[] = SCOPES
  const unknown = given.findIndex((one) => !known.includes(one))
  if (unknown >= 0) {
    throw UserErrors.one('INVALID_INPUT', [...field, String(unknown)], `expected one of ${SCOPES.join(', ')}`)
  }
  if (given.length === 0) throw UserErrors.one('INVALID_INPUT', field, 'expected at least one scope')
  return SCOPES.filter((scope) => given.includes(scope))
}

/** A spend cap in cents, or null for none. @throws UserErrors INVALID_INPUT for a negative or an endless one. */
export function optionalCap(field: string[], cents: number | null | undefined): number | null {
  if (cents == null) return null
  if (Number.isInteger(cents) && cents >= 0 && cents <= MAX_CENTS) return cents
  throw UserErrors.one('INVALID_INPUT', field, `expected 0 to ${MAX_CENTS} cents, got ${cents}`)
}

/** The ranges in canonical form, each once. @throws UserErrors INVALID_INPUT that names each bad one. */
export function requireAddresses(field: string[], given: readonly string[]): string[] {
  if (given.length > MAX_ALLOWED_ADDRESSES) {
    const message = `expected at most ${MAX_ALLOWED_ADDRESSES} addresses and ranges, got ${given.length}`
    throw UserErrors.one('INVALID_INPUT', field, message)
  }
  const parsed = given.map(parseAddressRange)
  const problems = parsed.flatMap((one, index) =>
    'problem' in one
      ? [{ code: 'INVALID_INPUT' as const, field: [...field, String(index)], message: one.problem }]
      : [],
  )
  if (problems.length > 0) throw new UserErrors(problems)
  return [...new Set(parsed.flatMap((one) => ('range' in one ? [formatAddressRange(one.range)] : [])))]
}

/**
 * When a key is to end; null for never. @throws UserErrors INVALID_INPUT for a moment that is not to come, or comes in
 * more than `MAX_KEY_YEARS`.
 */
export function optionalExpiry(field: string[], expiresAt: Date | null | undefined, now: Date): Date | null {
  if (expiresAt == null) return null
  if (expiresAt <= now) throw UserErrors.one('INVALID_INPUT', field, 'expected a moment that is still to come')
  if (expiresAt <= latestExpiry(now)) return expiresAt
  throw UserErrors.one('INVALID_INPUT', field, `expected a moment within ${MAX_KEY_YEARS} years, or null for no end`)
}

function latestExpiry(now: Date): Date {
  const latest = new Date(now)
  latest.setUTCFullYear(latest.getUTCFullYear() + MAX_KEY_YEARS)
  return latest
}

const HOUR_MS = 3_600_000

/**
 * When a key ends whose successor is made `now`: after the overlap, and never later than it would have.
 * @throws UserErrors INVALID_INPUT for an overlap that is not 0 to 720 whole hours.
 */
export function endOfOverlap(overlapHours: number, expiresAt: Date | null, now: Date): Date {
  if (!Number.isInteger(overlapHours) || overlapHours < 0 || overlapHours > MAX_OVERLAP_HOURS) {
    const message = `expected 0 to ${MAX_OVERLAP_HOURS} hours, got ${overlapHours}`
    throw UserErrors.one('INVALID_INPUT', ['overlapHours'], message)
  }
  const end = new Date(now.getTime() + overlapHours * HOUR_MS)
  return expiresAt !== null && expiresAt < end ? expiresAt : end
}

/** When the successor of a key ends: it lives as long as its predecessor was made to, and not past `MAX_KEY_YEARS`. */
export function expiryOfSuccessor(predecessor: { createdAt: Date; expiresAt: Date | null }, now: Date): Date | null {
  if (predecessor.expiresAt === null) return null
  const life = predecessor.expiresAt.getTime() - predecessor.createdAt.getTime()
  return new Date(Math.min(now.getTime() + life, latestExpiry(now).getTime()))
}
