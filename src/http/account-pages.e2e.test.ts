import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ask, rawRequest } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { letterTo, tokenIn } from '../testkit/letters.js'
import { person, signedOutClient, type TestPerson } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

const OLD = 'seven quiet herons by the weir'
const NEW = 'nine loud geese above the mill'
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { tokens { accessToken } } }'
const CHANGE_EMAIL = `mutation ($input: RequestEmailChangeInput!) {
  requestEmailChange(input: $input) { userErrors { code } } }`
const INVITE = 'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { userErrors { code message } } }'

let gateway: TestGateway

interface Page {
  status: number
  text: string
  headers: Headers
}

const open = async (path: string): Promise<Page> => await rawRequest(gateway.url + path)
const submit = async (path: string, fields: Record<string, string>): Promise<Page> =>
  await rawRequest(gateway.url + path, { method: 'POST', body: new URLSearchParams(fields) })

async function signsIn(email: string, password: string): Promise<boolean> {
  type Answer = { signIn: { tokens: object | null } }
  const { data } = await ask<Answer>(signedOutClient(gateway), SIGN_IN, { input: { email, password } })
  return data?.signIn.tokens != null
}

describe('pages of accounts', () => {
  beforeAll(async () => {
    gateway = await startTestGateway()
  })
  afterAll(() => gateway.stop())

  describe('the page behind the link to set a new password', () => {
    /** Asks for the letter by the page, as somebody without any program of ours would. */
    async function linkFor({ email }: TestPerson): Promise<string> {
      const asked = await submit('/password-reset', { email })
      expect([asked.status, asked.text]).toEqual([200, expect.stringContaining('If there is an account')])
      return `/password-reset/${tokenIn(await letterTo(gateway, email, 'PASSWORD_RESET'), 'password-reset')}`
    }

    test('sets it, once; looking at the page uses nothing up', async () => {
      const paula = await person(gateway, { password: OLD })
      const link = await linkFor(paula)
      for (let n = 0; n < 3; n++) expect((await open(link)).status).toBe(200)
      const { text, headers } = await open(link)
      expect(text).toMatch(new RegExp(`<input id="username"[^>]* autocomplete="username"[^>]* value="${paula.email}"`))
      expect(text.match(/<input [^>]*type="password" autocomplete="new-password"/g)).toHaveLength(2)
      for (const [, name] of text.matchAll(/<input id="(\w+)"/g)) expect(text).toContain(`<label for="${name}">`)
      expect(text).not.toMatch(/<script|style=|onclick/)
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('content-security-policy')).toContain("form-action 'self'")
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('set-cookie')).toBeNull()

      const done = await submit(link, { username: 'ignored@hospital.example', password: NEW, repeated: NEW })
      expect([done.status, done.text]).toEqual([
        200,
        expect.stringContaining(`Sign in as <strong>${paula.email}</strong>`),
      ])
      expect(await signsIn(paula.email, NEW)).toBe(true)
      for (const again of [await open(link), await submit(link, { password: NEW, repeated: NEW })]) {
        expect([again.status, again.text]).toEqual([410, expect.stringContaining('href="/password-reset"')])
      }
    })

    test('says what is wrong at the field, and never shows what was typed as a password', async () => {
      const link = await linkFor(await person(gateway, { password: OLD }))
      const weak = await submit(link, { password: 'too short', repeated: 'too short' })
      expect(weak.status).toBe(422)
      expect(weak.text).toContain('role="alert"')
      expect(weak.text).toMatch(
        /id="password"[^>]* aria-describedby="password-hint password-wrong" aria-invalid="true"/,
      )
      const different = await submit(link, { password: NEW, repeated: OLD })
      expect([different.status, different.text]).toEqual([422, expect.stringContaining('not the same')])
      for (const { text } of [weak, different]) {
        for (const typed of ['too short', NEW, OLD]) expect(text).not.toContain(`value="${typed}"`)
      }
      expect((await submit(link, { password: NEW, repeated: NEW })).status).toBe(200)
    })

    test('answers unknown and unreadable links alike', async () => {
      const [unknown, unreadable] = [
        await open(`/password-reset/${'A'.repeat(43)}`),
        await open('/password-reset/%3Cb%3E'),
      ]
      expect(unknown.status).toBe(410)
      expect([unreadable.status, unreadable.text]).toEqual([unknown.status, unknown.text])
    })

    test('is asked for with an address, which stays in the form when it is none', async () => {
      expect((await open('/password-reset')).text).toContain('autocomplete="username"')
      const { status, text } = await submit('/password-reset', { email: 'no "address" <here>' })
      expect(status).toBe(422)
      expect(text).toContain('value="no &quot;address&quot; &lt;here&gt;"')
    })

    test('takes forms and nothing else; GraphQL takes no forms', async () => {
      await leavingNoTrace(gateway, async () => {
        const json = {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{"email":"a@b.example"}',
        }
        const wrong = await rawRequest(`${gateway.url}/password-reset`, json)
        expect([wrong.status, wrong.headers.get('content-type')]).toEqual([415, 'text/html; charset=utf-8'])
        const body = new URLSearchParams({ email: 'x'.repeat(100_000) })
        expect((await rawRequest(`${gateway.url}/password-reset`, { method: 'POST', body })).status).toBe(413)
        const form = new URLSearchParams({
          query: 'mutation { requestPasswordReset(input: {email: "a@b.example"}) { linkMinutes } }',
        })
        expect((await rawRequest(`${gateway.url}/graphql`, { method: 'POST', body: form })).status).toBe(415)
      })
    })

    test('says when somebody tries too often', async () => {
      for (let n = 0; n < 5; n++)
        expect((await submit('/password-reset', { email: 'busy@hospital.example' })).status).toBe(200)
      const { status, text } = await submit('/password-reset', { email: 'busy@hospital.example' })
      expect([status, text]).toEqual([429, expect.stringContaining('too many attempts')])
    })

    test('has a style sheet', async () => {
      const { status, headers } = await open('/pages.css')
      expect([status, headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
    })
  })

  describe('a form that a page of somebody else sends', () => {
    const send = async (headers: Record<string, string>) => {
      const body = new URLSearchParams({ email: 'somebody@hospital.example' })
      return await rawRequest(`${gateway.url}/password-reset`, { method: 'POST', body, headers })
    }

    test.each<[string, Record<string, string>]>([
      ['another site', { 'sec-fetch-site': 'cross-site' }],
      ['another host of the site', { 'sec-fetch-site': 'same-site' }],
      ['another origin, by an older browser', { origin: 'https://attacker.example' }],
      ['what is no origin', { origin: 'nonsense' }],
    ])('from %s is refused, and nothing is done', async (_, headers) => {
      await leavingNoTrace(gateway, async () => {
        const { status, text, headers: answered } = await send(headers)
        expect([status, text]).toEqual([403, expect.stringContaining('Nothing was changed')])
        expect(answered.get('content-security-policy')).toContain("default-src 'none'")
      })
    })

    test('is nothing to our own pages, to people who open a link, and to programs', async () => {
      const own = new URL(gateway.url).origin
      for (const headers of [
        { 'sec-fetch-site': 'same-origin', origin: 'null' },
        { 'sec-fetch-site': 'none' },
        { origin: own },
        { origin: 'null' },
      ])
        expect((await send(headers)).status).toBe(200)
      const link = await rawRequest(`${gateway.url}/password-reset`, { headers: { 'sec-fetch-site': 'cross-site' } })
      expect(link.status).toBe(200)
    })
  })

  describe('the page behind the link to a new e-mail address', () => {
    test('asks before it changes anything, and does so once', async () => {
      const paula = await person(gateway, { password: OLD })
      const newEmail = 'paula-anew@clinic.example'
      await ask(paula.client, CHANGE_EMAIL, { input: { newEmail, currentPassword: OLD } })
      const link = `/email-change/${tokenIn(await letterTo(gateway, newEmail, 'EMAIL_CHANGE'), 'email-change')}`
      const { status, text } = await open(link)
      expect([status, text]).toEqual([200, expect.stringContaining(`<strong>${newEmail}</strong>`)])
      expect(await signsIn(paula.email, OLD)).toBe(true)
      const done = await submit(link, {})
      expect([done.status, done.text]).toEqual([
        200,
        expect.stringContaining(`sign in as <strong>${newEmail}</strong>`),
      ])
      expect([await signsIn(paula.email, OLD), await signsIn(newEmail, OLD)]).toEqual([false, true])
      for (const again of [await open(link), await submit(link, {})]) expect(again.status).toBe(410)
    })
  })

  describe('the page behind an invitation', () => {
    async function invited(email: string, fullName = 'Ivy Invited'): Promise<{ link: string; organizationId: string }> {
      const { organizationId } = await gateway.vendor({ organizationName: 'Fictional <Hospital> & Sons' })
      const administrator = await person(gateway, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'] })
      const users = [{ email, fullName, roles: ['PROFILES_USER'] }]
      const { data, errors } = await ask(administrator.client, INVITE, { input: { organizationId, users } })
      expect([errors, data]).toEqual([[], { inviteUsers: { userErrors: [] } }])
      return {
        link: `/invitations/${tokenIn(await letterTo(gateway, email, 'INVITATION'), 'invitations')}`,
        organizationId,
      }
    }
    const membersOf = async (organizationId: string) =>
      await rowsOf<{ email: string; roles: string[] }>(
        gateway,
        `select u.email, m.roles from memberships m join users u on u.id = m.user_id
        where m.organization_id = $1 and m.roles = array['PROFILES_USER']`,
        [organizationId],
      )

    test('makes the account of somebody new', async () => {
      const { link, organizationId } = await invited('ivy@hospital.example')
      const { status, text } = await open(link)
      expect(status).toBe(200)
      expect(text).toContain('Fictional &lt;Hospital&gt; &amp; Sons')
      expect(text).toContain('as profiles user')
      expect(text).toMatch(/id="fullName"[^>]* autocomplete="name"[^>]* value="Ivy Invited"/)
      const wrong = await submit(link, { fullName: 'Ivy <Else>', password: 'too short', repeated: 'too short' })
      expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('value="Ivy &lt;Else&gt;"')])
      expect((await submit(link, { fullName: ' ', password: NEW, repeated: NEW })).status).toBe(422)
      expect(await membersOf(organizationId)).toEqual([])

      const done = await submit(link, { fullName: 'Ivy Else', password: NEW, repeated: NEW })
      expect([done.status, done.text]).toEqual([200, expect.stringContaining('ivy@hospital.example')])
      expect(await membersOf(organizationId)).toEqual([{ email: 'ivy@hospital.example', roles: ['PROFILES_USER'] }])
      expect(await signsIn('ivy@hospital.example', NEW)).toBe(true)
      const again = await open(link)
      expect([again.status, again.text]).toEqual([410, expect.stringContaining('send the invitation again')])
    })

    test('asks somebody who has an account for its password only', async () => {
      const { email } = await person(gateway, { password: OLD })
      const { link, organizationId } = await invited(email)
      const { text } = await open(link)
      expect(text).toMatch(/type="password" autocomplete="current-password"/)
      expect(text).not.toMatch(/new-password|id="fullName"/)
      const wrong = await submit(link, { password: 'wrong' })
      expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('not the password of this account')])
      expect(await membersOf(organizationId)).toEqual([])
      expect((await submit(link, { password: OLD })).status).toBe(200)
      expect(await membersOf(organizationId)).toEqual([{ email, roles: ['PROFILES_USER'] }])
    })
  })
})
