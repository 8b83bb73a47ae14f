import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type DocumentNode, print } from 'graphql'
import pg from 'pg'
import { pino } from 'pino'
import { GatewayClient } from './client/gateway-client.js'
import { PlaceOrderDocument, SearchCliniciansDocument } from './client/operations.generated.js'
import { JobStore } from './jobs/job.store.js'
import { AdjustableClock } from './kernel/clock.js'
import { FULL_PHYSICIAN_NPI } from './sandbox/sandbox.full-physician.js'
import { rawRequest } from './testkit/ask.js'
import { rowsOf } from './testkit/census.js'
import { DatabaseRelay } from './testkit/database-relay.js'
import { eventually } from './testkit/eventually.js'
import { clinicianWith, initialAppointment, orderOf, place } from './testkit/order-acts.js'
import { person } from './testkit/people.js'
import { startTestGateway, type TestGateway, type TestVendor } from './testkit/test-gateway.js'
import { openTestPool } from './testkit/test-pool.js'
import { act } from './testkit/vendor-acts.js'
import { deliveriesOf, endpointAt } from './testkit/webhook-acts.js'
import { webhookReceiver } from './testkit/webhook-receiver.js'

const HOUR_MS = 3_600_000
const PASSPHRASE = 'seven quiet herons by the weir'

describe('a database that does not serve', () => {
  const serverUrl = String(process.env['TEST_SERVER_URL'])
  let relay: DatabaseRelay
  let gateway: TestGateway
  let vendor: TestVendor
  let clinicianId: string
  /** Past the relay: whoever mends the database. */
  let mender: pg.Client
  beforeAll(async () => {
    relay = await DatabaseRelay.start(serverUrl)
    process.env['TEST_SERVER_URL'] = relay.url
    gateway = await startTestGateway({
      environment: { DATABASE_POOL_SIZE: '4', DATABASE_POOL_WAIT_MS: '400', WEBHOOK_PRIVATE_ADDRESSES: 'allow' },
    })
    clinicianId = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    const url = new URL(gateway.databaseUrl)
    url.port = new URL(serverUrl).port
    mender = new pg.Client({ connectionString: url.href, options: '-c default_transaction_read_only=off' })
    await mender.connect()
  })
  afterAll(async () => {
    process.env['TEST_SERVER_URL'] = serverUrl
    await mender.end()
    await gateway.stop()
    await relay.stop()
  })
  beforeEach(async () => {
    vendor = await gateway.vendor()
  })
  afterEach(() => relay.restore())

  const ready = async () => (await rawRequest(`${gateway.url}/readyz`)).status
  const send = async (document: DocumentNode, variables: object, url = gateway.url) => {
    const { status, headers, text } = await rawRequest(`${url}/graphql`, {
      method: 'POST',
      apiKey: vendor.apiKey,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: print(document), variables }),
    })
    const { data, errors = [] } = JSON.parse(text) as {
      data?: { placeOrder?: { order: { number: string }; replayed: boolean; userErrors: object[] } } | null
      errors?: { message: string; extensions: Record<string, unknown> }[]
    }
    return { status, retryAfter: headers.get('retry-after'), placed: data?.placeOrder, errors, text }
  }
  const order = (input: object, url?: string) => send(PlaceOrderDocument, { input }, url)
  const UNAVAILABLE = {
    status: 503,
    retryAfter: '2',
    placed: undefined,
    errors: [
      {
        message: expect.stringContaining('same idempotency key'),
        extensions: { code: 'UNAVAILABLE', requestId: expect.stringMatching(/^req_/) },
      },
    ],
  }
  /** An order of the organization waits until the transaction ends. */
  const holdAccount = async () => {
    await mender.query('begin')
    await mender.query('select from accounts where organization_id = $1 for update', [vendor.organizationId])
  }
  /** What the organization has, and what it costs. */
  const bought = async () => {
    const [row] = await rowsOf<{ orders: number; entries: number; cents: number }>(
      gateway,
      `select (select count(*)::int from orders where organization_id = $1) as orders,
              (select count(*)::int from ledger_transactions t join accounts a on a.id = t.account_id
                where a.organization_id = $1 and t.kind = 'PURCHASE') as entries,
              (select sum(total_cents)::int from orders where organization_id = $1) as cents`,
      [vendor.organizationId],
    )
    return row
  }
  /** Asks for an order that was not placed, or whose answer was lost, twice more. */
  const placesOnce = async (input: object, url?: string) => {
    const first = await eventually(
      () => order(input, url),
      ({ status }) => status === 200,
    )
    const again = await order(input, url)
    expect([again.placed?.order.number, again.placed?.replayed]).toEqual([first.placed?.order.number, true])
    expect(await bought()).toMatchObject({ orders: 1, entries: 1 })
  }

  test('is answered with 503 and the time to come again; what waited is done once it is back', async () => {
    const earlier = orderOf(vendor, initialAppointment(clinicianId))
    relay.cut()
    expect(await order(earlier)).toMatchObject(UNAVAILABLE)
    expect(await send(SearchCliniciansDocument, { by: { npi: FULL_PHYSICIAN_NPI } })).toMatchObject(UNAVAILABLE)
    expect([await ready(), (await rawRequest(`${gateway.url}/healthz`)).status]).toEqual([503, 200])
    relay.restore()
    await placesOnce(earlier)
    expect(await ready()).toBe(200)
    await eventually(
      () => renderedFor(gateway, vendor),
      ({ length }) => length === 1,
    )
  })

  test('that goes away in the middle of an order leaves all of it or nothing', async () => {
    const input = orderOf(vendor, initialAppointment(clinicianId))
    await holdAccount()
    const answer = order(input)
    const waiting = async () => {
      const found = await mender.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      return found.rowCount
    }
    await eventually(waiting, (count) => count === 1)
    relay.reset()
    expect(await answer).toMatchObject({ status: 503 })
    await mender.query('commit')
    await placesOnce(input)
  })

  test('that takes no writes for a minute, as during a failover, shows nothing unaudited, and needs no restart', async () => {
    const input = orderOf(vendor, initialAppointment(clinicianId))
    const name = new URL(gateway.databaseUrl).pathname.slice(1)
    await mender.query(`alter database ${name} set default_transaction_read_only = on`)
    relay.reset()
    await eventually(ready, (status) => status === 503)
    expect(await order(input)).toMatchObject({ status: 503, retryAfter: '2', placed: undefined })
    const search = await send(SearchCliniciansDocument, { by: { npi: FULL_PHYSICIAN_NPI } })
    expect(search).toMatchObject({ status: 503, retryAfter: '2' })
    expect(search.text).not.toContain(FULL_PHYSICIAN_NPI)
    await mender.query(`alter database ${name} reset default_transaction_read_only`)
    await placesOnce(input)
    await eventually(ready, (status) => status === 200)
  })

  test('whose connections are all taken makes nobody wait for long', async () => {
    const inputs = Array.from({ length: 6 }, () =>
      orderOf(vendor, initialAppointment(clinicianId, { allowDuplicate: true })),
    )
    await holdAccount()
    const answers = inputs.map((input) => order(input))
    const first = await Promise.race(answers)
    expect(first).toMatchObject({ status: 503, retryAfter: '2' })
    await mender.query('commit')
    const statuses = (await Promise.all(answers)).map(({ status }) => status)
    expect(statuses).toContain(200)
    for (const input of inputs)
      await eventually(
        () => order(input),
        ({ status }) => status === 200,
      )
    expect(await bought()).toMatchObject({ orders: 6, entries: 6 })
  })

  test('whose disk is full refuses the whole of what it cannot write', async () => {
    const input = orderOf(vendor, initialAppointment(clinicianId))
    // As PostgreSQL says it when a table cannot grow.
    await mender.query(`
      create function disk_full() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
      create trigger disk_full before insert on audit_events for each statement execute function disk_full()`)
    expect(await order(input)).toMatchObject({ status: 503, retryAfter: '2', placed: undefined })
    const search = await send(SearchCliniciansDocument, { by: { npi: FULL_PHYSICIAN_NPI } })
    expect([search.status, search.text.includes(FULL_PHYSICIAN_NPI)]).toEqual([503, false])
    expect(await bought()).toMatchObject({ orders: 0, entries: 0 })
    const { text: metrics } = await rawRequest(`${gateway.url}/metrics`)
    expect(metrics).toMatch(/^gateway_graphql_operations_total{[^}]*outcome="unavailable"} [1-9]/m)
    await mender.query('drop trigger disk_full on audit_events; drop function disk_full()')
    await placesOnce(input)
  })

  test('whose disk is full keeps what workers have to do until there is room', async () => {
    const receiver = await webhookReceiver()
    const { id: endpointId } = await endpointAt(vendor, receiver.url)
    const tables = ['profile_pdfs', 'webhook_deliveries', 'webhook_attempts', 'emails']
    await mender.query(`
      create function disk_full() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`)
    const onEach = async (sql: (table: string) => string) => {
      for (const table of tables) await mender.query(sql(table))
    }
    // What is there may be changed by nobody; PDFs cannot be kept.
    await onEach(
      (table) => `create trigger disk_full before ${table === 'profile_pdfs' ? 'insert' : 'update'} on ${table}
        for each statement execute function disk_full()`,
    )
    const newEmail = 'somebody-anew@hospital.example'
    const { client } = await person(gateway, { password: PASSPHRASE })
    await act(client, 'requestEmailChange', { newEmail, currentPassword: PASSPHRASE }, '')
    await place(vendor.client, orderOf(vendor, initialAppointment(clinicianId)))
    await eventually(
      () => gateway.logs.filter(({ msg }) => msg === 'a job failed').map(({ job }) => job),
      (failed) => failed.includes('RenderProfilePdfs') && failed.includes('SendEmail'),
    )
    expect([receiver.received.length, (await renderedFor(gateway, vendor)).length]).toEqual([0, 0])
    await onEach((table) => `drop trigger disk_full on ${table}`)
    await mender.query('drop function disk_full()')
    // Their pauses after a failure are not waited for here.
    await mender.query(`update pgboss.job set start_after = now() where state = 'retry'`)
    await eventually(
      () => renderedFor(gateway, vendor),
      ({ length }) => length === 1,
    )
    await eventually(
      () => receiver.received.length,
      (count) => count === 1,
    )
    await eventually(
      () => rowsOf(gateway, 'select from emails where $1 = any (recipients) and sent_at is not null', [newEmail]),
      ({ length }) => length === 1,
    )
    expect(await deliveriesOf(vendor.client, endpointId)).toMatchObject([{ state: 'DELIVERED' }])
    await receiver.stop()
  })

  test('that breaks off a statement of the job queue fails the statement, and not the process', async () => {
    const pool = openTestPool(gateway.databaseUrl)
    const store = new JobStore(pool, pino({ level: 'silent' }))
    const statement = store.executeSql(`select pg_sleep(60) as "of the job queue"`)
    const running = async () =>
      (
        await mender.query(
          `select from pg_stat_activity where query like '%"of the job queue"' and pid <> pg_backend_pid()`,
        )
      ).rowCount
    await eventually(running, (count) => count === 1)
    relay.reset()
    await expect(statement).rejects.toThrow(/terminated|ECONNRESET/)
    expect((await store.executeSql('select 1')).rows).toHaveLength(1)
    await pool.end()
  })

  test('is logged without what was asked', async () => {
    relay.cut()
    await order(orderOf(vendor, initialAppointment(clinicianId)))
    relay.restore()
    await eventually(ready, (status) => status === 200)
    const logged = gateway.logs.filter(
      ({ msg }) => msg === 'the database does not serve' || msg === 'a resolver failed',
    )
    expect(logged.length).toBeGreaterThan(0)
    expect(JSON.stringify(logged)).not.toContain(clinicianId)
  })
})

describe('a process whose clock has jumped by an hour, beside one whose clock has not', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway()
  })
  afterAll(() => gateway.stop())

  test.each([
    ['an API that is ahead', HOUR_MS, 0],
    ['a worker that is behind', 0, -HOUR_MS],
  ])('holds no webhook up: %s', async (_whose, apiAheadMs, workerAheadMs) => {
    const receiver = await webhookReceiver()
    const off = (milliseconds: number) => ({ now: () => new Date(Date.now() + milliseconds) })
    const alone = await startTestGateway({ environment: { ROLE: 'api', WEBHOOK_PRIVATE_ADDRESSES: 'allow' } })
    const vendor = await alone.vendor()
    await endpointAt(vendor, receiver.url)
    const api = await alone.another(off(apiAheadMs), { ROLE: 'api' })
    const worker = await alone.another(off(workerAheadMs), { ROLE: 'worker' })
    const there = new GatewayClient(`${api.url}/graphql`, vendor.apiKey)
    await place(there, orderOf(vendor, initialAppointment(await clinicianWith(alone, FULL_PHYSICIAN_NPI))))
    await eventually(
      () => receiver.received.length,
      (count) => count === 1,
    )
    await Promise.all([api.stop(), worker.stop()])
    await alone.stop()
    await receiver.stop()
  })

  test('loses and doubles nothing: neither orders, nor the books, nor what workers make of them', async () => {
    const vendor = await gateway.vendor()
    const clinicianId = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
    const ahead = new AdjustableClock()
    ahead.advanceTo(new Date(Date.now() + HOUR_MS))
    const second = await gateway.another(ahead)
    const [here, there] = [vendor.client, new GatewayClient(`${second.url}/graphql`, vendor.apiKey)]
    const numbers = new Set<string>()
    for (const [one, other] of [
      [here, there],
      [there, here],
      [here, there],
    ] as const) {
      const input = orderOf(vendor, initialAppointment(clinicianId, { allowDuplicate: true }))
      const { number } = await place(one, input)
      const { placeOrder: again } = await other.run(PlaceOrderDocument, { input })
      expect([again.order?.number, again.replayed]).toEqual([number, true])
      numbers.add(number)
    }
    expect(numbers.size).toBe(3)
    const entries = await rowsOf<{ before: number; after: number; cents: number }>(
      gateway,
      `select * from (
         select e.amount_cents::int as cents, e.balance_after_cents::int as after,
                lag(e.balance_after_cents) over (order by e.sequence)::int as before
           from ledger_entries e join accounts a on a.id = e.account_id
          where a.organization_id = $1 and e.book = 'BALANCE') entries where before is not null`,
      [vendor.organizationId],
    )
    expect(entries).toHaveLength(3)
    for (const { before, after, cents } of entries) expect(before + cents).toBe(after)
    await eventually(
      () => renderedFor(gateway, vendor),
      ({ length }) => length === 3,
    )
    await second.stop()
  })
})

/** The official documents of the organization that are there to be downloaded. */
async function renderedFor(gateway: TestGateway, { organizationId }: TestVendor): Promise<object[]> {
  return await rowsOf(
    gateway,
    `select from profile_pdfs p join profile_documents d on d.id = p.document_id where d.organization_id = $1`,
    [organizationId],
  )
}
