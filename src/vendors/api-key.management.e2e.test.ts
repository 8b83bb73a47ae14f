import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { GatewayClient } from '../client/gateway-client.js'
import { ask, codesOf, rawRequest } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { person, type TestPerson } from '../testkit/people.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { act, auditOf, errorsOf, refusalsOf, vendorMember } from '../testkit/vendor-acts.js'

interface Key {
  id: string
  prefix: string
  name: string
  mode: string
  scopes: string[]
  createdAt: string
  expiresAt: string | null
  revokedAt: string | null
  lastUsedAt: string | null
  allowedAddresses: string[]
  rotatedTo: string | null
}

const FIELDS = 'id prefix name mode scopes createdAt expiresAt revokedAt lastUsedAt allowedAddresses rotatedTo'
const MADE = `apiKey { ${FIELDS} } secret`
const UNKNOWN_VENDOR = 'vnd_00000000000000000000000000'
const UNKNOWN_KEY = 'key_00000000000000000000000000'

describe('the people of a vendor manage its API keys', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api', TRUST_PROXY: '127.0.0.1' } })
  })
  afterAll(() => gateway.stop())

  const wanted = (vendorId: string, more: Record<string, unknown> = {}) => ({
    vendorId,
    mode: 'TEST',
    name: 'Nightly batch',
    scopes: ['orders:write', 'clinicians:read'],
    ...more,
  })
  const make = (client: GatewayClient, vendorId: string, more: Record<string, unknown> = {}) =>
    act<{ apiKey: Key; secret: string }>(client, 'createApiKey', wanted(vendorId, more), MADE)
  const statusOf = async (secret: string, address?: string) => {
    const headers = {
      'content-type': 'application/json',
      ...(address !== undefined && { 'x-forwarded-for': address }),
    }
    const body = JSON.stringify({ query: '{ viewer { id } }' })
    return await rawRequest(`${gateway.url}/graphql`, { method: 'POST', apiKey: secret, headers, body })
  }
  const keysOf = async (client: GatewayClient, id: string, page = '') => {
    const answer = await ask<{ vendor: { apiKeys: { nodes: Key[]; pageInfo: { endCursor: string } } } | null }>(
      client,
      `query ($id: ID!) { vendor(id: $id) { apiKeys${page} { nodes { ${FIELDS} } pageInfo { endCursor } } } }`,
      { id },
    )
    return answer.data?.vendor?.apiKeys ?? null
  }
  const scene = async (): Promise<{ vendor: TestVendor; member: TestPerson }> => {
    const vendor = await gateway.vendor()
    return { vendor, member: await vendorMember(gateway, vendor.vendorId) }
  }

  test('a key is made, shown once, listed without its secret and written down', async () => {
    const { vendor, member } = await scene()
    const { apiKey, secret } = await make(member.client, vendor.vendorId, { allowedAddresses: ['::ffff:127.0.0.1'] })
    expect(secret.startsWith(apiKey.prefix)).toBe(true)
    expect(apiKey).toMatchObject({
      name: 'Nightly batch',
      mode: 'TEST',
      scopes: ['clinicians:read', 'orders:write'],
      allowedAddresses: ['127.0.0.1'],
      expiresAt: null,
      lastUsedAt: null,
      rotatedTo: null,
    })
    expect((await statusOf(secret)).status).toBe(200)
    const listed = await keysOf(member.client, vendor.vendorId)
    expect(listed?.nodes.map((key) => [key.id, key.lastUsedAt !== null])).toEqual([
      [apiKey.id, true],
      [expect.any(String), false],
    ])
    expect(JSON.stringify(listed)).not.toContain(secret.slice(apiKey.prefix.length))
    expect(await auditOf(gateway, apiKey.id)).toEqual([
      {
        action: 'API_KEY_CREATED',
        actorId: member.userId,
        organizationId: null,
        subjectIds: [apiKey.id, vendor.vendorId],
        reason: null,
      },
    ])
    expect(JSON.stringify(gateway.logs)).not.toContain(secret)
  })

  test('keys come page by page, the newest first', async () => {
    const { vendor, member } = await scene()
    const made: string[] = []
    for (const name of ['One', 'Two', 'Three'])
      made.unshift((await make(member.client, vendor.vendorId, { name })).apiKey.id)
    const first = await keysOf(member.client, vendor.vendorId, '(first: 2)')
    expect(first?.nodes.map((key) => key.id)).toEqual(made.slice(0, 2))
    const rest = await keysOf(member.client, vendor.vendorId, `(after: "${first?.pageInfo.endCursor}")`)
    expect(rest?.nodes.map((key) => key.name)).toEqual(['One', 'First key'])
  })

  test('a key that is bound to addresses opens from those alone, from its next request on', async () => {
    const { vendor, member } = await scene()
    const { apiKey, secret } = await make(member.client, vendor.vendorId)
    expect((await statusOf(secret, '203.0.113.9')).status).toBe(200)
    const allowedAddresses = ['192.0.2.64/26', '2001:db8:0:8::/61', '198.51.100.7']
    const update = { apiKeyId: apiKey.id, name: 'Bound', allowedAddresses }
    const updated = await act<{ apiKey: Key }>(member.client, 'updateApiKey', update, `apiKey { ${FIELDS} }`)
    expect(updated.apiKey).toMatchObject({ name: 'Bound', allowedAddresses })
    const answers: [string, number][] = [
      ['192.0.2.63', 403],
      ['192.0.2.64', 200],
      ['192.0.2.127', 200],
      ['192.0.2.128', 403],
      ['::ffff:192.0.2.100', 200],
      ['::ffff:192.0.2.200', 403],
      ['198.51.100.7', 200],
      ['198.51.100.8', 403],
      ['2001:db8:0:f:ffff:ffff:ffff:ffff', 200],
      ['2001:db8:0:10::', 403],
    ]
    for (const [address, status] of answers) {
      expect([address, (await statusOf(secret, address)).status]).toEqual([address, status])
    }
    const { text } = await statusOf(secret, '192.0.2.129')
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ message: 'this key may not be used from this address', extensions: { code: 'FORBIDDEN' } }],
    })
    const denied = await rowsOf<{ address: string }>(
      gateway,
      `select host(address) as address from audit_events where action = 'ACCESS_DENIED' and api_key_id = $1 order by id desc limit 1`,
      [apiKey.id],
    )
    expect(denied).toEqual([{ address: '192.0.2.129' }])
    await act(member.client, 'updateApiKey', { apiKeyId: apiKey.id, allowedAddresses: [] }, '')
    expect((await statusOf(secret, '203.0.113.9')).status).toBe(200)
    expect((await keysOf(member.client, vendor.vendorId))?.nodes[0]).toMatchObject({ name: 'Bound' })
  })

  test('a rotated key and its successor both work for the overlap, and after it the successor alone', async () => {
    const { vendor, member } = await scene()
    const made = await make(member.client, vendor.vendorId, { allowedAddresses: ['127.0.0.1'] })
    const rotate = { apiKeyId: made.apiKey.id, overlapHours: 2 }
    const rotated = await act<{ apiKey: Key; secret: string; predecessor: Key }>(
      member.client,
      'rotateApiKey',
      rotate,
      `${MADE} predecessor { ${FIELDS} }`,
    )
    const { id, createdAt, prefix, ...same } = rotated.apiKey
    expect(made.apiKey).toMatchObject(same)
    expect(rotated.predecessor.rotatedTo).toBe(id)
    const end = new Date(rotated.predecessor.expiresAt ?? '')
    expect(end.getTime() - new Date(createdAt).getTime()).toBe(2 * 3_600_000)
    expect(await refusalsOf(member.client, 'rotateApiKey', rotate)).toEqual(['ALREADY_EXISTS'])
    expect([(await statusOf(made.secret)).status, (await statusOf(rotated.secret)).status]).toEqual([200, 200])
    gateway.clock.advanceTo(end)
    expect([(await statusOf(made.secret)).status, (await statusOf(rotated.secret)).status]).toEqual([401, 200])
    expect((await auditOf(gateway, id)).map((row) => [row.action, row.subjectIds])).toEqual([
      ['API_KEY_ROTATED', [made.apiKey.id, vendor.vendorId, id]],
    ])
  })

  test('without an overlap the old key ends at once; one that has an end keeps it and hands its length on', async () => {
    const { vendor, member } = await scene()
    const expiresAt = new Date(gateway.clock.now().getTime() + 3_600_000).toISOString()
    const made = await make(member.client, vendor.vendorId, { expiresAt })
    const overlap = { apiKeyId: made.apiKey.id, overlapHours: 24 }
    const rotated = await act<{ apiKey: Key; predecessor: Key }>(
      member.client,
      'rotateApiKey',
      overlap,
      `${MADE} predecessor { ${FIELDS} }`,
    )
    expect(rotated.predecessor.expiresAt).toBe(expiresAt)
    const lifeOf = (key: Key) => new Date(key.expiresAt ?? '').getTime() - new Date(key.createdAt).getTime()
    expect(lifeOf(rotated.apiKey)).toBe(lifeOf({ ...made.apiKey, expiresAt }))
    const other = await make(member.client, vendor.vendorId)
    const next = await act<{ secret: string }>(
      member.client,
      'rotateApiKey',
      { apiKeyId: other.apiKey.id, overlapHours: 0 },
      'secret',
    )
    expect([(await statusOf(other.secret)).status, (await statusOf(next.secret)).status]).toEqual([401, 200])
  })

  test('a key whose successor was revoked in the overlap has another one, of the same life', async () => {
    const { vendor, member } = await scene()
    const made = await make(member.client, vendor.vendorId)
    const rotate = (apiKeyId: string, overlapHours: number) =>
      act<{ apiKey: Key; secret: string; predecessor: Key }>(
        member.client,
        'rotateApiKey',
        { apiKeyId, overlapHours },
        `${MADE} predecessor { ${FIELDS} }`,
      )
    const lost = await rotate(made.apiKey.id, 24)
    await act(member.client, 'revokeApiKey', { apiKeyId: lost.apiKey.id }, '')
    const again = await rotate(made.apiKey.id, 48)
    expect(again.apiKey.expiresAt).toBeNull()
    expect(again.predecessor).toMatchObject({
      rotatedTo: again.apiKey.id,
      expiresAt: lost.predecessor.expiresAt,
    })
    expect([(await statusOf(made.secret)).status, (await statusOf(again.secret)).status]).toEqual([200, 200])
    // The life of the first goes on in a successor of the second: then there is nothing to replace.
    await rotate(again.apiKey.id, 24)
    await act(member.client, 'revokeApiKey', { apiKeyId: again.apiKey.id }, '')
    const third = { apiKeyId: made.apiKey.id, overlapHours: 1 }
    expect(await refusalsOf(member.client, 'rotateApiKey', third)).toEqual(['ALREADY_EXISTS'])
  })

  test('of two rotations at once one makes a successor', async () => {
    const { vendor, member } = await scene()
    const { apiKey } = await make(member.client, vendor.vendorId)
    const rotate = () => refusalsOf(member.client, 'rotateApiKey', { apiKeyId: apiKey.id, overlapHours: 1 })
    const outcomes = await Promise.all([rotate(), rotate()])
    expect(outcomes.map(String).sort()).toEqual(['', 'ALREADY_EXISTS'])
  })

  test('a revoked key is refused from its next request on; to do it again changes nothing', async () => {
    const { vendor, member } = await scene()
    const { apiKey, secret } = await make(member.client, vendor.vendorId)
    const revoke = () =>
      act<{ apiKey: Key }>(member.client, 'revokeApiKey', { apiKeyId: apiKey.id }, 'apiKey { revokedAt }')
    expect((await statusOf(secret)).status).toBe(200)
    const first = await revoke()
    expect((await statusOf(secret)).status).toBe(401)
    expect(await revoke()).toEqual(first)
    expect((await auditOf(gateway, apiKey.id)).map((row) => row.action)).toEqual(['API_KEY_CREATED', 'API_KEY_REVOKED'])
    expect(await errorsOf(member.client, 'rotateApiKey', { apiKeyId: apiKey.id, overlapHours: 1 })).toEqual([
      {
        code: 'INVALID_INPUT',
        field: ['apiKeyId'],
        message: 'expected a key that still works, got one that has ended',
      },
    ])
  })

  test('a live key is made once staff have approved the vendor', async () => {
    const staff = await person(gateway, { staff: true })
    const created = await act<{ vendor: { id: string; liveApprovedAt: string | null } }>(
      staff.client,
      'createVendor',
      { name: 'Newcomer Software', listed: false, reason: 'Contract signed' },
      'vendor { id liveApprovedAt }',
    )
    const { id } = created.vendor
    expect(created.vendor.liveApprovedAt).toBeNull()
    const member = await vendorMember(gateway, id)
    expect(await refusalsOf(member.client, 'createApiKey', wanted(id, { mode: 'LIVE' }))).toEqual(['LIVE_NOT_APPROVED'])
    await make(member.client, id)
    const approve = { vendorId: id, reason: 'Security review passed' }
    await act(staff.client, 'approveVendorForLive', approve, 'vendor { liveApprovedAt }')
    expect(await refusalsOf(staff.client, 'approveVendorForLive', approve)).toEqual(['ALREADY_DECIDED'])
    const { secret } = await make(member.client, id, { mode: 'LIVE' })
    expect(secret).toMatch(/^pgw_live_/)
    expect((await statusOf(secret)).status).toBe(200)
  })

  test('a vendor has at most 50 keys that work', async () => {
    const { vendor, member } = await scene()
    for (let count = 1; count < 49; count++) await make(member.client, vendor.vendorId)
    const outcomes = await Promise.all(
      [0, 1, 2].map(() => refusalsOf(member.client, 'createApiKey', wanted(vendor.vendorId))),
    )
    expect(outcomes.map(String).sort()).toEqual(['', 'INVALID_INPUT', 'INVALID_INPUT'])
    const [newest, next] = (await keysOf(member.client, vendor.vendorId))?.nodes ?? []
    // A successor takes the place of its key; with the overlap of one, no second one fits.
    await act(member.client, 'rotateApiKey', { apiKeyId: newest?.id, overlapHours: 1 }, '')
    const another = { apiKeyId: next?.id, overlapHours: 0 }
    expect(await refusalsOf(member.client, 'rotateApiKey', another)).toEqual(['INVALID_INPUT'])
    await act(member.client, 'revokeApiKey', { apiKeyId: newest?.id }, '')
    await act(member.client, 'rotateApiKey', another, '')
    const wish = wanted(vendor.vendorId)
    expect(await refusalsOf(member.client, 'createApiKey', wish)).toEqual(['INVALID_INPUT'])
    const [last] = (await keysOf(member.client, vendor.vendorId))?.nodes ?? []
    await act(member.client, 'revokeApiKey', { apiKeyId: last?.id }, '')
    await make(member.client, vendor.vendorId)
  })

  test('what is typed in wrong is said, and leaves no trace', async () => {
    const { vendor, member } = await scene()
    const wrong: [Record<string, unknown>, string[]][] = [
      [{ name: ' ' }, ['name']],
      [{ scopes: [] }, ['scopes']],
      [{ scopes: ['orders:read'] }, ['scopes', '0']],
      [{ expiresAt: gateway.clock.now().toISOString() }, ['expiresAt']],
      [{ expiresAt: '9999-12-31T23:59:59.999Z' }, ['expiresAt']],
      [{ allowedAddresses: ['192.0.2.1/24'] }, ['allowedAddresses', '0']],
    ]
    await leavingNoTrace(gateway, async () => {
      for (const [more, field] of wrong) {
        const [error] = await errorsOf(member.client, 'createApiKey', wanted(vendor.vendorId, more))
        expect(error).toMatchObject({ code: 'INVALID_INPUT', field })
      }
    })
    expect((await keysOf(member.client, vendor.vendorId))?.nodes).toHaveLength(1)
  })

  test('others cannot tell a foreign vendor or key from none, in content and in effort', async () => {
    const { vendor, member } = await scene()
    const { apiKey } = await make(member.client, vendor.vendorId)
    const stranger = (await scene()).member
    const administrator = await person(gateway, {
      organizationId: vendor.organizationId,
      roles: ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER'],
    })
    const effort = async (client: GatewayClient, mutation: string, input: Record<string, unknown>, id: string) => {
      let text = ''
      const statements = await gateway.countStatements(async () => {
        text = JSON.stringify(await errorsOf(client, mutation, input)).replaceAll(id, 'ID')
      })
      return { text, statements }
    }
    for (const { client } of [stranger, administrator]) {
      const tries: [string, (id: string) => Record<string, unknown>, string, string][] = [
        ['createApiKey', (id) => wanted(id), vendor.vendorId, UNKNOWN_VENDOR],
        ['updateApiKey', (apiKeyId) => ({ apiKeyId, name: 'Mine' }), apiKey.id, UNKNOWN_KEY],
        ['rotateApiKey', (apiKeyId) => ({ apiKeyId, overlapHours: 1 }), apiKey.id, UNKNOWN_KEY],
        ['revokeApiKey', (apiKeyId) => ({ apiKeyId }), apiKey.id, UNKNOWN_KEY],
        ['updateVendor', (vendorId) => ({ vendorId, website: null }), vendor.vendorId, UNKNOWN_VENDOR],
        ['addVendorMember', (vendorId) => ({ vendorId, email: stranger.email }), vendor.vendorId, UNKNOWN_VENDOR],
      ]
      for (const [mutation, inputOf, foreign, unknown] of tries) {
        await effort(client, mutation, inputOf(unknown), unknown)
        const none = await effort(client, mutation, inputOf(unknown), unknown)
        expect(none.text).toContain('NOT_FOUND')
        expect([mutation, await effort(client, mutation, inputOf(foreign), foreign)]).toEqual([mutation, none])
      }
      expect(await keysOf(client, vendor.vendorId)).toBeNull()
      expect(await keysOf(client, UNKNOWN_VENDOR)).toBeNull()
    }
    expect((await keysOf(member.client, vendor.vendorId))?.nodes).toHaveLength(2)
  })

  test('a key sees its own vendor, but not its people, and manages nothing', async () => {
    const { vendor } = await scene()
    const { apiKey } = await make((await vendorMember(gateway, vendor.vendorId)).client, vendor.vendorId)
    expect((await keysOf(vendor.client, vendor.vendorId))?.nodes).toHaveLength(2)
    const seen = await ask<{ vendor: unknown; viewer: { vendors: { nodes: unknown[] } } }>(
      vendor.client,
      'query ($id: ID!) { vendor(id: $id) { members { nodes { email } } activeGrants } viewer { vendors { nodes { id } } } }',
      { id: vendor.vendorId },
    )
    expect(codesOf(seen)).toEqual(['FORBIDDEN'])
    expect(seen.data).toEqual({
      vendor: { members: null, activeGrants: 1 },
      viewer: { vendors: { nodes: [{ id: vendor.vendorId }] } },
    })
    const tries: [string, Record<string, unknown>][] = [
      ['createApiKey', wanted(vendor.vendorId)],
      ['rotateApiKey', { apiKeyId: apiKey.id, overlapHours: 1 }],
      ['updateApiKey', { apiKeyId: apiKey.id, name: 'Mine' }],
      ['revokeApiKey', { apiKeyId: apiKey.id }],
    ]
    for (const [mutation, input] of tries)
      expect(await refusalsOf(vendor.client, mutation, input)).toEqual(['FORBIDDEN'])
  })

  test('staff revoke a key with a reason, and make none', async () => {
    const { vendor, member } = await scene()
    const { apiKey, secret } = await make(member.client, vendor.vendorId)
    const staff = await person(gateway, { staff: true })
    expect(await refusalsOf(staff.client, 'createApiKey', wanted(vendor.vendorId))).toEqual(['FORBIDDEN'])
    expect(await refusalsOf(staff.client, 'revokeApiKey', { apiKeyId: apiKey.id })).toEqual(['INVALID_INPUT'])
    await act(staff.client, 'revokeApiKey', { apiKeyId: apiKey.id, reason: 'Found in a public repository' }, '')
    expect((await statusOf(secret)).status).toBe(401)
    expect((await auditOf(gateway, apiKey.id)).at(-1)).toMatchObject({
      action: 'API_KEY_REVOKED',
      actorId: staff.userId,
      reason: 'Found in a public repository',
    })
  })
})
