import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Webhook } from 'standardwebhooks'
import {
  AuthenticationError,
  type ClientOptions,
  ConnectionError,
  DeliverProfilePdf,
  GatewayClient,
  InvalidRequestError,
  NotFoundError,
  OrderHistory,
  PlaceOrder,
  RateLimitedError,
  SearchClinicians,
  ServerError,
  SignIn,
  TimeoutError,
  UserErrorsError,
  Viewer,
  verifyWebhook,
  WebhookVerificationError,
} from '../sdk/src/index.js'
import { packageRoot } from './kernel/package-root.js'
import { FULL_PHYSICIAN_NPI } from './sandbox/sandbox.full-physician.js'
import { startTestGateway, type TestGateway, type TestVendor } from './testkit/test-gateway.js'

const run = promisify(execFile)
const QUICKLY = { baseDelayMs: 1, maxDelayMs: 2 }

/** What a gateway in trouble does with one request. */
type Trouble = (request: IncomingMessage, response: ServerResponse, body: string) => void

describe('the SDK and a gateway in trouble', () => {
  let server: Server
  let troubles: Trouble[] = []
  let bodies: string[] = []
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (part: Buffer) => {
        body += part.toString()
      })
      request.on('end', () => {
        bodies.push(body)
        const trouble = troubles.length > 1 ? troubles.shift() : troubles[0]
        trouble?.(request, response, body)
      })
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
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
  const cut: Trouble = (request) => void request.socket.destroy()
  const silent: Trouble = () => undefined
  const fine = json(200, { data: { viewer: null, placeOrder: { userErrors: [] } } })
  const given = (...wanted: Trouble[]): GatewayClient => client({}, ...wanted)
  const client = (options: Partial<ClientOptions>, ...wanted: Trouble[]): GatewayClient => {
    troubles = wanted
    bodies = []
    const { port } = server.address() as AddressInfo
    return new GatewayClient({
      endpoint: `http://127.0.0.1:${port}/graphql`,
      token: 'key',
      retries: QUICKLY,
      ...options,
    })
  }
  const order = { input: { organizationId: 'org_1', paymentMethod: 'ACCOUNT_BALANCE' as const, items: [] } }

  test('a query is asked again until an answer comes', async () => {
    const told: number[] = []
    const gateway = client(
      { onRetry: (_error, retry) => told.push(retry) },
      cut,
      json(503, {}),
      json(500, error('INTERNAL')),
      fine,
    )
    await gateway.run(Viewer, {})
    expect([bodies.length, told]).toEqual([4, [1, 2, 3]])
  })

  test('an order is repeated with one and the same key, of its own or of the caller', async () => {
    await given(cut, cut, fine).run(PlaceOrder, order)
    const keys = bodies.map((body) => JSON.parse(body).variables.input.idempotencyKey)
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
    await given(cut, fine).run(PlaceOrder, { input: { ...order.input, idempotencyKey: 'mine' } })
    expect(bodies.map((body) => JSON.parse(body).variables.input.idempotencyKey)).toEqual(['mine', 'mine'])
  })

  test('what is not safe to repeat is not, unless it was refused for its rate', async () => {
    const input = { email: 'nobody@hospital.example', password: 'fictional' }
    await expect(given(cut, fine).run(SignIn, { input })).rejects.toThrow(ConnectionError)
    expect(bodies).toHaveLength(1)
    await given(json(200, error('RATE_LIMITED', { retryAfter: 0 })), fine).run(SignIn, { input })
    expect(bodies).toHaveLength(2)
  })

  test('it gives up after its retries, with the error of the last try', async () => {
    await expect(given(json(503, {})).run(Viewer, {})).rejects.toThrow(ServerError)
    expect(bodies).toHaveLength(5)
    const limited = client(
      { retries: { ...QUICKLY, maxRetries: 0 } },
      json(429, error('RATE_LIMITED'), { 'retry-after': '7' }),
    )
    await expect(limited.run(Viewer, {})).rejects.toMatchObject({
      retryAfterSeconds: 7,
    } satisfies Partial<RateLimitedError>)
  })

  test('mistakes are told once, by their class, with what helps to find them', async () => {
    const answer = json(401, error('UNAUTHENTICATED', { requestId: 'req_1' }))
    await expect(given(answer).run(Viewer, {})).rejects.toMatchObject({ status: 401, requestId: 'req_1' })
    await expect(given(answer).run(Viewer, {})).rejects.toThrow(AuthenticationError)
    await expect(given(json(400, error('GRAPHQL_PARSE_FAILED'))).run(Viewer, {})).rejects.toThrow(InvalidRequestError)
    await expect(given((_, response) => void response.end('<html>')).run(Viewer, {})).rejects.toThrow('HTTP 200')
    expect(bodies).toHaveLength(1)
    const wrong = json(200, {
      data: { placeOrder: { userErrors: [{ code: 'NO_PRICE', field: [], message: 'none' }] } },
    })
    await expect(given(wrong).run(PlaceOrder, order)).rejects.toMatchObject({ code: 'NO_PRICE' })
    await expect(given(wrong).run(PlaceOrder, order)).rejects.toThrow(UserErrorsError)
    const left = await given(wrong).run(PlaceOrder, order, { userErrors: 'return' })
    expect(left.placeOrder.userErrors).toHaveLength(1)
  })

  test('it waits no longer than it is told, and stops when it is told', async () => {
    const impatient = client({ timeoutMs: 30, retries: { ...QUICKLY, maxRetries: 1 } }, silent)
    await expect(impatient.run(Viewer, {})).rejects.toThrow(TimeoutError)
    expect(bodies).toHaveLength(2)
    const stopped = new AbortController()
    const waiting = given((_request, _response) => stopped.abort(new Error('enough'))).run(
      Viewer,
      {},
      { signal: stopped.signal },
    )
    await expect(waiting).rejects.toThrow('enough')
  })
})

describe('the SDK and the gateway', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  let client: GatewayClient
  beforeAll(async () => {
    gateway = await startTestGateway()
    vendor = await gateway.vendor()
    client = new GatewayClient({ endpoint: `${gateway.url}/graphql`, token: () => vendor.apiKey, retries: QUICKLY })
  })
  afterAll(() => gateway.stop())

  test('from the search to the PDF; an answer that is lost costs nothing twice', async () => {
    const { searchClinicians } = await client.run(SearchClinicians, { by: { npi: FULL_PHYSICIAN_NPI } })
    const clinicianId = searchClinicians.matches[0]?.clinician.id ?? ''
    let lost = 2
    const forgetful = new GatewayClient({
      endpoint: `${gateway.url}/graphql`,
      token: vendor.apiKey,
      retries: QUICKLY,
      fetch: async (...request) => {
        const response = await fetch(...request)
        if (lost-- > 0) throw new TypeError('the connection was cut')
        return response
      },
    })
    const items = [
      { clinicianId, product: 'INITIAL_APPOINTMENT' as const, vendorReference: null, allowDuplicate: false },
    ]
    const input = { organizationId: vendor.organizationId, paymentMethod: 'ACCOUNT_BALANCE' as const, items }
    const { placeOrder } = await forgetful.run(PlaceOrder, { input })
    expect([placeOrder.replayed, placeOrder.order?.total.cents]).toEqual([true, 4100])
    const orders: string[] = []
    for await (const { number } of client.paginate(
      OrderHistory,
      { organizationId: vendor.organizationId, first: 1 },
      (data) => data.organization?.orders,
    )) {
      orders.push(number)
    }
    expect(orders).toEqual([placeOrder.order?.number])
    const orderItemId = placeOrder.order?.items[0]?.id ?? ''
    const { deliverProfilePdf } = await client.run(DeliverProfilePdf, { orderItemId, method: 'LINK' })
    const url = new URL(new URL(deliverProfilePdf.url ?? '').pathname, gateway.url).toString()
    const { stream, contentType, bytes } = await client.download(url)
    let size = 0
    for await (const part of stream) size += part.byteLength
    expect([contentType, size]).toEqual(['application/pdf', bytes])
    await expect(client.download(`${url}x`)).rejects.toThrow(NotFoundError)
  })

  test('every page, and no row twice', async () => {
    const { searchClinicians } = await client.run(SearchClinicians, { by: { npi: FULL_PHYSICIAN_NPI } })
    const clinicianId = searchClinicians.matches[0]?.clinician.id ?? ''
    for (let index = 0; index < 4; index++) {
      const items = [{ clinicianId, product: 'REAPPOINTMENT' as const, vendorReference: null, allowDuplicate: true }]
      await client.run(PlaceOrder, {
        input: { organizationId: vendor.organizationId, paymentMethod: 'ACCOUNT_BALANCE', items },
      })
    }
    const ids: string[] = []
    for await (const { number } of client.paginate(
      OrderHistory,
      { organizationId: vendor.organizationId, first: 2 },
      (data) => data.organization?.orders,
    ))
      ids.push(number)
    expect([ids.length, new Set(ids).size]).toEqual([5, 5])
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
    expect(await verifyWebhook({ secrets: [other, secret], headers, body, now })).toMatchObject(event)
    const asBytes = { secrets: secret, headers: new Headers(headers), body: new TextEncoder().encode(body), now }
    expect(await verifyWebhook(asBytes)).toMatchObject(event)
  })

  test.each([
    ['another body', { body: `${body} ` }],
    ['another secret', { secrets: `whsec_${Buffer.from('another').toString('base64')}` }],
    ['no secret', { secrets: 'whsec_!' }],
    ['an old request', { now: new Date(now.getTime() + 301_000) }],
    ['no headers', { headers: {} }],
  ])('%s is refused', async (_what, part) => {
    await expect(verifyWebhook({ secrets: secret, headers, body, now, ...part })).rejects.toThrow(
      WebhookVerificationError,
    )
  })
})

test('the package installs into an empty project and works by import and by require, with its types', async () => {
  const root = packageRoot()
  await run('npm', ['run', '--silent', 'sdk'], { cwd: root })
  const folder = await mkdtemp(path.join(tmpdir(), 'profiles-gateway-test-'))
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: path.join(root, 'sdk'),
  })
  await writeFile(path.join(folder, 'package.json'), '{ "name": "empty", "private": true }')
  const install = ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', `./${stdout.trim()}`]
  await run('npm', install, { cwd: folder })
  const use = "if (typeof GatewayClient !== 'function' || PlaceOrder.idempotent !== true) throw new Error('not whole')"
  await writeFile(
    path.join(folder, 'by-import.mjs'),
    `import { GatewayClient, PlaceOrder } from '@profiles-gateway/sdk'\n${use}`,
  )
  await writeFile(
    path.join(folder, 'by-require.cjs'),
    `const { GatewayClient, PlaceOrder } = require('@profiles-gateway/sdk')\n${use}`,
  )
  for (const name of ['by-import.mjs', 'by-require.cjs']) await run(process.execPath, [name], { cwd: folder })
  // The samples of the documentation are programs that the compiler takes, as modules of either kind.
  const samples = [...readFileSync(path.join(root, 'docs', 'sdk.md'), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```/gm)]
  expect(samples.length).toBeGreaterThan(2)
  await mkdir(path.join(folder, 'types'))
  await writeFile(
    path.join(folder, 'types', 'process.d.ts'),
    'declare const process: { env: Record<string, string | undefined> }\n',
  )
  for (const [index, [, code = '']] of samples.entries())
    await writeFile(path.join(folder, `sample-${index}.mts`), code)
  await writeFile(
    path.join(folder, 'sample.cts'),
    "import { GatewayClient } from '@profiles-gateway/sdk'\nexport const made: GatewayClient | null = null\n",
  )
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--lib',
    'es2022,dom',
    '--types',
    '',
  ]
  const files = [...samples.keys()].map((index) => `sample-${index}.mts`)
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  await run(process.execPath, [tsc, ...options, 'types/process.d.ts', 'sample.cts', ...files], { cwd: folder }).catch(
    (failure: { stdout: string }) => {
      throw new Error(failure.stdout)
    },
  )
}, 90_000)
