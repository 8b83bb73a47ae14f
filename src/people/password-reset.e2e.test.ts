import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { eventually } from '../testkit/eventually.js'
import { lettersTo, letterTo, tokenIn } from '../testkit/letters.js'
import { person, sessionClient, signedOutClient } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

const OLD = 'seven quiet herons by the weir'
const NEW = 'nine loud geese above the mill'
const REQUEST = `mutation ($input: RequestPasswordResetInput!) {
  requestPasswordReset(input: $input) { linkMinutes userErrors { code field message } } }`
const RESET = `mutation ($input: ResetPasswordInput!) {
  resetPassword(input: $input) { email userErrors { code field message } } }`
const SIGN_IN =
  'mutation ($input: SignInInput!) { signIn(input: $input) { tokens { accessToken } userErrors { code } } }'

interface UserErrorAnswer {
  code: string
  field: string[]
  message: string
}

let gateway: TestGateway

async function requestReset(email: string, on = gateway) {
  type Answer = { requestPasswordReset: { linkMinutes: number | null; userErrors: UserErrorAnswer[] } }
  return await ask<Answer>(signedOutClient(on), REQUEST, { input: { email } })
}

async function reset(token: string, newPassword = NEW) {
  type Answer = { resetPassword: { email: string | null; userErrors: UserErrorAnswer[] } }
  const { data, errors } = await ask<Answer>(signedOutClient(gateway), RESET, { input: { token, newPassword } })
  expect(errors).toEqual([])
  return { email: data?.resetPassword.email, codes: data?.resetPassword.userErrors.map(({ code }) => code) }
}

async function signsIn(email: string, password: string): Promise<boolean> {
  type Answer = { signIn: { tokens: object | null } }
  const { data } = await ask<Answer>(signedOutClient(gateway), SIGN_IN, { input: { email, password } })
  return data?.signIn.tokens != null
}

async function mailedToken(email: string, count = 1): Promise<string> {
  return tokenIn(await letterTo(gateway, email, 'PASSWORD_RESET', count), 'password-reset')
}

describe('somebody forgot the password', () => {
  beforeAll(async () => {
    gateway = await startTestGateway()
  })
  afterAll(() => gateway.stop())

  test('gets the user name and a link by e-mail, sets a new one, and is signed out everywhere', async () => {
    const paula = await person(gateway, { password: OLD })
    const asked = await requestReset(` ${paula.email.toUpperCase()} `)
    expect(asked.data).toEqual({ requestPasswordReset: { linkMinutes: 60, userErrors: [] } })
    const letter = await letterTo(gateway, paula.email, 'PASSWORD_RESET')
    expect(letter.text).toContain(`User name: ${paula.email}`)
    expect(letter.text).toMatch(/http:\/\/gateway\.test\/password-reset\/[\w-]{43}\n/)
    expect(letter.text).toContain('works once, for 60 minutes')

    const token = tokenIn(letter, 'password-reset')
    expect(await reset(token)).toEqual({ email: paula.email, codes: [] })
    expect([await signsIn(paula.email, OLD), await signsIn(paula.email, NEW)]).toEqual([false, true])
    const ended = await ask(paula.client, '{ viewer { id } }')
    expect([ended.status, codesOf(ended)]).toEqual([401, ['SESSION_ENDED']])
    expect(ended.errors[0]?.message).toContain('password of your account was changed')

    const notice = await letterTo(gateway, paula.email, 'PASSWORD_CHANGED')
    expect(notice.text + notice.html).not.toMatch(/password-reset|https?:\/\/gateway/)
    const audited = await rowsOf<{ action: string; actor_kind: string; subject_ids: string[]; request_id: string }>(
      gateway,
      `select action, actor_kind, subject_ids, request_id from audit_events
        where $1 = any (subject_ids) and action like 'PASSWORD%' order by occurred_at`,
      [paula.userId],
    )
    expect(audited.map(({ action }) => action)).toEqual(['PASSWORD_RESET_REQUESTED', 'PASSWORD_CHANGED'])
    expect(audited[0]).toMatchObject({ actor_kind: 'ANONYMOUS', request_id: asked.requestId })
  })

  test('a weak password leaves the link as it is', async () => {
    const { email } = await person(gateway, { password: OLD })
    await requestReset(email)
    const token = await mailedToken(email)
    expect((await reset(token, 'password')).codes).toEqual(['WEAK_PASSWORD'])
    expect((await reset(token, email)).codes).toEqual(['WEAK_PASSWORD'])
    expect((await reset(token)).codes).toEqual([])
  })

  test('used, replaced, expired and made-up links cannot be told apart', async () => {
    const used = await person(gateway, { password: OLD })
    await requestReset(used.email)
    const usedToken = await mailedToken(used.email)
    await reset(usedToken)
    const hasty = await person(gateway, { password: OLD })
    await requestReset(hasty.email)
    const replacedToken = await mailedToken(hasty.email)
    await requestReset(hasty.email)
    const newestToken = await mailedToken(hasty.email, 2)
    const late = await person(gateway, { password: OLD })
    await requestReset(late.email)
    const lateToken = await mailedToken(late.email)
    expect((await reset(newestToken)).codes).toEqual([])
    gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 60 * 60_000))

    const answers = []
    for (const token of [usedToken, replacedToken, lateToken, 'A'.repeat(43), 'short', "' or 1=1 --"]) {
      const { data } = await ask(signedOutClient(gateway), RESET, { input: { token, newPassword: NEW } })
      answers.push(JSON.stringify(data))
    }
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toContain('LINK_INVALID')
  })

  test('of two uses of one link at once, one wins', async () => {
    const { email, userId } = await person(gateway, { password: OLD })
    await requestReset(email)
    const token = await mailedToken(email)
    const passwords = ['first of the two long passwords', 'second of two long passwords']
    const answers = await Promise.all(passwords.map((password) => reset(token, password)))
    expect(answers.map(({ codes }) => codes?.[0] ?? 'SET').sort()).toEqual(['LINK_INVALID', 'SET'])
    const winner = answers.findIndex(({ codes }) => codes?.length === 0)
    expect(await signsIn(email, passwords[winner] ?? '')).toBe(true)
    expect(await signsIn(email, passwords[1 - winner] ?? '')).toBe(false)
    const changes = await rowsOf(
      gateway,
      `select from audit_events where action = 'PASSWORD_CHANGED' and $1 = any (subject_ids)`,
      [userId],
    )
    expect(changes).toHaveLength(1)
    expect(await rowsOf(gateway, 'select from one_time_links where user_id = $1', [userId])).toEqual([])
  })

  test('a person who is not activated, and nobody at all, get no letter and leave nothing behind', async () => {
    const { email, userId } = await person(gateway)
    await rowsOf(gateway, 'update users set activated_at = null where id = $1', [userId])
    for (const address of [email, 'nobody-at-all@hospital.example']) {
      expect((await requestReset(address)).data).toEqual({ requestPasswordReset: { linkMinutes: 60, userErrors: [] } })
    }
    await eventually(
      async () => await rowsOf(gateway, 'select from password_reset_requests'),
      (waiting) => waiting.length === 0,
    )
    expect(await lettersTo(gateway, email)).toEqual([])
    expect(await lettersTo(gateway, 'nobody-at-all@hospital.example')).toEqual([])
    expect(await rowsOf(gateway, 'select from one_time_links where user_id = $1', [userId])).toEqual([])
  })

  test('what is no address is refused, and nothing is written', async () => {
    await leavingNoTrace(gateway, async () => {
      for (const address of [
        '',
        'paula',
        'a@hospital.example, b@hospital.example',
        'a@hospital.example\r\nBcc: c@d.example',
      ]) {
        const { data } = await requestReset(address)
        expect(data?.requestPasswordReset.userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['email'] }])
      }
    })
  })

  test('no link and no address is ever logged, and the table has hashes only', async () => {
    const { email } = await person(gateway, { password: OLD })
    await requestReset(email)
    const token = await mailedToken(email)
    const stored = await rowsOf(gateway, 'select * from one_time_links')
    expect(JSON.stringify(stored)).not.toContain(token)
    await fetch(`${gateway.url}/password-reset/${token}`)
    await reset(token)
    const logged = JSON.stringify(gateway.logs)
    expect(logged).not.toContain(token)
    expect(logged).not.toContain(email)
    expect(logged).not.toContain(NEW)
  })

  test('the sixth request from one place within an hour is refused, whoever has the address', async () => {
    const { email } = await person(gateway, { password: OLD })
    for (const address of [email, 'somebody-unknown@hospital.example']) {
      for (let n = 0; n < 5; n++) expect((await requestReset(address)).errors).toEqual([])
      expect(codesOf(await requestReset(address))).toEqual(['RATE_LIMITED'])
    }
  })
})

describe('whoever watches a request for a new password', () => {
  let api: TestGateway
  beforeAll(async () => {
    api = await startTestGateway({ environment: { ROLE: 'api', TRUST_PROXY: '1' } })
  })
  afterAll(() => api.stop())

  test('sees the same answer, the same statements and the same rows for known and unknown addresses', async () => {
    const known = await person(api, { password: OLD })
    const asleep = await person(api)
    await rowsOf(api, 'update users set activated_at = null where id = $1', [asleep.userId])
    await requestReset('warm-up@hospital.example', api)
    const seen: unknown[] = []
    for (const address of [known.email, asleep.email, 'unknown@hospital.example']) {
      let answer = ''
      const statements = await api.countStatements(async () => {
        answer = JSON.stringify((await requestReset(address, api)).data)
      })
      seen.push({ answer, statements })
    }
    expect(seen[1]).toEqual(seen[0])
    expect(seen[2]).toEqual(seen[0])
    const jobs = await rowsOf<{ data: object }>(api, `select data from pgboss.job where name = 'SendPasswordReset'`)
    expect(jobs).toHaveLength(4)
    expect(JSON.stringify(jobs)).not.toContain('@')
    expect(await rowsOf(api, "select from audit_events where action like 'PASSWORD%'")).toEqual([])
  })

  test('a stranger uses up nobody’s requests; past ten letters an hour there are no more, and nobody is told', async () => {
    const { email, userId } = await person(api, { password: OLD })
    const from = async (address: string) => {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({ query: REQUEST, variables: { input: { email } } }),
      })
      return /"code":"(\w+)"|"linkMinutes":60/.exec(await response.text())?.[0]
    }
    const asked = () => rowsOf(api, 'select from password_reset_requests where email = $1', [email])
    for (let n = 0; n < 5; n++) expect(await from('198.51.100.1')).toBe('"linkMinutes":60')
    expect(await from('198.51.100.1')).toBe('"code":"RATE_LIMITED"')
    expect(await from('203.0.113.44')).toBe('"linkMinutes":60')
    expect(await asked()).toHaveLength(6)
    for (let n = 2; n < 8; n++) expect(await from(`198.51.100.${n}`)).toBe('"linkMinutes":60')
    expect(await asked()).toHaveLength(10)
    expect(await rowsOf(api, 'select from one_time_links where user_id = $1', [userId])).toEqual([])
  })

  test('and a client with a session may ask as well', async () => {
    const paula = await person(api, { password: OLD })
    const client = sessionClient(api, paula.accessToken)
    const { data } = await ask(client, REQUEST, { input: { email: paula.email } })
    expect(data).toMatchObject({ requestPasswordReset: { linkMinutes: 60 } })
  })
})
