import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { Asked, changeScene, decide, REQUEST, CHANGE_REASON as reason } from '../testkit/change-request-acts.js'
import {
  ADMINISTRATOR,
  attempt,
  auditedActions,
  BOTH,
  lettersTo,
  organizationOf,
} from '../testkit/organization-acts.js'
import { person } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

describe('a change that staff ask for', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())

  const scene = () => changeScene(gateway)

  test('waits, is mailed to the administrators, changes nothing, and is applied once one of them approves', async () => {
    const { organizationId, administrator, staff, asks, name } = await scene()
    const changeRequest = await asks('updateOrganization', { name: 'Fictional Clinic North' })
    expect(changeRequest).toMatchObject({
      status: 'PENDING',
      requestedByStaff: true,
      reason,
      changes: [{ user: null, field: 'name', before: name, after: 'Fictional Clinic North' }],
    })
    expect(await organizationOf(administrator.client, organizationId, 'name')).toEqual({ name })
    const [letter] = await lettersTo(gateway, administrator.email)
    expect(letter?.kind).toBe('CHANGE_REQUEST')
    for (const fact of [name, 'Fictional Clinic North', changeRequest.id, reason]) expect(letter?.text).toContain(fact)
    const approved = await decide(administrator, 'approveChangeRequest', changeRequest.id, { note: 'Thank you' })
    expect(approved.codes).toEqual([])
    expect(approved.thing.changeRequest).toMatchObject({
      status: 'APPROVED',
      note: 'Thank you',
      decidedByName: administrator.fullName,
    })
    expect(await organizationOf(administrator.client, organizationId, 'name')).toEqual({
      name: 'Fictional Clinic North',
    })
    expect((await lettersTo(gateway, staff.email)).map(({ text }) => text)).toEqual([
      expect.stringContaining('Thank you'),
    ])
    expect(await auditedActions(gateway, organizationId)).toEqual([
      'CHANGE_REQUESTED',
      'ORGANIZATION_UPDATED',
      'CHANGE_APPROVED',
    ])
    const reasons = await rowsOf(
      gateway,
      "select reason from audit_events where organization_id = $1 and action = 'CHANGE_REQUESTED'",
      [organizationId],
    )
    expect(reasons).toEqual([{ reason }])
    expect((await decide(administrator, 'rejectChangeRequest', changeRequest.id)).codes).toEqual(['ALREADY_DECIDED'])
  })

  test('needs a reason', async () => {
    const { organizationId, staff } = await scene()
    await leavingNoTrace(gateway, async () => {
      const { codes, fields } = await attempt(staff.client, 'updateOrganization', { organizationId, name: 'X' })
      expect({ codes, fields }).toEqual({ codes: ['INVALID_INPUT'], fields: [['reason']] })
    })
  })

  test('rejected, it changes nothing and staff are told', async () => {
    const { organizationId, administrator, staff, asks, name } = await scene()
    const { id } = await asks('updateOrganization', { name: 'Fictional Clinic South' })
    const { thing } = await decide(administrator, 'rejectChangeRequest', id, { note: 'That is another clinic' })
    expect(thing.changeRequest.status).toBe('REJECTED')
    expect(await organizationOf(administrator.client, organizationId, 'name')).toEqual({ name })
    expect((await lettersTo(gateway, staff.email)).at(-1)?.text).toContain('That is another clinic')
  })

  test('of people: inviting, roles, removal and taking an invitation back work the same way', async () => {
    const { organizationId, administrator, adds, asks } = await scene()
    const buyer = await adds()
    const user = {
      email: `by-staff-${organizationId}@people.example`,
      fullName: 'Sam Staffed',
      roles: ['PROFILES_USER'],
    }
    const invitation = await asks('inviteUsers', { users: [user] })
    expect(await lettersTo(gateway, user.email)).toEqual([])
    await decide(administrator, 'approveChangeRequest', invitation.id)
    expect(await lettersTo(gateway, user.email)).toHaveLength(1)
    const roles = await asks('changeUserRoles', { userId: buyer.userId, roles: BOTH })
    expect(await organizationOf(buyer.client, organizationId, 'viewerRoles')).toEqual({
      viewerRoles: ['PROFILES_USER'],
    })
    await decide(administrator, 'approveChangeRequest', roles.id)
    expect(await organizationOf(buyer.client, organizationId, 'viewerRoles')).toEqual({ viewerRoles: BOTH })
    const [pending] = (
      await organizationOf<{ invitations: { nodes: { id: string }[] } }>(
        administrator.client,
        organizationId,
        'invitations(status: PENDING) { nodes { id } }',
      )
    ).invitations.nodes
    const staff = await person(gateway, { staff: true })
    const back = await attempt<Asked>(staff.client, 'cancelInvitation', { invitationId: pending?.id, reason }, REQUEST)
    await decide(administrator, 'approveChangeRequest', back.thing.changeRequest.id)
    const removal = await asks('removeUser', { userId: buyer.userId })
    await decide(administrator, 'approveChangeRequest', removal.id)
    const seen = await organizationOf(
      administrator.client,
      organizationId,
      `users { nodes { email } } invitations { nodes { status } }
       changeRequests { nodes { kind status } } rejected: changeRequests(status: REJECTED) { nodes { kind } }`,
    )
    expect(seen).toEqual({
      users: { nodes: [{ email: administrator.email }] },
      invitations: { nodes: [{ status: 'CANCELLED' }] },
      changeRequests: {
        nodes: ['REMOVE_USER', 'CANCEL_INVITATION', 'CHANGE_ROLES', 'ADD_USERS'].map((kind) => ({
          kind,
          status: 'APPROVED',
        })),
      },
      rejected: { nodes: [] },
    })
  })

  test('that no longer fits is refused and stays pending', async () => {
    const { organizationId, administrator, adds, asks } = await scene()
    const second = await adds({ roles: ADMINISTRATOR })
    const removal = await asks('removeUser', { userId: second.userId })
    const roles = await asks('changeUserRoles', { userId: second.userId, roles: ['PROFILES_USER'] })
    const renaming = await asks('updateOrganization', { name: 'Fictional Clinic East' })
    const user = { email: `later-${organizationId}@people.example`, fullName: 'Lea Later', roles: ['PROFILES_USER'] }
    const adding = await asks('inviteUsers', { users: [user] })
    const { userId } = second
    await attempt(administrator.client, 'changeUserRoles', { organizationId, userId, roles: BOTH })
    await attempt(administrator.client, 'updateOrganization', { organizationId, name: 'Fictional Clinic West' })
    await attempt(administrator.client, 'inviteUsers', { organizationId, users: [user] })
    for (const { id } of [removal, roles, renaming]) {
      const refused = await decide(administrator, 'approveChangeRequest', id)
      expect(refused).toMatchObject({ codes: ['CHANGE_OUTDATED'], fields: [['changeRequestId']] })
    }
    expect(await decide(administrator, 'approveChangeRequest', adding.id)).toMatchObject({
      codes: ['USER_ALREADY_ADDED'],
      fields: [['changeRequestId']],
    })
    await attempt(administrator.client, 'removeUser', { organizationId, userId })
    expect((await decide(administrator, 'approveChangeRequest', removal.id)).codes).toEqual(['CHANGE_OUTDATED'])
    expect((await decide(administrator, 'rejectChangeRequest', removal.id)).codes).toEqual([])
    const { changeRequests } = await organizationOf<{ changeRequests: { nodes: object[] } }>(
      administrator.client,
      organizationId,
      'changeRequests(status: PENDING) { nodes { id } }',
    )
    expect(changeRequests.nodes).toEqual([{ id: adding.id }, { id: renaming.id }, { id: roles.id }])
  })

  test('cannot take the last administrator, neither when asked for nor when approved', async () => {
    const { organizationId, administrator, staff, adds, asks } = await scene()
    const { userId } = administrator
    const at = await attempt(staff.client, 'removeUser', { organizationId, userId, reason })
    expect(at.codes).toEqual(['LAST_ADMINISTRATOR'])
    const second = await adds({ roles: ADMINISTRATOR })
    const removal = await asks('removeUser', { userId })
    await attempt(administrator.client, 'removeUser', { organizationId, userId: second.userId })
    expect(await decide(administrator, 'approveChangeRequest', removal.id)).toMatchObject({
      codes: ['LAST_ADMINISTRATOR'],
      fields: [['changeRequestId']],
    })
  })

  test('two removals approved by the two administrators at once leave one of them', async () => {
    for (let round = 0; round < 8; round++) {
      const { organizationId, administrator, adds, asks } = await scene()
      const second = await adds({ roles: ADMINISTRATOR })
      const first = await asks('removeUser', { userId: administrator.userId })
      const other = await asks('removeUser', { userId: second.userId })
      const answers = await Promise.all([
        decide(administrator, 'approveChangeRequest', first.id),
        decide(second, 'approveChangeRequest', other.id),
      ])
      expect(answers.filter(({ codes }) => codes.length === 0)).toHaveLength(1)
      const left = await rowsOf(gateway, 'select from memberships where organization_id = $1', [organizationId])
      expect(left).toHaveLength(1)
    }
  })

  test('is decided by one of those who decide at once', async () => {
    for (let round = 0; round < 5; round++) {
      const { administrator, adds, asks } = await scene()
      const second = await adds({ roles: ADMINISTRATOR })
      const { id } = await asks('updateOrganization', { phone: '555-0100' })
      const answers = await Promise.all([
        decide(administrator, 'approveChangeRequest', id),
        decide(second, 'rejectChangeRequest', id),
        decide(administrator, 'rejectChangeRequest', id),
      ])
      const codes = answers.map((answer) => answer.codes[0] ?? 'DONE').sort()
      expect(codes).toEqual(['ALREADY_DECIDED', 'ALREADY_DECIDED', 'DONE'])
    }
  })
})
