import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { openSecret, sealSecret } from '../auth/sealed-secret.js'
import { invariant } from '../kernel/errors.js'
import type { KeyRing } from '../kernel/key-ring.js'

/** Ed25519 (RFC 8037): small, fast, and with no parameters that one could get wrong. */
export const SIGNING_ALGORITHM = 'EdDSA'

/** A new key pair: the public half as published, the private one encrypted. */
export async function newSigningPair(
  id: string,
  encryptionKeys: KeyRing,
): Promise<{ publicJwk: JWK; privateJwe: string }> {
  const { publicKey, privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { crv: 'Ed25519', extractable: true })
  const publicJwk = { ...(await exportJWK(publicKey)), kid: id, alg: SIGNING_ALGORITHM, use: 'sig' }
  const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(privateKey)))
  return { publicJwk, privateJwe: await sealSecret(id, secret, encryptionKeys) }
}

/** The private half was encrypted with a key that this process does not have. */
export class SigningKeyClosed extends Error {
  override readonly name = 'SigningKeyClosed'

  constructor(id: string, options?: ErrorOptions) {
    super(
      `SECRET_ENCRYPTION_KEY does not open the signing key ${id}: give this process the key that it was made with or, if that one was replaced or is lost, give every process the new one and make another signing key with it (npm run keys -- rotate-signing)`,
      options,
    )
  }
}

/** The private half. @throws SigningKeyClosed when it was encrypted with another key than the deployment's present one. */
export async function openPrivateKey(id: string, privateJwe: string, encryptionKeys: KeyRing): Promise<CryptoKey> {
  const secret = await openSecret(id, privateJwe, encryptionKeys).catch((error) => {
    throw new SigningKeyClosed(id, { cause: error })
  })
  return await keyOf(JSON.parse(new TextDecoder().decode(secret)) as JWK)
}

/** The key of a JWK that is ours. */
export async function keyOf(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, SIGNING_ALGORITHM)
  invariant(!(key instanceof Uint8Array), 'an Ed25519 key is a key pair’s half')
  return key
}
