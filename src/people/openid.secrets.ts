import { hkdfSync, randomBytes } from 'node:crypto'

/** 256 bits each: the least of a PKCE verifier's 43 characters (RFC 7636, section 4.1), and beyond guessing. */
const SECRET_BYTES = 32

/** A new state; whoever began the sign-in keeps it, and shows it to complete the sign-in. */
export function newState(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

/**
 * Nonce and PKCE verifier of a sign-in: derived from its state by a key that never leaves the server, so that neither
 * has to be kept. Who sees the way back through the browser has state and code, and can redeem the code nowhere.
 */
export function secretsOf(key: Uint8Array, state: string): { nonce: string; codeVerifier: string } {
  const derived = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', key, state, purpose, SECRET_BYTES)).toString('base64url')
  return { nonce: derived('openid nonce'), codeVerifier: derived('openid code verifier') }
}
