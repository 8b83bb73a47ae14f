import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import type { Database } from '../db/database.js'
import { rowsOf } from '../testkit/census.js'
import { eventually } from '../testkit/eventually.js'
import { secondDatabase } from '../testkit/second-process.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { clockAhead, endpointAt, type TestEndpoint, tell } from '../testkit/webhook-acts.js'
import { placeAllEvents } from './place-events.job.js'
import { sweepWebhooks } from './sweep-webhooks.job.js'
import { type ClaimedDelivery, claimDeliveries, settleDelivery } from './webhook.claims.js'
import { REQUESTS_PER_ENDPOINT, WebhookDispatcher } from './webhook.dispatcher.js'
import { disableEndpoint } from './webhook-endpoint.queries.js'

const NOWHERE = 'http://127.0.0.1:9/'
const LANE = { failing: false, slots: 100, perEndpoint: REQUESTS_PER_ENDPOINT }
const OK = { answer: { status: 200, headers: [], problem: null }, attemptedAt: new Date(), durationMs: 1 }
const DELIVERED = { state: 'DELIVERED', failures: 0, nextAttemptAt: null } as const

describe('workers that send webhooks', () => {
  let gateway: TestGateway
  let second: { database: Database; close(): Promise<void> }
  let vendor: TestVendor
  let endpoint: TestEndpoint
  const dispatchers: WebhookDispatcher[] = []
  beforeAll(async () => {
    // A gateway without workers of its own.
    gateway = await startTestGateway({ environment: { ROLE: 'api', WEBHOOK_PRIVATE_ADDRESSES: 'allow' } })
    second = await secondDatabase(gateway.databaseUrl)
  })
  afterAll(async () => {
    await second.close()
    await gateway.stop()
  })
  beforeEach(async () => {
    vendor = await gateway.vendor()
    endpoint = await endpointAt(vendor, NOWHERE)
  })
  afterEach(async () => {
    await Promise.all(dispatchers.splice(0).map((one) => one.stop(1_000)))
    await rowsOf(gateway, 'delete from webhook_events')
  })

  /** A worker whose attempts are what the test says. */
  function worker(deliver: (delivery: ClaimedDelivery) => Promise<void>, database: Database = gateway.database): void {
    const dispatcher = new WebhookDispatcher(database, gateway.clock, { deliver }, pino({ level: 'silent' }))
    dispatchers.push(dispatcher)
    dispatcher.start()
  }

  const settle = (delivery: ClaimedDelivery) =>
    gateway.database.transaction((tx) => settleDelivery(tx, delivery, DELIVERED, OK, gateway.clock.now()))
  const claim = async () => (await claimDeliveries(gateway.database, gateway.clock.now(), [LANE])).flat()

  test('two of them send each delivery once, and never more than a few to one endpoint at a time', async () => {
    const others = await Promise.all([1, 2, 3].map(() => endpointAt(vendor, NOWHERE)))
    await tell(gateway, vendor, 60)
    const sent: string[] = []
    let most = 0
    const deliver = async (delivery: ClaimedDelivery) => {
      sent.push(`${delivery.endpointId} ${delivery.eventId}`)
      const [claimed] = await rowsOf<{ count: number }>(
        gateway,
        'select count(*)::int from webhook_deliveries where endpoint_id = $1 and claimed_until > now()',
        [delivery.endpointId],
      )
      most = Math.max(most, claimed?.count ?? 0)
      await settle(delivery)
    }
    worker(deliver)
    worker(deliver, second.database)
    await eventually(
      () => sent.length,
      (count) => count >= 60 * (others.length + 1),
    )
    expect(new Set(sent).size).toBe(sent.length)
    expect(most).toBeLessThanOrEqual(REQUESTS_PER_ENDPOINT)
    expect(most).toBeGreaterThan(1)
  })

  test('endpoints that hang, as many as take all there is, with however much before them, delay no other', async () => {
    const others = [vendor, await gateway.vendor(), await gateway.vendor()]
    for (const [index, { client, vendorId }] of others.entries()) {
      const count = index === 0 ? 15 : 16
      await Promise.all(Array.from({ length: count }, () => endpointAt({ client, vendorId }, NOWHERE)))
    }
    for (const other of others) await tell(gateway, other, 10)
    const quick = await gateway.vendor()
    const { id } = await endpointAt(quick, NOWHERE)
    const hanging: (() => void)[] = []
    const sent: string[] = []
    worker(async (delivery) => {
      if (delivery.vendorId !== quick.vendorId) await new Promise<void>((over) => hanging.push(over))
      else sent.push(delivery.endpointId)
      await settle(delivery)
    })
    await eventually(
      () => hanging.length,
      (count) => count === 48 + 256,
    )
    await tell(gateway, quick, 20)
    await eventually(
      () => sent.length,
      (count) => count === 20,
      5_000,
    )
    expect(new Set(sent)).toEqual(new Set([id]))
    for (const over of hanging) over()
  })

  test('the last free slot goes to the endpoint with the fewest on their way, and is not left empty', async () => {
    const slow = await Promise.all(Array.from({ length: 8 }, () => endpointAt(vendor, NOWHERE)))
    await tell(gateway, vendor, 2)
    const claimOne = async () => {
      const [one, ...others] = (
        await claimDeliveries(gateway.database, gateway.clock.now(), [{ ...LANE, slots: 1 }])
      ).flat()
      expect(others).toEqual([])
      return one?.endpointId
    }
    const first: (string | undefined)[] = []
    for (const _ of [endpoint, ...slow]) first.push(await claimOne())
    expect(new Set(first)).toEqual(new Set([endpoint, ...slow].map(({ id }) => id)))
    const quick = await gateway.vendor()
    const { id } = await endpointAt(quick, NOWHERE)
    await tell(gateway, quick)
    expect(await claimOne()).toBe(id)
    expect(first).toContain(await claimOne())
  })

  test('what a killed one had taken is taken again, and its late note changes nothing', async () => {
    await tell(gateway, vendor)
    const [first] = await claim()
    if (first === undefined) throw new Error('a delivery was due')
    expect(await claim()).toEqual([])
    await rowsOf(gateway, `update webhook_deliveries set claimed_until = now() - interval '1 second'`)
    const [again] = await claim()
    expect(again).toMatchObject({ eventId: first.eventId, attempts: first.attempts + 1 })
    expect(await settle(first)).toBeNull()
    expect(await rowsOf(gateway, 'select state from webhook_deliveries')).toEqual([{ state: 'WAITING' }])
    await settle(again ?? first)
    expect(
      await rowsOf(
        gateway,
        'select d.state, a.number from webhook_deliveries d join webhook_attempts a using (endpoint_id, event_id)',
      ),
    ).toEqual([{ state: 'DELIVERED', number: 2 }])
  })

  test('endpoints that fail have a lane of their own, and suspended vendors wait', async () => {
    await tell(gateway, vendor, 10)
    await rowsOf(gateway, 'update webhook_endpoints set failing_since = now() where id = $1', [endpoint.id])
    expect(await claim()).toEqual([])
    const failing = { failing: true, slots: 100, perEndpoint: 1 }
    const take = async () => (await claimDeliveries(gateway.database, gateway.clock.now(), [LANE, failing])).flat()
    await rowsOf(gateway, `update vendors set suspended_at = now(), suspension_reason = 'a test' where id = $1`, [
      vendor.vendorId,
    ])
    expect(await take()).toEqual([])
    await rowsOf(gateway, 'update vendors set suspended_at = null, suspension_reason = null where id = $1', [
      vendor.vendorId,
    ])
    expect(await take()).toHaveLength(1)
    expect(await take()).toEqual([])
    // Something got through to it when it was about to be disabled.
    await rowsOf(gateway, 'update webhook_endpoints set failing_since = null where id = $1', [endpoint.id])
    const disabling = { id: endpoint.id, url: NOWHERE }
    const disable = () => gateway.database.transaction((tx) => disableEndpoint(tx, disabling, 'FAILING', new Date()))
    expect(await disable()).toBeNull()
  })

  test('an attempt that breaks on our side is made again once its time is over', async () => {
    await tell(gateway, vendor)
    let tries = 0
    worker(async (delivery) => {
      tries++
      if (tries === 1) throw new Error('the key of secrets does not fit')
      await settle(delivery)
    })
    await eventually(
      () => tries,
      (count) => count === 1,
    )
    await rowsOf(gateway, 'update webhook_deliveries set claimed_until = now()')
    await eventually(
      () => tries,
      (count) => count === 2,
    )
  })

  test('events are swept thirty days after the end of their month, with all that came of them', async () => {
    await tell(gateway, vendor)
    const [delivery] = await claim()
    if (delivery !== undefined) await settle(delivery)
    await placeAllEvents(gateway.database)({}, new AbortController().signal)
    const sweep = (days: number) => sweepWebhooks(gateway.database, clockAhead(gateway.clock, days))()
    const left = () =>
      rowsOf(
        gateway,
        `select (select count(*)::int from webhook_events) as events, (select count(*)::int from webhook_attempts) as attempts`,
      )
    await sweep(29.9)
    // Not until all of the month is old enough: at the longest, the first part lasts until the end of the next.
    expect(await left()).toEqual([{ events: 1, attempts: 1 }])
    await sweep(30 + 33)
    expect(await left()).toEqual([{ events: 0, attempts: 0 }])
    await tell(gateway, vendor)
    expect(await left()).toEqual([{ events: 1, attempts: 0 }])
  })
})
