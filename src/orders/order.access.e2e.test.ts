import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Scope } from '../auth/actor.js'
import { PlaceOrderDocument, PreviewOrderDocument } from '../client/operations.generated.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { ask, codesOf } from '../testkit/ask.js'
import { leavingNoTrace } from '../testkit/census.js'
import {
  addPhysicians,
  anotherVendor,
  clinicianWith,
  initialAppointment,
  orderOf,
  place,
  refusalOf,
  revokeGrant,
  tryToPlace,
} from '../testkit/order-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

const UNKNOWN_ORGANIZATION = 'org_00000000000000000000000000'

describe('who may order for an organization', () => {
  let gateway: TestGateway
  let physician: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
  })
  afterAll(() => gateway.stop())

  /** Answer and effort of an order for an organization, with its id taken out. */
  async function attempt(vendor: TestVendor, organizationId: string) {
    const input = orderOf({ organizationId }, initialAppointment(physician))
    let text = ''
    const statements = await gateway.countStatements(async () => {
      const { data, errors } = await tryToPlace(vendor.client, input)
      text = JSON.stringify({ data, errors }).replaceAll(organizationId, 'ID')
    })
    return { text, statements }
  }

  test('a foreign organization, one of the other mode and one that does not exist cannot be told apart', async () => {
    const vendor = await gateway.vendor()
    const stranger = await gateway.vendor()
    const live = await gateway.vendor({ mode: 'LIVE' })
    await attempt(vendor, UNKNOWN_ORGANIZATION)
    await leavingNoTrace(gateway, async () => {
      const unknown = await attempt(vendor, UNKNOWN_ORGANIZATION)
      expect(unknown.text).toContain('NOT_FOUND')
      expect(await attempt(vendor, stranger.organizationId)).toEqual(unknown)
      expect(await attempt(vendor, live.organizationId)).toEqual(unknown)
    })
  })

  test('the same holds for a preview', async () => {
    const vendor = await gateway.vendor()
    const stranger = await gateway.vendor()
    await leavingNoTrace(gateway, async () => {
      for (const organizationId of [UNKNOWN_ORGANIZATION, stranger.organizationId]) {
        const input = { organizationId, items: [initialAppointment(physician)] }
        const { previewOrder } = await vendor.client.run(PreviewOrderDocument, { input })
        expect(previewOrder).toEqual({
          preview: null,
          userErrors: [
            {
              code: 'NOT_FOUND',
              field: ['organizationId'],
              message: `no organization has the id "${organizationId}"`,
            },
          ],
        })
      }
    })
  })

  test('a revoked grant ends it from the next order on', async () => {
    const vendor = await gateway.vendor()
    await place(vendor.client, orderOf(vendor, initialAppointment(physician)))
    await revokeGrant(gateway, vendor)
    await leavingNoTrace(gateway, async () => {
      const next = orderOf(vendor, initialAppointment(physician, { allowDuplicate: true }))
      expect(await refusalOf(vendor.client, next)).toEqual(['NOT_FOUND'])
    })
  })

  test.each<[string, { grant?: Scope[]; key?: Scope[] }, string]>([
    ['the key', { key: ['clinicians:read', 'profiles:read', 'account:read'] }, 'which the API key does not have'],
    ['the grant', { grant: ['clinicians:read', 'profiles:read'] }, 'grant does not include the scope "orders:write"'],
  ])('without the scope orders:write in %s ordering is forbidden', async (_, scopes, message) => {
    const vendor = await anotherVendor(gateway, await gateway.vendor(), scopes)
    await leavingNoTrace(gateway, async () => {
      const input = orderOf(vendor, initialAppointment(physician))
      const placing = await tryToPlace(vendor.client, input)
      expect(codesOf(placing)).toEqual(['FORBIDDEN'])
      expect(placing.errors[0]?.message).toContain(message)
      expect(placing.data).toBeNull()
      const { idempotencyKey, ...preview } = input
      expect(codesOf(await vendor.client.send(PreviewOrderDocument, { input: preview }))).toEqual(['FORBIDDEN'])
    })
  })

  test('a grant that only lets a vendor order shows no profile with the order', async () => {
    const owner = await gateway.vendor()
    const vendor = await anotherVendor(gateway, owner, { grant: ['orders:write'] })
    const input = orderOf(vendor, initialAppointment(physician))
    const answer = await ask<{ placeOrder: unknown }>(
      vendor.client,
      `mutation ($input: PlaceOrderInput!) {
         placeOrder(input: $input) { order { number items { profile { birth { elements { date } } } } } } }`,
      { input },
    )
    expect(codesOf(answer)).toEqual(['FORBIDDEN'])
    expect(JSON.stringify(answer.data)).not.toContain('1974')
  })

  test('a live clinician does not exist for a test key, nor a fictional one for a live key', async () => {
    const test = await gateway.vendor()
    const live = await gateway.vendor({ mode: 'LIVE' })
    const [liveClinician = ''] = await addPhysicians(gateway, 1, 'LIVE')
    await leavingNoTrace(gateway, async () => {
      const across = orderOf(test, initialAppointment(liveClinician))
      expect(await refusalOf(test.client, across)).toEqual(['CLINICIAN_NOT_FOUND'])
      const back = orderOf(live, initialAppointment(physician))
      expect(await refusalOf(live.client, back)).toEqual(['CLINICIAN_NOT_FOUND'])
    })
    await place(live.client, orderOf(live, initialAppointment(liveClinician)))
  })

  test('the same key in test and in live mode is two keys', async () => {
    const vendor = await gateway.vendor()
    const live = await gateway.vendor({ mode: 'LIVE' })
    const [liveClinician = ''] = await addPhysicians(gateway, 1, 'LIVE')
    const idempotencyKey = 'in-both-modes'
    await place(vendor.client, { ...orderOf(vendor, initialAppointment(physician)), idempotencyKey })
    const input = { ...orderOf(live, initialAppointment(liveClinician)), idempotencyKey }
    const { placeOrder } = await live.client.run(PlaceOrderDocument, { input })
    expect(placeOrder).toMatchObject({ replayed: false, userErrors: [] })
  })
})
