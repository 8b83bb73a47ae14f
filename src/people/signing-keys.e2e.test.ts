import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { pino } from 'pino'
import { Gateway } from '../app.js'
import { readConfig } from '../config.js'
import { AdjustableClock, type Clock } from '../kernel/clock.js'
import { ask, rawRequest } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { person, sessionClient, signedIn } from '../testkit/people.js'
import { secondDatabase } from '../testkit/second-process.js'
import { testSigningIdentity } from '../testkit/signing-identities.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { SigningKeyClosed } from './signing-key.pair.js'
import { SigningKeys } from './signing-keys.js'

const ENCRYPTION_KEYS = [new Uint8Array(32).fill(9)] as const
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

interface KeyRow {
  id: string
  from: Date
  until: Date
  verifies: Date
}

describe('the keys that sign access tokens', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())

  const keysOf = (clock: Clock = gateway.clock) => new SigningKeys(gateway.database, clock, ENCRYPTION_KEYS)
  const inForce = (keys: SigningKeys) => gateway.database.transaction((tx) => keys.inForce(tx))
  const rows = () =>
    rowsOf<KeyRow>(
      gateway,
      `select id, signs_from as from, signs_until as until, verifies_until as verifies
         from signing_keys order by signs_from`,
    )
  const madeUp = (n: number) => `jwk_01jz3w8k3be9r8c7q4v1d2${String(n).padStart(4, '0')}`
  const advance = (ms: number) => gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + ms))
  const kidOf = (token: string): string =>
    (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).kid
  const published = async () => {
    const { status, headers, text } = await rawRequest(`${gateway.url}/.well-known/jwks.json`)
    return { status, headers, text, keys: (JSON.parse(text) as JSONWebKeySet).keys }
  }
  const statusOf = async (token: string) => (await ask(sessionClient(gateway, token), '{ viewer { id } }')).status

  // One story: time only goes on.

  test('are none at first; the first is made when it is needed, once for all who need it', async () => {
    expect((await published()).keys).toEqual([])
    const other = await secondDatabase(gateway.databaseUrl)
    const elsewhere = new SigningKeys(other.database, gateway.clock, ENCRYPTION_KEYS)
    const here = keysOf()
    const made = await Promise.all([
      inForce(here),
      inForce(here),
      other.database.transaction((tx) => elsewhere.inForce(tx)),
      other.database.transaction((tx) => elsewhere.inForce(tx)),
      elsewhere.rotate(),
      here.rotate(),
    ])
    await other.close()
    const all = await rows()
    expect(all).toHaveLength(1)
    expect(new Set(made.flatMap((key) => key?.id ?? []))).toEqual(new Set([all[0]?.id]))
    const [key] = all
    expect((key?.until.getTime() ?? 0) - (key?.from.getTime() ?? 0)).toBe(30 * DAY_MS)
    expect(
      await rowsOf(gateway, `select count(*)::int as count from audit_events where action = 'SIGNING_KEY_ROTATED'`),
    ).toEqual([{ count: 1 }])
  })

  test('are published without anything secret, for five minutes, and check a token by themselves', async () => {
    // A minute later every process has read them again.
    advance(2 * MINUTE_MS)
    const { status, headers, text, keys } = await published()
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('public, max-age=300')
    expect(headers.get('content-type')).toContain('application/jwk-set+json')
    expect(keys).toHaveLength(1)
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
      expect(key).toMatchObject({ alg: 'EdDSA', crv: 'Ed25519', kty: 'OKP', use: 'sig' })
    }
    expect(text).not.toContain('"d"')
    const { accessToken, userId } = await person(gateway)
    const { payload } = await jwtVerify(accessToken, createLocalJWKSet({ keys }), {
      currentDate: gateway.clock.now(),
      audience: 'http://gateway.test/graphql',
    })
    expect(payload.sub).toBe(userId)
  })

  test('lie in the database encrypted, and another key of the deployment does not open them', async () => {
    const [row] = await rowsOf<{ jwe: string; jwk: object }>(
      gateway,
      'select private_jwe as jwe, public_jwk as jwk from signing_keys',
    )
    const header = JSON.parse(Buffer.from(row?.jwe.split('.')[0] ?? '', 'base64url').toString()) as object
    expect(header).toMatchObject({ alg: 'dir', enc: 'A256GCM', kid: expect.stringMatching(/^jwk_/) })
    expect(row?.jwk).not.toHaveProperty('d')
    const stranger = new SigningKeys(gateway.database, gateway.clock, [new Uint8Array(32).fill(1)])
    await expect(inForce(stranger)).rejects.toThrow(/^SECRET_ENCRYPTION_KEY does not open the signing key jwk_/)
  })

  test('that are not there cost at most one look every quarter of a second, however many tokens name them', async () => {
    const keys = keysOf()
    await keys.published()
    const [head, ...rest] = (await person(gateway)).accessToken.split('.')
    const header = JSON.parse(Buffer.from(head ?? '', 'base64url').toString()) as object
    const forged = (n: number) =>
      [Buffer.from(JSON.stringify({ ...header, kid: madeUp(n) })).toString('base64url'), ...rest].join('.')
    await statusOf(forged(0))
    const startedAt = performance.now()
    const count = await gateway.countStatements(async () => {
      const statuses = await Promise.all(Array.from({ length: 40 }, (_, n) => statusOf(forged(n))))
      expect(new Set(statuses)).toEqual(new Set([401]))
    })
    expect(count).toBeLessThanOrEqual(1 + Math.floor((performance.now() - startedAt) / 250))
    const nothing = await gateway.countStatements(async () => {
      for (const kid of ['jwk_', 'jwk_short', 'JWK_01JZ3W8K3BE9R8C7Q4V1D2M5XY', `${madeUp(1)}0`])
        expect(await keys.verifying(kid)).toBeNull()
    })
    expect(nothing).toBe(0)
  })

  test('that another process makes are found while others are made up, also when a look is under way', async () => {
    const other = await secondDatabase(gateway.databaseUrl)
    const elsewhere = new SigningKeys(other.database, gateway.clock, ENCRYPTION_KEYS)
    const here = keysOf()
    expect(await here.verifying(madeUp(1))).toBeNull()
    // Looks that begin before the key is there, and what they find out is of no use for it.
    const forged = [here.verifying(madeUp(2)), here.published(), here.verifying(madeUp(3))]
    await rowsOf(gateway, 'delete from signing_keys')
    const { id } = await other.database.transaction((tx) => elsewhere.inForce(tx))
    forged.push(here.verifying(madeUp(4)))
    expect(await here.verifying(id)).not.toBeNull()
    await Promise.all(forged)
    await other.close()
  })

  test('of a deployment that lost its key stop the start, until the operator makes another one', async () => {
    const stranger = new SigningKeys(gateway.database, gateway.clock, [new Uint8Array(32).fill(1)])
    await expect(stranger.assertOpen()).rejects.toThrow(SigningKeyClosed)
    await expect(stranger.assertOpen()).rejects.toThrow('npm run keys -- rotate-signing')
    await keysOf().assertOpen()
    const { accessToken } = await person(gateway)
    expect(await statusOf(accessToken)).toBe(200)
    const since = gateway.clock.now()
    advance(1_000)

    const id = await stranger.replace({ revoke: false, actor: 'OPERATOR' })
    await stranger.assertOpen()
    expect((await inForce(stranger)).id).toBe(id)
    await expect(keysOf().assertOpen()).rejects.toThrow(SigningKeyClosed)
    // Tokens from before stay good: they are verified by public keys.
    expect(await keysOf().verifying(kidOf(accessToken))).not.toBeNull()
    expect(
      await rowsOf(gateway, `select action, actor_kind, subject_ids from audit_events where occurred_at > $1`, [since]),
    ).toEqual([{ action: 'SIGNING_KEY_ROTATED', actor_kind: 'OPERATOR', subject_ids: [id] }])

    const again = await keysOf().replace({ revoke: false, actor: 'OPERATOR' })
    expect((await inForce(keysOf())).id).toBe(again)
  })

  test('that a process of production cannot open stop its start; development begins anew', async () => {
    const settings = readConfig({ PUBLIC_URL: 'http://gateway.test', EXPLORER: 'false', ROLE: 'api' })
    const started = async (environment: 'production' | 'development') => {
      const other = new Gateway({
        config: { ...settings, port: 0, environment },
        databaseUrl: gateway.databaseUrl,
        linkSigningKeys: [new Uint8Array(32).fill(7)],
        secretEncryptionKeys: [new Uint8Array(32).fill(1)],
        signing: await testSigningIdentity(),
        clock: gateway.clock,
        logger: pino({ level: 'silent' }),
      })
      try {
        await other.start()
      } finally {
        await other.stop()
      }
    }
    advance(1_000)
    const before = await rows()
    await expect(started('production')).rejects.toThrow(SigningKeyClosed)
    expect(await rows()).toEqual(before)
    await started('development')
    expect(await rows()).toHaveLength(before.length + 1)
    await started('production')
    advance(1_000)
    await keysOf().replace({ revoke: false, actor: 'OPERATOR' })
  })

  test('that have leaked are replaced at once, and what they signed is refused within a minute', async () => {
    const { accessToken, userId } = await person(gateway)
    expect(await statusOf(accessToken)).toBe(200)
    advance(1_000)
    const id = await keysOf().replace({ revoke: true, actor: 'OPERATOR' })
    expect((await rows()).map((key) => key.id)).toEqual([id])
    expect(await keysOf().verifying(kidOf(accessToken))).toBeNull()
    advance(MINUTE_MS)
    expect(await statusOf(accessToken)).toBe(401)
    const { accessToken: newer } = await signedIn(gateway, userId)
    expect(kidOf(newer)).toBe(id)
    expect(await statusOf(newer)).toBe(200)
  })

  test('have no successor from a process that cannot open them', async () => {
    const [key] = (await rows()).slice(-1)
    const stranger = new SigningKeys(gateway.database, gateway.clock, [new Uint8Array(32).fill(1)])
    await rowsOf(gateway, 'update signing_keys set signs_until = $2 where id = $1', [
      key?.id,
      new Date(gateway.clock.now().getTime() + MINUTE_MS),
    ])
    await expect(stranger.rotate()).rejects.toThrow(SigningKeyClosed)
    expect(await rows()).toHaveLength(1)
    await rowsOf(gateway, 'update signing_keys set signs_until = $2 where id = $1', [key?.id, key?.until])
  })

  test('of another process are found at once, by their id', async () => {
    const { userId } = await person(gateway)
    await published()
    // As when this process read the keys just before another made the first one.
    await rowsOf(gateway, 'delete from signing_keys')
    advance(6_000)
    const { accessToken } = await signedIn(gateway, userId)
    expect(await statusOf(accessToken)).toBe(200)
    expect(await rows()).toHaveLength(1)
  })

  test('have a successor a day before they end, published before it signs', async () => {
    const [first] = await rows()
    const keys = keysOf()
    gateway.clock.advanceTo(new Date((first?.until.getTime() ?? 0) - DAY_MS - MINUTE_MS))
    await keys.rotate()
    expect(await rows()).toHaveLength(1)
    gateway.clock.advanceTo(new Date((first?.until.getTime() ?? 0) - DAY_MS))
    await Promise.all([keys.rotate(), keysOf().rotate(), keys.rotate()])
    const [, successor, ...more] = await rows()
    expect(more).toEqual([])
    expect(successor?.from).toEqual(first?.until)
    advance(2 * MINUTE_MS)
    expect((await published()).keys.map(({ kid }) => kid)).toEqual([first?.id, successor?.id])
    expect((await inForce(keys)).id).toBe(first?.id)
  })

  test('hand over: tokens of the old key stay good while it verifies, and not after', async () => {
    const [first, successor] = await rows()
    const { userId } = await person(gateway)
    gateway.clock.advanceTo(new Date((first?.until.getTime() ?? 0) - MINUTE_MS))
    const { accessToken: old } = await signedIn(gateway, userId)
    expect(kidOf(old)).toBe(first?.id)
    advance(2 * MINUTE_MS)
    const before = await signedIn(gateway, userId)
    expect(kidOf(before.accessToken)).toBe(successor?.id)
    expect(await statusOf(before.accessToken)).toBe(200)
    // The old token's session was superseded, but the token itself is still believed.
    const answer = await ask(sessionClient(gateway, old), '{ viewer { id } }')
    expect(answer.errors[0]?.extensions['code']).toBe('SESSION_ENDED')
    const codeOf = async () =>
      (await ask(sessionClient(gateway, old), '{ viewer { id } }')).errors[0]?.extensions['code']
    const verifiesUntil = new Date(gateway.clock.now().getTime() + 3 * MINUTE_MS)
    await rowsOf(gateway, 'update signing_keys set verifies_until = $2 where id = $1', [first?.id, verifiesUntil])
    gateway.clock.advanceTo(new Date(verifiesUntil.getTime() - 40_000))
    expect(await codeOf()).toBe('SESSION_ENDED')
    // To the moment, though the keys were read less than a minute ago.
    gateway.clock.advanceTo(verifiesUntil)
    expect(await codeOf()).toBe('UNAUTHENTICATED')
  })

  test('are destroyed when they verify nothing any more', async () => {
    const [, successor] = await rows()
    await keysOf().rotate()
    expect((await rows()).map(({ id }) => id)).toEqual([successor?.id])
    advance(2 * MINUTE_MS)
    expect((await published()).keys.map(({ kid }) => kid)).toEqual([successor?.id])
  })

  test('are made anew after a month without any worker', async () => {
    const [last] = await rows()
    gateway.clock.advanceTo(new Date((last?.until.getTime() ?? 0) + 3 * DAY_MS))
    const { accessToken } = await person(gateway)
    expect(kidOf(accessToken)).not.toBe(last?.id)
    expect(await statusOf(accessToken)).toBe(200)
  })

  test('never sign two at a time: the database refuses', async () => {
    await expect(
      rowsOf(
        gateway,
        `insert into signing_keys select 'jwk_second', public_jwk, private_jwe, created_at, signs_from, signs_until,
           verifies_until from signing_keys order by signs_from desc limit 1`,
      ),
    ).rejects.toThrow('signing_keys_one_at_a_time')
  })

  test('that a process with a slow clock makes end where the next one begins', async () => {
    const clock = new AdjustableClock()
    await rowsOf(gateway, 'delete from signing_keys')
    const soon = new AdjustableClock()
    soon.advanceTo(new Date(clock.now().getTime() + 5_000))
    const next = await inForce(keysOf(soon))
    const first = await inForce(keysOf(clock))
    expect((await rows()).map(({ id }) => id)).toEqual([first.id, next.id])
    const [one, two] = await rows()
    expect(one?.until).toEqual(two?.from)
  })
})
