import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { StaffActor } from '../auth/actor.js'
import { constraintOf } from '../db/sql-state.js'
import { newId } from '../kernel/ids.js'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { attempt, invitationTokenOf } from '../testkit/organization-acts.js'
import { joins, person, sessionClient, signedIn, signedOutClient, type TestPerson } from '../testkit/people.js'
import { SIGN_IN, type TokensAnswer } from '../testkit/sign-in-acts.js'
import { type Acted, act, auditOf, look, refusalsOfOthers, tryToAct } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { vendorMember } from '../testkit/vendor-acts.js'
import { appointStaff } from './staff.appointment.js'

const PASSWORD = 'nine quiet herons by the weir'
const USER = 'user { id email isStaff activatedAt hasActiveSession }'

interface ActedUser {
  user: { id: string; email: string; isStaff: boolean; activatedAt: string | null; hasActiveSession: boolean } | null
}

describe('the staff', () => {
  let gateway: TestGateway
  let staff: TestPerson
  let people = 0
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    staff = await person(gateway, { staff: true })
  })
  afterAll(() => gateway.stop())

  const newAddress = () => `new-staff-${++people}@publisher.example`
  const appoint = (email: string, more: object = {}) =>
    act<ActedUser>(
      staff.client,
      'appointStaff',
      { email, fullName: 'Nora New', reason: 'new colleague', ...more },
      USER,
    )
  const dismiss = (userId: string, by = staff): Promise<Acted<{ userId: string | null }>> =>
    act(by.client, 'dismissStaff', { userId, reason: 'left us' }, 'userId')
  const codes = (answer: Acted<object>) => answer.userErrors.map(({ code, field }) => `${code} ${field.join('.')}`)
  const mailTo = async (email: string) =>
    await rowsOf<{ kind: string; text: string }>(
      gateway,
      'select kind, text_body as text from emails where $1 = any (recipients) order by created_at desc, id desc',
      [email],
    )
  const tokenIn = (text: string) => /\/password-reset\/([\w-]{43})/.exec(text)?.[1] ?? ''
  const resetPassword = async (token: string) =>
    await ask<{ resetPassword: { userErrors: { code: string }[] } }>(
      signedOutClient(gateway),
      `mutation Reset($input: ResetPasswordInput!) { resetPassword(input: $input) { userErrors { code message } } }`,
      { input: { token, newPassword: PASSWORD } },
    )
  const signIn = async (email: string) =>
    await ask<{ signIn: TokensAnswer }>(signedOutClient(gateway), SIGN_IN, { input: { email, password: PASSWORD } })

  test('gain somebody new, who sets a password by the mailed link and sees the back office', async () => {
    const email = newAddress()
    const { user, userErrors } = await appoint(` ${email.toUpperCase()} `)
    expect(userErrors).toEqual([])
    expect(user).toMatchObject({ email, isStaff: true, activatedAt: null, hasActiveSession: false })
    const [audited] = await auditOf(gateway, 'STAFF_APPOINTED')
    expect(audited).toEqual({
      actorId: staff.userId,
      organizationId: null,
      subjectIds: [user?.id],
      reason: 'new colleague',
    })
    const [letter] = await mailTo(email)
    expect(letter?.kind).toBe('INVITATION')
    const token = tokenIn(letter?.text ?? '')
    expect((await resetPassword(token)).data?.resetPassword.userErrors).toEqual([])
    expect((await resetPassword(token)).data?.resetPassword.userErrors[0]?.code).toBe('LINK_INVALID')
    const accessToken = (await signIn(email)).data?.signIn.tokens?.accessToken ?? ''
    const client = sessionClient(gateway, accessToken, 'LIVE', 'first day')
    expect(await look(client, `user(id: "${user?.id}") { isStaff hasActiveSession }`)).toEqual({
      user: { isStaff: true, hasActiveSession: true },
    })
  })

  test('of whom one lost the link get another by a second appointment, and the first opens nothing', async () => {
    const email = newAddress()
    await appoint(email)
    const first = tokenIn((await mailTo(email))[0]?.text ?? '')
    await appoint(email)
    const letters = await mailTo(email)
    expect(letters).toHaveLength(2)
    expect((await resetPassword(first)).data?.resetPassword.userErrors[0]?.code).toBe('LINK_INVALID')
  })

  test('gain a person who has an account: without a link, from the next sign-in on', async () => {
    const member = await person(gateway, { fullName: 'Kim Known' })
    const { user } = await appoint(member.email, { fullName: 'Another Name' })
    expect(user).toMatchObject({ id: member.userId, isStaff: true })
    const [letter] = await mailTo(member.email)
    expect(letter?.text).not.toContain('/password-reset/')
    expect(codesOf(await ask(member.client, '{ viewer { id } }'))).toEqual(['SESSION_ENDED'])
    const { client } = await signedIn(gateway, member.userId)
    expect(await look(client, `user(id: "${member.userId}") { fullName }`)).toEqual({
      user: { fullName: 'Kim Known' },
    })
    await leavingNoTrace(gateway, async () => {
      expect(codes(await appoint(member.email))).toEqual(['ALREADY_EXISTS email'])
    })
  })

  test('gain nobody who acts for an organization or a vendor, who would be lost to it', async () => {
    const { organizationId, vendorId } = await gateway.vendor()
    const administrator = await person(gateway, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'] })
    const developer = await vendorMember(gateway, vendorId)
    await leavingNoTrace(gateway, async () => {
      for (const { email } of [administrator, developer]) {
        expect(codes(await appoint(email))).toEqual(['INVALID_INPUT email'])
      }
    })
    expect(codesOf(await ask(administrator.client, '{ viewer { id } }'))).toEqual([])
  })

  test('are let into no organization and no vendor', async () => {
    const { organizationId, vendorId } = await gateway.vendor()
    const administrator = await person(gateway, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'] })
    const developer = await vendorMember(gateway, vendorId)
    const colleague = await person(gateway, { staff: true, password: PASSWORD })
    const { email } = colleague
    const users = [{ email, fullName: 'Cleo Colleague', roles: ['PROFILES_USER'] }]
    expect((await attempt(administrator.client, 'inviteUsers', { organizationId, users })).codes).toEqual([])
    const token = await invitationTokenOf(gateway, email)
    for (const client of [signedOutClient(gateway), colleague.client]) {
      const accepted = await attempt(client, 'acceptInvitation', { token, password: PASSWORD })
      expect(accepted.codes).toEqual(['INVALID_INPUT'])
    }
    expect((await attempt(developer.client, 'addVendorMember', { vendorId, email })).codes).toEqual(['INVALID_INPUT'])
    const wanted = { mode: 'TEST', name: 'Fictional Clinic', timeZone: 'America/Chicago', reason: 'new' }
    const first = { email, fullName: 'Cleo Colleague', roles: ['ORGANIZATION_ADMINISTRATOR'] }
    const created = await attempt(staff.client, 'createOrganization', { ...wanted, administrator: first })
    expect(created.codes).toEqual(['INVALID_INPUT'])
  })

  test('and the people of organizations stay apart in the database too, of two at once as well', async () => {
    const { organizationId } = await gateway.vendor()
    for (let round = 0; round < 5; round++) {
      const { userId } = await person(gateway)
      const outcomes = await Promise.allSettled([
        joins(gateway, { userId }, organizationId),
        rowsOf(gateway, 'update users set staff = true where id = $1', [userId]),
      ])
      const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [constraintOf(one.reason)] : []))
      expect(refused).toEqual(['users_staff_apart'])
    }
  })

  test('gain nobody by somebody who was dismissed since the request came in', async () => {
    const former = await person(gateway)
    const actor = { kind: 'STAFF', id: former.userId, name: former.fullName, mode: 'TEST', sessionId: former.sessionId }
    const request = { requestId: newId('request'), address: null, userAgent: null, reason: null }
    const act = { actor: { ...actor, scopes: new Set() } as StaffActor, request, reason: 'a friend', at: new Date() }
    const wanted = { email: newAddress(), fullName: 'Carl Crony' }
    const appointing = gateway.database.transaction((tx) =>
      appointStaff(tx, wanted, act, (within, end) => gateway.gateway.sessions.endSessions(within, end)),
    )
    await expect(appointing).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('gain one person when two appoint the same address at once', async () => {
    const email = newAddress()
    const answers = await Promise.all([1, 2, 3].map(() => appoint(email)))
    expect(answers.flatMap(codes)).toEqual([])
    expect(new Set(answers.map(({ user }) => user?.id)).size).toBe(1)
    expect(
      await rowsOf(gateway, 'select id from one_time_links where user_id = $1', [answers[0]?.user?.id]),
    ).toHaveLength(1)
  })

  test.each([
    [{ email: 'no address' }, 'INVALID_INPUT email'],
    [{ fullName: '  ' }, 'INVALID_INPUT fullName'],
    [{ fullName: 'x'.repeat(201) }, 'INVALID_INPUT fullName'],
    [{ fullName: 'See https://evil.example' }, 'INVALID_INPUT fullName'],
    [{ reason: '' }, 'INVALID_INPUT reason'],
  ])('gain nobody by %p', async (wrong, expected) => {
    const { email = newAddress(), ...more } = wrong as { email?: string }
    await leavingNoTrace(gateway, async () => expect(codes(await appoint(email, more))).toEqual([expected]))
  })

  test('gain nobody when the letter cannot be written', async () => {
    const email = newAddress()
    await rowsOf(
      gateway,
      `create function break_down() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
    )
    await rowsOf(gateway, 'create trigger broken before insert on emails for each row execute function break_down()')
    const input = { email, fullName: 'Nora New', reason: 'new' }
    const answer = await leavingNoTrace(gateway, () => tryToAct(staff.client, 'appointStaff', input, '__typename'))
    await rowsOf(gateway, 'drop trigger broken on emails')
    expect(codesOf(answer)).toEqual(['INTERNAL'])
    expect(await rowsOf(gateway, 'select id from users where email = $1', [email])).toEqual([])
  })

  test('lose whom they dismiss, who is signed out at once and keeps the account', async () => {
    const leaver = await person(gateway, { staff: true })
    expect(await dismiss(leaver.userId)).toEqual({ userId: leaver.userId, userErrors: [] })
    const answer = await ask(leaver.client, '{ viewer { id } }')
    expect([answer.status, codesOf(answer)]).toEqual([401, ['SESSION_ENDED']])
    const { user } = await look<{ user: object }>(
      staff.client,
      `user(id: "${leaver.userId}") { isStaff hasActiveSession }`,
    )
    expect(user).toEqual({ isStaff: false, hasActiveSession: false })
    const [audited] = await auditOf(gateway, 'STAFF_DISMISSED')
    expect(audited).toMatchObject({ actorId: staff.userId, subjectIds: [leaver.userId], reason: 'left us' })
    expect(codes(await dismiss(leaver.userId))).toEqual(['NOT_FOUND userId'])
  })

  test('lose nobody by their own hand, nor somebody who is none of them', async () => {
    const { userId } = await person(gateway)
    await leavingNoTrace(gateway, async () =>
      expect(codes(await dismiss(staff.userId))).toEqual(['INVALID_INPUT userId']),
    )
    expect(codes(await dismiss(userId))).toEqual(['NOT_FOUND userId'])
    expect(codes(await dismiss(newId('user')))).toEqual(['NOT_FOUND userId'])
  })

  test('who were appointed and dismissed before they came cannot come by the old link', async () => {
    const email = newAddress()
    const { user } = await appoint(email)
    const token = tokenIn((await mailTo(email))[0]?.text ?? '')
    await dismiss(user?.id ?? '')
    expect((await resetPassword(token)).data?.resetPassword.userErrors[0]?.code).toBe('LINK_INVALID')
  })

  test('sign out whomever they must', async () => {
    const somebody = await person(gateway)
    const input = { userId: somebody.userId, reason: 'lost laptop' }
    const { user, userErrors } = await act<ActedUser>(staff.client, 'endUserSessions', input, USER)
    expect(userErrors).toEqual([])
    expect(user).toMatchObject({ id: somebody.userId, hasActiveSession: false })
    expect(codesOf(await ask(somebody.client, '{ viewer { id } }'))).toEqual(['SESSION_ENDED'])
    const [audited] = await auditOf(gateway, 'SESSION_ENDED')
    expect(audited).toMatchObject({ actorId: staff.userId, subjectIds: [somebody.userId], reason: 'lost laptop' })
    const unknown = await act<ActedUser>(staff.client, 'endUserSessions', { ...input, userId: newId('user') }, USER)
    expect(codes(unknown)).toEqual(['NOT_FOUND userId'])
  })

  test('are the only ones who do all this', async () => {
    const everybodyElse = ['FORBIDDEN', 'FORBIDDEN', 'UNAUTHENTICATED']
    const { userId } = staff
    const reason = 'mine'
    const wanted = { email: newAddress(), fullName: 'Nora New', reason }
    expect(await refusalsOfOthers(gateway, 'appointStaff', wanted)).toEqual(everybodyElse)
    expect(await refusalsOfOthers(gateway, 'dismissStaff', { userId, reason })).toEqual(everybodyElse)
    expect(await refusalsOfOthers(gateway, 'endUserSessions', { userId, reason })).toEqual(everybodyElse)
  })
})
