import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { SIGNATURE_BYTES } from './pdf.signature-room.js'
import { type DigestAlgorithm, SHA256, SHA384 } from './signing.algorithms.js'
import { allowsSigning } from './signing.key-usage.js'

/** A certificate and its key as a deployment keeps them. */
export interface SigningMaterial {
  /** In PEM: the certificate that signs, then those that vouch for it, each for the one before. */
  certificatePem: string
  /** PKCS #8 in PEM, without a passphrase. Never logged, never shown. */
  keyPem: string
}

/** What signs documents: checked, and fit for it. */
export interface SigningIdentity {
  certificate: X509Certificate
  /** The certificate first, then those above it; every signature carries all. */
  chain: readonly X509Certificate[]
  key: KeyObject
  digest: DigestAlgorithm
  validFrom: Date
  validUntil: Date
  /** SHA-256 (hex) of the certificate. */
  sha256: string
}

/** Why a certificate or its key cannot sign, all reasons at once; no word of the key itself. */
export class SigningError extends Error {
  override readonly name = 'SigningError'

  constructor(readonly problems: readonly string[]) {
    super(`documents cannot be signed:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
  }
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/** ETSI TS 119 312: less is not enough. */
const MIN_RSA_BITS = 2048
const CURVES: Readonly<Record<string, DigestAlgorithm>> = { prime256v1: SHA256, secp384r1: SHA384 }

/** What a CMS has beside certificates and signature, generously. */
const CMS_OVERHEAD_BYTES = 1_024

/** The identity, if certificate and key fit each other, the purpose and `now`. @throws SigningError */
export function openSigningIdentity({ certificatePem, keyPem }: SigningMaterial, now: Date): SigningIdentity {
  const chain = certificatesOf(certificatePem)
  const [certificate] = chain
  const key = keyOf(keyPem)
  if (certificate === undefined || key === undefined) {
    throw new SigningError([
      ...(certificate === undefined
        ? ['SIGNING_CERTIFICATE_FILE: expected certificates in PEM, first the signing one']
        : []),
      ...(key === undefined ? ['SIGNING_KEY_FILE: expected a private key in PEM (PKCS #8) without a passphrase'] : []),
    ])
  }
  const digest = digestFor(key)
  const problems = [
    ...(digest === undefined ? [unfitKey(key)] : []),
    ...(certificate.checkPrivateKey(key)
      ? []
      : ['SIGNING_KEY_FILE: expected the key of the first certificate; it is of another']),
    ...validityProblems(certificate, now),
    ...(allowsSigning(certificate)
      ? []
      : ['SIGNING_CERTIFICATE_FILE: expected the key usage digitalSignature or nonRepudiation']),
    ...chainProblems(chain, key),
  ]
  if (digest === undefined || problems.length > 0) throw new SigningError(problems)
  return {
    certificate,
    chain,
    key,
    digest,
    validFrom: new Date(certificate.validFrom),
    validUntil: new Date(certificate.validTo),
    sha256: fingerprint(certificate),
  }
}

/** SHA-256 of a certificate as lower-case hex. */
export function fingerprint(certificate: X509Certificate): string {
  return certificate.fingerprint256.replaceAll(':', '').toLowerCase()
}

/** Whether the certificate is valid at `at`. */
export function isValidAt(
  { validFrom, validUntil }: Pick<SigningIdentity, 'validFrom' | 'validUntil'>,
  at: Date,
): boolean {
  return validFrom <= at && at <= validUntil
}

function certificatesOf(pem: string): X509Certificate[] {
  try {
    return (pem.match(CERTIFICATE) ?? []).map((one) => new X509Certificate(one))
  } catch {
    return []
  }
}

function keyOf(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem)
  } catch {
    // What the library says may quote the file.
    return undefined
  }
}

function digestFor({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): DigestAlgorithm | undefined {
  if (asymmetricKeyType === 'ec') return CURVES[asymmetricKeyDetails.namedCurve ?? '']
  const isLong = (asymmetricKeyDetails.modulusLength ?? 0) >= MIN_RSA_BITS
  return asymmetricKeyType === 'rsa' && isLong ? SHA256 : undefined
}

function unfitKey({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): string {
  const { namedCurve, modulusLength } = asymmetricKeyDetails
  const kind = [asymmetricKeyType, namedCurve ?? modulusLength].filter((word) => word !== undefined).join(' ')
  return `SIGNING_KEY_FILE: expected ECDSA P-256 or P-384, or RSA of at least ${MIN_RSA_BITS} bits; got ${kind}`
}

function validityProblems(certificate: X509Certificate, now: Date): string[] {
  const [from, until] = [new Date(certificate.validFrom), new Date(certificate.validTo)]
  if (isValidAt({ validFrom: from, validUntil: until }, now)) return []
  const span = `${from.toISOString()} to ${until.toISOString()}`
  return [`SIGNING_CERTIFICATE_FILE: expected a certificate that is valid now; this one is from ${span}`]
}

function chainProblems(chain: readonly X509Certificate[], key: KeyObject): string[] {
  const astray = chain.findIndex((certificate, index) => {
    const issuer = chain[index + 1]
    return issuer !== undefined && !(certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey))
  })
  const bytes = chain.reduce((sum, { raw }) => sum + raw.length, 0) + signatureBytes(key) + CMS_OVERHEAD_BYTES
  return [
    ...(astray < 0
      ? []
      : [`SIGNING_CERTIFICATE_FILE: expected each certificate to be issued by the next; number ${astray + 1} is not`]),
    ...(bytes <= SIGNATURE_BYTES
      ? []
      : [
          `SIGNING_CERTIFICATE_FILE: expected a chain that fits a signature of ${SIGNATURE_BYTES} bytes; this needs ${bytes}`,
        ]),
  ]
}

function signatureBytes({ asymmetricKeyDetails = {} }: KeyObject): number {
  return (asymmetricKeyDetails.modulusLength ?? 1024) / 8
}
