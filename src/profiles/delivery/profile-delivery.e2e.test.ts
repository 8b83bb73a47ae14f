import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SignJWT, UnsecuredJWT } from 'jose'
import { DeliverProfilePdfDocument, ReadProfileDocument } from '../../client/operations.generated.js'
import { sha256Hex } from '../../kernel/digest.js'
import { FULL_PHYSICIAN_NPI } from '../../sandbox/sandbox.full-physician.js'
import { codesOf } from '../../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../../testkit/census.js'
import { eventually } from '../../testkit/eventually.js'
import {
  anotherVendor,
  clinicianWith,
  initialAppointment,
  orderOf,
  place,
  revokeGrant,
} from '../../testkit/order-acts.js'
import { readPdf } from '../../testkit/read-pdf.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'

/** The key that test gateways sign links with. */
const KEY = new Uint8Array(32).fill(7)

describe('the official PDF', () => {
  let gateway: TestGateway
  let physician: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
  })
  afterAll(() => gateway.stop())

  const buy = async (vendor: TestVendor) => {
    const order = await place(vendor.client, orderOf(vendor, initialAppointment(physician)))
    return { orderNumber: order.number, itemId: order.items[0]?.id ?? '' }
  }
  const deliver = async (vendor: TestVendor, orderItemId: string) => {
    const { deliverProfilePdf } = await vendor.client.run(DeliverProfilePdfDocument, { orderItemId })
    const { url, delivery, userErrors } = deliverProfilePdf
    if (url == null || delivery == null) throw new Error(JSON.stringify(userErrors))
    return { url, delivery }
  }
  const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())
  const bodyOf = async (link: string) => {
    const response = await gateway.download(link)
    const requestId = response.headers.get('x-request-id') ?? ''
    return { status: response.status, text: (await response.text()).replace(requestId, 'ID') }
  }

  test('is had by a link, without a key, always with the same bytes', async () => {
    const vendor = await gateway.vendor({ organizationName: 'Fictional Memorial Hospital' })
    const { itemId, orderNumber } = await buy(vendor)
    const { url, delivery } = await deliver(vendor, itemId)
    expect(new Date(delivery.expiresAt).getTime() - new Date(delivery.createdAt).getTime()).toBe(15 * 60_000)
    const profile = (await vendor.client.run(ReadProfileDocument, { orderItemId: itemId })).orderItem?.profile
    const response = await gateway.download(url)
    const bytes = await bytesOf(response)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${profile?.documentNumber}.pdf"`,
      etag: `"${sha256Hex(bytes)}"`,
      'content-length': String(bytes.length),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    const { text } = await readPdf(bytes)
    for (const word of [
      'Avery',
      'Fictional',
      orderNumber,
      profile?.documentNumber ?? '',
      'Fictional Memorial Hospital',
    ]) {
      expect(text).toContain(word)
    }
    const again = await deliver(vendor, itemId)
    for (const link of [url, again.url]) expect(await bytesOf(await gateway.download(link))).toEqual(bytes)
  })

  test('asked for twice at once for the first time is one', async () => {
    const vendor = await gateway.vendor()
    const { url } = await deliver(vendor, (await buy(vendor)).itemId)
    const [first, ...others] = await Promise.all(
      Array.from({ length: 3 }, async () => bytesOf(await gateway.download(url))),
    )
    for (const other of others) expect(other).toEqual(first)
    const sql = `select sha256 from profile_pdfs p join profile_documents d on d.id = p.document_id where d.organization_id = $1`
    expect(await rowsOf(gateway, sql, [vendor.organizationId])).toEqual([{ sha256: sha256Hex(first ?? '') }])
  })

  test('is delivered and downloaded under the eyes of the audit trail', async () => {
    const vendor = await gateway.vendor()
    const { url, delivery } = await deliver(vendor, (await buy(vendor)).itemId)
    await gateway.download(url)
    await gateway.download(url)
    const { organizationId, vendorId } = vendor
    const [recorded] = await rowsOf<{ documentId: string; clinicianId: string }>(
      gateway,
      `select d.vendor_id as "vendorId", k.vendor_id as "keyOf", d.method, host(d.address) as address,
              p.document_id as "documentId",
              (select i.clinician_id from order_items i where i.id = p.order_item_id) as "clinicianId",
              (select array_agg(host(w.address)) from profile_downloads w where w.delivery_id = d.id) as downloads
         from profile_deliveries d join api_keys k on k.id = d.api_key_id
         join profile_delivery_documents p on p.delivery_id = d.id where d.id = $1`,
      [delivery.id],
    )
    const address = '127.0.0.1'
    const documentId = recorded?.documentId
    const downloads = [address, address]
    const clinicianId = recorded?.clinicianId
    expect(recorded).toEqual({
      vendorId,
      keyOf: vendorId,
      method: 'LINK',
      address,
      documentId,
      clinicianId,
      downloads,
    })
    const audit = await rowsOf(
      gateway,
      `select action, actor_kind as kind, actor_id as "actorId", subject_ids as ids, host(address) as address
         from audit_events where organization_id = $1 and action <> 'ORDER_PLACED' order by id`,
      [organizationId],
    )
    const ids = [documentId, clinicianId]
    const download = { action: 'PROFILE_DOWNLOADED', kind: 'ANONYMOUS', actorId: null, ids, address }
    expect(audit).toEqual([
      { action: 'PROFILE_DELIVERED', kind: 'VENDOR', actorId: vendorId, ids, address },
      download,
      download,
    ])
  })

  test('is gone with a link that has expired, to the minute', async () => {
    const vendor = await gateway.vendor()
    const { url, delivery } = await deliver(vendor, (await buy(vendor)).itemId)
    expect((await gateway.download(url)).status).toBe(200)
    gateway.clock.advanceTo(new Date(delivery.expiresAt))
    const expired = await leavingNoTrace(gateway, () => bodyOf(url))
    expect([expired.status, expired.text.includes('LINK_EXPIRED')]).toEqual([410, true])
  })

  test('is not to be had by a link that the gateway did not sign', async () => {
    const vendor = await gateway.vendor()
    const neighbour = await gateway.vendor()
    const { url, delivery } = await deliver(vendor, (await buy(vendor)).itemId)
    const base = url.slice(0, url.lastIndexOf('/') + 1)
    const [header = '', payload = '', signature = ''] = url.slice(base.length).split('.')
    const expiresAt = Math.floor(gateway.clock.now().getTime() / 1000) + 600
    const sign = (changes: { organization?: string; sub?: string; typ?: string; aud?: string; iss?: string } = {}) => {
      const { organization = vendor.organizationId, sub = delivery.id, typ = 'profile-download+jwt' } = changes
      const { aud = 'profile-download', iss = 'http://gateway.test' } = changes
      return new SignJWT({ organization })
        .setProtectedHeader({ alg: 'HS256', typ })
        .setIssuer(iss)
        .setAudience(aud)
        .setSubject(sub)
        .setExpirationTime(expiresAt)
    }
    expect((await gateway.download(base + (await sign().sign(KEY)))).status).toBe(200)
    const changed = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
    const later = Buffer.from(JSON.stringify({ ...changed, exp: expiresAt + 86_400 })).toString('base64url')
    const unsigned = new UnsecuredJWT({ organization: vendor.organizationId })
      .setIssuer('http://gateway.test')
      .setAudience('profile-download')
      .setSubject(delivery.id)
      .setExpirationTime(expiresAt)
      .encode()
    const noneWithType = Buffer.from(JSON.stringify({ alg: 'none', typ: 'profile-download+jwt' })).toString('base64url')
    const bad = {
      'another payload': `${header}.${later}.${signature}`,
      'another signature': `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
      'no signature': `${header}.${payload}.`,
      'alg none': unsigned,
      'alg none of the right type': `${noneWithType}.${payload}.`,
      'another key': await sign().sign(new Uint8Array(32).fill(8)),
      'another type': await sign({ typ: 'JWT' }).sign(KEY),
      'another audience': await sign({ aud: 'sign-in' }).sign(KEY),
      'another gateway': await sign({ iss: 'http://other.test' }).sign(KEY),
      'another organization': await sign({ organization: neighbour.organizationId }).sign(KEY),
      'no delivery': await sign({ sub: 'dlv_00000000000000000000000000' }).sign(KEY),
      nonsense: 'nonsense',
    }
    await leavingNoTrace(gateway, async () => {
      const bodies = new Set<string>()
      for (const [name, token] of Object.entries(bad)) {
        const { status, text } = await bodyOf(base + token)
        expect([name, status]).toEqual([name, 404])
        bodies.add(text)
      }
      expect(bodies.size).toBe(1)
    })
  })

  test('of a foreign organization is NOT_FOUND like one that does not exist', async () => {
    const vendor = await gateway.vendor()
    const { itemId } = await buy(vendor)
    const colleague = await anotherVendor(gateway, vendor)
    await revokeGrant(gateway, colleague)
    const strangers = [await gateway.vendor(), await gateway.vendor({ mode: 'LIVE' }), colleague]
    const none = 'item_00000000000000000000000000'
    await leavingNoTrace(gateway, async () => {
      for (const { client } of strangers) {
        const effort = { [itemId]: 0, [none]: 0 }
        for (const orderItemId of [none, none, itemId]) {
          effort[orderItemId] = await gateway.countStatements(async () => {
            const { deliverProfilePdf } = await client.run(DeliverProfilePdfDocument, { orderItemId })
            const message = `no order line has the id "${orderItemId}"`
            const userErrors = [{ code: 'NOT_FOUND', field: ['orderItemId'], message }]
            expect(deliverProfilePdf).toEqual({ url: null, delivery: null, userErrors })
          })
        }
        expect(effort[itemId]).toBe(effort[none])
      }
    })
  })

  test('needs profiles:read of key and grant', async () => {
    const vendor = await gateway.vendor()
    const { itemId: orderItemId } = await buy(vendor)
    for (const scopes of [{ key: ['orders:write'] as const }, { grant: ['orders:write'] as const }]) {
      const { client } = await anotherVendor(gateway, vendor, scopes)
      await leavingNoTrace(gateway, async () => {
        expect(codesOf(await client.send(DeliverProfilePdfDocument, { orderItemId }))).toEqual(['FORBIDDEN'])
      })
    }
  })

  test('leaves neither link nor name in the logs', async () => {
    const vendor = await gateway.vendor()
    const { url } = await deliver(vendor, (await buy(vendor)).itemId)
    await gateway.download(url)
    const logged = JSON.stringify(gateway.logs)
    for (const secret of [url.slice(url.lastIndexOf('/') + 1), 'Avery', vendor.apiKey])
      expect(logged).not.toContain(secret)
  })
})

describe('a worker', () => {
  test('renders the PDF ahead of the first download', async () => {
    const gateway = await startTestGateway()
    try {
      const vendor = await gateway.vendor()
      const clinicianId = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
      await place(vendor.client, orderOf(vendor, initialAppointment(clinicianId)))
      const count = async () => (await rowsOf(gateway, 'select sha256 from profile_pdfs')).length
      expect(await eventually(count, (pdfs) => pdfs > 0)).toBe(1)
    } finally {
      await gateway.stop()
    }
  })
})
