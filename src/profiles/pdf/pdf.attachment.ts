import { type PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib'
import { canonicalJson, sha256Hex } from '../../kernel/digest.js'
import type { ProfileContent } from '../profile.content.js'
import { PRODUCT_SECTIONS, type ProfileProduct } from '../profile.sections.js'
import { packed } from './pdf.stream.js'

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

/** Attaches the record as the data of the document (ISO 19005-3, 6.8 and annex E); `at` because PDF/A wants its date. */
export function attach(pdf: PDFDocument, { name, bytes }: AttachedRecord, at: Date | null): void {
  const { context, catalog } = pdf
  const date = at === null ? {} : { ModDate: PDFString.fromDate(at) }
  const file = packed(pdf, bytes, {
    Type: 'EmbeddedFile',
    Subtype: 'application/json',
    Params: { Size: bytes.length, ...date },
  })
  const specification = context.register(
    context.obj({
      Type: 'Filespec',
      F: PDFString.of(name),
      UF: PDFHexString.fromText(name),
      Desc: PDFHexString.fromText('The content of this profile as canonical JSON'),
      AFRelationship: 'Source',
      EF: { F: file, UF: file },
    }),
  )
  const names = context.obj({ EmbeddedFiles: { Names: [PDFHexString.fromText(name), specification] } })
  catalog.set(PDFName.of('Names'), names)
  catalog.set(PDFName.of('AF'), context.obj([specification]))
}
