import { hkdfSync, randomBytes } from 'node:crypto'

/** 256 bits each: the least of a PKCE verifier's 43 characters (RFC 7636, section 4.1), and beyond guessing. */
const SECRET_BYTES = 32

/** A new state, which travels through the browser and the provider, and the secret that stays with the page that began. */
export function newSignInSecrets(): { state: string; secret: string } {
  return {
    state: randomBytes(SECRET_BYTES).toString('base64url'),
    secret: randomBytes(SECRET_BYTES).toString('base64url'),
  }
}

/** The key of `verifiersOf`, made of the deployment's key for secrets: that one encrypts, and does nothing else. */
export function openIdKeyOf(secretEncryptionKey: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secretEncryptionKey, '', 'profiles-gateway openid sign-in', SECRET_BYTES))
}

/**
 * Nonce and PKCE verifier of a sign-in: derived from its state and its secret by a key that never leaves the server, so
 * that neither has to be kept. Who sees the way through the browser has state and code, and can redeem the code nowhere:
 * not at the provider, and for want of the secret not here.
 */
export function verifiersOf(
  key: Uint8Array,
  { state, secret }: { state: string; secret: string },
): { nonce: string; codeVerifier: string } {
  const derived = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', key, `${state}.${secret}`, purpose, SECRET_BYTES)).toString('base64url')
  return { nonce: derived('openid nonce'), codeVerifier: derived('openid code verifier') }
}
