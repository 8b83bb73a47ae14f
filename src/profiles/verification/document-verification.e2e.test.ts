import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { GatewayClient } from '../../client/gateway-client.js'
import type { OrderItemInput } from '../../client/operations.generated.js'
import { sha256Hex } from '../../kernel/digest.js'
import { FULL_PHYSICIAN_NPI } from '../../sandbox/sandbox.full-physician.js'
import { ask, codesOf } from '../../testkit/ask.js'
import { rowsOf } from '../../testkit/census.js'
import { FIRST_PDF_MS, type IssuedPdf, issuedPdf } from '../../testkit/issued-pdfs.js'
import { clinicianWith, initialAppointment, orderOf, place } from '../../testkit/order-acts.js'
import { readPdf } from '../../testkit/read-pdf.js'
import { signingMaterial } from '../../testkit/signing-identities.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'
import { openSigningIdentity } from '../signing/signing.identity.js'
import { rememberCertificate, signingCertificatesPem } from '../signing/signing-certificates.js'
import { verifyDocument } from './document.verification.js'
import { verifyFile } from './file.verification.js'

const UNKNOWN_NUMBER = 'PD-9999999999'

interface Answer {
  verifyDocument: Record<string, unknown> | null
}

describe('a document that was issued', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  let clinicianId: string
  let pdf: IssuedPdf

  beforeAll(async () => {
    gateway = await startTestGateway()
    vendor = await gateway.vendor()
    clinicianId = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    pdf = await bought(vendor)
  }, FIRST_PDF_MS)
  afterAll(() => gateway.stop())

  const bought = async (buyer: TestVendor, more: Partial<OrderItemInput> = {}) => {
    const order = orderOf(buyer, initialAppointment(clinicianId, { allowDuplicate: true, ...more }))
    return await issuedPdf(gateway, (await place(buyer.client, order)).items[0]?.id ?? '')
  }
  const forget = async (section: string) => {
    const gone = 'update clinician_facts set no_longer_reported_at = now() where clinician_id = $1 and section = $2'
    await rowsOf(gateway, gone, [clinicianId, section])
  }
  const stranger = () => new GatewayClient(`${gateway.url}/graphql`, null)
  const asked = async (documentNumber: string, sha256?: string, client = stranger()) =>
    await ask<Answer>(
      client,
      `query ($documentNumber: String!, $sha256: String) {
        verifyDocument(documentNumber: $documentNumber, sha256: $sha256) {
          documentNumber mode asOf matches genuine standing supersededBy
        }
      }`,
      { documentNumber, sha256 },
    )

  test('is verified by anybody, without credentials and without a word about a person', async () => {
    const { documentNumber, bytes } = pdf
    const issued = {
      documentNumber,
      mode: 'TEST',
      asOf: expect.stringMatching(/Z$/),
      standing: 'CURRENT',
      supersededBy: null,
    }
    const verdicts = [
      [undefined, null, null],
      [sha256Hex(bytes), 'FILE', true],
      [sha256Hex(bytes).toUpperCase(), 'FILE', true],
      [sha256Hex('another'), 'NOTHING', false],
    ] as const
    for (const [sha256, matches, genuine] of verdicts) {
      for (const client of [stranger(), vendor.client]) {
        const { data } = await asked(documentNumber, sha256, client)
        expect(data?.verifyDocument).toEqual({ ...issued, matches, genuine })
      }
    }
    const [{ content } = { content: '' }] = await rowsOf<{ content: string }>(
      gateway,
      'select content_sha256 as content from profile_snapshots',
    )
    const { data } = await asked(documentNumber, content)
    expect(data?.verifyDocument).toMatchObject({ matches: 'CONTENT', genuine: false })
  })

  test('that was not: null, whatever it is called, and a SHA-256 that is none is refused', async () => {
    for (const number of [UNKNOWN_NUMBER, '', 'PD-1', `${pdf.documentNumber} `, "PD-0000000001' or true--"]) {
      expect((await asked(number)).data).toEqual({ verifyDocument: null })
    }
    expect(codesOf(await asked(pdf.documentNumber, 'abc'))).toEqual(['BAD_USER_INPUT'])
  })

  test('costs one statement, whether it is there or not', async () => {
    for (const number of [pdf.documentNumber, UNKNOWN_NUMBER]) {
      const count = await gateway.countStatements(() => verifyDocument(gateway.database, number, null))
      expect(count).toBe(1)
    }
  })

  test('is superseded by the newest of its own organization with other content, and by nothing else', async () => {
    const standingOf = async (number: string) => (await verifyDocument(gateway.database, number, null))?.supersededBy
    const again = await bought(vendor)
    expect(again.documentNumber > pdf.documentNumber).toBe(true)
    expect(await standingOf(pdf.documentNumber)).toBeNull()
    await forget('DEA')
    await bought(await gateway.vendor())
    expect(await standingOf(pdf.documentNumber)).toBeNull()
    const newer = await bought(vendor)
    for (const { documentNumber } of [pdf, again]) expect(await standingOf(documentNumber)).toBe(newer.documentNumber)
    expect(await standingOf(newer.documentNumber)).toBeNull()
  })

  test('of a product with some sections is known by either fingerprint, and superseded by what was sold only', async () => {
    const reappointment = () => bought(vendor, { product: 'REAPPOINTMENT' })
    const first = await reappointment()
    const { text, attachments } = await readPdf(first.bytes)
    const record = sha256Hex(attachments['profile.json'] ?? '')
    const printed = [...new Set(text.match(/\b[0-9a-f]{64}\b/g))]
    expect([printed.length, printed]).toEqual([2, expect.arrayContaining([record])])
    const found = async (sha256: string | null) => await verifyDocument(gateway.database, first.documentNumber, sha256)
    for (const sha256 of printed) expect(await found(sha256)).toMatchObject({ matches: 'CONTENT' })
    expect(await found(sha256Hex('another'))).toMatchObject({ matches: 'NOTHING' })
    await forget('EDUCATION')
    await reappointment()
    expect(await found(record)).toMatchObject({ matches: 'CONTENT', supersededBy: null })
    await forget('LICENSES')
    const newest = await reappointment()
    expect(await found(record)).toMatchObject({ matches: 'CONTENT', supersededBy: newest.documentNumber })
  })

  describe('as a file', () => {
    const verdictOf = async (file: Buffer) => (await verifyFile(gateway.database, file, null)).verdict
    const flipped = (at: number, mask: number) => {
      const changed = Buffer.from(pdf.bytes)
      changed[at] = (changed[at] ?? 0) ^ mask
      return changed
    }

    test('is altered when one byte is changed, anywhere', async () => {
      const { length } = pdf.bytes
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
          expect(await verdictOf(flipped(at, mask))).toBe('ALTERED')
        }),
        { numRuns: 100 },
      )
    })

    test('is altered when one byte is changed, in every part that a PDF has', async () => {
      const text = pdf.bytes.toString('latin1')
      const words =
        /%PDF|%%EOF|startxref|xref|trailer|\/(?:Root|Info|ID|Size|ByteRange|Contents|M|V|AcroForm|Perms|Metadata|Names|Filespec|FontFile2|Annots|Kids)\b|PD-\d{10}|stream\r?\n/g
      const places = [...text.matchAll(words)].map(({ 0: word, index }) => [word, index + word.length] as const)
      const ofEach = [...new Map([...places.toReversed(), ...places].map((place) => [place[0], place])).values()]
      expect(ofEach.length).toBeGreaterThan(12)
      for (const [, at] of ofEach) {
        for (const place of [at - 1, at, at + 1]) {
          if (place < pdf.bytes.length) expect([place, await verdictOf(flipped(place, 1))]).toEqual([place, 'ALTERED'])
        }
      }
    })

    test('is altered when it was cut, lengthened or saved again without its signature', async () => {
      const { bytes } = pdf
      expect(await verdictOf(bytes.subarray(0, bytes.length - 1))).toBe('ALTERED')
      expect(await verdictOf(Buffer.concat([bytes, Buffer.from('\n')]))).toBe('ALTERED')
      const unsigned = Buffer.from(bytes.toString('latin1').replaceAll('/ByteRange', '/NoMoreOf '), 'latin1')
      const found = await verifyFile(gateway.database, unsigned, null)
      expect(found).toMatchObject({ verdict: 'ALTERED', signature: { state: 'NONE' } })
      expect(found.document?.documentNumber).toBe(pdf.documentNumber)
    })

    test('stays ours when another certificate follows, and both are everybody’s to see', async () => {
      const next = openSigningIdentity(await signingMaterial({ name: 'The Next' }), new Date())
      const certificates = async () =>
        (await signingCertificatesPem(gateway.database)).match(/BEGIN CERTIFICATE/g)?.length ?? 0
      const before = await certificates()
      for (let count = 0; count < 2; count++) await rememberCertificate(gateway.database, next, gateway.clock.now())
      const { verdict, signature } = await verifyFile(gateway.database, pdf.bytes, null)
      expect([verdict, signature.state]).toEqual(['GENUINE', 'OURS'])
      expect(await certificates()).toBe(before + 1)
    })
  })
})
