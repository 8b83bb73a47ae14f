import { createPublicKey } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { base64url, exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose'
import { UNAUTHENTICATED_MESSAGE } from '../auth/caller.js'
import { ask } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { person, sessionClient, type TestPerson } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { type SigningKeyInForce, SigningKeys } from './signing-keys.js'

const ISSUER = 'http://gateway.test'
const AUDIENCE = `${ISSUER}/graphql`
/** As the test gateway has it. */
const ENCRYPTION_KEYS = [new Uint8Array(32).fill(9)] as const
const MINUTE_MS = 60_000

describe('an access token', () => {
  let gateway: TestGateway
  let paula: TestPerson
  let key: SigningKeyInForce
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    const keys = new SigningKeys(gateway.database, gateway.clock, ENCRYPTION_KEYS)
    key = await gateway.database.transaction((tx) => keys.inForce(tx))
  })
  afterAll(() => gateway.stop())
  beforeEach(async () => {
    paula = await person(gateway)
  })

  const seconds = (fromNow = 0) => Math.floor(gateway.clock.now().getTime() / 1000) + fromNow
  const claims = () => ({
    iss: ISSUER,
    aud: AUDIENCE,
    sub: paula.userId,
    sid: paula.sessionId,
    jti: 'any',
    iat: seconds(),
    nbf: seconds(),
    exp: seconds(600),
  })
  const header = (): JWTHeaderParameters => ({ alg: 'EdDSA', typ: 'at+jwt', kid: key.id })
  /** A token that is right but for what is given; signed with the gateway's own key unless told. */
  const token = async (
    changed: Record<string, unknown> = {},
    changedHeader: Partial<JWTHeaderParameters> = {},
    signer: Parameters<SignJWT['sign']>[0] = key.privateKey,
  ) => {
    const given = Object.entries({ ...claims(), ...changed }).filter(([, value]) => value !== undefined)
    const head = Object.entries({ ...header(), ...changedHeader }).filter(([, value]) => value !== undefined)
    return await new SignJWT(Object.fromEntries(given))
      .setProtectedHeader(Object.fromEntries(head) as JWTHeaderParameters)
      .sign(signer)
  }
  /** Status, and the message of a refusal. */
  const outcome = async (text: string) => {
    const answer = await ask(sessionClient(gateway, text), '{ viewer { id } }')
    return answer.status === 200 ? 'taken' : `${answer.status} ${answer.errors[0]?.message}`
  }
  const REFUSED = `401 ${UNAUTHENTICATED_MESSAGE}`

  test('that the gateway made is one as RFC 9068 has it, for ten minutes', async () => {
    const [head, payload] = paula.accessToken.split('.').map((part) => Buffer.from(part, 'base64url').toString())
    expect(JSON.parse(head ?? '')).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid: key.id })
    const { iat, ...rest } = JSON.parse(payload ?? '') as { iat: number }
    expect(rest).toEqual({ ...claims(), jti: expect.any(String), iat: undefined, nbf: iat, exp: iat + 600 })
    expect(await outcome(paula.accessToken)).toBe('taken')
  })

  test('is taken when everything is right with it', async () => {
    expect(await outcome(await token())).toBe('taken')
    expect(await outcome(await token({ aud: [AUDIENCE, 'https://other.example'] }))).toBe('taken')
  })

  test.each<[string, Record<string, unknown>]>([
    ['another audience', { aud: 'https://other.example/graphql' }],
    ['the issuer as its audience', { aud: ISSUER }],
    ['no audience', { aud: undefined }],
    ['another issuer', { iss: 'https://other.example' }],
    ['no issuer', { iss: undefined }],
    ['no end', { exp: undefined }],
    ['an end that is no number', { exp: 'tomorrow' }],
    ['no beginning', { nbf: undefined }],
    ['no time of issue', { iat: undefined }],
    ['no id', { jti: undefined }],
    ['no person', { sub: undefined }],
    ['a person that is no text', { sub: 7 }],
    ['no session', { sid: undefined }],
    ['a session that is no text', { sid: { id: 'ses_' } }],
    ['a session that never was', { sid: 'ses_00000000000000000000000000' }],
  ])('is refused with %s', async (_, changed) => {
    expect(await outcome(await token(changed))).toBe(REFUSED)
  })

  test("is refused with somebody else's session", async () => {
    const other = await person(gateway)
    expect(await outcome(await token({ sid: other.sessionId }))).toBe(REFUSED)
    expect(await outcome(await token({ sub: other.userId }))).toBe(REFUSED)
  })

  test('is good within 30 seconds of clocks that disagree, and not beyond', async () => {
    expect(await outcome(await token({ exp: seconds(-20) }))).toBe('taken')
    expect(await outcome(await token({ exp: seconds(-32) }))).toBe(REFUSED)
    expect(await outcome(await token({ nbf: seconds(20) }))).toBe('taken')
    expect(await outcome(await token({ nbf: seconds(40) }))).toBe(REFUSED)
    expect(await outcome(await token({ exp: seconds(-3_600) }))).toBe(REFUSED)
  })

  test('expires after its ten minutes by the clock of the gateway', async () => {
    const { accessToken } = paula
    gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 10 * MINUTE_MS + 31_000))
    expect(await outcome(accessToken)).toBe(REFUSED)
  })

  test.each(['JWT', 'jwt', 'logout+jwt', 'rt+jwt', undefined])('is refused as one of the type %s', async (typ) => {
    expect(await outcome(await token({}, { typ: typ as string }))).toBe(REFUSED)
  })

  test('is refused without a signature (alg: none)', async () => {
    const part = (value: object) => base64url.encode(JSON.stringify(value))
    for (const alg of ['none', 'None', 'NONE', '']) {
      const unsigned = `${part({ ...header(), alg })}.${part(claims())}`
      expect(await outcome(`${unsigned}.`)).toBe(REFUSED)
      expect(await outcome(`${unsigned}.AAAA`)).toBe(REFUSED)
      expect(await outcome(unsigned)).toBe(REFUSED)
    }
  })

  test('is refused when the public key served as a secret (HS256)', async () => {
    const [row] = await rowsOf<{ jwk: { x: string } & Record<string, string> }>(
      gateway,
      'select public_jwk as jwk from signing_keys where id = $1',
      [key.id],
    )
    const jwk = row?.jwk as { x: string } & Record<string, string>
    const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
    const secrets = [
      base64url.decode(jwk.x),
      new TextEncoder().encode(jwk.x),
      new TextEncoder().encode(JSON.stringify(jwk)),
      new TextEncoder().encode(publicKey.export({ format: 'pem', type: 'spki' }).toString()),
      new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    ]
    for (const secret of secrets) {
      for (const alg of ['HS256', 'HS512']) expect(await outcome(await token({}, { alg }, secret))).toBe(REFUSED)
    }
  })

  test("is refused when another's key signed it, whatever the header offers to check it with", async () => {
    const other = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
    const jwk = await exportJWK(other.publicKey)
    const offers: Partial<JWTHeaderParameters>[] = [
      {},
      { kid: 'jwk_00000000000000000000000000' },
      { kid: undefined as unknown as string },
      { kid: '../../dev/null' },
      { jwk },
      { kid: undefined as unknown as string, jwk },
      { jku: 'http://127.0.0.1:9/jwks.json' },
      { x5u: 'http://127.0.0.1:9/certificate.pem' },
      { x5c: ['MIIB'] },
    ]
    for (const offer of offers) expect(await outcome(await token({}, offer, other.privateKey))).toBe(REFUSED)
    const elliptic = await generateKeyPair('ES256')
    expect(await outcome(await token({}, { alg: 'ES256' }, elliptic.privateKey))).toBe(REFUSED)
  })

  test('is refused with an extension that nobody here knows (crit)', async () => {
    const extension = 'urn:example:extension'
    const signed = await new SignJWT(claims())
      .setProtectedHeader({ ...header(), crit: [extension], [extension]: true })
      .sign(key.privateKey, { crit: { [extension]: true } })
    expect(await outcome(signed)).toBe(REFUSED)
  })

  test('is refused when a single character of it was changed', async () => {
    const right = await token()
    for (const place of [5, right.indexOf('.') + 5, right.lastIndexOf('.') + 5]) {
      const other = right[place] === 'A' ? 'B' : 'A'
      expect(await outcome(right.slice(0, place) + other + right.slice(place + 1))).toBe(REFUSED)
    }
  })

  test('is refused unread when it is longer than 4,096 characters', async () => {
    const padded = async (length: number) => {
      const bare = (await token({ pad: '' })).length
      return await token({ pad: 'x'.repeat(Math.floor(((length - bare) * 3) / 4)) })
    }
    const [fits, huge] = [await padded(4_090), await padded(4_110)]
    expect([fits.length <= 4_096, huge.length > 4_096]).toEqual([true, true])
    expect(await outcome(fits)).toBe('taken')
    expect(await outcome(huge)).toBe(REFUSED)
    expect(await gateway.countStatements(() => outcome(huge))).toBe(0)
  })

  test('that is any three words with dots is refused like others, and never an error of ours', async () => {
    const part = fc.oneof(
      fc.stringMatching(/^[\w-]{1,40}$/),
      fc.json().map((text) => base64url.encode(text)),
      fc.record({ alg: fc.constantFrom('EdDSA', 'none', 'RS256'), kid: fc.anything() }).map((value) => {
        return base64url.encode(JSON.stringify(value))
      }),
    )
    await fc.assert(
      fc.asyncProperty(part, part, part, async (...parts) => {
        expect(await outcome(parts.join('.'))).toBe(REFUSED)
      }),
      { numRuns: 60 },
    )
  })

  test('and its session are looked up by one statement', async () => {
    const { client } = paula
    await ask(client, '{ viewer { id } }')
    expect(await gateway.countStatements(() => ask(client, '{ viewer { id } }'))).toBe(1)
  })

  test('follows what the person may do: the next request knows', async () => {
    const { organizationId } = await gateway.vendor()
    const scopes = async () =>
      (await ask<{ viewer: { kind: string; scopes: string[] } }>(paula.client, '{ viewer { kind scopes } }')).data
        ?.viewer
    expect(await scopes()).toEqual({ kind: 'USER', scopes: [] })
    await rowsOf(gateway, `insert into memberships values ($1, $2, $3, array['PROFILES_USER'], now())`, [
      `mbr_${paula.userId}`,
      organizationId,
      paula.userId,
    ])
    expect((await scopes())?.scopes).toContain('orders:write')
    // The organization is a sandbox: in the other mode it is not there.
    const live = sessionClient(gateway, paula.accessToken, 'LIVE')
    expect((await ask<{ viewer: object }>(live, '{ viewer { scopes } }')).data?.viewer).toEqual({ scopes: [] })
    await rowsOf(gateway, `update memberships set roles = array['ORGANIZATION_ADMINISTRATOR'] where user_id = $1`, [
      paula.userId,
    ])
    expect(await scopes()).toEqual({ kind: 'USER', scopes: ['account:read'] })
    // Staff act for no organization, and somebody else has to administer it then.
    await rowsOf(gateway, 'update users set activated_at = now() where activated_at is null')
    await rowsOf(gateway, 'delete from memberships where user_id = $1', [paula.userId])
    await rowsOf(gateway, 'update users set staff = true where id = $1', [paula.userId])
    expect(await scopes()).toEqual({ kind: 'STAFF', scopes: ['account:read', 'clinicians:read', 'profiles:read'] })
  })
})
