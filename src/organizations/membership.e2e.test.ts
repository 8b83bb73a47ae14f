import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace } from '../testkit/census.js'
import {
  ADMINISTRATOR,
  attempt,
  auditedActions,
  BOTH,
  organizationOf,
  organizationWithAdministrator,
} from '../testkit/organization-acts.js'
import { joins, person } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

const UNKNOWN_USER = 'usr_00000000000000000000000000'
const UNKNOWN_ORGANIZATION = 'org_00000000000000000000000000'
const CHANGE = 'changeRequest { kind status requestedByStaff changes { user field before after } }'

describe("an organization's people", () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())

  test('an administrator sees the users who have made their account, by pages, and nobody else', async () => {
    const { organizationId, administrator, adds } = await organizationWithAdministrator(gateway)
    const buyer = await adds()
    const invited = { email: 'not-yet@people.example', fullName: 'Nora Notyet', roles: ['PROFILES_USER'] }
    await attempt(administrator.client, 'inviteUsers', { organizationId, users: [invited] })
    const seen = await organizationOf<{
      users: { nodes: object[]; pageInfo: { hasNextPage: boolean } }
      first: { nodes: { email: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
    }>(
      administrator.client,
      organizationId,
      `users { nodes { userId email fullName roles activatedAt } pageInfo { hasNextPage } }
       first: users(first: 1) { nodes { email } pageInfo { hasNextPage endCursor } }`,
    )
    expect(seen.users.nodes).toMatchObject([
      { userId: administrator.userId, email: administrator.email, roles: ['ORGANIZATION_ADMINISTRATOR'] },
      { userId: buyer.userId, fullName: buyer.fullName, roles: ['PROFILES_USER'] },
    ])
    expect(seen.first).toMatchObject({ nodes: [{ email: administrator.email }], pageInfo: { hasNextPage: true } })
    const next = await organizationOf<{ users: object }>(
      administrator.client,
      organizationId,
      `users(first: 1, after: "${seen.first.pageInfo.endCursor}") { nodes { email } pageInfo { hasNextPage } }`,
    )
    expect(next.users).toEqual({ nodes: [{ email: buyer.email }], pageInfo: { hasNextPage: false } })
  })

  test('users, invitations and change requests of many organizations take a bounded number of statements', async () => {
    const first = await organizationWithAdministrator(gateway)
    const query = `{ organizations { nodes { viewerRoles advisories { code }
      users { nodes { email } } invitations { nodes { email } } changeRequests { nodes { id organization { id } } } } } }`
    const { administrator } = first
    await ask(administrator.client, query)
    const one = await gateway.countStatements(() => ask(administrator.client, query))
    for (let i = 0; i < 3; i++) {
      const { organizationId } = await organizationWithAdministrator(gateway)
      await joins(gateway, administrator, organizationId, ADMINISTRATOR)
    }
    expect(await gateway.countStatements(() => ask(administrator.client, query))).toBe(one)
  })

  test('a profiles user and a vendor see neither users nor invitations nor change requests', async () => {
    const vendor = await gateway.vendor()
    const buyer = await person(gateway, { organizationId: vendor.organizationId })
    for (const client of [buyer.client, vendor.client]) {
      for (const field of ['users', 'invitations', 'changeRequests']) {
        const answer = await ask<{ organization: object }>(
          client,
          `query ($id: ID!) { organization(id: $id) { name ${field} { nodes { __typename } } advisories { code } } }`,
          { id: vendor.organizationId },
        )
        expect(codesOf(answer)).toEqual(['FORBIDDEN'])
        expect(answer.data?.organization).toMatchObject({ [field]: null, advisories: [] })
      }
    }
  })

  test('everybody learns the own roles; a second administrator is advised until there is one', async () => {
    const { organizationId, administrator, adds } = await organizationWithAdministrator(gateway)
    const selection = 'viewerRoles advisories { code message }'
    expect(await organizationOf(administrator.client, organizationId, selection)).toMatchObject({
      viewerRoles: ['ORGANIZATION_ADMINISTRATOR'],
      advisories: [{ code: 'SECOND_ADMINISTRATOR_RECOMMENDED' }],
    })
    await adds({ roles: BOTH })
    expect(await organizationOf(administrator.client, organizationId, selection)).toMatchObject({ advisories: [] })
    const vendor = await gateway.vendor()
    expect(await organizationOf(vendor.client, vendor.organizationId, 'viewerRoles')).toEqual({ viewerRoles: [] })
  })

  test("an administrator changes a user's roles at once; it is listed as approved, with before and after", async () => {
    const { organizationId, administrator, adds } = await organizationWithAdministrator(gateway)
    const buyer = await adds()
    const input = { organizationId, userId: buyer.userId, roles: BOTH }
    const { thing } = await attempt(administrator.client, 'changeUserRoles', input, `user { roles } ${CHANGE}`)
    expect(thing).toMatchObject({
      user: { roles: BOTH },
      changeRequest: {
        kind: 'CHANGE_ROLES',
        status: 'APPROVED',
        requestedByStaff: false,
        changes: [
          {
            user: buyer.email,
            field: 'roles',
            before: 'PROFILES_USER',
            after: 'ORGANIZATION_ADMINISTRATOR, PROFILES_USER',
          },
        ],
      },
    })
    expect(await organizationOf(buyer.client, organizationId, 'viewerRoles')).toEqual({ viewerRoles: BOTH })
    expect(await auditedActions(gateway, organizationId)).toEqual(['USER_ROLES_CHANGED'])
    const again = await attempt<{ changeRequest: null }>(administrator.client, 'changeUserRoles', input, CHANGE)
    expect(again).toMatchObject({ codes: [], thing: { changeRequest: null } })
  })

  test('a removed user has no access from the next request on, and keeps the account and other organizations', async () => {
    const { organizationId, administrator, adds } = await organizationWithAdministrator(gateway)
    const other = await organizationWithAdministrator(gateway)
    const buyer = await adds()
    await joins(gateway, buyer, other.organizationId)
    const { thing } = await attempt(
      administrator.client,
      'removeUser',
      { organizationId, userId: buyer.userId },
      CHANGE,
    )
    expect(thing).toMatchObject({ changeRequest: { kind: 'REMOVE_USER', status: 'APPROVED' } })
    const left = await ask<{ organizations: { nodes: unknown[] } }>(buyer.client, '{ organizations { nodes { id } } }')
    expect(left.data?.organizations.nodes).toEqual([{ id: other.organizationId }])
    const again = await attempt(administrator.client, 'removeUser', { organizationId, userId: buyer.userId })
    expect(again).toMatchObject({ codes: ['NOT_FOUND'], fields: [['userId']] })
  })

  test('the last administrator can neither go nor give up the role, and nothing is left behind', async () => {
    const { organizationId, administrator, adds } = await organizationWithAdministrator(gateway, { roles: BOTH })
    await adds()
    const { userId, client } = administrator
    await leavingNoTrace(gateway, async () => {
      const roles = ['PROFILES_USER']
      expect(await attempt(client, 'changeUserRoles', { organizationId, userId, roles })).toMatchObject({
        codes: ['LAST_ADMINISTRATOR'],
        fields: [['userId']],
      })
      expect((await attempt(client, 'removeUser', { organizationId, userId })).codes).toEqual(['LAST_ADMINISTRATOR'])
    })
    const second = await adds({ roles: ADMINISTRATOR })
    expect((await attempt(client, 'removeUser', { organizationId, userId })).codes).toEqual([])
    const next = await attempt(second.client, 'removeUser', { organizationId, userId: second.userId })
    expect(next.codes).toEqual(['LAST_ADMINISTRATOR'])
  })

  test('a profiles user may change nothing; a foreign administrator and a vendor find nothing', async () => {
    const { organizationId, administrator, adds } = await organizationWithAdministrator(gateway)
    const buyer = await adds()
    const stranger = await organizationWithAdministrator(gateway)
    const vendor = await gateway.vendor()
    const user = { email: 'x@people.example', fullName: 'X', roles: ['PROFILES_USER'] }
    const acts: [string, Record<string, unknown>][] = [
      ['inviteUsers', { organizationId, users: [user] }],
      ['changeUserRoles', { organizationId, userId: administrator.userId, roles: ['PROFILES_USER'] }],
      ['removeUser', { organizationId, userId: administrator.userId }],
      ['updateOrganization', { organizationId, name: 'Taken Over' }],
    ]
    for (const [mutation, input] of acts) {
      expect((await attempt(buyer.client, mutation, input)).codes).toEqual(['FORBIDDEN'])
      expect((await attempt(vendor.client, mutation, input)).codes).toEqual(['FORBIDDEN'])
      const foreign = await attempt(stranger.administrator.client, mutation, input)
      expect(foreign).toMatchObject({ codes: ['NOT_FOUND'], fields: [['organizationId']] })
      const told = async (id: string) => {
        let text = ''
        const statements = await gateway.countStatements(async () => {
          const answer = await attempt(stranger.administrator.client, mutation, { ...input, organizationId: id })
          text = JSON.stringify(answer).replaceAll(id, 'ID')
        })
        return { text, statements }
      }
      const live = await organizationWithAdministrator(gateway, { mode: 'LIVE' })
      const unknown = await told(UNKNOWN_ORGANIZATION)
      expect(await told(organizationId)).toEqual(unknown)
      expect(await told(live.organizationId)).toEqual(unknown)
    }
    const removing = async (userId: string) => {
      const input = { organizationId: stranger.organizationId, userId }
      return JSON.stringify(await attempt(stranger.administrator.client, 'removeUser', input)).replaceAll(userId, 'ID')
    }
    expect(await removing(administrator.userId)).toBe(await removing(UNKNOWN_USER))
  })

  test('a person administers several organizations with one account, each on its own', async () => {
    const first = await organizationWithAdministrator(gateway)
    const second = await organizationWithAdministrator(gateway)
    const { administrator } = first
    await joins(gateway, administrator, second.organizationId, BOTH)
    for (const { organizationId } of [first, second]) {
      const input = { organizationId, phone: '(312) 555-0100' }
      expect((await attempt(administrator.client, 'updateOrganization', input)).codes).toEqual([])
    }
    // Leaving one of them changes nothing in the other.
    const { organizationId } = second
    expect(
      (await attempt(second.administrator.client, 'removeUser', { organizationId, userId: administrator.userId }))
        .codes,
    ).toEqual([])
    expect((await attempt(administrator.client, 'updateOrganization', { organizationId, name: 'X' })).codes).toEqual([
      'NOT_FOUND',
    ])
    const own = { organizationId: first.organizationId, name: 'Fictional Clinic of Springfield' }
    expect((await attempt(administrator.client, 'updateOrganization', own)).codes).toEqual([])
  })

  test('the data of an organization changes field by field; what is left out stays, null takes away', async () => {
    const { organizationId, administrator, name } = await organizationWithAdministrator(gateway)
    const address = {
      street: ['1 Example Plaza', 'Suite 5'],
      city: 'Springfield',
      state: 'il',
      postalCode: '62701',
    }
    const selection = `organization { name timeZone phone address { street city state postalCode } } ${CHANGE}`
    const input = { organizationId, phone: ' (312) 555-0100 x5', address }
    const { thing } = await attempt(administrator.client, 'updateOrganization', input, selection)
    expect(thing).toMatchObject({
      organization: { name, phone: '(312) 555-0100 x5', address: { ...address, state: 'IL' } },
      changeRequest: {
        status: 'APPROVED',
        changes: [
          { user: null, field: 'phone', before: null, after: '(312) 555-0100 x5' },
          { field: 'address', before: null, after: '1 Example Plaza, Suite 5, Springfield, IL 62701' },
        ],
      },
    })
    const next = { organizationId, timeZone: 'America/New_York', address: null }
    expect((await attempt(administrator.client, 'updateOrganization', next, selection)).thing).toMatchObject({
      organization: { name, timeZone: 'America/New_York', phone: '(312) 555-0100 x5', address: null },
    })
    await leavingNoTrace(gateway, async () => {
      const wrong = { organizationId, timeZone: 'Mars/Olympus' }
      expect(await attempt(administrator.client, 'updateOrganization', wrong)).toMatchObject({
        codes: ['INVALID_INPUT'],
        fields: [['timeZone']],
      })
    })
  })
})
