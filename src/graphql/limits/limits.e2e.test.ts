import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type DocumentNode, parse } from 'graphql'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../../db/data-source.js'
import { Database } from '../../db/database.js'
import { sqlStateOf } from '../../db/sql-state.js'
import { readStatement, writeStatement } from '../../db/statement.js'
import { limitTransactions } from '../../db/transaction-timeout.js'
import { guardAgainstOverload } from '../../http/overload.guard.js'
import { createHttpServer } from '../../http/server.js'
import { OverloadMonitor } from '../../limits/overload.monitor.js'
import { REQUEST_LIMITS } from '../../limits/request-limits.js'
import { ask, codesOf, rawRequest } from '../../testkit/ask.js'
import { rowsOf } from '../../testkit/census.js'
import { eventually } from '../../testkit/eventually.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'
import { measureDocument } from './document.measure.js'
import { firstErrors } from './error-limits.plugin.js'

const { document: limits, times, errors: errorLimits } = REQUEST_LIMITS
const many = (count: number, one: (n: number) => string) => Array.from({ length: count }, (_, n) => one(n)).join(' ')
const tokensOf = (text: string) => (parse(text) as DocumentNode & { tokenCount: number }).tokenCount

/** Documents with exactly so many of something, and little of everything else. */
const DOCUMENTS: Record<Exclude<keyof typeof limits, 'introspections'>, (count: number) => string> = {
  tokens(count) {
    const criteria = many(190, () => '{ npi: "2990000012" }')
    const found = many(2, (n) => `a${n}: lookupClinicians(criteria: [${criteria}]) { rows { index } }`)
    const document = (modes: number) => `{ ${found} viewer { ${many(modes, () => 'mode')} } }`
    return document(count - tokensOf(document(1)) + 1)
  },
  depth(count) {
    const round = ['researchRequests(first: 1)', 'nodes', 'organization']
    const levels = Array.from({ length: count - 3 }, (_, n) => round[n % 3])
    return `{ ${['organizations(first: 1)', 'nodes', ...levels, '__typename'].join(' { ')} ${'}'.repeat(count)}`
  },
  aliases: (count) => `{ viewer { ${many(count, (n) => `a${n}: mode`)} } }`,
  fields: (count) => `{ viewer { ...F } } fragment F on Viewer { ${many(count - 1, () => 'mode')} }`,
  directives: (count) => `query { viewer { ${many(count, () => 'mode @include(if: true)')} } }`,
  fragments: (count) =>
    `{ viewer { ${many(count, (n) => `...F${n}`)} } } ${many(count, (n) => `fragment F${n} on Viewer { mode }`)}`,
}

describe('a document', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor()
  })
  afterAll(() => gateway.stop())

  const post = (query: string) =>
    rawRequest(`${gateway.url}/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query }),
      apiKey: vendor.apiKey,
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    })
  const messagesOf = (text: string) =>
    (JSON.parse(text) as { errors?: { message: string }[] }).errors?.map(({ message }) => message) ?? []

  test.each(Object.keys(DOCUMENTS) as (keyof typeof DOCUMENTS)[])(
    'of as many %s as it may have, and one more',
    async (what) => {
      const within = await post(DOCUMENTS[what](limits[what]))
      expect([within.status, messagesOf(within.text)]).toEqual([200, []])
      const past = await post(DOCUMENTS[what](limits[what] + 1))
      expect(past.status).toBe(400)
      expect(messagesOf(past.text)).toEqual([
        what === 'tokens'
          ? expect.stringContaining(`more that ${limits.tokens} tokens`)
          : expect.stringMatching(new RegExp(`^expected at most ${limits[what]} .*, got ${limits[what] + 1}$`)),
      ])
    },
  )

  test('may ask for the schema twice, and no third time', async () => {
    const query = '__schema { queryType { name } } __type(name: "Query") { name }'
    expect(messagesOf((await post(`{ ${query} }`)).text)).toEqual([])
    expect(messagesOf((await post(`{ ${query} again: __type(name: "Order") { name } }`)).text)).toEqual([
      'expected at most 2 of the fields __schema and __type, got 3',
    ])
    const aliases = DOCUMENTS.aliases(51).replace('viewer', '__schema').replaceAll('mode', 'types { name }')
    expect(messagesOf((await post(aliases)).text)).toEqual(['expected at most 50 aliases, got 51'])
  })

  test('that doubles itself by fragments is counted at once, as what it would become', async () => {
    const fragments = many(40, (n) => `fragment F${n} on Viewer { ...F${n + 1} ...F${n + 1} }`)
    expect(measureDocument(parse(`{ viewer { ...F0 } } ${fragments} fragment F40 on Viewer { a: mode }`))).toEqual({
      depth: 2,
      aliases: 2 ** 40,
      fields: 2 ** 40 + 1,
      directives: 0,
      introspections: 0,
      fragments: 41,
    })
    const { text } = await post(`{ viewer { ...F0 } } ${fragments} fragment F40 on Viewer { mode }`)
    expect(messagesOf(text)).toEqual(['expected at most 300 fields, got more than a million'])
  })

  test('whose fragments lead back to themselves is refused', async () => {
    const { text } = await post('{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }')
    expect(messagesOf(text)).toEqual(['expected fragments that do not lead back to themselves, got "A"'])
  })

  test.each([
    ['lists', `{ viewer(a: ${'['.repeat(990)}${']'.repeat(990)}) { mode } }`],
    ['objects', `{ viewer(a: ${'{a:'.repeat(490)}1${'}'.repeat(490)}) { mode } }`],
    ['fields', `${'{a'.repeat(660)}${'}'.repeat(660)}`],
    ['types', `query ($a: ${'['.repeat(960)}Int${']'.repeat(960)}) { viewer { mode } }`],
    ['objects that never end', `{ viewer(a: ${'{a:'.repeat(30_000)}`],
  ])('of %s within one another does not reach the end of the stack', async (_, query) => {
    const { status, text } = await post(query)
    expect([status, text.includes('INTERNAL'), text.length < 4_000]).toEqual([400, false, true])
  })

  test('and a page of 100, and of one more', async () => {
    const page = (first: number) => ask(vendor.client, `{ organizations(first: ${first}) { nodes { id } } }`)
    expect(codesOf(await page(100))).toEqual([])
    expect(codesOf(await page(101))).toEqual(['BAD_USER_INPUT'])
  })

  test('with many mistakes is told the first five', async () => {
    const wrong = (count: number) => `{ viewer { ${many(count, (n) => `wrong${n}`)} } }`
    expect(messagesOf((await post(wrong(5))).text)).toHaveLength(5)
    expect(messagesOf((await post(wrong(6))).text)).toHaveLength(5)
  })

  test('many fields of which fail is told of the first five, with what did not fail', async () => {
    const { organizationId } = vendor
    const failing = async (count: number) => {
      const receipts = many(count, (n) => `a${n}: dailyReceipts(first: 101) { nodes { day } }`)
      const { status, text } = await post(`{ organization(id: "${organizationId}") { id ${receipts} } }`)
      const { data, errors } = JSON.parse(text) as { data: unknown; errors: { path: string[] }[] }
      expect([status, data]).toMatchObject([200, { organization: { id: organizationId, a0: null } }])
      return errors.map(({ path }) => path.join('.'))
    }
    const firstFive = [0, 1, 2, 3, 4].map((n) => `organization.a${n}`)
    expect(await failing(4)).toEqual(firstFive.slice(0, 4))
    expect(await failing(5)).toEqual(firstFive)
    expect(await failing(6)).toEqual(firstFive)
  })

  test('a body that is compressed is refused, and told so', async () => {
    const { status, headers, text } = await rawRequest(`${gateway.url}/graphql`, {
      method: 'POST',
      body: gzipSync('{"query":"{ viewer { mode } }"}'),
      apiKey: vendor.apiKey,
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    })
    expect([status, headers.get('accept-encoding'), messagesOf(text)]).toEqual([
      415,
      'identity',
      ['Content-Encoding: expected none, got "gzip"'],
    ])
  })

  test('statements and transactions that take too long are ended by the database', async () => {
    const source = createDataSource({ ...DATA_SOURCE_DEFAULTS, url: gateway.databaseUrl, statementTimeoutMs: 300 })
    await limitTransactions(source, gateway.databaseUrl, 500)
    const database = new Database(await source.initialize())
    const sleep = readStatement('test_sleep', 'select pg_sleep($1)')
    const outcome = (work: Promise<unknown>) => work.then(() => 'done', sqlStateOf)
    const transaction = (...seconds: number[]) =>
      database.transaction(async (tx) => {
        for (const one of seconds) await tx.rows(sleep, [one])
      })
    try {
      expect(await outcome(database.rows(sleep, [0.1]))).toBe('done')
      expect(await outcome(database.rows(sleep, [0.4]))).toBe('57014')
      expect(await outcome(transaction(0.1, 0.1))).toBe('done')
      // TRANSACTION_TIMEOUT.
      expect(await outcome(transaction(0.2, 0.2, 0.2))).toBe('25P04')
      expect(await outcome(transaction(0.1))).toBe('done')
    } finally {
      await source.destroy()
    }
  })

  test('a transaction in which nothing is asked is ended by the database, and changes nothing', async () => {
    const source = createDataSource({
      ...DATA_SOURCE_DEFAULTS,
      url: gateway.databaseUrl,
      idleInTransactionTimeoutMs: 100,
    })
    const database = new Database(await source.initialize())
    const identify = readStatement<{ pid: number }>('test_pid', 'select pg_backend_pid() as pid')
    const change = writeStatement('test_change', "update vendors set description = 'changed'")
    const waiting = async (until: (pid: number) => Promise<unknown>) =>
      await database.transaction(async (tx) => {
        const [backend] = await tx.rows(identify, [])
        await tx.write(change, [])
        await until(backend?.pid ?? 0)
      })
    const isGone = (pid: number) =>
      eventually(
        () => rowsOf(gateway, 'select from pg_stat_activity where pid = $1', [pid]),
        (backends) => backends.length === 0,
      )
    try {
      await expect(waiting(isGone)).rejects.toThrow()
      expect(await rowsOf(gateway, "select from vendors where description = 'changed'")).toEqual([])
      await waiting(async () => undefined)
    } finally {
      await source.destroy()
    }
  })
})

test('errors stay within their bytes, and the first one is told in any case', () => {
  const error = (message: string) => ({ message, extensions: { code: 'BAD_USER_INPUT' } })
  const bytes = (errors: unknown) => Buffer.byteLength(JSON.stringify(errors))
  const one = error('é'.repeat(10_000))
  const rest = errorLimits.bytes - bytes([one, one, error('')])
  expect(bytes(firstErrors([one, one, error('x'.repeat(rest))], errorLimits))).toBe(errorLimits.bytes)
  expect(firstErrors([one, one, error('x'.repeat(rest + 1))], errorLimits)).toHaveLength(2)
  expect(firstErrors([error('x'.repeat(70_000)), one], errorLimits)).toEqual([error(`${'x'.repeat(1_000)}…`)])
})

test('every operation that we offer stays below the limits', () => {
  for (const file of readdirSync('schema/operations')) {
    const text = readFileSync(`schema/operations/${file}`, 'utf8')
    const measure = measureDocument(parse(text))
    if ('circle' in measure) throw new Error(`${file} goes around in a circle`)
    for (const [what, count] of Object.entries({ ...measure, tokens: tokensOf(text) })) {
      expect([file, what, count <= limits[what as keyof typeof limits]]).toEqual([file, what, true])
    }
  }
})

test('who does not end the headers is cut off, and who does in time is not', async () => {
  const app = createHttpServer({
    logger: pino({ level: 'silent' }),
    trustProxy: false,
    limits: { ...REQUEST_LIMITS, times: { ...times, headersMs: 300, checkMs: 50 } },
  })
  app.get('/', async () => 'here')
  const { hostname, port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  const answerTo = (text: string) =>
    new Promise<string>((resolve) => {
      let heard = ''
      const socket = connect({ port: Number(port), host: hostname }, () => socket.write(text))
      socket.on('data', (chunk) => {
        heard += chunk.toString()
      })
      socket.on('error', () => undefined).on('close', () => resolve(heard))
    })
  expect(await answerTo('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /)
  expect(await answerTo('GET / HTTP/1.1\r\nHost: x\r\n')).toMatch(/^HTTP\/1\.1 408 /)
  await app.close()
})

test('a process with too much to do sends away who comes next, and takes on again what it can', async () => {
  const app = createHttpServer({ logger: pino({ level: 'silent' }), trustProxy: false, limits: REQUEST_LIMITS })
  const monitor = new OverloadMonitor(
    { ...REQUEST_LIMITS.overload, requestsInFlight: 2, eventLoopDelayMs: 50 },
    new Registry(),
    20,
  )
  guardAgainstOverload(app, monitor)
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  app.get('/', async () => 'here')
  app.get('/slow', () => released.then(() => 'done'))
  app.post('/slow', async () => 'never')
  app.get('/healthz', async () => 'alive')
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const waiting = [fetch(`${url}/slow`), fetch(`${url}/slow`)]
  const statusOf = async (path: string) => (await fetch(`${url}${path}`)).status
  while ((await statusOf('/')) === 200) await new Promise(setImmediate)
  const refused = await fetch(`${url}/`)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2'])
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] })
  expect(await statusOf('/healthz')).toBe(200)
  release()
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200])
  expect(await statusOf('/')).toBe(200)

  // Whoever sends a body slowly keeps nobody else out.
  const slow = [1, 2, 3].map(() => connect(Number(new URL(url).port), '127.0.0.1'))
  const head = 'POST /slow HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{'
  for (const socket of slow) socket.write(head)
  for (let n = 0; n < 20; n++) expect(await statusOf('/')).toBe(200)
  for (const socket of slow) socket.destroy()

  const compute = async (milliseconds: number) => {
    for (const end = performance.now() + milliseconds; performance.now() < end; );
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  for (let n = 0; n < 4; n++) await compute(120)
  expect(monitor.enter()).toBe('event-loop')
  while (typeof monitor.enter() !== 'function') await new Promise((resolve) => setTimeout(resolve, 5))
  await app.close()
})

test('a process whose memory runs out sends away who comes next, until there is room again', async () => {
  const app = createHttpServer({ logger: pino({ level: 'silent' }), trustProxy: false, limits: REQUEST_LIMITS })
  let resident = 0
  let looks = 0
  const monitor = new OverloadMonitor(REQUEST_LIMITS.overload, new Registry(), 5, {
    heap: () => ({ used: 0, limit: 1_000 }),
    resident: () => {
      looks++
      return resident
    },
    constrained: () => 1_000,
    total: () => 1_000,
  })
  guardAgainstOverload(app, monitor)
  app.get('/', async () => 'here')
  app.get('/healthz', async () => 'alive')
  const statusesAt = async (bytes: number) => {
    resident = bytes
    const from = looks
    await eventually(
      () => looks,
      (count) => count > from,
    )
    return await Promise.all(['/', '/healthz'].map(async (url) => (await app.inject({ url })).statusCode))
  }
  expect(await statusesAt(900)).toEqual([200, 200])
  expect(await statusesAt(901)).toEqual([503, 200])
  expect(monitor.refusal()).toBe('memory')
  expect(await statusesAt(900)).toEqual([200, 200])
  await app.close()
})
