import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sqlStateOf } from '../db/sql-state.js'
import { rowsOf } from '../testkit/census.js'
import { changeScene, decide, CHANGE_REASON as reason } from '../testkit/change-request-acts.js'
import { ADMINISTRATOR, attempt, lettersTo, organizationWithAdministrator } from '../testkit/organization-acts.js'
import { person, signedIn } from '../testkit/people.js'
import { look } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

const UNKNOWN = 'chg_00000000000000000000000000'
describe('who may see and decide a change that staff ask for', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())

  const scene = () => changeScene(gateway)

  test('is approved neither by staff nor by a profiles user; for all but its administrators and staff it is not there', async () => {
    const { administrator, staff, adds, asks } = await scene()
    const { id } = await asks('updateOrganization', { phone: '555-0100' })
    const colleague = await person(gateway, { staff: true })
    const buyer = await adds()
    const stranger = await organizationWithAdministrator(gateway)
    const vendor = await gateway.vendor()
    for (const mutation of ['approveChangeRequest', 'rejectChangeRequest']) {
      for (const who of mutation === 'approveChangeRequest' ? [staff, colleague] : [colleague]) {
        expect((await decide(who, mutation, id, { reason })).codes).toEqual(['FORBIDDEN'])
      }
      expect((await attempt(vendor.client, mutation, { changeRequestId: id })).codes).toEqual(['FORBIDDEN'])
      const told = async (changeRequestId: string, who = stranger.administrator) => {
        let text = ''
        const statements = await gateway.countStatements(async () => {
          text = JSON.stringify(await decide(who, mutation, changeRequestId))
        })
        return { text: text.replaceAll(changeRequestId, 'ID'), statements }
      }
      const foreign = await told(id)
      expect(foreign.text).toContain('NOT_FOUND')
      expect(foreign).toEqual(await told(UNKNOWN))
      expect((await told(id, buyer)).text).toBe(foreign.text)
    }
    // Who was staff when asking cannot approve it as an administrator either.
    await rowsOf(gateway, 'update users set staff = false where id = $1', [staff.userId])
    await rowsOf(gateway, 'update memberships set user_id = $2 where user_id = $1', [buyer.userId, staff.userId])
    await rowsOf(gateway, 'update memberships set roles = $2 where user_id = $1', [staff.userId, ADMINISTRATOR])
    const { client } = await signedIn(gateway, staff.userId)
    expect((await attempt(client, 'approveChangeRequest', { changeRequestId: id })).codes).toEqual(['FORBIDDEN'])
    expect((await decide(administrator, 'approveChangeRequest', id)).codes).toEqual([])
  })

  test('is withdrawn by whoever asked for it, who gets no letter', async () => {
    const { administrator, staff, asks } = await scene()
    const { id } = await asks('updateOrganization', { phone: '555-0100' })
    const withdrawn = await decide(staff, 'rejectChangeRequest', id, { reason: 'wrong organization' })
    expect(withdrawn).toMatchObject({ codes: [], thing: { changeRequest: { status: 'REJECTED' } } })
    expect(await lettersTo(gateway, staff.email)).toEqual([])
    expect((await decide(administrator, 'approveChangeRequest', id)).codes).toEqual(['ALREADY_DECIDED'])
  })

  test('is not asked for twice while it waits, whoever of the staff asks', async () => {
    const { organizationId, administrator, staff, asks } = await scene()
    const { id } = await asks('updateOrganization', { phone: '555-0100' })
    const colleague = await person(gateway, { staff: true })
    const input = { organizationId, phone: '555-0100', reason }
    for (const who of [staff, colleague]) {
      expect((await attempt(who.client, 'updateOrganization', input)).codes).toEqual(['ALREADY_EXISTS'])
    }
    expect(await lettersTo(gateway, administrator.email)).toHaveLength(1)
    await decide(administrator, 'rejectChangeRequest', id)
    await asks('updateOrganization', { phone: '555-0100' })
  })

  test('is asked for 60 times an hour at most', async () => {
    const { organizationId, staff } = await scene()
    const ask = (i: number) =>
      attempt(staff.client, 'updateOrganization', { organizationId, phone: `555-01${i}`, reason })
    for (let i = 0; i < 60; i++) expect((await ask(100 + i)).codes).toEqual([])
    expect((await ask(200)).codes).toEqual(['RATE_LIMITED'])
  })

  test('is decided without a letter to somebody who was dismissed meanwhile', async () => {
    const { administrator, staff, asks } = await scene()
    const { id } = await asks('updateOrganization', { phone: '555-0100' })
    await rowsOf(gateway, 'update users set staff = false where id = $1', [staff.userId])
    expect((await decide(administrator, 'approveChangeRequest', id)).codes).toEqual([])
    expect(await lettersTo(gateway, staff.email)).toEqual([])
  })

  test('stands as it was written: neither its words nor a decision can be changed, nor can it be deleted', async () => {
    const { administrator, asks } = await scene()
    const { id } = await asks('updateOrganization', { phone: '555-0100' })
    const refused = async (text: string) =>
      await gateway.database.pool.query(text, [id]).then(
        () => 'done',
        (error) => sqlStateOf(error),
      )
    expect(await refused(`update change_requests set after = '{"phone": "555-0199"}' where id = $1`)).toBe('23001')
    expect(await refused('delete from change_requests where id = $1')).toBe('23001')
    await decide(administrator, 'rejectChangeRequest', id)
    expect(await refused(`update change_requests set status = 'APPROVED' where id = $1`)).toBe('23001')
  })

  test('staff see the change requests of all organizations in the back office, by status and kind', async () => {
    const { staff, asks } = await scene()
    const { id } = await asks('updateOrganization', { phone: '555-0100' })
    const seen = await look<Record<string, { nodes: { id: string; organization: object }[] }>>(
      staff.client,
      `all: changeRequests(first: 1) { nodes { id organization { name } } }
       renamed: changeRequests(status: PENDING, kind: UPDATE_ORGANIZATION) { nodes { id } }
       others: changeRequests(status: PENDING, kind: REMOVE_USER) { nodes { id } }`,
    )
    expect(seen['all']?.nodes).toMatchObject([{ id, organization: { name: expect.any(String) } }])
    expect(seen['renamed']?.nodes).toContainEqual({ id })
    expect(seen['others']?.nodes).not.toContainEqual({ id })
  })
})
