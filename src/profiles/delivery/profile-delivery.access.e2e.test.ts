import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { GatewayClient } from '../../client/gateway-client.js'
import { DeliverProfilePdfDocument } from '../../client/operations.generated.js'
import { FULL_PHYSICIAN_NPI } from '../../sandbox/sandbox.full-physician.js'
import { leavingNoTrace, rowsOf } from '../../testkit/census.js'
import {
  anotherVendor,
  clinicianWith,
  initialAppointment,
  orderOf,
  place,
  revokeGrant,
} from '../../testkit/order-acts.js'
import { person } from '../../testkit/people.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../../testkit/test-gateway.js'

describe('a download link', () => {
  let gateway: TestGateway
  let owner: TestVendor
  let orderItemId: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    owner = await gateway.vendor()
    const physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    const order = await place(owner.client, orderOf(owner, initialAppointment(physician)))
    orderItemId = order.items[0]?.id ?? ''
  })
  afterAll(() => gateway.stop())

  const linkFor = async (client: GatewayClient) => {
    const { url, userErrors } = (await client.run(DeliverProfilePdfDocument, { orderItemId })).deliverProfilePdf
    if (url == null) throw new Error(JSON.stringify(userErrors))
    return url
  }
  const statusOf = async (link: string) => {
    const response = await gateway.download(link)
    await response.arrayBuffer()
    return response.status
  }
  /** Answer and effort of a link, without its request id. */
  const attempt = async (link: string) => {
    let text = ''
    const statements = await gateway.countStatements(async () => {
      const response = await gateway.download(link)
      text = (await response.text()).replace(response.headers.get('x-request-id') ?? '', 'ID')
    })
    return { text, statements }
  }

  test.each<[string, (vendor: TestVendor) => Promise<unknown>]>([
    ['the grant was revoked', (vendor) => revokeGrant(gateway, vendor)],
    [
      'the grant shows no profiles any more',
      ({ vendorId }) =>
        rowsOf(gateway, `update vendor_grants set scopes = array['orders:write'] where vendor_id = $1`, [vendorId]),
    ],
    [
      'the vendor was suspended',
      ({ vendorId }) =>
        rowsOf(gateway, `update vendors set suspended_at = now(), suspension_reason = 'Unpaid' where id = $1`, [
          vendorId,
        ]),
    ],
    [
      'the key was revoked',
      ({ vendorId }) => rowsOf(gateway, 'update api_keys set revoked_at = now() where vendor_id = $1', [vendorId]),
    ],
  ])('of a vendor gives nothing once %s, and others go on', async (_, loseAccess) => {
    const vendor = await anotherVendor(gateway, owner)
    const [link, ofOther] = [await linkFor(vendor.client), await linkFor(owner.client)]
    expect(await statusOf(link)).toBe(200)
    await loseAccess(vendor)
    expect(await leavingNoTrace(gateway, () => statusOf(link))).toBe(404)
    expect(await statusOf(ofOther)).toBe(200)
  })

  test.each<[string, string]>([
    ['left the organization', 'delete from memberships where user_id = $1'],
    ['does not buy any more', `update memberships set roles = array['ORGANIZATION_ADMINISTRATOR'] where user_id = $1`],
  ])('of a person gives nothing once the person %s', async (_, sql) => {
    const buyer = await person(gateway, { organizationId: owner.organizationId })
    const link = await linkFor(buyer.client)
    expect(await statusOf(link)).toBe(200)
    await rowsOf(gateway, sql, [buyer.userId])
    expect(await leavingNoTrace(gateway, () => statusOf(link))).toBe(404)
  })

  test('of staff gives nothing once they are dismissed', async () => {
    const staff = await person(gateway, { staff: true })
    const link = await linkFor(staff.client)
    expect(await statusOf(link)).toBe(200)
    await rowsOf(gateway, 'update users set staff = false where id = $1', [staff.userId])
    expect(await leavingNoTrace(gateway, () => statusOf(link))).toBe(404)
  })

  test('that lost its worth cannot be told from one of a delivery that never was, in answer and effort', async () => {
    const vendor = await anotherVendor(gateway, owner)
    const forgotten = await linkFor(vendor.client)
    const lost = await linkFor(vendor.client)
    await revokeGrant(gateway, vendor)
    await rowsOf(
      gateway,
      `with first as (select min(id) as id from profile_deliveries where vendor_id = $1),
            emptied as (delete from profile_delivery_documents where delivery_id in (select id from first))
       delete from profile_deliveries where id in (select id from first)`,
      [vendor.vendorId],
    )
    expect(await attempt(lost)).toEqual(await attempt(forgotten))
    // Whoever kept it cannot fill the trail with it.
    for (let times = 0; times < 3; times++) expect(await statusOf(lost)).toBe(404)
    const denials = await rowsOf(
      gateway,
      `select 1 from audit_events where action = 'ACCESS_DENIED'
          and subject_ids && array(select id from profile_deliveries where vendor_id = $1)`,
      [vendor.vendorId],
    )
    expect(denials).toHaveLength(1)
  })
})
