import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ask, codesOf, rawRequest } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { anotherVendor } from '../testkit/order-acts.js'
import { person, signedIn } from '../testkit/people.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { typeIdsIn } from './denial.recorder.js'

const UNKNOWN = 'org_00000000000000000000000000'

interface Denial {
  actorId: string
  subjectKind: string
  subjectIds: string[]
  requestId: string
}

describe('what is refused stands in the audit trail', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor()
  })
  afterAll(() => gateway.stop())

  /** Denials that `work` leaves behind. */
  async function denialsOf(work: () => Promise<unknown>): Promise<Denial[]> {
    const [last] = await rowsOf<{ id: string }>(gateway, 'select coalesce(max(id), 0) as id from audit_events')
    await work()
    return await rowsOf<Denial>(
      gateway,
      `select actor_id as "actorId", subject_kind as "subjectKind", subject_ids as "subjectIds", request_id as "requestId"
         from audit_events where action = 'ACCESS_DENIED' and id > $1 order by id`,
      [last?.id],
    )
  }

  const organization = (id: string) => ask(vendor.client, 'query ($id: ID!) { organization(id: $id) { name } }', { id })

  test('a foreign thing and one that does not exist leave the same: who reached for what', async () => {
    const stranger = await gateway.vendor()
    const live = await gateway.vendor({ mode: 'LIVE' })
    for (const id of [UNKNOWN, stranger.organizationId, live.organizationId]) {
      expect(await denialsOf(() => organization(id))).toEqual([
        {
          actorId: vendor.vendorId,
          subjectKind: 'field',
          subjectIds: ['Query.organization', id],
          requestId: expect.stringMatching(/^req_/),
        },
      ])
    }
    expect(await denialsOf(() => organization(vendor.organizationId))).toEqual([])
  })

  test('and cost the same number of statements', async () => {
    const stranger = await gateway.vendor()
    await organization(UNKNOWN)
    const unknown = await gateway.countStatements(() => organization(UNKNOWN))
    expect(await gateway.countStatements(() => organization(stranger.organizationId))).toBe(unknown)
  })

  test('everything that one request was refused is one event, with ids from the document too', async () => {
    const limited = await anotherVendor(gateway, vendor, { grant: ['clinicians:read'] })
    const query = `{
      mine: organization(id: "${vendor.organizationId}") { account { __typename } orders { nodes { number } } }
      other: organization(id: "${UNKNOWN}") { name }
      again: organization(id: "not an id of ours") { name }
    }`
    const [denial, ...more] = await denialsOf(() => ask(limited.client, query))
    expect(more).toEqual([])
    expect(denial?.subjectIds).toEqual([
      'Organization.account',
      'Organization.orders',
      'Query.organization',
      vendor.organizationId,
      UNKNOWN,
    ])
  })

  test('a mutation whose user errors say NOT_FOUND is a denial; other user errors are not', async () => {
    const order = (organizationId: string, items: unknown[]) =>
      ask(vendor.client, 'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { userErrors { code } } }', {
        input: { organizationId, idempotencyKey: 'denied', items, paymentMethod: 'ACCOUNT_BALANCE' },
      })
    const clinicianId = 'cln_00000000000000000000000000'
    const items = [{ clinicianId, product: 'INITIAL_APPOINTMENT' }]
    const denials = await denialsOf(() => order(UNKNOWN, items))
    expect(denials.map((denial) => denial.subjectIds)).toEqual([['Mutation.placeOrder', UNKNOWN, clinicianId]])
    expect(await denialsOf(() => order(vendor.organizationId, []))).toEqual([])
  })

  test('nothing but ids of ours is remembered of what was asked', () => {
    const secret = 'eyJhbGciOiJFZERTQSJ9.e30.c2ln'
    const found = typeIdsIn({ a: [UNKNOWN, 'Avery Sample', { b: secret, c: UNKNOWN }], d: null, e: 'org_short', f: 7 })
    expect(found).toEqual([UNKNOWN])
  })

  test('whoever shows no credentials is nobody: counted, not written down', async () => {
    const anonymous = () =>
      rawRequest(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ viewer { id } }' }),
      })
    expect(await denialsOf(anonymous)).toEqual([])
    const metrics = (await rawRequest(`${gateway.url}/metrics`)).text
    expect(metrics).toMatch(/gateway_access_denied_total\{kind="anonymous"\} [1-9]/)
    expect(metrics).toMatch(/gateway_access_denied_total\{kind="field"\} [1-9]/)
  })

  test('credentials that are somebody’s and open nothing are told with whose they were', async () => {
    const viewer = () =>
      rawRequest(`${gateway.url}/graphql?query={viewer{id}}`, {
        apiKey: vendor.apiKey,
        headers: { 'gateway-mode': 'LIVE' },
      })
    const denials = await denialsOf(viewer)
    expect(denials).toMatchObject([
      {
        actorId: vendor.vendorId,
        subjectKind: 'credentials',
        subjectIds: ['FORBIDDEN', expect.stringMatching(/^key_/)],
      },
    ])
  })

  test('the session that a newer one ended is told as well', async () => {
    const somebody = await person(gateway)
    await signedIn(gateway, somebody.userId)
    const denials = await denialsOf(() => ask(somebody.client, '{ viewer { id } }').catch(() => undefined))
    expect(denials).toMatchObject([
      { actorId: somebody.userId, subjectKind: 'credentials', subjectIds: ['SESSION_ENDED', somebody.sessionId] },
    ])
  })

  test('a dead token that comes over and over is told once a minute, and counted each time', async () => {
    const somebody = await person(gateway)
    await signedIn(gateway, somebody.userId)
    const comes = () => ask(somebody.client, '{ viewer { id } }')
    const counted = async () =>
      Number(
        /gateway_access_denied_total\{kind="credentials"\} (\d+)/.exec(await gateway.gateway.metrics.metrics())?.[1],
      )
    await denialsOf(comes)
    const before = await counted()
    const more = await denialsOf(async () => {
      for (let n = 0; n < 5; n++) expect(codesOf(await comes())).toEqual(['SESSION_ENDED'])
    })
    expect([more.length, await counted()]).toEqual([0, before + 5])
    gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 60_000))
    expect(await denialsOf(() => Promise.all([comes(), comes()]))).toMatchObject([
      { subjectIds: ['SESSION_ENDED', somebody.sessionId] },
    ])
  })

  test('and is told the next time, if it could not be written down', async () => {
    const somebody = await person(gateway)
    await signedIn(gateway, somebody.userId)
    const comes = () => ask(somebody.client, '{ viewer { id } }')
    await rowsOf(gateway, 'alter table audit_events add constraint no_trail check (false) not valid')
    try {
      expect(codesOf(await comes())).toEqual(['INTERNAL'])
    } finally {
      await rowsOf(gateway, 'alter table audit_events drop constraint no_trail')
    }
    expect(await denialsOf(comes)).toHaveLength(1)
  })

  test('an answer whose denial cannot be written down does not go out', async () => {
    await rowsOf(
      gateway,
      `create function no_trail() returns trigger language plpgsql as $$ begin raise exception 'the trail is full'; end $$;
       create trigger no_trail before insert on audit_events for each row execute function no_trail()`,
    )
    try {
      const answer = await organization(UNKNOWN)
      expect(codesOf(answer)).toEqual(['INTERNAL'])
      expect(answer.data ?? null).toBeNull()
      const { requestId } = answer.errors[0]?.extensions ?? {}
      expect(gateway.logs).toContainEqual(
        expect.objectContaining({ requestId, msg: 'an answer could not be written into the audit trail' }),
      )
    } finally {
      await rowsOf(gateway, 'drop function no_trail cascade')
    }
  })
})
