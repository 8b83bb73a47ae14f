import { pino } from 'pino'
import { Gateway } from '../app.js'
import { readConfig } from '../config.js'
import { furnishSandbox } from '../development.fixture.js'
import { person, type TestPerson } from './people.js'
import { testSigningIdentity } from './signing-identities.js'
import { startTestGateway, type TestGateway, type TestVendor } from './test-gateway.js'

/** A gateway with all of its pages, at one origin, as `npm start` shows it. */
export interface TestSite {
  origin: string
  /** With the jobs and the database of the site. */
  behind: TestGateway
  vendor: TestVendor
  administrator: TestPerson & { password: string }
  stop(): Promise<void>
}

/** Starts one, with a furnished sandbox; `npm run build` has made its pages. */
export async function startTestSite(): Promise<TestSite> {
  const behind = await startTestGateway()
  const vendor = await behind.vendor()
  const { organizationId, apiKey, client } = vendor
  const signIn = { email: 'quincy@hospital.example', password: 'a fictional passphrase of the test' }
  const roles = ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER'] as const
  const administrator = await person(behind, { organizationId, roles, ...signIn })
  await furnishSandbox(client, organizationId)
  const front = new Gateway({
    config: readConfig({ EXPLORER: 'true', MAILBOX: 'true', ROLE: 'api', PORT: '0' }),
    databaseUrl: behind.databaseUrl,
    linkSigningKeys: [new Uint8Array(32).fill(7)],
    secretEncryptionKeys: [new Uint8Array(32).fill(9)],
    signing: await testSigningIdentity(),
    clock: behind.clock,
    logger: pino({ level: 'silent' }),
    sandbox: { apiKey, people: [{ role: 'Administrator', ...signIn }] },
  })
  return {
    origin: (await front.start()).replace('127.0.0.1', 'localhost'),
    behind,
    vendor,
    administrator: { ...administrator, ...signIn },
    async stop() {
      await front.stop()
      await behind.stop()
    },
  }
}
