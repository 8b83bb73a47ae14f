import { canonicalJson, sha256Hex } from '../kernel/digest.js'
import type { ProfileContent } from './profile.content.js'
import { PRODUCT_SECTIONS, type ProfileProduct } from './profile.sections.js'

/** The file inside of the file: what the document says, as data. */
export interface AttachedRecord {
  name: string
  bytes: Uint8Array
  /** Of `bytes`, in hex. Of a product that sells every section, it is the fingerprint of the content. */
  sha256: string
}

/**
 * Canonical JSON (RFC 8785) of what was sold. For a product that sells every section those are the bytes over which the
 * content's fingerprint is taken; for one that sells some, the same without the sections that were not bought.
 */
export function attachedRecord(product: ProfileProduct, content: ProfileContent): AttachedRecord {
  const sold = Object.entries(content.sections).filter(([code]) =>
    PRODUCT_SECTIONS[product].some((sells) => sells === code),
  )
  const bytes = Buffer.from(canonicalJson({ ...content, sections: Object.fromEntries(sold) }))
  return { name: 'profile.json', bytes, sha256: sha256Hex(bytes) }
}
