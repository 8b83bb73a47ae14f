import { webcrypto } from 'node:crypto'

/**
 * What the signature of a file says.
 *
 * - `NONE`: it has none.
 * - `BROKEN`: it has one that does not fit, or that cannot be read: a signed byte was changed.
 * - `APPENDED`: the signed part is as it was signed, but the file goes on after it.
 * - `FOREIGN`: the whole file is as it was signed, by a certificate that is not ours.
 * - `OURS`: the whole file is as it was signed by us.
 */
export const SIGNATURE_STATES = ['NONE', 'BROKEN', 'APPENDED', 'FOREIGN', 'OURS'] as const
export type SignatureState = (typeof SIGNATURE_STATES)[number]

/** A finding about the signature of a file. */
export interface SignatureFinding {
  state: SignatureState
  /** Whether it says that it is by one of our certificates; of a broken one that proves nothing. */
  namesUs: boolean
  /** SHA-256 (hex) of the certificate that it names; null where there is none, or none that can be read. */
  certificateSha256: string | null
}

/** Tells whether a certificate, by its SHA-256 (hex), is or was one of ours. */
export type KnowsCertificate = (sha256: string) => Promise<boolean>

const NO_SIGNATURE: SignatureFinding = { state: 'NONE', namesUs: false, certificateSha256: null }
const UNREADABLE: SignatureFinding = { state: 'BROKEN', namesUs: false, certificateSha256: null }

/** A file of ours has one signature; who looks further than this is looking for something else. */
const MAX_SIGNATURES = 4
/** Of the room of a signature in hex, brackets included: three times ours. */
const MAX_ROOM = 65_536

const KEYWORD = '/ByteRange'
const MAX_RANGE_LENGTH = 100
const RANGE = /^\/ByteRange\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/

/**
 * What the signature of `file` says. Where there are several, the one that says most for us counts. Never throws and
 * does bounded work, whatever the file is: it is looked at by its bytes, and nothing of it is unpacked or followed.
 */
export async function inspectSignature(file: Buffer, knows: KnowsCertificate): Promise<SignatureFinding> {
  const findings = [NO_SIGNATURE]
  let at = file.indexOf(KEYWORD, 0, 'latin1')
  for (let count = 0; at >= 0 && count < MAX_SIGNATURES; count++) {
    findings.push(await inspectOne(file, at, knows))
    at = file.indexOf(KEYWORD, at + KEYWORD.length, 'latin1')
  }
  return findings.reduce((best, finding) => (weightOf(finding) > weightOf(best) ? finding : best))
}

async function inspectOne(file: Buffer, at: number, knows: KnowsCertificate): Promise<SignatureFinding> {
  const range = RANGE.exec(file.toString('latin1', at, at + MAX_RANGE_LENGTH))
  if (range === null) return UNREADABLE
  const [open, after, length] = range.slice(1).map(Number) as [number, number, number]
  const isWithin = open < after && after - open <= MAX_ROOM && after + length <= file.length
  const room = isWithin ? /^<((?:[0-9a-f]{2})+)>$/i.exec(file.toString('latin1', open, after)) : null
  if (room?.[1] === undefined) return UNREADABLE
  // Loaded when first needed: most processes check nothing.
  const { readCms } = await import('./cms.reader.js')
  const cms = readCms(Buffer.from(room[1], 'hex'))
  if (cms === null) return UNREADABLE
  const { certificateSha256, digest } = cms
  const namesUs = await knows(certificateSha256)
  const signed = Buffer.concat([file.subarray(0, open), file.subarray(after, after + length)])
  // Off the event loop, for a file may be large.
  const documentDigest = await webcrypto.subtle.digest(digest.name.replace('sha', 'SHA-'), signed)
  if (!(await cms.holds(new Uint8Array(documentDigest)))) return { state: 'BROKEN', namesUs, certificateSha256 }
  if (after + length < file.length) return { state: 'APPENDED', namesUs, certificateSha256 }
  return { state: namesUs ? 'OURS' : 'FOREIGN', namesUs, certificateSha256 }
}

function weightOf({ state, namesUs }: SignatureFinding): number {
  return (namesUs ? 10 : 0) + SIGNATURE_STATES.indexOf(state)
}
