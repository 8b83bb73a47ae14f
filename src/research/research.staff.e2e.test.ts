import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import type { GatewayClient } from '../client/gateway-client.js'
import { readConfig } from '../config.js'
import { addBusinessDays } from '../kernel/business-days.js'
import { endOfLocalDay, localDayOf } from '../kernel/local-day.js'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { eventually } from '../testkit/eventually.js'
import { anotherVendor } from '../testkit/order-acts.js'
import { ADMINISTRATOR, attempt, lettersTo, organizationOf } from '../testkit/organization-acts.js'
import { person, signedIn, type TestPerson } from '../testkit/people.js'
import { auditOf, look } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { DelayResearchRequests, ResearchDelays } from './research.delays.js'
import { ResearchMail } from './research.mail.js'
import { ResearchMetrics } from './research.metrics.js'

const CHICAGO = 'America/Chicago'
const reason = 'looked it up'
let names = 0

interface Asked {
  researchRequest: { id: string; number: string; dueOn: string }
}

async function requests(client: GatewayClient, organizationId: string): Promise<Asked['researchRequest']> {
  const input = { organizationId, known: { lastName: `Nowhere-Fictional ${'I'.repeat(++names)}` } }
  const selection = 'researchRequest { id number dueOn }'
  return (await attempt<Asked>(client, 'requestResearch', input, selection)).thing.researchRequest
}

async function seen(client: GatewayClient, id: string, selection = 'id'): Promise<Record<string, unknown> | null> {
  const document = `query ($id: ID!) { researchRequest(id: $id) { ${selection} } }`
  const answer = await ask<{ researchRequest: Record<string, unknown> | null }>(client, document, { id })
  expect(codesOf(answer)).toEqual([])
  return answer.data?.researchRequest ?? null
}

describe('research requests and who may do what', () => {
  let gateway: TestGateway
  let staff: TestPerson
  let vendor: TestVendor
  let buyer: TestPerson
  let administrator: TestPerson
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    staff = await person(gateway, { staff: true })
    vendor = await gateway.vendor()
    const { organizationId } = vendor
    buyer = await person(gateway, { organizationId })
    administrator = await person(gateway, { organizationId, roles: ADMINISTRATOR })
  })
  afterAll(() => gateway.stop())

  const withdraws = async (client: GatewayClient, researchRequestId: string) =>
    (await attempt(client, 'withdrawResearchRequest', { researchRequestId })).codes

  test('a person who asks gets the letters as long as one of the organization’s; then its administrators do', async () => {
    const leaver = await person(gateway, { organizationId: vendor.organizationId })
    const { id, number } = await requests(leaver.client, vendor.organizationId)
    expect((await lettersTo(gateway, leaver.email)).map(({ kind }) => kind)).toEqual(['RESEARCH_REQUEST'])
    expect(await lettersTo(gateway, administrator.email)).toEqual([])
    await rowsOf(gateway, 'delete from memberships where user_id = $1', [leaver.userId])
    const input = { researchRequestId: id, notFoundExplanation: 'Nobody has the name.', reason }
    expect((await attempt(staff.client, 'answerResearchRequest', input)).codes).toEqual([])
    expect(await lettersTo(gateway, leaver.email)).toHaveLength(1)
    const [letter] = await lettersTo(gateway, administrator.email)
    expect(letter?.subject).toBe(`Your research request ${number}: not found`)
  })

  test('software takes back its own only; people of the organization any; administrators who do not buy see none', async () => {
    const other = await anotherVendor(gateway, vendor)
    const one = await requests(vendor.client, vendor.organizationId)
    expect(await seen(other.client, one.id)).toEqual({ id: one.id })
    expect(await withdraws(other.client, one.id)).toEqual(['FORBIDDEN'])
    expect(await withdraws(administrator.client, one.id)).toEqual(['FORBIDDEN'])
    expect(await withdraws(staff.client, one.id)).toEqual(['FORBIDDEN'])
    expect(await withdraws(buyer.client, one.id)).toEqual([])
    expect(await withdraws(buyer.client, one.id)).toEqual(['ALREADY_DECIDED'])
    const list = 'researchRequests(state: WITHDRAWN) { nodes { id } }'
    expect(await organizationOf(buyer.client, vendor.organizationId, list)).toEqual({
      researchRequests: { nodes: [{ id: one.id }] },
    })
  })

  test('foreign requests and those of the other mode are not there', async () => {
    const { id } = await requests(vendor.client, vendor.organizationId)
    const foreign = await gateway.vendor()
    const live = await signedIn(gateway, staff.userId, 'LIVE')
    for (const client of [foreign.client, live.client]) expect(await seen(client, id)).toBeNull()
    expect(await withdraws(foreign.client, id)).toEqual(['NOT_FOUND'])
    const start = { researchRequestId: id, reason }
    expect((await attempt(live.client, 'startResearch', start)).codes).toEqual(['NOT_FOUND'])
    expect(await look(live.client, 'researchRequests { nodes { id } }')).toEqual({ researchRequests: { nodes: [] } })
    staff = { ...staff, ...(await signedIn(gateway, staff.userId)) }
    expect(await seen(staff.client, id)).toEqual({ id })
  })

  test('staff take up once, answer once, with exactly one answer that is there, and say why', async () => {
    const { id } = await requests(vendor.client, vendor.organizationId)
    const other = await person(gateway, { staff: true })
    const starts = await Promise.all(
      [staff, other].map(({ client }) => attempt(client, 'startResearch', { researchRequestId: id, reason })),
    )
    expect(starts.map(({ codes }) => codes[0] ?? 'DONE').sort()).toEqual(['ALREADY_DECIDED', 'DONE'])
    const answers = (answer: object) =>
      attempt(staff.client, 'answerResearchRequest', { researchRequestId: id, reason, ...answer })
    const unknown = 'cln_00000000000000000000000000'
    await leavingNoTrace(gateway, async () => {
      expect((await answers({})).codes).toEqual(['INVALID_INPUT'])
      expect((await answers({ clinicianId: unknown, notFoundExplanation: 'x' })).codes).toEqual(['INVALID_INPUT'])
      expect((await answers({ clinicianId: unknown })).codes).toEqual(['CLINICIAN_NOT_FOUND'])
      expect((await answers({ notFoundExplanation: ' ' })).fields).toEqual([['notFoundExplanation']])
      expect((await answers({ notFoundExplanation: 'x', reason: ' ' })).fields).toEqual([['reason']])
      expect((await answers({ newClinician: { kind: 'PHYSICIAN', lastName: 'A' } })).fields).toEqual([['newClinician']])
    })
    const both = await Promise.all([1, 2].map(() => answers({ notFoundExplanation: 'Nobody has the name.' })))
    expect(both.map(({ codes }) => codes[0] ?? 'DONE').sort()).toEqual(['ALREADY_DECIDED', 'DONE'])
    const change = `update research_requests set not_found_explanation = 'Other words.' where id = $1`
    await expect(rowsOf(gateway, change, [id])).rejects.toThrow('stands as it is')
  })

  test('staff delay to a later business day, and tell why', async () => {
    const { id, dueOn, number } = await requests(buyer.client, vendor.organizationId)
    const delays = (day: string) =>
      attempt(
        staff.client,
        'delayResearchRequest',
        { researchRequestId: id, dueOn: day, explanation: 'The school is closed.', reason },
        'researchRequest { dueOn firstDueOn delayed state }',
      )
    expect((await delays(dueOn)).fields).toEqual([['dueOn']])
    const later = addBusinessDays(dueOn, 5)
    expect((await delays(later)).thing).toMatchObject({
      researchRequest: { dueOn: later, firstDueOn: dueOn, delayed: true, state: 'OPEN' },
    })
    const letter = (await lettersTo(gateway, buyer.email)).at(-1)
    expect(letter?.subject).toBe(`Your research request ${number} is delayed`)
    expect(letter?.text).toContain('The school is closed.')
    expect((await auditOf(gateway, 'RESEARCH_DELAYED'))[0]).toMatchObject({ actorId: staff.userId, reason })
  })

  test('lists take as many statements for many requests as for one', async () => {
    const fields = 'id organization { id } clinician { id } events { kind } known { lastName }'
    const list = ({ client, organizationId }: TestVendor) =>
      gateway.countStatements(() => organizationOf(client, organizationId, `researchRequests { nodes { ${fields} } }`))
    const asking = await gateway.vendor()
    await requests(asking.client, asking.organizationId)
    await list(asking)
    const one = await list(asking)
    for (let i = 0; i < 5; i++) await requests(asking.client, asking.organizationId)
    expect(await list(asking)).toBe(one)
  })
})

describe('a research request that is not answered in time', () => {
  test('is delayed by a job that finds what is due, and tells the requester once', async () => {
    const gateway = await startTestGateway()
    try {
      const vendor = await gateway.vendor()
      const buyer = await person(gateway, { organizationId: vendor.organizationId })
      const staff = await person(gateway, { staff: true })
      const { id, dueOn } = await requests(buyer.client, vendor.organizationId)
      expect(dueOn).toBe(addBusinessDays(localDayOf(gateway.clock.now(), CHICAGO), 30))
      gateway.clock.advanceTo(endOfLocalDay(dueOn, CHICAGO))
      await gateway.database.transaction((tx) => gateway.gateway.jobs.add(tx, DelayResearchRequests, {}))
      const letters = await eventually(
        () => lettersTo(gateway, buyer.email),
        (found) => found.length > 1,
      )
      expect(letters[1]?.subject).toMatch(/is delayed$/)
      const { client } = await signedIn(gateway, staff.userId)
      const queue = await look<{ researchRequests: { nodes: object[] } }>(
        client,
        'researchRequests(overdue: true) { nodes { id delayed dueOn events { kind actorKind dueOn } } }',
      )
      const later = addBusinessDays(localDayOf(gateway.clock.now(), CHICAGO), 10)
      const events = [{ kind: 'REQUESTED' }, { kind: 'DELAYED', actorKind: 'SYSTEM', dueOn: later }]
      expect(queue.researchRequests.nodes).toMatchObject([{ id, delayed: true, dueOn: later, events }])
      expect(await look(client, 'researchRequests(overdue: false) { nodes { id } }')).toEqual({
        researchRequests: { nodes: [] },
      })
    } finally {
      await gateway.stop()
    }
  })

  test('is told once by however many processes, in the day of its organization, also long after', async () => {
    const gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    try {
      const { clock, database } = gateway
      const mail = new ResearchMail(gateway.gateway.jobs, clock, readConfig({}).publisher)
      const silent = pino({ enabled: false })
      const metrics = new ResearchMetrics(new Registry(), database, clock)
      const delays = () => new ResearchDelays(database, clock, mail, metrics, silent)
      const never = new AbortController().signal
      const sweep = () => Promise.all([1, 2, 3].map(() => delays().delayDue(never)))
      const delayed = async () =>
        (
          await rowsOf<{ zone: string }>(
            gateway,
            `select o.time_zone as zone from research_request_events e
             join research_requests r on r.id = e.research_request_id join organizations o on o.id = r.organization_id
            where e.kind = 'DELAYED' order by e.id`,
          )
        ).map(({ zone }) => zone)

      // The same day in both places; it ends 19 hours earlier in the one.
      clock.advanceTo(new Date(`${addBusinessDays(localDayOf(clock.now(), 'UTC'), 2)}T11:00:00Z`))
      const dueDays: string[] = []
      for (const timeZone of ['Asia/Tokyo', 'Pacific/Honolulu']) {
        const { client, organizationId } = await gateway.vendor({ timeZone })
        await person(gateway, { organizationId, roles: ADMINISTRATOR })
        for (let i = 0; i < 3; i++) dueDays.push((await requests(client, organizationId)).dueOn)
      }
      const [dueOn = ''] = new Set(dueDays)
      expect(new Set(dueDays).size).toBe(1)
      clock.advanceTo(new Date(endOfLocalDay(dueOn, 'Asia/Tokyo').getTime() - 60_000))
      await sweep()
      expect(await delayed()).toEqual([])
      clock.advanceTo(endOfLocalDay(dueOn, 'Asia/Tokyo'))
      await sweep()
      expect(await delayed()).toEqual(Array(3).fill('Asia/Tokyo'))

      // Nobody swept for a year: one delay each, from today.
      clock.advanceTo(new Date(clock.now().getTime() + 365 * 86_400_000))
      await sweep()
      await sweep()
      expect((await delayed()).toSorted()).toEqual([
        ...Array(6).fill('Asia/Tokyo'),
        ...Array(3).fill('Pacific/Honolulu'),
      ])
      const [due] = await rowsOf<{ latest: string }>(
        gateway,
        'select max(due_on)::text as latest from research_requests',
      )
      expect(due?.latest).toBe(addBusinessDays(localDayOf(clock.now(), 'Asia/Tokyo'), 10))
      const letters = await rowsOf(gateway, `select id from emails where subject like '%is delayed'`)
      expect(letters).toHaveLength(9)
    } finally {
      await gateway.stop()
    }
  })
})
