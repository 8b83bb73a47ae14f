import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import type { TestOpenIdProvider } from '../testkit/openid-provider.js'
import { type BegunAnswer, OpenIdScene, OTHER_REDIRECT_URI, REDIRECT_URI } from '../testkit/openid-scene.js'
import { sessionClient } from '../testkit/people.js'
import type { TestGateway } from '../testkit/test-gateway.js'

describe('signing in through an OpenID Connect provider', () => {
  let scene: OpenIdScene
  let gateway: TestGateway
  let provider: TestOpenIdProvider
  beforeAll(async () => {
    scene = await OpenIdScene.start()
    gateway = scene.gateway
    provider = scene.provider
  })
  afterAll(() => scene.stop())
  beforeEach(() => scene.begins())

  const began = async () => (await scene.begin()).signIn as NonNullable<BegunAnswer['signIn']>
  const refused = async () => {
    const since = gateway.clock.now()
    const { tokens, userErrors } = await scene.signIn()
    expect([tokens, userErrors.map(({ code }) => code)]).toEqual([null, ['INVALID_CREDENTIALS']])
    expect(await scene.actionsSince(since)).toEqual(['SIGN_IN_FAILED'])
    return userErrors
  }

  test('the first time links the account by the verified address, and later the identity is enough', async () => {
    const since = gateway.clock.now()
    const { authorizationUrl, state, secret } = await began()
    const url = new URL(authorizationUrl)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: provider.clientId,
      response_type: 'code',
      scope: 'openid email',
      redirect_uri: REDIRECT_URI,
      state,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    })
    const back = await provider.signIn(authorizationUrl)
    const { tokens, userErrors } = await scene.complete({ ...Object.fromEntries(back), secret })
    expect([userErrors, tokens?.session.method]).toEqual([[], 'OPENID'])
    const viewer = await ask(sessionClient(gateway, tokens?.accessToken ?? ''), '{ viewer { id } }')
    expect(viewer.data).toEqual({ viewer: { id: scene.paula.userId } })
    // The earlier session of the account, by which the person was signed in, gave way.
    expect(codesOf(await ask(scene.paula.client, '{ viewer { id } }'))).toEqual(['SESSION_ENDED'])
    expect(await scene.actionsSince(since)).toEqual(
      expect.arrayContaining(['OPENID_LINKED', 'SESSION_ENDED', 'SIGNED_IN']),
    )

    provider.person = { ...provider.person, email: 'renamed@hospital.example', emailVerified: false }
    expect((await scene.signIn()).tokens).not.toBeNull()
    const linked = await rowsOf(gateway, 'select subject from openid_identities where user_id = $1', [
      scene.paula.userId,
    ])
    expect(linked).toEqual([{ subject: provider.person.subject }])
  })

  test('neither state nor secret nor nonce nor verifier is kept, and nothing of a sign-in is logged', async () => {
    const { authorizationUrl, state, secret } = await began()
    const nonce = new URL(authorizationUrl).searchParams.get('nonce') ?? 'none'
    const kept = JSON.stringify(await rowsOf(gateway, 'select * from openid_sign_ins'))
    expect(kept).not.toContain(state)
    expect(kept).not.toContain(secret)
    expect(authorizationUrl).not.toContain(secret)
    expect(kept).not.toContain(nonce)
    const back = await provider.signIn(authorizationUrl)
    await scene.complete({ ...Object.fromEntries(back), secret })
    const logged = JSON.stringify(gateway.logs)
    const { email } = scene.paula
    for (const word of [state, secret, nonce, back.get('code') ?? 'none', email, provider.person.subject]) {
      expect(logged).not.toContain(word)
    }
  })

  test.each<[string, () => void]>([
    ['another nonce', () => (provider.mischief = { claims: { nonce: 'of somebody else' } })],
    ['another audience', () => (provider.mischief = { claims: { aud: 'another-client' } })],
    ['another issuer', () => (provider.mischief = { claims: { iss: 'https://issuer.example' } })],
    ['a time that is over', () => (provider.mischief = { claims: { iat: 1_000, exp: 1_300 } })],
    ['no signature at all, alg none', () => (provider.mischief = { unsigned: true })],
    ['a signature by the client secret, alg HS256', () => (provider.mischief = { symmetric: true })],
    ['a signature by a foreign key', () => (provider.mischief = { foreignKey: true })],
  ])('a token with %s opens nothing', async (_, makeWrong) => {
    makeWrong()
    await refused()
    provider.mischief = {}
    expect((await scene.signIn()).tokens).not.toBeNull()
  })

  test('unknown people, unverified addresses and accounts that nobody activated answer alike', async () => {
    const known = provider.person
    provider.person = { ...known, emailVerified: false }
    const unverified = await refused()
    provider.person = { ...known, email: 'nobody-at-all@hospital.example' }
    const unknown = await refused()
    await rowsOf(gateway, 'update users set activated_at = null where id = $1', [scene.paula.userId])
    provider.person = known
    const asleep = await refused()
    expect([unknown, asleep]).toEqual([unverified, unverified])
    const people = await rowsOf(gateway, `select from users where email = 'nobody-at-all@hospital.example'`)
    expect(people).toEqual([])
  })

  test('somebody else who got the address at the provider does not get the account', async () => {
    expect((await scene.signIn()).tokens).not.toBeNull()
    provider.person = { ...provider.person, subject: 'successor' }
    await refused()
  })

  test('a state is good once, for ten minutes, and for the address that it was made for', async () => {
    const back = await scene.cameBack()
    const elsewhere = await scene.complete({ ...back, redirectUri: OTHER_REDIRECT_URI })
    expect(elsewhere.userErrors).toMatchObject([{ code: 'INVALID_CREDENTIALS', field: ['state'] }])
    expect((await scene.complete(back)).tokens).not.toBeNull()
    const madeUp = await scene.complete({ ...back, state: 'made up' })
    expect(madeUp.userErrors).toMatchObject([{ code: 'INVALID_CREDENTIALS', field: ['state'] }])
    expect(await scene.complete(back)).toEqual(madeUp)

    const lateBack = await scene.cameBack()
    gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 10 * 60_000))
    expect(await scene.complete(lateBack)).toEqual(madeUp)
    await began()
    expect(await rowsOf(gateway, 'select from openid_sign_ins where expires_at <= $1', [gateway.clock.now()])).toEqual(
      [],
    )
  })

  test('of two who complete one sign-in at once, one is let in', async () => {
    const back = await scene.cameBack()
    const both = await Promise.all([scene.complete(back), scene.complete(back)])
    expect(both.filter(({ tokens }) => tokens !== null)).toHaveLength(1)
  })

  test('a wrong code uses the state up', async () => {
    const back = await scene.cameBack()
    expect((await scene.complete({ ...back, code: 'wrong' })).userErrors).toMatchObject([{ field: ['code'] }])
    expect((await scene.complete(back)).userErrors).toMatchObject([{ field: ['state'] }])
    const again = await began()
    const { state, secret } = again
    const long = await scene.complete({ state, secret, code: 'x'.repeat(5_000), iss: provider.issuer })
    expect(long.userErrors).toMatchObject([{ code: 'INVALID_CREDENTIALS', field: ['code'] }])
  })

  test('whoever sees the way back, with state and code, gets nothing and uses nothing up', async () => {
    const back = await scene.cameBack()
    const { secret: other } = await began()
    for (const secret of ['', 'guessed', other, back['state']]) {
      const thief = await scene.complete({ ...back, secret })
      expect(thief.tokens).toBeNull()
      expect(thief.userErrors).toMatchObject([{ code: 'INVALID_CREDENTIALS', field: ['state'] }])
    }
    expect((await scene.complete(back)).tokens).not.toBeNull()
  })

  test('an answer of another issuer is refused before the code goes anywhere', async () => {
    const back = await scene.cameBack()
    const before = provider.asked.get('/token')
    expect((await scene.complete({ ...back, iss: 'https://attacker.example' })).userErrors).toMatchObject([
      { field: ['code'] },
    ])
    expect(provider.asked.get('/token')).toBe(before)
  })

  test('an address that is not configured is never handed to the provider', async () => {
    await leavingNoTrace(gateway, async () => {
      for (const uri of ['https://attacker.example/', `${REDIRECT_URI}/`, `${REDIRECT_URI}?next=x`, '']) {
        expect((await scene.begin(uri)).userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['redirectUri'] }])
      }
    })
  })
})
