import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { GatewayClient } from '../client/gateway-client.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import {
  attempt,
  auditedActions,
  invitationTokenOf,
  lettersTo,
  organizationOf,
  organizationWithAdministrator,
} from '../testkit/organization-acts.js'
import { person, signedIn } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

const UNKNOWN_INVITATION = 'inv_00000000000000000000000000'
const INVITATIONS = 'invitations { id email status roles }'
const MS_PER_DAY = 86_400_000

describe('inviting people', () => {
  let gateway: TestGateway
  let counter = 0
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())

  const buyer = () => ({
    email: `invited-${++counter}@people.example`,
    fullName: 'Ida Invited',
    roles: ['PROFILES_USER'],
  })

  async function invite(client: GatewayClient, organizationId: string, user = buyer()) {
    const { thing } = await attempt<{ invitations: { id: string }[] }>(
      client,
      'inviteUsers',
      { organizationId, users: [user] },
      INVITATIONS,
    )
    return { user, id: thing.invitations[0]?.id ?? '' }
  }

  test('several at once: each gets a letter with a link of their own, of which the database knows the hash only', async () => {
    const { organizationId, administrator, name } = await organizationWithAdministrator(gateway)
    const users = [buyer(), { ...buyer(), email: 'Mixed.Case@People.example' }]
    const { codes, thing } = await attempt(
      administrator.client,
      'inviteUsers',
      { organizationId, users },
      `${INVITATIONS} changeRequest { status kind }`,
    )
    expect(codes).toEqual([])
    expect(thing).toMatchObject({
      invitations: [{ status: 'PENDING' }, { email: 'mixed.case@people.example' }],
      changeRequest: { status: 'APPROVED', kind: 'ADD_USERS' },
    })
    const tokens = await Promise.all(users.map(({ email }) => invitationTokenOf(gateway, email.toLowerCase())))
    expect(new Set(tokens).size).toBe(2)
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const [letter] = await lettersTo(gateway, users[0]?.email ?? '')
    expect(letter).toMatchObject({ kind: 'INVITATION', subject: `Invitation to ${name}` })
    expect(letter?.text).toContain(`http://gateway.test/invitations/${tokens[0]}`)
    const rows = await rowsOf(gateway, 'select * from invitations where organization_id = $1', [organizationId])
    for (const token of tokens) expect(JSON.stringify(rows)).not.toContain(token)
    expect(await auditedActions(gateway, organizationId)).toEqual(['USER_INVITED'])
    expect(JSON.stringify(gateway.logs)).not.toContain('people.example')
  })

  test('all or none: whatever is wrong is said row by row, and nobody is invited', async () => {
    const { organizationId, administrator, adds } = await organizationWithAdministrator(gateway)
    const member = await adds()
    const { user: invited } = await invite(administrator.client, organizationId)
    const again = buyer()
    await leavingNoTrace(gateway, async () => {
      const known = [buyer(), { ...buyer(), email: member.email.toUpperCase() }, { ...buyer(), email: invited.email }]
      expect(await attempt(administrator.client, 'inviteUsers', { organizationId, users: known })).toMatchObject({
        codes: ['USER_ALREADY_ADDED', 'USER_ALREADY_ADDED'],
        fields: [
          ['users', '1', 'email'],
          ['users', '2', 'email'],
        ],
      })
      const wrong = [
        { ...buyer(), email: 'no address' },
        again,
        { ...buyer(), roles: [] },
        { ...again, email: again.email.toUpperCase() },
        { ...buyer(), fullName: ' ' },
      ]
      expect(await attempt(administrator.client, 'inviteUsers', { organizationId, users: wrong })).toMatchObject({
        codes: ['INVALID_INPUT', 'INVALID_INPUT', 'USER_ALREADY_ADDED', 'INVALID_INPUT'],
        fields: [
          ['users', '0', 'email'],
          ['users', '2', 'roles'],
          ['users', '3', 'email'],
          ['users', '4', 'fullName'],
        ],
      })
      for (const users of [[], Array.from({ length: 101 }, buyer)]) {
        expect((await attempt(administrator.client, 'inviteUsers', { organizationId, users })).fields).toEqual([
          ['users'],
        ])
      }
    })
  })

  test('two calls at once that add the same person: one wins', async () => {
    const { organizationId, administrator, adds } = await organizationWithAdministrator(gateway)
    const second = await adds({ roles: ['ORGANIZATION_ADMINISTRATOR'] })
    const users = [buyer()]
    const answers = await Promise.all(
      [administrator, second].map(({ client }) => attempt(client, 'inviteUsers', { organizationId, users })),
    )
    expect(answers.map(({ codes }) => codes[0] ?? 'DONE').sort()).toEqual(['DONE', 'USER_ALREADY_ADDED'])
    expect(await lettersTo(gateway, users[0]?.email ?? '')).toHaveLength(1)
  })

  test('sent again, it has a new link and the whole time; the old link is void', async () => {
    const { organizationId, administrator } = await organizationWithAdministrator(gateway)
    const { user, id } = await invite(administrator.client, organizationId)
    const earlier = await invitationTokenOf(gateway, user.email)
    const { codes, thing } = await attempt<{ invitation: { sentAt: string; expiresAt: string } }>(
      administrator.client,
      'resendInvitation',
      { invitationId: id },
      'invitation { status sentAt expiresAt }',
    )
    expect(codes).toEqual([])
    expect(Date.parse(thing.invitation.expiresAt) - Date.parse(thing.invitation.sentAt)).toBe(14 * MS_PER_DAY)
    const later = await invitationTokenOf(gateway, user.email)
    expect(later).not.toBe(earlier)
    const password = 'four otters paint violet barns'
    const old = await attempt(administrator.client, 'acceptInvitation', { token: earlier, password })
    expect(old.codes).toEqual(['LINK_INVALID'])
    const now = await attempt(administrator.client, 'acceptInvitation', { token: later, password })
    expect(now.codes).toEqual([])
    const over = await attempt(administrator.client, 'resendInvitation', { invitationId: id })
    expect(over.codes).toEqual(['ALREADY_DECIDED'])
  })

  test('one invitation becomes so many letters an hour and no more', async () => {
    const { organizationId, administrator } = await organizationWithAdministrator(gateway)
    const { user, id } = await invite(administrator.client, organizationId)
    for (let i = 0; i < 5; i++) {
      expect((await attempt(administrator.client, 'resendInvitation', { invitationId: id })).codes).toEqual([])
    }
    expect((await attempt(administrator.client, 'resendInvitation', { invitationId: id })).codes).toEqual([
      'RATE_LIMITED',
    ])
    expect(await lettersTo(gateway, user.email)).toHaveLength(6)
  })

  test('taken back, its link is void, and the person can be invited anew', async () => {
    const { organizationId, administrator } = await organizationWithAdministrator(gateway)
    const { user, id } = await invite(administrator.client, organizationId)
    const token = await invitationTokenOf(gateway, user.email)
    const { thing } = await attempt(
      administrator.client,
      'cancelInvitation',
      { invitationId: id },
      'invitation { status endedAt } changeRequest { kind status changes { user field before after } }',
    )
    expect(thing).toMatchObject({
      invitation: { status: 'CANCELLED' },
      changeRequest: {
        kind: 'CANCEL_INVITATION',
        status: 'APPROVED',
        changes: [
          { user: user.email, field: 'fullName', before: user.fullName, after: null },
          { user: user.email, field: 'roles', before: 'PROFILES_USER', after: null },
        ],
      },
    })
    const late = await attempt(administrator.client, 'acceptInvitation', { token, password: 'x' })
    expect(late.codes).toEqual(['LINK_INVALID'])
    expect((await attempt(administrator.client, 'cancelInvitation', { invitationId: id })).codes).toEqual([
      'ALREADY_DECIDED',
    ])
    expect((await invite(administrator.client, organizationId, user)).id).not.toBe('')
  })

  test('a foreign or unknown invitation cannot be told apart, nor can those of the own organization by a profiles user', async () => {
    const { organizationId, administrator, adds } = await organizationWithAdministrator(gateway)
    const { id } = await invite(administrator.client, organizationId)
    const user = await adds()
    const stranger = await organizationWithAdministrator(gateway)
    for (const mutation of ['resendInvitation', 'cancelInvitation']) {
      const told = async (invitationId: string, { client } = stranger.administrator) => {
        let text = ''
        const statements = await gateway.countStatements(async () => {
          text = JSON.stringify(await attempt(client, mutation, { invitationId }))
        })
        return { text: text.replaceAll(invitationId, 'ID'), statements }
      }
      const foreign = await told(id)
      expect(foreign.text).toContain('NOT_FOUND')
      expect(foreign).toEqual(await told(UNKNOWN_INVITATION))
      expect(await told(id, user)).toEqual(await told(UNKNOWN_INVITATION, user))
      expect((await told(id, user)).text).toBe(foreign.text)
    }
  })

  test('after 14 days the link is over and the list says so; the person can be invited anew', async () => {
    const { organizationId, administrator } = await organizationWithAdministrator(gateway)
    const { user } = await invite(administrator.client, organizationId)
    const token = await invitationTokenOf(gateway, user.email)
    gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 14 * MS_PER_DAY))
    // The session of then is over as well.
    const { client } = await signedIn(gateway, administrator.userId)
    const late = await attempt(client, 'acceptInvitation', { token, password: 'four otters paint violet barns' })
    expect(late.codes).toEqual(['LINK_INVALID'])
    const seen = await organizationOf<{ expired: { nodes: object[] }; pending: { nodes: object[] } }>(
      client,
      organizationId,
      `expired: invitations(status: EXPIRED) { nodes { email status endedAt } }
       pending: invitations(status: PENDING) { nodes { email } }`,
    )
    expect(seen).toEqual({
      expired: { nodes: [{ email: user.email, status: 'EXPIRED', endedAt: null }] },
      pending: { nodes: [] },
    })
    // Sent again it would give the rights anew, which staff only ask for.
    const staff = await person(gateway, { staff: true })
    const [expired] = await rowsOf<{ id: string }>(gateway, 'select id from invitations where email = $1', [user.email])
    const again = { invitationId: expired?.id, reason: 'asked for by telephone' }
    expect((await attempt(staff.client, 'resendInvitation', again)).codes).toEqual(['ALREADY_DECIDED'])
    expect((await invite(client, organizationId, user)).id).not.toBe('')
    const both = await organizationOf(client, organizationId, 'invitations { nodes { status } }')
    expect(both).toEqual({ invitations: { nodes: [{ status: 'PENDING' }, { status: 'EXPIRED' }] } })
  })
})
