import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { UNAUTHENTICATED_MESSAGE } from '../auth/caller.js'
import { OrderHistoryDocument, PlaceOrderDocument, ViewerDocument } from '../client/operations.generated.js'
import { sha256Hex } from '../kernel/digest.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { rawRequest } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { clinicianWith, initialAppointment, orderOf } from '../testkit/order-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { apiKeyStrategy } from './api-key.strategy.js'
import { newApiKeyToken, parseApiKeyToken } from './api-key.token.js'
import { createApiKey } from './vendor.service.js'

const QUERY = JSON.stringify({ query: '{ viewer { id } }' })

describe('signing in with an API key', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())

  /** A request with exactly this header, or none. */
  const send = async (authorization: string | undefined, init: RequestInit = {}) => {
    const headers = { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) }
    return await rawRequest(`${gateway.url}/graphql`, { method: 'POST', body: QUERY, headers, ...init })
  }
  const newKey = (vendor: TestVendor, expiresAt: Date | null = null) =>
    gateway.database.transaction((tx) =>
      createApiKey(tx, gateway.clock, {
        vendorId: vendor.vendorId,
        mode: 'TEST',
        name: 'Another key',
        scopes: ['orders:write'],
        expiresAt,
      }),
    )
  const keyRow = async (apiKey: string) => {
    const [row] = await rowsOf<{ secret: string; selector: string; lastUsedAt: Date | null }>(
      gateway,
      `select secret_sha256 as secret, selector, last_used_at as "lastUsedAt" from api_keys where selector = $1`,
      [parseApiKeyToken(apiKey)?.selector],
    )
    return row
  }

  test('whatever is wrong with it, the answer is the same 401', async () => {
    const vendor = await gateway.vendor()
    const { apiKey } = vendor
    const expired = await newKey(vendor, gateway.clock.now())
    const revoked = await newKey(vendor)
    await rowsOf(gateway, 'update api_keys set revoked_at = now() where id = $1', [revoked.apiKey.id])
    // A right checksum over the selector of a key that exists and a secret that is not its own.
    const wrongSecret = newApiKeyToken('TEST')
    await rowsOf(gateway, 'update api_keys set selector = $2 where id = $1', [
      (await newKey(vendor)).apiKey.id,
      wrongSecret.selector,
    ])
    const liveOfTestKey = newApiKeyToken('LIVE')
    await rowsOf(gateway, 'update api_keys set selector = $2, secret_sha256 = $3 where id = $1', [
      (await newKey(vendor)).apiKey.id,
      liveOfTestKey.selector,
      sha256Hex(liveOfTestKey.secret),
    ])
    const headers = {
      missing: undefined,
      empty: '',
      basic: `Basic ${Buffer.from(`x:${apiKey}`).toString('base64')}`,
      'without Bearer': apiKey,
      malformed: 'Bearer pgw_test_x',
      'wrong checksum': `Bearer ${apiKey.slice(0, -1)}${apiKey.endsWith('0') ? '1' : '0'}`,
      unknown: `Bearer ${newApiKeyToken('TEST').text}`,
      'wrong secret': `Bearer ${wrongSecret.text}`,
      expired: `Bearer ${expired.token}`,
      revoked: `Bearer ${revoked.token}`,
      'of the other mode': `Bearer ${liveOfTestKey.text}`,
      twice: `Bearer ${apiKey} ${apiKey}`,
    }
    const bodies = new Set<string>()
    await leavingNoTrace(gateway, async () => {
      for (const [name, authorization] of Object.entries(headers)) {
        const { status, text, headers: got } = await send(authorization)
        const requestId = got.get('x-request-id') ?? ''
        expect([name, status, got.get('www-authenticate')]).toEqual([name, 401, 'Bearer realm="profiles gateway"'])
        expect(text).toContain(requestId)
        bodies.add(text.trimEnd().replace(requestId, 'ID'))
      }
    })
    expect([...bodies]).toEqual([
      JSON.stringify({
        errors: [
          {
            message: UNAUTHENTICATED_MESSAGE,
            extensions: { code: 'UNAUTHENTICATED', requestId: 'ID' },
          },
        ],
      }),
    ])
    expect((await send(`bearer  ${apiKey}`)).status).toBe(200)
  })

  test('comes before anything is read: also nonsense is a 401 with a wrong one', async () => {
    const wrong = `Bearer ${newApiKeyToken('TEST').text}`
    for (const body of ['nonsense', '{"query":"{ nonsense"}', 'x'.repeat(200_000)]) {
      expect((await send(wrong, { body })).status).toBe(401)
    }
  })

  test('without credentials the schema tells nothing, not even what is misspelt', async () => {
    const told = new Set<string>()
    for (const query of [
      '{ nonsense',
      '{ viewer { id } }',
      '{ viewr { id } }',
      '{ __schema { types { name } } }',
      '{ ...F } fragment F on Query { viewer { id } }',
      'subscription { x }',
    ]) {
      const { status, text, headers } = await send(undefined, { body: JSON.stringify({ query }) })
      told.add(`${status} ${text.trimEnd().replace(headers.get('x-request-id') ?? '', 'ID')}`)
    }
    expect(told.size).toBe(1)
    expect([...told][0]).toMatch(/^401 .*UNAUTHENTICATED/)
    expect((await rawRequest(`${gateway.url}/graphql?query={viewer{id}}`)).status).toBe(400)
  })

  test('ends with the very next request after the key is revoked', async () => {
    const vendor = await gateway.vendor()
    expect((await send(`Bearer ${vendor.apiKey}`)).status).toBe(200)
    await rowsOf(gateway, 'update api_keys set revoked_at = now() where vendor_id = $1', [vendor.vendorId])
    expect((await send(`Bearer ${vendor.apiKey}`)).status).toBe(401)
  })

  test('ends at the instant at which the key expires', async () => {
    const vendor = await gateway.vendor()
    const expiresAt = new Date(gateway.clock.now().getTime() + 3_600_000)
    const { token } = await newKey(vendor, expiresAt)
    const request = { requestId: 'req', address: null, userAgent: null, reason: null }
    const credentials = { authorization: `Bearer ${token}`, mode: null, request }
    const answerAt = (at: number) => apiKeyStrategy(gateway.database, { now: () => new Date(at) })(credentials)
    expect(await answerAt(expiresAt.getTime() - 1)).toMatchObject({ actor: { id: vendor.vendorId } })
    expect(await answerAt(expiresAt.getTime())).toBeNull()
    expect((await send(`Bearer ${token}`)).status).toBe(200)
    gateway.clock.advanceTo(expiresAt)
    expect((await send(`Bearer ${token}`)).status).toBe(401)
  })

  test('is remembered to the minute', async () => {
    const vendor = await gateway.vendor()
    expect((await keyRow(vendor.apiKey))?.lastUsedAt).toBeNull()
    const before = gateway.clock.now().getTime()
    await vendor.client.run(ViewerDocument, {})
    const first = (await keyRow(vendor.apiKey))?.lastUsedAt
    expect(first?.getTime()).toBeGreaterThanOrEqual(before)
    await vendor.client.run(ViewerDocument, {})
    expect((await keyRow(vendor.apiKey))?.lastUsedAt).toEqual(first)
    gateway.clock.advanceTo(new Date((first?.getTime() ?? 0) + 60_000))
    await vendor.client.run(ViewerDocument, {})
    expect((await keyRow(vendor.apiKey))?.lastUsedAt?.getTime()).toBeGreaterThanOrEqual(
      (first?.getTime() ?? 0) + 60_000,
    )
  })

  test('costs a refused key nothing of its last use', async () => {
    const vendor = await gateway.vendor()
    await send(`Bearer ${vendor.apiKey.slice(0, -1)}`)
    expect((await keyRow(vendor.apiKey))?.lastUsedAt).toBeNull()
  })

  test('leaves the secret nowhere in the database', async () => {
    const { apiKey } = await gateway.vendor()
    const secret = parseApiKeyToken(apiKey)?.secret ?? ''
    expect((await keyRow(apiKey))?.secret).toBe(sha256Hex(secret))
    const [found] = await rowsOf<{ count: number }>(
      gateway,
      `select count(*)::int as count from api_keys k where k::text like '%' || $1 || '%'`,
      [secret],
    )
    expect(found).toEqual({ count: 0 })
  })

  test('works for many requests at once', async () => {
    const vendor = await gateway.vendor()
    const clinicianId = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    const input = orderOf(vendor, initialAppointment(clinicianId))
    await vendor.client.run(PlaceOrderDocument, { input })
    const { organizationId } = vendor
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => vendor.client.run(OrderHistoryDocument, { organizationId })),
    )
    expect(answers.every((answer) => answer.organization?.orders?.nodes.length === 1)).toBe(true)
  })
})
