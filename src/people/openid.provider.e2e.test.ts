import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { AdjustableClock } from '../kernel/clock.js'
import { ask, codesOf } from '../testkit/ask.js'
import { TestOpenIdProvider } from '../testkit/openid-provider.js'
import { BEGIN_OPENID_SIGN_IN, COMPLETE_OPENID_SIGN_IN, OpenIdScene, REDIRECT_URI } from '../testkit/openid-scene.js'
import { signedOutClient } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

describe('an OpenID provider', () => {
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

  test('a key that the provider rotated in is trusted at once, and the one before no more', async () => {
    expect((await scene.signIn()).tokens).not.toBeNull()
    const old = provider.key()
    await provider.rotateKey()
    expect((await scene.signIn()).tokens).not.toBeNull()
    provider.mischief = { signedWith: old }
    expect((await scene.signIn()).userErrors).toMatchObject([{ code: 'INVALID_CREDENTIALS' }])
  })

  test('signs by an algorithm that we take, whatever else it offers', async () => {
    await provider.rotateKey('RS384')
    expect((await scene.signIn()).userErrors).toMatchObject([{ code: 'INVALID_CREDENTIALS' }])
    await provider.rotateKey('ES256')
    expect((await scene.signIn()).tokens).not.toBeNull()
    await provider.rotateKey()
  })

  test('while the provider is away nothing changes, and the same code works when it is back', async () => {
    const back = await scene.cameBack()
    const since = gateway.clock.now()
    provider.tokenStatus = 503
    expect((await scene.complete(back)).userErrors).toMatchObject([{ code: 'OPENID_UNAVAILABLE' }])
    provider.tokenStatus = null
    await provider.close()
    expect((await scene.complete(back)).userErrors).toMatchObject([{ code: 'OPENID_UNAVAILABLE' }])
    expect(await scene.actionsSince(since)).toEqual([])
    await provider.listen()
    expect((await scene.complete(back)).tokens).not.toBeNull()
  })

  test('what the provider says of itself is asked for once an hour, and an old answer serves while it is away', async () => {
    const asked = () => provider.asked.get('/.well-known/openid-configuration') ?? 0
    await scene.begin()
    const before = asked()
    await scene.begin()
    expect(asked()).toBe(before)
    gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 3_600_000))
    await Promise.all([scene.begin(), scene.begin()])
    expect(asked()).toBe(before + 1)
    gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 3_600_000))
    await provider.close()
    expect((await scene.begin()).signIn).not.toBeNull()
    await provider.listen()
  })
})

describe('a gateway that was started while its provider was away', () => {
  test('says so, and finds it later', async () => {
    const provider = await TestOpenIdProvider.start(new AdjustableClock())
    await provider.close()
    const gateway = await startTestGateway({
      environment: {
        ROLE: 'api',
        OPENID_ISSUER: provider.issuer,
        OPENID_CLIENT_ID: provider.clientId,
        OPENID_REDIRECT_URIS: REDIRECT_URI,
      },
    })
    try {
      const begin = async () =>
        await ask(signedOutClient(gateway), BEGIN_OPENID_SIGN_IN, { input: { redirectUri: REDIRECT_URI } })
      expect((await begin()).data).toMatchObject({
        beginOpenIdSignIn: { signIn: null, userErrors: [{ code: 'OPENID_UNAVAILABLE' }] },
      })
      await provider.listen()
      expect((await begin()).data).toMatchObject({ beginOpenIdSignIn: { userErrors: [] } })
    } finally {
      await gateway.stop()
      await provider.close()
    }
  })
})

describe('a gateway without a provider', () => {
  test('says so', async () => {
    const gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    try {
      const begun = await ask(signedOutClient(gateway), BEGIN_OPENID_SIGN_IN, { input: { redirectUri: REDIRECT_URI } })
      const completed = await ask(signedOutClient(gateway), COMPLETE_OPENID_SIGN_IN, {
        input: { redirectUri: REDIRECT_URI, state: 's', secret: 's', code: 'c' },
      })
      for (const answer of [begun, completed]) {
        expect(codesOf(answer)).toEqual(['BAD_USER_INPUT'])
        expect(answer.errors[0]?.message).toContain('not configured')
      }
    } finally {
      await gateway.stop()
    }
  })
})
