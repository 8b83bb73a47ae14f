import type { X509Certificate } from 'node:crypto'
import { type AsnType, BitString, Constructed, fromBER, ObjectIdentifier, OctetString } from 'asn1js'
import { OID } from './signing.algorithms.js'

/** The first two bits of the extension (RFC 5280, 4.2.1.3). */
const DIGITAL_SIGNATURE_OR_NON_REPUDIATION = 0b1100_0000
/** Extensions of a certificate, `[3]` (RFC 5280, 4.1). */
const EXTENSIONS_TAG = 3

/** Whether documents may be signed with the certificate's key; one that does not say what its key is for sets no limit. */
export function allowsSigning(certificate: X509Certificate): boolean {
  const [contents] = childrenOf(fromBER(certificate.raw).result)
  const tagged = childrenOf(contents).find(
    ({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === EXTENSIONS_TAG,
  )
  const [extensions] = childrenOf(tagged)
  for (const extension of childrenOf(extensions)) {
    const [id, ...rest] = childrenOf(extension)
    const value = rest.at(-1)
    if (!(id instanceof ObjectIdentifier) || id.getValue() !== OID.keyUsage || !(value instanceof OctetString)) continue
    const usage = fromBER(value.getValue()).result
    const [bits = 0] = usage instanceof BitString ? usage.valueBlock.valueHexView : []
    return (bits & DIGITAL_SIGNATURE_OR_NON_REPUDIATION) !== 0
  }
  return true
}

function childrenOf(node: AsnType | undefined): readonly AsnType[] {
  return node instanceof Constructed ? (node.valueBlock.value as AsnType[]) : []
}
