import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { unzipSync } from 'fflate'
import { RevokeDeliveryDocument } from '../../client/operations.generated.js'
import { sha256Hex } from '../../kernel/digest.js'
import { leavingNoTrace, rowsOf } from '../../testkit/census.js'
import { bought, deliver, deliverMany, logOf } from '../../testkit/delivery-acts.js'
import { person } from '../../testkit/people.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'

const PUBLIC_URL = 'http://gateway.test'

let gateway: TestGateway
let vendor: TestVendor
let items: string[]
describe('downloads', () => {
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor({ depositCents: 2_000_000 })
    items = await bought(gateway, vendor, 250)
  })
  afterAll(() => gateway.stop())

  const request = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(url.replace(PUBLIC_URL, gateway.url), { method, headers })
  const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())
  const linkOf = async (index: number) => await deliver(vendor.client, { orderItemId: items[index] ?? '' })
  /** What the audit trail and the log say of a delivery's link since, the oldest first. */
  const usesOf = async (deliveryId: string) => {
    const audit = await rowsOf<{ action: string }>(
      gateway,
      `select action from audit_events where action in ('PROFILE_DOWNLOADED', 'PROFILE_LINK_CHECKED')
        and subject_ids @> array(select document_id from profile_delivery_documents where delivery_id = $1) order by id`,
      [deliveryId],
    )
    const { nodes } = await logOf(vendor.client, { organizationId: vendor.organizationId })
    const logged = nodes.find(({ id }) => id === deliveryId)
    return {
      audit: audit.map(({ action }) => action),
      count: logged?.downloadCount,
      kinds: logged?.downloads.map(({ kind }) => kind).reverse(),
      downloads: logged?.downloads.slice().reverse() ?? [],
    }
  }

  describe('a PDF', () => {
    test('can be had in parts, and what broke off be gone on with: one download', async () => {
      const { url, delivery } = await linkOf(0)
      const first = await request(url, { range: 'bytes=0-999' })
      const etag = first.headers.get('etag') ?? ''
      expect([first.status, first.headers.get('accept-ranges'), first.headers.get('content-length')]).toEqual([
        206,
        'bytes',
        '1000',
      ])
      const size = Number(/^bytes 0-999\/(\d+)$/.exec(first.headers.get('content-range') ?? '')?.[1])
      const rest = await request(url, { range: 'bytes=1000-', 'if-range': etag })
      expect([rest.status, rest.headers.get('content-range')]).toEqual([206, `bytes 1000-${size - 1}/${size}`])
      const whole = Buffer.concat([await bytesOf(first), await bytesOf(rest)])
      expect(`"${sha256Hex(whole)}"`).toBe(etag)
      const { audit, count, kinds, downloads } = await usesOf(delivery.id)
      expect([audit, count, kinds]).toEqual([['PROFILE_DOWNLOADED'], 1, ['PART', 'PART']])
      expect(downloads.map(({ firstByte, lastByte, continuesId }) => [firstByte, lastByte, continuesId])).toEqual([
        [0, 999, null],
        [1_000, size - 1, downloads[0]?.id],
      ])
      gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 14 * 60_000))
      await request(url, { range: 'bytes=0-0' })
      expect((await usesOf(delivery.id)).audit).toEqual(['PROFILE_DOWNLOADED'])
    })

    test('is given whole for several ranges, for the rest of another file, and for what is no range', async () => {
      const { url, delivery } = await linkOf(1)
      for (const headers of [
        { range: 'bytes=0-9,20-29' },
        { range: 'bytes=10-', 'if-range': '"of another file"' },
        { range: 'lines=1-2' },
      ]) {
        const response = await request(url, headers)
        expect([response.status, response.headers.get('content-range')]).toEqual([200, null])
        expect((await bytesOf(response)).subarray(0, 5).toString()).toBe('%PDF-')
      }
      expect(await usesOf(delivery.id)).toMatchObject({
        audit: ['PROFILE_DOWNLOADED', 'PROFILE_DOWNLOADED', 'PROFILE_DOWNLOADED'],
        count: 3,
        kinds: ['WHOLE', 'WHOLE', 'WHOLE'],
      })
    })

    test('that is only asked about is not given, and that is what the trail says', async () => {
      const { url, delivery } = await linkOf(2)
      const head = await request(url, {}, 'HEAD')
      const etag = head.headers.get('etag') ?? ''
      const size = Number(head.headers.get('content-length'))
      expect([head.status, head.headers.get('content-type'), size > 1_000]).toEqual([200, 'application/pdf', true])
      expect(await bytesOf(head)).toHaveLength(0)
      const same = await request(url, { 'if-none-match': `"another", W/${etag}` })
      expect([same.status, same.headers.get('etag'), (await bytesOf(same)).length]).toEqual([304, etag, 0])
      const beyond = await request(url, { range: `bytes=${size}-` })
      expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${size}`])
      const other = await request(url, { 'if-match': '"another"' })
      expect([other.status, other.headers.get('cache-control')]).toEqual([412, 'no-store'])
      expect(await usesOf(delivery.id)).toMatchObject({
        audit: Array.from({ length: 4 }, () => 'PROFILE_LINK_CHECKED'),
        count: 0,
        kinds: ['CHECK', 'CHECK', 'CHECK', 'CHECK'],
      })
    })

    test.each(['GET', 'HEAD'])('is gone for %s with an expired link, without a trace', async (method) => {
      const { url, delivery } = await linkOf(3)
      gateway.clock.advanceTo(new Date(delivery.expiresAt))
      const response = await leavingNoTrace(gateway, () => request(url, { range: 'bytes=0-9' }, method))
      expect([response.status, response.headers.get('content-range')]).toEqual([410, null])
    })
  })

  describe('a delivery that is revoked', () => {
    const revoke = async (client: TestVendor['client'], deliveryId: string) => {
      const { delivery, userErrors } = (await client.run(RevokeDeliveryDocument, { deliveryId })).revokeDelivery
      return [delivery?.revokedAt != null, userErrors.map(({ code }) => code)]
    }

    test('gives nothing any more, like one that never was, and cannot be revoked again', async () => {
      const [ended, other] = [await linkOf(4), await linkOf(4)]
      const nobodys = ended.url.replace(/[^/]+$/, 'nonsense')
      const bodyOf = async (url: string) => {
        const response = await request(url)
        return [response.status, (await response.text()).replace(response.headers.get('x-request-id') ?? '', 'ID')]
      }
      expect(await revoke(vendor.client, ended.delivery.id)).toEqual([true, []])
      expect(await bodyOf(ended.url)).toEqual(await bodyOf(nobodys))
      expect((await request(other.url)).status).toBe(200)
      expect(await revoke(vendor.client, ended.delivery.id)).toEqual([false, ['ALREADY_ENDED']])
      const [audit] = await rowsOf(
        gateway,
        `select actor_kind as kind, subject_ids as ids from audit_events where action = 'PROFILE_DELIVERY_REVOKED'`,
      )
      expect(audit).toEqual({ kind: 'VENDOR', ids: [ended.delivery.id] })
    })

    test('can be so by an administrator and by who asked for it, and by no other', async () => {
      const { organizationId } = vendor
      const administrator = await person(gateway, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'] })
      const buyer = await person(gateway, { organizationId })
      const stranger = await gateway.vendor()
      const { delivery } = await linkOf(5)
      for (const { client } of [buyer, stranger])
        expect(await revoke(client, delivery.id)).toEqual([false, ['NOT_FOUND']])
      expect(await revoke(administrator.client, delivery.id)).toEqual([true, []])
      const own = await deliver(buyer.client, { orderItemId: items[5] ?? '' })
      expect(await revoke(buyer.client, own.delivery.id)).toEqual([true, []])
    })
  })

  describe('an archive', () => {
    const zipOf = async (orderItemIds: string[]) => {
      const { organizationId } = vendor
      const [first] = await deliverMany(vendor.client, { organizationId, orderItemIds, as: 'ZIP' })
      return { url: first?.url ?? '', deliveryId: first?.delivery?.id ?? '' }
    }
    const count = async () => (await rowsOf(gateway, 'select 1 from profile_pdfs')).length

    test('whose client goes away is not made any further', async () => {
      const { url } = await zipOf(items.slice(50, 150))
      const before = await count()
      const leaving = new AbortController()
      const response = await fetch(url.replace(PUBLIC_URL, gateway.url), { signal: leaving.signal })
      await response.body?.getReader().read()
      leaving.abort()
      // What was being made then is done by the time that others are.
      const others = async (indices: number[]) => {
        for (const index of indices) await bytesOf(await request((await linkOf(index)).url))
        return await count()
      }
      const after = await others([10, 11, 12])
      expect(after - before).toBeLessThan(50)
      expect(await others([13, 14, 15])).toBe(after + 3)
    })

    test('of 250 documents has every one of them, and says what each is', async () => {
      // Rendered before, but for some: then they are rendered while the archive goes out.
      await rowsOf(
        gateway,
        `insert into profile_pdfs (document_id, sha256, bytes, rendered_at)
       select id, encode(sha256(convert_to('%PDF of ' || id, 'UTF8')), 'hex'), convert_to('%PDF of ' || id, 'UTF8'), now()
         from profile_documents where organization_id = $1 order by number limit 240
       on conflict do nothing`,
        [vendor.organizationId],
      )
      const { url, deliveryId } = await zipOf(items)
      const response = await request(url, { range: 'bytes=0-9' })
      expect(response.status).toBe(200)
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${deliveryId}.zip"`,
        'accept-ranges': 'none',
        'cache-control': 'no-store',
      })
      const files = unzipSync(await bytesOf(response))
      const manifest = JSON.parse(Buffer.from(files['manifest.json'] ?? '').toString()) as {
        documents: { file: string; sha256: string; orderItemId: string }[]
      }
      expect(Object.keys(files)).toHaveLength(251)
      expect(manifest.documents.map(({ orderItemId }) => orderItemId).sort()).toEqual([...items].sort())
      for (const { file, sha256 } of manifest.documents)
        expect([file, sha256Hex(files[file] ?? '')]).toEqual([file, sha256])
      expect(await count()).toBe(250)
      const [audit] = await rowsOf<{ documents: number }>(
        gateway,
        `select cardinality(subject_ids) as documents from audit_events where action = 'PROFILE_DOWNLOADED'
        order by id desc limit 1`,
      )
      expect(audit?.documents).toBe(500)
      expect(await usesOf(deliveryId)).toMatchObject({ count: 1, kinds: ['WHOLE'] })
    })

    test('that is only asked about is not made', async () => {
      const { url, deliveryId } = await zipOf(items.slice(0, 2))
      const head = await request(url, {}, 'HEAD')
      expect([head.status, head.headers.get('content-type'), head.headers.get('content-length')]).toEqual([
        200,
        'application/zip',
        null,
      ])
      expect(await usesOf(deliveryId)).toMatchObject({ count: 0, kinds: ['CHECK'] })
    })
  })
})
