import { zipSync } from 'fflate'
import type { OfficialPdf } from '../rendering/profile-pdf.service.js'

/** A document as an archive has it. */
export interface ArchivedDocument {
  documentId: string
  documentNumber: string
  orderItemId: string
  /** The moment of which it holds; its day is the date of the file. */
  asOf: Date
}

/** Name of the file that says what is in an archive. */
export const MANIFEST = 'manifest.json'

/** Sizes and offsets of the format (APPNOTE.TXT 6.3, sections 4.3.12 and 4.3.16). */
const END_BYTES = 22
const END_DIRECTORY_SIZE = 12
const END_DIRECTORY_OFFSET = 16
const ENTRY_LOCAL_OFFSET = 42

/**
 * The ZIP archive of these documents, piece by piece: each PDF as it is, not compressed again, under its document number,
 * and a manifest with the SHA-256 of each. Whoever takes the pieces sets the pace; at any time one PDF is held and the
 * next one fetched. The same documents give the same bytes.
 */
export async function* profileArchive(
  documents: readonly ArchivedDocument[],
  fetch: (documentId: string) => Promise<OfficialPdf>,
  publicUrl: string,
): AsyncGenerator<Uint8Array, void, void> {
  const archive = new Archive()
  const listed: object[] = []
  let next = ahead(documents[0], fetch)
  for (const [index, { documentNumber, orderItemId, asOf }] of documents.entries()) {
    const pdf = await next
    next = ahead(documents[index + 1], fetch)
    if (pdf === null) break
    const { bytes, sha256 } = pdf
    const file = `${documentNumber}.pdf`
    const verify = `${publicUrl}/verify/${documentNumber}`
    listed.push({ file, documentNumber, orderItemId, asOf, bytes: bytes.length, sha256, verify })
    yield archive.entry(file, bytes, asOf)
  }
  const newest = new Date(Math.max(...documents.map(({ asOf }) => asOf.getTime())))
  const manifest = { format: 'profile-archive/1', documents: listed }
  yield archive.entry(MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), newest)
  yield archive.end()
}

/** Begins to fetch. If whoever takes the archive goes away meanwhile, its failure is nobody's. */
function ahead(
  document: ArchivedDocument | undefined,
  fetch: (documentId: string) => Promise<OfficialPdf>,
): Promise<OfficialPdf | null> {
  if (document === undefined) return Promise.resolve(null)
  const fetched = fetch(document.documentId)
  fetched.catch(() => undefined)
  return fetched
}

/**
 * Strings entries that `fflate` has made one by one to an archive. Its own stream would write sizes behind the bytes, which
 * readers that take an archive as it comes (Java's `ZipInputStream`, for one) refuse for files that are not compressed.
 */
class Archive {
  readonly #directory: Uint8Array[] = []
  #offset = 0

  /** The file as it stands in the archive. */
  entry(name: string, bytes: Uint8Array, at: Date): Uint8Array {
    const whole = zipSync({ [name]: [bytes, { level: 0, mtime: noonOf(at) }] })
    const view = viewOf(whole)
    const end = whole.length - END_BYTES
    const directoryOffset = view.getUint32(end + END_DIRECTORY_OFFSET, true)
    view.setUint32(directoryOffset + ENTRY_LOCAL_OFFSET, this.#offset, true)
    this.#directory.push(whole.slice(directoryOffset, end))
    this.#offset += directoryOffset
    return whole.subarray(0, directoryOffset)
  }

  /** What stands at the end of it. */
  end(): Uint8Array {
    const directory = Buffer.concat(this.#directory)
    const end = zipSync({})
    const view = viewOf(end)
    for (const count of [8, 10]) view.setUint16(count, this.#directory.length, true)
    view.setUint32(END_DIRECTORY_SIZE, directory.length, true)
    view.setUint32(END_DIRECTORY_OFFSET, this.#offset, true)
    return Buffer.concat([directory, end])
  }
}

/** Files of an archive have local times without a zone: noon of the UTC day is the same wherever it is written. */
function noonOf(at: Date): Date {
  return new Date(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), 12)
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
