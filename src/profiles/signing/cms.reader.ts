import { createHash, verify, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import { fromBER, OctetString, Sequence } from 'asn1js'
import { Certificate, ContentInfo, IssuerAndSerialNumber, SignedData, type SignerInfo } from 'pkijs'
import { type DigestAlgorithm, digestOf, isSignatureOf, keyInput, OID } from './signing.algorithms.js'
import { fingerprint } from './signing.identity.js'

const verifyInThreadPool = promisify(verify)

/** A signature that could be read; whether it holds is another question. */
export interface ReadCms {
  /** SHA-256 (hex) of the certificate by which it says it was made. */
  certificateSha256: string
  digest: DigestAlgorithm
  /** Whether it was made by the key of that certificate, of a document with this digest. */
  holds(documentDigest: Uint8Array): Promise<boolean>
}

/**
 * Reads a detached CMS with one signer, as `detachedSigner` writes it; null for anything else. Never throws, whatever the
 * bytes are: the ASN.1 library limits depth and number of nodes, and the caller the size.
 */
export function readCms(der: Uint8Array): ReadCms | null {
  try {
    return read(der)
  } catch {
    return null
  }
}

function read(der: Uint8Array): ReadCms | null {
  const { offset, result } = fromBER(der)
  // What is left of the room must be empty: else something could hide in it.
  if (offset <= 0 || der.subarray(offset).some((byte) => byte !== 0)) return null
  const info = new ContentInfo({ schema: result })
  if (info.contentType !== OID.signedData) return null
  const signed = new SignedData({ schema: info.content })
  const [signer, ...others] = signed.signerInfos
  if (signer === undefined || others.length > 0 || signed.encapContentInfo.eContent !== undefined) return null
  const digest = digestOf(signer.digestAlgorithm.algorithmId)
  const certificate = certificateOf(signed, signer)
  const attributes = signer.signedAttrs
  if (digest === undefined || certificate === undefined || attributes === undefined) return null
  const key = certificate.publicKey
  if (!isSignatureOf(signer.signatureAlgorithm.algorithmId, key.asymmetricKeyType, digest)) return null
  const namesItsCertificate = valuesFit(
    signer,
    OID.signingCertificateV2,
    // Signatures of other levels than PAdES do without.
    ([value, ...more]) => value === undefined || (more.length === 0 && namesCertificate(value, certificate)),
  )
  return {
    certificateSha256: fingerprint(certificate),
    digest,
    async holds(documentDigest) {
      const digestFits = valuesFit(
        signer,
        OID.messageDigest,
        ([value, ...more]) => more.length === 0 && isOctets(value, documentDigest),
      )
      if (!digestFits || !namesItsCertificate) return false
      const signature = signer.signature.valueBlock.valueHexView
      return await verifyInThreadPool(
        digest.name,
        new Uint8Array(attributes.encodedValue),
        keyInput(key),
        signature,
      ).catch(() => false)
    },
  }
}

function certificateOf(signed: SignedData, { sid }: SignerInfo): X509Certificate | undefined {
  if (!(sid instanceof IssuerAndSerialNumber)) return undefined
  const found = (signed.certificates ?? []).find(
    (one): one is Certificate =>
      one instanceof Certificate && one.issuer.isEqual(sid.issuer) && one.serialNumber.isEqual(sid.serialNumber),
  )
  return found === undefined ? undefined : new X509Certificate(Buffer.from(found.toSchema().toBER()))
}

/** Whether the values of a signed attribute, one where it is used as it should be, are such. */
function valuesFit({ signedAttrs }: SignerInfo, oid: string, suit: (values: readonly unknown[]) => boolean): boolean {
  return suit((signedAttrs?.attributes ?? []).filter(({ type }) => type === oid).flatMap(({ values }) => values))
}

/** Whether an ESS signing-certificate-v2 is of this certificate; only its default digest, SHA-256, is known. */
function namesCertificate(value: unknown, certificate: X509Certificate): boolean {
  const first = (node: unknown) => (node instanceof Sequence ? node.valueBlock.value[0] : undefined)
  return isOctets(first(first(first(value))), createHash('sha256').update(certificate.raw).digest())
}

function isOctets(value: unknown, octets: Uint8Array): boolean {
  return value instanceof OctetString && Buffer.compare(value.valueBlock.valueHexView, octets) === 0
}
