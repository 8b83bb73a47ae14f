import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SCOPES } from '../auth/actor.js'
import type { GatewayClient } from '../client/gateway-client.js'
import { ask } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { joins, person } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { act, emailsTo, errorsOf, refusalsOf } from '../testkit/vendor-acts.js'

const ADMINISTRATOR = ['ORGANIZATION_ADMINISTRATOR'] as const

describe("an organization's own integration belongs to those who administer the organization", () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())

  /** Mallory asked for an integration; Alice administers the organization too. */
  const scene = async () => {
    const { organizationId } = await gateway.vendor({ mode: 'LIVE', organizationName: 'Fictional Valley Hospital' })
    const administrator = { organizationId, roles: [...ADMINISTRATOR], mode: 'LIVE' as const }
    const [mallory, alice] = [await person(gateway, administrator), await person(gateway, administrator)]
    const asked = await act<{ integrationRequest: { id: string; vendor: { id: string } } }>(
      mallory.client,
      'requestIntegration',
      {
        organizationId,
        softwareName: 'Valley Ledger',
        technicalContactName: 'Tess Fictional',
        technicalContactEmail: 'tess@hospital.example',
      },
      'integrationRequest { id vendor { id } }',
    )
    const { id: integrationRequestId, vendor } = asked.integrationRequest
    return {
      organizationId,
      mallory,
      alice,
      staff: await person(gateway, { staff: true, mode: 'LIVE' }),
      vendorId: vendor.id,
      decision: { integrationRequestId, reason: 'Looked into it' },
    }
  }
  const liveKey = (vendorId: string) => ({ vendorId, mode: 'LIVE', name: 'Night shift', scopes: SCOPES })
  const membersOf = async (client: GatewayClient, id: string) => {
    const answer = await ask<{ vendor: { members: { nodes: { id: string; userId: string }[] } } | null }>(
      client,
      'query ($id: ID!) { vendor(id: $id) { members { nodes { id userId } } } }',
      { id },
    )
    return answer.data?.vendor?.members.nodes ?? null
  }

  test('who is removed has nothing more to manage, and every other administrator goes on', async () => {
    const { organizationId, mallory, alice, staff, vendorId, decision } = await scene()
    await act(staff.client, 'approveIntegrationRequest', decision, '')
    await act(mallory.client, 'createApiKey', liveKey(vendorId), '')
    expect(await emailsTo(gateway, 'INTEGRATION_REQUEST', alice.email)).toContain('A live key was made: Valley Ledger')
    await act(alice.client, 'removeUser', { organizationId, userId: mallory.userId }, '')
    expect(await refusalsOf(mallory.client, 'createApiKey', liveKey(vendorId))).toEqual(['NOT_FOUND'])
    expect(await membersOf(mallory.client, vendorId)).toBeNull()
    const { apiKey } = await act<{ apiKey: { id: string } }>(
      alice.client,
      'createApiKey',
      liveKey(vendorId),
      'apiKey { id }',
    )
    await act(alice.client, 'rotateApiKey', { apiKeyId: apiKey.id, overlapHours: 0 }, '')
    const letters = await emailsTo(gateway, 'INTEGRATION_REQUEST', alice.email)
    expect(letters.filter((subject) => subject === 'A live key was made: Valley Ledger')).toHaveLength(3)
  })

  test('who is no administrator any more manages it no more, and who becomes one does', async () => {
    const { organizationId, mallory, alice, vendorId } = await scene()
    const buyer = await person(gateway, { organizationId, mode: 'LIVE' })
    expect(await membersOf(buyer.client, vendorId)).toBeNull()
    const change = (userId: string, roles: string[]) =>
      act(alice.client, 'changeUserRoles', { organizationId, userId, roles }, '')
    await change(mallory.userId, ['PROFILES_USER'])
    await change(buyer.userId, [...ADMINISTRATOR])
    expect(await membersOf(mallory.client, vendorId)).toBeNull()
    expect(await membersOf(buyer.client, vendorId)).toEqual([])
  })

  test('who asked and was removed is granted nothing: the request can be rejected and made anew', async () => {
    const { organizationId, mallory, alice, staff, decision } = await scene()
    await act(alice.client, 'removeUser', { organizationId, userId: mallory.userId }, '')
    await leavingNoTrace(gateway, async () => {
      expect(await errorsOf(staff.client, 'approveIntegrationRequest', decision)).toEqual([
        {
          code: 'CHANGE_OUTDATED',
          field: ['integrationRequestId'],
          message: 'who asked for the integration does not administer the organization any more: reject the request',
        },
      ])
    })
    await act(staff.client, 'rejectIntegrationRequest', decision, '')
  })

  test('a suspended vendor is not approved until it is reinstated', async () => {
    const { staff, vendorId, decision } = await scene()
    await act(staff.client, 'suspendVendor', { vendorId, reason: 'Leaked keys' }, '')
    await leavingNoTrace(gateway, async () => {
      const [error] = await errorsOf(staff.client, 'approveIntegrationRequest', decision)
      expect(error).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('suspended') })
    })
    await act(staff.client, 'reinstateVendor', { vendorId, reason: 'Keys rotated' }, '')
    await act(staff.client, 'approveIntegrationRequest', decision, '')
  })

  test('administrators add others to it, who add nobody, and can be taken out to the last', async () => {
    const { mallory, alice, vendorId } = await scene()
    const [contractor, friend] = [await person(gateway), await person(gateway)]
    const add = (client: GatewayClient, email: string) => refusalsOf(client, 'addVendorMember', { vendorId, email })
    expect(await add(alice.client, mallory.email)).toEqual(['ALREADY_EXISTS'])
    expect(await add(alice.client, contractor.email)).toEqual([])
    expect(await emailsTo(gateway, 'VENDOR_MEMBER', contractor.email)).toEqual(['You manage Valley Ledger'])
    expect(await emailsTo(gateway, 'VENDOR_MEMBER', mallory.email)).toEqual(['Somebody else manages Valley Ledger'])
    expect(await add(contractor.client, friend.email)).toEqual(['FORBIDDEN'])
    const [member] = (await membersOf(alice.client, vendorId)) ?? []
    expect(member?.userId).toBe(contractor.userId)
    await act(alice.client, 'removeVendorMember', { vendorMemberId: member?.id }, '')
    expect(await membersOf(alice.client, vendorId)).toEqual([])
    expect(await membersOf(contractor.client, vendorId)).toBeNull()
  })

  test('who was added before belonging to the organization is out when leaving it, of this integration alone', async () => {
    const { organizationId, alice, vendorId } = await scene()
    const other = await scene()
    const contractor = await person(gateway)
    const { email, userId } = contractor
    await act(alice.client, 'addVendorMember', { vendorId, email }, '')
    await act(other.alice.client, 'addVendorMember', { vendorId: other.vendorId, email }, '')
    await joins(gateway, contractor, organizationId, ['PROFILES_USER'])
    await act(alice.client, 'changeUserRoles', { organizationId, userId, roles: [...ADMINISTRATOR] }, '')
    const memberships = 'select vendor_id as "vendorId" from vendor_members where user_id = $1 order by id'
    expect(await rowsOf(gateway, memberships, [userId])).toHaveLength(2)
    await act(alice.client, 'removeUser', { organizationId, userId }, '')
    expect(await rowsOf(gateway, memberships, [userId])).toEqual([{ vendorId: other.vendorId }])
  })
})
