import { invariant } from '../../kernel/errors.js'

/** Room for the CMS, in bytes: a signature of RSA 4096 and a chain of four such certificates fit. Hex takes twice that. */
export const SIGNATURE_BYTES = 10_240

const NO_OFFSET = '9999999999'
const NO_TIME = 'D:19700101000000Z'

/**
 * The signature dictionary of a file that is not signed yet begins like this, byte for byte. The line breaks make it
 * unlike anything that a name, an attachment of JSON or another string of the document could bring along.
 */
const BYTE_RANGE = `[0 ${NO_OFFSET} ${NO_OFFSET} ${NO_OFFSET}]`
const HEAD = `<<\n/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n/ByteRange ${BYTE_RANGE}\n/Contents <`
const ROOM = '0'.repeat(SIGNATURE_BYTES * 2)
const TIME = `>\n/M (${NO_TIME})\n`

/** The first entries of the signature dictionary, with room for what only signing tells: range, CMS and time. */
export const SIGNATURE_ROOM = HEAD + ROOM + TIME

/** A file whose signature only lacks its CMS. */
export interface PreparedSignature {
  /** The two parts that are signed: everything but the room and its brackets. */
  readonly signed: readonly [Buffer, Buffer]
  /** The whole file, with this CMS in the room. */
  complete(cms: Uint8Array): Buffer
}

/** A copy of `pdf` that says which of its bytes are signed, and when: what the signature is then made of. */
export function prepareSignature(pdf: Uint8Array, at: Date): PreparedSignature {
  const bytes = Buffer.from(pdf)
  const start = bytes.indexOf(HEAD, 0, 'latin1')
  invariant(start >= 0 && bytes.indexOf(HEAD, start + 1, 'latin1') < 0, 'exactly one room for a signature')
  const open = start + HEAD.length - 1
  const close = open + 1 + ROOM.length
  invariant(
    bytes.toString('latin1', open + 1, close + TIME.length) === ROOM + TIME,
    'the room for a signature is empty',
  )
  const after = close + 1
  const range = `[0 ${open} ${after} ${bytes.length - after}]`
  bytes.write(range.padEnd(BYTE_RANGE.length), start + HEAD.indexOf(BYTE_RANGE), 'latin1')
  bytes.write(pdfTime(at), close + TIME.indexOf(NO_TIME), 'latin1')
  return {
    signed: [bytes.subarray(0, open), bytes.subarray(after)],
    complete(cms) {
      invariant(cms.length <= SIGNATURE_BYTES, `a CMS of at most ${SIGNATURE_BYTES} bytes; this has ${cms.length}`)
      bytes.write(Buffer.from(cms).toString('hex'), open + 1, 'latin1')
      return bytes
    },
  }
}

/** `D:20260101120000Z` (ISO 32000-1, 7.9.4). */
function pdfTime(at: Date): string {
  const digits = at
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace(/\D/g, '')
  return `D:${digits}Z`
}
