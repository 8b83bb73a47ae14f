import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rawRequest } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { person, type TestPerson } from '../testkit/people.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

const UNKNOWN = 'org_00000000000000000000000000'
const MANY = 100_000

describe('an organization’s audit trail as a file', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  let administrator: TestPerson
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor()
    administrator = await person(gateway, {
      organizationId: vendor.organizationId,
      roles: ['ORGANIZATION_ADMINISTRATOR'],
    })
    await rowsOf(
      gateway,
      `insert into audit_events (occurred_at, action, actor_kind, actor_id, organization_id, subject_kind, subject_ids, reason)
       values (now() - interval '40 days', 'ORGANIZATION_CREATED', 'STAFF', 'usr_staff', $1, 'organization', '{}', 'long ago'),
              (now() - interval '2 days', 'ORGANIZATION_UPDATED', 'STAFF', 'usr_staff', $1, 'organization', '{a,b}',
               '=HYPERLINK("https://evil.example","click"), and more'),
              (now() - interval '1 day', 'ORGANIZATION_UPDATED', 'STAFF', 'usr_staff', $1, 'organization', '{}', '@sum(A1)')`,
      [vendor.organizationId],
    )
  })
  afterAll(() => gateway.stop())

  const get = (query = '', id = vendor.organizationId, token = administrator.accessToken) =>
    rawRequest(`${gateway.url}/organizations/${id}/audit-events${query}`, {
      apiKey: token,
      headers: { 'gateway-mode': 'TEST' },
    })

  test('CSV of the last 31 days, the oldest first, in which nothing is a formula; the export is in it', async () => {
    const { status, headers, text } = await get()
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-disposition')).toBe(`attachment; filename="audit-events-${vendor.organizationId}.csv"`)
    const [head, ...lines] = text.trimEnd().split('\n')
    expect(head).toBe(
      'id,occurred_at,action,actor_kind,actor_id,api_key_id,session_id,subject_kind,subject_ids,request_id,address,reason',
    )
    expect(lines[0]).toMatch(/,organization,a b,,,"'=HYPERLINK\(""https:\/\/evil.example"",""click""\), and more"$/)
    expect(lines[1]).toMatch(/,'@sum\(A1\)$/)
    expect(text).not.toContain('long ago')
    const exported = await rowsOf(
      gateway,
      `select actor_id, session_id, subject_ids from audit_events where action = 'AUDIT_EXPORTED' and organization_id = $1`,
      [vendor.organizationId],
    )
    expect(exported).toEqual([
      {
        actor_id: administrator.userId,
        session_id: administrator.sessionId,
        subject_ids: [vendor.organizationId],
      },
    ])
  })

  test('JSON Lines of the range that was asked for', async () => {
    const from = new Date(Date.now() - 60 * 86_400_000).toISOString()
    const until = new Date(Date.now() - 36 * 3_600_000).toISOString()
    const { headers, text } = await get(`?format=jsonl&from=${from}&until=${until}`)
    expect(headers.get('content-type')).toBe('application/jsonl; charset=utf-8')
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
    expect(rows).toMatchObject([
      { action: 'ORGANIZATION_CREATED', reason: 'long ago', subjectIds: [], apiKeyId: null },
      { action: 'ORGANIZATION_UPDATED', subjectIds: ['a', 'b'], reason: expect.stringMatching(/^=HYPERLINK/) },
    ])
  })

  test.each([
    ['?format=xlsx'],
    ['?from=yesterday'],
    ['?from=2026-01-01T00:00:00Z&until=2025-01-01T00:00:00Z'],
    ['?from=2020-01-01T00:00:00Z&until=2021-01-03T00:00:00Z'],
    ['?organizationId=other'],
  ])('what cannot be answered is refused: %s', async (query) => {
    const { status, text } = await get(query)
    expect([status, JSON.parse(text)]).toMatchObject([400, { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] }])
  })

  test('a foreign organization answers like one that does not exist, and both are written down', async () => {
    const stranger = await gateway.vendor()
    const answers = []
    for (const id of [UNKNOWN, stranger.organizationId]) {
      const { status, text } = await get('', id)
      const message = (JSON.parse(text) as { errors: { message: string }[] }).errors[0]?.message
      answers.push([status, message?.replace(id, 'ID')])
      const denials = await rowsOf(
        gateway,
        `select actor_id as who, subject_ids as what from audit_events
          where action = 'ACCESS_DENIED' and subject_kind = 'route' and $1 = any (subject_ids)`,
        [id],
      )
      expect(denials).toEqual([{ who: administrator.userId, what: ['GET /organizations/:id/audit-events', id] }])
    }
    expect(answers).toEqual([
      [404, 'no organization has the id "ID"'],
      [404, 'no organization has the id "ID"'],
    ])
  })

  test('only administrators get it: no buyer, no vendor, no staff, nobody without credentials', async () => {
    const buyer = await person(gateway, { organizationId: vendor.organizationId, roles: ['PROFILES_USER'] })
    const staff = await person(gateway, { staff: true })
    for (const token of [buyer.accessToken, staff.accessToken, vendor.apiKey]) {
      const { status } = await get('', vendor.organizationId, token)
      // A key has its own mode, which the header repeats here.
      expect(status).toBe(403)
    }
    const anonymous = await rawRequest(`${gateway.url}/organizations/${vendor.organizationId}/audit-events`)
    expect([anonymous.status, anonymous.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="profiles gateway"',
    ])
  })

  test('an organization gets 20 an hour; more is refused, and is no denial', async () => {
    const eager = await gateway.vendor()
    const { accessToken } = await person(gateway, {
      organizationId: eager.organizationId,
      roles: ['ORGANIZATION_ADMINISTRATOR'],
    })
    for (let n = 0; n < 20; n++) expect((await get('', eager.organizationId, accessToken)).status).toBe(200)
    const { status, text } = await get('', eager.organizationId, accessToken)
    expect([status, JSON.parse(text)]).toMatchObject([429, { errors: [{ extensions: { code: 'RATE_LIMITED' } }] }])
    const actions = await rowsOf<{ action: string; count: number }>(
      gateway,
      `select action, count(*)::int as count from audit_events
        where action in ('AUDIT_EXPORTED', 'ACCESS_DENIED') and (organization_id = $1 or $1 = any (subject_ids)) group by 1`,
      [eager.organizationId],
    )
    expect(actions).toEqual([{ action: 'AUDIT_EXPORTED', count: 20 }])
  })

  test('an export that fails midway breaks the connection: what came does not look complete', async () => {
    const unlucky = await startTestGateway({ environment: { ROLE: 'api' } })
    try {
      const { organizationId } = await unlucky.vendor()
      const owner = await person(unlucky, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'] })
      await rowsOf(
        unlucky,
        `insert into audit_events (occurred_at, action, actor_kind, organization_id, subject_ids)
         select now() - interval '1 day', 'PROFILE_READ', 'VENDOR', $1, array['doc_' || n || repeat('x', 500)]
           from generate_series(1, 50000) n`,
        [organizationId],
      )
      const response = await fetch(`${unlucky.url}/organizations/${organizationId}/audit-events?format=jsonl`, {
        headers: { authorization: `Bearer ${owner.accessToken}`, 'gateway-mode': 'TEST' },
      })
      expect(response.status).toBe(200)
      // The first rows are on their way; the others wait for whoever takes them, and now cannot be read any more.
      await rowsOf(unlucky, 'alter table audit_events rename to audit_events_gone', [])
      await expect(response.text()).rejects.toThrow('terminated')
    } finally {
      await unlucky.stop()
    }
  })

  test(`${MANY} events go through in little memory, and only as fast as they are taken`, async () => {
    const big = await gateway.vendor()
    const owner = await person(gateway, { organizationId: big.organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'] })
    await rowsOf(
      gateway,
      `insert into audit_events (occurred_at, action, actor_kind, organization_id, subject_kind, subject_ids)
       select now() - interval '1 day' + (n % 1000) * interval '1 millisecond', 'PROFILE_READ', 'VENDOR', $1, 'profileDocument',
              array['doc_' || n, 'doc_' || n || repeat('x', 100)]
         from generate_series(1, ${MANY}) n`,
      [big.organizationId],
    )
    const response = await fetch(`${gateway.url}/organizations/${big.organizationId}/audit-events?format=jsonl`, {
      headers: { authorization: `Bearer ${owner.accessToken}`, 'gateway-mode': 'TEST' },
    })
    const ids = new Set<string>()
    let rest = ''
    let peak = 0
    const before = process.memoryUsage().heapUsed
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) ids.add((JSON.parse(line) as { id: string }).id)
      peak = Math.max(peak, process.memoryUsage().heapUsed - before)
    }
    // And the export itself.
    expect(ids.size).toBeGreaterThanOrEqual(MANY)
    // The file has some 40 MB.
    expect(peak).toBeLessThan(200_000_000)
  }, 60_000)
})
