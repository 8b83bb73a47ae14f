import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../db/data-source.js'
import { Email } from '../mail/email.entity.js'
import { Organization } from '../organizations/organization.entity.js'
import { ReceiptScene } from '../testkit/receipt-scene.js'
import type { WorkBench } from '../testkit/work-bench.js'
import { DailyReceipt } from './daily-receipt.entity.js'

let scene: ReceiptScene
beforeEach(async () => {
  scene = await ReceiptScene.start()
})
afterEach(() => scene.stop())

const outcome = async (made: WorkBench, name: string) =>
  (await made.metrics.getMetricsAsJSON()).find((metric) => metric.name === name)?.values ?? []

test('no integrated orders, no e-mail', async () => {
  const organization = await scene.seed.organization()
  await scene.seed.order(organization, { placedAt: '2026-11-03T15:00:00Z', channel: 'HUB' })
  const { receipts: service } = await scene.bench('sending')
  await service.sendDue()
  expect(await scene.receipts()).toHaveLength(0)
  expect(await scene.seed.sql('select 1 from emails')).toHaveLength(0)
})

test('an organization whose ledger disagrees gets nothing, the others theirs', async () => {
  const broken = await scene.seed.organization()
  const sound = await scene.seed.organization()
  await scene.seed.order(broken, { placedAt: '2026-11-03T15:00:00Z', ledgerCents: 4000 })
  await scene.seed.order(sound, { placedAt: '2026-11-03T15:00:00Z' })
  const made = await scene.bench('sending')
  await made.receipts.sendDue()
  expect((await scene.receipts()).map((row) => row.organization_id)).toEqual([sound.id])
  expect(await scene.seed.sql('select 1 from emails')).toHaveLength(1)
  expect(await outcome(made, 'gateway_daily_receipts_total')).toEqual(
    expect.arrayContaining([expect.objectContaining({ labels: { outcome: 'refused' }, value: 1 })]),
  )
})

test('a receipt that cannot be written leaves no e-mail, and the next run makes it', async () => {
  const organization = await scene.seed.organization()
  await scene.seed.order(organization, { placedAt: '2026-11-03T15:00:00Z' })
  await scene.seed.sql(
    `create function fail() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
  )
  await scene.seed.sql(
    'create trigger fail before delete on orders_awaiting_receipt for each row execute function fail()',
  )
  const { receipts: service } = await scene.bench('sending')
  await service.sendDue()
  expect(await scene.seed.sql('select 1 from emails')).toHaveLength(0)
  expect(await scene.seed.sql(`select 1 from pgboss.job where name = 'SendEmail'`)).toHaveLength(0)
  await scene.seed.sql('drop trigger fail on orders_awaiting_receipt')
  await service.sendDue()
  expect(await scene.receipts()).toHaveLength(1)
  expect(await scene.seed.sql(`select 1 from pgboss.job where name = 'SendEmail'`)).toHaveLength(1)
})

test('an order that comes after the receipt of its day goes on the next one, with its true day', async () => {
  const organization = await scene.seed.organization()
  await scene.seed.order(organization, { placedAt: '2026-11-03T15:00:00Z' })
  const made = await scene.bench('sending')
  await made.receipts.sendDue()
  await scene.seed.order(organization, { placedAt: '2026-11-03T20:00:00Z' })
  await made.receipts.sendDue()
  expect(await scene.receipts()).toHaveLength(1)
  scene.now = '2026-11-05T06:05:00Z'
  await made.receipts.sendDue()
  expect((await scene.receipts()).map((row) => row.day)).toEqual(['2026-11-03', '2026-11-04'])
  const [late] = await scene.seed.sql(`select content -> 'orders' -> 0 ->> 'placedOn' as day from daily_receipts
                                        where day = '2026-11-04'`)
  expect(late).toEqual({ day: '2026-11-03' })
  expect(await outcome(made, 'gateway_daily_receipt_late_orders_total')).toMatchObject([{ value: 1 }])
})

test('more organizations than a page are all served', async () => {
  const { seed } = scene
  const first = await seed.organization()
  await seed.sql(
    `insert into organizations
     select 'org_' || lpad(i::text, 26, '0'), 'TEST', 'Org', 'America/Chicago', now() from generate_series(1, 250) i`,
  )
  await seed.sql(
    `insert into accounts select replace(id, 'org', 'acc'), id, 'USD', now() from organizations where id <> $1`,
    [first.id],
  )
  await seed.sql(
    `insert into memberships
     select replace(id, 'org', 'mbr'), id, $1, array['ORGANIZATION_ADMINISTRATOR'], now()
       from organizations where id <> $2`,
    [first.userId, first.id],
  )
  await seed.sql(
    `insert into orders
       (id, number, organization_id, mode, status, channel, vendor_id, api_key_id, payment_method, currency,
        total_cents, placed_at, placed_on, idempotency_scope, idempotency_key, request_sha256)
     select replace(id, 'org', 'ord'), nextval('order_numbers'), id, 'TEST', 'COMPLETED', 'INTEGRATION', $1, $2,
            'ACCOUNT_BALANCE', 'USD', 0, '2026-11-03T15:00:00Z', '2026-11-03', id, 'seed', ''
       from organizations where id <> $3`,
    [first.vendorId, first.apiKeyId, first.id],
  )
  const { receipts: service } = await scene.bench('sending')
  await service.sendDue()
  expect(await scene.receipts()).toHaveLength(250)
})

test('the entity and the table are the same', async () => {
  const settings = { ...DATA_SOURCE_DEFAULTS, url: scene.database.url }
  const dataSource = await createDataSource(settings, [DailyReceipt, Email, Organization]).initialize()
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log()
  await dataSource.destroy()
  expect(upQueries.map(({ query }) => query)).toEqual([])
})
