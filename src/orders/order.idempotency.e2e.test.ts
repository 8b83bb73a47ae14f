import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { PlaceOrderDocument } from '../client/operations.generated.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { ACCENTED_PHYSICIAN_NPI } from '../sandbox/sandbox.physicians.js'
import { ask } from '../testkit/ask.js'
import { censusOf, leavingNoTrace } from '../testkit/census.js'
import {
  anotherOrganization,
  anotherVendor,
  clinicianWith,
  initialAppointment,
  orderOf,
  place,
  refusalOf,
  revokeGrant,
  tryToPlace,
} from '../testkit/order-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

describe('an idempotency key', () => {
  let gateway: TestGateway
  let physician: string
  let other: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    other = await clinicianWith(gateway, ACCENTED_PHYSICIAN_NPI)
  })
  afterAll(() => gateway.stop())

  test('with the same input gives the same order again and charges nothing', async () => {
    const vendor = await gateway.vendor()
    const input = orderOf(vendor, initialAppointment(physician))
    const first = await place(vendor.client, input)
    const again = await leavingNoTrace(gateway, () => vendor.client.run(PlaceOrderDocument, { input }))
    expect(again.placeOrder).toEqual({ replayed: true, order: first, userErrors: [] })
  })

  test('does not tell a value that is left out from its default', async () => {
    const vendor = await gateway.vendor()
    const input = orderOf(vendor, initialAppointment(physician))
    const first = await place(vendor.client, input)
    const said = {
      ...input,
      paymentMethod: 'ACCOUNT_BALANCE' as const,
      items: [initialAppointment(physician, { vendorReference: null, allowDuplicate: false })],
    }
    const again = await leavingNoTrace(gateway, () => vendor.client.run(PlaceOrderDocument, { input: said }))
    expect(again.placeOrder).toEqual({ replayed: true, order: first, userErrors: [] })
    const inDocument = await ask<{ placeOrder: { replayed: boolean } }>(
      vendor.client,
      `mutation { placeOrder(input: { idempotencyKey: "${input.idempotencyKey}", items: [
         { product: INITIAL_APPOINTMENT, clinicianId: "${physician}" }], organizationId: "${vendor.organizationId}" })
         { replayed } }`,
    )
    expect(inDocument.data?.placeOrder.replayed).toBe(true)
  })

  test('is refused for any other input', async () => {
    const vendor = await gateway.vendor()
    const further = await anotherOrganization(gateway, vendor)
    const input = orderOf(vendor, initialAppointment(physician))
    await place(vendor.client, input)
    const others = [
      { ...input, items: [initialAppointment(other)] },
      { ...input, items: [{ clinicianId: physician, product: 'REAPPOINTMENT' as const }] },
      { ...input, items: [initialAppointment(physician, { vendorReference: 'new' })] },
      { ...input, items: [initialAppointment(physician, { vendorReference: '' })] },
      { ...input, items: [initialAppointment(physician, { allowDuplicate: true })] },
      { ...input, items: [...input.items, initialAppointment(other)] },
      { ...input, organizationId: further },
    ]
    await leavingNoTrace(gateway, async () => {
      for (const wanted of others) {
        expect(await refusalOf(vendor.client, wanted)).toEqual(['IDEMPOTENCY_KEY_REUSED'])
      }
    })
  })

  test('places one order however many calls come at once, and all of them get it', async () => {
    const vendor = await gateway.vendor()
    const input = orderOf(vendor, initialAppointment(physician))
    const before = await censusOf(gateway)
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => vendor.client.run(PlaceOrderDocument, { input })),
    )
    const placed = answers.map((answer) => answer.placeOrder)
    expect(new Set(placed.map(({ order }) => order?.id)).size).toBe(1)
    expect(placed.flatMap(({ userErrors }) => userErrors)).toEqual([])
    expect(placed.filter(({ replayed }) => !replayed)).toHaveLength(1)
    const after = await censusOf(gateway)
    expect(after).toMatchObject({
      orders: before.orders + 1,
      ledgerCents: before.ledgerCents - 4100,
      jobs: before.jobs + 1,
    })
  })

  test('of one vendor says nothing about the same key of another', async () => {
    const vendor = await gateway.vendor()
    const second = await anotherVendor(gateway, vendor)
    const input = orderOf(vendor, initialAppointment(physician, { allowDuplicate: true }))
    const first = await place(vendor.client, input)
    const answer = await second.client.run(PlaceOrderDocument, { input })
    expect(answer.placeOrder).toMatchObject({ replayed: false, userErrors: [] })
    expect(answer.placeOrder.order?.id).not.toBe(first.id)
  })

  test('at the same time for two organizations is an order for one of them and refused for the other', async () => {
    const vendor = await gateway.vendor()
    const organizationIds = [vendor.organizationId]
    for (let more = 0; more < 5; more++) organizationIds.push(await anotherOrganization(gateway, vendor))
    const input = orderOf(vendor, initialAppointment(physician))
    const before = await censusOf(gateway)
    const answers = await Promise.all(
      organizationIds.map((organizationId) => tryToPlace(vendor.client, { ...input, organizationId })),
    )
    expect(answers.flatMap((answer) => answer.errors)).toEqual([])
    const refused = answers.flatMap((answer) => answer.data?.placeOrder.userErrors.map(({ code }) => code) ?? [])
    expect(refused).toEqual(Array(5).fill('IDEMPOTENCY_KEY_REUSED'))
    const after = await censusOf(gateway)
    expect(after).toMatchObject({ orders: before.orders + 1, ledgerCents: before.ledgerCents - 4100 })
  })

  test('shows nothing any more once the organization has revoked its grant', async () => {
    const vendor = await gateway.vendor()
    const input = orderOf(vendor, initialAppointment(physician))
    await place(vendor.client, input)
    await revokeGrant(gateway, vendor)
    await leavingNoTrace(gateway, async () => expect(await refusalOf(vendor.client, input)).toEqual(['NOT_FOUND']))
  })

  test('that was refused for want of money is free again', async () => {
    const poor = await gateway.vendor({ depositCents: 4100 })
    const input = orderOf(poor, initialAppointment(physician), initialAppointment(other))
    expect(await refusalOf(poor.client, input)).toEqual(['INSUFFICIENT_FUNDS'])
    await place(poor.client, { ...input, items: [initialAppointment(physician)] })
  })

  test.each([
    ['empty', ''],
    ['too long', 'k'.repeat(256)],
  ])('that is %s is refused', async (_, idempotencyKey) => {
    const vendor = await gateway.vendor()
    const input = { ...orderOf(vendor, initialAppointment(physician)), idempotencyKey }
    await leavingNoTrace(gateway, async () => expect(await refusalOf(vendor.client, input)).toEqual(['INVALID_INPUT']))
  })

  test('of 255 characters works', async () => {
    const vendor = await gateway.vendor()
    await place(vendor.client, { ...orderOf(vendor, initialAppointment(physician)), idempotencyKey: 'k'.repeat(255) })
  })
})
