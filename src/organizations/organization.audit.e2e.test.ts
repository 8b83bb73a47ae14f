import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { AuditSealer } from '../audit/audit.sealer.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { ask, codesOf } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { clinicianWith, initialAppointment, orderOf, place } from '../testkit/order-acts.js'
import { person, type TestPerson } from '../testkit/people.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

interface AuditEvents {
  nodes: {
    id: string
    action: string
    actorId: string
    actorName: string | null
    subjectIds: string[]
    sealSequence: number | null
  }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

const TRAIL = `query ($id: ID!, $first: Int, $after: String, $actions: [AuditAction!], $actorId: ID, $subjectId: ID, $from: DateTime, $until: DateTime) {
  organization(id: $id) {
    auditEvents(first: $first, after: $after, actions: $actions, actorId: $actorId, subjectId: $subjectId, from: $from, until: $until) {
      nodes {
        id occurredAt action actorKind actorId actorName apiKeyId sessionId organizationId subjectKind subjectIds
        requestId address reason sealSequence
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`

describe('administrators read the audit trail of their organization', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  let administrator: TestPerson
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor({ vendorName: 'Reading Credentialing Software' })
    const { organizationId } = vendor
    administrator = await person(gateway, {
      organizationId,
      roles: ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER'],
      fullName: 'Ada Reader',
    })
    const physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    await place(vendor.client, orderOf(vendor, initialAppointment(physician)))
    await place(administrator.client, orderOf(vendor, initialAppointment(physician, { allowDuplicate: true })))
    await place(vendor.client, orderOf(vendor, initialAppointment(physician, { allowDuplicate: true })))
  })
  afterAll(() => gateway.stop())

  async function trail(more: Record<string, unknown> = {}, client = administrator.client): Promise<AuditEvents> {
    const answer = await ask<{ organization: { auditEvents: AuditEvents } }>(client, TRAIL, {
      id: vendor.organizationId,
      actions: ['ORDER_PLACED'],
      ...more,
    })
    if (answer.data?.organization?.auditEvents == null) throw new Error(JSON.stringify(answer))
    return answer.data.organization.auditEvents
  }

  test('who did what, when and from where, the newest first', async () => {
    const { nodes } = await trail()
    expect(nodes.map((node) => node.actorName)).toEqual([
      'Reading Credentialing Software',
      'Ada Reader',
      'Reading Credentialing Software',
    ])
    expect(nodes[0]).toEqual({
      id: expect.stringMatching(/^\d+$/),
      occurredAt: expect.stringMatching(/Z$/),
      action: 'ORDER_PLACED',
      actorKind: 'VENDOR',
      actorId: vendor.vendorId,
      actorName: 'Reading Credentialing Software',
      apiKeyId: expect.stringMatching(/^key_/),
      sessionId: null,
      organizationId: vendor.organizationId,
      subjectKind: 'order',
      subjectIds: [expect.stringMatching(/^ord_/), expect.stringMatching(/^cln_/)],
      requestId: expect.stringMatching(/^req_/),
      address: '127.0.0.1',
      reason: null,
      sealSequence: null,
    })
    expect(nodes[1]).toMatchObject({ actorKind: 'USER', sessionId: administrator.sessionId, apiKeyId: null })
  })

  test('page by page, without one twice or left out, also of one instant', async () => {
    const { nodes: all } = await trail({ actions: null })
    await rowsOf(
      gateway,
      `insert into audit_events (occurred_at, action, actor_kind, organization_id, subject_ids, reason)
       select '2020-01-01T00:00:00.000001Z', 'ORGANIZATION_UPDATED', 'STAFF', $1, '{}', 'long ago' from generate_series(1, 5)`,
      [vendor.organizationId],
    )
    const seen: string[] = []
    for (let after: string | null = null, goesOn = true; goesOn; ) {
      const page: AuditEvents = await trail({ actions: null, first: 2, after })
      seen.push(...page.nodes.map((node) => node.id))
      after = page.pageInfo.endCursor
      goesOn = page.pageInfo.hasNextPage
    }
    expect(seen).toHaveLength(all.length + 5)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.slice(0, all.length)).toEqual(all.map((node) => node.id))
  })

  test('narrowed by actor, by thing, and by time', async () => {
    const { nodes } = await trail()
    const [newest, middle] = nodes
    expect((await trail({ actorId: administrator.userId })).nodes).toEqual([middle])
    expect((await trail({ subjectId: newest?.subjectIds[0] })).nodes).toEqual([newest])
    const from = '2020-01-01T00:00:00Z'
    const until = '2020-01-02T00:00:00Z'
    const old = await trail({ actions: null, from, until })
    expect(new Set(old.nodes.map((node) => node.action))).toEqual(new Set(['ORGANIZATION_UPDATED']))
    expect((await trail({ actions: null, from: until, until: '2020-01-03T00:00:00Z' })).nodes).toEqual([])
    const backwards = await ask(administrator.client, TRAIL, { id: vendor.organizationId, from: until, until: from })
    expect(codesOf(backwards)).toEqual(['BAD_USER_INPUT'])
  })

  test('takes the same number of statements however many events there are', async () => {
    await trail()
    const one = await gateway.countStatements(() => trail({ first: 1 }))
    expect(await gateway.countStatements(() => trail({ first: 50, actions: null }))).toBe(one)
  })

  test('nobody else does: not its buyers, nor a vendor, nor staff by this way; a stranger does not find it', async () => {
    const buyer = await person(gateway, { organizationId: vendor.organizationId, roles: ['PROFILES_USER'] })
    const staff = await person(gateway, { staff: true })
    for (const client of [buyer.client, vendor.client, staff.client]) {
      const answer = await ask<{ organization: unknown }>(client, TRAIL, { id: vendor.organizationId })
      expect(codesOf(answer)).toEqual(['FORBIDDEN'])
      expect(answer.data?.organization).toEqual({ auditEvents: null })
    }
    const stranger = await person(gateway)
    expect(await ask(stranger.client, TRAIL, { id: vendor.organizationId })).toMatchObject({
      data: { organization: null },
      errors: [],
    })
  })

  test('of staff it tells the deed, the reason and the id, but to the organization neither name nor address', async () => {
    const staff = await person(gateway, { staff: true, fullName: 'Stanley Publisher' })
    await rowsOf(
      gateway,
      `insert into audit_events (occurred_at, action, actor_kind, actor_id, organization_id, subject_ids, address, reason)
       values (now(), 'GRANT_CHANGED', 'STAFF', $2, $1, '{}', '192.0.2.44', 'a call')`,
      [vendor.organizationId, staff.userId],
    )
    const deed = { actorKind: 'STAFF', actorId: staff.userId, reason: 'a call' }
    const { nodes } = await trail({ actions: ['GRANT_CHANGED'] })
    expect(nodes).toEqual([expect.objectContaining({ ...deed, actorName: null, address: null })])
    const { data } = await ask<{ backOffice: unknown }>(
      staff.client,
      `query ($id: ID) { backOffice { auditEvents(organizationId: $id, actions: [GRANT_CHANGED]) {
         nodes { actorKind actorId reason actorName address }
       } } }`,
      { id: vendor.organizationId },
    )
    expect(data?.backOffice).toEqual({
      auditEvents: { nodes: [{ ...deed, actorName: 'Stanley Publisher', address: '192.0.2.44' }] },
    })
  })

  test('staff read it in the back office, and the chain of seals', async () => {
    const staff = await person(gateway, { staff: true })
    const before = await trail()
    await new AuditSealer(gateway.database, pino({ level: 'silent' }), new Registry()).sealAll()
    const answer = await ask<{
      backOffice: {
        auditEvents: { nodes: { id: string; sealSequence: number }[] }
        auditSeals: { nodes: { sequence: number; hash: string; eventCount: number }[] }
      }
    }>(
      staff.client,
      `query ($id: ID) { backOffice {
         auditEvents(organizationId: $id, actions: [ORDER_PLACED]) { nodes { id sealSequence } }
         everything: auditEvents(first: 1) { nodes { action } }
         auditSeals { nodes { sequence sealedAt eventIds eventCount eventsSha256 previousHash hash } }
       } }`,
      { id: vendor.organizationId },
    )
    expect(answer.errors).toEqual([])
    expect(answer.data?.backOffice.auditEvents.nodes).toEqual(before.nodes.map(({ id }) => ({ id, sealSequence: 1 })))
    expect(answer.data).toMatchObject({
      backOffice: {
        everything: { nodes: [{ action: expect.any(String) }] },
        auditSeals: {
          nodes: [{ sequence: 1, previousHash: '0'.repeat(64), hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
        },
      },
    })
    expect((await trail()).nodes.map((node) => node.sealSequence)).toEqual([1, 1, 1])
  })
})
