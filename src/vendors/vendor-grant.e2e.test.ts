import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SCOPES } from '../auth/actor.js'
import type { GatewayClient } from '../client/gateway-client.js'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { person, type TestPerson } from '../testkit/people.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { act, auditOf, emailsTo, errorsOf, refusalsOf, vendorMember } from '../testkit/vendor-acts.js'
import { createSoftwareVendor, createVendor } from './vendor.service.js'

interface Grant {
  id: string
  scopes: string[]
  monthlySpendCapCents: number | null
  grantedByUserId: string
  revokedAt: string | null
  revokedByUserId: string | null
  vendor: { id: string; name: string; kind: string }
}

const FIELDS =
  'id scopes monthlySpendCapCents grantedByUserId grantedAt revokedAt revokedByUserId vendor { id name kind website }'

describe('an administrator decides which vendor acts for the organization', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())

  /** An organization with one vendor, an administrator who is signed in, and a further vendor without a grant. */
  const scene = async () => {
    const vendor = await gateway.vendor()
    const administrator = await person(gateway, {
      organizationId: vendor.organizationId,
      roles: ['ORGANIZATION_ADMINISTRATOR'],
    })
    const newcomer = await gateway.database.transaction((tx) =>
      createSoftwareVendor(tx, gateway.clock, 'Newcomer Software'),
    )
    return { vendor, administrator, newcomer }
  }
  const give = (client: GatewayClient, organizationId: string, vendorId: string, more: Record<string, unknown> = {}) =>
    act<{ grant: Grant }>(
      client,
      'grantIntegration',
      { organizationId, vendorId, scopes: SCOPES, ...more },
      `grant { ${FIELDS} }`,
    )
  const grantsOf = async (client: GatewayClient, id: string) => {
    const answer = await ask<{ organization: { grants: { nodes: Grant[] } | null } | null }>(
      client,
      `query ($id: ID!) { organization(id: $id) { grants { nodes { ${FIELDS} } } } }`,
      { id },
    )
    return { grants: answer.data?.organization?.grants?.nodes ?? null, codes: codesOf(answer) }
  }
  const sees = async (vendor: { client: GatewayClient }, id: string) => {
    const answer = await ask<{ organization: object | null }>(
      vendor.client,
      'query ($id: ID!) { organization(id: $id) { account { id } } }',
      { id },
    )
    return answer.data?.organization != null && answer.errors.length === 0
  }

  test('gives a grant, of which the administrators hear and the audit trail tells', async () => {
    const { vendor, administrator, newcomer } = await scene()
    const { grant } = await give(administrator.client, vendor.organizationId, newcomer.id, {
      scopes: ['orders:write', 'clinicians:read'],
      monthlySpendCapCents: 50_000,
    })
    expect(grant).toMatchObject({
      scopes: ['clinicians:read', 'orders:write'],
      monthlySpendCapCents: 50_000,
      grantedByUserId: administrator.userId,
      revokedAt: null,
      vendor: { id: newcomer.id, name: 'Newcomer Software', kind: 'SOFTWARE' },
    })
    expect(await auditOf(gateway, grant.id)).toEqual([
      {
        action: 'GRANT_GIVEN',
        actorId: administrator.userId,
        organizationId: vendor.organizationId,
        subjectIds: [grant.id, newcomer.id],
        reason: null,
      },
    ])
    expect(await emailsTo(gateway, 'GRANT', administrator.email)).toEqual([
      expect.stringMatching(/^Newcomer Software may now act for Fictional Hospital \d+$/),
    ])
    expect((await grantsOf(administrator.client, vendor.organizationId)).grants?.map((one) => one.id)).toEqual([
      grant.id,
      expect.any(String),
    ])
  })

  test('narrows and revokes it from the very next request of the vendor on, and can give it anew', async () => {
    const { vendor, administrator } = await scene()
    const { organizationId } = vendor
    const [grant] = (await grantsOf(administrator.client, organizationId)).grants ?? []
    const change = (input: Record<string, unknown>) =>
      act<{ grant: Grant }>(
        administrator.client,
        'changeGrant',
        { grantId: grant?.id, ...input },
        `grant { ${FIELDS} }`,
      )
    expect(await sees(vendor, organizationId)).toBe(true)
    expect((await change({ monthlySpendCapCents: 0 })).grant).toMatchObject({ monthlySpendCapCents: 0, scopes: SCOPES })
    expect((await change({ scopes: ['orders:write'] })).grant).toMatchObject({ monthlySpendCapCents: 0 })
    expect(await sees(vendor, organizationId)).toBe(false)
    expect((await change({ scopes: ['account:read'], monthlySpendCapCents: null })).grant).toMatchObject({
      monthlySpendCapCents: null,
    })
    expect(await sees(vendor, organizationId)).toBe(true)
    const revoke = () =>
      act<{ grant: Grant }>(administrator.client, 'revokeGrant', { grantId: grant?.id }, `grant { ${FIELDS} }`)
    const revoked = await revoke()
    expect(revoked.grant.revokedByUserId).toBe(administrator.userId)
    expect(await sees(vendor, organizationId)).toBe(false)
    expect(await revoke()).toEqual(revoked)
    expect(
      await refusalsOf(administrator.client, 'changeGrant', { grantId: grant?.id, scopes: ['orders:write'] }),
    ).toEqual(['ALREADY_DECIDED'])
    expect((await auditOf(gateway, grant?.id ?? '')).map((row) => row.action)).toEqual([
      'GRANT_CHANGED',
      'GRANT_CHANGED',
      'GRANT_CHANGED',
      'GRANT_REVOKED',
    ])
    expect(await emailsTo(gateway, 'GRANT', administrator.email)).toHaveLength(4)
    await give(administrator.client, organizationId, vendor.vendorId)
    expect(await sees(vendor, organizationId)).toBe(true)
  })

  test('has one active grant for a vendor, however many are given at once', async () => {
    const { vendor, administrator, newcomer } = await scene()
    const input = { organizationId: vendor.organizationId, vendorId: newcomer.id, scopes: ['orders:write'] }
    const outcomes = await Promise.all(
      [0, 1, 2, 3].map(() => refusalsOf(administrator.client, 'grantIntegration', input)),
    )
    expect(outcomes.map(String).sort()).toEqual(['', 'ALREADY_EXISTS', 'ALREADY_EXISTS', 'ALREADY_EXISTS'])
    const rows = await rowsOf(gateway, 'select id from vendor_grants where vendor_id = $1', [newcomer.id])
    expect(rows).toHaveLength(1)
    expect(await emailsTo(gateway, 'GRANT', administrator.email)).toHaveLength(1)
  })

  test("cannot tell another organization's own software, a suspended vendor and none apart", async () => {
    const { vendor, administrator, newcomer } = await scene()
    const { organizationId: foreignId } = await gateway.vendor()
    const foreign = await gateway.database.transaction((tx) =>
      createVendor(tx, gateway.clock, { name: 'Theirs', kind: 'PROPRIETARY', organizationId: foreignId }),
    )
    await rowsOf(gateway, `update vendors set suspended_at = now(), suspension_reason = 'test' where id = $1`, [
      newcomer.id,
    ])
    const attempt = async (vendorId: string) => {
      let text = ''
      const statements = await gateway.countStatements(async () => {
        const input = { organizationId: vendor.organizationId, vendorId, scopes: ['orders:write'] }
        text = JSON.stringify(await errorsOf(administrator.client, 'grantIntegration', input)).replace(vendorId, 'ID')
      })
      return { text, statements }
    }
    await attempt('vnd_none')
    const none = await attempt('vnd_none')
    expect(none.text).toContain('NOT_FOUND')
    expect(await attempt(foreign.id)).toEqual(none)
    expect(await attempt(newcomer.id)).toEqual(none)
  })

  test('is told what is wrong, and nothing is left of it', async () => {
    const { vendor, administrator, newcomer } = await scene()
    const input = { organizationId: vendor.organizationId, vendorId: newcomer.id, scopes: ['orders:write'] }
    await leavingNoTrace(gateway, async () => {
      for (const wrong of [{ scopes: [] }, { scopes: ['everything'] }, { monthlySpendCapCents: -1 }]) {
        expect(await refusalsOf(administrator.client, 'grantIntegration', { ...input, ...wrong })).toEqual([
          'INVALID_INPUT',
        ])
      }
    })
    expect((await grantsOf(administrator.client, vendor.organizationId)).grants).toHaveLength(1)
  })

  describe('and nobody else:', () => {
    let vendor: TestVendor
    let grantId: string
    let unknown: Record<string, unknown>
    const UNKNOWN = 'grant_00000000000000000000000000'
    beforeAll(async () => {
      const { vendor: one, administrator } = await scene()
      vendor = one
      grantId = (await grantsOf(administrator.client, vendor.organizationId)).grants?.[0]?.id ?? ''
      unknown = {
        organizationId: 'org_00000000000000000000000000',
        vendorId: vendor.vendorId,
        scopes: ['orders:write'],
      }
    })

    const trials = () =>
      [
        ['grantIntegration', { ...unknown, organizationId: vendor.organizationId }],
        ['changeGrant', { grantId, scopes: ['orders:write'] }],
        ['revokeGrant', { grantId }],
      ] as [string, Record<string, unknown>][]
    const outcomes = async (client: GatewayClient) => {
      const codes: unknown[] = []
      for (const [mutation, input] of trials()) codes.push(...(await refusalsOf(client, mutation, input)))
      return codes
    }

    test('not people who only buy for it', async () => {
      const buyer = await person(gateway, { organizationId: vendor.organizationId })
      expect(await outcomes(buyer.client)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'])
      expect(await grantsOf(buyer.client, vendor.organizationId)).toEqual({ grants: null, codes: ['FORBIDDEN'] })
    })

    test('not staff, who may look', async () => {
      const staff = await person(gateway, { staff: true })
      expect(await outcomes(staff.client)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'])
      expect((await grantsOf(staff.client, vendor.organizationId)).grants?.map((one) => one.id)).toEqual([grantId])
    })

    test('not a vendor, which sees its own grants alone', async () => {
      const other = (await scene()).vendor
      await rowsOf(
        gateway,
        `insert into vendor_grants (id, vendor_id, organization_id, scopes, granted_by_user_id, granted_at)
         select 'grant_of_another', $2, organization_id, scopes, granted_by_user_id, now() from vendor_grants where id = $1`,
        [grantId, other.vendorId],
      )
      expect(await outcomes(vendor.client)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'])
      expect((await grantsOf(vendor.client, vendor.organizationId)).grants?.map((one) => one.id)).toEqual([grantId])
      expect((await grantsOf(other.client, vendor.organizationId)).grants?.map((one) => one.id)).toEqual([
        'grant_of_another',
      ])
    })

    test('not administrators of others, people of the vendor and those of the other mode, who cannot tell it from none', async () => {
      const elsewhere = await gateway.vendor()
      const strangers: TestPerson[] = [
        await person(gateway, { organizationId: elsewhere.organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'] }),
        await vendorMember(gateway, vendor.vendorId),
        await person(gateway, {
          organizationId: vendor.organizationId,
          roles: ['ORGANIZATION_ADMINISTRATOR'],
          mode: 'LIVE',
        }),
      ]
      const attempt = async (client: GatewayClient, mutation: string, input: Record<string, unknown>) => {
        let text = ''
        const statements = await gateway.countStatements(async () => {
          text = JSON.stringify(await errorsOf(client, mutation, input)).replace(/"\w+_\w{26}\\"|\w+_\w{26}/, 'ID')
        })
        return { text, statements }
      }
      for (const { client } of strangers) {
        const none = [unknown, { grantId: UNKNOWN, scopes: ['orders:write'] }, { grantId: UNKNOWN }]
        for (const [index, [mutation, input]] of trials().entries()) {
          const missing = none[index] ?? {}
          await attempt(client, mutation, missing)
          const expected = await attempt(client, mutation, missing)
          expect(expected.text).toContain('NOT_FOUND')
          expect(await attempt(client, mutation, input)).toEqual(expected)
        }
        expect(await grantsOf(client, vendor.organizationId)).toEqual({ grants: null, codes: [] })
      }
    })
  })

  test('a list of organizations with their grants costs as many statements for many as for one', async () => {
    const { vendor, administrator } = await scene()
    const list = 'query { organizations { nodes { grants { nodes { vendor { name } } } } } }'
    await ask(administrator.client, list)
    const ofOne = await gateway.countStatements(() => ask(administrator.client, list))
    for (let more = 0; more < 3; more++) {
      const { organizationId } = await gateway.vendor()
      await rowsOf(
        gateway,
        `insert into memberships select 'mbr_' || $2, $2, user_id, roles, created_at from memberships
          where organization_id = $1 and user_id = $3`,
        [vendor.organizationId, organizationId, administrator.userId],
      )
    }
    expect(await gateway.countStatements(() => ask(administrator.client, list))).toBe(ofOne)
  })
})
