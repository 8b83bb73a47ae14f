import { deflateSync } from 'node:zlib'
import { type PDFDocument, PDFRawStream, type PDFRef } from 'pdf-lib'

type Entries = NonNullable<Parameters<PDFDocument['context']['stream']>[1]>

/** Adds a compressed stream. Node's zlib takes a fifth of the time of the one inside of pdf-lib. */
export function packed(pdf: PDFDocument, bytes: Uint8Array | string, entries: Entries = {}): PDFRef {
  const data = deflateSync(bytes)
  const dictionary = pdf.context.obj({ ...entries, Filter: 'FlateDecode', Length: data.length })
  return pdf.context.register(PDFRawStream.of(dictionary, data))
}

/** Adds a stream that stays readable, as metadata should be for programs that know no PDF. */
export function plain(pdf: PDFDocument, bytes: Uint8Array, entries: Entries): PDFRef {
  const dictionary = pdf.context.obj({ ...entries, Length: bytes.length })
  return pdf.context.register(PDFRawStream.of(dictionary, bytes))
}
