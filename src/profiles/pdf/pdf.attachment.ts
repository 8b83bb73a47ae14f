import { type PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib'
import type { AttachedRecord } from '../profile.record.js'
import { packed } from './pdf.stream.js'

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
