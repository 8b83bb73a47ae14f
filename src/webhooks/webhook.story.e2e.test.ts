import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { askForResearch } from '../testkit/authorization/authorization.acts.js'
import { rowsOf } from '../testkit/census.js'
import { eventually } from '../testkit/eventually.js'
import {
  addPhysicians,
  anotherOrganization,
  initialAppointment,
  orderOf,
  place,
  refusalOf,
  revokeGrant,
} from '../testkit/order-acts.js'
import { person } from '../testkit/people.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { act, auditOf, emailsTo, refusalsOf, vendorMember } from '../testkit/vendor-acts.js'
import { deliveriesOf, endpointAt, newestDelivery, type TestEndpoint, tell } from '../testkit/webhook-acts.js'
import { answering, verified, type WebhookReceiver, webhookReceiver } from '../testkit/webhook-receiver.js'
import { RETRY_GAPS_SECONDS } from './webhook.rules.js'

const HOUR_MS = 3_600_000

describe('webhooks', () => {
  let gateway: TestGateway
  let receiver: WebhookReceiver
  let vendor: TestVendor
  let endpoint: TestEndpoint
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { WEBHOOK_PRIVATE_ADDRESSES: 'allow' } })
  })
  afterAll(() => gateway.stop())
  beforeEach(async () => {
    receiver = await webhookReceiver()
    vendor = await gateway.vendor()
    endpoint = await endpointAt(vendor, receiver.url)
  })
  afterEach(() => receiver.stop())

  const delivered = () => newestDelivery(vendor.client, endpoint.id, ({ state }) => state === 'DELIVERED')
  const received = (count: number) =>
    eventually(
      () => receiver.received,
      (all) => all.length >= count,
    )
  const later = (hours: number) => gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + hours * HOUR_MS))
  const stateOf = async (id = endpoint.id) => {
    const [row] = await rowsOf<{ state: string; because: string | null; failing: boolean }>(
      gateway,
      'select state, disabled_because as because, failing_since is not null as failing from webhook_endpoints where id = $1',
      [id],
    )
    return row
  }

  test('tell of an order once it is placed, with ids only, signed, and written down', async () => {
    const [clinicianId = ''] = await addPhysicians(gateway, 1)
    await refusalOf(vendor.client, orderOf(vendor, initialAppointment('cln_nobody')))
    const order = await place(vendor.client, orderOf(vendor, initialAppointment(clinicianId)))
    const delivery = await delivered()
    expect(receiver.received).toHaveLength(1)
    const [request] = receiver.received
    if (request === undefined) throw new Error('a request came')
    expect(verified(endpoint.secret, request)).toEqual({
      type: 'order.completed',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: { organizationId: vendor.organizationId, orderId: order.id, orderNumber: order.number },
    })
    expect(request.headers).toMatchObject({ 'webhook-id': delivery.eventId, 'content-type': 'application/json' })
    expect(() => verified(endpoint.secret, { ...request, body: request.body.replace('PO-', 'XX-') })).toThrow()
    expect(delivery).toMatchObject({ type: 'order.completed', organizationId: vendor.organizationId })
    expect(delivery.attempts).toMatchObject([{ number: 1, status: 204, problem: null }])
    const sent = delivery.attempts[0]?.requestHeaders
    expect(sent).toContainEqual({ name: 'webhook-signature', value: 'v1,…' })
    expect(JSON.stringify(delivery)).not.toContain(request.headers['webhook-signature'])
  })

  test('tell the software that asked of the answer of a research request', async () => {
    const staff = await person(gateway, { staff: true })
    const researchRequestId = await askForResearch(vendor.client, vendor.organizationId)
    const answer = { researchRequestId, notFoundExplanation: 'nobody of this name', reason: 'ticket 7' }
    await act(staff.client, 'answerResearchRequest', answer, '')
    const [request] = await received(1)
    expect(JSON.parse(request?.body ?? '')).toMatchObject({
      type: 'research.answered',
      data: { organizationId: vendor.organizationId, researchRequestId, state: 'NOT_FOUND', clinicianId: null },
    })
    expect(request?.body).not.toContain('nobody')
  })

  test('keep secrets: encrypted in the database, in no log', async () => {
    await act(vendor.client, 'sendTestWebhook', { endpointId: endpoint.id }, 'delivery { state }')
    expect(await delivered()).toMatchObject({ type: 'webhook.test', organizationId: null })
    const [row] = await rowsOf<{ all: string }>(
      gateway,
      'select to_jsonb(e)::text as all from webhook_endpoints e where id = $1',
      [endpoint.id],
    )
    const secret = endpoint.secret.slice('whsec_'.length)
    expect(endpoint.secret).toMatch(/^whsec_[\w+/]{43}=$/)
    expect(row?.all).not.toContain(secret)
    const logs = JSON.stringify(gateway.logs)
    expect(logs).toContain(endpoint.id)
    expect(logs).not.toContain(secret)
    expect(logs).not.toContain(receiver.url)
  })

  test('are signed with both secrets for the overlap of a rotation, and then with the new one', async () => {
    const input = { endpointId: endpoint.id, overlapHours: 2 }
    const { secret } = await act<{ secret: string }>(vendor.client, 'rotateWebhookSecret', input, 'secret')
    await tell(gateway, vendor)
    const [both] = await received(1)
    expect(both?.headers['webhook-signature']?.split(' ')).toHaveLength(2)
    for (const one of [secret, endpoint.secret]) expect(verified(one, both ?? nothing)).toBeTruthy()
    later(2)
    await tell(gateway, vendor)
    const [, alone] = await received(2)
    expect(verified(secret, alone ?? nothing)).toBeTruthy()
    expect(() => verified(endpoint.secret, alone ?? nothing)).toThrow()
  })

  test('come again, as the same, until they are taken', async () => {
    receiver.behaves(answering(500))
    await tell(gateway, vendor)
    const waiting = await newestDelivery(vendor.client, endpoint.id, ({ attempts }) => attempts.length === 1)
    expect(waiting).toMatchObject({ state: 'WAITING', attempts: [{ status: 500, problem: 'STATUS' }] })
    later(1)
    // Written down, not only received: when it comes again counts from then.
    await newestDelivery(vendor.client, endpoint.id, ({ attempts }) => attempts.length === 2)
    receiver.behaves(answering(200))
    later(1)
    const done = await delivered()
    expect(done.attempts.map(({ status }) => status)).toEqual([500, 500, 200])
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([done.eventId]))
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
    expect(await stateOf()).toMatchObject({ failing: false })
  })

  test('end after ten attempts over three days, and an endpoint that fails for five is disabled, and told', async () => {
    const member = await vendorMember(gateway, vendor.vendorId)
    receiver.behaves(answering(503))
    await tell(gateway, vendor)
    const failed = (attempt: number) =>
      newestDelivery(vendor.client, endpoint.id, ({ attempts }) => attempts.length === attempt)
    for (const [index, gap] of RETRY_GAPS_SECONDS.entries()) {
      expect(await failed(index + 1)).toMatchObject({ state: 'WAITING' })
      later((gap * 1.1) / 3600)
    }
    await newestDelivery(vendor.client, endpoint.id, ({ state }) => state === 'FAILED')
    expect(await failed(10)).toMatchObject({ state: 'FAILED' })
    later(48)
    expect(await stateOf()).toMatchObject({ state: 'ACTIVE', failing: true })
    await tell(gateway, vendor)
    for (const attempt of [1, 2]) {
      await failed(attempt)
      later(0.1)
    }
    await failed(3)
    expect(await stateOf()).toMatchObject({ state: 'DISABLED', because: 'FAILING' })
    expect(await emailsTo(gateway, 'WEBHOOK_DISABLED', member.email)).toHaveLength(1)
    expect((await auditOf(gateway, endpoint.id)).at(-1)).toMatchObject({
      action: 'WEBHOOK_ENDPOINT_DISABLED',
      actorId: null,
    })
    const [missed] = await tell(gateway, vendor)
    expect(missed).toMatchObject({ endpoints: 0 })
    receiver.behaves(answering(200))
    const range = { endpointId: endpoint.id, from: new Date(gateway.clock.now().getTime() - 200 * HOUR_MS) }
    expect(await refusalsOf(vendor.client, 'replayWebhooks', range)).toEqual(['INVALID_INPUT'])
    await act(vendor.client, 'enableWebhookEndpoint', { endpointId: endpoint.id }, '')
    later(0.001)
    const again = await act(vendor.client, 'replayWebhooks', range, 'count')
    expect(again).toEqual({ count: 3 })
    await eventually(
      () => deliveriesOf(vendor.client, endpoint.id, { state: 'DELIVERED' }),
      (all) => all.length === 3,
    )
    expect(await act(vendor.client, 'replayWebhooks', range, 'count')).toEqual({ count: 0 })
    const all = { ...range, includeDelivered: true }
    expect(await act(vendor.client, 'replayWebhooks', all, 'count')).toEqual({ count: 3 })
  })

  test('do not stop for one that has moved while its old address says that it is gone', async () => {
    const elsewhere = { endpointId: endpoint.id, url: `${receiver.url}/new` }
    receiver.behaves((response, request) => {
      receiver.behaves(answering(204))
      void act(vendor.client, 'updateWebhookEndpoint', elsewhere, '').then(() => answering(410)(response, request))
    })
    await tell(gateway, vendor)
    await newestDelivery(vendor.client, endpoint.id, ({ attempts }) => attempts[0]?.status === 410)
    expect(await stateOf()).toMatchObject({ state: 'ACTIVE' })
  })

  test('stop at once for an endpoint that is gone', async () => {
    receiver.behaves(answering(410))
    await tell(gateway, vendor)
    expect(await newestDelivery(vendor.client, endpoint.id, ({ state }) => state !== 'WAITING')).toMatchObject({
      state: 'FAILED',
      attempts: [{ status: 410 }],
    })
    expect(await stateOf()).toMatchObject({ state: 'DISABLED', because: 'GONE' })
  })

  test('are sent again on demand, one by one', async () => {
    await tell(gateway, vendor)
    const { eventId } = await delivered()
    await act(vendor.client, 'replayWebhook', { endpointId: endpoint.id, eventId }, 'delivery { state }')
    const [first, second] = await received(2)
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    const unknown = { endpointId: endpoint.id, eventId: 'evt_nothing' }
    expect(await refusalsOf(vendor.client, 'replayWebhook', unknown)).toEqual(['NOT_FOUND'])
  })

  test('say nothing of an organization that took its grant back, but of the others', async () => {
    const other = await anotherOrganization(gateway, vendor)
    await act(vendor.client, 'disableWebhookEndpoint', { endpointId: endpoint.id }, '')
    await act(vendor.client, 'enableWebhookEndpoint', { endpointId: endpoint.id }, '')
    await revokeGrant(gateway, vendor)
    await tell(gateway, vendor)
    await tell(gateway, { ...vendor, organizationId: other })
    await delivered()
    await eventually(
      () => deliveriesOf(vendor.client, endpoint.id, { state: 'CANCELLED' }),
      (all) => all.length === 1,
    )
    expect(receiver.received).toHaveLength(1)
    expect(receiver.received[0]?.body).toContain(other)
  })

  test('come of what was asked for, in the mode that was asked for, and go to nobody otherwise', async () => {
    const only = await endpointAt(vendor, receiver.url, { types: ['profile.delivered'] })
    expect(await tell(gateway, vendor)).toMatchObject([{ endpoints: 1 }])
    expect(await tell(gateway, vendor, 2, { type: 'profile.delivered' })).toMatchObject([
      { endpoints: 2 },
      { endpoints: 2 },
    ])
    expect(await tell(gateway, vendor, 1, { mode: 'LIVE' })).toMatchObject([{ endpoints: 0 }])
    const log = await eventually(
      () => deliveriesOf(vendor.client, only.id),
      (all) => all.length === 2,
    )
    expect(new Set(log.map(({ type }) => type))).toEqual(new Set(['profile.delivered']))
    expect(await deliveriesOf(vendor.client, endpoint.id, { type: 'receipt.sent' })).toHaveLength(1)
    const [events] = await rowsOf<{ count: number }>(
      gateway,
      `select count(*)::int as count from webhook_deliveries d join webhook_events e on e.id = d.event_id
        where e.mode = 'LIVE'`,
    )
    expect(events).toEqual({ count: 0 })
  })
})

const nothing = { headers: {}, body: '' }
