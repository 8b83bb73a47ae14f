import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { person, signedIn, signedOutClient, type TestPerson } from '../testkit/people.js'
import { sessionActs } from '../testkit/sign-in-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import type { SessionEndReason } from './session.entity.js'

const SIGN_OUT = `mutation ($input: SignOutInput!) {
  signOut(input: $input) { session { id current endedAt endedReason } userErrors { code field } } }`
const END_SESSION = `mutation ($input: EndSessionInput!) {
  endSession(input: $input) { session { id endedAt endedReason } userErrors { code field } } }`
const SESSIONS = `query ($first: Int, $after: String) { viewer { sessions(first: $first, after: $after) {
  nodes { id method createdAt refreshedAt expiresAt address userAgent endedAt endedReason current }
  pageInfo { hasNextPage endCursor } } } }`

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

interface SessionNode {
  id: string
  createdAt: string
  refreshedAt: string
  expiresAt: string
  endedAt: string | null
  endedReason: SessionEndReason | null
  current: boolean
}

describe('a session', () => {
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
  const advance = (ms: number) => gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + ms))
  const ended = async (sessionId: string, reason: SessionEndReason) =>
    await gateway.database.transaction(async (tx) => {
      const [row] = await rowsOf<{ userId: string }>(
        gateway,
        'select user_id as "userId" from sessions where id = $1',
        [sessionId],
      )
      await gateway.gateway.sessions.endSessions(tx, { userId: row?.userId ?? '', reason, at: gateway.clock.now() })
    })

  test('that nobody refreshes for 12 hours expires by itself, before anybody writes it down', async () => {
    advance(12 * HOUR_MS + 1_000)
    expect((await refresh(paula.refreshToken)).userErrors).toEqual([
      expect.objectContaining({ code: 'SESSION_ENDED', message: expect.stringContaining('not refreshed in time') }),
    ])
    const again = await signedIn(gateway, paula.userId)
    const { data } = await ask<{ viewer: { sessions: { nodes: SessionNode[] } } }>(again.client, SESSIONS)
    const [, expired] = data?.viewer.sessions.nodes ?? []
    expect(expired).toMatchObject({ id: paula.sessionId, endedReason: 'EXPIRED' })
    expect(expired?.endedAt).toBe(expired?.expiresAt)
  })

  test.each<[SessionEndReason, string]>([
    ['ENDED_BY_STAFF', "the publisher's staff ended it"],
    ['PASSWORD_CHANGED', 'the password of your account was changed'],
    ['EMAIL_CHANGED', 'the e-mail address of your account was changed'],
  ])('that was ended for %s says so to the next request and to a refresh', async (reason, words) => {
    await ended(paula.sessionId, reason)
    expect(await outcome(paula.accessToken)).toContain(`SESSION_ENDED your session ended at 20`)
    expect(await outcome(paula.accessToken)).toContain(words)
    expect((await refresh(paula.refreshToken)).userErrors[0]?.message).toContain(words)
  })

  describe('that its owner ends', () => {
    test('by signing out is over from the next request on', async () => {
      const { data } = await ask<{ signOut: object }>(paula.client, SIGN_OUT, { input: {} })
      expect(data?.signOut).toEqual({
        session: { id: paula.sessionId, current: true, endedAt: expect.any(String), endedReason: 'SIGNED_OUT' },
        userErrors: [],
      })
      expect(await outcome(paula.accessToken)).toMatch(/^SESSION_ENDED .*you signed out/)
      expect((await refresh(paula.refreshToken)).userErrors[0]?.code).toBe('SESSION_ENDED')
      expect((await auditOf(paula.sessionId)).filter((one) => one === 'SIGNED_OUT')).toHaveLength(1)
    })

    test('by naming it, and only the one of the request by signing out', async () => {
      const notFound = { session: null, userErrors: [{ code: 'NOT_FOUND', field: ['sessionId'] }] }
      const other = await person(gateway)
      const signOut = async (sessionId: string) =>
        (await ask<{ signOut: object }>(paula.client, SIGN_OUT, { input: { sessionId } })).data?.signOut
      expect(await signOut(other.sessionId)).toEqual(notFound)
      expect(await outcome(other.accessToken)).toBe('open')
      expect(await signOut(paula.sessionId)).toMatchObject({ session: { id: paula.sessionId }, userErrors: [] })
    })

    test('but none of somebody else, nor one that is over: both look like one that never was', async () => {
      const other = await person(gateway)
      const earlier = paula.sessionId
      const { client } = await signedIn(gateway, paula.userId)
      const counts = new Set<number>()
      for (const sessionId of [other.sessionId, earlier, 'ses_00000000000000000000000000', '']) {
        const end = async () => {
          const answer = await ask<{ endSession: object }>(client, END_SESSION, { input: { sessionId } })
          expect(answer.data?.endSession).toEqual({
            session: null,
            userErrors: [{ code: 'NOT_FOUND', field: ['sessionId'] }],
          })
        }
        counts.add(await gateway.countStatements(end))
      }
      expect(counts.size).toBe(1)
      expect(await outcome(other.accessToken)).toBe('open')
      const [current] = await rowsOf<{ id: string }>(
        gateway,
        'select id from sessions where user_id = $1 and ended_at is null',
        [paula.userId],
      )
      const own = await ask<{ endSession: object }>(client, END_SESSION, { input: { sessionId: current?.id } })
      expect(own.data?.endSession).toMatchObject({ session: { endedReason: 'SIGNED_OUT' } })
    })

    test('is nothing for a vendor or for nobody', async () => {
      const { client } = await gateway.vendor()
      const input = { sessionId: paula.sessionId }
      expect(codesOf(await ask(client, END_SESSION, { input }))).toEqual(['FORBIDDEN'])
      expect(codesOf(await ask(client, SIGN_OUT, { input: {} }))).toEqual(['FORBIDDEN'])
      expect(codesOf(await ask(signedOutClient(gateway), SIGN_OUT, { input: {} }))).toEqual(['UNAUTHENTICATED'])
      expect(await outcome(paula.accessToken)).toBe('open')
    })
  })

  describe('in the list of its owner', () => {
    const list = async (client: TestPerson['client'], variables: object = {}) =>
      (
        await ask<{
          viewer: {
            sessions: { nodes: SessionNode[]; pageInfo: { hasNextPage: boolean; endCursor: string } } | null
          }
        }>(client, SESSIONS, { ...variables })
      ).data?.viewer.sessions

    test('stands with the earlier ones, the newest first, page by page', async () => {
      await person(gateway)
      await signedIn(gateway, paula.userId)
      const { client, sessionId } = await signedIn(gateway, paula.userId)
      const first = await list(client, { first: 2 })
      expect(first?.nodes).toEqual([
        {
          id: sessionId,
          method: 'PASSWORD',
          createdAt: expect.any(String),
          refreshedAt: expect.any(String),
          expiresAt: expect.any(String),
          address: '127.0.0.1',
          userAgent: 'Testkit',
          endedAt: null,
          endedReason: null,
          current: true,
        },
        expect.objectContaining({ endedReason: 'SUPERSEDED', current: false }),
      ])
      expect(first?.pageInfo.hasNextPage).toBe(true)
      const second = await list(client, { first: 2, after: first?.pageInfo.endCursor })
      expect(second?.nodes.map(({ id }) => id)).toEqual([paula.sessionId])
      expect(second?.pageInfo.hasNextPage).toBe(false)
    })

    test('is read by one statement, however many there are', async () => {
      const { client } = paula
      const one = await gateway.countStatements(() => list(client))
      const { client: later } = await signedIn(gateway, paula.userId)
      expect(await gateway.countStatements(() => list(later))).toBe(one)
      expect(one).toBe(2)
    })

    test('is not there for a vendor', async () => {
      const { client } = await gateway.vendor()
      expect(await list(client)).toBeNull()
    })

    test('costs nothing to look at', async () => {
      await leavingNoTrace(gateway, () => list(paula.client))
    })
  })

  test('leaves no token for ever: what ended long ago is forgotten, what expired is written down', async () => {
    const { userId, sessionId } = paula
    const other = await person(gateway)
    const sweep = () => gateway.database.transaction((tx) => gateway.gateway.sessions.sweep(tx))
    const tokens = async (id: string) =>
      (await rowsOf(gateway, 'select 1 from refresh_tokens where session_id = $1', [id])).length
    await refreshed(paula.refreshToken)
    await signedIn(gateway, userId)
    await sweep()
    expect([await tokens(sessionId), await tokens(other.sessionId)]).toEqual([2, 1])
    advance(30 * DAY_MS + HOUR_MS)
    await sweep()
    expect(await tokens(sessionId)).toBe(0)
    const [row] = await rowsOf<{ reason: string }>(
      gateway,
      'select ended_reason as reason from sessions where id = $1 and ended_at = expires_at',
      [other.sessionId],
    )
    expect(row).toEqual({ reason: 'EXPIRED' })
    // Of all that it found expired, one row of the gateway's own.
    const ended = await rowsOf(
      gateway,
      `select actor_kind as who, actor_id as id from audit_events
        where action = 'SESSION_ENDED' and subject_kind = 'session' and $1 = any (subject_ids)`,
      [other.sessionId],
    )
    expect(ended).toEqual([{ who: 'SYSTEM', id: null }])
  })

  test('keeps the tokens that it exchanged for as long as one of them can come in good faith, and no longer', async () => {
    const sweep = () => gateway.database.transaction((tx) => gateway.gateway.sessions.sweep(tx))
    let { refreshToken } = paula
    // A client that refreshes every six hours, for two and a half days.
    for (let n = 0; n < 10; n++) {
      refreshToken = (await refreshed(refreshToken)).refreshToken
      advance(6 * HOUR_MS)
      await sweep()
    }
    const kept = await rowsOf<{ used: boolean }>(
      gateway,
      'select used_at is not null as used from refresh_tokens where session_id = $1',
      [paula.sessionId],
    )
    expect(kept.filter(({ used }) => used)).toHaveLength(5)
    // The oldest is no more than a made-up one; whoever comes with one of the last day and a half is a thief, or robbed.
    expect((await refresh(paula.refreshToken)).userErrors[0]?.code).toBe('INVALID_CREDENTIALS')
    const last = await refreshed(refreshToken)
    expect((await refresh(refreshToken)).userErrors[0]?.message).toContain('came a second time')
    expect(await outcome(last.accessToken)).toMatch(/^SESSION_ENDED/)
  })

  test('is the last one of many that are opened at once', async () => {
    const { userId } = paula
    const opened = await Promise.all(Array.from({ length: 6 }, () => signedIn(gateway, userId)))
    const outcomes = await Promise.all(opened.map(({ accessToken }) => outcome(accessToken)))
    expect(outcomes.filter((one) => one === 'open')).toHaveLength(1)
    expect(outcomes.filter((one) => one.includes('a newer sign-in'))).toHaveLength(5)
  })

  test('is never opened to an account that nobody has made their own', async () => {
    const { userId } = paula
    await rowsOf(gateway, 'update users set activated_at = null, password_hash = null where id = $1', [userId])
    await expect(signedIn(gateway, userId)).rejects.toThrow('has activated the account')
    expect(await outcome(paula.accessToken)).toBe('open')
  })

  test('is one at most of a person: the database refuses a second', async () => {
    await expect(
      rowsOf(
        gateway,
        `insert into sessions select 'ses_second', user_id, method, created_at, refreshed_at, expires_at
           from sessions where id = $1`,
        [paula.sessionId],
      ),
    ).rejects.toThrow('sessions_one_active')
  })
})
