import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { serverAudits } from 'graphql-http'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

const JSON_TYPE = 'application/json'
const GRAPHQL_TYPE = 'application/graphql-response+json'

describe('GraphQL over HTTP', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor()
  })
  afterAll(() => gateway.stop())

  /** As a client with a key sends it. */
  const withKey = async (url: string, { headers, ...init }: RequestInit = {}) =>
    await fetch(url, { ...init, headers: { authorization: `Bearer ${vendor.apiKey}`, ...Object(headers) } })

  const audits = serverAudits({ url: () => `${gateway.url}/graphql`, fetchFn: withKey })

  test.each(audits.map((audit) => [`${audit.id}: ${audit.name}`, audit] as const))('%s', async (_name, audit) => {
    const result = await audit.fn()
    expect(result.status === 'ok' ? 'ok' : result.reason).toBe('ok')
  })

  const post = async (body: unknown, headers: Record<string, string> = {}) => {
    const answer = await withKey(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': JSON_TYPE, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
  }

  test.each([
    ['is no GraphQL', { query: '{ viewer {' }],
    ['asks for what there is not', { query: '{ nothing }' }],
    ['names an operation that it has not', { query: 'query A { viewer { mode } }', operationName: 'B' }],
    [
      'has a variable of another type',
      { query: 'query ($n: Int!) { organizations(first: $n) { nodes { id } } }', variables: { n: 'x' } },
    ],
    [
      'is named by a hash that was not sent with it',
      { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
    ],
  ])('a document that %s is 400 in the newer media type, and 200 in the older one', async (_what, body) => {
    const [newer, older, unsaid] = [
      await post(body, { accept: GRAPHQL_TYPE }),
      await post(body, { accept: JSON_TYPE }),
      await post(body, { accept: '*/*' }),
    ]
    expect([newer.status, older.status, unsaid.status]).toEqual([400, 200, 200])
    expect([newer.type, older.type]).toEqual([`${GRAPHQL_TYPE}; charset=utf-8`, `${JSON_TYPE}; charset=utf-8`])
    for (const { text } of [newer, older]) expect(JSON.parse(text)).not.toHaveProperty('data')
  })

  test.each([
    [
      'a mutation by GET',
      'GET',
      `/graphql?query=${encodeURIComponent('mutation { clearCart(input: { organizationId: "x" }) { userErrors { code } } }')}`,
      undefined,
      [405],
    ],
    ['a form', 'POST', '/graphql', 'application/x-www-form-urlencoded', [415]],
    ['a form of several parts', 'POST', '/graphql', 'multipart/form-data; boundary=x', [415]],
    ['a plain text', 'POST', '/graphql', 'text/plain', [415]],
    ['a body of no type', 'POST', '/graphql', '', [415]],
  ])('%s is refused', async (_what, method, path, type, statuses) => {
    const answer = await withKey(`${gateway.url}${path}`, {
      method,
      headers: { ...(type !== undefined && { 'content-type': type }) },
      ...(method === 'POST' && { body: 'query=%7B__typename%7D' }),
    })
    expect(statuses).toContain(answer.status)
    expect(await answer.text()).not.toContain('"data"')
  })

  test('several operations in one request are refused, and it says so', async () => {
    const { status, text } = await post([{ query: '{ __typename }' }, { query: '{ __typename }' }])
    expect([status, text.includes('atch')]).toEqual([400, true])
  })

  test('a page of the web cannot ask in the name of somebody who has signed in', async () => {
    const forged = await fetch(`${gateway.url}/graphql?query={__typename}`)
    expect(forged.status).toBe(400)
    await forged.text()
  })

  test('who shows no key learns nothing of the schema: neither by introspection nor by suggestions', async () => {
    for (const query of ['{ __schema { types { name } } }', '{ viewr { mode } }']) {
      const answer = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': JSON_TYPE },
        body: JSON.stringify({ query }),
      })
      const text = await answer.text()
      expect([answer.status, /viewer|Did you mean|__schema/.test(text)]).toEqual([401, false])
    }
  })
})
