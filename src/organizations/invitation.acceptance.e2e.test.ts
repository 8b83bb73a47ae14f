import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { whileHeld } from '../testkit/held-row.js'
import {
  ADMINISTRATOR,
  attempt,
  auditedActions,
  BOTH,
  GOOD_PASSWORD,
  invitationTokenOf,
  organizationOf,
  organizationWithAdministrator,
} from '../testkit/organization-acts.js'
import { person, signedIn, signedOutClient } from '../testkit/people.js'
import { SIGN_IN, type TokensAnswer } from '../testkit/sign-in-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

const WRONG_PASSWORD = 'seven herons mend copper gates'
const ACCEPTED = 'accepted { organizationName email userId accountCreated }'

describe('following the link of an invitation', () => {
  let gateway: TestGateway
  let counter = 0
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())

  /** An organization that has invited the address, and the link. */
  async function invited(email = `newcomer-${++counter}@people.example`, roles: readonly string[] = ['PROFILES_USER']) {
    // A client network has so many tries; every test is another person.
    await rowsOf(gateway, 'delete from rate_limits')
    const organization = await organizationWithAdministrator(gateway)
    const { organizationId, administrator } = organization
    const users = [{ email, fullName: 'Nina Newcomer', roles }]
    await attempt(administrator.client, 'inviteUsers', { organizationId, users })
    return { ...organization, email, token: await invitationTokenOf(gateway, email) }
  }

  const accept = (input: Record<string, unknown>) =>
    attempt<{ accepted: { userId: string } | null }>(signedOutClient(gateway), 'acceptInvitation', input, ACCEPTED)

  test('a new person makes the account, is then among the users, can sign in, and the link is used up', async () => {
    const { organizationId, administrator, name, email, token } = await invited()
    const { codes, thing } = await accept({ token, fullName: 'Nina N. Newcomer', password: GOOD_PASSWORD })
    expect(codes).toEqual([])
    expect(thing.accepted).toMatchObject({ organizationName: name, email, accountCreated: true })
    const seen = await organizationOf<{ users: { nodes: object[] }; invitations: object }>(
      administrator.client,
      organizationId,
      'users { nodes { email fullName roles } } invitations { nodes { status } }',
    )
    expect(seen.users.nodes).toContainEqual({ email, fullName: 'Nina N. Newcomer', roles: ['PROFILES_USER'] })
    expect(seen.invitations).toEqual({ nodes: [{ status: 'ACCEPTED' }] })
    const { client } = await signedIn(gateway, thing.accepted?.userId ?? '')
    expect(await organizationOf(client, organizationId, 'viewerRoles')).toEqual({ viewerRoles: ['PROFILES_USER'] })
    expect(await auditedActions(gateway, organizationId)).toEqual(['USER_INVITED', 'INVITATION_ACCEPTED'])
    expect((await accept({ token, password: GOOD_PASSWORD })).codes).toEqual(['LINK_INVALID'])
    const [row] = await rowsOf<{ hash: string }>(gateway, 'select password_hash as hash from users where email = $1', [
      email,
    ])
    expect(row?.hash).toMatch(/^\$argon2id\$/)
    expect(JSON.stringify(gateway.logs)).not.toContain(token)
  })

  test('a weak password, or none, leaves everything as it is, the link too', async () => {
    const { email, token } = await invited()
    await leavingNoTrace(gateway, async () => {
      for (const password of ['short', email, undefined]) {
        expect(await accept({ token, password })).toMatchObject({ codes: ['WEAK_PASSWORD'], fields: [['password']] })
      }
    })
    expect((await accept({ token, password: GOOD_PASSWORD })).codes).toEqual([])
  })

  test('an address with an account proves it by its password and only gets the organization: one account', async () => {
    const known = await person(gateway, { password: GOOD_PASSWORD })
    const { organizationId, token } = await invited(known.email, BOTH)
    const before = await rowsOf(gateway, 'select * from users where id = $1', [known.userId])
    expect((await accept({ token, password: WRONG_PASSWORD })).codes).toEqual(['INVALID_CREDENTIALS'])
    expect(await rowsOf(gateway, 'select from memberships where user_id = $1', [known.userId])).toEqual([])
    expect(
      await rowsOf(
        gateway,
        `select actor_kind as kind, subject_kind as subject from audit_events
          where action = 'SIGN_IN_FAILED' and subject_ids = array[$1]`,
        [known.userId],
      ),
    ).toEqual([{ kind: 'ANONYMOUS', subject: 'user' }])
    const { thing } = await accept({ token, password: GOOD_PASSWORD, fullName: 'Somebody Else' })
    expect(thing.accepted).toMatchObject({ userId: known.userId, accountCreated: false })
    expect(await rowsOf(gateway, 'select * from users where id = $1', [known.userId])).toEqual(before)
    expect(await organizationOf(known.client, organizationId, 'viewerRoles')).toEqual({ viewerRoles: BOTH })
  })

  test('who guesses the password of an account by a link is stopped', async () => {
    const known = await person(gateway, { password: GOOD_PASSWORD })
    const { token } = await invited(known.email)
    const wrong = { token, password: WRONG_PASSWORD }
    for (let i = 0; i < 10; i++) expect((await accept(wrong)).codes).toEqual(['INVALID_CREDENTIALS'])
    expect((await accept({ token, password: GOOD_PASSWORD })).codes).toEqual(['RATE_LIMITED'])
  })

  test('guesses by a link and guesses at the sign-in are one count', async () => {
    const known = await person(gateway, { password: GOOD_PASSWORD })
    const { token } = await invited(known.email)
    const signIn = async (password: string) =>
      await ask<{ signIn: TokensAnswer }>(signedOutClient(gateway), SIGN_IN, {
        input: { email: known.email, password },
      })
    for (let i = 0; i < 5; i++) expect((await signIn(WRONG_PASSWORD)).data?.signIn.tokens).toBeNull()
    for (let i = 0; i < 5; i++) {
      expect((await accept({ token, password: WRONG_PASSWORD })).codes).toEqual(['INVALID_CREDENTIALS'])
    }
    expect((await accept({ token, password: GOOD_PASSWORD })).codes).toEqual(['RATE_LIMITED'])
    expect(codesOf(await signIn(GOOD_PASSWORD))).toEqual(['RATE_LIMITED'])
  })

  test('a session that is ended meanwhile proves nobody', async () => {
    const known = await person(gateway)
    const { organizationId, token } = await invited(known.email)
    const { codes } = await whileHeld(
      gateway,
      { text: 'select from users where id = $1 for update', values: [known.userId] },
      () => attempt(known.client, 'acceptInvitation', { token }),
      (holder) =>
        holder.query(`update sessions set ended_at = now(), ended_reason = 'SIGNED_OUT' where id = $1`, [
          known.sessionId,
        ]),
    )
    expect(codes).toEqual(['SESSION_ENDED'])
    expect(
      await rowsOf(gateway, 'select from memberships where organization_id = $1 and user_id = $2', [
        organizationId,
        known.userId,
      ]),
    ).toEqual([])
  })

  test('the invited person, signed in, needs no password; anybody else does', async () => {
    const known = await person(gateway)
    const { organizationId, administrator, token } = await invited(known.email)
    const other = await attempt(administrator.client, 'acceptInvitation', { token })
    expect(other.codes).toEqual(['INVALID_CREDENTIALS'])
    const { codes } = await attempt(known.client, 'acceptInvitation', { token })
    expect(codes).toEqual([])
    expect(await organizationOf(known.client, organizationId, 'viewerRoles')).toEqual({
      viewerRoles: ['PROFILES_USER'],
    })
  })

  test('an unknown link and a malformed one answer like a used one', async () => {
    const { token } = await invited()
    await accept({ token, password: GOOD_PASSWORD })
    const used = await accept({ token, password: GOOD_PASSWORD })
    for (const other of ['', 'x', 'A'.repeat(43), 'ü', 'x'.repeat(10_000)]) {
      expect(await accept({ token: other, password: GOOD_PASSWORD })).toEqual(used)
    }
  })

  test('of several acceptances at once one wins, and there is one account and one membership', async () => {
    for (let round = 0; round < 4; round++) {
      // New people and people with an account in turn: other checks hold each.
      const known = round % 2 === 0 ? undefined : await person(gateway, { password: GOOD_PASSWORD })
      const { organizationId, email, token } = await invited(known?.email)
      const answers = await Promise.all(Array.from({ length: 3 }, () => accept({ token, password: GOOD_PASSWORD })))
      expect(answers.map(({ codes }) => codes[0] ?? 'DONE').sort()).toEqual(['DONE', 'LINK_INVALID', 'LINK_INVALID'])
      const members = await rowsOf(
        gateway,
        'select from memberships m join users u on u.id = m.user_id where m.organization_id = $1 and u.email = $2',
        [organizationId, email],
      )
      expect(members).toHaveLength(1)
    }
  })

  test('two organizations invite the same new person: the second link asks for the password of the first', async () => {
    const email = `twice-${++counter}@people.example`
    const first = await invited(email)
    const second = await invited(email, ADMINISTRATOR)
    // At once: whoever comes second proves the account that the first made, with the same password.
    const password = GOOD_PASSWORD
    const answers = await Promise.all([first, second].map(({ token }) => accept({ token, password })))
    expect(answers.flatMap(({ codes }) => codes)).toEqual([])
    expect(new Set(answers.map(({ thing }) => thing.accepted?.userId)).size).toBe(1)
    const { client } = await signedIn(gateway, answers[0]?.thing.accepted?.userId ?? '')
    expect(await organizationOf(client, second.organizationId, 'viewerRoles')).toEqual({ viewerRoles: ADMINISTRATOR })
    expect(await organizationOf(client, first.organizationId, 'viewerRoles')).toEqual({
      viewerRoles: ['PROFILES_USER'],
    })
  })

  test('one client network can try so often and no more', async () => {
    const { token } = await invited()
    for (let i = 0; i < 30; i++) expect((await accept({ token: `${i}` })).codes).toEqual(['LINK_INVALID'])
    expect((await accept({ token, password: GOOD_PASSWORD })).codes).toEqual(['RATE_LIMITED'])
  })
})
