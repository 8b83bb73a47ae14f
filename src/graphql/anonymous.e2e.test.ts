import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ask, rawRequest } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { signedOutClient } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { MAX_ANONYMOUS_FIELDS } from './anonymous.plugin.js'

describe('somebody without credentials', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api', TRUST_PROXY: '1' } })
  })
  afterAll(() => gateway.stop())

  const asking = async (count: number, client = signedOutClient(gateway)) => {
    const fields = Array.from({ length: count }, (_, n) => `a${n}: softwareProviders { nodes { id } }`)
    return await ask<object>(client, `{ ${fields.join(' ')} }`)
  }

  test('asks for a few things at a time; more are refused before anything is looked up', async () => {
    expect((await asking(MAX_ANONYMOUS_FIELDS)).errors).toEqual([])
    let refused: Awaited<ReturnType<typeof asking>> | null = null
    const statements = await gateway.countStatements(async () => {
      refused = await asking(MAX_ANONYMOUS_FIELDS + 1)
    })
    expect(refused).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
    // That somebody asked is counted, and nothing else.
    expect(statements).toBe(1)
    const { client } = await gateway.vendor()
    expect((await asking(MAX_ANONYMOUS_FIELDS + 1, client)).errors).toEqual([])
  })

  test('is told what is wrong with a variable, but not what else there is', async () => {
    const document = 'mutation ($input: SignInInput!) { signIn(input: $input) { tokens { accessToken } } }'
    const input = { emial: 'una@hospital.example', password: 'a fictional passphrase' }
    const { errors } = await ask<object>(signedOutClient(gateway), document, { input })
    const messages = errors.map(({ message }) => message).join(' ')
    expect(messages).toContain('"emial" is not defined')
    expect(messages).not.toContain('Did you mean')
    const { client } = await gateway.vendor()
    const known = await ask<object>(client, document, { input })
    expect(known.errors.map(({ message }) => message).join(' ')).toContain('Did you mean "email"?')
  })

  const tryOnce = async (query: string, address = '203.0.113.7') => {
    const { status, headers, text } = await rawRequest(`${gateway.url}/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query }),
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    })
    const { errors = [] } = JSON.parse(text) as { errors?: { message: string; extensions: Record<string, unknown> }[] }
    return { status, headers, errors, codes: errors.map(({ extensions }) => extensions['code']) }
  }
  const OPEN = '{ softwareProviders(first: 1) { nodes { id } } }'
  const counted = async () =>
    await rowsOf<{ name: string; points: number }>(
      gateway,
      `select split_part(key, ':', 1) as name, points from rate_limits where key like 'anonymous-%' order by 1`,
    )
  const spend = (name: string, points: number) =>
    rowsOf(gateway, 'update rate_limits set points = $2 where key like $1', [`${name}:%`, points])

  test('is answered so often a minute, from one network', async () => {
    await rowsOf(gateway, 'delete from rate_limits')
    expect((await tryOnce(OPEN)).status).toBe(200)
    await spend('anonymous-requests', 599)
    expect((await tryOnce(OPEN)).status).toBe(200)
    const late = await tryOnce(OPEN)
    expect([late.status, late.codes]).toEqual([429, ['RATE_LIMITED']])
    expect(late.errors[0]?.message).toMatch(/come again after \d+ seconds/)
    expect(late.headers.get('retry-after')).toBe(String(late.errors[0]?.extensions['retryAfter']))
    expect(late.errors[0]?.extensions['requestId']).toBe(late.headers.get('x-request-id'))
    const { client } = await gateway.vendor()
    expect((await asking(1, client)).errors).toEqual([])
  })

  test('pays nothing for what is not answered', async () => {
    const buckets = () => rowsOf(gateway, 'select key from cost_buckets order by key')
    const before = await buckets()
    await tryOnce('{', '203.0.113.8')
    await spend('anonymous-requests', 600)
    expect((await tryOnce(OPEN, '203.0.113.8')).status).toBe(429)
    expect(await buckets()).toEqual(before)
    expect((await tryOnce(OPEN, '203.0.113.9')).status).toBe(200)
    expect(await buckets()).toHaveLength(before.length + 1)
  })

  test.each([
    ['is no GraphQL', '{'],
    ['asks for what there is not', '{ nothing }'],
    ['is not open to it', '{ viewer { mode } }'],
    ['is empty', ''],
  ])('is counted, and past the limit told so, also where what it asks %s', async (_what, query) => {
    await rowsOf(gateway, 'delete from rate_limits')
    expect((await tryOnce(query)).codes).toEqual(['UNAUTHENTICATED'])
    expect(await counted()).toEqual([{ name: 'anonymous-requests', points: 1 }])
    await spend('anonymous-requests', 600)
    const { status, codes } = await tryOnce(query)
    expect([status, codes]).toEqual([429, ['RATE_LIMITED']])
  })

  test('is counted by its network, and by the site of all its networks', async () => {
    await rowsOf(gateway, 'delete from rate_limits')
    expect((await tryOnce(OPEN, '2001:db8:8:1::1')).status).toBe(200)
    expect(await counted()).toEqual([
      { name: 'anonymous-requests', points: 1 },
      { name: 'anonymous-requests-site', points: 1 },
    ])
    await spend('anonymous-requests-site', 1_799)
    expect((await tryOnce(OPEN, '2001:db8:8:2::1')).status).toBe(200)
    expect((await tryOnce(OPEN, '2001:db8:8:3::1')).status).toBe(429)
    expect((await tryOnce(OPEN, '2001:db8:9:3::1')).status).toBe(200)
    await rowsOf(gateway, 'delete from rate_limits')
  })
})
