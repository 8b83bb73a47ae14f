import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Mode } from '../auth/actor.js'

/*
 * pgw_test_<selector><secret><checksum>
 *   selector  12 characters, finds the row
 *   secret    32 characters (190 bits), kept as SHA-256 only
 *   checksum   6 characters: CRC-32 (as zlib computes it) of everything before it, in base 62, padded with 0
 * All characters are 0-9A-Za-z, so that a double click takes the whole key and a scanner finds leaked ones.
 */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const SELECTOR_LENGTH = 12
const SECRET_LENGTH = 32
const CHECKSUM_LENGTH = 6

const TOKEN = new RegExp(
  `^(pgw_(test|live)_([0-9A-Za-z]{${SELECTOR_LENGTH}})([0-9A-Za-z]{${SECRET_LENGTH}}))([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`,
)

/** The parts of an API key that is well formed. */
export interface ApiKeyToken {
  mode: Mode
  selector: string
  secret: string
}

/** A new key and what it is made of; `text` is shown once and kept nowhere. */
export function newApiKeyToken(mode: Mode): ApiKeyToken & { text: string } {
  const selector = randomText(SELECTOR_LENGTH)
  const secret = randomText(SECRET_LENGTH)
  const body = apiKeyPrefix(mode, selector) + secret
  return { mode, selector, secret, text: body + checksum(body) }
}

/** How a key with this selector begins: what of it may be shown. */
export function apiKeyPrefix(mode: Mode, selector: string): string {
  return `pgw_${mode.toLowerCase()}_${selector}`
}

/** Null for everything that cannot be a key, the checksum included: no look-up is made for it. */
export function parseApiKeyToken(text: string): ApiKeyToken | null {
  const [, body, mode, selector, secret, sum] = TOKEN.exec(text) ?? []
  if (body === undefined || selector === undefined || secret === undefined || checksum(body) !== sum) return null
  return { mode: mode === 'live' ? 'LIVE' : 'TEST', selector, secret }
}

function checksum(body: string): string {
  let rest = crc32(body)
  let text = ''
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    text = ALPHABET.charAt(rest % ALPHABET.length) + text
    rest = Math.floor(rest / ALPHABET.length)
  }
  return text
}

/** Bytes past the last whole multiple of 62 are thrown away, or the first letters would be likelier. */
function randomText(length: number): string {
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < 248 && text.length < length) text += ALPHABET.charAt(byte % ALPHABET.length)
    }
  }
  return text
}
