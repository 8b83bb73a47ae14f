import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse, print, stripIgnoredCharacters } from 'graphql'
import { documentManifest } from '../../scripts/lib/document-manifest.js'
import { sha256Hex } from '../kernel/digest.js'
import { rawRequest } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { PERSISTED_QUERIES } from './persisted-queries.js'
import { readTrustedDocuments } from './trusted-documents.js'

const folder = mkdtempSync(path.join(tmpdir(), 'documents-'))
const SCHEMA = 'schema/schema.graphql'
const VIEWER = '{ viewer { mode } }'

interface Sent {
  body?: unknown
  apiKey?: string | undefined
  headers?: Record<string, string>
}

/** Sends a body as it is, or as JSON. */
async function post(gateway: { url: string }, { body, apiKey, headers = {} }: Sent) {
  const { status, text } = await rawRequest(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(apiKey !== undefined && { apiKey }),
  })
  const { data, errors } = JSON.parse(text) as {
    data?: Record<string, unknown>
    errors?: { message: string; extensions: { code: string; requestId?: string } }[]
  }
  return { status, data, code: errors?.[0]?.extensions.code, message: errors?.[0]?.message, text }
}

const named = (sha256Hash: string, version = 1) => ({ extensions: { persistedQuery: { version, sha256Hash } } })
const both = (query: string) => ({ query, ...named(sha256Hex(query)) })

describe('persisted queries', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor()
  })
  afterAll(() => gateway.stop())

  const send = (body: unknown, apiKey: string | undefined = vendor.apiKey) => post(gateway, { body, apiKey })

  test('a hash stands for the document that was sent with it, by POST and by GET, in every process', async () => {
    const hash = sha256Hex(VIEWER)
    // Clients go by the message: Apollo's older ones know no code.
    const notFound = { status: 200, code: 'PERSISTED_QUERY_NOT_FOUND', message: 'PersistedQueryNotFound' }
    expect(await send(named(hash))).toMatchObject(notFound)
    expect((await send(both(VIEWER))).data).toEqual({ viewer: { mode: 'TEST' } })
    expect((await send(named(hash))).data).toEqual({ viewer: { mode: 'TEST' } })
    const second = await gateway.another()
    expect((await post(second, { body: named(hash), apiKey: vendor.apiKey })).data).toEqual({
      viewer: { mode: 'TEST' },
    })
    const extensions = encodeURIComponent(JSON.stringify(named(hash).extensions))
    const got = await rawRequest(`${second.url}/graphql?extensions=${extensions}`, { apiKey: vendor.apiKey })
    expect([got.status, JSON.parse(got.text).data]).toEqual([200, { viewer: { mode: 'TEST' } }])
    await second.stop()
  })

  test('what one has sent is nothing to another, and to nobody without credentials', async () => {
    const query = '{ accreditors { name } }'
    await send(both(query))
    const other = await gateway.vendor()
    expect((await send(named(sha256Hex(query)), other.apiKey)).code).toBe('PERSISTED_QUERY_NOT_FOUND')
    const unknown = await post(gateway, { body: named(sha256Hex(query)) })
    expect([unknown.status, unknown.code]).toEqual([401, 'UNAUTHENTICATED'])
    const before = await rowsOf(gateway, 'select from persisted_queries')
    await post(gateway, { body: both(`${query} # by nobody`) })
    expect(await rowsOf(gateway, 'select from persisted_queries')).toHaveLength(before.length)
  })

  test('only documents are kept that have this hash, are valid, and could be run', async () => {
    const expensive = `{ organizations(first: 100) { nodes { ${'id '.repeat(300)} } } }`
    for (const [body, code] of [
      [{ ...both(VIEWER), query: '{ viewer { id } }' }, 'BAD_REQUEST'],
      [{ query: VIEWER, ...named(sha256Hex(VIEWER), 2) }, 'BAD_REQUEST'],
      [both('{ viewer { nothing } }'), 'GRAPHQL_VALIDATION_FAILED'],
      [both('{ viewer {'), 'GRAPHQL_PARSE_FAILED'],
      [both(expensive), 'GRAPHQL_VALIDATION_FAILED'],
      [{ extensions: { persistedQuery: { version: 1, sha256Hash: { length: 64 } } } }, 'PERSISTED_QUERY_NOT_FOUND'],
      [{ extensions: { persistedQuery: true } }, 'BAD_REQUEST'],
    ] as const) {
      const { code: told, data } = await send(body)
      expect([body, told, data]).toEqual([body, code, undefined])
    }
    expect((await send(named(sha256Hex('{ viewer { nothing } }')))).code).toBe('PERSISTED_QUERY_NOT_FOUND')
  })

  test('a long document is answered, and not kept', async () => {
    const ofBytes = (bytes: number) => `${VIEWER} #`.padEnd(bytes, 'x')
    for (const [bytes, code] of [
      [PERSISTED_QUERIES.bytes, undefined],
      [PERSISTED_QUERIES.bytes + 1, 'PERSISTED_QUERY_NOT_FOUND'],
    ] as const) {
      expect((await send(both(ofBytes(bytes)))).status).toBe(200)
      expect((await send(named(sha256Hex(ofBytes(bytes))))).code).toBe(code)
    }
  })

  test('of one caller there are so many, and the one that would expire first is forgotten', async () => {
    const { apiKey, vendorId } = await gateway.vendor()
    await rowsOf(
      gateway,
      `insert into persisted_queries (owner, sha256, document, expires_at)
       select $1, encode(sha256(convert_to('#' || i, 'UTF8')), 'hex'), '#' || i, now() + make_interval(mins => i)
         from generate_series(1, $2::int) i`,
      [`vendor:${vendorId}`, PERSISTED_QUERIES.ofCaller],
    )
    await send(both(VIEWER), apiKey)
    const left = await rowsOf<{ document: string }>(
      gateway,
      'select document from persisted_queries where owner = $1 order by expires_at',
      [`vendor:${vendorId}`],
    )
    expect([left.length, left[0]?.document]).toEqual([PERSISTED_QUERIES.ofCaller, '#2'])
  })

  test('after their days they are forgotten, in the database and in the process', async () => {
    const query = '{ viewer { id } }'
    await send(both(query))
    const days = PERSISTED_QUERIES.days * 86_400_000
    const { expiresAt } = (
      await rowsOf<{ expiresAt: Date }>(gateway, 'select max(expires_at) as "expiresAt" from persisted_queries')
    )[0] as { expiresAt: Date }
    expect(Math.abs(expiresAt.getTime() - gateway.clock.now().getTime() - days)).toBeLessThan(60_000)
    gateway.clock.advanceTo(expiresAt)
    expect((await send(named(sha256Hex(query)))).code).toBe('PERSISTED_QUERY_NOT_FOUND')
    await send(both(query))
    expect(await rowsOf(gateway, 'select from persisted_queries')).toHaveLength(1)
  })
})

describe('trusted documents', () => {
  const file = path.join(folder, 'manifest.json')
  const ONE = 'query Fifty { organizations(first: 50) { nodes { id } } }'
  let gateway: TestGateway
  let vendor: TestVendor
  beforeAll(async () => {
    writeFileSync(path.join(folder, 'Fifty.graphql'), `${ONE}\n`)
    const manifest = documentManifest(['schema/operations', path.join(folder, 'Fifty.graphql')], SCHEMA)
    writeFileSync(file, JSON.stringify(manifest))
    const environment = { ROLE: 'api', TRUSTED_DOCUMENTS: file, COST_MAXIMUM: '120', COST_RESTORE_RATE: '1' }
    gateway = await startTestGateway({ environment })
    vendor = await gateway.vendor()
  })
  afterAll(async () => {
    await gateway.stop()
    rmSync(folder, { recursive: true })
  })

  const text = readFileSync('schema/operations/Accreditors.graphql', 'utf8').trim()
  const hash = sha256Hex(text)
  const printed = print(parse(text))
  const send = async (body: object, apiKey?: string) => await post(gateway, { body, apiKey })

  test.each([
    ['its id', { documentId: hash }],
    ['its id with the name of the hash', { documentId: `sha256:${hash}` }],
    ['its hash, as Apollo’s clients do', named(hash)],
    ['its text', { query: text }],
    ['text and hash', both(text)],
    ['the text that graphql-js prints', { query: printed }],
    ['the text of the SDK', { query: stripIgnoredCharacters(printed) }],
    ['the hash of that text', named(sha256Hex(stripIgnoredCharacters(printed)))],
  ])('one is run that a request names by %s', async (_how, body) => {
    const { apiKey } = await gateway.vendor()
    const { status, data } = await send(body, apiKey)
    expect([status, Object.keys(data ?? {})]).toEqual([200, ['accreditors']])
  })

  test('by GET likewise', async () => {
    const { apiKey } = await gateway.vendor()
    const headers = { 'apollo-require-preflight': 'true' }
    const got = await rawRequest(`${gateway.url}/graphql?documentId=${hash}`, { apiKey, headers })
    expect([got.status, got.text.includes('"accreditors"')]).toEqual([200, true])
  })

  test.each([
    ['a text that is none', { query: VIEWER }],
    ['one with a blank more', { query: `${text} ` }],
    ['introspection', { query: '{ __schema { types { name } } }' }],
    ['a text that is no GraphQL', { query: '{' }],
    ['a hash of something else', named(sha256Hex(VIEWER))],
    ['an id of nothing', { documentId: 'x' }],
    ['another text with the hash of one', { query: VIEWER, ...named(hash) }],
    ['nothing', { variables: {} }],
  ])('%s is refused, and not even read', async (_what, body) => {
    const { status, code, message, text } = await send(body, vendor.apiKey)
    expect([status, code, message]).toEqual([400, 'DOCUMENT_NOT_TRUSTED', expect.stringContaining('documentId')])
    expect(JSON.parse(text).errors[0].extensions.requestId).toMatch(/^req_/)
    expect(text).not.toContain('"data"')
  })

  test('who has no credentials runs none but open ones, and learns nothing', async () => {
    const signIn = sha256Hex(readFileSync('schema/operations/SignIn.graphql', 'utf8').trim())
    const variables = { input: { email: 'nobody@hospital.example', password: 'not the password' } }
    expect((await send({ documentId: signIn, variables })).data).toHaveProperty('signIn')
    for (const body of [{ documentId: hash }, { query: '{ viewr }' }, { documentId: 'x' }]) {
      const { status, code } = await send(body)
      expect([status, code]).toEqual([401, 'UNAUTHENTICATED'])
    }
  })

  test('a manifest is of one of two forms, and what is wrong with it is said', async () => {
    const reading = async (content: string) => {
      writeFileSync(path.join(folder, 'other.json'), content)
      return await readTrustedDocuments(path.join(folder, 'other.json'))
    }
    expect((await reading(JSON.stringify({ md5id: VIEWER }))).find('md5id')).toBe(VIEWER)
    for (const [content, problem] of [
      ['', /is none/],
      ['{}', /neither form/],
      ['[]', /neither form/],
      ['{"a": 1}', /neither form/],
      ['{"a": "{"}', /"a" is no GraphQL/],
    ] as const) {
      await expect(reading(content)).rejects.toThrow(problem)
    }
    await expect(readTrustedDocuments('/nowhere.json')).rejects.toThrow(/TRUSTED_DOCUMENTS.*ENOENT/)
    writeFileSync(path.join(folder, 'Wrong.graphql'), 'query Wrong { nothing }')
    expect(() => documentManifest([path.join(folder, 'Wrong.graphql')], SCHEMA)).toThrow(/Wrong.graphql: Cannot query/)
  })

  test('their cost is charged, and past it the answer is 429', async () => {
    const statuses = []
    for (const _ of Array(30)) statuses.push((await send({ documentId: sha256Hex(ONE) }, vendor.apiKey)).status)
    expect(statuses).toContain(429)
  })
})
