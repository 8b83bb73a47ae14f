import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { FULL_ASSISTANT_NPI } from '../sandbox/sandbox.assistants.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import {
  discontinue,
  MONITORING,
  monitor,
  monitoringOf,
  setTestClock,
  tryToMonitor,
} from '../testkit/monitoring-acts.js'
import { addPhysicians, anotherVendor, clinicianWith, initialAppointment } from '../testkit/order-acts.js'
import { person } from '../testkit/people.js'
import { act, auditOf, look, tryToAct } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

const NEVER = 'mon_01jz3w8k3be9r8c7q4v1d2m5xy'
const LIST = `query ($id: ID!, $filter: MonitoringFilter, $first: Int) { organization(id: $id) {
  monitorings(filter: $filter, first: $first) {
    nodes { id running clinician { id } orderItem { id product monitored } } pageInfo { hasNextPage } } } }`
const OWNED = `query ($id: ID!, $filter: OwnedClinicianFilter) { organization(id: $id) {
  profileManager(filter: $filter) { nodes { clinician { id } monitored monitoring { id } lastPurchase { monitored } } } } }`

describe('continuous monitoring', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  let staff: Awaited<ReturnType<typeof person>>
  let physicians: string[]
  let next = 0
  /** Somebody whom no other case has met. */
  const somebody = () => physicians[next++] ?? ''
  const codes = (answer: { userErrors: { code: string; field: string[] }[] }) =>
    answer.userErrors.map(({ code, field }) => [code, field.join('.')])

  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor({ depositCents: 1_000_000 })
    staff = await person(gateway, { staff: true })
    physicians = await addPhysicians(gateway, 60)
  }, 60_000)
  afterAll(() => gateway.stop())

  test('is bought together with the profile, and begins when the order is completed', async () => {
    const clinician = somebody()
    const items = [monitoringOf(clinician), initialAppointment(clinician)]
    const { order, userErrors } = await tryToMonitor(vendor.client, vendor, items)
    expect([userErrors, order?.status, order?.total.cents]).toEqual([[], 'COMPLETED', 4100 + 300])
    const [line, profile] = order?.items ?? []
    expect(line).toMatchObject({ downloadObstacle: 'NO_PROFILE', monitored: true, monitoring: { running: true } })
    expect(profile).toMatchObject({ downloadObstacle: null, monitored: true, monitoring: null })
    const { startedAt = '', endsAt = '', remindedAt } = line?.monitoring ?? {}
    const months = (from: string) => Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7))
    expect([months(endsAt) - months(startedAt), remindedAt]).toEqual([24, null])
    const [known] = await rowsOf<{ own: boolean }>(
      gateway,
      `select m.document_id = i.document_id as own from monitorings m, order_items i
        where m.order_item_id = $1 and i.id = $2`,
      [line?.id, profile?.id],
    )
    expect(known).toEqual({ own: true })
    const delivery = { orderItemId: line?.id, method: 'LINK' }
    expect(codes(await act(vendor.client, 'deliverProfilePdf', delivery, 'delivery { id }'))).toEqual([
      ['PROFILE_NOT_AVAILABLE', 'orderItemId'],
    ])
  })

  test('is refused for whom it cannot be, and bought once at a time', async () => {
    const [owned, stranger, assistant] = [somebody(), somebody(), await clinicianWith(gateway, FULL_ASSISTANT_NPI)]
    await monitor(vendor, owned)
    const wanted = [stranger, owned, assistant].map((id) => monitoringOf(id, { allowDuplicate: true }))
    const refused = await leavingNoTrace(gateway, () => tryToMonitor(vendor.client, vendor, wanted))
    expect(codes(refused)).toEqual([
      ['PROFILE_NOT_OWNED', 'items.0.clinicianId'],
      ['ALREADY_MONITORED', 'items.1.clinicianId'],
      ['INELIGIBLE_PRODUCT', 'items.2.product'],
    ])
    const twice = [initialAppointment(stranger), monitoringOf(stranger), monitoringOf(stranger)]
    expect(codes(await tryToMonitor(vendor.client, vendor, twice))).toEqual([
      ['ALREADY_MONITORED', 'items.2.clinicianId'],
    ])
    const byPackage = await tryToMonitor(vendor.client, vendor, twice.slice(0, 2), { paymentMethod: 'SUBSCRIPTION' })
    expect(codes(byPackage)).toContainEqual(['PAYMENT_METHOD_UNAVAILABLE', 'items.1.product'])
  })

  test('is of a profile that was bought at any time, unless that was paid back', async () => {
    const clinician = somebody()
    const { order } = await tryToMonitor(vendor.client, vendor, [initialAppointment(clinician)])
    const refund = { orderId: order?.id, idempotencyKey: `refund-${order?.id}`, reason: 'a slip' }
    await act(staff.client, 'refundOrder', refund, 'refund { id }')
    const alone = [monitoringOf(clinician)]
    expect(codes(await tryToMonitor(vendor.client, vendor, alone))).toEqual([
      ['PROFILE_NOT_OWNED', 'items.0.clinicianId'],
    ])
    await tryToMonitor(vendor.client, vendor, [initialAppointment(clinician)])
    expect((await tryToMonitor(vendor.client, vendor, alone)).order).toMatchObject({
      total: { cents: 300 },
      items: [{ monitored: true }],
    })
  })

  test('lies in a cart beside the profile, and is checked out with it', async () => {
    const clinician = somebody()
    const { organizationId } = vendor
    const items = [initialAppointment(clinician), monitoringOf(clinician)]
    const cart = 'cart { version problems { code } }'
    const added = await act<{ cart: { version: number } }>(vendor.client, 'addToCart', { organizationId, items }, cart)
    expect(added.cart).toMatchObject({ problems: [] })
    const input = { organizationId, version: added.cart.version }
    const out = await act(vendor.client, 'checkOutCart', input, 'order { items { product monitored } }')
    expect(out).toMatchObject({ order: { items: [{ monitored: true }, { product: 'CONTINUOUS_MONITORING' }] } })
  })

  test('leaves nothing behind when its term cannot be written down', async () => {
    const items = [initialAppointment(physicians[59] ?? ''), monitoringOf(physicians[59] ?? '')]
    await rowsOf(gateway, 'alter table monitorings add constraint broken check (started_at is null) not valid')
    const input = { organizationId: vendor.organizationId, idempotencyKey: 'monitoring-rollback', items }
    const answer = await leavingNoTrace(gateway, () => tryToAct(vendor.client, 'placeOrder', input, 'order { id }'))
    expect(codesOf(answer)).toEqual(['INTERNAL'])
    await rowsOf(gateway, 'alter table monitorings drop constraint broken')
  })

  test('is stopped once, is not paid back, and can be bought again', async () => {
    const clinician = somebody()
    const [term] = await monitor(vendor, clinician)
    const account = () =>
      look(staff.client, `organizations(namePrefix: "Fictional") { nodes { id account { balance { cents } } } }`)
    const before = await account()
    const stopped = await discontinue(vendor.client, term?.id ?? '')
    expect(stopped.monitoring).toMatchObject({ running: false, endReason: 'DISCONTINUED' })
    expect(stopped.monitoring?.discontinuedBy).toMatch(/^Fictional Vendor/)
    expect(await discontinue(vendor.client, term?.id ?? '')).toEqual(stopped)
    expect(await account()).toEqual(before)
    const trail = await auditOf(gateway, 'MONITORING_DISCONTINUED')
    expect(trail.filter(({ subjectIds }) => subjectIds.includes(term?.id ?? ''))).toMatchObject([
      { actorId: vendor.vendorId, subjectIds: [term?.id, clinician] },
    ])
    const again = await tryToMonitor(vendor.client, vendor, [monitoringOf(clinician)])
    expect(again.order?.items).toMatchObject([{ monitored: true, monitoring: { running: true } }])
  })

  test('is found in the order history by its product', async () => {
    const buyer = await gateway.vendor()
    const clinician = somebody()
    const [term] = await monitor(buyer, clinician)
    await tryToMonitor(buyer.client, buyer, [initialAppointment(somebody())])
    const query = `query ($id: ID!) { organization(id: $id) {
      orders(filter: { products: [CONTINUOUS_MONITORING] }) { nodes { items { product monitoring { id } } } } } }`
    const { data } = await ask(buyer.client, query, { id: buyer.organizationId })
    expect(data).toMatchObject({
      organization: {
        orders: { nodes: [{ items: [{ monitoring: null }, { monitoring: { id: term?.id } }] }] },
      },
    })
  })

  test('ends when its line is paid back, and then cannot be stopped any more', async () => {
    const { order } = await tryToMonitor(vendor.client, vendor, [
      ...[somebody()].flatMap((id) => [initialAppointment(id), monitoringOf(id)]),
    ])
    const [, line] = order?.items ?? []
    const refund = { orderId: order?.id, orderItemIds: [line?.id], idempotencyKey: 'refund-monitoring', reason: 'kind' }
    const back = await act(staff.client, 'refundOrder', refund, 'refund { amount { cents } } order { status }')
    expect(back).toMatchObject({ refund: { amount: { cents: 300 } }, order: { status: 'COMPLETED' } })
    const id = line?.monitoring?.id ?? ''
    const { data } = await ask(vendor.client, `query ($id: ID!) { monitoring(id: $id) { ${MONITORING} } }`, { id })
    expect(data).toMatchObject({ monitoring: { running: false, endReason: 'REFUNDED', discontinuedBy: null } })
    expect(codes(await discontinue(vendor.client, id))).toEqual([['ALREADY_ENDED', 'monitoringId']])
  })

  test('of others is not there, whether it exists or not', async () => {
    const [term] = await monitor(vendor, somebody())
    const id = term?.id ?? ''
    const stranger = await gateway.vendor()
    const answers = [await discontinue(stranger.client, id), await discontinue(stranger.client, NEVER)]
    expect(answers.map(codes)).toEqual([[['NOT_FOUND', 'monitoringId']], [['NOT_FOUND', 'monitoringId']]])
    const statements = (one: string) => gateway.countStatements(() => discontinue(stranger.client, one))
    expect(await statements(id)).toBe(await statements(NEVER))
    const query = `query ($id: ID!) { monitoring(id: $id) { id } }`
    expect((await ask(stranger.client, query, { id })).data).toEqual({ monitoring: null })
    const reader = await anotherVendor(gateway, vendor, { grant: ['profiles:read'] })
    expect((await ask(reader.client, query, { id })).data).toEqual({ monitoring: { id } })
    const refused = await tryToAct(reader.client, 'discontinueMonitoring', { monitoringId: id }, 'monitoring { id }')
    expect(codesOf(refused)).toEqual(['FORBIDDEN'])
  })

  test('is listed for the organization and for staff, in as many statements whatever their number', async () => {
    const buyer = await gateway.vendor({ depositCents: 1_000_000 })
    const { organizationId: id } = buyer
    const ids = physicians.slice(30, 50)
    const terms = await monitor(buyer, ...ids)
    await discontinue(buyer.client, terms[0]?.id ?? '')
    const page = async (variables: object) => {
      const { data, errors } = await ask<{ organization: { monitorings: { nodes: { id: string }[] } } }>(
        buyer.client,
        LIST,
        { id, ...variables },
      )
      expect(errors).toEqual([])
      return data?.organization.monitorings.nodes.map((node) => node.id) ?? []
    }
    const newestFirst = terms
      .map((term) => term.id)
      .sort()
      .reverse()
    expect(await page({})).toEqual(newestFirst)
    const statements = (first: number) => gateway.countStatements(() => page({ first }))
    expect(await statements(2)).toBe(await statements(20))
    expect(await page({ filter: { running: false } })).toEqual([terms[0]?.id])
    expect(await page({ filter: { endReason: 'EXPIRED' } })).toEqual([])
    expect(await page({ filter: { clinicianId: ids[3], running: true } })).toEqual([terms[3]?.id])
    expect(await page({ filter: { endingWithinDays: 700 } })).toEqual([])
    await setTestClock(gateway, id, new Date(Date.parse(terms[1]?.endsAt ?? '') - 86_400_000))
    expect(await page({ filter: { endingWithinDays: 2 } })).toHaveLength(19)
    const wrong = await ask(buyer.client, LIST, { id, filter: { endingWithinDays: -1 } })
    expect(codesOf(wrong)).toEqual(['BAD_USER_INPUT'])
    const writer = await anotherVendor(gateway, buyer, { grant: ['monitoring:write'] })
    expect(codesOf(await ask(writer.client, LIST, { id }))).toEqual(['FORBIDDEN'])
    const seen = await look<{ monitorings: { nodes: { id: string }[] } }>(
      staff.client,
      `monitorings(organizationId: "${id}", filter: { running: false }) { nodes { id } }`,
    )
    expect(seen.monitorings.nodes).toEqual([{ id: terms[0]?.id }])
  })

  test('stands in the profile manager, which can be asked for who is not monitored', async () => {
    const buyer = await gateway.vendor()
    const [watched, other] = [await clinicianWith(gateway, FULL_PHYSICIAN_NPI), somebody()]
    const [term] = await monitor(buyer, watched)
    await tryToMonitor(buyer.client, buyer, [initialAppointment(other)])
    const owned = async (filter: object | null) =>
      (await ask(buyer.client, OWNED, { id: buyer.organizationId, filter })).data
    const mine = { monitored: true, monitoring: { id: term?.id }, lastPurchase: { monitored: true } }
    const theirs = { monitored: false, monitoring: null, lastPurchase: { monitored: false } }
    const nodes = (...of: object[]) => ({ organization: { profileManager: { nodes: of } } })
    const seen = [
      { ...theirs, clinician: { id: other } },
      { ...mine, clinician: { id: watched } },
    ]
    expect(await owned(null)).toEqual(nodes(...seen))
    expect(await owned({ monitored: false })).toEqual(nodes(...seen.slice(0, 1)))
    expect(await owned({ monitored: true })).toEqual(nodes(...seen.slice(1)))
  })
})
