import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { newId } from '../kernel/ids.js'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { person, sessionClient, signedOutClient, type TestPerson } from '../testkit/people.js'
import { auditOf, look } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

describe('the back office', () => {
  let gateway: TestGateway
  let staff: TestPerson
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    staff = await person(gateway, { staff: true })
  })
  afterAll(() => gateway.stop())

  test('writes down each look once: who, why, and which of its fields', async () => {
    const answer = await ask(
      staff.client,
      `query Look($no: Boolean!) {
         backOffice {
           __typename priceLists { nodes { id } } again: priceLists(first: 1) { nodes { id } }
           jobQueues @skip(if: $no) { name } failedJobs @include(if: $no) { nodes { id } }
           ...Sources ... on BackOffice { staff { nodes { id } } } ... @skip(if: $no) { user(id: "usr_1") { id } }
         }
       }
       fragment Sources on BackOffice { sourceLoads { nodes { id } } }`,
      { no: true },
    )
    expect(answer.errors).toEqual([])
    const looks = await auditOf(gateway, 'STAFF_READ')
    expect(looks).toEqual([
      {
        actorId: staff.userId,
        organizationId: null,
        subjectIds: [
          'BackOffice.failedJobs',
          'BackOffice.priceLists',
          'BackOffice.sourceLoads',
          'BackOffice.staff',
          'Query.backOffice',
        ],
        reason: 'ticket 7',
      },
    ])
  })

  test('shows nothing without a reason', async () => {
    for (const reason of [undefined, '', '   ', 'x'.repeat(1_001), 'a\0b']) {
      const client = sessionClient(gateway, staff.accessToken, 'TEST', reason)
      const answer = await leavingNoTrace(gateway, () => ask(client, '{ backOffice { jobQueues { name } } }'))
      expect(codesOf(answer)).toEqual(['BAD_USER_INPUT'])
      expect(answer.data).toBeNull()
    }
  })

  test('shows nothing when the look cannot be written down', async () => {
    await rowsOf(
      gateway,
      `create function break_down() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
    )
    await rowsOf(
      gateway,
      `create trigger broken before insert on audit_events for each row when (new.action = 'STAFF_READ')
         execute function break_down()`,
    )
    const answer = await ask(staff.client, '{ backOffice { staff { nodes { email } } } }')
    await rowsOf(gateway, 'drop trigger broken on audit_events')
    expect(codesOf(answer)).toEqual(['INTERNAL'])
    expect(answer.data).toBeNull()
  })

  test('is for staff only', async () => {
    const vendor = await gateway.vendor()
    const { organizationId } = vendor
    const administrator = await person(gateway, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'] })
    const codes: unknown[] = []
    for (const client of [vendor.client, administrator.client, signedOutClient(gateway)]) {
      codes.push(...codesOf(await ask(client, '{ backOffice { staff { nodes { email } } } }')))
    }
    expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN', 'UNAUTHENTICATED'])
  })

  test('is shut at once for somebody who is staff no more', async () => {
    const former = await person(gateway, { staff: true })
    await look(former.client, 'jobQueues { name }')
    await rowsOf(gateway, 'update users set staff = false where id = $1', [former.userId])
    const answer = await ask(former.client, '{ backOffice { jobQueues { name } } }')
    expect(codesOf(answer)).toEqual(['FORBIDDEN'])
  })

  test('shows which files were loaded, page by page, and what the sources cover in each mode', async () => {
    for (const fileName of ['first.csv', 'second.csv', 'third.csv']) {
      await rowsOf(
        gateway,
        `insert into source_loads (id, source, loader, state, scope, file_name, file_bytes, file_sha256, started_at,
           finished_at, rows_read, rows_inserted, rows_updated, rows_unchanged, rows_skipped, rows_rejected,
           skipped_by_reason)
         values ($1, 'NPPES', 'nppes', 'COMPLETED', 'UPDATE', $2, 10000000000, repeat('ab', 32), now(), now(),
           9, 1, 2, 3, 3, 0, '{"ORGANIZATION": 1, "OTHER_PROFESSION": 2}')`,
        [newId('sourceLoad'), fileName],
      )
    }
    const page = async (selection: string) =>
      (
        await look<{
          sourceLoads: { nodes: Record<string, unknown>[]; pageInfo: { endCursor: string; hasNextPage: boolean } }
        }>(
          staff.client,
          `sourceLoads(${selection}) {
             nodes { source state scope fileName fileSha256 fileBytes rowsRead rowsInserted rowsUpdated rowsUnchanged
               rowsSkipped skippedByReason { reason rows } rowsRejected } pageInfo { endCursor hasNextPage } }`,
        )
      ).sourceLoads
    const newest = await page('first: 2')
    expect(newest.nodes.map(({ fileName }) => fileName)).toEqual(['third.csv', 'second.csv'])
    expect(newest.nodes[0]).toMatchObject({
      ...{ state: 'COMPLETED', fileBytes: 10_000_000_000, rowsRead: 9, rowsUnchanged: 3 },
      skippedByReason: [
        { reason: 'OTHER_PROFESSION', rows: 2 },
        { reason: 'ORGANIZATION', rows: 1 },
      ],
    })
    const rest = await page(`after: "${newest.pageInfo.endCursor}"`)
    expect(rest.nodes.map(({ fileName }) => fileName)).toEqual(['first.csv'])
    expect((await page('source: "LEIE"')).nodes).toEqual([])

    const { sourceCoverage } = await look<{ sourceCoverage: { mode: string; section: string; asOf: string }[] }>(
      staff.client,
      'sourceCoverage { mode section source asOf }',
    )
    expect(sourceCoverage.length).toBeGreaterThan(0)
    expect(new Set(sourceCoverage.map(({ mode }) => mode))).toEqual(new Set(['TEST']))
    const live = await person(gateway, { staff: true, mode: 'LIVE' })
    expect(await look(live.client, 'sourceCoverage { mode }')).toEqual({ sourceCoverage: [] })
  })

  test('finds a person by address or id, with memberships of the mode and whether signed in', async () => {
    const { organizationId } = await gateway.vendor()
    const live = await gateway.vendor({ mode: 'LIVE' })
    const member = await person(gateway, { organizationId, roles: ['PROFILES_USER'], email: 'una@people.example' })
    await rowsOf(gateway, `insert into memberships values ($1, $2, $3, array['ORGANIZATION_ADMINISTRATOR'], now())`, [
      newId('membership'),
      live.organizationId,
      member.userId,
    ])
    const selection = '{ id email isStaff hasActiveSession memberships { organization { id } roles } }'
    const expected = {
      user: {
        id: member.userId,
        email: 'una@people.example',
        isStaff: false,
        hasActiveSession: true,
        memberships: [{ organization: { id: organizationId }, roles: ['PROFILES_USER'] }],
      },
    }
    expect(await look(staff.client, `user(email: "Una@People.example") ${selection}`)).toEqual(expected)
    expect(await look(staff.client, `user(id: "${member.userId}") ${selection}`)).toEqual(expected)
    expect(await look(staff.client, 'user(email: "nobody@people.example") { id }')).toEqual({ user: null })
    for (const both of ['user { id }', `user(email: "a@b.example", id: "${member.userId}") { id }`]) {
      const answer = await ask(staff.client, `{ backOffice { ${both} } }`)
      expect(codesOf(answer)).toEqual(['BAD_USER_INPUT'])
    }
  })

  test('lists the staff at a cost that does not grow with them', async () => {
    for (let n = 0; n < 3; n++) await person(gateway, { staff: true })
    const page = (first: number) =>
      look<{ staff: { nodes: { isStaff: boolean; hasActiveSession: boolean }[] } }>(
        staff.client,
        `staff(first: ${first}) { nodes { email isStaff hasActiveSession memberships { organization { id } } } }`,
      )
    const { nodes } = (await page(100)).staff
    expect(nodes.length).toBeGreaterThan(3)
    expect(nodes.every(({ isStaff, hasActiveSession }) => isStaff && hasActiveSession)).toBe(true)
    const one = await gateway.countStatements(() => page(1))
    const all = await gateway.countStatements(() => page(100))
    expect(all).toBe(one)
  })
})
