import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SCOPES } from '../auth/actor.js'
import { ask, codesOf } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { anotherVendor } from '../testkit/order-acts.js'
import { person } from '../testkit/people.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { type AuditRow, act, auditOf, errorsOf, refusalsOf, vendorMember } from '../testkit/vendor-acts.js'
import { deliveriesOf, endpointAt, type TestEndpoint, tell } from '../testkit/webhook-acts.js'
import { createApiKey } from '../vendors/vendor.service.js'
import { MAX_ENDPOINTS } from './webhook.rules.js'

const URL = 'https://vendor.example/webhooks'
const MUTATIONS = [
  'updateWebhookEndpoint',
  'rotateWebhookSecret',
  'disableWebhookEndpoint',
  'enableWebhookEndpoint',
  'sendTestWebhook',
  'replayWebhook',
  'replayWebhooks',
]
const inputOf = (mutation: string, endpointId: string) => ({
  endpointId,
  ...(mutation === 'replayWebhook' && { eventId: 'evt_none' }),
  ...(mutation === 'replayWebhooks' && { from: '2026-11-01T00:00:00Z' }),
})

/** Without what staff looked at. */
const changes = (rows: AuditRow[]) =>
  rows.filter(({ action }) => action !== 'STAFF_READ').map(({ action, actorId }) => [action, actorId])

describe('webhook endpoints', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  let foreign: TestVendor
  let endpoint: TestEndpoint
  beforeAll(async () => {
    // Nobody sends: these addresses are of nobody.
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor()
    foreign = await gateway.vendor()
    endpoint = await endpointAt(vendor, URL)
  })
  afterAll(() => gateway.stop())

  const seenBy = async (client: TestVendor['client'], id = endpoint.id) => {
    const query = 'query ($id: ID!) { webhookEndpoint(id: $id) { id url state types mode } }'
    const answer = await ask<{ webhookEndpoint: { url: string } | null }>(client, query, { id })
    return answer.data?.webhookEndpoint?.url ?? codesOf(answer)[0] ?? null
  }
  const liveKey = async () => {
    const wanted = { vendorId: vendor.vendorId, mode: 'LIVE' as const, name: 'Live', scopes: SCOPES, expiresAt: null }
    const { token } = await gateway.database.transaction((tx) => createApiKey(tx, gateway.clock, wanted))
    return gateway.client(token)
  }

  test('are seen by the vendor with its key, its people and staff, and by nobody else', async () => {
    const member = await vendorMember(gateway, vendor.vendorId)
    const staff = await person(gateway, { staff: true })
    const administrator = await person(gateway, {
      organizationId: vendor.organizationId,
      roles: ['ORGANIZATION_ADMINISTRATOR'],
    })
    for (const { client } of [vendor, member, staff]) expect(await seenBy(client)).toBe(URL)
    for (const client of [foreign.client, administrator.client, await liveKey()])
      expect(await seenBy(client)).toBeNull()
  })

  test('are changed by the vendor and its people, not by staff', async () => {
    const member = await vendorMember(gateway, vendor.vendorId)
    const staff = await person(gateway, { staff: true })
    const input = { endpointId: endpoint.id, url: `${URL}?a=2`, description: ' Orders ', types: ['order.completed'] }
    const selection = 'endpoint { url description types }'
    const endpointNow = { url: `${URL}?a=2`, description: 'Orders', types: ['order.completed'] }
    expect(await act(member.client, 'updateWebhookEndpoint', input, selection)).toEqual({ endpoint: endpointNow })
    const back = { endpointId: endpoint.id, url: URL, types: null }
    expect(await act(vendor.client, 'updateWebhookEndpoint', back, selection)).toEqual({
      endpoint: { url: URL, description: 'Orders', types: null },
    })
    for (const mutation of MUTATIONS)
      expect(await refusalsOf(staff.client, mutation, inputOf(mutation, endpoint.id))).toEqual(['FORBIDDEN'])
    expect(changes(await auditOf(gateway, endpoint.id))).toEqual([
      ['WEBHOOK_ENDPOINT_CREATED', vendor.vendorId],
      ['WEBHOOK_ENDPOINT_UPDATED', member.userId],
      ['WEBHOOK_ENDPOINT_UPDATED', vendor.vendorId],
    ])
  })

  test.each(MUTATIONS)(
    'of others are not there: %s answers as for unknown ones, by as many statements',
    async (mutation) => {
      const answers: { error: unknown; count: number }[] = []
      for (const id of [endpoint.id, 'whe_01jz3w8k3be9r8c7q4v1d2m5xy']) {
        let error: unknown
        const count = await gateway.countStatements(async () => {
          const [one] = await errorsOf(foreign.client, mutation, inputOf(mutation, id))
          error = { ...one, message: one?.message.replace(id, 'ID') }
        })
        answers.push({ error, count })
      }
      const [theirs, unknown] = answers
      expect(theirs?.error).toMatchObject({ code: 'NOT_FOUND', field: ['endpointId'] })
      expect(theirs).toEqual(unknown)
      // With the key in another mode they are just as far away.
      expect(await refusalsOf(await liveKey(), mutation, inputOf(mutation, endpoint.id))).toEqual(['NOT_FOUND'])
    },
  )

  test('need the scope webhooks:write of a key', async () => {
    const { client, vendorId } = await anotherVendor(gateway, vendor, { key: ['orders:write', 'account:read'] })
    expect(await seenBy(client)).toBe('FORBIDDEN')
    const create = { vendorId, mode: 'TEST', url: URL }
    expect(await refusalsOf(client, 'createWebhookEndpoint', create)).toEqual(['FORBIDDEN'])
    const query = 'query ($id: ID!) { vendor(id: $id) { name webhookEndpoints { id } } }'
    const answer = await ask<{ vendor: { webhookEndpoints: null } }>(client, query, { id: vendorId })
    expect([answer.data?.vendor.webhookEndpoints, codesOf(answer)]).toEqual([null, ['FORBIDDEN']])
  })

  test('are refused with what is wrong, and leave nothing', async () => {
    const { client, vendorId } = await gateway.vendor()
    const wrong = async (more: Record<string, unknown>) =>
      (await errorsOf(client, 'createWebhookEndpoint', { vendorId, mode: 'TEST', url: URL, ...more })).map(
        ({ code, field }) => `${code} ${field.join('.')}`,
      )
    expect(await wrong({ url: 'http://vendor.example' })).toEqual(['INVALID_INPUT url'])
    expect(await wrong({ url: 'https://10.0.0.1/' })).toEqual(['INVALID_INPUT url'])
    expect(await wrong({ types: ['order.completed', 'order.exploded'] })).toEqual(['INVALID_INPUT types.1'])
    expect(await wrong({ types: [] })).toEqual(['INVALID_INPUT types'])
    expect(await wrong({ types: ['webhook.test'] })).toEqual(['INVALID_INPUT types.0'])
    expect(await wrong({ description: 'x'.repeat(201) })).toEqual(['INVALID_INPUT description'])
    expect(await wrong({ mode: 'LIVE' })).toEqual(['INVALID_INPUT mode'])
    expect(await wrong({ vendorId: foreign.vendorId })).toEqual(['NOT_FOUND vendorId'])
    const member = await vendorMember(gateway, vendorId)
    await rowsOf(gateway, 'update vendors set live_approved_at = null where id = $1', [vendorId])
    const live = { vendorId, mode: 'LIVE', url: URL }
    expect(await refusalsOf(member.client, 'createWebhookEndpoint', live)).toEqual(['LIVE_NOT_APPROVED'])
    expect(await rowsOf(gateway, 'select id from webhook_endpoints where vendor_id = $1', [vendorId])).toEqual([])
  })

  test('are at most sixteen of a vendor, also when two are made at once', async () => {
    const { client, vendorId } = await gateway.vendor()
    for (let count = 1; count < MAX_ENDPOINTS; count++) await endpointAt({ client, vendorId }, URL)
    const input = { vendorId, mode: 'TEST', url: URL }
    const two = await Promise.all([1, 2].map(() => refusalsOf(client, 'createWebhookEndpoint', input)))
    expect(two.flat()).toEqual(['LIMIT_REACHED'])
  })

  test('are listed with their logs by as many statements, however many there are', async () => {
    const { client, vendorId, organizationId } = await gateway.vendor()
    const query = `query ($id: ID!) { vendor(id: $id) { webhookEndpoints {
      id deliveries(first: 50) { nodes { eventId attempts { number } } } } } }`
    const count = () => gateway.countStatements(() => ask(client, query, { id: vendorId }))
    await endpointAt({ client, vendorId }, URL)
    await tell(gateway, { vendorId, organizationId })
    const one = await count()
    for (let more = 0; more < 3; more++) await endpointAt({ client, vendorId }, URL)
    await tell(gateway, { vendorId, organizationId }, 10)
    expect(await count()).toBe(one)
  })

  test('show the last attempts of an event that was replayed all day long', async () => {
    const { id } = await endpointAt(vendor, URL)
    await tell(gateway, vendor)
    await rowsOf(
      gateway,
      `insert into webhook_attempts (endpoint_id, event_id, number, attempted_at, duration_ms, status, response_headers)
       select endpoint_id, event_id, nth, now(), 1, 200, '[]' from webhook_deliveries, generate_series(1, 120) as nth
        where endpoint_id = $1`,
      [id],
    )
    const [delivery] = await deliveriesOf(vendor.client, id)
    expect(delivery?.attempts.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, nth) => 71 + nth))
  })

  test('sleep while they are disabled: nothing is sent at will', async () => {
    const { id } = await endpointAt(vendor, URL)
    await tell(gateway, vendor, 3)
    const [{ eventId } = { eventId: '' }] = await deliveriesOf(vendor.client, id)
    for (const _ of [1, 2]) {
      const selection = 'endpoint { state disabledBecause }'
      expect(await act(vendor.client, 'disableWebhookEndpoint', { endpointId: id }, selection)).toEqual({
        endpoint: { state: 'DISABLED', disabledBecause: 'ASKED' },
      })
    }
    expect(await refusalsOf(vendor.client, 'sendTestWebhook', { endpointId: id })).toEqual(['INVALID_INPUT'])
    expect(await refusalsOf(vendor.client, 'replayWebhook', { endpointId: id, eventId })).toEqual(['INVALID_INPUT'])
    expect((await auditOf(gateway, id)).map(({ action }) => action)).toEqual([
      'WEBHOOK_ENDPOINT_CREATED',
      'WEBHOOK_ENDPOINT_DISABLED',
    ])
  })
})
