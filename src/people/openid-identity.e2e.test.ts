import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { ask, codesOf } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { eventually } from '../testkit/eventually.js'
import { lettersTo, letterTo } from '../testkit/letters.js'
import { OpenIdScene } from '../testkit/openid-scene.js'
import { person, sessionClient, signedIn } from '../testkit/people.js'
import { lockUser } from './user.service.js'

const PASSWORD = 'seven quiet herons by the weir'
const IDENTITIES = '{ viewer { openIdIdentities { id issuer linkedAt } } }'
const UNLINK = `mutation ($input: UnlinkOpenIdIdentityInput!) {
  unlinkOpenIdIdentity(input: $input) { identity { id issuer } userErrors { code field } } }`
const CHANGE = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { userErrors { code } } }'

interface IdentitiesAnswer {
  viewer: { openIdIdentities: { id: string; issuer: string; linkedAt: string }[] | null }
}
interface UnlinkAnswer {
  unlinkOpenIdIdentity: { identity: { id: string; issuer: string } | null; userErrors: { code: string }[] }
}

describe('the link of an account with an OpenID provider', () => {
  let scene: OpenIdScene
  beforeAll(async () => {
    scene = await OpenIdScene.start()
  })
  afterAll(() => scene.stop())
  beforeEach(async () => {
    await scene.begins()
    scene.paula = await person(scene.gateway, { password: PASSWORD })
    const { userId, email } = scene.paula
    scene.provider.person = { subject: `subject of ${userId}`, email, emailVerified: true }
  })

  /** The person signs in through the provider, and uses the session. */
  async function comesThroughProvider() {
    const { tokens } = await scene.signIn()
    return sessionClient(scene.gateway, tokens?.accessToken ?? '')
  }

  test('is told to the person by a letter, once', async () => {
    await comesThroughProvider()
    const letter = await letterTo(scene.gateway, scene.paula.email, 'OPENID_LINKED')
    expect(letter.text).toContain(`Provider: ${scene.provider.issuer}`)
    expect(letter.text).not.toContain(scene.provider.person.subject)
    await comesThroughProvider()
    expect(await lettersTo(scene.gateway, scene.paula.email)).toHaveLength(1)
  })

  test('is listed to the person alone, who takes it away with the password', async () => {
    const client = await comesThroughProvider()
    const { data } = await ask<IdentitiesAnswer>(client, IDENTITIES)
    const [identity] = data?.viewer.openIdIdentities ?? []
    expect(data?.viewer.openIdIdentities).toEqual([
      { id: expect.stringMatching(/^oidc_/), issuer: scene.provider.issuer, linkedAt: expect.any(String) },
    ])
    const other = await person(scene.gateway, { password: PASSWORD })
    expect((await ask<IdentitiesAnswer>(other.client, IDENTITIES)).data?.viewer.openIdIdentities).toEqual([])
    const { client: vendor } = await scene.gateway.vendor()
    expect((await ask<IdentitiesAnswer>(vendor, IDENTITIES)).data?.viewer.openIdIdentities).toBeNull()

    const unlink = async (who: typeof client, input: object) => {
      const answer = await ask<UnlinkAnswer>(who, UNLINK, {
        input: { issuer: scene.provider.issuer, currentPassword: PASSWORD, ...input },
      })
      return answer.data?.unlinkOpenIdIdentity
    }
    expect(await unlink(client, { currentPassword: 'wrong' })).toMatchObject({
      identity: null,
      userErrors: [{ code: 'INVALID_CREDENTIALS' }],
    })
    expect(await unlink(client, { issuer: 'https://other.example' })).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND' }],
    })
    expect(await unlink(other.client, {})).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] })
    expect(codesOf(await ask(vendor, UNLINK, { input: { issuer: 'x', currentPassword: 'x' } }))).toEqual(['FORBIDDEN'])

    const since = scene.gateway.clock.now()
    expect(await unlink(client, {})).toEqual({
      identity: { id: identity?.id, issuer: scene.provider.issuer },
      userErrors: [],
    })
    expect(await scene.actionsSince(since)).toEqual(['OPENID_UNLINKED'])
    expect((await ask<IdentitiesAnswer>(client, IDENTITIES)).data?.viewer.openIdIdentities).toEqual([])
    // The identity alone is nothing any more; the verified address would link it again, and say so.
    scene.provider.person = { ...scene.provider.person, emailVerified: false }
    expect((await scene.signIn()).tokens).toBeNull()
  })

  test('outlives a new password, and the letter about that says so', async () => {
    const before = await signedIn(scene.gateway, scene.paula.userId)
    const change = async (client: typeof before.client, currentPassword: string, newPassword: string) =>
      expect((await ask(client, CHANGE, { input: { currentPassword, newPassword } })).data).toEqual({
        changePassword: { userErrors: [] },
      })
    await change(before.client, PASSWORD, 'nine loud geese above the mill')
    const client = await comesThroughProvider()
    await change(client, 'nine loud geese above the mill', PASSWORD)
    const first = await letterTo(scene.gateway, scene.paula.email, 'PASSWORD_CHANGED')
    const second = await letterTo(scene.gateway, scene.paula.email, 'PASSWORD_CHANGED', 2)
    expect(first.text).not.toContain('provider')
    expect(second.text).toContain(`Linked provider: ${scene.provider.issuer}`)
    expect((await scene.signIn()).tokens).not.toBeNull()
  })

  test('is not made for an address that the person gives up meanwhile', async () => {
    const { gateway, paula } = scene
    const back = await scene.cameBack()
    let answer: ReturnType<OpenIdScene['complete']> | null = null
    await gateway.database.transaction(async (tx) => {
      await lockUser(tx, paula.userId)
      answer = scene.complete(back)
      await eventually(
        () =>
          rowsOf(
            gateway,
            `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          ),
        (waiting) => waiting.length > 0,
      )
      await tx.manager.query('update users set email = $2 where id = $1', [paula.userId, `new-${paula.email}`])
    })
    expect(await (answer as unknown as ReturnType<OpenIdScene['complete']>)).toMatchObject({ tokens: null })
    expect(await rowsOf(gateway, 'select from openid_identities where user_id = $1', [paula.userId])).toEqual([])
  })
})
