import { constants, type KeyObject, type SignKeyObjectInput } from 'node:crypto'

/** Names and object identifiers of what signatures are made with (RFC 5754, RFC 5758, RFC 8017). */
export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  /** ESS signing-certificate-v2 (RFC 5035). */
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  keyUsage: '2.5.29.15',
  rsaEncryption: '1.2.840.113549.1.1.1',
} as const

/** A digest with its identifiers, alone and in signatures. */
export interface DigestAlgorithm {
  name: 'sha256' | 'sha384' | 'sha512'
  oid: string
  withRsa: string
  withEcdsa: string
}

export const SHA256: DigestAlgorithm = {
  name: 'sha256',
  oid: '2.16.840.1.101.3.4.2.1',
  withRsa: '1.2.840.113549.1.1.11',
  withEcdsa: '1.2.840.10045.4.3.2',
}
export const SHA384: DigestAlgorithm = {
  name: 'sha384',
  oid: '2.16.840.1.101.3.4.2.2',
  withRsa: '1.2.840.113549.1.1.12',
  withEcdsa: '1.2.840.10045.4.3.3',
}
const SHA512: DigestAlgorithm = {
  name: 'sha512',
  oid: '2.16.840.1.101.3.4.2.3',
  withRsa: '1.2.840.113549.1.1.13',
  withEcdsa: '1.2.840.10045.4.3.4',
}

/** The digest of this identifier; undefined for one that is not used here, as SHA-1. */
export function digestOf(oid: string): DigestAlgorithm | undefined {
  return [SHA256, SHA384, SHA512].find((digest) => digest.oid === oid)
}

/** Whether a signature by this kind of key and this digest may call itself `oid`. */
export function isSignatureOf(oid: string, keyType: string | undefined, digest: DigestAlgorithm): boolean {
  if (keyType === 'rsa') return oid === OID.rsaEncryption || oid === digest.withRsa
  return keyType === 'ec' && oid === digest.withEcdsa
}

/** The key as node's `sign` and `verify` want it: PKCS #1 v1.5, and ECDSA as a sequence of two integers. */
export function keyInput<Key extends KeyObject>(key: Key): SignKeyObjectInput {
  return key.asymmetricKeyType === 'rsa' ? { key, padding: constants.RSA_PKCS1_PADDING } : { key, dsaEncoding: 'der' }
}
