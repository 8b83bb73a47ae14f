import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Clock } from '../kernel/clock.js'
import { SmtpTransport } from '../mail/smtp.transport.js'
import { eventually } from '../testkit/eventually.js'
import { MailServer } from '../testkit/mail-server.js'
import { OrderSeeder } from '../testkit/seed-orders.js'
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js'
import { startWorkBench, type WorkBench } from '../testkit/work-bench.js'
import { SendDailyReceipts } from './daily-receipt.job.js'

const SENDER = { name: 'Example Profiles Publisher', address: 'receipts@profiles.example' }

class SetClock implements Clock {
  constructor(public instant: string) {}
  now(): Date {
    return new Date(this.instant)
  }
}

let db: TestDatabase
let seed: OrderSeeder
let mail: MailServer
let clock: SetClock
let benches: WorkBench[] = []

beforeAll(async () => {
  mail = await MailServer.start()
})
afterAll(() => mail.close())
beforeEach(async () => {
  db = await createTestDatabase()
  seed = await OrderSeeder.connect(db.url)
  mail.received.length = 0
  clock = new SetClock('2026-11-04T06:06:00Z')
})
afterEach(async () => {
  await Promise.all(benches.map((bench) => bench.stop()))
  benches = []
  await seed.end()
  await db.drop()
})

async function bench(mode: 'sending' | 'working' = 'working'): Promise<WorkBench> {
  const made = await startWorkBench({ url: db.url, clock, transport: new SmtpTransport(mail.url, SENDER), mode })
  benches.push(made)
  return made
}

const receipts = () =>
  seed.sql<{ organization_id: string; day: string; order_count: number; total_cents: number }>(
    'select organization_id, day::text, order_count, total_cents from daily_receipts order by organization_id, day',
  )
const settledEmails = () => seed.sql<{ id: string }>('select id from emails where sent_at is not null')
const outcome = async (made: WorkBench, name: string) =>
  (await made.metrics.getMetricsAsJSON()).find((metric) => metric.name === name)?.values ?? []

describe('a day with integrated orders', () => {
  test('is one e-mail to the administrators, with totals that equal the ledger', async () => {
    const organization = await seed.organization('America/Chicago', ['ada@hospital.example', 'ben@hospital.example'])
    await seed.order(organization, {
      placedAt: '2026-11-03T15:00:00Z',
      items: [
        { cents: 4100, reference: 'REF-1 <b>&', lastName: "O'Fictional" },
        { product: 'REAPPOINTMENT', cents: 1800 },
      ],
    })
    await seed.order(organization, { placedAt: '2026-11-03T16:00:00Z', items: [{ product: 'PA_PROFILE', cents: 2400 }] })
    await seed.order(organization, { placedAt: '2026-11-03T17:00:00Z', channel: 'HUB' })
    await seed.order(organization, { placedAt: '2026-11-03T18:00:00Z', status: 'PENDING' })
    const { receipts: service } = await bench()
    await service.sendDue()
    await eventually(settledEmails, (rows) => rows.length === 1)

    expect(mail.received).toHaveLength(1)
    const [received] = mail.received
    expect(received?.envelopeTo).toEqual(['ada@hospital.example', 'ben@hospital.example'])
    expect(received?.mail.subject).toBe(
      '[Test] Daily receipt summary for Tuesday, November 3, 2026: Fictional Memorial Hospital',
    )
    expect(received?.mail.from?.text).toContain('receipts@profiles.example')
    expect(received?.mail.messageId).toMatch(/^<eml_\w{26}@gateway\.example>$/)
    expect(received?.mail.text).toContain("Testina O'Fictional, MD")
    expect(received?.mail.text).toContain('Nov 3, 2026, 9:00 AM CST')
    expect(received?.mail.html).toContain('REF-1 &lt;b&gt;&amp;')
    expect(received?.mail.text).toMatch(/GRAND TOTAL +\$83\.00/)

    const [receipt] = await receipts()
    const [ledger] = await seed.sql<{ cents: string }>(
      `select -sum(amount_cents) as cents from ledger_entries e join orders o on o.id = e.order_id
        where e.kind = 'PURCHASE' and o.channel = 'INTEGRATION'`,
    )
    expect(receipt).toMatchObject({ day: '2026-11-03', order_count: 2, total_cents: Number(ledger?.cents) })
    expect(await seed.sql('select 1 from orders where daily_receipt_id is not null')).toHaveLength(2)
  })

  test('is one e-mail however many workers run at once, again and again', async () => {
    const organizations = [await seed.organization(), await seed.organization('America/New_York'), await seed.organization()]
    for (const organization of organizations) {
      await seed.order(organization, { placedAt: '2026-11-03T15:00:00Z' })
      await seed.order(organization, { placedAt: '2026-11-03T16:00:00Z' })
    }
    const made = await Promise.all([bench(), bench(), bench()])
    for (let round = 0; round < 3; round++) await Promise.all(made.flatMap(({ receipts: each }) => [each.sendDue(), each.sendDue()]))
    await eventually(settledEmails, (rows) => rows.length === 3)
    await Promise.all(made.map(({ sender }) => sender.sweep()))
    expect(await receipts()).toHaveLength(3)
    expect(mail.received).toHaveLength(3)
    expect(new Set(mail.received.map((each) => each.mail.messageId)).size).toBe(3)
  })

  test('comes by the job that every worker asks for', async () => {
    const organization = await seed.organization()
    await seed.order(organization, { placedAt: '2026-11-03T15:00:00Z' })
    const made = await Promise.all([bench(), bench()])
    for (const { jobs } of made) jobs.every(60, SendDailyReceipts)
    await eventually(settledEmails, (rows) => rows.length === 1)
    expect(mail.received).toHaveLength(1)
    const added = await seed.sql(`select 1 from pgboss.job where name = 'SendDailyReceipts'`)
    expect(added.length).toBeLessThanOrEqual(2)
  })

  test('waits for the grace after the end of the local day, and for an order that is being placed', async () => {
    const organization = await seed.organization()
    await seed.order(organization, { placedAt: '2026-11-04T05:59:59Z' })
    const { receipts: service } = await bench('sending')
    clock.instant = '2026-11-04T06:04:59Z'
    await service.sendDue()
    expect(await receipts()).toHaveLength(0)
    clock.instant = '2026-11-04T06:05:00Z'
    await seed.sql('begin')
    await seed.sql('select 1 from accounts where organization_id = $1 for update', [organization.id])
    const sending = service.sendDue()
    await eventually(
      () => seed.sql('select 1 from pg_locks where not granted'),
      (rows) => rows.length > 0,
    )
    await seed.order(organization, { placedAt: '2026-11-04T05:59:59.9Z' })
    await seed.sql('commit')
    await sending
    expect(await receipts()).toMatchObject([{ day: '2026-11-03', order_count: 2 }])
  })

  test('that nobody worked is made up for, each day by its own receipt', async () => {
    const organization = await seed.organization()
    await seed.order(organization, { placedAt: '2026-10-30T15:00:00Z' })
    await seed.order(organization, { placedAt: '2026-11-01T15:00:00Z' })
    const { receipts: service } = await bench('sending')
    await service.sendDue()
    expect((await receipts()).map((row) => row.day)).toEqual(['2026-10-30', '2026-11-01'])
  })

  test.each([
    ['the clock goes back, 25 hours', '2026-11-01', '2026-11-01T05:00:00Z', '2026-11-02T05:59:59Z', '2026-11-02T06:04:59Z'],
    ['the clock goes forward, 23 hours', '2026-03-08', '2026-03-08T06:00:00Z', '2026-03-09T04:59:59Z', '2026-03-09T05:04:59Z'],
  ])('when %s', async (_what, day, first, last, stillTooEarly) => {
    const organization = await seed.organization('America/Chicago')
    await seed.order(organization, { placedAt: new Date(Date.parse(first) - 1).toISOString() })
    await seed.order(organization, { placedAt: first })
    await seed.order(organization, { placedAt: last })
    const { receipts: service } = await bench('sending')
    clock.instant = stillTooEarly
    await service.sendDue()
    expect((await receipts()).map((row) => row.day)).not.toContain(day)
    clock.instant = new Date(Date.parse(stillTooEarly) + 1000).toISOString()
    await service.sendDue()
    expect((await receipts()).find((row) => row.day === day)).toMatchObject({ order_count: 2 })
  })
})

test('no integrated orders, no e-mail', async () => {
  const organization = await seed.organization()
  await seed.order(organization, { placedAt: '2026-11-03T15:00:00Z', channel: 'HUB' })
  const { receipts: service } = await bench('sending')
  await service.sendDue()
  expect(await receipts()).toHaveLength(0)
  expect(await seed.sql('select 1 from emails')).toHaveLength(0)
})

test('an organization whose ledger disagrees gets nothing, the others theirs', async () => {
  const broken = await seed.organization()
  const sound = await seed.organization()
  await seed.order(broken, { placedAt: '2026-11-03T15:00:00Z', ledgerCents: 4000 })
  await seed.order(sound, { placedAt: '2026-11-03T15:00:00Z' })
  const made = await bench('sending')
  await made.receipts.sendDue()
  expect((await receipts()).map((row) => row.organization_id)).toEqual([sound.id])
  expect(await seed.sql('select 1 from emails')).toHaveLength(1)
  expect(await outcome(made, 'gateway_daily_receipts_total')).toEqual(
    expect.arrayContaining([expect.objectContaining({ labels: { outcome: 'refused' }, value: 1 })]),
  )
})

test('a receipt that cannot be written leaves no e-mail, and the next run makes it', async () => {
  const organization = await seed.organization()
  await seed.order(organization, { placedAt: '2026-11-03T15:00:00Z' })
  await seed.sql(`create function fail() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`)
  await seed.sql('create trigger fail before update on orders for each row execute function fail()')
  const { receipts: service } = await bench('sending')
  await service.sendDue()
  expect(await seed.sql('select 1 from emails')).toHaveLength(0)
  expect(await seed.sql(`select 1 from pgboss.job where name = 'SendEmail'`)).toHaveLength(0)
  await seed.sql('drop trigger fail on orders')
  await service.sendDue()
  expect(await receipts()).toHaveLength(1)
  expect(await seed.sql(`select 1 from pgboss.job where name = 'SendEmail'`)).toHaveLength(1)
})

test('an order that comes after the receipt of its day goes on the next one, with its true day', async () => {
  const organization = await seed.organization()
  await seed.order(organization, { placedAt: '2026-11-03T15:00:00Z' })
  const made = await bench('sending')
  await made.receipts.sendDue()
  await seed.order(organization, { placedAt: '2026-11-03T20:00:00Z' })
  await made.receipts.sendDue()
  expect(await receipts()).toHaveLength(1)
  clock.instant = '2026-11-05T06:05:00Z'
  await made.receipts.sendDue()
  expect((await receipts()).map((row) => row.day)).toEqual(['2026-11-03', '2026-11-04'])
  const [late] = await seed.sql<{ text_body: string }>('select text_body from emails order by created_at desc limit 1')
  expect(late?.text_body).toContain('Came after the receipt of its own day.')
  expect(await outcome(made, 'gateway_daily_receipt_late_orders_total')).toMatchObject([{ value: 1 }])
})

test('more organizations than a page are all served', async () => {
  const organization = await seed.organization()
  await seed.sql(
    `insert into organizations select 'org_' || lpad(i::text, 26, '0'), 'TEST', 'Org', 'America/Chicago', now() from generate_series(1, 250) i`,
  )
  await seed.sql(
    `insert into accounts select 'acc_' || lpad(i::text, 26, '0'), 'org_' || lpad(i::text, 26, '0'), 'USD', now() from generate_series(1, 250) i`,
  )
  await seed.sql(
    `insert into memberships select 'mbr_' || lpad(i::text, 26, '0'), 'org_' || lpad(i::text, 26, '0'), $1,
       array['ORGANIZATION_ADMINISTRATOR'], now() from generate_series(1, 250) i`,
    [organization.userId],
  )
  await seed.sql(
    `insert into orders (id, number, organization_id, mode, status, channel, vendor_id, api_key_id, payment_method, currency,
       total_cents, placed_at, placed_on, idempotency_scope, idempotency_key, request_sha256)
     select 'ord_' || lpad(i::text, 26, '0'), nextval('order_numbers'), 'org_' || lpad(i::text, 26, '0'), 'TEST', 'COMPLETED',
       'INTEGRATION', $1, $2, 'ACCOUNT_BALANCE', 'USD', 0, '2026-11-03T15:00:00Z', '2026-11-03', i::text, 'seed', ''
       from generate_series(1, 250) i`,
    [organization.vendorId, organization.apiKeyId],
  )
  const { receipts: service } = await bench('sending')
  await service.sendDue()
  expect(await receipts()).toHaveLength(250)
})
