import { randomBytes } from 'node:crypto'
import { sha256Hex } from '../kernel/digest.js'

/** 256 bits. */
const SECRET_BYTES = 32
const FORM = /^pgr_[\w-]{43}$/

/** A new refresh token; shown once, and kept as SHA-256 only. It has so much chance in it that no salt is needed. */
export function newRefreshToken(): { text: string; sha256: string } {
  const text = `pgr_${randomBytes(SECRET_BYTES).toString('base64url')}`
  return { text, sha256: sha256Hex(text) }
}

/** What finds the token, or null for everything that cannot be one: no look-up is made for it. */
export function refreshTokenSha256(text: string): string | null {
  return FORM.test(text) ? sha256Hex(text) : null
}
