import { Agent, get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { REQUEST_LIMITS } from '../limits/request-limits.js'
import { ask, codesOf, rawRequest } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { eventually } from '../testkit/eventually.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { answerHeaders } from './answer-headers.js'
import { closeHttpServer, createHttpServer } from './server.js'

interface ErrorBody {
  errors: { message: string; extensions: { code: string; requestId: string } }[]
}

describe('the HTTP door', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor()
  })
  afterAll(() => gateway.stop())

  const post = (body: string, headers: Record<string, string> = {}) =>
    rawRequest(`${gateway.url}/graphql`, {
      method: 'POST',
      body,
      apiKey: vendor.apiKey,
      headers: { 'content-type': 'application/json', ...headers },
    })
  const get = (path: string, headers: Record<string, string> = {}) =>
    rawRequest(`${gateway.url}${path}`, { apiKey: vendor.apiKey, headers })
  const errorOf = (text: string) => (JSON.parse(text) as ErrorBody).errors[0]

  test('an unknown field is named, and nothing of the inside', async () => {
    const { status, text, headers } = await post(JSON.stringify({ query: '{ viewer { passwordHash } }' }))
    expect(status).toBe(200)
    const error = errorOf(text)
    expect(error?.message).toBe('Cannot query field "passwordHash" on type "Viewer".')
    expect(error?.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED', requestId: headers.get('x-request-id') })
    expect(text).not.toMatch(/stack|node_modules|\.ts|\.js/)
  })

  test('a document that is none is told where it breaks', async () => {
    const { status, text } = await post(JSON.stringify({ query: '{ viewer {' }))
    expect([status, errorOf(text)?.extensions.code]).toEqual([200, 'GRAPHQL_PARSE_FAILED'])
  })

  test('a variable of the wrong form is the caller’s mistake, and is not logged as ours', async () => {
    const query = 'query ($first: Int) { organizations(first: $first) { nodes { id } } }'
    const logged = gateway.logs.length
    const answer = await ask(vendor.client, query, { first: 'many' })
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT'])
    expect(gateway.logs.slice(logged).filter((line) => Number(line['level']) >= 50)).toEqual([])
  })

  test('an operation that the document has not is the caller’s mistake', async () => {
    const { status, text } = await post(JSON.stringify({ query: 'query A { viewer { mode } }', operationName: 'B' }))
    expect([status, errorOf(text)?.extensions.code]).toEqual([200, 'OPERATION_RESOLUTION_FAILURE'])
  })

  test.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['nothing', ''],
  ])('a body that is %s is a 400', async (_, body) => {
    const { status, text } = await post(body)
    expect(status).toBe(400)
    expect(text).not.toMatch(/node_modules|at .*:\d+:\d+/)
  })

  test('a body of more than 100 KB is refused with 413 before it is read', async () => {
    const query = (bytes: number) => {
      const empty = JSON.stringify({ query: '{ viewer { mode } }#' }).length
      return JSON.stringify({ query: `{ viewer { mode } }#${'x'.repeat(bytes - empty)}` })
    }
    expect((await post(query(REQUEST_LIMITS.bodyBytes))).status).toBe(200)
    expect((await post(query(REQUEST_LIMITS.bodyBytes + 1))).status).toBe(413)
  })

  test('GET asks, and changes nothing', async () => {
    const preflight = { 'apollo-require-preflight': 'true' }
    const asked = await get(`/graphql?query=${encodeURIComponent('{ viewer { mode } }')}`, preflight)
    expect([asked.status, JSON.parse(asked.text)]).toMatchObject([200, { data: { viewer: { mode: 'TEST' } } }])
    await leavingNoTrace(gateway, async () => {
      const mutation = encodeURIComponent('mutation { deliverProfilePdf(input: { orderItemId: "x" }) { url } }')
      expect((await get(`/graphql?query=${mutation}`, preflight)).status).toBe(405)
    })
  })

  test('a request that any page of the web could make is refused', async () => {
    const forged = await rawRequest(`${gateway.url}/graphql?query=${encodeURIComponent('{ accreditors { name } }')}`)
    expect([forged.status, forged.text.includes('"data"')]).toEqual([400, false])
    const form = await post('query={viewer{mode}}', { 'content-type': 'text/plain' })
    expect([400, 415]).toContain(form.status)
  })

  test('every answer has a request id and none tells what it is made with', async () => {
    const answers = [
      await post(JSON.stringify({ query: '{ viewer { mode } }' })),
      await get('/nowhere'),
      await get('/healthz'),
      await rawRequest(`${gateway.url}/graphql`, { method: 'POST' }),
    ]
    const ids = answers.map(({ headers }) => headers.get('x-request-id'))
    for (const id of ids) expect(id).toMatch(/^req_/)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { headers } of answers) {
      expect([headers.get('x-powered-by'), headers.get('server')]).toEqual([null, null])
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
    expect(answers[0]?.headers.get('cache-control')).toBe('no-store')
  })

  test('an id that a client sends is not taken for ours', async () => {
    const { headers } = await post(JSON.stringify({ query: '{ viewer { mode } }' }), { 'x-request-id': 'req_forged' })
    expect(headers.get('x-request-id')).not.toBe('req_forged')
  })

  test('where there is nothing is a 404 of one form', async () => {
    for (const path of ['/nowhere', '/graphql/', '/downloads', '/../etc/passwd', '/mailboxes']) {
      const { status, text, headers } = await get(path)
      expect([path, status]).toEqual([path, 404])
      expect(JSON.parse(text)).toEqual({
        errors: [
          {
            message: 'there is nothing at this address',
            extensions: { code: 'NOT_FOUND', requestId: headers.get('x-request-id') },
          },
        ],
      })
    }
  })

  test('requests are logged by their route, without address, key and query', async () => {
    const marker = 'marker_in_the_query'
    await get(`/graphql?query={${marker}}`)
    await get(`/downloads/${marker}`)
    const logged = JSON.stringify(gateway.logs.filter((line) => line['msg'] === 'request'))
    expect(logged).not.toContain(marker)
    expect(logged).not.toContain('127.0.0.1')
    expect(JSON.stringify(gateway.logs)).not.toContain(vendor.apiKey)
    expect(gateway.logs).toContainEqual(expect.objectContaining({ route: '/downloads/:token', statusCode: 404 }))
  })

  test('an error of ours is masked, logged under its request id and told apart in the metrics', async () => {
    await rowsOf(gateway, 'alter table order_items rename column vendor_reference to somewhere_else')
    const query = '{ organizations { nodes { orders { nodes { number } } } } orderItem(id: "item_x") { id } }'
    const { status, text, headers } = await post(JSON.stringify({ query }))
    await rowsOf(gateway, 'alter table order_items rename column somewhere_else to vendor_reference')
    const requestId = headers.get('x-request-id')
    expect(status).toBe(200)
    expect(text).not.toMatch(/vendor_reference|does not exist|select/)
    expect(errorOf(text)).toMatchObject({
      message: 'something went wrong on our side; it was logged under this request id',
      extensions: { code: 'INTERNAL', requestId },
    })
    expect(gateway.logs).toContainEqual(
      expect.objectContaining({
        requestId,
        msg: 'a resolver failed',
        err: expect.objectContaining({ message: expect.stringContaining('vendor_reference') }),
      }),
    )
    const metrics = (await get('/metrics')).text
    expect(metrics).toMatch(/gateway_graphql_operations_total\{operation="other",type="query",outcome="internal"\} 1\n/)
  })

  test('an error of the database is logged without the row that it is about', async () => {
    await rowsOf(
      gateway,
      `create function tell_all() returns trigger language plpgsql as
         $$ begin raise exception 'refused' using detail = 'Failing row contains (Avery, 1974-02-28)'; end $$`,
    )
    await rowsOf(
      gateway,
      'create trigger tell_all before insert on audit_events for each row execute function tell_all()',
    )
    const answer = await ask(vendor.client, '{ searchClinicians(by: { npi: "2990000012" }) { explanation } }')
    expect(codesOf(answer)).toEqual(['INTERNAL'])
    const logged = gateway.logs.filter((line) => line['requestId'] === answer.requestId)
    expect(logged).toContainEqual(expect.objectContaining({ err: expect.objectContaining({ message: 'refused' }) }))
    expect(JSON.stringify(logged)).not.toMatch(/Avery|1974/)
  })
})

test('who sends a request drop by drop is cut off, also one that does not hear it', async () => {
  const app = createHttpServer({
    logger: pino({ level: 'silent' }),
    trustProxy: false,
    limits: { ...REQUEST_LIMITS, times: { ...REQUEST_LIMITS.times, requestMs: 200 } },
  })
  app.post('/', async () => ({}))
  const { hostname, port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true })
  const open = () => new Promise<number>((resolve) => app.server.getConnections((_error, count) => resolve(count)))
  let heard = ''
  socket
    .on('error', () => undefined)
    .on('data', (chunk) => {
      heard += chunk.toString()
    })
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n{')
  const drops = setInterval(() => socket.write(' '), 10)
  try {
    await eventually(
      () => heard,
      (text) => text.startsWith('HTTP/1.1 408 Request Timeout\r\n') && text.endsWith('}'),
    )
    expectAsAnyAnswer(heard)
    await eventually(open, (count) => count === 0, 3_000)
  } finally {
    clearInterval(drops)
    socket.destroy()
    await app.close()
  }
})

test.each([
  ['headers that do not end', 408, 'GET / HTTP/1.1\r\nHost: x\r\n'],
  ['headers that are too long', 431, `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`],
  ['what is no request at all', 400, 'HELO gateway.test\r\n\r\n'],
])('%s are answered by %i, with what every answer says', async (_what, status, sent) => {
  const times = { ...REQUEST_LIMITS.times, headersMs: 200, checkMs: 50 }
  const app = createHttpServer({
    logger: pino({ level: 'silent' }),
    trustProxy: false,
    limits: { ...REQUEST_LIMITS, times },
  })
  const { hostname, port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  const socket = connect({ port: Number(port), host: hostname }, () => socket.write(sent))
  const heard = await text(socket)
  expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expectAsAnyAnswer(heard)
  await app.close()
})

/** Of what came over the wire: the headers of all answers, and the form of all errors. */
function expectAsAnyAnswer(heard: string): void {
  const [head = '', body = ''] = heard.split('\r\n\r\n')
  const headers = new Headers(
    head
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]),
  )
  for (const [name, value] of Object.entries(answerHeaders({ https: false }))) expect(headers.get(name)).toBe(value)
  expect([headers.get('connection'), Number(headers.get('content-length'))]).toEqual(['close', Buffer.byteLength(body)])
  const { errors } = JSON.parse(body) as ErrorBody
  expect(errors[0]?.extensions).toEqual({ code: 'BAD_REQUEST', requestId: headers.get('x-request-id') })
  expect(headers.get('x-request-id')).toMatch(/^req_/)
}

describe('a stop of the HTTP server', () => {
  const LONG_MS = 3_600_000

  /** A server in whose one answer a test says what comes when. */
  async function answering() {
    const app = createHttpServer({ logger: pino({ level: 'silent' }), trustProxy: false, limits: REQUEST_LIMITS })
    const body = new PassThrough()
    app.get('/', (_request, reply) => reply.send(body))
    const agent = new Agent({ keepAlive: true })
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get(url, { agent }, resolve).once('error', reject)
      body.write('the beginning')
    })
    return { app, agent, body, answer }
  }

  test('lets an answer end, and does not wait for the next request of its connection', async () => {
    const { app, agent, body, answer } = await answering()
    const stopped = closeHttpServer(app, LONG_MS)
    body.end(' and the end')
    expect(await text(answer)).toBe('the beginning and the end')
    await stopped
    agent.destroy()
  })

  test('cuts off an answer that does not end in time', async () => {
    const { app, agent, answer } = await answering()
    await closeHttpServer(app, 1)
    await expect(text(answer)).rejects.toThrow('aborted')
    agent.destroy()
  })
})
