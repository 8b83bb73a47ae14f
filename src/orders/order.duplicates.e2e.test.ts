import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Actor } from '../auth/actor.js'
import { findOrganization } from '../organizations/organization.access.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { ECFMG_PHYSICIAN_NPI } from '../sandbox/sandbox.physicians.js'
import { censusOf, leavingNoTrace, rowsOf } from '../testkit/census.js'
import {
  anotherVendor,
  clinicianWith,
  initialAppointment,
  orderOf,
  place,
  refusalOf,
  tryToPlace,
} from '../testkit/order-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { assessOrder } from './order.assessment.js'

const THIRTY_DAYS_MS = 30 * 86_400_000

describe('buying the same profile twice', () => {
  let gateway: TestGateway
  let physician: string
  let other: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    other = await clinicianWith(gateway, ECFMG_PHYSICIAN_NPI)
  })
  afterAll(() => gateway.stop())

  test('is refused within 30 days and names the order, unless it is meant', async () => {
    const vendor = await gateway.vendor()
    const first = await place(vendor.client, orderOf(vendor, initialAppointment(physician)))
    const again = orderOf(vendor, initialAppointment(other), initialAppointment(physician))
    const answer = await leavingNoTrace(gateway, () => tryToPlace(vendor.client, again))
    expect(answer.data?.placeOrder.userErrors).toMatchObject([
      { code: 'DUPLICATE_PURCHASE', field: ['items', '1', 'allowDuplicate'] },
    ])
    expect(answer.data?.placeOrder.userErrors[0]?.message).toContain(first.number)
    again.items[1] = initialAppointment(physician, { allowDuplicate: true })
    await place(vendor.client, again)
  })

  test('is refused when another vendor bought it for the same organization', async () => {
    const vendor = await gateway.vendor()
    const second = await anotherVendor(gateway, vendor)
    await place(vendor.client, orderOf(vendor, initialAppointment(physician)))
    await leavingNoTrace(gateway, async () => {
      const again = orderOf(second, initialAppointment(physician))
      expect(await refusalOf(second.client, again)).toEqual(['DUPLICATE_PURCHASE'])
    })
  })

  test('concerns neither another organization nor another product', async () => {
    const vendor = await gateway.vendor()
    const neighbour = await gateway.vendor()
    await place(vendor.client, orderOf(vendor, initialAppointment(physician)))
    await place(neighbour.client, orderOf(neighbour, initialAppointment(physician)))
    await place(vendor.client, orderOf(vendor, { clinicianId: physician, product: 'REAPPOINTMENT' }))
  })

  test('in one order is refused too', async () => {
    const vendor = await gateway.vendor()
    await leavingNoTrace(gateway, async () => {
      const twice = orderOf(vendor, initialAppointment(physician), initialAppointment(physician))
      expect(await refusalOf(vendor.client, twice)).toEqual(['DUPLICATE_PURCHASE'])
    })
    const meant = initialAppointment(physician, { allowDuplicate: true })
    expect((await place(vendor.client, orderOf(vendor, initialAppointment(physician), meant))).items).toHaveLength(2)
  })

  test('by two orders at once succeeds once', async () => {
    const vendor = await gateway.vendor()
    const second = await anotherVendor(gateway, vendor)
    const before = await censusOf(gateway)
    const answers = await Promise.all(
      [vendor, second, vendor, second].map(({ client }) =>
        tryToPlace(client, orderOf(vendor, initialAppointment(physician))),
      ),
    )
    const codes = answers.flatMap((answer) => answer.data?.placeOrder.userErrors.map(({ code }) => code) ?? [])
    expect(codes).toEqual(Array(3).fill('DUPLICATE_PURCHASE'))
    const after = await censusOf(gateway)
    expect(after).toMatchObject({ orders: before.orders + 1, ledgerCents: before.ledgerCents - 4100 })
  })

  test('is possible again on the instant at which 30 days have passed, and not a millisecond before', async () => {
    const vendor = await gateway.vendor()
    const order = await place(vendor.client, orderOf(vendor, initialAppointment(physician)))
    const input = orderOf(vendor, initialAppointment(physician))
    const actor: Actor = {
      kind: 'VENDOR',
      id: vendor.vendorId,
      name: '',
      apiKeyId: '',
      mode: 'TEST',
      scopes: new Set(),
    }
    const organization = await findOrganization(gateway.database, actor, vendor.organizationId)
    if (organization === null) throw new Error('the vendor has an organization')
    const problemsAt = async (instant: number) => {
      const wanted = { ...input, paymentMethod: 'ACCOUNT_BALANCE' as const }
      const items = input.items.map((item) => ({ ...item, allowDuplicate: false }))
      const order = { ...wanted, items }
      const assessment = await assessOrder(gateway.database, actor, organization, order, new Date(instant))
      return assessment.problems.map((problem) => problem.code)
    }
    const edge = new Date(order.placedAt).getTime() + THIRTY_DAYS_MS
    expect(await problemsAt(edge - 1)).toEqual(['DUPLICATE_PURCHASE'])
    expect(await problemsAt(edge)).toEqual([])
  })

  test('is possible after an order that was paid back', async () => {
    const vendor = await gateway.vendor()
    const order = await place(vendor.client, orderOf(vendor, initialAppointment(physician)))
    await rowsOf(gateway, `update orders set status = 'REFUNDED' where id = $1`, [order.id])
    await place(vendor.client, orderOf(vendor, initialAppointment(physician)))
  })
})
