import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { DeliverProfilePdfDocument, RevokeDeliveryDocument } from '../../client/operations.generated.js'
import { SignedLinks } from '../../files/signed-link.js'
import { newId } from '../../kernel/ids.js'
import { ask } from '../../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../../testkit/census.js'
import { bought, deliver, deliverMany, logOf } from '../../testkit/delivery-acts.js'
import { eventually } from '../../testkit/eventually.js'
import { anotherVendor, revokeGrant } from '../../testkit/order-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'
import { verified, webhookReceiver } from '../../testkit/webhook-receiver.js'
import { PROFILE_DOWNLOAD } from './download-link.js'
import { deliveryPayload } from './profile-delivery.payload.js'

let gateway: TestGateway
let vendor: TestVendor
let organizationId: string
let items: string[]
let orderItemId: string
describe('delivery by webhook', () => {
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor()
    organizationId = vendor.organizationId
    items = await bought(gateway, vendor, 20)
    orderItemId = items[0] ?? ''
  })
  afterAll(() => gateway.stop())

  const statusOf = async (url: string) => {
    const response = await gateway.download(url)
    await response.arrayBuffer()
    return response.status
  }

  describe('a delivery to the webhook of a vendor', () => {
    const endpoint = async (state: 'ACTIVE' | 'DISABLED', types: string[] | null) => {
      const told = await anotherVendor(gateway, vendor)
      await rowsOf(
        gateway,
        `insert into webhook_endpoints (id, vendor_id, mode, url, types, state, disabled_at, disabled_because, created_at,
         secret_jwe, secret_made_at)
       values ($1, $2, 'TEST', 'https://vendor.example/hook', $3, $4, $5, $6, now(), 'sealed', now())`,
        [
          newId('webhookEndpoint'),
          told.vendorId,
          types,
          state,
          ...(state === 'ACTIVE' ? [null, null] : [new Date(), 'ASKED']),
        ],
      )
      return told
    }
    /** What the event of the delivery would say if it were sent now. */
    const payloadOf = async (deliveryId: string) => {
      const [event] = await rowsOf<{ eventId: string; vendorId: string; data: Record<string, unknown> }>(
        gateway,
        `select e.id as "eventId", e.vendor_id as "vendorId", e.data
         from profile_deliveries d join webhook_events e on e.id = d.webhook_event_id where d.id = $1`,
        [deliveryId],
      )
      if (event === undefined) throw new Error(`delivery ${deliveryId} has no event`)
      const links = new SignedLinks(
        PROFILE_DOWNLOAD,
        [new Uint8Array(32).fill(7)],
        'http://gateway.test',
        gateway.clock,
      )
      return await deliveryPayload(gateway.database, gateway.clock, links)({ ...event, organizationId })
    }

    test('is an event without a link, which gets one when it is sent', async () => {
      const told = await endpoint('ACTIVE', null)
      const { url, delivery } = await deliver(told.client, { orderItemId, method: 'WEBHOOK' })
      expect([url, delivery.method]).toEqual(['', 'WEBHOOK'])
      const stored = await rowsOf<{ vendorId: string | null; data: object }>(
        gateway,
        `select vendor_id as "vendorId", data from webhook_events where data ->> 'deliveryId' = $1 order by id`,
        [delivery.id],
      )
      const data = { organizationId, deliveryId: delivery.id }
      expect(stored).toEqual([told.vendorId, null].map((vendorId) => ({ vendorId, data })))
      const payload = await payloadOf(delivery.id)
      expect(payload).toEqual({
        organizationId,
        deliveryId: delivery.id,
        form: 'SINGLE',
        url: expect.stringMatching(/^http:\/\/gateway\.test\/downloads\//),
        expiresAt: delivery.expiresAt,
        documents: [{ orderItemId, documentNumber: expect.stringMatching(/^PD-\d{10}$/) }],
      })
      expect(await statusOf(String(payload?.['url']))).toBe(200)
    })

    test.each<[string, (told: TestVendor, deliveryId: string) => Promise<unknown>]>([
      ['its delivery is revoked', (told, deliveryId) => told.client.run(RevokeDeliveryDocument, { deliveryId })],
      ['the grant is', (told) => revokeGrant(gateway, told)],
    ])('has nothing to say any more once %s', async (_, loses) => {
      const told = await endpoint('ACTIVE', ['profile.delivered'])
      const { delivery } = await deliver(told.client, { orderItemId, method: 'WEBHOOK' })
      await loses(told, delivery.id)
      expect(await payloadOf(delivery.id)).toBeNull()
    })

    test('of many lines is an event for each, by as many statements as for one', async () => {
      const told = await endpoint('ACTIVE', ['profile.delivered'])
      const statements = (orderItemIds: string[]) =>
        gateway.countStatements(() =>
          deliverMany(told.client, { organizationId, orderItemIds, as: 'SINGLE', method: 'WEBHOOK' }),
        )
      await statements(items)
      expect(await statements(items.slice(0, 1))).toBe(await statements(items))
      const { nodes } = await logOf(told.client, { organizationId, method: 'WEBHOOK', first: 100 })
      expect(nodes).toHaveLength(2 * items.length + 1)
      expect(new Set(nodes.map(({ sending }) => sending?.state))).toEqual(new Set(['WAITING']))
    })

    test.each<[string, () => Promise<TestVendor>]>([
      ['no endpoint', () => anotherVendor(gateway, vendor)],
      ['one that takes other events', () => endpoint('ACTIVE', ['receipt.sent'])],
      ['one that is disabled', () => endpoint('DISABLED', null)],
    ])('with %s is refused, and leaves no trace', async (_, make) => {
      const told = await make()
      await leavingNoTrace(gateway, async () => {
        const wanted = { orderItemId, method: 'WEBHOOK' } as const
        const { deliverProfilePdf } = await told.client.run(DeliverProfilePdfDocument, wanted)
        expect(deliverProfilePdf.userErrors).toEqual([
          {
            code: 'INVALID_INPUT',
            field: ['method'],
            message: expect.stringContaining('`createWebhookEndpoint` adds one; or choose LINK'),
          },
        ])
      })
      expect(await rowsOf(gateway, 'select 1 from webhook_events where vendor_id = $1', [told.vendorId])).toEqual([])
    })
  })

  describe('a worker', () => {
    test('brings the link to the endpoint, and the log says that it did', async () => {
      const working = await startTestGateway({ environment: { WEBHOOK_PRIVATE_ADDRESSES: 'allow' } })
      const receiver = await webhookReceiver()
      try {
        const told = await working.vendor()
        const [item = ''] = await bought(working, told, 1)
        const input = { vendorId: told.vendorId, mode: 'TEST', url: receiver.url, types: ['profile.delivered'] }
        const { data } = await ask<{ createWebhookEndpoint: { secret: string } }>(
          told.client,
          'mutation ($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { secret } }',
          { input },
        )
        const { delivery } = await deliver(told.client, { orderItemId: item, method: 'WEBHOOK' })
        const [message] = await eventually(
          async () => receiver.received,
          (received) => received.length > 0,
        )
        if (message === undefined) throw new Error('nothing was received')
        const event = verified(data?.createWebhookEndpoint.secret ?? '', message) as { data: Record<string, unknown> }
        expect(event).toMatchObject({ type: 'profile.delivered', data: { deliveryId: delivery.id } })
        const response = await working.download(String(event.data['url']))
        expect((await response.text()).slice(0, 5)).toBe('%PDF-')
        const { organizationId: id } = told
        const logged = async () => (await logOf(told.client, { organizationId: id })).nodes[0]
        const sent = await eventually(logged, (node) => node?.sending?.state === 'SENT')
        expect(sent).toMatchObject({ id: delivery.id, method: 'WEBHOOK', downloadCount: 1 })
      } finally {
        await receiver.stop()
        await working.stop()
      }
    })
  })
})
