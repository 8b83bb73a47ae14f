import { createHash, sign, type X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import { Constructed, fromBER, ObjectIdentifier } from 'asn1js'
import { keyInput, OID } from './signing.algorithms.js'
import type { SigningIdentity } from './signing.identity.js'

const signInThreadPool = promisify(sign)

/** Tags of ASN.1 in DER; `[0]` marks the certificates, the signed attributes and the content of CMS (RFC 5652). */
const TAG = { integer: 0x02, octets: 0x04, null: 0x05, sequence: 0x30, set: 0x31, zero: 0xa0 } as const

const ONE = der(TAG.integer, Uint8Array.of(1))

/** The detached signature of the document that these parts make up, as CMS in DER. */
export type DetachedSigner = (parts: readonly Uint8Array[]) => Promise<Uint8Array>

/**
 * Signs as PAdES B-B wants it (ETSI EN 319 142-1, 6.3): content type, message digest and ESS signing-certificate-v2 are
 * signed, and all certificates of the chain come along. There is no signing-time attribute: the claimed time is the
 * dictionary's `/M`. What is the same for all documents is encoded once: building each CMS with pkijs took seven
 * milliseconds of processor, and this takes less than one.
 */
export function detachedSigner({ certificate, chain, digest, key }: SigningIdentity): DetachedSigner {
  const digestAlgorithm = sequence(oid(digest.oid))
  // RSA has parameters, which are NULL; ECDSA has none (RFC 5754, 3.2; RFC 5758, 3.2).
  const signatureAlgorithm =
    key.asymmetricKeyType === 'rsa' ? sequence(oid(digest.withRsa), der(TAG.null)) : sequence(oid(digest.withEcdsa))
  const signer = issuerAndSerial(certificate)
  // SHA-256 is the default of ESSCertIDv2, which DER leaves out (RFC 5035, 4).
  const certificateId = sequence(octets(createHash('sha256').update(certificate.raw).digest()))
  const fixed = [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.signingCertificateV2, sequence(sequence(certificateId))),
  ]
  const beginning = [
    ONE,
    der(TAG.set, digestAlgorithm),
    sequence(oid(OID.data)),
    der(TAG.zero, ...chain.map(({ raw }) => raw)),
  ]
  return async (parts) => {
    const hash = createHash(digest.name)
    for (const part of parts) hash.update(part)
    // A SET OF in DER is in the order of its encodings.
    const attributes = [...fixed, attribute(OID.messageDigest, octets(hash.digest()))].sort(Buffer.compare)
    // What is signed is the SET, not the `[0]` of the SignerInfo (RFC 5652, 5.4).
    const signature = await signInThreadPool(digest.name, der(TAG.set, ...attributes), keyInput(key))
    const signerInfo = sequence(
      ONE,
      signer,
      digestAlgorithm,
      der(TAG.zero, ...attributes),
      signatureAlgorithm,
      octets(signature),
    )
    return sequence(oid(OID.signedData), der(TAG.zero, sequence(...beginning, der(TAG.set, signerInfo))))
  }
}

function attribute(type: string, value: Uint8Array): Buffer {
  return sequence(oid(type), der(TAG.set, value))
}

function oid(value: string): Buffer {
  return Buffer.from(new ObjectIdentifier({ value }).toBER())
}

function octets(content: Uint8Array): Buffer {
  return der(TAG.octets, content)
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return der(TAG.sequence, ...parts)
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const digits = length.toString(16)
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex')
  return Buffer.concat([
    Uint8Array.of(tag),
    ...(length < 0x80 ? [bytes] : [Uint8Array.of(0x80 | bytes.length), bytes]),
    content,
  ])
}

/** Name of the issuer and serial number, as the certificate encodes them (RFC 5280, 4.1). */
function issuerAndSerial(certificate: X509Certificate): Buffer {
  const { result } = fromBER(certificate.raw)
  const [contents] = result instanceof Constructed ? result.valueBlock.value : []
  const fields = contents instanceof Constructed ? contents.valueBlock.value : []
  // The version is left out of certificates of version 1.
  const [serial, , issuer] = fields[0]?.idBlock.tagClass === 3 ? fields.slice(1) : fields
  if (serial === undefined || issuer === undefined) throw new Error('a certificate has a serial number and an issuer')
  return sequence(issuer.valueBeforeDecodeView, serial.valueBeforeDecodeView)
}
