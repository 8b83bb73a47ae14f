import { beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { PDFDocument } from 'pdf-lib'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { systemClock } from '../../kernel/clock.js'
import { signingMaterial } from '../../testkit/signing-identities.js'
import { CertificateSigner } from './certificate.signer.js'
import { readCms } from './cms.reader.js'
import { reserveSignature } from './pdf.signature-field.js'
import { inspectSignature } from './signature.inspection.js'
import { openSigningIdentity } from './signing.identity.js'

/** So much a file of the largest size may take here, when the machine is busy too. */
const PATIENCE_MS = 5_000
const MEGABYTE = 1_048_576

describe('what a signature says', () => {
  let signed: Buffer
  let foreign: Buffer
  let cms: Buffer
  let ours: string
  let [open, after] = [0, 0]
  const knows = async (sha256: string) => sha256 === ours
  const stateOf = async (file: Uint8Array) => (await inspectSignature(Buffer.from(file), knows)).state

  beforeAll(async () => {
    const pdf = await PDFDocument.create({ updateMetadata: false })
    const page = pdf.addPage([612, 792])
    reserveSignature(pdf, [page])
    const bytes = await pdf.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
    const signedBy = async (name: string, at: Date) => {
      const identity = openSigningIdentity(await signingMaterial({ name }), new Date())
      const signer = new CertificateSigner(identity, pino({ level: 'silent' }), systemClock, new Registry())
      return { file: await signer.sign(bytes, at), sha256: identity.sha256 }
    }
    const us = await signedBy('Fictional Publisher', new Date())
    ours = us.sha256
    signed = us.file
    foreign = (await signedBy('Somebody Else', new Date(Date.now() + 60_000))).file
    const range = /\/ByteRange \[0 (\d+) (\d+)/.exec(signed.toString('latin1'))?.map(Number) ?? []
    ;[, open = 0, after = 0] = range
    cms = Buffer.from(signed.toString('latin1', open + 1, after - 1), 'hex')
  })

  test('of a file as it was signed, by us or by somebody else', async () => {
    expect([await stateOf(signed), await stateOf(foreign)]).toEqual(['OURS', 'FOREIGN'])
  })

  test('of a file without one', async () => {
    for (const text of ['', '%PDF-1.7\n%%EOF', 'ByteRange']) expect(await stateOf(Buffer.from(text))).toBe('NONE')
  })

  test('of a file to which something was appended, be it a signature of somebody else', async () => {
    expect(await stateOf(Buffer.concat([signed, Buffer.from('\n')]))).toBe('APPENDED')
    const more = Buffer.concat([
      signed,
      Buffer.from('/ByteRange [0 5 9 100] /ByteRange [0 9 5 1] /ByteRange [1 2 3 4]'),
    ])
    expect(await inspectSignature(more, knows)).toEqual({ state: 'APPENDED', namesUs: true, certificateSha256: ours })
  })

  test('of a file whose signature was taken from another, or put into another place', async () => {
    const grafted = Buffer.from(signed)
    foreign.copy(grafted, open, open, after)
    expect(await stateOf(grafted)).toBe('BROKEN')
    expect(await stateOf(Buffer.concat([Buffer.from('%'), signed]))).toBe('BROKEN')
    const text = signed.toString('latin1')
    const moved = text.replace(/\/ByteRange \[0 \d+ \d+/, (range) => range.replace(` ${open} `, ` ${open - 1} `))
    expect(await stateOf(Buffer.from(moved, 'latin1'))).toBe('BROKEN')
  })

  test('of a room in which something hides behind the signature', async () => {
    const hiding = Buffer.from(signed)
    hiding.write('41', after - 3, 'latin1')
    expect(await stateOf(hiding)).toBe('BROKEN')
  })

  test('never is that a changed byte is all right', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (place, mask) => {
        const changed = Buffer.from(signed)
        const at = place % changed.length
        changed[at] = (changed[at] ?? 0) ^ mask
        const { state } = await inspectSignature(changed, knows)
        // What holds the signature is not signed itself: of the room, only the file's own SHA-256 tells every change.
        if (at <= open || at >= after - 1) expect(state).not.toBe('OURS')
      }),
      { numRuns: 150 },
    )
  })

  test('is said of anything at all, and nothing is thrown', async () => {
    const pieces = fc.oneof(
      fc.constantFrom(
        '/ByteRange',
        '/ByteRange [0 ',
        '/ByteRange[0 0 0 0]',
        '<',
        '>',
        '/Contents <30',
        ']',
        ' 1 2 3]',
        '\n',
      ),
      fc.string({ maxLength: 20 }),
      fc.nat().map((n) => `/ByteRange [0 ${n % 50} ${n % 200} ${n % 1_000}]<3080>`),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 30 }), async (parts) => {
        expect(['NONE', 'BROKEN']).toContain(await stateOf(Buffer.from(parts.join(''), 'latin1')))
      }),
      { numRuns: 500 },
    )
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: signed.length - 1 }), async (length) => {
        expect(['NONE', 'BROKEN']).toContain(await stateOf(signed.subarray(0, length)))
      }),
      { numRuns: 100 },
    )
  })

  test('of a CMS of any bytes is null, or that it does not hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: cms.length - 1 }), fc.uint8Array({ maxLength: 40 }), async (at, bytes) => {
        const changed = Buffer.from(cms)
        changed.set(bytes.subarray(0, changed.length - at), at)
        const read = readCms(changed)
        if (changed.compare(cms) !== 0 && read?.certificateSha256 === ours) {
          expect(await read.holds(Buffer.alloc(32))).toBe(false)
        }
      }),
      { numRuns: 150 },
    )
    for (const nested of ['3080', 'a080', '3182fffe', '24800480']) {
      expect(readCms(Buffer.from(nested.repeat(15_000), 'hex'))).toBeNull()
    }
  })

  test('of the largest file is said in time, however it is made', async () => {
    const size = 20 * MEGABYTE
    const range = `/ByteRange [0 10 ${10 + 60_000} ${size - 60_010}]`
    const room = `<${'30800480'.repeat(7_499)}>`.padEnd(60_000, '0')
    const hostile = [
      Buffer.alloc(size, '/ByteRange '),
      Buffer.alloc(size, range),
      Buffer.alloc(size, '/ByteRange ['),
      Buffer.concat([Buffer.alloc(10), Buffer.from(room.slice(0, 60_000)), Buffer.alloc(size - 60_010, range)]),
    ]
    for (const file of hostile) {
      const begun = performance.now()
      expect(await stateOf(file)).toBe('BROKEN')
      expect(performance.now() - begun).toBeLessThan(PATIENCE_MS)
    }
  })
})
