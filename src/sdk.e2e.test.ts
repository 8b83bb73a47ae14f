import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  CreateUpload,
  DeliverProfilePdf,
  GatewayClient,
  NotFoundError,
  OrderHistory,
  PermissionError,
  PlaceOrder,
  ReadEvents,
  SearchClinicians,
  UserErrorsError,
  VerifyDocument,
  Viewer,
} from '../sdk/src/index.js'
import { packageRoot } from './kernel/package-root.js'
import { FULL_PHYSICIAN_NPI } from './sandbox/sandbox.full-physician.js'
import { anotherVendor } from './testkit/order-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from './testkit/test-gateway.js'

const root = packageRoot()
const run = promisify(execFile)
const program = (name: string) => path.join(root, 'node_modules', '.bin', name)
const QUICKLY = { baseDelayMs: 1, maxDelayMs: 2 }
/** What the core may have, compressed, without operations. */
const MOST_BYTES = 10_000

describe('the SDK and the gateway', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  let client: GatewayClient
  let clinicianId: string
  /** Links of the gateway, at its real address. */
  const there: typeof fetch = (url, init) => fetch(String(url).replace('http://gateway.test', gateway.url), init)
  const clientOf = (send: typeof fetch) =>
    new GatewayClient({
      endpoint: `${gateway.url}/graphql`,
      token: () => vendor.apiKey,
      retries: QUICKLY,
      fetch: send,
    })
  beforeAll(async () => {
    gateway = await startTestGateway()
    vendor = await gateway.vendor()
    client = clientOf(there)
    const { searchClinicians } = await client.run(SearchClinicians, { by: { npi: FULL_PHYSICIAN_NPI } })
    clinicianId = searchClinicians.matches[0]?.clinician.id ?? ''
  })
  afterAll(() => gateway.stop())

  const orderOf = (product: 'INITIAL_APPOINTMENT' | 'REAPPOINTMENT') => {
    const { organizationId } = vendor
    return { input: { organizationId, items: [{ clinicianId, product, allowDuplicate: true }] } }
  }
  const numbersOf = async (first: number): Promise<string[]> => {
    const numbers: string[] = []
    const variables = { organizationId: vendor.organizationId, first }
    const orders = client.paginate(OrderHistory, variables, (data) => data.organization?.orders)
    for await (const { number } of orders) numbers.push(number)
    return numbers
  }

  test('an order whose answer is lost is charged once, and its PDF comes whole', async () => {
    let lost = 2
    const forgetful = clientOf(async (...request) => {
      const response = await there(...request)
      if (lost-- > 0) throw new TypeError('the connection was cut')
      return response
    })
    const { placeOrder } = await forgetful.run(PlaceOrder, orderOf('INITIAL_APPOINTMENT'))
    expect([placeOrder.replayed, placeOrder.order?.total.cents]).toEqual([true, 4100])
    expect(await numbersOf(1)).toEqual([placeOrder.order?.number])
    const { organizations } = await client.run(Viewer, {})
    expect(organizations.nodes[0]?.account?.balance.cents).toBe(100_000 - 4100)
    const orderItemId = placeOrder.order?.items[0]?.id ?? ''
    const { deliverProfilePdf } = await client.run(DeliverProfilePdf, { orderItemId })
    const { stream, contentType, bytes, fileName, sha256 } = await client.downloadPdf(deliverProfilePdf)
    const pdf = new Uint8Array(await new Response(stream).arrayBuffer())
    expect([contentType, bytes, pdf.slice(0, 5)]).toEqual([
      'application/pdf',
      pdf.length,
      new TextEncoder().encode('%PDF-'),
    ])
    const documentNumber = path.parse(fileName ?? '').name
    const { verifyDocument } = await new GatewayClient({ endpoint: `${gateway.url}/graphql` }).run(VerifyDocument, {
      documentNumber,
      sha256,
    })
    expect(verifyDocument).toMatchObject({ documentNumber, genuine: true, matches: 'FILE' })
    await expect(client.download(`${deliverProfilePdf.url}x`)).rejects.toThrow(NotFoundError)
  })

  test('every page of a list and of the feed, and no row twice', async () => {
    for (let count = 0; count < 4; count++) await client.run(PlaceOrder, orderOf('REAPPOINTMENT'))
    const numbers = await numbersOf(2)
    expect([numbers.length, new Set(numbers).size]).toEqual([5, 5])
    const told: unknown[] = []
    const events = client.paginate(ReadEvents, { first: 2, types: ['order.completed'] }, (data) => data.events)
    for await (const { data } of events) told.push(data['orderNumber'])
    expect(told).toEqual([...numbers].reverse())
  })

  test('a file goes up; what the gateway refuses is told by its class', async () => {
    const file = 'npi\n2990000012\n'
    const announced = { purpose: 'CLINICIAN_ROSTER', fileName: 'roster.csv', contentType: 'text/csv' } as const
    const input = { ...announced, organizationId: vendor.organizationId, bytes: file.length }
    const { createUpload } = await client.run(CreateUpload, { input })
    if (createUpload.upload == null) throw new Error('no upload')
    await client.upload(createUpload.upload, new Blob([file]).stream())
    const misspelled = { ...input, bytes: 0 }
    await expect(client.run(CreateUpload, { input: misspelled })).rejects.toThrow(UserErrorsError)
    const { apiKey } = await anotherVendor(gateway, vendor, { grant: ['account:read'] })
    const limited = new GatewayClient({ endpoint: `${gateway.url}/graphql`, token: apiKey })
    await expect(limited.run(PlaceOrder, orderOf('REAPPOINTMENT'))).rejects.toThrow(PermissionError)
  })

  describe('as a package in an empty project', () => {
    let folder: string
    beforeAll(async () => {
      const sdk = path.join(root, 'sdk')
      await run('npm', ['run', '--silent', 'sdk'], { cwd: root })
      folder = await mkdtemp(path.join(tmpdir(), 'profiles-gateway-test-'))
      const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: sdk })
      await writeFile(path.join(folder, 'package.json'), '{ "name": "empty", "private": true }')
      const install = ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', `./${stdout.trim()}`]
      await run('npm', install, { cwd: folder })
    }, 90_000)

    const installed = async (file: string) =>
      await readFile(path.join(folder, 'node_modules', '@profiles-gateway', 'sdk', file), 'utf8')
    const compile = async (options: readonly string[], files: readonly string[]) => {
      const strictly = ['--noEmit', '--strict', '--target', 'es2022', ...options]
      await run(program('tsc'), [...strictly, ...files], { cwd: folder }).catch((failure: { stdout: string }) => {
        throw new Error(failure.stdout)
      })
    }

    test('it has the version of the gateway and needs nothing', async () => {
      const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'))
      expect(JSON.parse(await installed('package.json'))).toMatchObject({ version, license: 'Apache-2.0' })
      expect(JSON.parse(await readFile(path.join(folder, 'package-lock.json'), 'utf8')).packages).toEqual({
        '': expect.anything(),
        'node_modules/@profiles-gateway/sdk': expect.not.objectContaining({ dependencies: expect.anything() }),
      })
    })

    test.each([
      ['import', 'program.mjs', "import { GatewayClient, SearchClinicians } from '@profiles-gateway/sdk'"],
      ['require', 'program.cjs', "const { GatewayClient, SearchClinicians } = require('@profiles-gateway/sdk')"],
    ])('it works by %s', async (_way, name, head) => {
      const [endpoint, token] = [`${gateway.url}/graphql`, vendor.apiKey]
      const search = `new GatewayClient(${JSON.stringify({ endpoint, token })}).run(SearchClinicians, { by: { npi: '${FULL_PHYSICIAN_NPI}' } })`
      const tail = `${search}.then(({ searchClinicians: { matches } }) => console.log(matches[0].clinician.id))`
      await writeFile(path.join(folder, name), `${head}\n${tail}\n`)
      const { stdout } = await run(process.execPath, [name], { cwd: folder })
      expect(stdout.trim()).toBe(clinicianId)
    })

    test('its types hold in modules of either kind, and so do the samples of the documentation', async () => {
      const samples = ['docs/sdk.md', 'sdk/README.md'].flatMap((file) =>
        [...readFileSync(path.join(root, file), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(
          ([, code = '']) => code,
        ),
      )
      expect(samples).toHaveLength(5)
      const files = samples.map((_code, index) => `sample-${index}.mts`)
      for (const [index, code] of samples.entries()) await writeFile(path.join(folder, `sample-${index}.mts`), code)
      for (const kind of ['mts', 'cts']) await writeFile(path.join(folder, `misuse.${kind}`), MISUSE)
      const environment = 'environment.d.ts'
      const process = 'declare const process: { env: Record<string, string | undefined> }\n'
      await writeFile(path.join(folder, environment), process)
      const programs = ['misuse.mts', 'misuse.cts', ...files]
      const ofNode = ['--types', 'node', '--typeRoots', path.join(root, 'node_modules', '@types')]
      await compile(['--module', 'node16', '--lib', 'es2022', ...ofNode], programs)
      const ofBrowsers = ['--lib', 'es2022,dom', '--types', '']
      await compile(['--module', 'esnext', '--moduleResolution', 'bundler', ...ofBrowsers], [environment, ...programs])
    }, 60_000)

    test('a browser gets the core, a few kilobytes, and the operations that are used', async () => {
      const bundled = async (names: string): Promise<string> => {
        await writeFile(path.join(folder, 'page.mjs'), `export { ${names} } from '@profiles-gateway/sdk'\n`)
        // It fails at the first import of what a browser has not.
        const options = ['--bundle', '--platform=browser', '--format=esm', '--minify', 'page.mjs']
        return (await run(program('esbuild'), options, { cwd: folder })).stdout
      }
      const core = await bundled('GatewayClient, verifyWebhook')
      expect(core).not.toContain('organizationId')
      expect(gzipSync(core).byteLength).toBeLessThan(MOST_BYTES)
      const withOne = await bundled('GatewayClient, Viewer')
      expect([withOne.includes('query Viewer'), withOne.includes('PlaceOrder')]).toEqual([true, false])
    })
  })
})

/** What the compiler must not take, and what it knows. */
const MISUSE = `import { GatewayClient, OrderHistory, PlaceOrder, SearchClinicians, Viewer, type WebhookEvent } from '@profiles-gateway/sdk'
declare const client: GatewayClient
declare const event: WebhookEvent
export async function misuse(): Promise<void> {
  // @ts-expect-error: an order needs items
  await client.run(PlaceOrder, { input: { organizationId: 'org_1' } })
  // @ts-expect-error: no such product
  await client.run(PlaceOrder, { input: { organizationId: 'org_1', items: [{ clinicianId: 'cln_1', product: 'CAKE' }] } })
  // @ts-expect-error: a search has a criterion
  await client.run(SearchClinicians, {})
  // @ts-expect-error: it has no pages
  client.paginate(Viewer, {}, (data) => data.organizations)
  for await (const order of client.paginate(OrderHistory, { organizationId: 'org_1' }, (data) => data.organization?.orders)) {
    const cents: number = order.total.cents
    // @ts-expect-error: not asked for by the operation
    order.nothing
    console.log(cents)
  }
  // @ts-expect-error: one type of event has it
  event.data.orderNumber
  if (event.type === 'order.completed') console.log(event.data.orderNumber)
}
`
