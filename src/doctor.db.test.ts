import { randomBytes } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { checkUp } from './doctor.js'
import { rowsOf } from './testkit/census.js'
import { MailServer } from './testkit/mail-server.js'
import { RedisServer } from './testkit/redis-server.js'
import { signingMaterial } from './testkit/signing-identities.js'
import { startTestGateway, type TestGateway } from './testkit/test-gateway.js'

const DAY_MS = 86_400_000

describe('a check-up of a deployment', () => {
  let gateway: TestGateway
  let mail: MailServer
  let environment: NodeJS.ProcessEnv
  let folder: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    mail = await MailServer.start()
    folder = await mkdtemp(path.join(tmpdir(), 'profiles-gateway-test-'))
    environment = {
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://gateway.example',
      TRUST_PROXY: 'false',
      DATABASE_URL: gateway.databaseUrl,
      SMTP_URL: mail.url,
      LINK_SIGNING_KEY: randomBytes(32).toString('base64'),
      SECRET_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      PUBLISHER_NAME: 'Fictional Publisher',
      PUBLISHER_EMAIL: 'profiles@publisher.example',
      PUBLISHER_PHONE: '555-0100',
      PUBLISHER_ADDRESS: '1 Example Plaza',
      ...(await certificateFor(400)),
    }
  })
  afterAll(async () => {
    await mail.close()
    await gateway.stop()
  })

  /** Files of a certificate that is good for so many days more. */
  async function certificateFor(days: number): Promise<NodeJS.ProcessEnv> {
    const now = Date.now()
    const { certificatePem, keyPem } = await signingMaterial({
      from: new Date(now - DAY_MS),
      until: new Date(now + days * DAY_MS),
    })
    const files = { certificate: path.join(folder, `${days}.crt`), key: path.join(folder, `${days}.key`) }
    await writeFile(files.certificate, certificatePem)
    await writeFile(files.key, keyPem)
    return { SIGNING_CERTIFICATE_FILE: files.certificate, SIGNING_KEY_FILE: files.key }
  }
  const statesOf = async (more: NodeJS.ProcessEnv = {}) =>
    Object.fromEntries((await checkUp({ ...environment, ...more })).map(({ check, state }) => [check, state]))
  const WELL = {
    ...{ configuration: 'OK', database: 'OK', clock: 'OK', connections: 'OK', migrations: 'OK', jobs: 'OK' },
    ...{ 'failed jobs': 'OK', 'e-mails': 'OK', webhooks: 'OK', mail: 'OK', signing: 'OK' },
  }

  test('finds a healthy one healthy, and shows no secret', async () => {
    const findings = await checkUp(environment)
    expect(findings.filter(({ state }) => state !== 'OK')).toEqual([])
    expect(Object.fromEntries(findings.map(({ check, state }) => [check, state]))).toEqual(WELL)
    const shown = JSON.stringify(findings)
    for (const secret of ['LINK_SIGNING_KEY', 'SECRET_ENCRYPTION_KEY', 'DATABASE_URL']) {
      expect(shown).not.toContain(environment[secret])
    }
  })

  test('tells all that is wrong with the configuration at once', async () => {
    const findings = await checkUp({ ...environment, PORT: 'eighty', LINK_SIGNING_KEY: 'short' })
    expect(findings.map(({ state }) => state)).toEqual(['FAIL', 'FAIL'])
    expect(JSON.stringify(findings)).toMatch(/PORT.*LINK_SIGNING_KEY|LINK_SIGNING_KEY.*PORT/s)
  })

  test('tells what does not answer, and looks at the rest all the same', async () => {
    const elsewhere = 'postgresql://nobody@127.0.0.1:9/nothing'
    const states = await statesOf({ SMTP_URL: 'smtp://127.0.0.1:9', DATABASE_URL: elsewhere })
    expect(states).toEqual({ configuration: 'OK', database: 'FAIL', mail: 'FAIL', signing: 'OK' })
  })

  test('warns of a certificate that ends soon, and fails one that is not there', async () => {
    expect(await statesOf(await certificateFor(29))).toEqual({ ...WELL, signing: 'WARN' })
    expect(await statesOf({ SIGNING_KEY_FILE: path.join(folder, 'none') })).toEqual({ ...WELL, signing: 'FAIL' })
    const [own, other] = [await certificateFor(300), await certificateFor(301)]
    const mixed = { ...own, SIGNING_KEY_FILE: other['SIGNING_KEY_FILE'] }
    expect(await statesOf(mixed)).toEqual({ ...WELL, signing: 'FAIL' })
  })

  test('looks at the Redis that counts costs, if there is one, and shows no password', async () => {
    const redis = await RedisServer.start()
    try {
      expect(await statesOf({ REDIS_URL: redis.url })).toEqual({ ...WELL, redis: 'OK' })
      await redis.ask('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru')
      expect(await statesOf({ REDIS_URL: redis.url })).toEqual({ ...WELL, redis: 'WARN' })
      const secret = 'redis://:not-the-password@127.0.0.1'
      const findings = await checkUp({ ...environment, REDIS_URL: redis.url.replace('redis://127.0.0.1', secret) })
      expect(findings.filter(({ state }) => state !== 'OK').map(({ check }) => check)).toEqual(['redis'])
      expect(JSON.stringify(findings)).not.toContain('not-the-password')
    } finally {
      await redis.kill()
    }
    expect(await statesOf({ REDIS_URL: redis.url })).toEqual({ ...WELL, redis: 'WARN' })
  })

  test('tells of work that nobody does', async () => {
    await rowsOf(
      gateway,
      `insert into pgboss.job (name, state, start_after) select name, 'created', now() - interval '1 hour'
         from pgboss.queue where name = 'SendEmail'`,
    )
    expect(await statesOf()).toEqual({ ...WELL, jobs: 'FAIL' })
    await rowsOf(gateway, `delete from pgboss.job where start_after < now() - interval '30 minutes'`)
    expect(await statesOf()).toEqual(WELL)
  })
})
