import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { VendorActor } from '../auth/actor.js'
import { PlaceOrderDocument, PreviewOrderDocument } from '../client/operations.generated.js'
import { localDayOf, localMonthOf } from '../kernel/local-day.js'
import { findOrganization } from '../organizations/organization.access.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { addPhysicians, anotherVendor, initialAppointment, orderOf, place, refusalOf } from '../testkit/order-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { assessOrder } from './order.assessment.js'

const PRICE = 4100

describe('the monthly spend cap of a grant', () => {
  let gateway: TestGateway
  let many: string[]
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    many = await addPhysicians(gateway, 6)
  })
  afterAll(() => gateway.stop())

  const cap = (vendor: TestVendor, cents: number | null) =>
    rowsOf(gateway, 'update vendor_grants set monthly_spend_cap_cents = $2 where vendor_id = $1', [
      vendor.vendorId,
      cents,
    ])
  const line = (index: number) => initialAppointment(many[index] ?? '')

  test('lets an order through that reaches it, and none that goes one cent past it', async () => {
    const vendor = await gateway.vendor()
    await cap(vendor, 2 * PRICE - 1)
    await place(vendor.client, orderOf(vendor, line(0)))
    const input = orderOf(vendor, line(1))
    await leavingNoTrace(gateway, async () => {
      const { order, userErrors } = (await vendor.client.run(PlaceOrderDocument, { input })).placeOrder
      expect(order).toBeNull()
      expect(userErrors).toEqual([
        {
          code: 'SPEND_CAP_EXCEEDED',
          field: [],
          message: expect.stringMatching(
            /^the total is \$41\.00; with \$41\.00 spent through this integration in \d{4}-\d\d it exceeds the monthly cap of \$81\.99$/,
          ),
        },
      ])
    })
    await cap(vendor, 2 * PRICE)
    const { idempotencyKey, ...preview } = input
    const looked = await vendor.client.run(PreviewOrderDocument, { input: preview })
    expect(looked.previewOrder).toMatchObject({ preview: { orderable: true }, userErrors: [] })
    await place(vendor.client, input)
    expect(await refusalOf(vendor.client, orderOf(vendor, line(2)))).toEqual(['SPEND_CAP_EXCEEDED'])
    // What was placed with a key is placed: to ask again charges nothing.
    await place(vendor.client, input)
  })

  test('is told by the preview, with everything else that stands against the order', async () => {
    const vendor = await gateway.vendor({ depositCents: 100 })
    await cap(vendor, PRICE - 1)
    const input = { organizationId: vendor.organizationId, items: [line(0)] }
    const { previewOrder } = await vendor.client.run(PreviewOrderDocument, { input })
    expect(previewOrder.userErrors.map((error) => error.code)).toEqual(['INSUFFICIENT_FUNDS', 'SPEND_CAP_EXCEEDED'])
    expect(previewOrder.preview?.orderable).toBe(false)
  })

  test('of nothing lets nothing through that costs; none lets everything through', async () => {
    const vendor = await gateway.vendor()
    await cap(vendor, 0)
    expect(await refusalOf(vendor.client, orderOf(vendor, line(0)))).toEqual(['SPEND_CAP_EXCEEDED'])
    await cap(vendor, null)
    await place(vendor.client, orderOf(vendor, line(0)))
  })

  test('holds when two orders come at once', async () => {
    const vendor = await gateway.vendor()
    await cap(vendor, PRICE)
    const outcomes = await Promise.all(
      [0, 1, 2].map(async (index) => {
        const input = orderOf(vendor, line(index))
        const { order, userErrors } = (await vendor.client.run(PlaceOrderDocument, { input })).placeOrder
        return order == null ? userErrors.map((error) => error.code).join() : 'placed'
      }),
    )
    expect(outcomes.sort()).toEqual(['SPEND_CAP_EXCEEDED', 'SPEND_CAP_EXCEEDED', 'placed'])
  })

  test('is that of one vendor: others spend on, and orders that were paid back do not count', async () => {
    const vendor = await gateway.vendor()
    const other = await anotherVendor(gateway, vendor)
    await cap(vendor, PRICE)
    await place(other.client, orderOf(other, line(0)))
    const order = await place(vendor.client, orderOf(vendor, line(1)))
    expect(await refusalOf(vendor.client, orderOf(vendor, line(2)))).toEqual(['SPEND_CAP_EXCEEDED'])
    await place(other.client, orderOf(other, line(3)))
    await rowsOf(gateway, `update orders set status = 'REFUNDED' where id = $1`, [order.id])
    await place(vendor.client, orderOf(vendor, line(4)))
  })

  test("begins anew with the organization's month, on its own clock", async () => {
    const vendor = await gateway.vendor({ timeZone: 'America/Los_Angeles' })
    await cap(vendor, PRICE)
    const order = await place(vendor.client, orderOf(vendor, line(0)))
    // As if it had been placed on the last evening of a month: in UTC it is the first of the next.
    await rowsOf(
      gateway,
      `update orders set placed_at = '2026-02-01T07:30:00Z', placed_on = '2026-01-31' where id = $1`,
      [order.id],
    )
    // No price was in force then, so the order adds nothing: what was spent is past the cap by itself.
    await cap(vendor, PRICE - 1)
    const { vendorId: id, organizationId } = vendor
    const actor: VendorActor = { kind: 'VENDOR', id, name: '', apiKeyId: '', mode: 'TEST', scopes: new Set() }
    const organization = await findOrganization(gateway.database, actor, organizationId)
    if (organization === null) throw new Error('the vendor has an organization')
    const problemsAt = async (instant: string) => {
      const items = [{ ...line(1), allowDuplicate: false }]
      const input = { organizationId, items, paymentMethod: 'ACCOUNT_BALANCE' as const }
      const { problems } = await assessOrder(gateway.database, actor, organization, input, new Date(instant))
      return problems.flatMap(({ code }) => (code === 'SPEND_CAP_EXCEEDED' ? [code] : []))
    }
    expect(await problemsAt('2026-01-01T07:59:59.999Z')).toEqual([])
    expect(await problemsAt('2026-01-01T08:00:00.000Z')).toEqual(['SPEND_CAP_EXCEEDED'])
    expect(await problemsAt('2026-02-01T07:59:59.999Z')).toEqual(['SPEND_CAP_EXCEEDED'])
    expect(await problemsAt('2026-02-01T08:00:00.000Z')).toEqual([])
  })

  test('is not spent twice when the organization takes another time zone', async () => {
    const vendor = await gateway.vendor({ timeZone: 'Pacific/Kiritimati' })
    await cap(vendor, PRICE)
    // The month that it is in Honolulu now; in Kiritimati, a day ahead, its last hours are the next one.
    const { start, end } = localMonthOf(gateway.clock.now(), 'Pacific/Honolulu')
    const late = new Date(end.getTime() - 3_600_000)
    gateway.clock.advanceTo(late)
    const order = await place(vendor.client, orderOf(vendor, line(0)))
    const [kept] = await rowsOf<{ day: string }>(gateway, 'select placed_on::text as day from orders where id = $1', [
      order.id,
    ])
    expect(kept?.day.slice(0, 7)).not.toBe(localDayOf(start, 'Pacific/Honolulu').slice(0, 7))
    expect(await refusalOf(vendor.client, orderOf(vendor, line(1)))).toEqual(['SPEND_CAP_EXCEEDED'])
    const move = `update organizations set time_zone = 'Pacific/Honolulu' where id = $1`
    await rowsOf(gateway, move, [vendor.organizationId])
    expect(await refusalOf(vendor.client, orderOf(vendor, line(1)))).toEqual(['SPEND_CAP_EXCEEDED'])
    gateway.clock.advanceTo(end)
    await place(vendor.client, orderOf(vendor, line(1)))
  })
})
