import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { hash } from '@node-rs/argon2'
import { ask, codesOf } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { whileHeld } from '../testkit/held-row.js'
import { person, sessionClient, signedOutClient } from '../testkit/people.js'
import { SIGN_IN, type TokensAnswer } from '../testkit/sign-in-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

const VIEWER = '{ viewer { kind id name mode scopes sessionId user { id email fullName activatedAt } } }'
const PASSWORD = 'seven quiet herons by the weir'
const WRONG = 'eight quiet herons by the weir'

describe('signing in with e-mail address and password', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api', TRUST_PROXY: '1' } })
  })
  afterAll(() => gateway.stop())

  const send = async (email: string, password: string) =>
    await ask<{ signIn: TokensAnswer }>(signedOutClient(gateway), SIGN_IN, { input: { email, password } })
  const signIn = async (email: string, password: string): Promise<TokensAnswer> => {
    const { data, errors } = await send(email, password)
    expect(errors).toEqual([])
    return data?.signIn as TokensAnswer
  }
  /** The codes of a sign-in from elsewhere: none for tokens. */
  const signInFrom = async (address: string, email: string, password: string) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify({ query: SIGN_IN, variables: { input: { email, password } } }),
    })
    const [, code = ''] = /"code":"(\w+)"/.exec(await response.text()) ?? []
    return code
  }
  const auditOf = async (...ids: string[]) =>
    await rowsOf<{ action: string; kind: string; actor: string | null; session: string | null }>(
      gateway,
      `select action, actor_kind as kind, actor_id as actor, session_id as session from audit_events
        where subject_ids && $1 order by id`,
      [ids],
    )
  const metric = async (line: string) => {
    const text = await gateway.gateway.metrics.metrics()
    return Number(
      text
        .split('\n')
        .find((one) => one.startsWith(`${line} `))
        ?.slice(line.length + 1) ?? 0,
    )
  }

  test('opens a session whose access token says who asks', async () => {
    const organization = await gateway.vendor({ mode: 'LIVE' })
    const { organizationId } = organization
    const paula = await person(gateway, { password: PASSWORD, organizationId })
    const { tokens, userErrors } = await signIn(` ${paula.email.toUpperCase()} `, PASSWORD)
    expect(userErrors).toEqual([])
    expect(tokens).toMatchObject({
      refreshToken: expect.stringMatching(/^pgr_[\w-]{43}$/),
      session: { id: expect.stringMatching(/^ses_/), method: 'PASSWORD', current: false, endedAt: null },
    })
    const answer = await ask<{ viewer: object }>(sessionClient(gateway, tokens?.accessToken ?? ''), VIEWER)
    expect(answer.data?.viewer).toEqual({
      kind: 'USER',
      id: paula.userId,
      name: paula.fullName,
      mode: 'LIVE',
      scopes: [
        'account:read',
        'clinicians:read',
        'discrepancies:write',
        'monitoring:write',
        'orders:write',
        'profiles:read',
      ],
      sessionId: tokens?.session.id,
      user: {
        id: paula.userId,
        email: paula.email,
        fullName: paula.fullName,
        activatedAt: expect.any(String),
      },
    })
    expect(await auditOf(tokens?.session.id ?? '')).toEqual([
      { action: 'SIGNED_IN', kind: 'USER', actor: paula.userId, session: tokens?.session.id },
    ])
  })

  test('knows staff, and what they may see but not buy', async () => {
    const stella = await person(gateway, { password: PASSWORD, staff: true })
    const { tokens } = await signIn(stella.email, PASSWORD)
    const answer = await ask<{ viewer: object }>(sessionClient(gateway, tokens?.accessToken ?? ''), VIEWER)
    expect(answer.data?.viewer).toMatchObject({
      kind: 'STAFF',
      scopes: ['account:read', 'clinicians:read', 'profiles:read'],
    })
  })

  test('ends the earlier session, which is told why and when', async () => {
    const paula = await person(gateway, { password: PASSWORD })
    const before = await metric('gateway_sessions_ended_total{reason="SUPERSEDED"}')
    const { tokens } = await signIn(paula.email, PASSWORD)
    const answer = await ask(paula.client, VIEWER)
    expect(answer).toMatchObject({
      status: 401,
      errors: [
        {
          message: expect.stringMatching(/^your session ended at 20\S+Z: a newer sign-in .* sign in again$/),
          extensions: { code: 'SESSION_ENDED' },
        },
      ],
    })
    expect((await auditOf(paula.sessionId)).map(({ action }) => action).slice(0, 2)).toEqual([
      'SIGNED_IN',
      'SESSION_ENDED',
    ])
    expect(await metric('gateway_sessions_ended_total{reason="SUPERSEDED"}')).toBe(before + 1)
    expect((await ask(sessionClient(gateway, tokens?.accessToken ?? ''), VIEWER)).status).toBe(200)
  })

  test('many times at once leaves one session open', async () => {
    const paula = await person(gateway, { password: PASSWORD })
    const answers = await Promise.all(Array.from({ length: 6 }, () => signIn(paula.email, PASSWORD)))
    expect(answers.every(({ tokens }) => tokens !== null)).toBe(true)
    const states = await Promise.all(
      answers.map(async ({ tokens }) => (await ask(sessionClient(gateway, tokens?.accessToken ?? ''), VIEWER)).status),
    )
    expect(states.filter((status) => status === 200)).toHaveLength(1)
  })

  describe('that fails', () => {
    const failures = async () => {
      const known = await person(gateway, { password: PASSWORD })
      const withoutPassword = await person(gateway)
      const invited = await person(gateway, { password: PASSWORD })
      await rowsOf(gateway, 'update users set password_hash = null, activated_at = null where id = $1', [
        invited.userId,
      ])
      return {
        'a wrong password': [known.email, WRONG],
        'an unknown address': ['nobody-at-all@people.example', WRONG],
        'no address at all': ['nobody, really', WRONG],
        'an address with a NUL': ['nobody\u0000@people.example', WRONG],
        'an account without a password': [withoutPassword.email, WRONG],
        'an account that is not activated': [invited.email, PASSWORD],
        'an endless password': [known.email, PASSWORD.repeat(100)],
      } as Record<string, [string, string]>
    }

    test('answers the same whatever was wrong, after the same SQL statements', async () => {
      const seen: Record<string, unknown> = {}
      const counts: Record<string, number> = {}
      for (const [what, [email, password]] of Object.entries(await failures())) {
        counts[what] = await gateway.countStatements(async () => {
          const { requestId: _, ...answer } = await send(email, password)
          seen[what] = answer
        })
      }
      const userErrors = [
        { code: 'INVALID_CREDENTIALS', field: [], message: 'e-mail address and password do not belong together' },
      ]
      const same = { status: 200, errors: [], data: { signIn: { tokens: null, userErrors } } }
      expect(seen).toEqual(Object.fromEntries(Object.keys(seen).map((what) => [what, same])))
      expect(new Set(Object.values(counts))).toEqual(new Set([counts['a wrong password']]))
      expect(counts['a wrong password']).toBeGreaterThan(0)
    })

    test('is written down, with the account if there is one, and counted', async () => {
      const { userId, email } = await person(gateway, { password: PASSWORD })
      const before = await metric('gateway_sign_ins_total{method="PASSWORD",outcome="REFUSED"}')
      await signIn(email, WRONG)
      expect(await auditOf(userId)).toEqual([
        { action: 'SIGN_IN_FAILED', kind: 'ANONYMOUS', actor: null, session: null },
      ])
      expect(await metric('gateway_sign_ins_total{method="PASSWORD",outcome="REFUSED"}')).toBe(before + 1)
    })

    test('leaves the open session alone', async () => {
      const { client, email } = await person(gateway, { password: PASSWORD })
      await signIn(email, WRONG)
      expect((await ask(client, VIEWER)).status).toBe(200)
    })
  })

  test('is refused after ten attempts in a row, also with the right password; success forgives', async () => {
    const { email } = await person(gateway, { password: PASSWORD })
    for (let i = 0; i < 9; i++) await signIn(email, WRONG)
    expect((await signIn(email, PASSWORD)).tokens).not.toBeNull()
    for (let i = 0; i < 10; i++) expect((await signIn(email, WRONG)).tokens).toBeNull()
    const refused = await send(email, PASSWORD)
    expect(codesOf(refused)).toEqual(['RATE_LIMITED'])
    expect(refused.errors[0]?.message).toMatch(/come again after \d+ seconds$/)
    // As if the time was over.
    await rowsOf(gateway, 'update rate_limits set expire = expire - 900000')
    expect((await signIn(email, PASSWORD)).tokens).not.toBeNull()
  })

  test('is not refused to its person for what strangers elsewhere guess', async () => {
    const { email } = await person(gateway, { password: PASSWORD })
    for (let i = 0; i < 10; i++) expect(await signInFrom('198.51.100.9', email, WRONG)).toBe('INVALID_CREDENTIALS')
    expect(await signInFrom('198.51.100.9', email, PASSWORD)).toBe('RATE_LIMITED')
    expect(await signInFrom('203.0.113.77', email, PASSWORD)).toBe('')
  })

  test('is refused after a hundred guesses from many networks, but for where the person signed in of late', async () => {
    const paula = await person(gateway, { password: PASSWORD })
    const guess = (n: number) => signInFrom(`198.51.100.${n}`, paula.email, WRONG)
    expect(await guess(1)).toBe('INVALID_CREDENTIALS')
    await rowsOf(gateway, `update rate_limits set points = 99 where key like 'sign-in-email:%'`)
    expect(await guess(2)).toBe('INVALID_CREDENTIALS')
    expect(await guess(3)).toBe('RATE_LIMITED')
    expect(await signInFrom('203.0.113.99', paula.email, PASSWORD)).toBe('RATE_LIMITED')
    // The session of the test is from here.
    expect(await signInFrom('::ffff:7f00:1', paula.email, PASSWORD)).toBe('')
    await rowsOf(gateway, `update sessions set created_at = created_at - interval '31 days' where user_id = $1`, [
      paula.userId,
    ])
    await rowsOf(gateway, `update rate_limits set points = 100 where key like 'sign-in-email:%'`)
    expect(await signInFrom('198.51.100.4', paula.email, WRONG)).toBe('INVALID_CREDENTIALS')
    await rowsOf(gateway, `update rate_limits set points = 100 where key like 'sign-in-email:%'`)
    expect(await signInFrom('127.0.0.1', paula.email, PASSWORD)).toBe('RATE_LIMITED')
    await rowsOf(gateway, 'delete from rate_limits')
  })

  test('is refused to a network that tries one account after the other', async () => {
    const from = (address: string, n: number) => signInFrom(address, `guess-${n}@people.example`, WRONG)
    const full = (limit: string, points: number) =>
      rowsOf(gateway, 'update rate_limits set points = $2 where key like $1', [`${limit}:%`, points])
    expect(await from('2001:db8:7:7::1', 0)).toBe('INVALID_CREDENTIALS')
    await full('sign-in-address', 99)
    expect(await from('2001:db8:7:7::2', 1)).toBe('INVALID_CREDENTIALS')
    expect(await from('2001:db8:7:7:ffff::3', 2)).toBe('RATE_LIMITED')
    expect(await from('2001:db8:7:8::1', 3)).toBe('INVALID_CREDENTIALS')
    await rowsOf(gateway, 'delete from rate_limits')
  })

  test('is refused to a site that tries from one of its networks after the other', async () => {
    const from = (address: string, n: number) => signInFrom(address, `guess-${n}@people.example`, WRONG)
    expect(await from('2001:db8:8:1::1', 0)).toBe('INVALID_CREDENTIALS')
    await rowsOf(gateway, `update rate_limits set points = 299 where key like 'sign-in-address-site:%'`)
    expect(await from('2001:db8:8:2::1', 1)).toBe('INVALID_CREDENTIALS')
    expect(await from('2001:db8:8:3::1', 2)).toBe('RATE_LIMITED')
    expect(await from('2001:db8:9:3::1', 3)).toBe('INVALID_CREDENTIALS')
    await rowsOf(gateway, 'delete from rate_limits')
  })

  test('by an address that stops being the account’s this very moment is refused', async () => {
    const paula = await person(gateway, { password: PASSWORD })
    const { tokens, userErrors } = await whileHeld(
      gateway,
      { text: 'select from users where id = $1 for update', values: [paula.userId] },
      () => signIn(paula.email, PASSWORD),
      (holder) => holder.query(`update users set email = 'new-' || email where id = $1`, [paula.userId]),
    )
    expect([tokens, userErrors.map(({ code }) => code)]).toEqual([null, ['INVALID_CREDENTIALS']])
    expect((await signIn(`new-${paula.email}`, PASSWORD)).tokens).not.toBeNull()
  })

  test('by hundreds at once is done for some and refused to the others, while everything else is answered', async () => {
    const { email, client } = await person(gateway, { password: PASSWORD })
    const flood = Array.from({ length: 300 }, (_, n) =>
      // Half of them at an account that there is: they fare as the others.
      signInFrom(`203.0.${n >> 7}.${n & 127}`, n % 2 ? email : `nobody-${n}@people.example`, WRONG),
    )
    const meanwhile = await Promise.all([1, 2, 3].map(() => ask(client, VIEWER)))
    expect(meanwhile.map(({ status }) => status)).toEqual([200, 200, 200])
    const codes = await Promise.all(flood)
    expect(new Set(codes)).toEqual(new Set(['INVALID_CREDENTIALS', 'RATE_LIMITED']))
    expect(await metric('gateway_password_hashes_refused_total')).toBeGreaterThan(0)
    expect(await metric('gateway_password_hashes_waiting')).toBe(0)
    await rowsOf(gateway, 'delete from rate_limits')
  })

  test("keeps the password under today's parameters from then on", async () => {
    const { email, userId } = await person(gateway, { password: PASSWORD })
    const old = await hash(PASSWORD, { memoryCost: 4_096, timeCost: 2, parallelism: 1 })
    await rowsOf(gateway, 'update users set password_hash = $2 where id = $1', [userId, old])
    const stored = async () =>
      (await rowsOf<{ hash: string }>(gateway, 'select password_hash as hash from users where id = $1', [userId]))[0]
    expect((await signIn(email, WRONG)).tokens).toBeNull()
    expect((await stored())?.hash).toBe(old)
    expect((await signIn(email, PASSWORD)).tokens).not.toBeNull()
    expect((await stored())?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect((await signIn(email, PASSWORD)).tokens).not.toBeNull()
  })

  test('leaves passwords, tokens, names and addresses out of logs and audit rows, and tokens out of the database', async () => {
    const paula = await person(gateway, { password: PASSWORD })
    const { tokens } = await signIn(paula.email, PASSWORD)
    await signIn(paula.email, WRONG)
    await ask(sessionClient(gateway, tokens?.accessToken ?? ''), VIEWER)
    const audit = JSON.stringify(await rowsOf(gateway, 'select * from audit_events'))
    const sessions = JSON.stringify([
      await rowsOf(gateway, 'select * from sessions'),
      await rowsOf(gateway, 'select * from refresh_tokens'),
      await rowsOf(gateway, 'select * from rate_limits'),
    ])
    const logs = JSON.stringify(gateway.logs)
    const secrets = [PASSWORD, WRONG, tokens?.accessToken ?? '', tokens?.refreshToken ?? '']
    for (const text of [...secrets, paula.email, paula.fullName]) {
      expect(logs).not.toContain(text)
      expect(audit).not.toContain(text)
      expect(sessions).not.toContain(text)
    }
  })
})
