import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { buildGatewaySchema } from '../schema.js'
import { ask, codesOf, rawRequest } from '../testkit/ask.js'
import { documentFor } from '../testkit/authorization/authorization.documents.js'
import { variablesFor } from '../testkit/authorization/authorization.variables.js'
import { type AuthorizationWorld, buildWorld } from '../testkit/authorization/authorization.world.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { person, STAFF_REASON, sessionClient, type TestPerson } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

const schema = buildGatewaySchema()
const FREE = [
  'Query.viewer',
  'Query.softwareProviders',
  'Query.sources',
  'Query.accreditors',
  'Query.verifyDocument',
  'Query.rateLimit',
]
/** Staff buy nothing, and have no feed of their own. */
const REFUSED = ['Query.previewOrder', 'Query.events']
const LOOKS = Object.keys(schema.getQueryType()?.getFields() ?? {})
  .map((field) => `Query.${field}`)
  .filter((path) => !FREE.includes(path) && !REFUSED.includes(path))

/** Which look leaves its row in the trail of the organization that it is about. */
const ABOUT_AN_ORGANIZATION = new Set([
  'Query.organization',
  'Query.order',
  'Query.orderItem',
  'Query.clinician',
  'Query.searchClinicians',
  'Query.lookupClinicians',
  'Query.researchRequest',
  'Query.monitoring',
  'Query.monitoringNotice',
  'Query.discrepancy',
])

interface StaffEvent {
  action: string
  organizationId: string | null
  subjectIds: string[]
  reason: string | null
}

describe('what staff read', () => {
  let gateway: TestGateway
  let world: AuthorizationWorld
  let staff: TestPerson
  let silent: ReturnType<typeof sessionClient>
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    world = await buildWorld(gateway)
    staff = await person(gateway, { staff: true })
    silent = sessionClient(gateway, staff.accessToken, 'TEST')
  })
  afterAll(() => gateway.stop())

  const own = () => world.targets.own.ids

  /** What the trail tells of the staff member's work. */
  async function eventsOf(work: () => Promise<unknown>): Promise<StaffEvent[]> {
    const [last] = await rowsOf<{ id: string }>(gateway, 'select coalesce(max(id), 0) as id from audit_events')
    await work()
    return await rowsOf<StaffEvent>(
      gateway,
      `select action, organization_id as "organizationId", subject_ids as "subjectIds", reason
         from audit_events where actor_id = $1 and id > $2 order by id`,
      [staff.userId, last?.id],
    )
  }

  test.each(LOOKS)('%s needs a reason, and leaves one row with it', async (path) => {
    const document = documentFor(schema, path)
    const variables = variablesFor(path, own())
    const refused = await leavingNoTrace(gateway, () => ask(silent, document, variables))
    expect(codesOf(refused)).toEqual(['BAD_USER_INPUT'])
    expect(refused.errors[0]?.message).toContain('send the header Gateway-Reason')
    expect(Object.values(refused.data ?? {}).filter((value) => value !== null)).toEqual([])

    const events = await eventsOf(async () => {
      expect((await ask(staff.client, document, variables)).errors).toEqual([])
    })
    expect(new Set(events.map(({ reason }) => reason))).toEqual(new Set([STAFF_REASON]))
    const looks = events.filter(({ action }) => action === 'STAFF_READ')
    expect(looks).toMatchObject([
      { organizationId: ABOUT_AN_ORGANIZATION.has(path) ? own().organizationId : null, reason: STAFF_REASON },
    ])
    expect(looks[0]?.subjectIds).toContain(path)
  })

  test.each(FREE)('%s is free of it: it is their own, or everybody’s', async (path) => {
    const events = await eventsOf(async () => {
      expect((await ask(silent, documentFor(schema, path), variablesFor(path, own()))).errors).toEqual([])
    })
    expect(events).toEqual([])
  })

  test('the organization’s administrators see who looked at their people, and why', async () => {
    const { organizationId } = await gateway.vendor()
    const administrator = await person(gateway, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'] })
    const client = sessionClient(gateway, staff.accessToken, 'TEST', 'Anruf vom 22. November – “bitte prüfen”, 100 %')
    await ask(client, 'query ($id: ID!) { organization(id: $id) { users { nodes { email } } } }', {
      id: organizationId,
    })
    await ask(staff.client, `{ backOffice { deposits(organizationId: "${organizationId}") { nodes { id } } } }`)
    const trail = await ask(
      administrator.client,
      `query ($id: ID!) { organization(id: $id) {
         auditEvents(actions: [STAFF_READ]) { nodes { actorKind reason subjectIds } } } }`,
      { id: organizationId },
    )
    expect(trail.data).toEqual({
      organization: {
        auditEvents: {
          nodes: [
            {
              actorKind: 'STAFF',
              reason: STAFF_REASON,
              subjectIds: ['BackOffice.deposits', 'Query.backOffice', organizationId],
            },
            {
              actorKind: 'STAFF',
              reason: 'Anruf vom 22. November – “bitte prüfen”, 100 %',
              subjectIds: ['Organization.users', 'Query.organization', organizationId],
            },
          ],
        },
      },
    })
  })

  test('a look at several organizations stands in the trail of each', async () => {
    const [one, other] = [own().organizationId, world.targets.foreign.ids.organizationId]
    const query = `query ($one: ID!) { a: organization(id: $one) { name } b: organization(id: "${other}") { name } }`
    const named = await eventsOf(() => ask(staff.client, query, { one }))
    expect(named.map(({ organizationId }) => organizationId).sort()).toEqual([one, other].sort())
    const listed = await eventsOf(() =>
      ask(staff.client, '{ organizations(first: 100) { nodes { id users { nodes { email } } } } }'),
    )
    expect(listed.map(({ organizationId }) => organizationId)).toEqual(expect.arrayContaining([one, other]))
  })

  test('a person looked up by address is in the row by id, and in the trail of the organizations shown', async () => {
    const { organizationId } = await gateway.vendor()
    const una = await person(gateway, { organizationId })
    const query = (selection: string) => `{ backOffice { user(email: "${una.email}") { ${selection} } } }`
    expect(await eventsOf(() => ask(staff.client, query('fullName')))).toMatchObject([
      { organizationId: null, subjectIds: ['BackOffice.user', 'Query.backOffice', una.userId] },
    ])
    expect(await eventsOf(() => ask(staff.client, query('memberships { roles }')))).toMatchObject([{ organizationId }])
  })

  test('a link to a profile is given for a reason, and so is what a change shows', async () => {
    const deliver = 'mutation ($id: ID!) { deliverProfilePdf(input: { orderItemId: $id }) { url userErrors { code } } }'
    const refused = await leavingNoTrace(gateway, () => ask(silent, deliver, { id: own().orderItemId }))
    expect(codesOf(refused)).toEqual(['BAD_USER_INPUT'])
    expect(await eventsOf(() => ask(staff.client, deliver, { id: own().orderItemId }))).toMatchObject([
      { action: 'PROFILE_DELIVERED', organizationId: own().organizationId, reason: STAFF_REASON },
    ])
    const { organizationId } = own()
    const input = { organizationId, phone: '555-0177', reason: 'asked by phone' }
    const update = `mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) {
      organization { name users { nodes { email } } } userErrors { code } } }`
    const events = await eventsOf(() => ask(silent, update, { input }))
    expect(events).toMatchObject([
      { action: 'CHANGE_REQUESTED', organizationId, reason: 'asked by phone' },
      { action: 'STAFF_READ', organizationId, reason: 'asked by phone' },
    ])
  })

  test('what the header says is taken as it is when it encodes nothing, and not at all when it is not ASCII', async () => {
    const look = (reason: string) =>
      rawRequest(`${gateway.url}/graphql`, {
        method: 'POST',
        body: JSON.stringify({ query: '{ backOffice { jobQueues { name } } }' }),
        headers: {
          authorization: `Bearer ${staff.accessToken}`,
          'content-type': 'application/json',
          'gateway-mode': 'TEST',
          'gateway-reason': reason,
        },
      })
    expect(await eventsOf(() => look('100% sure'))).toMatchObject([{ reason: '100% sure' }])
    expect(await eventsOf(() => look('Pr%C3%BCfung%2042'))).toMatchObject([{ reason: 'Prüfung 42' }])
    expect(await eventsOf(() => look('Prüfung'))).toEqual([])
    expect(await eventsOf(() => look('%20%00'))).toEqual([])
  })

  test('the database takes no row of staff without a reason', async () => {
    const insert = `insert into audit_events (occurred_at, action, actor_kind, subject_ids) values (now(), $1, 'STAFF', '{}')`
    await expect(rowsOf(gateway, insert, ['STAFF_READ'])).rejects.toThrow('audit_events_staff_reason')
    await rowsOf(gateway, insert, ['SIGNED_OUT'])
  })
})
