import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { GatewayClient } from '../client/gateway-client.js'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { letterTo } from '../testkit/letters.js'
import { person, signedOutClient } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

const OLD = 'seven quiet herons by the weir'
const NEW = 'nine loud geese above the mill'
const CHANGE = `mutation ($input: ChangePasswordInput!) {
  changePassword(input: $input) { changedAt userErrors { code field message } } }`

interface ChangeAnswer {
  changePassword: { changedAt: string | null; userErrors: { code: string; field: string[]; message: string }[] }
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

  test('the session goes on, an e-mail without a link tells of it, and the trail has who and when', async () => {
    const paula = await person(gateway, { password: OLD })
    const { data } = await change(paula.client, OLD, NEW)
    expect(data?.changePassword).toEqual({ changedAt: expect.any(String), userErrors: [] })
    expect((await ask(paula.client, '{ viewer { id } }')).status).toBe(200)
    const { text, html } = await letterTo(gateway, paula.email, 'PASSWORD_CHANGED')
    expect(text + html).not.toMatch(/gateway\.test|\/password-reset/)
    const [row] = await rowsOf(
      gateway,
      `select actor_kind, actor_id, session_id, subject_ids from audit_events where action = 'PASSWORD_CHANGED'`,
    )
    expect(row).toEqual({
      actor_kind: 'USER',
      actor_id: paula.userId,
      session_id: paula.sessionId,
      subject_ids: [paula.userId],
    })
    expect(await codes(paula.client, OLD, 'eleven shy owls in the barn')).toEqual([
      'INVALID_CREDENTIALS currentPassword',
    ])
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

  test('whoever has no password yet has none to prove', async () => {
    const { client } = await person(gateway)
    expect(await codes(client, '', NEW)).toEqual(['INVALID_CREDENTIALS currentPassword'])
  })

  test('of two changes at once, one wins', async () => {
    const { client } = await person(gateway, { password: OLD })
    const both = await Promise.all([
      codes(client, OLD, 'first of the two long passwords'),
      codes(client, OLD, 'second of two long passwords'),
    ])
    expect(both.flat()).toEqual(['INVALID_CREDENTIALS currentPassword'])
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
