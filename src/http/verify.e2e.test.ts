import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  DeliverProfilePdfDocument,
  PlaceOrderDocument,
  ReadProfileDocument,
  SearchCliniciansDocument,
} from '../client/operations.generated.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { readPdf } from '../testkit/read-pdf.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

describe('somebody checks a PDF that a hospital showed', () => {
  let gateway: TestGateway
  let documentNumber: string
  let sha256: string
  let printedFingerprint: string

  beforeAll(async () => {
    gateway = await startTestGateway()
    const { client, organizationId } = await gateway.vendor()
    const { searchClinicians } = await client.run(SearchCliniciansDocument, { by: { npi: FULL_PHYSICIAN_NPI } })
    const clinicianId = searchClinicians.matches[0]?.clinician.id ?? ''
    const items = [{ clinicianId, product: 'INITIAL_APPOINTMENT' as const, allowDuplicate: false }]
    const input = { organizationId, items, idempotencyKey: 'one', paymentMethod: 'ACCOUNT_BALANCE' as const }
    const orderItemId = (await client.run(PlaceOrderDocument, { input })).placeOrder.order?.items[0]?.id ?? ''
    documentNumber = (await client.run(ReadProfileDocument, { orderItemId })).orderItem?.profile?.documentNumber ?? ''
    const { url } = (await client.run(DeliverProfilePdfDocument, { orderItemId })).deliverProfilePdf
    const pdf = Buffer.from(await (await gateway.download(url ?? '')).arrayBuffer())
    sha256 = createHash('sha256').update(pdf).digest('hex')
    printedFingerprint = /[0-9a-f]{64}/.exec((await readPdf(pdf)).text)?.[0] ?? ''
  })
  afterAll(() => gateway.stop())

  async function page(path: string): Promise<{ status: number; text: string; headers: Headers }> {
    const response = await fetch(`${gateway.url}/verify/${path}`)
    return { status: response.status, text: await response.text(), headers: response.headers }
  }

  test('the number alone says that it was issued, and nothing about a person', async () => {
    const { status, text } = await page(documentNumber)
    expect(status).toBe(200)
    expect(text).toContain(documentNumber)
    expect(text).toContain('test mode')
    expect(text).not.toMatch(/Fictional|Avery|Hospital|29900000/)
    expect(text).not.toContain(sha256)
  })

  test('the SHA-256 of the official bytes is genuine, in either case', async () => {
    expect((await page(`${documentNumber}?sha256=${sha256}`)).text).toContain('<strong>Genuine:</strong>')
    expect((await page(`${documentNumber}?sha256=${sha256.toUpperCase()}`)).text).toContain('<strong>Genuine:</strong>')
  })

  test('the fingerprint that the PDF itself prints is right', async () => {
    expect(printedFingerprint).not.toBe(sha256)
    const { text } = await page(`${documentNumber}?sha256=${printedFingerprint}`)
    expect(text).toContain('The fingerprint is right')
  })

  test('what is no SHA-256 gets no verdict', async () => {
    const { text } = await page(`${documentNumber}?sha256=abc`)
    expect(text).toContain('That is not a SHA-256')
    expect(text).not.toContain('enuine:')
  })

  test('any other is not', async () => {
    const other = sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))
    expect((await page(`${documentNumber}?sha256=${other}`)).text).toContain('<strong>Not genuine:</strong>')
  })

  test('an unknown number is not found, and what was asked for is never HTML', async () => {
    expect((await page('PD-9999999999')).status).toBe(404)
    const { status, text, headers } = await page(encodeURIComponent('<script>alert(1)</script>'))
    expect(status).toBe(404)
    expect(text).not.toContain('<script>')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})
