import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ask } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import {
  ADMINISTRATOR,
  attempt,
  auditedActions,
  BOTH,
  GOOD_PASSWORD,
  invitationTokenOf,
  lettersTo,
  organizationOf,
  organizationWithAdministrator,
} from '../testkit/organization-acts.js'
import { person, signedIn, signedOutClient, type TestPerson } from '../testkit/people.js'
import { look } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

interface Asked {
  changeRequest: { id: string; status: string; organization: { id: string } | null }
}
const REQUEST = 'changeRequest { id kind status requestedByStaff organization { id } changes { user field after } }'

describe('a new organization', () => {
  let gateway: TestGateway
  let staff: TestPerson
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    staff = await person(gateway, { staff: true })
  })
  afterAll(() => gateway.stop())

  const reason = 'contract 12 was signed'
  const wanted = (email: string, more: Record<string, unknown> = {}) => ({
    ...{ mode: 'TEST', name: 'Fictional Springfield Hospital', timeZone: 'America/Chicago', reason },
    administrator: { email, fullName: 'Ann Administrator', roles: BOTH },
    ...more,
  })
  const create = (input: object) =>
    attempt<{ organizationId: string }>(
      staff.client,
      'createOrganization',
      input as Record<string, unknown>,
      'organizationId organization { name mode account { balance { cents } } }',
    )

  test('set up by staff has an account and an administrator, who makes the own account by a mailed link', async () => {
    const email = 'ann@hospital.example'
    const { codes, thing } = await create(wanted('Ann@hospital.example'))
    expect(codes).toEqual([])
    const { organizationId } = thing
    expect(thing).toMatchObject({
      organization: { name: 'Fictional Springfield Hospital', account: { balance: { cents: 0 } } },
    })
    const before = await organizationOf(
      staff.client,
      organizationId,
      'users { nodes { email } } invitations { nodes { email status roles } }',
    )
    expect(before).toEqual({
      users: { nodes: [] },
      invitations: { nodes: [{ email, status: 'PENDING', roles: BOTH }] },
    })
    const token = await invitationTokenOf(gateway, email)
    const accepted = await attempt<{ accepted: { userId: string } }>(
      signedOutClient(gateway),
      'acceptInvitation',
      { token, password: GOOD_PASSWORD },
      'accepted { userId accountCreated }',
    )
    expect(accepted).toMatchObject({ codes: [], thing: { accepted: { accountCreated: true } } })
    const { client } = await signedIn(gateway, accepted.thing.accepted.userId)
    expect(
      await organizationOf(
        client,
        organizationId,
        'viewerRoles users { nodes { email } } changeRequests { nodes { kind status requestedByStaff reason } }',
      ),
    ).toEqual({
      viewerRoles: BOTH,
      users: { nodes: [{ email }] },
      changeRequests: { nodes: [{ kind: 'CREATE_ORGANIZATION', status: 'APPROVED', requestedByStaff: true, reason }] },
    })
    const actions = await auditedActions(gateway, organizationId)
    expect(actions.filter((action) => action !== 'STAFF_READ')).toEqual(['ORGANIZATION_CREATED', 'INVITATION_ACCEPTED'])
  })

  test('whose administrator has an account already needs no link', async () => {
    const known = await person(gateway)
    const { thing } = await create(wanted(known.email))
    expect(await organizationOf(known.client, thing.organizationId, 'viewerRoles')).toEqual({ viewerRoles: BOTH })
    const letters = await lettersTo(gateway, known.email)
    expect(letters.map(({ kind }) => kind)).toEqual(['INVITATION'])
    expect(letters[0]?.text).not.toContain('/invitations/')
  })

  test('whose first administrator never comes: the invitation is not taken back while there is no other', async () => {
    const { thing } = await create(wanted('absent@hospital.example'))
    const { organizationId } = thing
    const { nodes } = (
      await organizationOf<{ invitations: { nodes: { id: string }[] } }>(
        staff.client,
        organizationId,
        'invitations { nodes { id } }',
      )
    ).invitations
    const invitationId = nodes[0]?.id
    expect((await attempt(staff.client, 'cancelInvitation', { invitationId, reason })).codes).toEqual([
      'LAST_ADMINISTRATOR',
    ])
    const second = await person(gateway, { organizationId, roles: ADMINISTRATOR })
    expect((await attempt(second.client, 'cancelInvitation', { invitationId })).codes).toEqual([])
    const again = { email: 'absent@hospital.example', fullName: 'Abe Absent', roles: ['PROFILES_USER'] }
    expect((await attempt(second.client, 'inviteUsers', { organizationId, users: [again] })).codes).toEqual([])
  })

  test('whose first administrator was mistyped is put right by staff: somebody else is invited, the first taken back', async () => {
    const { thing } = await create(wanted('mistyped@hospital.example'))
    const { organizationId } = thing
    const users = [{ email: 'right@hospital.example', fullName: 'Rita Right', roles: BOTH }]
    const invited = await attempt(
      staff.client,
      'inviteUsers',
      { organizationId, users, reason },
      'invitations { email } changeRequest { status requestedByStaff reason }',
    )
    expect(invited).toMatchObject({
      codes: [],
      thing: {
        invitations: [{ email: 'right@hospital.example' }],
        changeRequest: { status: 'APPROVED', requestedByStaff: true, reason },
      },
    })
    const [mistyped] = await rowsOf<{ id: string }>(gateway, 'select id from invitations where email = $1', [
      'mistyped@hospital.example',
    ])
    const cancelled = await attempt(staff.client, 'cancelInvitation', { invitationId: mistyped?.id, reason })
    expect(cancelled.codes).toEqual([])
    const people = await rowsOf<{ email: string }>(
      gateway,
      'select u.email from memberships m join users u on u.id = m.user_id where m.organization_id = $1',
      [organizationId],
    )
    expect(people).toEqual([{ email: 'right@hospital.example' }])
    const token = await invitationTokenOf(gateway, 'right@hospital.example')
    const accepted = await attempt(signedOutClient(gateway), 'acceptInvitation', { token, password: GOOD_PASSWORD })
    expect(accepted.codes).toEqual([])
    // Now there is somebody to ask.
    const renamed = await attempt(
      staff.client,
      'updateOrganization',
      { organizationId, name: 'Fictional Shelbyville Hospital', reason },
      'changeRequest { status }',
    )
    expect(renamed.thing).toMatchObject({ changeRequest: { status: 'PENDING' } })
    expect((await lettersTo(gateway, 'right@hospital.example')).map(({ kind }) => kind)).toContain('CHANGE_REQUEST')
    expect((await lettersTo(gateway, 'mistyped@hospital.example')).map(({ kind }) => kind)).toEqual(['INVITATION'])
  })

  test('is told of to nobody but administrators who have made the account', async () => {
    const email = 'not-there-yet@hospital.example'
    const { organizationId } = (await create(wanted(email))).thing
    const administrator = await person(gateway, { organizationId, roles: ADMINISTRATOR })
    await attempt(staff.client, 'updateOrganization', { organizationId, phone: '(312) 555-0100', reason })
    expect((await lettersTo(gateway, administrator.email)).map(({ kind }) => kind)).toEqual(['CHANGE_REQUEST'])
    expect((await lettersTo(gateway, email)).map(({ kind }) => kind)).toEqual(['INVITATION'])
  })

  test('is of the mode of the request, and asked for by who administers one of the same mode', async () => {
    const live = await signedIn(gateway, (await person(gateway, { staff: true })).userId, 'LIVE')
    const crossing = await attempt(live.client, 'createOrganization', wanted('live@hospital.example'))
    expect(crossing.codes).toEqual(['INVALID_INPUT'])
    const { administrator } = await organizationWithAdministrator(gateway)
    const asked = { name: 'Real Hospital', timeZone: 'America/Chicago' }
    const other = await attempt(administrator.client, 'requestOrganization', { ...asked, mode: 'LIVE' })
    expect(other.codes).toEqual(['INVALID_INPUT'])
    const inLive = await signedIn(gateway, administrator.userId, 'LIVE')
    expect((await attempt(inLive.client, 'requestOrganization', asked)).codes).toEqual(['FORBIDDEN'])
  })

  test('is refused with wrong data, without an administrator, without a reason, and to everybody but staff', async () => {
    const { administrator } = await organizationWithAdministrator(gateway)
    const vendor = await gateway.vendor()
    await leavingNoTrace(gateway, async () => {
      const profilesUser = { email: 'a@hospital.example', fullName: 'A', roles: ['PROFILES_USER'] }
      const wrongs: [object, string[]][] = [
        [{ name: ' ' }, ['name']],
        [{ timeZone: 'Central' }, ['timeZone']],
        [{ phone: 'call me' }, ['phone']],
        [{ administrator: profilesUser }, ['administrator', 'roles']],
        [{ administrator: { ...profilesUser, email: 'a@b' } }, ['administrator', 'email']],
        [{ reason: '' }, ['reason']],
      ]
      for (const [wrong, field] of wrongs) {
        const { codes, fields } = await create({ ...wanted('a@hospital.example'), ...wrong })
        expect({ codes, fields }).toEqual({ codes: ['INVALID_INPUT'], fields: [field] })
      }
    })
    for (const { client } of [administrator, vendor]) {
      expect((await attempt(client, 'createOrganization', wanted('a@hospital.example'))).codes).toEqual(['FORBIDDEN'])
    }
  })

  test('asked for by an administrator waits for staff; approved, it is there with an account and its administrator', async () => {
    const { administrator } = await organizationWithAdministrator(gateway)
    const input = { name: 'Fictional Hill Clinic', timeZone: 'America/Denver' }
    const { codes, thing } = await attempt<Asked>(administrator.client, 'requestOrganization', input, REQUEST)
    expect(codes).toEqual([])
    expect(thing.changeRequest).toMatchObject({
      kind: 'CREATE_ORGANIZATION',
      status: 'PENDING',
      requestedByStaff: false,
      organization: null,
    })
    const changeRequestId = thing.changeRequest.id
    const pending = await look<{ changeRequests: { nodes: { id: string }[] } }>(
      staff.client,
      'changeRequests(status: PENDING, kind: CREATE_ORGANIZATION) { nodes { id } }',
    )
    expect(pending.changeRequests.nodes).toContainEqual({ id: changeRequestId })
    const own = await attempt(administrator.client, 'approveChangeRequest', { changeRequestId })
    expect(own.codes).toEqual(['FORBIDDEN'])
    expect((await attempt(staff.client, 'approveChangeRequest', { changeRequestId })).fields).toEqual([['reason']])
    const approved = await attempt<Asked>(
      staff.client,
      'approveChangeRequest',
      { changeRequestId, reason, note: 'Welcome' },
      REQUEST,
    )
    expect(approved.codes).toEqual([])
    const organizationId = approved.thing.changeRequest.organization?.id ?? ''
    expect(
      await organizationOf(
        administrator.client,
        organizationId,
        'name timeZone viewerRoles account { balance { cents } }',
      ),
    ).toEqual({ ...input, viewerRoles: ADMINISTRATOR, account: { balance: { cents: 0 } } })
    expect((await lettersTo(gateway, administrator.email)).at(-1)?.text).toContain('Welcome')
    const asked = await ask<{ viewer: { organizationRequests: object } }>(
      administrator.client,
      '{ viewer { organizationRequests { nodes { id status organization { id } } } } }',
    )
    expect(asked.data?.viewer.organizationRequests).toEqual({
      nodes: [{ id: changeRequestId, status: 'APPROVED', organization: { id: organizationId } }],
    })
  })

  test('asked for is decided once, whoever of the staff are at it', async () => {
    const { administrator } = await organizationWithAdministrator(gateway)
    const colleague = await person(gateway, { staff: true })
    const input = { name: 'Fictional Lake Clinic', timeZone: 'America/Chicago' }
    const { thing } = await attempt<Asked>(administrator.client, 'requestOrganization', input, REQUEST)
    const changeRequestId = thing.changeRequest.id
    const decide = ({ client }: TestPerson) => attempt(client, 'approveChangeRequest', { changeRequestId, reason })
    const answers = await Promise.all([staff, colleague, staff].map(decide))
    expect(answers.map(({ codes }) => codes[0] ?? 'DONE').sort()).toEqual([
      'ALREADY_DECIDED',
      'ALREADY_DECIDED',
      'DONE',
    ])
    const mine = await ask<{ organizations: { nodes: { name: string }[] } }>(
      administrator.client,
      '{ organizations { nodes { name } } }',
    )
    expect(mine.data?.organizations.nodes.filter(({ name }) => name === input.name)).toHaveLength(1)
  })

  test('is not for a profiles user to ask for, and not for another administrator to see', async () => {
    const { administrator, adds } = await organizationWithAdministrator(gateway)
    const buyer = await adds()
    const stranger = await organizationWithAdministrator(gateway)
    const input = { name: 'Fictional Bay Clinic', timeZone: 'America/Chicago' }
    expect((await attempt(buyer.client, 'requestOrganization', input)).codes).toEqual(['FORBIDDEN'])
    expect((await attempt(staff.client, 'requestOrganization', input)).codes).toEqual(['FORBIDDEN'])
    const { thing } = await attempt<Asked>(administrator.client, 'requestOrganization', input, REQUEST)
    const changeRequestId = thing.changeRequest.id
    for (const { client } of [stranger.administrator, buyer]) {
      expect((await attempt(client, 'approveChangeRequest', { changeRequestId })).codes).toEqual(['NOT_FOUND'])
    }
    const rejected = await attempt<Asked>(staff.client, 'rejectChangeRequest', { changeRequestId, reason }, REQUEST)
    expect(rejected.thing.changeRequest.status).toBe('REJECTED')
  })

  test('staff find organizations by how their names begin', async () => {
    await create(wanted('z1@hospital.example', { name: 'Zz% Unique Hospital' }))
    await create(wanted('z2@hospital.example', { name: 'Zzz Other Hospital' }))
    const find = async (prefix: string) => {
      const { organizations } = await look<{ organizations: { nodes: { name: string }[] } }>(
        staff.client,
        `organizations(namePrefix: ${JSON.stringify(prefix)}) { nodes { name } }`,
      )
      return organizations.nodes.map(({ name }) => name)
    }
    expect(await find('zz')).toEqual(['Zz% Unique Hospital', 'Zzz Other Hospital'])
    expect(await find('zz%')).toEqual(['Zz% Unique Hospital'])
    expect(await find('unique')).toEqual([])
  })
})
