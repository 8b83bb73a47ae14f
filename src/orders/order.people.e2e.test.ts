import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  AccountActivityDocument,
  DeliverProfilePdfDocument,
  OrderHistoryDocument,
  PlaceOrderDocument,
  PreviewOrderDocument,
  ReadProfileDocument,
} from '../client/operations.generated.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { ACCENTED_PHYSICIAN_NPI } from '../sandbox/sandbox.physicians.js'
import { codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { addPhysicians, clinicianWith, initialAppointment, orderOf, place, tryToPlace } from '../testkit/order-acts.js'
import { joins, person, sessionClient, signedIn } from '../testkit/people.js'
import { readPdf } from '../testkit/read-pdf.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

describe('people and orders', () => {
  let gateway: TestGateway
  let physician: string
  let other: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    physician = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    other = await clinicianWith(gateway, ACCENTED_PHYSICIAN_NPI)
  })
  afterAll(() => gateway.stop())

  test('a profiles user previews, buys, reads and downloads in their own name', async () => {
    const { organizationId } = await gateway.vendor({ organizationName: 'Fictional Hub Hospital' })
    const buyer = await person(gateway, { organizationId, fullName: 'Paula Hubbuyer' })
    const input = orderOf({ organizationId }, initialAppointment(physician))
    const { idempotencyKey, ...order } = input
    const { previewOrder } = await buyer.client.run(PreviewOrderDocument, { input: order })
    expect([previewOrder.preview?.orderable, previewOrder.userErrors]).toEqual([true, []])
    const placed = await place(buyer.client, input)
    expect(placed).toMatchObject({ placedBy: 'Paula Hubbuyer', status: 'COMPLETED', total: { cents: 4100 } })
    expect(
      await rowsOf(
        gateway,
        `select channel, vendor_id as vendor, api_key_id as key, placed_by_user_id as "userId",
                idempotency_scope as scope, idempotency_key as "idempotencyKey" from orders where id = $1`,
        [placed.id],
      ),
    ).toEqual([
      {
        channel: 'HUB',
        vendor: null,
        key: null,
        userId: buyer.userId,
        scope: `${buyer.userId} TEST`,
        idempotencyKey,
      },
    ])
    const orderItemId = placed.items[0]?.id ?? ''
    const { orderItem } = await buyer.client.run(ReadProfileDocument, { orderItemId })
    expect(orderItem?.profile?.product).toBe('INITIAL_APPOINTMENT')
    const { url, delivery } = (await buyer.client.run(DeliverProfilePdfDocument, { orderItemId })).deliverProfilePdf
    const response = await gateway.download(url ?? '')
    const { text } = await readPdf(new Uint8Array(await response.arrayBuffer()))
    expect(text).toContain('Paula Hubbuyer')
    expect(
      await rowsOf(gateway, 'select vendor_id as vendor, user_id as "userId" from profile_deliveries where id = $1', [
        delivery?.id,
      ]),
    ).toEqual([{ vendor: null, userId: buyer.userId }])
    expect(
      await rowsOf(
        gateway,
        `select action, organization_id as "organizationId", session_id as "sessionId", api_key_id as key
           from audit_events where actor_kind = 'USER' and actor_id = $1 and action like any (array['ORDER%', 'PROFILE%'])
          order by id`,
        [buyer.userId],
      ),
    ).toEqual(
      ['ORDER_PREVIEWED', 'ORDER_PLACED', 'PROFILE_READ', 'PROFILE_DELIVERED'].map((action) => ({
        action,
        organizationId,
        sessionId: buyer.sessionId,
        key: null,
      })),
    )
  })

  test('an administrator without the buying role sees the account, and neither buys nor reads profiles', async () => {
    const vendor = await gateway.vendor()
    const { organizationId } = vendor
    const bought = await place(vendor.client, orderOf(vendor, initialAppointment(physician)))
    const roles = ['ORGANIZATION_ADMINISTRATOR'] as const
    const { client } = await person(gateway, { organizationId, roles })
    const orderItemId = bought.items[0]?.id ?? ''
    await leavingNoTrace(gateway, async () => {
      const input = orderOf(vendor, initialAppointment(other))
      const placing = await tryToPlace(client, input)
      expect(codesOf(placing)).toEqual(['FORBIDDEN'])
      expect(placing.errors[0]?.message).toContain('which none of your roles has')
      const { idempotencyKey, ...order } = input
      expect(codesOf(await client.send(PreviewOrderDocument, { input: order }))).toEqual(['FORBIDDEN'])
      expect(codesOf(await client.send(ReadProfileDocument, { orderItemId }))).toEqual(['FORBIDDEN'])
      expect(codesOf(await client.send(DeliverProfilePdfDocument, { orderItemId }))).toEqual(['FORBIDDEN'])
      expect(codesOf(await client.send(OrderHistoryDocument, { organizationId }))).toEqual(['FORBIDDEN'])
    })
    const { organization } = await client.run(AccountActivityDocument, { organizationId })
    expect(organization?.account?.balance.cents).toBe(100_000 - 4100)
  })

  test('who buys for one organization and administers another buys for the first only', async () => {
    const { organizationId } = await gateway.vendor()
    const { organizationId: administered } = await gateway.vendor()
    const { client, userId } = await person(gateway, { organizationId })
    await joins(gateway, { userId }, administered, ['ORGANIZATION_ADMINISTRATOR'])
    await place(client, orderOf({ organizationId }, initialAppointment(physician)))
    await leavingNoTrace(gateway, async () => {
      const placing = await tryToPlace(client, orderOf({ organizationId: administered }, initialAppointment(physician)))
      expect(codesOf(placing)).toEqual(['FORBIDDEN'])
      expect(placing.errors[0]?.message).toContain('your roles in the organization do not include')
    })
    await rowsOf(
      gateway,
      `update memberships set roles = array['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER']
        where user_id = $1 and organization_id = $2`,
      [userId, administered],
    )
    await place(client, orderOf({ organizationId: administered }, initialAppointment(physician)))
  })

  test('a person of a sandbox and of a real organization buys in the mode that the header says', async () => {
    const { organizationId } = await gateway.vendor()
    const { organizationId: live } = await gateway.vendor({ mode: 'LIVE' })
    const [liveClinician = ''] = await addPhysicians(gateway, 1, 'LIVE')
    const { client, userId, accessToken } = await person(gateway, { organizationId })
    await joins(gateway, { userId }, live)
    const inLive = sessionClient(gateway, accessToken)
    const idempotencyKey = 'in-both-modes'
    const fictional = { ...orderOf({ organizationId }, initialAppointment(physician)), idempotencyKey }
    const real = { ...orderOf({ organizationId: live }, initialAppointment(liveClinician)), idempotencyKey }
    await leavingNoTrace(gateway, async () => {
      for (const [who, input] of [
        [client, real],
        [inLive, fictional],
      ] as const) {
        const { placeOrder } = await who.run(PlaceOrderDocument, { input })
        expect(placeOrder.userErrors.map((error) => error.code)).toEqual(['NOT_FOUND'])
      }
    })
    await place(client, fictional)
    const { placeOrder } = await inLive.run(PlaceOrderDocument, { input: real })
    expect(placeOrder).toMatchObject({ replayed: false, userErrors: [] })
  })

  test('staff read what an organization bought, and buy nothing', async () => {
    const vendor = await gateway.vendor()
    const { organizationId } = vendor
    const bought = await place(vendor.client, orderOf(vendor, initialAppointment(physician)))
    const { client, userId } = await person(gateway, { staff: true })
    const orderItemId = bought.items[0]?.id ?? ''
    expect((await client.run(ReadProfileDocument, { orderItemId })).orderItem?.profile).toBeTruthy()
    const history = await client.run(OrderHistoryDocument, { organizationId })
    expect(history.organization?.orders?.nodes.map((order) => order.number)).toEqual([bought.number])
    expect((await client.run(AccountActivityDocument, { organizationId })).organization?.account).toBeTruthy()
    await leavingNoTrace(gateway, async () => {
      const input = orderOf(vendor, initialAppointment(other))
      expect(codesOf(await tryToPlace(client, input))).toEqual(['FORBIDDEN'])
      const { idempotencyKey, ...order } = input
      expect(codesOf(await client.send(PreviewOrderDocument, { input: order }))).toEqual(['FORBIDDEN'])
    })
    const read = await rowsOf(
      gateway,
      `select distinct action, organization_id as "organizationId" from audit_events
        where actor_kind = 'STAFF' and actor_id = $1 and action in ('PROFILE_READ', 'CLINICIAN_READ') order by action`,
      [userId],
    )
    expect(read).toEqual([
      { action: 'CLINICIAN_READ', organizationId },
      { action: 'PROFILE_READ', organizationId },
    ])
  })

  test('foreign organizations, orders and lines cannot be told from unknown ones, in answer and effort', async () => {
    const { organizationId } = await gateway.vendor()
    const { client } = await person(gateway, { organizationId })
    const stranger = await gateway.vendor()
    const live = await gateway.vendor({ mode: 'LIVE' })
    const foreign = await place(stranger.client, orderOf(stranger, initialAppointment(physician)))
    const foreignItem = foreign.items[0]?.id ?? ''
    const attempt = async (organization: string, orderItemId: string) => {
      let text = ''
      const statements = await gateway.countStatements(async () => {
        const input = { ...orderOf({ organizationId: organization }, initialAppointment(physician)) }
        const { idempotencyKey, ...order } = input
        const answers = [
          await tryToPlace(client, input),
          await client.send(PreviewOrderDocument, { input: order }),
          await client.send(OrderHistoryDocument, { organizationId: organization }),
          await client.send(AccountActivityDocument, { organizationId: organization }),
          await client.send(ReadProfileDocument, { orderItemId }),
          await client.send(DeliverProfilePdfDocument, { orderItemId }),
        ]
        const seen = answers.map(({ status, data, errors }) => ({ status, data, errors }))
        text = JSON.stringify(seen).replaceAll(organization, 'ORGANIZATION').replaceAll(orderItemId, 'ITEM')
      })
      return { text, statements }
    }
    const nobodys = ['org_00000000000000000000000000', 'item_00000000000000000000000000'] as const
    await attempt(...nobodys)
    await leavingNoTrace(gateway, async () => {
      const unknown = await attempt(...nobodys)
      expect(await attempt(stranger.organizationId, foreignItem)).toEqual(unknown)
      expect(await attempt(live.organizationId, foreignItem)).toEqual(unknown)
    })
  })

  test('an idempotency key is the person’s own, and holds over a new session', async () => {
    const vendor = await gateway.vendor()
    const { organizationId } = vendor
    const buyer = await person(gateway, { organizationId })
    const colleague = await person(gateway, { organizationId })
    const input = orderOf({ organizationId }, initialAppointment(physician))
    const first = await place(buyer.client, input)
    const later = await signedIn(gateway, buyer.userId)
    const again = await leavingNoTrace(gateway, () => later.client.run(PlaceOrderDocument, { input }))
    expect(again.placeOrder).toEqual({ replayed: true, order: first, userErrors: [] })
    const otherwise = { ...input, items: [initialAppointment(other)] }
    const reused = await leavingNoTrace(gateway, () => later.client.run(PlaceOrderDocument, { input: otherwise }))
    expect(reused.placeOrder.userErrors.map((error) => error.code)).toEqual(['IDEMPOTENCY_KEY_REUSED'])
    for (const client of [colleague.client, vendor.client]) {
      const items = [initialAppointment(physician, { allowDuplicate: true })]
      expect((await client.run(PlaceOrderDocument, { input: { ...input, items } })).placeOrder.replayed).toBe(false)
    }
  })

  test('two orders at once under one key are one', async () => {
    const { organizationId } = await gateway.vendor()
    const { client } = await person(gateway, { organizationId })
    const input = orderOf({ organizationId }, initialAppointment(physician))
    const answers = await Promise.all(Array.from({ length: 4 }, () => client.run(PlaceOrderDocument, { input })))
    expect(new Set(answers.map(({ placeOrder }) => placeOrder.order?.number)).size).toBe(1)
    expect(answers.filter(({ placeOrder }) => !placeOrder.replayed)).toHaveLength(1)
  })

  test('an order of a person that cannot be written down to its end leaves nothing behind', async () => {
    const { organizationId } = await gateway.vendor()
    const { client } = await person(gateway, { organizationId })
    const input = orderOf({ organizationId }, initialAppointment(physician))
    await rowsOf(
      gateway,
      `create function break_down() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$`,
    )
    await rowsOf(
      gateway,
      'create trigger broken before insert on pgboss.job for each row execute function break_down()',
    )
    try {
      expect(codesOf(await leavingNoTrace(gateway, () => tryToPlace(client, input)))).toEqual(['INTERNAL'])
    } finally {
      await rowsOf(gateway, 'drop trigger broken on pgboss.job')
    }
    expect((await place(client, input)).total.cents).toBe(4100)
  })

  test('a person who signs in elsewhere goes on there, and a vendor of the organization notices nothing', async () => {
    const vendor = await gateway.vendor()
    const { organizationId } = vendor
    const earlier = await person(gateway, { organizationId })
    const later = await signedIn(gateway, earlier.userId)
    const answer = await tryToPlace(earlier.client, orderOf(vendor, initialAppointment(physician)))
    expect([answer.status, codesOf(answer)]).toEqual([401, ['SESSION_ENDED']])
    await place(later.client, orderOf(vendor, initialAppointment(physician)))
    const integrated = await place(vendor.client, orderOf(vendor, initialAppointment(other)))
    expect(
      await rowsOf(
        gateway,
        `select channel, number = $2 as integrated from orders where organization_id = $1 order by number`,
        [organizationId, Number(integrated.number.slice(3))],
      ),
    ).toEqual([
      { channel: 'HUB', integrated: false },
      { channel: 'INTEGRATION', integrated: true },
    ])
  })
})
