import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { Webhook } from 'standardwebhooks'
import { sha256Hex } from './kernel/digest.js'
import { packageRoot } from './kernel/package-root.js'
import { startBrowser } from './testkit/browser.js'

const SECRET = `whsec_${Buffer.from('a fictional secret of a test').toString('base64')}`
const CONTENT = 'a fictional PDF'
const BODY = JSON.stringify({ type: 'webhook.test', timestamp: '2026-11-20T12:00:00Z', data: { endpointId: 'whe_1' } })

/** What a page does with the SDK. */
const PAGE = `import { GatewayClient, PlaceOrder, verifyWebhook } from './sdk/src/index.js'
export async function run({ secret, headers, body }) {
  const gateway = new GatewayClient({ endpoint: '/graphql', token: 'key', retries: { baseDelayMs: 1 } })
  const { placeOrder } = await gateway.run(PlaceOrder, { input: { organizationId: 'org_1', items: [] } })
  const { stream } = await gateway.downloadPdf({ url: '/pdf' })
  const pdf = await new Response(stream).text()
  const broken = (await gateway.download('/broken')).stream.getReader()
  await broken.read()
  const whole = await broken.read().catch(({ code }) => code)
  const event = await verifyWebhook({ secrets: secret, headers, body })
  return { number: placeOrder.order.number, pdf, whole, endpointId: event.data.endpointId }
}`

let server: Server
let browser: Browser
const keys: string[] = []

beforeAll(async () => {
  const stdin = { contents: PAGE, resolveDir: packageRoot(), sourcefile: path.join(packageRoot(), 'page.js') }
  const bundle = await build({ stdin, bundle: true, platform: 'browser', format: 'esm', write: false })
  const script = bundle.outputFiles[0]?.text ?? ''
  const etag = `"${sha256Hex(CONTENT)}"`
  server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += String(part)
    switch (request.url) {
      case '/graphql':
        keys.push(JSON.parse(body).variables.input.idempotencyKey)
        if (keys.length === 1) return void request.socket.destroy()
        if (keys.length === 2) return void response.writeHead(503, { 'retry-after': '0' }).end()
        return void response.end(
          JSON.stringify({ data: { placeOrder: { order: { number: 'PO-1' }, userErrors: [] } } }),
        )
      case '/pdf':
        return void response.writeHead(200, { 'content-type': 'application/pdf', etag }).end(CONTENT)
      case '/broken':
        return void response.writeHead(200, { etag }).end('another file')
      case '/page.js':
        return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
      default:
        return void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>A page</title>')
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  browser = await startBrowser()
})
afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})

test('the SDK works in a browser: an order, a PDF, a webhook', async () => {
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const at = new Date()
  const signature = new Webhook(SECRET).sign('evt_1', at, BODY)
  const seconds = String(Math.floor(at.getTime() / 1000))
  const headers = { 'webhook-id': 'evt_1', 'webhook-timestamp': seconds, 'webhook-signature': signature }
  const given = JSON.stringify({ secret: SECRET, headers, body: BODY })
  const outcome = await page.evaluate(`import('/page.js').then(({ run }) => run(${given}))`)
  expect(outcome).toEqual({ number: 'PO-1', pdf: CONTENT, whole: 'FILE_NOT_WHOLE', endpointId: 'whe_1' })
  expect([keys.length, new Set(keys).size]).toEqual([3, 1])
})
