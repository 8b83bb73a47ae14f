import { webcrypto } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Reader } from '../../db/database.js'
import { inspectSignature, type SignatureFinding } from '../signing/signature.inspection.js'
import { isOurCertificate } from '../signing/signing-certificates.js'
import { type DocumentFacts, documentOfFile, verifyDocument } from './document.verification.js'

/**
 * What a file is found to be. Readers must take a verdict that they do not know for "not genuine": one for documents
 * that were withdrawn may come.
 *
 * - `GENUINE`: the official file, byte for byte.
 * - `OTHER_DOCUMENT`: an official file, but of another document than the one asked about.
 * - `ALTERED`: it says that it is a document of ours, or was given for one, and is not its official file.
 * - `UNKNOWN`: nothing in it says that it has to do with us.
 */
export type FileVerdict = 'GENUINE' | 'OTHER_DOCUMENT' | 'ALTERED' | 'UNKNOWN'

/** What anybody may know of a file. */
export interface FileVerification {
  verdict: FileVerdict
  sha256: string
  /** The document whose official file it is, or that it claims to be; null where it names none of ours, or several. */
  document: DocumentFacts | null
  signature: SignatureFinding
}

/**
 * What `file` is: its SHA-256 decides. Only for a file that is not official, what it says of itself is asked: its
 * signature, and a number in it. Both are hints, and neither makes it genuine. `expected` is the number of the document
 * that it was given for; null for whichever.
 */
export async function verifyFile(
  reader: Reader,
  file: Buffer,
  expected: DocumentFacts | null,
): Promise<FileVerification> {
  // Off the event loop, for a file may be large.
  const sha256 = Buffer.from(await webcrypto.subtle.digest('SHA-256', file)).toString('hex')
  const official = await documentOfFile(reader, sha256)
  const signature = await inspectSignature(file, (certificate) => isOurCertificate(reader, certificate))
  if (official !== null) {
    const isExpected = expected === null || expected.documentNumber === official.documentNumber
    return { verdict: isExpected ? 'GENUINE' : 'OTHER_DOCUMENT', sha256, document: official, signature }
  }
  const document = expected ?? (await namedDocument(reader, file))
  const verdict = document !== null || signature.namesUs ? 'ALTERED' : 'UNKNOWN'
  return { verdict, sha256, document, signature }
}

/** The one document of ours whose number stands in the file. */
async function namedDocument(reader: Reader, file: Buffer): Promise<DocumentFacts | null> {
  const [number, ...others] = await documentNumbersIn(file)
  return number === undefined || others.length > 0 ? null : await verifyDocument(reader, number, null)
}

/** A number as text, and as the strings of a PDF have it: UTF-16 in hex. */
const NUMBER = /PD-(\d{10})(?!\d)|0050 ?0044 ?002d ?((?:003\d ?){10})(?!003\d)/gi
const MAX_OCCURRENCES = 1_000

/** A file is searched in windows, and others get their turn in between; none of the two forms is longer than the overlap. */
const WINDOW = 1_048_576
const OVERLAP = 100

async function documentNumbersIn(file: Buffer): Promise<ReadonlySet<string>> {
  const numbers = new Set<string>()
  let occurrences = 0
  for (let start = 0; start < file.length; start += WINDOW) {
    for (const [, plain, hex = ''] of file.toString('latin1', start, start + WINDOW + OVERLAP).matchAll(NUMBER)) {
      numbers.add(`PD-${plain ?? hex.replace(/ |003/g, '')}`)
      if (numbers.size > 1 || ++occurrences > MAX_OCCURRENCES) return numbers
    }
    await nextTurn()
  }
  return numbers
}
