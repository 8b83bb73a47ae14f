import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SCOPES } from '../auth/actor.js'
import { OrderHistoryDocument, ViewerDocument } from '../client/operations.generated.js'
import { encodeCursor } from '../graphql/connection.js'
import { ask, codesOf } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { anotherOrganization, anotherVendor, revokeGrant } from '../testkit/order-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

const LIST = `query ($first: Int, $after: String) {
  organizations(first: $first, after: $after) { nodes { id } edges { cursor } pageInfo { hasNextPage endCursor } }
}`
interface List {
  organizations: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
}

describe('a vendor', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())

  const list = async (vendor: TestVendor, variables: Record<string, unknown> = {}) => {
    const { data } = await ask<List>(vendor.client, LIST, variables)
    if (data === null) throw new Error('a list')
    return data.organizations
  }

  test('learns who it is and for whom it can act', async () => {
    const wanted = { vendorName: 'Fictional Software Inc.', organizationName: 'Fictional Clinic', depositCents: 12_345 }
    const vendor = await gateway.vendor(wanted)
    const answer = await vendor.client.run(ViewerDocument, {})
    expect(answer).toEqual({
      viewer: { kind: 'VENDOR', name: 'Fictional Software Inc.', mode: 'TEST', scopes: [...SCOPES].sort() },
      organizations: {
        nodes: [
          {
            id: vendor.organizationId,
            name: 'Fictional Clinic',
            timeZone: 'America/Chicago',
            account: { balance: { cents: 12_345, currency: 'USD' } },
          },
        ],
      },
    })
    expect(JSON.stringify(answer)).not.toContain(vendor.apiKey)
  })

  test('of live mode is told so and sees no sandbox', async () => {
    const vendor = await gateway.vendor({ mode: 'LIVE' })
    const { viewer, organizations } = await vendor.client.run(ViewerDocument, {})
    expect([viewer.mode, organizations.nodes.map(({ id }) => id)]).toEqual(['LIVE', [vendor.organizationId]])
  })

  test('sees its organizations page by page, the oldest first, and no other', async () => {
    const vendor = await gateway.vendor()
    const ids = [vendor.organizationId]
    for (let more = 0; more < 4; more++) ids.push(await anotherOrganization(gateway, vendor))
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: List['organizations'] = await list(vendor, { first: 2, after })
      seen.push(...page.nodes.map((node) => node.id))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after !== null)
    expect(seen).toEqual(ids)
  })

  test('pays the same number of statements for many organizations and their accounts as for one', async () => {
    const one = await gateway.vendor()
    const many = await gateway.vendor()
    for (let more = 0; more < 6; more++) await anotherOrganization(gateway, many)
    await one.client.run(ViewerDocument, {})
    await many.client.run(ViewerDocument, {})
    const ofOne = await gateway.countStatements(() => one.client.run(ViewerDocument, {}))
    expect(await gateway.countStatements(() => many.client.run(ViewerDocument, {}))).toBe(ofOne)
  })

  test('is refused page sizes and cursors that are none', async () => {
    const { client } = await gateway.vendor()
    for (const page of [{ first: 0 }, { first: 101 }, { after: 'x' }, { after: encodeCursor('organizations', '%') }]) {
      expect(codesOf(await ask(client, LIST, page))).toEqual(['BAD_USER_INPUT'])
    }
  })

  test('loses an organization with the grant, and has it again with a new one', async () => {
    const vendor = await gateway.vendor()
    await revokeGrant(gateway, vendor)
    const { organizationId } = vendor
    expect((await list(vendor)).nodes).toEqual([])
    expect(await vendor.client.run(OrderHistoryDocument, { organizationId })).toEqual({ organization: null })
    await rowsOf(
      gateway,
      `insert into vendor_grants select 'grant_new', vendor_id, organization_id, scopes, granted_by_user_id, now(), null
         from vendor_grants where vendor_id = $1`,
      [vendor.vendorId],
    )
    expect((await list(vendor)).nodes).toEqual([{ id: organizationId }])
  })

  test('cannot have two active grants of one organization', async () => {
    const { vendorId } = await gateway.vendor()
    const again = rowsOf(
      gateway,
      `insert into vendor_grants select 'grant_twice', vendor_id, organization_id, scopes, granted_by_user_id, now(), null
         from vendor_grants where vendor_id = $1`,
      [vendorId],
    )
    await expect(again).rejects.toThrow('vendor_grants_one_active')
  })

  test('cannot tell a foreign organization, one of the other mode and none apart', async () => {
    const vendor = await gateway.vendor()
    const foreign = await gateway.vendor()
    const live = await anotherVendor(gateway, await gateway.vendor({ mode: 'LIVE' }))
    const look = async (id: string) => {
      let text = ''
      const statements = await gateway.countStatements(async () => {
        const { data, errors } = await ask(vendor.client, 'query ($id: ID!) { organization(id: $id) { name } }', { id })
        text = JSON.stringify({ data, errors })
      })
      return { text, statements }
    }
    await look('org_none')
    const none = await look('org_none')
    expect(none.text).toBe('{"data":{"organization":null},"errors":[]}')
    expect([await look(foreign.organizationId), await look(live.organizationId)]).toEqual([none, none])
  })
})
