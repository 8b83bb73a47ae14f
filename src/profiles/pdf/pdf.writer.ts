import { deflateSync } from 'node:zlib'
import { type PDFDocument, PDFInvalidObject, type PDFObject, type PDFRef, PDFStream } from 'pdf-lib'

/** The second line says that the file is binary (ISO 32000-1, 7.5.2). */
const HEADER = '%PDF-1.7\n%\x81\x81\x81\x81\n'

/** Bytes of an entry of the cross-reference stream: kind, place, and index within a stream of objects. */
const XREF_WIDTHS = [1, 4, 4] as const
const XREF_ENTRY_BYTES = 9
const XREF = { free: 0, plain: 1, packed: 2 } as const

/** Ends of an entry without a place: the list of free objects has this one alone. */
const NO_REUSE = 0xffff

/**
 * The file of a document: its streams, all other objects packed into one stream, and the cross-reference stream
 * (ISO 32000-1, 7.5.7 and 7.5.8). pdf-lib writes the same, but compresses in JavaScript and copies everything twice:
 * that took a third of the time of a whole profile. What is already written as bytes stays as it is, so that the places
 * in it can be found: the signature.
 */
export function writePdf(pdf: PDFDocument): Uint8Array {
  const { context } = pdf
  const file = new PdfFile(HEADER)
  const packed: [PDFRef, PDFObject][] = []
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (object instanceof PDFStream || object instanceof PDFInvalidObject) file.add(ref.objectNumber, bytesOf(object))
    else packed.push([ref, object])
  }
  const [packedNumber, xrefNumber] = [context.largestObjectNumber + 1, context.largestObjectNumber + 2]
  file.addPacked(packedNumber, packed)
  const { Root, Info, ID } = context.trailerInfo
  const trailer = [`/Root ${Root}`, ...(Info ? [`/Info ${Info}`] : []), ...(ID ? [`/ID ${ID}`] : [])].join('\n')
  return file.finish(xrefNumber, trailer)
}

function bytesOf(object: PDFObject): Buffer {
  const bytes = Buffer.alloc(object.sizeInBytes())
  object.copyBytesInto(bytes, 0)
  return bytes
}

/** The parts of a file in their order, and where its objects are. */
class PdfFile {
  readonly #parts: Buffer[] = []
  readonly #places = new Map<number, readonly [kind: number, place: number, index: number]>()
  #length = 0

  constructor(header: string) {
    this.#write(header)
  }

  add(number: number, bytes: Buffer): void {
    this.#places.set(number, [XREF.plain, this.#length, 0])
    this.#write(`${number} 0 obj\n`)
    this.#write(bytes)
    this.#write('\nendobj\n')
  }

  addPacked(number: number, objects: readonly [PDFRef, PDFObject][]): void {
    const texts = objects.map(([, object]) => `${object.toString()}\n`)
    let offset = 0
    const heads = objects.map(([ref], index) => {
      this.#places.set(ref.objectNumber, [XREF.packed, number, index])
      const head = `${ref.objectNumber} ${offset}`
      offset += texts[index]?.length ?? 0
      return head
    })
    const head = `${heads.join(' ')}\n`
    const content = Buffer.from(head + texts.join(''), 'latin1')
    this.add(number, compressed(content, `/Type /ObjStm\n/N ${objects.length}\n/First ${head.length}`))
  }

  finish(number: number, trailer: string): Uint8Array {
    const start = this.#length
    this.#places.set(number, [XREF.plain, start, 0])
    const entries = Buffer.alloc((number + 1) * XREF_ENTRY_BYTES)
    for (let object = 0; object <= number; object++) {
      const [kind, place, index] = this.#places.get(object) ?? [XREF.free, 0, NO_REUSE]
      const at = object * XREF_ENTRY_BYTES
      entries.writeUInt8(kind, at)
      entries.writeUInt32BE(place, at + 1)
      entries.writeUInt32BE(index, at + 5)
    }
    this.add(number, compressed(entries, `/Type /XRef\n/Size ${number + 1}\n/W [${XREF_WIDTHS.join(' ')}]\n${trailer}`))
    this.#write(`startxref\n${start}\n%%EOF\n`)
    return Buffer.concat(this.#parts, this.#length)
  }

  #write(part: string | Buffer): void {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part
    this.#parts.push(bytes)
    this.#length += bytes.length
  }
}

function compressed(bytes: Buffer, entries: string): Buffer {
  const data = deflateSync(bytes)
  const dictionary = `<<\n${entries}\n/Filter /FlateDecode\n/Length ${data.length}\n>>\nstream\n`
  return Buffer.concat([Buffer.from(dictionary, 'latin1'), data, Buffer.from('\nendstream', 'latin1')])
}
