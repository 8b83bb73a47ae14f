import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type DocumentNode, parse } from 'graphql'
import { rawRequest } from '../../testkit/ask.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'

/** Each smaller than unless it is said, and other than the others. */
const ENVIRONMENT = {
  ROLE: 'api',
  LIMIT_BODY_BYTES: '3000',
  LIMIT_TOKENS: '120',
  LIMIT_DEPTH: '6',
  LIMIT_ALIASES: '3',
  LIMIT_FIELDS: '12',
  LIMIT_DIRECTIVES: '4',
  LIMIT_FRAGMENTS: '2',
  LIMIT_ERRORS: '3',
  LIMIT_ERROR_BYTES: '1000',
  HEADERS_TIMEOUT_MS: '1000',
  CONNECTIONS_CHECK_MS: '100',
  IDLE_TRANSACTION_TIMEOUT_MS: '4321',
  TRANSACTION_TIMEOUT_MS: '54321',
}

/** Fields within fields, as deep as one likes. */
const PATH = ['organizations(first: 1)', 'nodes', 'researchRequests(first: 1)', 'nodes', 'organization', 'account']

const many = (count: number, one: (n: number) => string) => Array.from({ length: count }, (_, n) => one(n)).join(' ')
const tokensOf = (text: string) => (parse(text) as DocumentNode & { tokenCount: number }).tokenCount

describe('limits that the configuration sets', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: ENVIRONMENT })
    vendor = await gateway.vendor()
  })
  afterAll(() => gateway.stop())

  async function send(body: string) {
    const { status, text } = await rawRequest(`${gateway.url}/graphql`, {
      method: 'POST',
      body,
      apiKey: vendor.apiKey,
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    })
    const { errors = [] } = JSON.parse(text) as { errors?: { message: string }[] }
    return { status, errors, messages: errors.map(({ message }) => message) }
  }
  const post = (query: string) => send(JSON.stringify({ query }))

  /** A body of exactly so many bytes. */
  const bodyOf = (bytes: number) => {
    const empty = JSON.stringify({ query: '{ viewer { mode } }#' }).length
    return JSON.stringify({ query: `{ viewer { mode } }#${'x'.repeat(bytes - empty)}` })
  }

  test('LIMIT_BODY_BYTES', async () => {
    expect((await send(bodyOf(3_000))).status).toBe(200)
    expect((await send(bodyOf(3_001))).status).toBe(413)
  })

  test('LIMIT_TOKENS', async () => {
    const document = (tokens: number) => {
      const query = (criteria: number, fields: number) =>
        `{ lookupClinicians(criteria: [${many(criteria, () => '{ npi: "1" }')}]) { rows { ${many(fields, () => 'index')} } } }`
      const fields = ((tokens - tokensOf(query(20, 1))) % 5) + 1
      const criteria = 20 + (tokens - tokensOf(query(20, fields))) / 5
      return query(criteria, fields)
    }
    expect([tokensOf(document(120)), tokensOf(document(121))]).toEqual([120, 121])
    expect(await post(document(120))).toMatchObject({ status: 200, messages: [] })
    const past = await post(document(121))
    expect([past.status, past.messages]).toEqual([400, [expect.stringContaining('more that 120 tokens')]])
  })

  test.each([
    ['LIMIT_DEPTH', 6, (count: number) => `${many(count - 1, (n) => `${PATH[n]} {`)} id ${'}'.repeat(count - 1)}`],
    ['LIMIT_ALIASES', 3, (count: number) => `viewer { ${many(count, (n) => `a${n}: mode`)} }`],
    ['LIMIT_FIELDS', 12, (count: number) => `viewer { ${many(count - 1, () => 'mode')} }`],
    ['LIMIT_DIRECTIVES', 4, (count: number) => `viewer { ${many(count, () => 'mode @include(if: true)')} }`],
    ['LIMIT_FRAGMENTS', 2, (count: number) => `viewer { ${many(count, (n) => `...F${n}`)} }`],
  ])('%s', async (name, limit, fields) => {
    const document = (count: number) => {
      const fragments = name === 'LIMIT_FRAGMENTS' ? many(count, (n) => `fragment F${n} on Viewer { mode }`) : ''
      return `{ ${fields(count)} } ${fragments}`
    }
    expect(await post(document(limit))).toMatchObject({ status: 200, messages: [] })
    const { status, messages } = await post(document(limit + 1))
    const expected = new RegExp(`^expected at most ${limit} .*, got ${limit + 1}$`)
    expect([status, messages]).toEqual([400, [expect.stringMatching(expected)]])
  })

  test('LIMIT_ERRORS', async () => {
    const wrong = (count: number) => `{ viewer { ${many(count, (n) => `w${n}`)} } }`
    expect((await post(wrong(3))).messages).toHaveLength(3)
    expect((await post(wrong(4))).messages).toHaveLength(3)
  })

  test('LIMIT_ERROR_BYTES', async () => {
    const wrong = (length: number) => post(`{ viewer { ${'w'.repeat(length)} ${'v'.repeat(length)} } }`)
    const bytes = async (length: number) => Buffer.byteLength(JSON.stringify((await wrong(length)).errors))
    const [shorter, longer] = [await bytes(100), await bytes(101)]
    const fitting = 100 + Math.floor((1_000 - shorter) / (longer - shorter))
    expect((await wrong(fitting)).messages).toHaveLength(2)
    expect((await wrong(fitting + 1)).messages).toHaveLength(1)
  })

  test('HEADERS_TIMEOUT_MS, looked at every CONNECTIONS_CHECK_MS', async () => {
    const { hostname, port } = new URL(gateway.url)
    const startedAt = performance.now()
    const heard = await new Promise<string>((resolve) => {
      let text = ''
      const socket = connect({ port: Number(port), host: hostname }, () => socket.write('GET / HTTP/1.1\r\n'))
      socket.on('data', (chunk) => {
        text += chunk.toString()
      })
      socket.on('error', () => undefined).on('close', () => resolve(text))
    })
    const waitedMs = performance.now() - startedAt
    expect(heard).toMatch(/^HTTP\/1\.1 408 /)
    // At the defaults it would be ten seconds, and two more.
    expect([waitedMs > 900, waitedMs < 5_000]).toEqual([true, true])
  })

  test('IDLE_TRANSACTION_TIMEOUT_MS and TRANSACTION_TIMEOUT_MS', async () => {
    const { rows } = await gateway.database.pool.query(
      `select current_setting('idle_in_transaction_session_timeout') as idle, current_setting('transaction_timeout') as whole`,
    )
    expect(rows).toEqual([{ idle: '4321ms', whole: '54321ms' }])
  })
})
