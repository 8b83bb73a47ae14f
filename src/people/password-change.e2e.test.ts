import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { GatewayClient } from '../client/gateway-client.js'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { whileHeld } from '../testkit/held-row.js'
import { letterTo } from '../testkit/letters.js'
import { person, sessionClient, signedOutClient } from '../testkit/people.js'
import { REFRESH, type TokensAnswer } from '../testkit/sign-in-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

const OLD = 'seven quiet herons by the weir'
const NEW = 'nine loud geese above the mill'
const CHANGE = `mutation ($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    changedAt tokens { accessToken refreshToken session { id method } } userErrors { code field message } } }`

interface ChangeAnswer {
  changePassword: {
    changedAt: string | null
    tokens: { accessToken: string; refreshToken: string; session: { id: string; method: string } } | null
    userErrors: { code: string; field: string[]; message: string }[]
  }
}

describe('a person who is signed in changes the password', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())

  const change = async (client: GatewayClient, currentPassword: string, newPassword: string) =>
    await ask<ChangeAnswer>(client, CHANGE, { input: { currentPassword, newPassword } })
  const codes = async (client: GatewayClient, currentPassword: string, newPassword: string) => {
    const { data, errors } = await change(client, currentPassword, newPassword)
    expect(errors).toEqual([])
    return data?.changePassword.userErrors.map(({ code, field }) => `${code} ${field.join('.')}`)
  }

  const refreshed = async (refreshToken: string) =>
    (await ask<{ refreshSession: TokensAnswer }>(signedOutClient(gateway), REFRESH, { input: { refreshToken } })).data
      ?.refreshSession

  test('tokens that were stolen before open nothing any more, and those of the answer do', async () => {
    const paula = await person(gateway, { password: OLD })
    const { data } = await change(paula.client, OLD, NEW)
    const tokens = data?.changePassword.tokens
    expect(tokens?.session).toEqual({ id: expect.stringMatching(/^ses_/), method: 'PASSWORD' })
    expect(tokens?.session.id).not.toBe(paula.sessionId)
    const stolen = await ask(paula.client, '{ viewer { id } }')
    expect([stolen.status, stolen.errors[0]?.message]).toEqual([
      401,
      expect.stringContaining('the password of your account was changed'),
    ])
    expect((await refreshed(paula.refreshToken))?.userErrors[0]?.code).toBe('SESSION_ENDED')
    expect((await ask(sessionClient(gateway, tokens?.accessToken ?? ''), '{ viewer { id } }')).status).toBe(200)
    expect((await refreshed(tokens?.refreshToken ?? ''))?.tokens).not.toBeNull()
  })

  test('by a session that is ended meanwhile changes nothing', async () => {
    const paula = await person(gateway, { password: OLD })
    const stored = () => rowsOf(gateway, 'select password_hash from users where id = $1', [paula.userId])
    const before = await stored()
    const answer = await whileHeld(
      gateway,
      { text: 'select from users where id = $1 for update', values: [paula.userId] },
      () => change(paula.client, OLD, NEW),
      (holder) =>
        holder.query(`update sessions set ended_at = now(), ended_reason = 'SUPERSEDED' where id = $1`, [
          paula.sessionId,
        ]),
    )
    expect([codesOf(answer), answer.errors[0]?.message]).toEqual([
      ['SESSION_ENDED'],
      expect.stringContaining('a newer sign-in'),
    ])
    expect(await stored()).toEqual(before)
  })

  test('an e-mail without a link tells of it, and the trail has who and when', async () => {
    const paula = await person(gateway, { password: OLD })
    const { data } = await change(paula.client, OLD, NEW)
    expect(data?.changePassword).toMatchObject({ changedAt: expect.any(String), userErrors: [] })
    const { text, html } = await letterTo(gateway, paula.email, 'PASSWORD_CHANGED')
    expect(text + html).not.toMatch(/gateway\.test|\/password-reset/)
    const [row] = await rowsOf(
      gateway,
      `select actor_kind, actor_id, session_id, subject_ids from audit_events
        where action = 'PASSWORD_CHANGED' and $1 = any (subject_ids)`,
      [paula.userId],
    )
    expect(row).toEqual({
      actor_kind: 'USER',
      actor_id: paula.userId,
      session_id: paula.sessionId,
      subject_ids: [paula.userId],
    })
    const client = sessionClient(gateway, data?.changePassword.tokens?.accessToken ?? '')
    expect(await codes(client, OLD, 'eleven shy owls in the barn')).toEqual(['INVALID_CREDENTIALS currentPassword'])
  })

  test('a link to set a new password that was mailed before is void', async () => {
    const paula = await person(gateway, { password: OLD })
    await rowsOf(
      gateway,
      `insert into one_time_links (id, user_id, purpose, token_sha256, created_at, expires_at)
       values ('otl_1', $1, 'PASSWORD_RESET', repeat('a', 64), now(), now() + interval '1 hour')`,
      [paula.userId],
    )
    expect(await codes(paula.client, OLD, NEW)).toEqual([])
    expect(await rowsOf(gateway, 'select from one_time_links where user_id = $1', [paula.userId])).toEqual([])
  })

  test('nothing changes with a wrong current password, a weak new one, or the same', async () => {
    const paula = await person(gateway, { password: OLD })
    await leavingNoTrace(gateway, async () => {
      expect(await codes(paula.client, 'wrong', NEW)).toEqual(['INVALID_CREDENTIALS currentPassword'])
      expect(await codes(paula.client, OLD, 'password')).toEqual(['WEAK_PASSWORD newPassword'])
      expect(await codes(paula.client, OLD, paula.email)).toEqual(['WEAK_PASSWORD newPassword'])
      expect(await codes(paula.client, OLD, OLD)).toEqual(['WEAK_PASSWORD newPassword'])
    })
  })

  test('the same password that another keyboard composes otherwise is no new one', async () => {
    const { client } = await person(gateway, { password: 'caf\u00e9 au lait by the weir' })
    expect(await codes(client, 'caf\u00e9 au lait by the weir', 'cafe\u0301 au lait by the weir')).toEqual([
      'WEAK_PASSWORD newPassword',
    ])
  })

  test('whoever has no password yet has none to prove', async () => {
    const { client } = await person(gateway)
    expect(await codes(client, '', NEW)).toEqual(['INVALID_CREDENTIALS currentPassword'])
  })

  test('of two changes at once, one wins', async () => {
    const { client } = await person(gateway, { password: OLD })
    const both = await Promise.all([
      change(client, OLD, 'first of the two long passwords'),
      change(client, OLD, 'second of two long passwords'),
    ])
    // The first ended the session of both.
    expect(both.flatMap((answer) => codesOf(answer))).toEqual(['SESSION_ENDED'])
    expect(both.filter(({ data }) => data?.changePassword.changedAt != null)).toHaveLength(1)
  })

  test('guesses within a session are limited, and one right answer forgives them', async () => {
    const { client } = await person(gateway, { password: OLD })
    for (let n = 0; n < 9; n++) await codes(client, 'wrong', NEW)
    expect(await codes(client, OLD, OLD)).toEqual(['WEAK_PASSWORD newPassword'])
    for (let n = 0; n < 10; n++) await codes(client, 'wrong', NEW)
    expect(codesOf(await change(client, OLD, NEW))).toEqual(['RATE_LIMITED'])
  })

  test('a vendor and whoever shows nothing have no password', async () => {
    const { client } = await gateway.vendor()
    expect(codesOf(await change(client, OLD, NEW))).toEqual(['FORBIDDEN'])
    expect(codesOf(await change(signedOutClient(gateway), OLD, NEW))).toEqual(['UNAUTHENTICATED'])
  })
})
