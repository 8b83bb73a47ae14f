import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SCOPES } from '../auth/actor.js'
import type { GatewayClient } from '../client/gateway-client.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { addPhysicians, clinicianWith, initialAppointment, orderOf, place } from '../testkit/order-acts.js'
import { joins, person, type TestPerson } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { act, auditOf, emailsTo, errorsOf, refusalsOf } from '../testkit/vendor-acts.js'

interface Request {
  id: string
  status: string
  softwareName: string
  requestedByUserId: string
  decisionReason: string | null
  vendor: { id: string; name: string; kind: string }
}
interface Requested {
  integrationRequest: Request
  apiKey: { id: string; mode: string; scopes: string[] }
  secret: string
  sandboxOrganizationId: string
}

const FIELDS = 'id status softwareName requestedByUserId decisionReason vendor { id name kind }'
const REQUESTED = `integrationRequest { ${FIELDS} } apiKey { id mode scopes } secret sandboxOrganizationId`
const UNKNOWN = 'irq_00000000000000000000000000'

describe("an organization's own integration", () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())

  const scene = async (mode: 'TEST' | 'LIVE' = 'LIVE') => {
    const { organizationId } = await gateway.vendor({ mode, organizationName: 'Fictional Regional Hospital' })
    const administrator = await person(gateway, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'], mode })
    return { organizationId, administrator, staff: await person(gateway, { staff: true, mode }) }
  }
  const wish = (organizationId: string, more: Record<string, unknown> = {}) => ({
    organizationId,
    softwareName: 'Ward Ledger',
    technicalContactName: 'Tess Fictional',
    technicalContactEmail: 'tess@hospital.example',
    ...more,
  })
  const request = (client: GatewayClient, organizationId: string) =>
    act<Requested>(client, 'requestIntegration', wish(organizationId), REQUESTED)
  const decide = (staff: TestPerson, verb: 'approve' | 'reject', integrationRequestId: string) =>
    act<{ integrationRequest: Request }>(
      staff.client,
      `${verb}IntegrationRequest`,
      { integrationRequestId, reason: 'Looked into it' },
      `integrationRequest { ${FIELDS} }`,
    )
  const organizationsOf = async (client: GatewayClient) => {
    const answer = await ask<{ organizations: { nodes: { id: string; name: string; mode: string }[] } }>(
      client,
      '{ organizations { nodes { id name mode } } }',
    )
    return answer.data?.organizations.nodes ?? []
  }
  const liveKey = (administrator: TestPerson, vendorId: string) => ({
    client: administrator.client,
    input: { vendorId, mode: 'LIVE', name: 'Live', scopes: SCOPES },
  })

  test('is asked for, and its test key orders in a sandbox of its own at once', async () => {
    const { organizationId, administrator } = await scene()
    const asked = await request(administrator.client, organizationId)
    expect(asked.integrationRequest).toMatchObject({
      status: 'PENDING',
      softwareName: 'Ward Ledger',
      requestedByUserId: administrator.userId,
      vendor: { name: 'Ward Ledger', kind: 'PROPRIETARY' },
    })
    expect(asked.apiKey).toMatchObject({ mode: 'TEST', scopes: SCOPES })
    const client = gateway.client(asked.secret)
    expect(await organizationsOf(client)).toEqual([
      { id: asked.sandboxOrganizationId, name: 'Fictional Regional Hospital (sandbox)', mode: 'TEST' },
    ])
    const physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    const order = await place(
      client,
      orderOf({ organizationId: asked.sandboxOrganizationId }, initialAppointment(physician)),
    )
    expect(order.total).toEqual({ cents: 4100, currency: 'USD' })
    const { id: vendorId } = asked.integrationRequest.vendor
    const managed = await ask<{ viewer: { vendors: { nodes: unknown[] } } }>(
      administrator.client,
      '{ viewer { vendors { nodes { id organizationId liveApprovedAt contactEmail members { nodes { userId } } } } } }',
    )
    expect(managed.data?.viewer.vendors.nodes).toEqual([
      {
        id: vendorId,
        organizationId,
        liveApprovedAt: null,
        contactEmail: 'tess@hospital.example',
        members: { nodes: [] },
      },
    ])
    const audit = await auditOf(gateway, vendorId)
    expect(audit.map((row) => [row.action, row.organizationId])).toEqual([
      ['INTEGRATION_REQUESTED', organizationId],
      ['GRANT_GIVEN', asked.sandboxOrganizationId],
      ['API_KEY_CREATED', organizationId],
    ])
    expect((await auditOf(gateway, asked.sandboxOrganizationId)).map((row) => row.action)).toContain(
      'ORGANIZATION_CREATED',
    )
    expect(await emailsTo(gateway, 'INTEGRATION_REQUEST', administrator.email)).toEqual([
      'An integration was requested: Ward Ledger',
    ])
    const secrets = await rowsOf<{ count: number }>(
      gateway,
      'select count(*)::int as count from emails where text_body like $1 or html_body like $1',
      [`%${asked.secret}%`],
    )
    expect(secrets).toEqual([{ count: 0 }])
  })

  test('has live keys and acts for the organization once staff approve it', async () => {
    const { organizationId, administrator, staff } = await scene()
    const { integrationRequest } = await request(administrator.client, organizationId)
    const { id: vendorId } = integrationRequest.vendor
    const { client, input } = liveKey(administrator, vendorId)
    expect(await refusalsOf(client, 'createApiKey', input)).toEqual(['LIVE_NOT_APPROVED'])
    const approved = await decide(staff, 'approve', integrationRequest.id)
    expect(approved.integrationRequest).toMatchObject({ status: 'APPROVED', decisionReason: 'Looked into it' })
    const live = gateway.client((await act<{ secret: string }>(client, 'createApiKey', input, 'secret')).secret)
    expect(await organizationsOf(live)).toEqual([
      { id: organizationId, name: 'Fictional Regional Hospital', mode: 'LIVE' },
    ])
    const [physician = ''] = await addPhysicians(gateway, 1, 'LIVE')
    await place(live, orderOf({ organizationId }, initialAppointment(physician)))
    expect((await auditOf(gateway, integrationRequest.id)).at(-1)).toMatchObject({
      action: 'INTEGRATION_APPROVED',
      actorId: staff.userId,
      organizationId,
      reason: 'Looked into it',
    })
    const [grant] = await rowsOf<{ by: string }>(
      gateway,
      'select granted_by_user_id as by from vendor_grants where vendor_id = $1 and organization_id = $2',
      [vendorId, organizationId],
    )
    expect(grant).toEqual({ by: administrator.userId })
    expect(await emailsTo(gateway, 'INTEGRATION_REQUEST', administrator.email)).toEqual([
      'An integration was requested: Ward Ledger',
      'The integration is approved: Ward Ledger',
      'A live key was made: Ward Ledger',
    ])
  })

  test('that is rejected keeps its test key, has no live one, and can be asked for again in the same sandbox', async () => {
    const { organizationId, administrator, staff } = await scene()
    const first = await request(administrator.client, organizationId)
    const { integrationRequest } = await decide(staff, 'reject', first.integrationRequest.id)
    expect(integrationRequest.status).toBe('REJECTED')
    expect(await organizationsOf(gateway.client(first.secret))).toHaveLength(1)
    const { client, input } = liveKey(administrator, first.integrationRequest.vendor.id)
    expect(await refusalsOf(client, 'createApiKey', input)).toEqual(['LIVE_NOT_APPROVED'])
    const [letter] = await rowsOf<{ text: string }>(
      gateway,
      `select text_body as text from emails where subject = 'The integration is not approved: Ward Ledger' and $1 = any (recipients)`,
      [administrator.email],
    )
    expect(letter?.text).toContain('Reason: Looked into it')
    const colleague = await person(gateway, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'], mode: 'LIVE' })
    await leavingNoTrace(gateway, async () => {
      const [error] = await errorsOf(colleague.client, 'requestIntegration', wish(organizationId))
      expect(error).toMatchObject({ code: 'ALREADY_EXISTS', message: expect.stringContaining('ask them to add you') })
    })
    await joins(gateway, colleague, first.sandboxOrganizationId, ['ORGANIZATION_ADMINISTRATOR'])
    const second = await request(colleague.client, organizationId)
    expect(second.sandboxOrganizationId).toBe(first.sandboxOrganizationId)
    expect(await organizationsOf(gateway.client(second.secret))).toHaveLength(1)
  })

  test('has a new sandbox when nobody of the organization administers the old one any more', async () => {
    const { organizationId, administrator, staff } = await scene()
    const first = await request(administrator.client, organizationId)
    await decide(staff, 'reject', first.integrationRequest.id)
    const colleague = await person(gateway, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'], mode: 'LIVE' })
    await act(colleague.client, 'removeUser', { organizationId, userId: administrator.userId }, '')
    const second = await request(colleague.client, organizationId)
    expect(second.sandboxOrganizationId).not.toBe(first.sandboxOrganizationId)
    expect(await organizationsOf(gateway.client(second.secret))).toMatchObject([{ id: second.sandboxOrganizationId }])
    const people = 'select user_id as "userId" from memberships where organization_id = $1'
    expect(await rowsOf(gateway, people, [first.sandboxOrganizationId])).toEqual([{ userId: administrator.userId }])
    expect(await rowsOf(gateway, people, [second.sandboxOrganizationId])).toEqual([{ userId: colleague.userId }])
  })

  test('of an organization of test mode tries itself out there, and never sees the live world', async () => {
    const { organizationId, administrator, staff } = await scene('TEST')
    const asked = await request(administrator.client, organizationId)
    expect(asked.sandboxOrganizationId).toBe(organizationId)
    await decide(staff, 'approve', asked.integrationRequest.id)
    const { client, input } = liveKey(administrator, asked.integrationRequest.vendor.id)
    expect(await refusalsOf(client, 'createApiKey', input)).toEqual(['LIVE_NOT_APPROVED'])
  })

  test('is pending once at a time, however many ask at once', async () => {
    const { organizationId, administrator } = await scene()
    const outcomes = await Promise.all(
      [0, 1, 2].map(() => refusalsOf(administrator.client, 'requestIntegration', wish(organizationId))),
    )
    expect(outcomes.map(String).sort()).toEqual(['', 'ALREADY_EXISTS', 'ALREADY_EXISTS'])
    await leavingNoTrace(gateway, async () => {
      expect(await refusalsOf(administrator.client, 'requestIntegration', wish(organizationId))).toEqual([
        'ALREADY_EXISTS',
      ])
    })
  })

  test('is decided once, however many of the staff decide at once', async () => {
    const { organizationId, administrator, staff } = await scene()
    const { integrationRequest } = await request(administrator.client, organizationId)
    const input = { integrationRequestId: integrationRequest.id, reason: 'Looked into it' }
    const outcomes = await Promise.all([
      refusalsOf(staff.client, 'approveIntegrationRequest', input),
      refusalsOf(staff.client, 'rejectIntegrationRequest', input),
      refusalsOf(staff.client, 'approveIntegrationRequest', input),
    ])
    expect(outcomes.map(String).sort()).toEqual(['', 'ALREADY_DECIDED', 'ALREADY_DECIDED'])
    expect(await emailsTo(gateway, 'INTEGRATION_REQUEST', administrator.email)).toHaveLength(2)
  })

  test('that its administrators took the grant of back stays without one after the approval', async () => {
    const { organizationId, administrator, staff } = await scene()
    const { integrationRequest } = await request(administrator.client, organizationId)
    const input = { organizationId, vendorId: integrationRequest.vendor.id, scopes: ['account:read'] }
    const given = await act<{ grant: { id: string } }>(administrator.client, 'grantIntegration', input, 'grant { id }')
    await act(administrator.client, 'revokeGrant', { grantId: given.grant.id }, '')
    await decide(staff, 'approve', integrationRequest.id)
    const active = await rowsOf(
      gateway,
      'select id from vendor_grants where vendor_id = $1 and organization_id = $2 and revoked_at is null',
      [integrationRequest.vendor.id, organizationId],
    )
    expect(active).toEqual([])
  })

  test('is told what is wrong with it, and nothing is left of that', async () => {
    const { organizationId, administrator, staff } = await scene()
    await leavingNoTrace(gateway, async () => {
      for (const wrong of [
        { softwareName: '' },
        { technicalContactName: 'a\nb' },
        { technicalContactEmail: 'nobody' },
      ]) {
        const [error] = await errorsOf(administrator.client, 'requestIntegration', wish(organizationId, wrong))
        expect(error).toMatchObject({ code: 'INVALID_INPUT', field: Object.keys(wrong) })
      }
    })
    const { integrationRequest } = await request(administrator.client, organizationId)
    const blank = { integrationRequestId: integrationRequest.id, reason: ' ' }
    expect(await refusalsOf(staff.client, 'approveIntegrationRequest', blank)).toEqual(['INVALID_INPUT'])
  })

  test('is asked for by administrators, decided by staff of the mode, and listed for both', async () => {
    const { organizationId, administrator, staff } = await scene()
    const buyer = await person(gateway, { organizationId, mode: 'LIVE' })
    const stranger = (await scene()).administrator
    expect(await refusalsOf(buyer.client, 'requestIntegration', wish(organizationId))).toEqual(['FORBIDDEN'])
    expect(await refusalsOf(staff.client, 'requestIntegration', wish(organizationId))).toEqual(['FORBIDDEN'])
    expect(await refusalsOf(stranger.client, 'requestIntegration', wish(organizationId))).toEqual(['NOT_FOUND'])
    const { integrationRequest } = await request(administrator.client, organizationId)
    const decision = { integrationRequestId: integrationRequest.id, reason: 'Mine' }
    expect(await refusalsOf(administrator.client, 'approveIntegrationRequest', decision)).toEqual(['FORBIDDEN'])
    const testStaff = await person(gateway, { staff: true, mode: 'TEST' })
    expect(await refusalsOf(testStaff.client, 'approveIntegrationRequest', decision)).toEqual(['NOT_FOUND'])
    const unknown = { ...decision, integrationRequestId: UNKNOWN }
    expect(await refusalsOf(staff.client, 'rejectIntegrationRequest', unknown)).toEqual(['NOT_FOUND'])
    const list = async (client: GatewayClient) => {
      const answer = await ask<{ organization: { integrationRequests: { nodes: Request[] } | null } | null }>(
        client,
        `query ($id: ID!) { organization(id: $id) { integrationRequests { nodes { ${FIELDS} } } } }`,
        { id: organizationId },
      )
      const nodes = answer.data?.organization?.integrationRequests?.nodes ?? null
      return { ids: nodes?.map((one) => one.id) ?? null, codes: codesOf(answer) }
    }
    expect(await list(administrator.client)).toEqual({ ids: [integrationRequest.id], codes: [] })
    expect(await list(staff.client)).toEqual({ ids: [integrationRequest.id], codes: [] })
    expect(await list(buyer.client)).toEqual({ ids: null, codes: ['FORBIDDEN'] })
    expect(await list(stranger.client)).toEqual({ ids: null, codes: [] })
    const office = await ask<{ backOffice: { integrationRequests: { nodes: Request[] } } }>(
      staff.client,
      `{ backOffice { integrationRequests(status: PENDING, first: 1) { nodes { ${FIELDS} } } } }`,
    )
    expect(office.data?.backOffice.integrationRequests.nodes).toEqual([integrationRequest])
  })
})
