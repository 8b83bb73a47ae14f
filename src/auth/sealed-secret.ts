import { CompactEncrypt, compactDecrypt } from 'jose'
import { invariant } from '../kernel/errors.js'

/** How secrets lie in the database: encrypted directly with the deployment's key (RFC 7516, RFC 7518). */
const ENCRYPTION = { alg: 'dir', enc: 'A256GCM' } as const

/** `secret`, encrypted. The id of its owner is under the seal: no row can be given the secret of another. */
export async function sealSecret(ownerId: string, secret: Uint8Array, encryptionKey: Uint8Array): Promise<string> {
  return await new CompactEncrypt(secret).setProtectedHeader({ ...ENCRYPTION, kid: ownerId }).encrypt(encryptionKey)
}

/** The secret again. Throws when it was sealed with another key than the deployment's present one. */
export async function openSecret(ownerId: string, sealed: string, encryptionKey: Uint8Array): Promise<Uint8Array> {
  const { plaintext, protectedHeader } = await compactDecrypt(sealed, encryptionKey, {
    keyManagementAlgorithms: [ENCRYPTION.alg],
    contentEncryptionAlgorithms: [ENCRYPTION.enc],
  })
  invariant(protectedHeader['kid'] === ownerId, `the secret of ${ownerId} is its own`)
  return plaintext
}
