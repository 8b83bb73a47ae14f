import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { FULL_PHYSICIAN_NPI } from './sandbox/sandbox.full-physician.js'
import { ask } from './testkit/ask.js'
import { rowsOf } from './testkit/census.js'
import {
  type BoughtProfile,
  buys,
  discrepancySeen,
  reportOf,
  reports,
  tryToReport,
} from './testkit/discrepancy-acts.js'
import { eventually } from './testkit/eventually.js'
import { monitoringOf, tryToMonitor } from './testkit/monitoring-acts.js'
import { clinicianWith, initialAppointment, orderOf, place, refusalOf } from './testkit/order-acts.js'
import { person, type TestPerson } from './testkit/people.js'
import { type Acted, act, tryToAct } from './testkit/staff-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from './testkit/test-gateway.js'

const DAY_MS = 86_400_000
const BOTH = ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER'] as const

interface Advanced {
  organization: { testClock: { now: string } } | null
}

/** By the API alone, in a gateway that works: what takes months in life takes seconds here. */
describe('a year of a sandbox organization', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  let live: TestVendor
  let approver: TestPerson
  let clinicianId: string
  let first: BoughtProfile
  beforeAll(async () => {
    gateway = await startTestGateway()
    vendor = await gateway.vendor({ organizationName: 'Year Hospital' })
    live = await gateway.vendor({ mode: 'LIVE' })
    approver = await person(gateway, { organizationId: vendor.organizationId, roles: [...BOTH] })
    clinicianId = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
  })
  afterAll(() => gateway.stop())

  const advance = async (wanted: { by?: string; to?: Date }, of = vendor) => {
    const input = { organizationId: of.organizationId, ...wanted }
    return await act<Advanced>(of.client, 'advanceTestClock', input, 'organization { testClock { now } }')
  }
  /** What the organization sees of itself. */
  const seen = async <Seen>(selection: string): Promise<Seen> => {
    const query = `query ($id: ID!) { organization(id: $id) { ${selection} } }`
    const { data, errors } = await ask<{ organization: Seen }>(approver.client, query, { id: vendor.organizationId })
    if (data == null || errors.length > 0) throw new Error(JSON.stringify(errors))
    return data.organization
  }
  const soon = async <Seen>(selection: string, isThere: (now: Seen) => boolean) =>
    await eventually(() => seen<Seen>(selection), isThere)
  const now = async () => new Date((await seen<{ testClock: { now: string } }>('testClock { now }')).testClock.now)

  test('begins with an order, whose profile is not bought twice within a month', async () => {
    first = await buys(vendor, clinicianId)
    expect(await refusalOf(vendor.client, orderOf(vendor, initialAppointment(clinicianId)))).toEqual([
      'DUPLICATE_PURCHASE',
    ])
    await advance({ by: 'P1D' })
    interface Night {
      dailyReceipts: { nodes: { orders: { orderNumber: string }[] }[] }
      account: { entries: { nodes: { status: string }[] } }
    }
    const night = await soon<Night>(
      'dailyReceipts { nodes { orders { orderNumber } } } account { entries { nodes { status } } }',
      ({ dailyReceipts, account }) =>
        dailyReceipts.nodes.length === 1 && account.entries.nodes.every(({ status }) => status === 'POSTED'),
    )
    expect(night.dailyReceipts.nodes[0]?.orders).toEqual([{ orderNumber: first.orderNumber }])
    await advance({ by: 'P31D' })
    expect(await place(vendor.client, orderOf(vendor, initialAppointment(clinicianId)))).toMatchObject({
      status: 'COMPLETED',
    })
  })

  test('goes on with monitoring, attested month by month and told of a change', async () => {
    const { order } = await tryToMonitor(vendor.client, vendor, [monitoringOf(clinicianId)])
    const started = new Date(order?.items[0]?.monitoring?.startedAt ?? 0)
    expect(Math.abs(started.getTime() - (await now()).getTime())).toBeLessThan(60_000)
    const attested = 'monitorings { nodes { attestations { changeCount } } }'
    type Attested = { monitorings: { nodes: { attestations: { changeCount: number }[] }[] } }
    const changesOf = ({ monitorings }: Attested) =>
      monitorings.nodes[0]?.attestations.map(({ changeCount }) => changeCount)
    await advance({ by: 'P61D' })
    expect(changesOf(await soon<Attested>(attested, (is) => changesOf(is)?.length === 2))).toEqual([0, 0])
    const change = { organizationId: vendor.organizationId, clinicianId }
    await act(vendor.client, 'simulateClinicianChange', change, 'licenseStatus')
    type Told = { monitoringNotices: { nodes: { noticedAt: string; sections: string[] }[] } }
    const told = await soon<Told>(
      'monitoringNotices { nodes { noticedAt sections } }',
      ({ monitoringNotices }) => monitoringNotices.nodes.length > 0,
    )
    expect(told.monitoringNotices.nodes).toMatchObject([{ sections: ['LICENSES'] }])
    expect(new Date(told.monitoringNotices.nodes[0]?.noticedAt ?? 0).getTime()).toBeGreaterThan(
      started.getTime() + 60 * DAY_MS,
    )
    await advance({ by: 'P30D' })
    expect(changesOf(await soon<Attested>(attested, (is) => changesOf(is)?.length === 3))).toEqual([1, 0, 0])
  })

  test('sees research and a discrepancy delayed when nobody answers for thirty business days, and the answer', async () => {
    const bought = await buys(vendor, clinicianId)
    const { id } = await reports(vendor.client, reportOf(bought))
    const input = { organizationId: vendor.organizationId, known: { lastName: 'Nowhere-Fictional', firstName: 'Nell' } }
    await act(vendor.client, 'requestResearch', input, 'replayed')
    await advance({ by: 'P46D' })
    type Asked = { researchRequests: { nodes: { delayed: boolean; delayedAt: string; dueOn: string }[] } }
    const { researchRequests } = await soon<Asked>('researchRequests { nodes { delayed delayedAt dueOn } }', (is) =>
      is.researchRequests.nodes.some(({ delayed }) => delayed),
    )
    const today = (await now()).toISOString().slice(0, 10)
    expect(researchRequests.nodes[0]?.dueOn.localeCompare(today)).toBe(1)
    const seenNow = async () => (await discrepancySeen(vendor.client, id))?.state
    await eventually(seenNow, (state) => state === 'DELAYED')
    const staff = await person(gateway, { staff: true })
    const outcome = { outcome: 'CONFIRMED_ACCURATE', explanation: 'The board confirms it.', reason: 'ticket 7' }
    await act(staff.client, 'decideDiscrepancy', { discrepancyId: id, ...outcome }, 'discrepancy { state }')
    expect(await seenNow()).toBe('CONFIRMED_ACCURATE')
  })

  test('comes to reappointments, and to the end of the monitoring, of which it is reminded first', async () => {
    const policy = {
      cycleMonths: 12,
      leadDays: 90,
      autopilot: 'PROPOSE',
      monthlyBudgetCents: 100_000,
      approverId: approver.userId,
    }
    await act(
      approver.client,
      'setReappointmentPolicy',
      { organizationId: vendor.organizationId, ...policy },
      'policy { cycleMonths }',
    )
    await advance({ by: 'P280D' })
    type Proposed = { reappointmentDecisions: { nodes: { state: string }[] } }
    await soon<Proposed>('reappointmentDecisions { nodes { state } }', ({ reappointmentDecisions: { nodes } }) =>
      nodes.some(({ state }) => state === 'PROPOSED'),
    )
    await advance({ by: 'P1Y' })
    const late = await tryToReport(vendor.client, { ...reportOf(first), section: 'LICENSES' })
    expect(late.userErrors.map(({ code }) => code)).toEqual(['DISCREPANCY_WINDOW_CLOSED'])
    type Ended = {
      monitorings: {
        nodes: { remindedAt: string | null; endedAt: string | null; endsAt: string; endReason: string | null }[]
      }
      monitoringLog: { nodes: { kind: string }[] }
    }
    await advance({ by: 'P3M' })
    const days = `from: "${(await now()).getUTCFullYear() - 3}-01-01", first: 100`
    const { monitorings, monitoringLog } = await soon<Ended>(
      `monitorings { nodes { remindedAt endedAt endsAt endReason } } monitoringLog(${days}) { nodes { kind } }`,
      (is) =>
        is.monitorings.nodes[0]?.endReason === 'EXPIRED' &&
        is.monitoringLog.nodes.filter(({ kind }) => kind === 'ATTESTED').length === 25,
    )
    const [term] = monitorings.nodes
    expect(term?.endedAt).toBe(term?.endsAt)
    expect(new Date(term?.remindedAt ?? 0).getTime()).toBeLessThan(new Date(term?.endsAt ?? 0).getTime())
    const told = ['STARTED', 'CHANGED', 'REMINDED', 'ENDED']
    expect(monitoringLog.nodes.map(({ kind }) => kind).filter((kind) => told.includes(kind))).toEqual(told)
  }, 60_000)

  test('never runs backwards, too far, or in life', async () => {
    const codesOf = async (wanted: object, of = vendor) => {
      const answer = await tryToAct<Acted<Advanced>>(
        of.client,
        'advanceTestClock',
        { organizationId: of.organizationId, ...wanted },
        'organization { id }',
      )
      return answer.data?.['advanceTestClock']?.userErrors.map(({ message }) => message) ?? []
    }
    const shown = (await now()).toISOString()
    expect(await codesOf({ to: new Date(Date.parse(shown) - DAY_MS) })).toEqual([
      expect.stringContaining('it never goes back'),
    ])
    expect(await codesOf({ by: 'P2Y' })).toEqual([expect.stringContaining('at most 366 days in one call, got 73')])
    for (const by of ['a week', 'P99999999999Y']) {
      expect(await codesOf({ by })).toEqual([expect.stringContaining('expected an ISO 8601 duration such as P30D')])
    }
    expect(await codesOf({})).toEqual(['expected exactly one of to and by, got none'])
    expect(await codesOf({ by: 'P1D' }, live)).toEqual(['expected a sandbox organization, got a live one'])
    expect((await now()).getTime() - Date.parse(shown)).toBeLessThan(60_000)
    const [row] = await rowsOf<{ receipts: number; days: number }>(
      gateway,
      `select count(*)::int as receipts, count(distinct day)::int as days from daily_receipts where organization_id = $1`,
      [vendor.organizationId],
    )
    expect(row).toEqual({ receipts: 3, days: 3 })
  })
})
