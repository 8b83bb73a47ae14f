import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { whileHeld } from '../testkit/held-row.js'
import { lettersTo, letterTo, tokenIn } from '../testkit/letters.js'
import { person, signedIn, signedOutClient, type TestPerson } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

const PASSWORD = 'seven quiet herons by the weir'
const REQUEST = `mutation ($input: RequestEmailChangeInput!) {
  requestEmailChange(input: $input) { newEmail linkMinutes userErrors { code field message } } }`
const CONFIRM = `mutation ($input: ConfirmEmailChangeInput!) {
  confirmEmailChange(input: $input) { email userErrors { code field message } } }`

interface UserErrorAnswer {
  code: string
  field: string[]
  message: string
}
interface RequestAnswer {
  requestEmailChange: { newEmail: string | null; linkMinutes: number | null; userErrors: UserErrorAnswer[] }
}
interface ConfirmAnswer {
  confirmEmailChange: { email: string | null; userErrors: UserErrorAnswer[] }
}

describe('a person changes the e-mail address', () => {
  let gateway: TestGateway
  let paula: TestPerson
  let newEmail: string
  let counter = 0
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())
  beforeEach(async () => {
    paula = await person(gateway, { password: PASSWORD })
    newEmail = `paula-${++counter}@clinic.example`
  })

  const requestChange = async (wanted: string, currentPassword = PASSWORD) =>
    await ask<RequestAnswer>(paula.client, REQUEST, { input: { newEmail: wanted, currentPassword } })
  const confirm = async (token: string) =>
    await ask<ConfirmAnswer>(signedOutClient(gateway), CONFIRM, { input: { token } })
  const mailedToken = async (to: string, count = 1) =>
    tokenIn(await letterTo(gateway, to, 'EMAIL_CHANGE', count), 'email-change')
  const addressOf = async ({ userId }: TestPerson) =>
    (await rowsOf<{ email: string }>(gateway, 'select email from users where id = $1', [userId]))[0]?.email

  test('the new address confirms it, both are told, and whoever is signed in is signed out', async () => {
    const { data } = await requestChange(`  ${newEmail.toUpperCase()} `)
    expect(data?.requestEmailChange).toEqual({ newEmail, linkMinutes: 60, userErrors: [] })
    expect(await addressOf(paula)).toBe(paula.email)
    const notice = await letterTo(gateway, paula.email, 'EMAIL_CHANGE')
    expect(notice.text + notice.html).not.toContain('/email-change/')
    expect(notice.text + notice.html).not.toContain(newEmail)

    const confirmed = await confirm(await mailedToken(newEmail))
    expect(confirmed.data?.confirmEmailChange).toEqual({ email: newEmail, userErrors: [] })
    expect(await addressOf(paula)).toBe(newEmail)
    const ended = await ask(paula.client, '{ viewer { id } }')
    expect([codesOf(ended), ended.errors[0]?.message]).toEqual([
      ['SESSION_ENDED'],
      expect.stringContaining('e-mail address'),
    ])
    const told = [
      await letterTo(gateway, paula.email, 'EMAIL_CHANGED'),
      await letterTo(gateway, newEmail, 'EMAIL_CHANGED'),
    ]
    expect(told[0]?.text).not.toContain(newEmail)
    expect(told[1]?.text).toContain(`User name: ${newEmail}`)
    const audited = await rowsOf<{ action: string; actor_id: string | null }>(
      gateway,
      `select action, actor_id from audit_events where $1 = any (subject_ids) order by occurred_at, action`,
      [paula.userId],
    )
    expect(audited).toEqual([
      { action: 'EMAIL_CHANGE_REQUESTED', actor_id: paula.userId },
      { action: 'EMAIL_CHANGED', actor_id: null },
    ])
  })

  test('whether somebody has the address cannot be told from the answer, nor from its statements', async () => {
    const other = await person(gateway)
    const seen: unknown[] = []
    for (const wanted of ['warm-up@clinic.example', other.email, newEmail]) {
      let answer: RequestAnswer | null = null
      const statements = await gateway.countStatements(async () => {
        answer = (await requestChange(wanted)).data
      })
      seen.push([JSON.stringify(answer).replace(wanted, 'ADDRESS'), statements])
    }
    expect(seen[1]).toEqual(seen[2])
  })

  test('a taken address answers like a link that never was, and nothing changes', async () => {
    const other = await person(gateway)
    await requestChange(other.email)
    const token = await mailedToken(other.email)
    const [taken, unknown] = [await confirm(token), await confirm('A'.repeat(43))]
    expect(taken.data).toEqual(unknown.data)
    expect(taken.data?.confirmEmailChange).toMatchObject({ email: null, userErrors: [{ code: 'LINK_INVALID' }] })
    expect([await addressOf(paula), await addressOf(other)]).toEqual([paula.email, other.email])
    expect(await lettersTo(gateway, paula.email)).toHaveLength(1)
  })

  test('a link works once, only the newest does, and for an hour', async () => {
    await requestChange('typo@clinic.example')
    await requestChange(newEmail)
    const stale = await confirm(await mailedToken('typo@clinic.example'))
    expect(stale.data?.confirmEmailChange.userErrors).toMatchObject([{ code: 'LINK_INVALID' }])
    const token = await mailedToken(newEmail)
    const both = await Promise.all([confirm(token), confirm(token)])
    expect(both.map(({ data }) => data?.confirmEmailChange.userErrors[0]?.code ?? 'DONE').sort()).toEqual([
      'DONE',
      'LINK_INVALID',
    ])

    const late = await person(gateway, { password: PASSWORD })
    paula = late
    await requestChange('late@clinic.example')
    gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 60 * 60_000))
    const expired = await confirm(await mailedToken('late@clinic.example'))
    expect(expired.data?.confirmEmailChange.userErrors).toMatchObject([{ code: 'LINK_INVALID' }])
  })

  test('a link of one purpose opens nothing of another', async () => {
    await requestChange(newEmail)
    const token = await mailedToken(newEmail)
    const { data } = await ask<{ resetPassword: { userErrors: UserErrorAnswer[] } }>(
      signedOutClient(gateway),
      'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { userErrors { code } } }',
      { input: { token, newPassword: 'nine loud geese above the mill' } },
    )
    expect(data?.resetPassword.userErrors).toEqual([{ code: 'LINK_INVALID' }])
    expect((await confirm(token)).data?.confirmEmailChange.email).toBe(newEmail)
  })

  test('without the password, for the same address or for none, nothing is mailed', async () => {
    await leavingNoTrace(gateway, async () => {
      const answers = [
        await requestChange(newEmail, 'wrong'),
        await requestChange(paula.email.toUpperCase()),
        await requestChange('no address'),
      ]
      expect(answers.map(({ data }) => data?.requestEmailChange.userErrors.map(({ code }) => code))).toEqual([
        ['INVALID_CREDENTIALS'],
        ['INVALID_INPUT'],
        ['INVALID_INPUT'],
      ])
    })
  })

  test('by a session that is ended meanwhile mails nothing', async () => {
    const answer = await whileHeld(
      gateway,
      { text: 'select from users where id = $1 for update', values: [paula.userId] },
      () => requestChange(newEmail),
      (holder) =>
        holder.query(`update sessions set ended_at = now(), ended_reason = 'SIGNED_OUT' where id = $1`, [
          paula.sessionId,
        ]),
    )
    expect(codesOf(answer)).toEqual(['SESSION_ENDED'])
    expect([await lettersTo(gateway, newEmail), await lettersTo(gateway, paula.email)]).toEqual([[], []])
  })

  test('five letters a day to whatever addresses are enough', async () => {
    for (let n = 0; n < 5; n++) expect((await requestChange(`try-${n}@clinic.example`)).errors).toEqual([])
    expect(codesOf(await requestChange('try-6@clinic.example'))).toEqual(['RATE_LIMITED'])
    const again = await signedIn(gateway, paula.userId)
    paula = { ...paula, ...again }
    expect(codesOf(await requestChange('try-7@clinic.example'))).toEqual(['RATE_LIMITED'])
  })
})
