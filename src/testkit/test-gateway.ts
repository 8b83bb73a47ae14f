import pg from 'pg'
import { type Logger, pino } from 'pino'
import { Gateway } from '../app.js'
import { GatewayClient } from '../client/gateway-client.js'
import { readConfig } from '../config.js'
import type { Database } from '../db/database.js'
import { AdjustableClock, type Clock } from '../kernel/clock.js'
import { loadSandboxClinicians } from '../sandbox/sandbox.load.js'
import { createIntegration, type Integration, type NewIntegration } from '../sandbox/sandbox.organization.js'
import { ensureDefaultPrices } from '../sandbox/sandbox.prices.js'
import { openTracing } from '../telemetry/open.tracing.js'
import { openFrontDoor } from './front-door.js'
import { testSigningIdentity } from './signing-identities.js'
import { createTestDatabase } from './test-database.js'

/** Where links of a test gateway point to; `download` goes to the real address instead. */
const PUBLIC_URL = 'http://gateway.test'

/** A vendor with an organization that it may act for. */
export interface TestVendor extends Integration {
  client: GatewayClient
}

/** A whole gateway on a database of its own, reached over HTTP on loopback. */
export interface TestGateway {
  url: string
  databaseUrl: string
  /** Starts another process of it, so to say: a second gateway on the same database, of the same configuration but for `more`. */
  another(itsClock?: Clock, more?: NodeJS.ProcessEnv): Promise<{ url: string; stop(): Promise<void> }>
  database: Database
  gateway: Gateway
  clock: AdjustableClock
  /** Everything that was logged, one object a line. */
  logs: Record<string, unknown>[]
  /** A vendor, an organization, a grant, an account and a key; what is not said is a sandbox. */
  vendor(wanted?: Partial<NewIntegration>): Promise<TestVendor>
  client(apiKey: string): GatewayClient
  /** Follows a link that the gateway gave. */
  download(link: string): Promise<Response>
  /** Counts the SQL statements that `work` makes the gateway send. */
  countStatements(work: () => Promise<unknown>): Promise<number>
  stop(): Promise<void>
}

export interface TestGatewaySettings {
  /** Variables of the configuration, over the test's defaults; some are of the database that it gets. */
  environment?: NodeJS.ProcessEnv | ((databaseUrl: string) => NodeJS.ProcessEnv)
}

/**
 * How many gateways, each with API and worker, stand behind the address of a test gateway and take requests in turn: the
 * same tests are to hold for two (`npm run test:two`).
 */
const PROCESSES = Number(process.env['TEST_PROCESSES'] ?? 1)

let counter = 0

/** Starts a gateway with the fictional clinicians and the default prices. */
export async function startTestGateway({ environment: given = {} }: TestGatewaySettings = {}): Promise<TestGateway> {
  const { url: databaseUrl, drop } = await createTestDatabase({ name: 'gateway', furnish: furnishGateway })
  const environment = typeof given === 'function' ? given(databaseUrl) : given
  const clock = new AdjustableClock()
  const logs: Record<string, unknown>[] = []
  const logger = pino({ level: 'info' }, { write: (line: string) => void logs.push(JSON.parse(line)) })
  const gateway = await makeGateway(databaseUrl, clock, logger, environment)
  const own = await gateway.start()
  const others = Array.from({ length: PROCESSES - 1 }, () => makeGateway(databaseUrl, clock, logger, environment))
  const beside = await Promise.all(others)
  const door = beside.length === 0 ? null : await openFrontDoor([own, ...(await startAll(beside))])
  const url = door?.url ?? own
  const { database } = gateway
  const client = (apiKey: string) => new GatewayClient(`${url}/graphql`, apiKey)
  return {
    url,
    databaseUrl,
    database,
    gateway,
    clock,
    logs,
    client,
    async another(itsClock = clock, more = {}) {
      const second = await makeGateway(databaseUrl, itsClock, logger, { ...environment, ...more })
      return { url: await second.start(), stop: () => second.stop() }
    },
    async vendor(wanted = {}) {
      counter++
      const integration = await database.transaction((tx) =>
        createIntegration(tx, clock, {
          mode: 'TEST',
          organizationName: `Fictional Hospital ${counter}`,
          timeZone: 'America/Chicago',
          administrator: { email: `administrator-${counter}@hospital.example`, fullName: 'Ada Sandbox' },
          vendorName: `Fictional Vendor ${counter}`,
          depositCents: 100_000,
          ...wanted,
        }),
      )
      return { ...integration, client: client(integration.apiKey) }
    },
    download: (link) => fetch(link.replace(PUBLIC_URL, url)),
    countStatements,
    async stop() {
      await door?.stop()
      await Promise.all([gateway, ...beside].map((one) => one.stop()))
      await drop()
    },
  }
}

async function startAll(gateways: readonly Gateway[]): Promise<string[]> {
  return await Promise.all(gateways.map((gateway) => gateway.start()))
}

async function makeGateway(
  databaseUrl: string,
  clock: Clock,
  logger: Logger,
  environment: NodeJS.ProcessEnv,
): Promise<Gateway> {
  // A machine with other work to do does not make a test fail.
  const patience = { MAX_EVENT_LOOP_DELAY_MS: '60000' }
  const config = readConfig({ PORT: '0', PUBLIC_URL, EXPLORER: 'false', ...patience, ...environment })
  return new Gateway({
    config,
    databaseUrl,
    linkSigningKeys: [new Uint8Array(32).fill(7)],
    secretEncryptionKeys: [new Uint8Array(32).fill(9)],
    signing: await testSigningIdentity(),
    clock,
    logger,
    tracing: await openTracing(config.tracing),
    rendererWorker: process.env['TEST_RENDERER_WORKER'],
  })
}

/** What every test gateway begins with, made once a run: the queues of its jobs, clinicians and prices. */
async function furnishGateway(databaseUrl: string): Promise<void> {
  const clock = new AdjustableClock()
  const gateway = await makeGateway(databaseUrl, clock, pino({ level: 'silent' }), { ROLE: 'api' })
  await gateway.start()
  await loadSandboxClinicians(gateway.database, clock.now())
  await ensureDefaultPrices(gateway.database, 'TEST', clock.now())
  await ensureDefaultPrices(gateway.database, 'LIVE', clock.now())
  await gateway.stop()
}

/** Counts what goes out on connections of the services; the job queue has connections of its own. */
async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const send = pg.Client.prototype.query as (...args: unknown[]) => unknown
  let count = 0
  function counting(this: { connectionParameters?: { application_name?: string } }, ...args: unknown[]) {
    if (this.connectionParameters?.application_name === 'profiles-gateway') count++
    return send.apply(this, args)
  }
  pg.Client.prototype.query = counting as typeof pg.Client.prototype.query
  try {
    await work()
    return count
  } finally {
    pg.Client.prototype.query = send as typeof pg.Client.prototype.query
  }
}
