import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { GatewayClient } from './client/gateway-client.js'
import { OrderHistoryDocument, SignInDocument, ViewerDocument } from './client/operations.generated.js'
import { developmentStateFile } from './development.js'
import { ask } from './testkit/ask.js'
import { CompiledProgram, freePort, STEP_DEADLINE_MS, STORY_TIMEOUT_MS } from './testkit/compiled-program.js'
import { eventually } from './testkit/eventually.js'
import { placeOrder } from './testkit/prepared-database.js'
import { signingMaterial } from './testkit/signing-identities.js'
import { createTestDatabase, type TestDatabase } from './testkit/test-database.js'

interface Vendors {
  viewer: { vendors: { nodes: { id: string }[] } }
}
const MAKE = `mutation ($key: CreateApiKeyInput!, $organization: CreateSandboxOrganizationInput!) {
  createApiKey(input: $key) { secret }
  createSandboxOrganization(input: $organization) { organization { id } }
}`

jest.setTimeout(STORY_TIMEOUT_MS)

describe('the start of the program', () => {
  let program: CompiledProgram
  let database: TestDatabase
  beforeAll(async () => {
    program = await CompiledProgram.build()
    database = await createTestDatabase()
  })
  afterAll(async () => {
    await program.remove()
    await rm(developmentStateFile(database.url), { force: true })
    await database.drop()
  })

  /** Who administers the sandbox makes another key of its vendor, and an organization in which that key orders. */
  async function makesTheirOwn(session: GatewayClient, url: string): Promise<void> {
    interface Made {
      createApiKey: { secret: string }
      createSandboxOrganization: { organization: { id: string } }
    }
    const { data: own } = await ask<Vendors>(session, '{ viewer { vendors { nodes { id } } } }')
    const vendorId = own?.viewer.vendors.nodes[0]?.id ?? ''
    const { data, errors } = await ask<Made>(session, MAKE, {
      key: {
        vendorId,
        mode: 'TEST',
        name: 'of a first try',
        scopes: ['clinicians:read', 'orders:write', 'profiles:read'],
      },
      organization: { vendorId, name: 'Trial Hospital', timeZone: 'America/Denver', idempotencyKey: 'trial-1' },
    })
    expect(errors).toEqual([])
    const apiKey = data?.createApiKey.secret ?? ''
    const organizationId = data?.createSandboxOrganization.organization.id ?? ''
    const order = await placeOrder(url, { apiKey, organizationId }, 'the first of its own')
    expect(order.number).toMatch(/^PO-/)
  }

  test('says where the explorer is; the query, the key and the people that it names work', async () => {
    const gateway = await program.start({ DATABASE_URL: database.url, HOST: '127.0.0.1' })
    const told = await eventually(
      () => gateway.stdout,
      (text) => text.includes('Stop with Ctrl-C'),
      STEP_DEADLINE_MS,
    )
    const explorer = /Explorer +(\S+)/.exec(told)?.[1] ?? ''
    const page = await fetch(explorer)
    expect(page.headers.get('content-type')).toMatch('text/html')
    const address = /curl -s (\S+)/.exec(told)?.[1] ?? ''
    const headers = [...told.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name = '', value = '']) => [name, value])
    const body = /-d '([^']+)'/.exec(told)?.[1] ?? ''
    const answer = await fetch(address, { method: 'POST', headers: Object.fromEntries(headers), body })
    expect(await answer.json()).toMatchObject({
      data: { viewer: expect.objectContaining({ mode: 'TEST' }), organizations: { nodes: [expect.anything()] } },
    })
    let administrator: GatewayClient | null = null
    for (const kind of ['Administrator', 'Staff']) {
      const [, email = '', password = ''] = new RegExp(`${kind} +(\\S+) +(\\S+)`).exec(told) ?? []
      const { signIn } = await new GatewayClient(address, null).run(SignInDocument, { input: { email, password } })
      const session = new GatewayClient(address, signIn.tokens?.accessToken ?? '', {
        mode: 'TEST',
        reason: 'first look',
      })
      const { viewer, organizations } = await session.run(ViewerDocument, {})
      expect([viewer.kind, organizations.nodes.length]).toEqual([kind === 'Staff' ? 'STAFF' : 'USER', 1])
      if (kind === 'Administrator') administrator = session
    }
    if (administrator !== null) await makesTheirOwn(administrator, gateway.url)
    expect(administrator).not.toBeNull()
    expect(await gateway.end('SIGTERM')).toBe(0)
  })

  test('after kill -9 it starts again, with the same key, and the orders are still there', async () => {
    const first = await program.start({ DATABASE_URL: database.url })
    const told = await eventually(
      () => first.stdout,
      (text) => text.includes('Stop with Ctrl-C'),
      STEP_DEADLINE_MS,
    )
    const apiKey = /Test key +(\S+)/.exec(told)?.[1] ?? ''
    const { organizations } = await new GatewayClient(`${first.url}/graphql`, apiKey).run(ViewerDocument, {})
    const organizationId = organizations.nodes[0]?.id ?? ''
    const order = await placeOrder(first.url, { apiKey, organizationId }, 'before the kill')
    await first.end('SIGKILL')

    const second = await program.start({ DATABASE_URL: database.url })
    const { organization } = await new GatewayClient(`${second.url}/graphql`, apiKey).run(OrderHistoryDocument, {
      organizationId,
    })
    // The other one is what the examples of the explorer read.
    expect(organization?.orders?.nodes.map(({ number }) => number)).toEqual([order.number, expect.any(String)])
    expect(await placeOrder(second.url, { apiKey, organizationId }, 'before the kill')).toEqual(order)
    await eventually(
      () => second.stdout,
      (text) => text.includes(apiKey),
      STEP_DEADLINE_MS,
    )
    expect(await second.end('SIGTERM')).toBe(0)
  })

  test('goes on when whoever read its output is gone, and still stops', async () => {
    const gateway = program.run({ DATABASE_URL: database.url, PORT: String(await freePort()) })
    gateway.breakOutput()
    await gateway.becameReady()
    // Each request writes a line of log.
    for (let index = 0; index < 3; index++) expect(await gateway.readiness()).toBe(200)
    expect(await gateway.end('SIGTERM')).toBe(0)
  })

  test('a port that is taken ends it with one clear line', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    // One of its own: the other's signing key was made with the key of development.
    const empty = await createTestDatabase()
    try {
      const gateway = program.run({ ...program.production, DATABASE_URL: empty.url, PORT: String(port) })
      expect(await gateway.exited).toBe(1)
      expect(gateway.stderr).toBe(`port ${port} is taken: stop what listens there, or choose another with PORT=…\n`)
    } finally {
      other.close()
      await empty.drop()
    }
  })

  test('a configuration that is wrong ends it, and names every bad variable at once', async () => {
    const bad = {
      ROLE: 'boss',
      PORT: 'abc',
      PUBLIC_URL: 'nowhere',
      DATABASE_URL: 'mysql://127.0.0.1/x',
      SMTP_URL: 'http://127.0.0.1',
      LINK_SIGNING_KEY: 'short',
      PUBLISHER_EMAIL: 'nobody',
      EXPLORER: 'maybe',
    }
    const gateway = program.run({ NODE_ENV: 'production', ...bad })
    expect(await gateway.exited).toBe(1)
    const missing = [
      'TRUST_PROXY',
      'SIGNING_CERTIFICATE_FILE',
      'PUBLISHER_NAME',
      'PUBLISHER_ADDRESS',
      'PUBLISHER_PHONE',
    ]
    for (const name of [...Object.keys(bad), ...missing]) {
      expect(gateway.stderr).toMatch(new RegExp(`^  ${name}: \\S`, 'm'))
    }
    expect(gateway.stderr).not.toMatch(/^ +at /m)
  })

  test('a certificate that cannot sign ends it, and every reason is told, but no word of the key', async () => {
    const empty = await createTestDatabase()
    const { certificatePem } = await signingMaterial({ until: new Date(Date.now() - 1_000) })
    const file = path.join(path.dirname(program.production['SIGNING_KEY_FILE'] ?? ''), 'expired.crt')
    await writeFile(file, certificatePem)
    const start = (environment: Record<string, string>) =>
      program.run({ ...program.production, DATABASE_URL: empty.url, PORT: '0', ...environment })
    try {
      const [unfit, absent] = [start({ SIGNING_CERTIFICATE_FILE: file }), start({ SIGNING_KEY_FILE: `${file}.key` })]
      expect(await unfit.exited).toBe(1)
      expect(unfit.stderr).toMatch(
        /^documents cannot be signed:\n {2}SIGNING_KEY_FILE: \S.+\n {2}SIGNING_CERTIFICATE_FILE: \S.+\n$/,
      )
      expect(await absent.exited).toBe(1)
      expect(absent.stderr).toMatch(/^ +SIGNING_KEY_FILE: expected a file that can be read; .+ENOENT\n$/m)
      expect(unfit.stderr + absent.stderr).not.toMatch(/PRIVATE KEY|^ +at /m)
    } finally {
      await empty.drop()
    }
  })

  test('a database that does not come ends it', async () => {
    const nowhere = `postgresql://nobody:secret@127.0.0.1:${await freePort()}/nothing`
    const gateway = program.run({
      ...program.production,
      ...{ DATABASE_URL: nowhere, DATABASE_START_WAIT_SECONDS: '1', PORT: String(await freePort()) },
    })
    expect(await gateway.exited).toBe(1)
    expect(gateway.stdout).toContain('the start is tried again')
    expect(gateway.stderr).toContain('ECONNREFUSED')
    expect(gateway.stderr).not.toContain('secret')
  })
})
