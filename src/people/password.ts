import { availableParallelism } from 'node:os'
import { hash, parseOptions, verify } from '@node-rs/argon2'
import { Registry } from 'prom-client'
import { UserErrors } from '../kernel/errors.js'
import { Turnstile } from '../limits/turnstile.js'
import { isCommonPassword } from './password.common.js'

/** For a password that is the only factor (NIST SP 800-63B-4, section 3.1.1.2), in characters. */
export const MIN_PASSWORD_LENGTH = 15
/** NIST asks for 64 at least; nobody types more than this, and a longer text only costs work. */
export const MAX_PASSWORD_LENGTH = 256

/** OWASP's first choice among argon2id's parameters for m = 19 MiB (Password Storage Cheat Sheet). */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 }

/**
 * How many passwords are hashed at once. Hashing has the four threads of libuv in common with the signatures of access
 * tokens, files and name look-ups: one is always left to them, and a core to everything else.
 */
const AT_ONCE = Math.max(1, Math.min(3, availableParallelism() - 1))
/** How many may wait: a second's work. Nobody is helped by an answer that comes much later. */
const MAX_WAITING = 32 * AT_ONCE
const COME_AGAIN_SECONDS = 5

/** A digest that was drawn by lot, so no password has it: whoever has no password costs the same work as others. */
const NOBODYS_HASH = '$argon2id$v=19$m=19456,t=2,p=1$Bm4jZxb69E0MhqqXKQC6lA$+oQjagffUOUZ5Ppip5bmeg0tvxNxqyayHXe6lxuTO+k'

/** Parts of a name or an address that are shorter than this stand in too many passwords. */
const SHORTEST_PERSONAL_PART = 3
/** What must be left when everything about the person and the service is taken out. */
const MIN_OWN_LENGTH = 8
/** Taken out longest first. */
const SERVICE_WORDS = ['profiles gateway', 'profilesgateway', 'profiles', 'profile', 'gateway', 'clinicians']

/** Whose password it is going to be. */
export interface PasswordOwner {
  email: string
  fullName: string
}

/**
 * Hashes passwords and compares them: argon2id, off the main thread, some at once and all others in their turn. Length
 * and content are `checkPassword`'s.
 */
export class Passwords {
  readonly #turnstile: Turnstile

  constructor(metrics: Registry = new Registry()) {
    const settings = { atOnce: AT_ONCE, maxWaiting: MAX_WAITING, comeAgainSeconds: COME_AGAIN_SECONDS }
    this.#turnstile = new Turnstile({ name: 'password_hashes', ...settings }, metrics)
  }

  /** The hash in PHC form, with its parameters and a salt of its own. @throws RequestError RATE_LIMITED */
  async hash(password: string): Promise<string> {
    return await this.#turnstile.pass(() => hash(normalized(password), ARGON2ID))
  }

  /**
   * Whether it is the password of `hash`. Null, for nobody, takes the same work and is never right.
   * @throws RequestError RATE_LIMITED when too many wait already, whosever password it is
   */
  async verify(hash: string | null, password: string): Promise<boolean> {
    const isRight = await this.#turnstile.pass(() => verify(hash ?? NOBODYS_HASH, normalized(password)))
    return isRight && hash !== null && lengthOf(normalized(password)) <= MAX_PASSWORD_LENGTH
  }

  /** Whether the hash was made with other parameters than today's: time to make a new one, while the password is here. */
  needsRehash(hash: string): boolean {
    const { memoryCost, timeCost, parallelism } = parseOptions(hash)
    const { memoryCost: memory, timeCost: time, parallelism: lanes } = ARGON2ID
    return !hash.startsWith('$argon2id$v=19$') || memoryCost !== memory || timeCost !== time || parallelism !== lanes
  }
}

/** Whether both are one password, however a keyboard composes their characters. */
export function isSamePassword(one: string, other: string): boolean {
  return normalized(one) === normalized(other)
}

/**
 * Refuses a password that others would try first. Length counts; which kinds of characters it has does not, and every
 * printable character is welcome, blanks too (NIST SP 800-63B-4, section 3.1.1.2).
 * @throws UserErrors WEAK_PASSWORD at `field`; the message never shows the password.
 */
export function checkPassword(password: string, owner: PasswordOwner, field: string[] = ['password']): void {
  const problem = problemOf(normalized(password), owner)
  if (problem !== null) throw UserErrors.one('WEAK_PASSWORD', field, problem)
}

function problemOf(password: string, owner: PasswordOwner): string | null {
  const length = lengthOf(password)
  if (length < MIN_PASSWORD_LENGTH || length > MAX_PASSWORD_LENGTH) {
    return `expected ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters, got ${length}; several words that nobody would guess make a good one`
  }
  if (/[\p{Cc}\p{Surrogate}]/u.test(password)) return 'expected printable characters and blanks only'
  const folded = password.toLowerCase()
  if (isCommonPassword(folded) || isCommonPassword(folded.replace(/\s+/gu, ''))) {
    return 'expected one that others would not try first, got a common password, a repetition or a sequence of keys'
  }
  const own = withoutKnownParts(folded, owner)
  if (own !== null && (lengthOf(own) < MIN_OWN_LENGTH || isCommonPassword(own))) {
    return `expected more than your name, your e-mail address or the name of this service: ${MIN_OWN_LENGTH} characters besides them that are no common password`
  }
  return null
}

/** Letters and digits that are left without what everybody knows of the person and the service; null: nothing is known. */
function withoutKnownParts(folded: string, { email, fullName }: PasswordOwner): string | null {
  const personal = [email, ...`${email} ${fullName}`.split(/[^\p{L}\p{N}]+/u)]
    .map((part) => normalized(part).toLowerCase())
    .filter((part) => lengthOf(part) >= SHORTEST_PERSONAL_PART)
  const parts = [...personal, ...SERVICE_WORDS].sort((a, b) => b.length - a.length)
  const rest = parts.reduce((text, part) => text.replaceAll(part, ' '), folded)
  return rest === folded ? null : rest.replace(/[^\p{L}\p{N}]+/gu, '')
}

/** One password has one form, however a keyboard composes its characters (NIST SP 800-63B-4 asks for NFKC or NFKD). */
function normalized(password: string): string {
  return password.normalize('NFKC')
}

/** In Unicode code points. */
function lengthOf(text: string): number {
  return [...text].length
}
