import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { ask, codesOf } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { lettersTo, letterTo } from '../testkit/letters.js'
import { person, signedOutClient, type TestPerson } from '../testkit/people.js'
import { REFRESH, sessionActs } from '../testkit/sign-in-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

describe('a session that is refreshed', () => {
  let gateway: TestGateway
  let paula: TestPerson
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())
  beforeEach(async () => {
    paula = await person(gateway)
  })

  const { refresh, refreshed, outcome, auditOf } = sessionActs(() => gateway)

  test('goes on with new tokens; the access token before stays good for its time', async () => {
    const next = await refreshed(paula.refreshToken)
    expect(next.session.id).toBe(paula.sessionId)
    expect(next.refreshToken).not.toBe(paula.refreshToken)
    expect(await outcome(next.accessToken)).toBe('open')
    expect(await outcome(paula.accessToken)).toBe('open')
    const afterNext = await refreshed(next.refreshToken)
    expect(await outcome(afterNext.accessToken)).toBe('open')
  })

  test('with a token that was exchanged before ends, with every token that it has', async () => {
    const next = await refreshed(paula.refreshToken)
    const stolen = await refresh(paula.refreshToken)
    expect(stolen).toEqual({
      tokens: null,
      userErrors: [
        {
          code: 'SESSION_ENDED',
          field: ['refreshToken'],
          message: expect.stringMatching(/^your session ended at 20\S+Z: one of its refresh tokens came a second time/),
        },
      ],
    })
    expect(await outcome(next.accessToken)).toMatch(/^SESSION_ENDED .*came a second time/)
    expect((await refresh(next.refreshToken)).userErrors[0]?.code).toBe('SESSION_ENDED')
    expect(await auditOf(paula.sessionId)).toEqual(expect.arrayContaining(['SIGNED_IN', 'REFRESH_TOKEN_REUSED']))
    const [audited] = await rowsOf<{ ids: string[] }>(
      gateway,
      `select subject_ids as ids from audit_events where action = 'REFRESH_TOKEN_REUSED' and $1 = any (subject_ids)`,
      [paula.userId],
    )
    expect(audited?.ids).toEqual([paula.sessionId, paula.userId])
    const { text, html } = await letterTo(gateway, paula.email, 'SESSION_ENDED')
    expect(text).toContain('Somebody used an old token of your session')
    expect(text + html).not.toMatch(/gateway\.test|pgr_/)
    expect(await lettersTo(gateway, paula.email)).toHaveLength(1)
    expect(await gateway.gateway.metrics.metrics()).toMatch(
      /gateway_sessions_ended_total\{reason="REFRESH_TOKEN_REUSED"\} [1-9]/,
    )
  })

  test('with one token many times at once: one wins, and then the session ends', async () => {
    for (let round = 0; round < 5; round++) {
      const { refreshToken, sessionId } = await person(gateway)
      const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(refreshToken)))
      const winners = answers.flatMap(({ tokens }) => tokens ?? [])
      expect(winners).toHaveLength(1)
      expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(
        Array(4).fill('SESSION_ENDED'),
      )
      expect(await outcome(winners[0]?.accessToken ?? '')).toMatch(/^SESSION_ENDED/)
      expect((await refresh(winners[0]?.refreshToken ?? '')).tokens).toBeNull()
      expect((await auditOf(sessionId)).filter((action) => action === 'REFRESH_TOKEN_REUSED')).toHaveLength(1)
    }
  })

  test('with an old and the newest token at once ends, whichever comes first', async () => {
    for (let round = 0; round < 5; round++) {
      const { refreshToken } = await person(gateway)
      const next = await refreshed(refreshToken)
      const answers = await Promise.all([refresh(refreshToken), refresh(next.refreshToken)])
      expect(answers[0]?.tokens).toBeNull()
      const newest = answers[1]?.tokens ?? next
      expect(await outcome(newest.accessToken)).toMatch(/^SESSION_ENDED/)
      expect((await refresh(newest.refreshToken)).tokens).toBeNull()
    }
  })

  test('with something that is no token of ours is refused, and nothing is looked up for what cannot be one', async () => {
    const wrong = [
      {
        code: 'INVALID_CREDENTIALS',
        field: ['refreshToken'],
        message: expect.stringContaining('expected a refresh'),
      },
    ]
    // The one statement counts the request, as it does every one without credentials.
    for (const text of ['', 'x', paula.accessToken, `${paula.refreshToken}A`, 'pgr_', `pgr_${'\u0000'.repeat(43)}`]) {
      expect(await gateway.countStatements(async () => expect((await refresh(text)).userErrors).toEqual(wrong))).toBe(1)
    }
    expect((await refresh(`pgr_${'A'.repeat(43)}`)).userErrors).toEqual(wrong)
    expect(await outcome(paula.accessToken)).toBe('open')
  })

  test('too often is refused, and the token is as good as before; one that was exchanged still ends the session', async () => {
    const next = await refreshed(paula.refreshToken)
    await rowsOf(gateway, `update rate_limits set points = 60 where key like 'refresh-session:%'`)
    const answer = await ask(signedOutClient(gateway), REFRESH, { input: { refreshToken: next.refreshToken } })
    expect(codesOf(answer)).toEqual(['RATE_LIMITED'])
    await rowsOf(gateway, 'delete from rate_limits')
    const afterNext = await refreshed(next.refreshToken)
    await rowsOf(gateway, `update rate_limits set points = 60 where key like 'refresh-session:%'`)
    expect((await refresh(next.refreshToken)).userErrors[0]?.message).toContain('came a second time')
    expect(await outcome(afterNext.accessToken)).toMatch(/^SESSION_ENDED/)
    await rowsOf(gateway, 'delete from rate_limits')
  })

  test('is refused to a network that refreshes too often, whatever the tokens', async () => {
    const made = `pgr_${'A'.repeat(43)}`
    expect((await refresh(made)).userErrors[0]?.code).toBe('INVALID_CREDENTIALS')
    await rowsOf(gateway, `update rate_limits set points = 600 where key like 'refresh-address:%'`)
    for (const refreshToken of [made, paula.refreshToken]) {
      expect(codesOf(await ask(signedOutClient(gateway), REFRESH, { input: { refreshToken } }))).toEqual([
        'RATE_LIMITED',
      ])
    }
    await rowsOf(gateway, 'delete from rate_limits')
    await refreshed(paula.refreshToken)
  })

  test('lives 12 hours longer from then, and 30 days from the sign-in at the most', async () => {
    const signedInAt = gateway.clock.now().getTime()
    let { refreshToken } = paula
    let expiresAt = ''
    for (let hours = 11; hours < 30 * 24; hours += 11) {
      gateway.clock.advanceTo(new Date(signedInAt + hours * HOUR_MS))
      const tokens = await refreshed(refreshToken)
      // Limits count by the machine's time, in which all of this is one minute.
      await rowsOf(gateway, 'delete from rate_limits')
      refreshToken = tokens.refreshToken
      expiresAt = tokens.refreshTokenExpiresAt
      const idle = signedInAt + (hours + 12) * HOUR_MS
      const limit = Math.min(idle, signedInAt + 30 * DAY_MS)
      expect(Math.abs(new Date(expiresAt).getTime() - limit)).toBeLessThan(10_000)
    }
    gateway.clock.advanceTo(new Date(expiresAt))
    expect((await refresh(refreshToken)).userErrors[0]?.message).toContain('it was not refreshed in time')
  })
})
