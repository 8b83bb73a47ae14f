import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { monitoringTermFrom } from '../orders/monitoring/monitoring.rules.js'
import { cardOrderOf, cardWorker, placeByCard } from '../testkit/card-acts.js'
import { rowsOf } from '../testkit/census.js'
import { lettersTo } from '../testkit/letters.js'
import {
  discontinue,
  monitor,
  monitoringEnds,
  monitoringOf,
  setTestClock,
  type TestMonitoring,
  tryToMonitor,
} from '../testkit/monitoring-acts.js'
import { addPhysicians, initialAppointment } from '../testkit/order-acts.js'
import { person } from '../testkit/people.js'
import { secondDatabase } from '../testkit/second-process.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

const DAY_MS = 86_400_000
const GOING_ON = new AbortController().signal

describe('the term of monitoring', () => {
  test.each([
    // From, until, reminded from: the same time of day in Chicago, whatever the season.
    ['2026-01-31T18:00:00Z', '2028-01-31T18:00:00Z', '2028-01-01T18:00:00Z'],
    ['2026-03-20T17:00:00Z', '2028-03-20T17:00:00Z', '2028-02-19T18:00:00Z'],
    ['2028-02-29T18:00:00Z', '2030-02-28T18:00:00Z', '2030-01-29T18:00:00Z'],
  ])('from %s lasts until %s', (from, until, remindFrom) => {
    const term = monitoringTermFrom(new Date(from), 'America/Chicago')
    expect(term).toEqual({ startedAt: new Date(from), endsAt: new Date(until), remindFrom: new Date(remindFrom) })
  })
})

describe('the end of monitoring', () => {
  let gateway: TestGateway
  let physicians: string[]
  let next = 0
  const some = (count: number) => {
    next += count
    return physicians.slice(next - count, next)
  }

  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physicians = await addPhysicians(gateway, 60)
  }, 60_000)
  afterAll(() => gateway.stop())

  /** A hospital with an administrator of its own, who monitors so many. */
  async function hospital(count: number) {
    const vendor = await gateway.vendor()
    const roles = ['ORGANIZATION_ADMINISTRATOR'] as const
    const { email } = await person(gateway, { organizationId: vendor.organizationId, roles: [...roles] })
    return { ...vendor, email, terms: await monitor(vendor, ...some(count)) }
  }

  async function termsOf({ organizationId }: TestVendor): Promise<Omit<TestMonitoring, 'discontinuedBy'>[]> {
    return await rowsOf(
      gateway,
      `select id, started_at as "startedAt", ends_at as "endsAt", reminded_at as "remindedAt", ended_at as "endedAt",
              end_reason as "endReason", ended_at is null as running
         from monitorings where organization_id = $1 order by id`,
      [organizationId],
    )
  }

  const lettersOf = async ({ email }: { email: string }) =>
    (await lettersTo(gateway, email)).filter(({ kind }) => kind === 'MONITORING_EXPIRING')
  const eventsOf = async ({ organizationId }: TestVendor) =>
    await rowsOf<{ vendorId: string | null; id: string }>(
      gateway,
      `select vendor_id as "vendorId", data ->> 'monitoringId' as id from webhook_events
        where organization_id = $1 and type = 'monitoring.expiring' order by data ->> 'monitoringId', vendor_id`,
      [organizationId],
    )
  const daysBefore = (terms: readonly TestMonitoring[], days: number) =>
    new Date(Date.parse(terms[0]?.endsAt ?? '') - days * DAY_MS)

  test('is told 30 days before, once, in one letter and an event for each clinician and feed', async () => {
    const buyer = await hospital(3)
    const { terms, organizationId, vendorId } = buyer
    await discontinue(buyer.client, terms[2]?.id ?? '')
    const ends = monitoringEnds(gateway)
    await setTestClock(gateway, organizationId, new Date(daysBefore(terms, 30).getTime() - 5_000_000))
    await ends.endDue(GOING_ON)
    expect(await lettersOf(buyer)).toEqual([])
    await setTestClock(gateway, organizationId, daysBefore(terms, 29))
    await ends.endDue(GOING_ON)
    await ends.endDue(GOING_ON)
    const [letter, ...others] = await lettersOf(buyer)
    expect([letter?.subject, others]).toEqual(['Continuous monitoring of 2 clinicians ends soon', []])
    expect(letter?.text).toMatch(/Testa Extra-\d+: ends on \w+, \w+ \d+, \d{4}\n/)
    const told = terms.slice(0, 2).flatMap(({ id }) => [
      { vendorId, id },
      { vendorId: null, id },
    ])
    expect(await eventsOf(buyer)).toEqual(told)
    expect((await termsOf(buyer)).map((term) => [term.running, term.remindedAt !== null])).toEqual([
      [true, true],
      [true, true],
      [false, false],
    ])
  })

  test('comes with the term, after the reminder, however far the clock jumps; nobody is told late of what is over', async () => {
    const buyer = await hospital(2)
    await setTestClock(gateway, buyer.organizationId, new Date(daysBefore(buyer.terms, 0).getTime() + 40 * DAY_MS))
    await monitoringEnds(gateway).endDue(GOING_ON)
    for (const term of await termsOf(buyer)) {
      const dueMs = Number(new Date(term.endsAt)) - 30 * DAY_MS
      expect(term).toMatchObject({ endReason: 'EXPIRED', endedAt: term.endsAt })
      expect(Math.abs(Number(new Date(term.remindedAt ?? '')) - dueMs)).toBeLessThanOrEqual(3_600_000)
    }
    expect([(await lettersOf(buyer)).length, (await eventsOf(buyer)).length]).toEqual([1, 4])
    const [again] = await monitor(buyer, ...physicians.slice(next - 1, next))
    expect(again?.running).toBe(true)
  })

  test('is shared by processes at once, in batches, and told once', async () => {
    const buyers = [await hospital(5), await hospital(4), await hospital(1)]
    const second = await secondDatabase(gateway.databaseUrl)
    try {
      for (const buyer of buyers) {
        await setTestClock(gateway, buyer.organizationId, new Date(daysBefore(buyer.terms, 0).getTime() + DAY_MS))
      }
      const runners = [monitoringEnds(gateway, gateway.database, 2), monitoringEnds(gateway, second.database, 2)]
      await Promise.all(runners.map((runner) => runner.endDue(GOING_ON)))
      // What one of the two passed over, because the other was at it, is for the next minute.
      await runners[0]?.endDue(GOING_ON)
    } finally {
      await second.close()
    }
    for (const buyer of buyers) {
      const count = buyer.terms.length
      expect((await termsOf(buyer)).map((term) => term.endReason)).toEqual(Array(count).fill('EXPIRED'))
      const named = (await lettersOf(buyer)).flatMap(({ text }) => [...text.matchAll(/(Extra-\d+): ends/g)])
      expect(new Set(named.map(([, name]) => name)).size).toBe(count)
      expect([named.length, (await eventsOf(buyer)).length]).toEqual([count, 2 * count])
    }
  })

  test.each(['emails', 'webhook_events', 'audit_events', 'pgboss.job'])(
    'is told whole or not at all: what dies at %s is told by the next run, and holds up nobody',
    async (table) => {
      const [unlucky, other] = [await hospital(1), await hospital(1)]
      for (const { organizationId, terms } of [unlucky, other]) {
        await setTestClock(gateway, organizationId, daysBefore(terms, 20))
      }
      // Dies in the transaction of the first organization that comes, and of no other.
      await rowsOf(gateway, 'create sequence deaths')
      await rowsOf(
        gateway,
        `create function die() returns trigger language plpgsql as $$ begin
           if nextval('deaths') = 1 then raise exception 'died'; end if; return new; end $$`,
      )
      await rowsOf(gateway, `create trigger dying before insert on ${table} for each row execute function die()`)
      try {
        const ends = monitoringEnds(gateway)
        await ends.endDue(GOING_ON)
        const reminded = await Promise.all([unlucky, other].map(termsOf))
        expect(reminded.flat().filter((term) => term.remindedAt === null)).toHaveLength(1)
        await ends.endDue(GOING_ON)
      } finally {
        await rowsOf(gateway, `drop trigger dying on ${table}`)
        await rowsOf(gateway, 'drop function die')
        await rowsOf(gateway, 'drop sequence deaths')
      }
      for (const buyer of [unlucky, other]) {
        expect([(await lettersOf(buyer)).length, (await eventsOf(buyer)).length]).toEqual([1, 2])
      }
    },
  )

  test('is that of a term that a card paid: it begins with the payment, and nobody buys it twice meanwhile', async () => {
    const vendor = await gateway.vendor()
    const [clinician = ''] = some(1)
    const items = [initialAppointment(clinician), monitoringOf(clinician)]
    const placed = await placeByCard(vendor.client, cardOrderOf(vendor, 'pm_test_succeedsLate', ...items))
    expect(placed.order?.status).toBe('PENDING')
    expect(await termsOf(vendor)).toEqual([])
    const twice = await tryToMonitor(
      vendor.client,
      vendor,
      items.map((item) => ({ ...item, allowDuplicate: true })),
    )
    expect(twice.userErrors.map(({ code }) => code)).toEqual(['ALREADY_MONITORED'])
    const worker = await cardWorker(gateway)
    await worker.settleAfter(3_600)
    await worker.close()
    expect(await termsOf(vendor)).toMatchObject([{ running: true }])
  })

  test('comes for live organizations by the clock of the gateway', async () => {
    const vendor = await gateway.vendor({ mode: 'LIVE' })
    const [clinician = ''] = await addPhysicians(gateway, 1, 'LIVE')
    const terms = await monitor(vendor, clinician)
    const ends = monitoringEnds(gateway)
    gateway.clock.advanceTo(daysBefore(terms, 29))
    await ends.endDue(GOING_ON)
    const [reminded] = await termsOf(vendor)
    expect(Math.abs(Number(new Date(reminded?.remindedAt ?? 0)) - daysBefore(terms, 29).getTime())).toBeLessThan(60_000)
    gateway.clock.advanceTo(daysBefore(terms, 0))
    await ends.endDue(GOING_ON)
    expect(await termsOf(vendor)).toMatchObject([{ endReason: 'EXPIRED', running: false }])
  })
})
