import { X509Certificate } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { Webhook } from 'standardwebhooks'
import { type LockedPackage, supplyProblems } from '../scripts/lib/supply.rules.js'
import { Gateway } from './app.js'
import { GatewayClient } from './client/gateway-client.js'
import { ConfigError, readConfig } from './config.js'
import { SECRET_VARIABLES } from './config.secrets.js'
import type { KeyRing } from './kernel/key-ring.js'
import { SigningKeyClosed } from './people/signing-key.pair.js'
import { SigningKeys } from './people/signing-keys.js'
import { openSigningIdentity, type SigningIdentity } from './profiles/signing/signing.identity.js'
import { FULL_PHYSICIAN_NPI } from './sandbox/sandbox.full-physician.js'
import { resealSecrets } from './secrets.reseal.js'
import { ask } from './testkit/ask.js'
import { rowsOf } from './testkit/census.js'
import { FIRST_PDF_MS, issuedPdf } from './testkit/issued-pdfs.js'
import { clinicianWith, initialAppointment, orderOf, place } from './testkit/order-acts.js'
import { person, sessionClient } from './testkit/people.js'
import { signingMaterial, testSigningIdentity } from './testkit/signing-identities.js'
import { startTestGateway, type TestGateway, type TestVendor } from './testkit/test-gateway.js'
import { endpointAt } from './testkit/webhook-acts.js'
import { signedHeaders } from './webhooks/webhook.secret.js'

const keyOf = (byte: number) => new Uint8Array(32).fill(byte)

describe('the threat model', () => {
  const page = readFileSync('docs/security.md', 'utf8')

  test('goes through the whole list of OWASP, and each answer is shown by a test that there is', () => {
    const rows = [...page.matchAll(/^\| API(\d+):2023 .+$/gm)]
    expect(new Set(rows.map(([, number]) => number))).toEqual(new Set(Array.from({ length: 10 }, (_, n) => `${n + 1}`)))
    for (const [row] of rows) {
      const tests = [...row.matchAll(/`((?:src|bench|scripts)\/[^`]+)`/g)].map(([, name = '']) => name)
      expect([row.slice(0, 20), tests.length > 0]).toEqual([row.slice(0, 20), true])
      expect(tests.filter((name) => !existsSync(name))).toEqual([])
    }
  })
})

describe('what is delivered', () => {
  const npmrc = 'save-exact=true\nignore-scripts=true\n'
  const good = { version: '1.0.0', license: 'MIT', integrity: 'sha512-x' }
  const problemsOf = (one: LockedPackage) => supplyProblems({ '': {}, 'node_modules/a/node_modules/b': one }, npmrc)

  test('is licensed, locked, and runs nothing when it is installed', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, LockedPackage>
    }
    expect(supplyProblems(packages, readFileSync('.npmrc', 'utf8'))).toEqual([])
    expect(problemsOf(good)).toEqual([])
    expect(problemsOf({ ...good, license: '(MIT OR GPL-3.0)' })).toEqual([])
    expect(problemsOf({ ...good, dev: true, license: 'GPL-3.0', hasInstallScript: true })).toEqual([])
  })

  test.each([
    [{ ...good, license: 'GPL-3.0' }, /license GPL-3.0 is not/],
    [{ ...good, license: '(MIT AND GPL-3.0)' }, /license/],
    [{ version: '1.0.0', integrity: 'sha512-x' }, /license none/],
    [{ ...good, integrity: 'sha1-x' }, /SHA-512/],
    [{ ...good, hasInstallScript: true }, /install script/],
  ])('is not %j', (locked, problem) => {
    expect(problemsOf(locked)).toEqual([expect.stringMatching(problem)])
    expect(problemsOf(locked)[0]).toMatch(/^node_modules\/a\/node_modules\/b: /)
  })

  test('is installed without scripts: the configuration of npm says so', () => {
    expect(supplyProblems({}, 'save-exact=true')).toEqual(['.npmrc: expected ignore-scripts=true'])
  })
})

describe('secrets', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'secrets-'))
  const fileOf = (name: string, content: string) => {
    writeFileSync(path.join(folder, name), content)
    return path.join(folder, name)
  }
  const problemsOf = (environment: NodeJS.ProcessEnv) => {
    try {
      readConfig(environment)
    } catch (error) {
      if (error instanceof ConfigError) return error.problems
      throw error
    }
    return []
  }
  const VALUES: Record<string, string> = {
    DATABASE_URL: 'postgres://gateway:secret@db.example/gateway',
    DATABASE_REPLICA_URLS: 'postgres://gateway:secret@replica.example/gateway',
    REDIS_URL: 'redis://:secret@redis.example',
    SMTP_URL: 'smtps://gateway:secret@mail.example',
    LINK_SIGNING_KEY: Buffer.from(keyOf(1)).toString('base64'),
    LINK_SIGNING_KEY_PREVIOUS: Buffer.from(keyOf(2)).toString('base64'),
    SECRET_ENCRYPTION_KEY: Buffer.from(keyOf(3)).toString('base64'),
    SECRET_ENCRYPTION_KEY_PREVIOUS: Buffer.from(keyOf(4)).toString('base64'),
    OPENID_CLIENT_SECRET: 'openid secret',
    STRIPE_SECRET_KEY: 'sk_test_x',
    STRIPE_WEBHOOK_SECRET: 'whsec_x',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20x',
  }
  const REST = {
    OPENID_ISSUER: 'https://id.example',
    OPENID_CLIENT_ID: 'gateway',
    OPENID_REDIRECT_URIS: 'https://hub.example/',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example',
  }

  test('come from files as well as from variables, each of them', () => {
    expect(Object.keys(VALUES).sort()).toEqual([...SECRET_VARIABLES].sort())
    const files = Object.entries(VALUES).map(([name, value]) => [`${name}_FILE`, fileOf(name, `${value}\n`)])
    expect(readConfig({ ...REST, ...Object.fromEntries(files) })).toEqual(readConfig({ ...REST, ...VALUES }))
    expect(readConfig({ ...REST, ...VALUES }).tracing?.headers).toEqual({ authorization: 'Bearer x' })
  })

  test('are not guessed: both, a file that is away, an empty one; and no problem quotes them', () => {
    const SMTP_URL_FILE = fileOf('smtp', 'smtp://secret@mail.example')
    expect(problemsOf({ SMTP_URL: 'smtp://mail.example', SMTP_URL_FILE })).toEqual([
      'SMTP_URL_FILE: expected either it or SMTP_URL, got both',
    ])
    expect(problemsOf({ SMTP_URL_FILE: `${folder}/none` })).toEqual([
      `SMTP_URL_FILE: expected a file that can be read; ${folder}/none gives ENOENT`,
    ])
    expect(problemsOf({ LINK_SIGNING_KEY_FILE: fileOf('empty', '\n') })).toEqual([
      `LINK_SIGNING_KEY_FILE: expected a file that holds the secret; ${folder}/empty is empty`,
    ])
    const [problem] = problemsOf({ SMTP_URL_FILE: fileOf('wrong', 'http://secret@mail.example') })
    expect(problem).toBe('SMTP_URL: expected a URL that begins with smtp:// or smtps://')
    expect(problemsOf({ LINK_SIGNING_KEY_PREVIOUS: VALUES['LINK_SIGNING_KEY_PREVIOUS'] })).toEqual([
      'LINK_SIGNING_KEY: required with LINK_SIGNING_KEY_PREVIOUS',
    ])
  })
})

describe('the rehearsal: every key of a deployment is replaced', () => {
  let old: TestGateway
  let vendor: TestVendor
  let link: string
  let accessToken: string
  let endpoint: { id: string; secret: string }
  let pdf: Buffer
  let clinicianId: string
  let next: SigningIdentity
  const running: Gateway[] = []
  const OLD = { links: keyOf(7), secrets: keyOf(9) }
  const NEW = { links: keyOf(17), secrets: keyOf(19) }
  beforeAll(async () => {
    old = await startTestGateway({ environment: { WEBHOOK_PRIVATE_ADDRESSES: 'allow' } })
    vendor = await old.vendor()
    clinicianId = await clinicianWith(old, FULL_PHYSICIAN_NPI)
    const order = await place(vendor.client, orderOf(vendor, initialAppointment(clinicianId)))
    pdf = (await issuedPdf(old, order.items[0]?.id ?? '')).bytes
    link = await statementLink(vendor)
    accessToken = (await person(old)).accessToken
    endpoint = await endpointAt(vendor, 'http://127.0.0.1:9/')
    next = openSigningIdentity(await signingMaterial({ name: 'Next Certificate' }), new Date())
  }, FIRST_PDF_MS)
  afterAll(async () => {
    for (const gateway of running) await gateway.stop()
    await old.stop()
  })

  async function statementLink({ client, organizationId }: TestVendor): Promise<string> {
    const { data, errors } = await ask<{ createStatementLink: { link: { url: string } | null } }>(
      client,
      'mutation ($input: CreateStatementLinkInput!) { createStatementLink(input: $input) { link { url } userErrors { code message } } }',
      { input: { organizationId, format: 'CSV', month: old.clock.now().toISOString().slice(0, 7) } },
    )
    expect(errors).toEqual([])
    return data?.createStatementLink.link?.url ?? ''
  }
  /** A process with these keys, on the database of the others; its address. */
  async function processWith(linkSigningKeys: KeyRing, secretEncryptionKeys: KeyRing, signing: SigningIdentity) {
    const gateway = new Gateway({
      config: {
        ...readConfig({ PORT: '0', PUBLIC_URL: 'http://gateway.test', EXPLORER: 'false', ROLE: 'api' }),
        environment: 'production',
      },
      databaseUrl: old.databaseUrl,
      linkSigningKeys,
      secretEncryptionKeys,
      signing,
      clock: old.clock,
      logger: pino({ level: 'silent' }),
      rendererWorker: process.env['TEST_RENDERER_WORKER'],
    })
    running.push(gateway)
    return await gateway.start()
  }
  const follows = async (url: string) => (await fetch(link.replace('http://gateway.test', url))).status
  const signedIn = async (url: string) =>
    (await ask(sessionClient({ ...old, url } as TestGateway, accessToken), '{ viewer { id } }')).status
  const verified = async (url: string) => {
    const headers = { 'content-type': 'application/pdf', accept: 'application/json' }
    const response = await fetch(`${url}/verify`, { method: 'POST', body: Uint8Array.from(pdf), headers })
    return ((await response.json()) as { verification: { verdict: string } }).verification
  }
  /** Whether a receiver with the secret that it was given takes what a process with these keys signs. */
  async function receiverTakes(keys: KeyRing): Promise<boolean> {
    const [row] = await rowsOf<{ sealed: string }>(
      old,
      'select secret_jwe as sealed from webhook_endpoints where id = $1',
      [endpoint.id],
    )
    const message = { id: 'evt_1', body: '{}', at: new Date() }
    const headers = await signedHeaders(message, { endpointId: endpoint.id, sealed: [row?.sealed ?? ''] }, keys)
    return new Webhook(endpoint.secret).verify('{}', headers) !== null
  }

  test('first every process takes the new keys too, and goes on with the old ones', async () => {
    const url = await processWith([OLD.links, NEW.links], [OLD.secrets, NEW.secrets], await testSigningIdentity())
    expect([await follows(url), await signedIn(url)]).toEqual([200, 200])
    expect(await receiverTakes([OLD.secrets, NEW.secrets])).toBe(true)
  })

  test('then the new ones are in use, and everything from before is still good', async () => {
    const url = await processWith([NEW.links, OLD.links], [NEW.secrets, OLD.secrets], next)
    expect([await follows(url), await signedIn(url)]).toEqual([200, 200])
    expect(await receiverTakes([NEW.secrets, OLD.secrets])).toBe(true)
    expect(await verified(url)).toMatchObject({ verdict: 'GENUINE', signature: { state: 'OURS' } })
    const certificates = await (await fetch(`${url}/verify/certificates.pem`)).text()
    const subjects = certificates.split(/(?=-----BEGIN)/).map((pem) => new X509Certificate(pem).subject)
    expect(subjects).toEqual(expect.arrayContaining(['CN=Fictional Publisher', 'CN=Next Certificate']))
    // What it makes is made with the new keys: a process that has the old ones alone knows nothing of it.
    link = await statementLink({ ...vendor, client: new GatewayClient(`${url}/graphql`, vendor.apiKey) })
    expect([await follows(url), await follows(old.url)]).toEqual([200, 404])
  })

  test('the secrets in the database are encrypted again, and the old key opens none of them', async () => {
    await expect(processWith([NEW.links], [NEW.secrets], next)).rejects.toThrow(SigningKeyClosed)
    const keys = [NEW.secrets, OLD.secrets] as const
    const first = await resealSecrets(old.database, old.clock, keys)
    expect(first.resealed).toBeGreaterThanOrEqual(2)
    expect(first.closed).toBe(0)
    expect(await resealSecrets(old.database, old.clock, keys)).toEqual({ resealed: 0, closed: 0 })
    await expect(receiverTakes([OLD.secrets])).rejects.toThrow()
    expect(await receiverTakes([NEW.secrets])).toBe(true)
    // Who has lost both hears of it, and nothing is destroyed.
    const { resealed, closed } = await resealSecrets(old.database, old.clock, [keyOf(1), keyOf(2)])
    expect([resealed, closed]).toEqual([0, first.resealed])
    expect(await receiverTakes([NEW.secrets])).toBe(true)
    expect(await rowsOf(old, `select distinct actor_kind from audit_events where action = 'SECRETS_RESEALED'`)).toEqual(
      [{ actor_kind: 'OPERATOR' }],
    )
  })

  test('at last the old keys are gone: links that they signed with them, and nothing else', async () => {
    const url = await processWith([NEW.links], [NEW.secrets], next)
    expect([await follows(url), await signedIn(url)]).toEqual([200, 200])
    expect(await verified(url)).toMatchObject({ verdict: 'GENUINE', signature: { state: 'OURS' } })
    link = await statementLink(vendor)
    expect([await follows(old.url), await follows(url)]).toEqual([200, 404])
  })

  test('the key of access tokens: by itself every month, at once by hand, after a leak for good', async () => {
    const url = await processWith([NEW.links], [NEW.secrets], next)
    const keys = new SigningKeys(old.database, old.clock, [NEW.secrets])
    await keys.replace({ revoke: false, actor: 'OPERATOR' })
    expect(await signedIn(url)).toBe(200)
    await keys.replace({ revoke: true, actor: 'OPERATOR' })
    old.clock.advanceTo(new Date(old.clock.now().getTime() + 61_000))
    expect(await signedIn(url)).toBe(401)
  })
})
