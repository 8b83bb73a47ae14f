import { CompactEncrypt, compactDecrypt, errors } from 'jose'
import { invariant } from '../kernel/errors.js'
import type { KeyRing } from '../kernel/key-ring.js'

/** How secrets lie in the database: encrypted directly with the deployment's key (RFC 7516, RFC 7518). */
const ENCRYPTION = { alg: 'dir', enc: 'A256GCM' } as const

/** `secret`, encrypted. The id of its owner is under the seal: no row can be given the secret of another. */
export async function sealSecret(ownerId: string, secret: Uint8Array, [present]: KeyRing): Promise<string> {
  return await new CompactEncrypt(secret).setProtectedHeader({ ...ENCRYPTION, kid: ownerId }).encrypt(present)
}

/** The secret again. Throws when it was sealed with none of these keys. */
export async function openSecret(ownerId: string, sealed: string, [key, ...others]: KeyRing): Promise<Uint8Array> {
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, key, {
      keyManagementAlgorithms: [ENCRYPTION.alg],
      contentEncryptionAlgorithms: [ENCRYPTION.enc],
    })
    invariant(protectedHeader['kid'] === ownerId, `the secret of ${ownerId} is its own`)
    return plaintext
  } catch (error) {
    const [next, ...rest] = others
    if (next === undefined || !(error instanceof errors.JWEDecryptionFailed)) throw error
    return await openSecret(ownerId, sealed, [next, ...rest])
  }
}

/** The same secret sealed with the present key; null when it was, or when none of the keys opens it. */
export async function resealed(ownerId: string, sealed: string, keys: KeyRing): Promise<string | null> {
  const [present, ...others] = keys
  const isOpenedBy = async (key: Uint8Array) => await openSecret(ownerId, sealed, [key]).catch(() => null)
  if ((await isOpenedBy(present)) !== null) return null
  for (const key of others) {
    const secret = await isOpenedBy(key)
    if (secret !== null) return await sealSecret(ownerId, secret, keys)
  }
  return null
}
