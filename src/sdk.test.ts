import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Webhook } from 'standardwebhooks'
import {
  AuthenticationError,
  type ClientOptions,
  ConnectionError,
  GatewayClient,
  type GatewayError,
  InvalidRequestError,
  NotFoundError,
  OrderHistory,
  PlaceOrder,
  RateLimitedError,
  ReadEvents,
  ServerError,
  SignIn,
  TimeoutError,
  UserErrorsError,
  Viewer,
  verifyWebhook,
  WebhookVerificationError,
} from '../sdk/src/index.js'
import { sha256Hex } from './kernel/digest.js'

const QUICKLY = { baseDelayMs: 1, maxDelayMs: 2 }

/** What a gateway in trouble does with one request. */
type Trouble = (request: IncomingMessage, response: ServerResponse) => void

describe('the SDK and a gateway in trouble', () => {
  let server: Server
  let origin: string
  let troubles: Trouble[] = []
  let requests: { body: string; authorization: string | undefined }[] = []
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (part: Buffer) => {
        body += part.toString()
      })
      request.on('end', () => {
        requests.push({ body, authorization: request.headers.authorization })
        const trouble = troubles.length > 1 ? troubles.shift() : troubles[0]
        trouble?.(request, response)
      })
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })

  const json =
    (status: number, answer: unknown, headers: Record<string, string> = {}): Trouble =>
    (_request, response) =>
      void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answer))
  const error = (code: string, more: object = {}) => ({ errors: [{ message: 'no', extensions: { code, ...more } }] })
  const text =
    (status: number, body: string, headers: Record<string, string> = {}): Trouble =>
    (_request, response) =>
      void response.writeHead(status, headers).end(body)
  const cut: Trouble = (request) => void request.socket.destroy()
  const silent: Trouble = () => undefined
  const fine = json(200, { data: { viewer: null, placeOrder: { userErrors: [] } } })
  const client = (options: Partial<ClientOptions>, ...wanted: Trouble[]): GatewayClient => {
    troubles = wanted
    requests = []
    return new GatewayClient({ endpoint: `${origin}/graphql`, token: 'key', retries: QUICKLY, ...options })
  }
  const given = (...wanted: Trouble[]): GatewayClient => client({}, ...wanted)
  const failureOf = async (work: Promise<unknown>): Promise<GatewayError> =>
    await work.then(
      () => {
        throw new Error('expected a failure')
      },
      (failure: GatewayError) => failure,
    )
  const keys = () => requests.map(({ body }) => JSON.parse(body).variables.input.idempotencyKey)
  const order = { input: { organizationId: 'org_1', paymentMethod: 'ACCOUNT_BALANCE' as const, items: [] } }
  const signIn = { input: { email: 'nobody@hospital.example', password: 'fictional' } }

  test('a query is asked again until an answer comes', async () => {
    const told: number[] = []
    const answers = [cut, json(503, {}), json(500, error('INTERNAL')), text(200, '{"data": {"vie'), fine]
    await client({ onRetry: (_error, retry) => told.push(retry) }, ...answers).run(Viewer, {})
    expect([requests.length, told]).toEqual([5, [1, 2, 3, 4]])
  })

  test('an order is repeated with one and the same key, of its own or of the caller', async () => {
    const gateway = given(cut, cut, fine)
    await gateway.run(PlaceOrder, order)
    const [key] = keys()
    expect([new Set(keys()).size, key]).toEqual([1, expect.stringMatching(/^[0-9a-f-]{36}$/)])
    await gateway.run(PlaceOrder, order)
    expect(new Set(keys()).size).toBe(2)
    await given(cut, fine).run(PlaceOrder, { input: { ...order.input, idempotencyKey: 'mine' } })
    expect(keys()).toEqual(['mine', 'mine'])
    // As programs without exact optional properties can say it.
    const unsaid: object = { idempotencyKey: undefined }
    await given(fine).run(PlaceOrder, { input: { ...order.input, ...unsaid } })
    expect(keys()).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)])
  })

  test('what is not safe to repeat is not, unless it was refused for its rate', async () => {
    for (const trouble of [cut, json(503, {}, { 'retry-after': '0' }), text(200, '<html>')]) {
      expect(await failureOf(given(trouble, fine).run(SignIn, signIn))).toMatchObject({ retryable: true })
      expect(requests).toHaveLength(1)
    }
    await given(json(200, error('RATE_LIMITED', { retryAfter: 0 })), fine).run(SignIn, signIn)
    expect(requests).toHaveLength(2)
    // The mutation was done; what was refused is a field of its answer.
    const done = json(200, { data: { signIn: { person: null } }, ...error('RATE_LIMITED', { retryAfter: 0 }) })
    await failureOf(given(done, fine).run(SignIn, signIn))
    expect(requests).toHaveLength(1)
  })

  test('it waits for as long as the gateway asks, however it is said, but not for ever', async () => {
    const delayAfter = async (trouble: Trouble): Promise<number> => {
      const stopped = new AbortController()
      let asked = 0
      const onRetry = (_error: GatewayError, _retry: number, delayMs: number) => {
        asked = delayMs
        stopped.abort()
      }
      await failureOf(client({ onRetry }, trouble).run(Viewer, {}, { signal: stopped.signal }))
      return Math.floor(asked / 10) * 10
    }
    expect(await delayAfter(json(503, {}))).toBe(0)
    expect(await delayAfter(json(503, {}, { 'retry-after': '7' }))).toBe(7000)
    expect(await delayAfter(json(200, error('RATE_LIMITED', { retryAfter: 9 })))).toBe(9000)
    const date = new Date(Date.now() + 50_000).toUTCString()
    const untilThen = await delayAfter(json(429, {}, { 'retry-after': date }))
    expect([untilThen > 40_000, untilThen <= 50_000]).toEqual([true, true])
    const limited = await failureOf(given(json(200, error('RATE_LIMITED', { retryAfter: 61 })), fine).run(Viewer, {}))
    expect(limited).toBeInstanceOf(RateLimitedError)
    expect([limited.retryAfterSeconds, requests.length]).toEqual([61, 1])
  })

  test('it gives up after its retries, with the error of the last try', async () => {
    await expect(given(json(503, {})).run(Viewer, {})).rejects.toThrow(ServerError)
    expect(requests).toHaveLength(5)
    const unsaid: object = { ...QUICKLY, maxRetries: undefined }
    await expect(client({ retries: unsaid, timeoutMs: Infinity }, json(503, {})).run(Viewer, {})).rejects.toThrow(
      ServerError,
    )
    expect(requests).toHaveLength(5)
    const once = client({ retries: { ...QUICKLY, maxRetries: 0 } }, json(429, {}, { 'retry-after': '7' }))
    expect(await failureOf(once.run(Viewer, {}))).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 7 })
  })

  test('mistakes are told once, by their class, with what helps to find them', async () => {
    const path = ['viewer', 'name']
    const refused = { errors: [{ message: 'no', path, extensions: { code: 'UNAUTHENTICATED', requestId: 'req_1' } }] }
    const unknown = await failureOf(given(json(401, { data: { viewer: null }, ...refused })).run(Viewer, {}))
    expect(unknown).toMatchObject({ status: 401, requestId: 'req_1', path, data: { viewer: null }, retryable: false })
    expect(unknown).toBeInstanceOf(AuthenticationError)
    await expect(given(json(400, error('GRAPHQL_PARSE_FAILED'))).run(Viewer, {})).rejects.toThrow(InvalidRequestError)
    await expect(given(text(404, 'not here')).run(Viewer, {})).rejects.toThrow(NotFoundError)
    const moved = given(text(308, '', { location: `${origin}/elsewhere` }))
    await expect(moved.run(Viewer, {})).rejects.toThrow('HTTP 308')
    expect(requests).toHaveLength(1)
    const noToken = client({ token: () => Promise.reject(new Error('the vault is locked')) }, fine)
    await expect(noToken.run(Viewer, {})).rejects.toThrow('the vault is locked')
    expect(requests).toHaveLength(0)
    await new GatewayClient({ endpoint: origin }).run(Viewer, {})
    expect(requests.map(({ authorization }) => authorization)).toEqual([undefined])
  })

  test('what is wrong with a request is thrown with its codes, or left in the data', async () => {
    const userErrors = [{ code: 'NO_PRICE', field: ['items', '0'], message: 'none' }]
    const wrong = json(200, { data: { placeOrder: { userErrors } } }, { 'x-request-id': 'req_2' })
    const failure = await failureOf(given(wrong).run(PlaceOrder, order))
    expect(failure).toMatchObject({ code: 'NO_PRICE', path: ['items', '0'], requestId: 'req_2', userErrors })
    if (!(failure instanceof UserErrorsError)) throw failure
    expect([failure.has('NO_PRICE'), failure.has('NOT_FOUND')]).toEqual([true, false])
    const left = await given(wrong).run(PlaceOrder, order, { userErrors: 'return' })
    expect(left.placeOrder.userErrors).toHaveLength(1)
  })

  test('it waits no longer than it is told, and stops when it is told', async () => {
    const impatient = client({ timeoutMs: 30, retries: { ...QUICKLY, maxRetries: 1 } }, silent)
    await expect(impatient.run(Viewer, {})).rejects.toThrow(TimeoutError)
    expect(requests).toHaveLength(2)
    for (const during of ['the answer', 'the wait']) {
      const stopped = new AbortController()
      const stop = () => stopped.abort(new Error('enough'))
      const options = { onRetry: () => setImmediate(stop), retries: { baseDelayMs: 60_000, maxDelayMs: 60_000 } }
      const waiting = client(options, during === 'the wait' ? cut : stop).run(Viewer, {}, { signal: stopped.signal })
      await expect(waiting).rejects.toThrow('enough')
    }
  })

  test('every page is read, by either cursor; a page that does not tell where the next one is is no end', async () => {
    const page = (id: string, hasNextPage: boolean) => ({ nodes: [{ id }], pageInfo: { hasNextPage }, cursor: id })
    const pages = ['a', 'b', 'c'].map((id) => json(200, { data: { events: page(id, id !== 'c') } }))
    const ids: string[] = []
    for await (const { id } of given(...pages).paginate(ReadEvents, { first: 1 }, (data) => data.events)) ids.push(id)
    expect(ids).toEqual(['a', 'b', 'c'])
    expect(requests.map(({ body }) => JSON.parse(body).variables.after)).toEqual([undefined, 'a', 'b'])
    const gone = json(200, { data: { events: null } })
    const events = given(json(200, { data: { events: page('a', true) } }), gone).paginate(
      ReadEvents,
      {},
      (data) => data.events,
    )
    expect((await events.next()).value).toEqual({ id: 'a' })
    await expect(events.next()).rejects.toThrow(NotFoundError)
    const blind = { data: { organization: { orders: { nodes: [], pageInfo: { hasNextPage: true } } } } }
    const orders = given(json(200, blind)).paginate(
      OrderHistory,
      { organizationId: 'org_1' },
      (data) => data.organization?.orders,
    )
    await expect(orders.next()).rejects.toMatchObject({ code: 'NO_CURSOR' })
  })

  describe('and files', () => {
    const content = 'a fictional PDF'
    const pdf = (more: Record<string, string> = {}, body = content) =>
      text(200, body, { 'content-type': 'application/pdf', etag: `"${sha256Hex(content)}"`, ...more })
    const read = async (gateway: GatewayClient) => {
      const { stream, ...facts } = await gateway.downloadPdf({ url: `${origin}/downloads/1` })
      return { ...facts, text: await new Response(stream).text() }
    }

    test('a PDF that is not made yet is waited for, and it is whole', async () => {
      const busy = json(503, error('RATE_LIMITED'), { 'retry-after': '0' })
      const named = pdf({ 'content-length': '15', 'content-disposition': 'attachment; filename="PD-1.pdf"' })
      const facts = { bytes: 15, sha256: sha256Hex(content), fileName: 'PD-1.pdf', contentType: 'application/pdf' }
      expect(await read(given(busy, cut, named))).toEqual({ ...facts, text: content })
      expect([requests.length, requests[2]?.authorization]).toEqual([3, undefined])
    })

    test.each<[string, Trouble]>([
      ['other bytes', pdf({}, 'a fictional PDG')],
      ['no end', (_request, response) => void response.write('%PDF', () => response.destroy())],
      ['fewer bytes', pdf({ 'content-length': '99' })],
    ])('%s of a file is an error, not a file', async (_what, trouble) => {
      const broken = given((request, response) => {
        response.setHeader('content-type', 'application/pdf')
        trouble(request, response)
        response.socket?.end()
      })
      await expect(read(broken)).rejects.toMatchObject({ code: 'FILE_NOT_WHOLE' })
    })

    test('a file that pauses for too long, or is not wanted any more, ends', async () => {
      const stalled: Trouble = (_request, response) =>
        void response.writeHead(200, { 'content-type': 'application/pdf' }).write('%PDF')
      await expect(read(client({ timeoutMs: 50 }, stalled))).rejects.toThrow(TimeoutError)
      const stopped = new AbortController()
      const { stream } = await given(stalled).download(origin, { signal: stopped.signal })
      const reader = stream.getReader()
      expect((await reader.read()).value?.byteLength).toBe(4)
      stopped.abort(new Error('enough'))
      await expect(reader.read()).rejects.toThrow('enough')
    })

    test('what is no PDF, a link that has ended, and no link are told by their class', async () => {
      await expect(read(given(text(200, '<html>', { 'content-type': 'text/html' })))).rejects.toThrow(ServerError)
      await expect(read(given(json(410, error('LINK_EXPIRED'))))).rejects.toThrow(NotFoundError)
      await expect(given(fine).downloadPdf({ url: null })).rejects.toMatchObject({ code: 'NO_LINK' })
    })

    test('a file is sent as it is, from bytes or from a stream, and once', async () => {
      const upload = {
        url: `${origin}/uploads/1`,
        method: 'PUT',
        headers: [{ name: 'content-type', value: 'text/csv' }],
      }
      for (const file of ['a,b', new TextEncoder().encode('a,b'), new Blob(['a,b']).stream()]) {
        await given(json(200, {})).upload(upload, file)
        expect(requests.map(({ body }) => body)).toEqual(['a,b'])
      }
      await expect(given(cut).upload(upload, 'a,b')).rejects.toThrow(ConnectionError)
      expect(requests).toHaveLength(1)
      await expect(given(json(404, error('NOT_FOUND'))).upload(upload, 'a,b')).rejects.toThrow(NotFoundError)
    })
  })
})

describe('webhooks', () => {
  const secret = `whsec_${Buffer.from('a fictional secret of a test').toString('base64')}`
  const now = new Date('2026-11-20T12:00:00Z')
  const body = JSON.stringify({ type: 'order.completed', timestamp: now.toISOString(), data: { orderId: 'ord_Ž' } })
  const headers = {
    'Webhook-Id': 'evt_1',
    'webhook-timestamp': String(now.getTime() / 1000),
    'webhook-signature': `v1,bm90aGluZw== v2,x ${new Webhook(secret).sign('evt_1', now, body)}`,
  }

  test('a genuine one is an event, by either of two secrets', async () => {
    const other = `whsec_${Buffer.from('another').toString('base64')}`
    const event = { id: 'evt_1', type: 'order.completed', data: { orderId: 'ord_Ž' } }
    const verified = await verifyWebhook({ secrets: [other, secret], headers, body, now })
    expect(verified).toMatchObject(event)
    // By its type, the compiler knows what it says.
    if (verified.type === 'order.completed') expect(verified.data.orderId).toBe('ord_Ž')
    const asBytes = { secrets: secret, headers: new Headers(headers), body: Buffer.from(body), now }
    expect(await verifyWebhook(asBytes)).toMatchObject(event)
  })

  test.each([
    ['another body', { body: `${body} ` }],
    ['another secret', { secrets: `whsec_${Buffer.from('another').toString('base64')}` }],
    ['no secret', { secrets: 'whsec_!' }],
    ['a secret that is not set', { secrets: '' }],
    ['no secret at all', { secrets: [] }],
    ['a time that is none', { headers: { ...headers, 'webhook-timestamp': 'now' } }],
    ['another id', { headers: { ...headers, 'Webhook-Id': 'evt_2' } }],
    ['a signature of another kind', { headers: { ...headers, 'webhook-signature': 'v1a,AAAA' } }],
    ['an old request', { now: new Date(now.getTime() + 301_000) }],
    ['a request ahead of its time', { now: new Date(now.getTime() - 301_000) }],
    ['no headers', { headers: {} }],
  ])('%s is refused', async (_what, part) => {
    await expect(verifyWebhook({ secrets: secret, headers, body, now, ...part })).rejects.toThrow(
      WebhookVerificationError,
    )
  })
})
