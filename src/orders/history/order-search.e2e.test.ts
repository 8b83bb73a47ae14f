import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { GatewayClient } from '../../client/gateway-client.js'
import { FULL_ASSISTANT_NPI } from '../../sandbox/sandbox.assistants.js'
import { FULL_PHYSICIAN_NPI } from '../../sandbox/sandbox.full-physician.js'
import { ACCENTED_PHYSICIAN_NPI } from '../../sandbox/sandbox.physicians.js'
import { ask, codesOf } from '../../testkit/ask.js'
import { rowsOf } from '../../testkit/census.js'
import { ANSWERS, ORDERS, OWNED, ordersOf, ownedBy } from '../../testkit/history-questions.js'
import {
  addPhysicians,
  anotherVendor,
  clinicianWith,
  initialAppointment,
  orderOf,
  place,
} from '../../testkit/order-acts.js'
import { person } from '../../testkit/people.js'
import { auditOf } from '../../testkit/staff-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'

describe('looking for orders and owned clinicians', () => {
  let gateway: TestGateway
  let hospital: TestVendor
  let buyer: Awaited<ReturnType<typeof person>>
  let [avery, zoe, assistant] = ['', '', '']
  /** Numbers of the orders by the month of 2030 in which they were placed. */
  const number = { february: '', april: '', may: '' }

  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    hospital = await gateway.vendor()
    avery = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    zoe = await clinicianWith(gateway, ACCENTED_PHYSICIAN_NPI)
    assistant = await clinicianWith(gateway, FULL_ASSISTANT_NPI)
    const ordering = async (at: string, client: () => Promise<GatewayClient>, ...items: [string, string][]) => {
      gateway.clock.advanceTo(new Date(at))
      const lines = items.map(([id, product]) => initialAppointment(id, { product: product as 'REAPPOINTMENT' }))
      return (await place(await client(), orderOf(hospital, ...lines))).number
    }
    const vendor = async () => hospital.client
    number.february = await ordering('2030-02-10T18:00:00Z', vendor, [avery, 'INITIAL_APPOINTMENT'])
    // The last half an hour of April in Chicago.
    number.april = await ordering(
      '2030-05-01T04:30:00Z',
      vendor,
      [zoe, 'INITIAL_APPOINTMENT'],
      [avery, 'REAPPOINTMENT'],
    )
    number.may = await ordering('2030-05-05T18:00:00Z', async () => {
      buyer = await person(gateway, { organizationId: hospital.organizationId })
      return buyer.client
    }, [assistant, 'PA_PROFILE'])
    gateway.clock.advanceTo(new Date('2030-05-20T18:00:00Z'))
    const bystander = await gateway.vendor()
    await place(bystander.client, orderOf(bystander, initialAppointment(avery)))
  }, 60_000)
  afterAll(() => gateway.stop())

  const orders = async (filter: object, more: object = {}) =>
    await ordersOf(hospital.client, { id: hospital.organizationId, filter, ...more })
  const owned = async (filter: object = {}, more: object = {}, vendor = hospital) =>
    await ownedBy(vendor.client, { id: vendor.organizationId, filter, ...more })
  type Month = keyof typeof number
  const ALL: Month[] = ['may', 'april', 'february']

  test.each<[string, () => object, Month[]]>([
    ['nothing', () => ({}), ALL],
    ['a last name', () => ({ lastName: 'fictional' }), ['april', 'february']],
    ['the beginning of both names', () => ({ firstName: 'AV', lastName: 'Fict' }), ['april', 'february']],
    ['a first name', () => ({ firstName: 'Zoe' }), ['april']],
    ['a name without its accents and hyphen', () => ({ lastName: 'muestra nunez' }), ['april']],
    ['a former name', () => ({ lastName: 'Sandoval Test' }), ['april', 'february']],
    ['a first name of one name and the last of another', () => ({ firstName: 'Ave', lastName: 'Muestra' }), []],
    ['a name and a product of one line', () => ({ lastName: 'Muestra', products: ['REAPPOINTMENT'] }), []],
    ['a title that is no part of the name', () => ({ lastName: 'Fictional, MD' }), ['april', 'february']],
    ['what could be SQL', () => ({ lastName: "x%' or 1=1 --" }), []],
    ['a clinician', () => ({ clinicianId: zoe }), ['april']],
    ['a product', () => ({ products: ['REAPPOINTMENT', 'PA_PROFILE'] }), ['may', 'april']],
    ['an order number', () => ({ number: number.april.toLowerCase() }), ['april']],
    ['this month', () => ({ period: 'CURRENT_MONTH' }), ['may']],
    ['the month before', () => ({ period: 'PREVIOUS_MONTH' }), ['april']],
    ['this quarter', () => ({ period: 'CURRENT_QUARTER' }), ['may', 'april']],
    ['the quarter before', () => ({ period: 'PREVIOUS_QUARTER' }), ['february']],
    ['this year', () => ({ period: 'YEAR_TO_DATE' }), ALL],
    ['days, both included', () => ({ placedFrom: '2030-04-30', placedUntil: '2030-04-30' }), ['april']],
    ['days until', () => ({ placedUntil: '2030-04-29' }), ['february']],
    ['a state', () => ({ statuses: ['PENDING', 'FAILED'] }), []],
    ['a payment method', () => ({ paymentMethods: ['ACCOUNT_BALANCE'] }), ALL],
    ['a channel', () => ({ channel: 'HUB' }), ['may']],
    ['a person', () => ({ placedById: buyer.userId }), ['may']],
    ['a vendor', () => ({ placedById: hospital.vendorId }), ['april', 'february']],
  ])('finds orders by %s', async (_, filter, months) => {
    const { nodes, totalCount } = await orders(filter())
    expect(nodes.map((order) => order.number)).toEqual(months.map((month) => number[month]))
    expect(totalCount).toBe(months.length)
  })

  test.each([
    [{ lastName: '--' }, 'lastName: expected 1 to 100 characters with a letter or digit among them, got 2'],
    [{ number: 'PO-1' }, 'number: expected an order number, `PO-` and 10 digits, got something else'],
    [{ period: 'YEAR_TO_DATE', placedFrom: '2030-01-01' }, 'period: expected either a period or days, got both'],
    [
      { placedFrom: '2030-01-02', placedUntil: '2030-01-01' },
      'expected a range that does not end before it begins, got 2030-01-02 to 2030-01-01',
    ],
  ])('refuses %j', async (filter, message) => {
    const { organizationId: id } = hospital
    const answer = await ask(hospital.client, ORDERS, { id, filter })
    expect([codesOf(answer), answer.errors[0]?.message]).toEqual([['BAD_USER_INPUT'], message])
  })

  test('keeps its place in what was looked for, and shows nothing after an order of somebody else', async () => {
    const filter = { lastName: 'Fictional' }
    const first = await orders(filter, { first: 1 })
    expect([first.nodes[0]?.number, first.totalCount, first.pageInfo.hasNextPage]).toEqual([number.april, 2, true])
    const second = await orders(filter, { first: 1, after: first.pageInfo.endCursor })
    expect([second.nodes[0]?.number, second.pageInfo.hasNextPage]).toEqual([number.february, false])
    const foreign = await gateway.vendor()
    const theirs = await place(foreign.client, orderOf(foreign, initialAppointment(avery)))
    for (const sequence of [Number(theirs.number.slice(3)), 999_999]) {
      const after = Buffer.from(`orders:${sequence}`).toString('base64url')
      expect((await orders({}, { after })).nodes).toEqual([])
    }
  })

  test('writes down whom a search by name found, and nothing of other searches', async () => {
    const before = (await auditOf(gateway, 'ORDERS_SEARCHED')).length
    await orders({ products: ['PA_PROFILE'] })
    await orders({ lastName: 'Muestra' })
    const [newest, ...older] = await auditOf(gateway, 'ORDERS_SEARCHED')
    expect(older).toHaveLength(before)
    expect(newest).toMatchObject({
      actorId: hospital.vendorId,
      subjectIds: [zoe],
      organizationId: hospital.organizationId,
    })
  })

  test('a row tells whether it can be downloaded and until when it can be disputed', async () => {
    const { organizationId: id } = hospital
    type Answers = { order: { items: object[] } }
    const items = async (wanted: string) =>
      (await ask<Answers>(hospital.client, ANSWERS, { id, number: wanted })).data?.order.items
    const bought = { downloadable: true, downloadObstacle: null, monitored: false }
    // April 30 and 180 days; today is May 20.
    const window = { until: '2030-10-27', daysLeft: 160, open: true }
    const own = { ...bought, discrepancyReportable: window }
    expect(await items(number.april)).toEqual([own, own])
    const bystander = await gateway.vendor()
    const told = async (obstacle: string, ...changes: string[]) => {
      const order = await place(
        bystander.client,
        orderOf(bystander, initialAppointment(avery, { allowDuplicate: true })),
      )
      for (const change of changes) await rowsOf(gateway, change, [order.id])
      const variables = { id: bystander.organizationId, number: order.number }
      const answer = await ask<Answers>(bystander.client, ANSWERS, variables)
      const nothing = { downloadable: false, monitored: false, discrepancyReportable: null }
      expect(answer.data?.order.items).toEqual([{ ...nothing, downloadObstacle: obstacle }])
    }
    const unbought = `update order_items set document_id = null where order_id = $1`
    await told('NOT_PAID_YET', unbought, `update orders set status = 'PENDING', completed_at = null where id = $1`)
    const closed = `set status = 'CANCELLED', completed_at = null, closed_at = placed_at`
    await told('NOT_BOUGHT', unbought, `update orders ${closed} where id = $1`)
    await told(
      'PAID_BACK',
      `insert into order_refunds (id, order_id, organization_id, ledger_transaction_id, amount_cents, item_count,
                                  idempotency_key, request_sha256, refunded_by_user_id, refunded_at)
       select o.id, o.id, o.organization_id, t.id, 4100, 1, o.id, '', (select min(id) from users), o.placed_at
         from orders o join ledger_transactions t on t.order_id = o.id where o.id = $1`,
      'update order_items set refund_id = order_id where order_id = $1',
      `update orders set status = 'REFUNDED', refunded_cents = 4100 where id = $1`,
    )
    // None of them is owned: not paid, not bought, paid back.
    expect((await owned({}, {}, bystander)).totalCount).toBe(0)
  })

  test('the profile manager shows every owned clinician once, with the last purchase and when the next is due', async () => {
    const { nodes, totalCount } = await owned()
    expect(totalCount).toBe(3)
    expect(nodes.map((one) => [one.clinician.id, one.lastPurchase.product, one.lastOrderNumber])).toEqual(
      expect.arrayContaining([
        [assistant, 'PA_PROFILE', number.may],
        [avery, 'REAPPOINTMENT', number.april],
        [zoe, 'INITIAL_APPOINTMENT', number.april],
      ]),
    )
    expect(nodes[0]).toMatchObject({
      lastPurchasedAt: expect.stringContaining('2030-05-05T18:00'),
      nextDueOn: '2033-05-05',
      orderFrom: '2033-02-04',
      monitored: false,
    })
    const [read] = await auditOf(gateway, 'OWNED_CLINICIANS_READ')
    expect(new Set(read?.subjectIds)).toEqual(new Set([assistant, avery, zoe]))
  })

  test.each<[string, object, () => string[]]>([
    ['a name', { firstName: 'zoë' }, () => [zoe]],
    ['a kind', { kind: 'PHYSICIAN_ASSISTANT' }, () => [assistant]],
    ['the product of the last purchase, not of an earlier one', { products: ['INITIAL_APPOINTMENT'] }, () => [zoe]],
    ['the day of the last purchase', { purchasedFrom: '2030-05-01', purchasedUntil: '2030-05-05' }, () => [assistant]],
    // On February 4, 2033 the assistant is to be ordered again: 991 days from now.
    ['what is due soon', { dueWithin: 990, kind: 'PHYSICIAN_ASSISTANT' }, () => []],
    ['what is due later', { dueWithin: 991, kind: 'PHYSICIAN_ASSISTANT' }, () => [assistant]],
  ])('the profile manager finds by %s', async (_, filter, ids) => {
    const { nodes, totalCount } = await owned(filter)
    expect([nodes.map((one) => one.clinician.id), totalCount]).toEqual([ids(), ids().length])
  })

  test('the profile manager finds by ids, in pages, and passes over whom it does not own', async () => {
    const clinicianIds = [avery, zoe, 'cln_unknown']
    const first = await owned({ clinicianIds }, { first: 1 })
    const second = await owned({ clinicianIds }, { first: 1, after: first.pageInfo.endCursor })
    expect(new Set([...first.nodes, ...second.nodes].map((one) => one.clinician.id))).toEqual(new Set([avery, zoe]))
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false])
  })

  test.each([
    [{ clinicianIds: [] }, 'clinicianIds: expected 1 to 250, got 0'],
    [{ dueWithin: -1 }, 'dueWithin: expected 0 to 1830 days, got -1'],
    [{ firstName: '' }, 'firstName: expected 1 to 100 characters with a letter or digit among them, got 0'],
  ])('the profile manager refuses %j', async (filter, message) => {
    const answer = await ask(hospital.client, OWNED, { id: hospital.organizationId, filter })
    expect([codesOf(answer), answer.errors[0]?.message]).toEqual([['BAD_USER_INPUT'], message])
  })

  test.each([ORDERS, OWNED])(
    'costs as many statements for 25 rows as for 2, and is nothing to strangers: %#',
    async (list) => {
      const vendor = await gateway.vendor({ depositCents: 1_000_000 })
      for (const id of await addPhysicians(gateway, 25))
        await place(vendor.client, orderOf(vendor, initialAppointment(id)))
      const { organizationId: id } = vendor
      const statements = async (first: number) =>
        await gateway.countStatements(async () => {
          const answer = await ask(vendor.client, list, { id, first, filter: { lastName: 'Extra' } })
          expect(answer.errors).toEqual([])
        })
      await statements(1)
      const few = await statements(2)
      expect(await statements(25)).toBe(few)
      expect(few).toBeLessThanOrEqual(15)
      const foreign = await ask(hospital.client, list, { id })
      expect([foreign.data, foreign.errors]).toEqual([{ organization: null }, []])
      const writer = await anotherVendor(gateway, vendor, { grant: ['orders:write'] })
      expect(codesOf(await ask(writer.client, list, { id }))).toEqual(['FORBIDDEN'])
    },
  )
})
