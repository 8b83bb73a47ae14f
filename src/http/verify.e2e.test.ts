import { createHash, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { rowsOf } from '../testkit/census.js'
import { FIRST_PDF_MS, issuedPdf } from '../testkit/issued-pdfs.js'
import { clinicianWith, initialAppointment, orderOf, place } from '../testkit/order-acts.js'
import { readPdf } from '../testkit/read-pdf.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

const NOBODY = /Fictional|Avery|Hospital|29900000/
const UNKNOWN_NUMBER = 'PD-9999999999'

describe('somebody checks a document that a hospital showed', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  let documentNumber: string
  let newerNumber: string
  let pdf: Buffer
  let sha256: string

  beforeAll(async () => {
    gateway = await startTestGateway()
    vendor = await gateway.vendor()
    const clinicianId = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    const bought = async () => {
      const order = orderOf(vendor, initialAppointment(clinicianId, { allowDuplicate: true }))
      return await issuedPdf(gateway, (await place(vendor.client, order)).items[0]?.id ?? '')
    }
    const first = await bought()
    ;[documentNumber, pdf] = [first.documentNumber, first.bytes]
    sha256 = createHash('sha256').update(pdf).digest('hex')
    const gone = `update clinician_facts set no_longer_reported_at = now() where clinician_id = $1 and section = 'DEA'`
    await rowsOf(gateway, gone, [clinicianId])
    newerNumber = (await bought()).documentNumber
  }, FIRST_PDF_MS)
  afterAll(() => gateway.stop())
  beforeEach(() => rowsOf(gateway, 'delete from rate_limits'))

  const json = { accept: 'application/json' }
  async function page(path: string, init: RequestInit = {}) {
    const response = await fetch(`${gateway.url}/verify${path}`, init)
    return { status: response.status, text: await response.text(), headers: response.headers }
  }
  const form = (file: Uint8Array, name = 'file') => {
    const data = new FormData()
    data.append(name, new Blob([Uint8Array.from(file)], { type: 'application/pdf' }), 'profile.pdf')
    return { method: 'POST', body: data }
  }
  const raw = (file: Uint8Array) => ({
    method: 'POST',
    body: Uint8Array.from(file),
    headers: { 'content-type': 'application/pdf', ...json },
  })
  const verified = async (path: string, init: RequestInit = { headers: json }) =>
    (JSON.parse((await page(path, init)).text) as { verification: Record<string, unknown> }).verification
  const flipped = (at: number, mask = 1) => {
    const changed = Buffer.from(pdf)
    changed[at] = (changed[at] ?? 0) ^ mask
    return changed
  }

  describe('by its number', () => {
    test('which says that it was issued, and nothing about a person', async () => {
      const { status, text, headers } = await page(`/${newerNumber}`)
      expect(status).toBe(200)
      expect(text).toContain(newerNumber)
      expect(text).toContain('test mode')
      expect(text).not.toMatch(NOBODY)
      expect(text).not.toContain('Superseded')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('cache-control')).toBe('no-store')
    })

    test('with a SHA-256: of the file, of the content, or of nothing', async () => {
      const { text } = await readPdf(pdf)
      const printed = /[0-9a-f]{64}/.exec(text)?.[0] ?? ''
      const other = sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))
      const told = async (digest: string) => (await page(`/${documentNumber}?sha256=${digest}`)).text
      expect(await told(sha256)).toContain('<strong>Genuine:</strong>')
      expect(await told(sha256.toUpperCase())).toContain('<strong>Genuine:</strong>')
      expect(await told(printed)).toContain('The fingerprint is right')
      expect(await told(other)).toContain('<strong>Not genuine:</strong>')
      expect(await told('abc')).toMatch(/role="alert".+That is not a SHA-256/s)
      expect(await told('abc')).not.toMatch(/[Gg]enuine:/)
      expect(await told('')).not.toContain(sha256)
    })

    test('which is superseded once its organization has other content, and stays genuine', async () => {
      const { text } = await page(`/${documentNumber}`)
      expect(text).toMatch(new RegExp(`Superseded:.+href="/verify/${newerNumber}"`, 's'))
      expect(await verified(`/${documentNumber}?sha256=${sha256}`)).toEqual({
        document: {
          documentNumber,
          mode: 'TEST',
          asOf: expect.stringMatching(/^20\d\d-.+Z$/),
          standing: 'SUPERSEDED',
          supersededBy: newerNumber,
        },
        matches: 'FILE',
      })
    })

    test('which nobody has: not found, and what was asked for is never HTML', async () => {
      for (const number of [UNKNOWN_NUMBER, 'PD-1', encodeURIComponent('<script>alert(1)</script>')]) {
        const { status, text } = await page(`/${number}`)
        expect(status).toBe(404)
        expect(text).not.toContain('<script>')
        expect((await page(`/${number}`, form(pdf))).status).toBe(404)
        expect((await page(`/${number}`, { headers: json })).text).toContain('"code":"NOT_FOUND"')
      }
    })

    test('typed on the first page', async () => {
      const { status, headers } = await page(`?documentNumber=${documentNumber}`, { redirect: 'manual' })
      expect([status, headers.get('location')]).toEqual([303, `/verify/${documentNumber}`])
      expect((await page('?documentNumber=//evil.example/', { redirect: 'manual' })).headers.get('location')).toBe(
        '/verify/%2F%2Fevil.example%2F',
      )
    })
  })

  describe('by its file', () => {
    test('which is genuine, sent by the form or as it is, with its number or without', async () => {
      for (const path of ['', `/${documentNumber}`]) {
        const { status, text } = await page(path, form(pdf))
        expect(status).toBe(200)
        expect(text).toMatch(/role="status".+<strong>Genuine:<\/strong>/s)
        expect(text).toContain('which is ours')
        expect(text).not.toMatch(NOBODY)
      }
      const signature = { state: 'OURS', certificateSha256: expect.stringMatching(/^[0-9a-f]{64}$/) }
      const document = expect.objectContaining({ documentNumber, standing: 'SUPERSEDED' })
      expect(await verified('', raw(pdf))).toEqual({ verdict: 'GENUINE', sha256, document, signature })
    })

    test('which is genuine, but another than was asked about', async () => {
      const { text } = await page(`/${newerNumber}`, form(pdf))
      expect(text).toMatch(/role="alert".+<strong>Another document:<\/strong>/s)
      expect(text).toContain(documentNumber)
      expect(await verified(`/${newerNumber}`, raw(pdf))).toMatchObject({ verdict: 'OTHER_DOCUMENT' })
    })

    test('of which one byte was changed, wherever, or to which something was added', async () => {
      const range = /\/ByteRange \[0 (\d+) (\d+)/.exec(pdf.toString('latin1'))
      const [, open = 0, after = 0] = range?.map(Number) ?? []
      const xref = pdf.lastIndexOf('xref')
      for (const at of [0, 500, open + 9_000, after, xref, pdf.length - 1]) {
        const found = await verified('', raw(flipped(at)))
        expect([at, found['verdict']]).toEqual([at, 'ALTERED'])
      }
      const { text } = await page('', form(flipped(after + 40)))
      expect(text).toMatch(/role="alert".+<strong>Not genuine:<\/strong>/s)
      expect(text).toContain('was changed after it was signed')
      const longer = await verified('', raw(Buffer.concat([pdf, Buffer.from('\n% more')])))
      expect(longer).toMatchObject({
        verdict: 'ALTERED',
        document: { documentNumber },
        signature: { state: 'APPENDED' },
      })
    })

    test('which has nothing to do with us', async () => {
      const stranger = Buffer.from('%PDF-1.7\nhello\n%%EOF')
      const signature = { state: 'NONE', certificateSha256: null }
      expect(await verified('', raw(stranger))).toMatchObject({ verdict: 'UNKNOWN', document: null, signature })
      expect((await page('', form(stranger))).text).toContain('<strong>Unknown:</strong>')
      expect(await verified(`/${documentNumber}`, raw(stranger))).toMatchObject({ verdict: 'ALTERED', signature })
    })

    test('which is too large, empty, not sent, or sent as something else', async () => {
      const large = Buffer.alloc(20 * 1024 * 1024 + 1, '%')
      const problems = [
        [413, raw(large)],
        [413, form(large)],
        [400, raw(Buffer.alloc(0))],
        [400, { method: 'POST' }],
        [400, { method: 'POST', body: new FormData() }],
        ...['', '; boundary=x', `; boundary=${'x'.repeat(300)}`].map((rest) => {
          return [
            400,
            { method: 'POST', body: '--', headers: { 'content-type': `multipart/form-data${rest}` } },
          ] as const
        }),
        [415, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }],
      ] as const
      for (const [expected, init] of problems) {
        const { status, text } = await page('', init)
        expect([status, text.slice(0, 15)]).toEqual([
          expected,
          expect.stringMatching(/^(<!doctype html|\{"errors":\[\{"m)/),
        ])
      }
      // The largest that is taken, in time.
      expect(await verified('', raw(large.subarray(1)))).toMatchObject({ verdict: 'UNKNOWN' })
    })

    test('sixty times a minute from one network, by number ten times as often', async () => {
      const statuses = async (count: number, init: RequestInit) =>
        await Promise.all(Array.from({ length: count }, async () => (await page(`/${UNKNOWN_NUMBER}`, init)).status))
      const given = [...(await statuses(5, raw(pdf))), ...(await statuses(5, raw(pdf)))]
      expect(new Set(given)).toEqual(new Set([404]))
      await rowsOf(gateway, `update rate_limits set points = 60 where key like 'verify-file:%'`)
      const { status, text } = await page('', raw(pdf))
      expect([status, text]).toEqual([429, expect.stringContaining('RATE_LIMITED')])
      expect((await page(`/${documentNumber}`)).status).toBe(200)
      await rowsOf(gateway, `update rate_limits set points = 600 where key like 'verify-number:%'`)
      expect((await page(`/${documentNumber}`)).text).toContain('come again after')
    })
  })

  test('the certificates by which documents are signed are everybody’s', async () => {
    const { text } = await page('/certificates.pem')
    const certificate = new X509Certificate(text)
    expect(certificate.subject).toBe('CN=Fictional Publisher')
    const { signature } = await verified('', raw(pdf))
    expect(signature).toMatchObject({ certificateSha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase() })
  })

  test('every page has a language, one heading, labels for its fields, and no script', async () => {
    const pages = [
      await page(''),
      await page(`/${documentNumber}?sha256=abc`),
      await page('', form(pdf)),
      await page('', form(flipped(9))),
      await page(`/${UNKNOWN_NUMBER}`),
      await page('', { method: 'POST' }),
    ]
    for (const { text } of pages) {
      expect(text).toMatch(/^<!doctype html>\n<html lang="en">/)
      expect(text).toMatch(/<title>[^<]+<\/title>/)
      expect(text.match(/<h1>/g)).toHaveLength(1)
      expect(text.match(/<main id="content"[^>]*>/g)).toHaveLength(1)
      expect(text).not.toMatch(/<script|style="|javascript:/)
      const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const [, id = ''] of text.matchAll(/<input id="([^"]+)"/g)) expect(text).toContain(`<label for="${id}">`)
      for (const [, id] of text.matchAll(/aria-describedby="([^"]+)"/g)) expect(ids).toContain(id)
      for (const [tag] of text.matchAll(/<form[^>]*>/g)) expect(tag).toMatch(/action="\/verify/)
    }
  })
})
