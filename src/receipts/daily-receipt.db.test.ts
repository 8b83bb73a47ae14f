import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { eventually } from '../testkit/eventually.js'
import { ReceiptScene } from '../testkit/receipt-scene.js'
import { SendDailyReceipts } from './daily-receipt.job.js'

let scene: ReceiptScene
beforeEach(async () => {
  scene = await ReceiptScene.start()
})
afterEach(() => scene.stop())

const sentEmails = async () => (await scene.emails()).filter((email) => email.sent_at !== null)

describe('a day with integrated orders', () => {
  test('is one e-mail to the administrators, with totals that equal the ledger', async () => {
    const organization = await scene.seed.organization('America/Chicago', [
      'ada@hospital.example',
      'ben@hospital.example',
    ])
    await scene.seed.order(organization, {
      placedAt: '2026-11-03T15:00:00Z',
      items: [
        { cents: 4100, reference: 'REF-1 <b>&', lastName: "O'Fictional" },
        { product: 'REAPPOINTMENT', cents: 1800 },
      ],
    })
    await scene.seed.order(organization, {
      placedAt: '2026-11-03T16:00:00Z',
      items: [{ product: 'PA_PROFILE', cents: 2400 }],
    })
    await scene.seed.order(organization, { placedAt: '2026-11-03T17:00:00Z', channel: 'HUB' })
    await scene.seed.order(organization, { placedAt: '2026-11-03T18:00:00Z', status: 'PENDING' })
    const { receipts: service } = await scene.bench()
    await service.sendDue()
    await eventually(sentEmails, (rows) => rows.length === 1)

    expect(scene.mail.received).toHaveLength(1)
    const [received] = scene.mail.received
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

    const [receipt] = await scene.receipts()
    const [ledger] = await scene.seed.sql<{ cents: string }>(
      `select -sum(amount_cents) as cents from ledger_entries e join ledger_transactions t on t.id = e.transaction_id
         join orders o on o.id = t.order_id where e.book = 'BALANCE' and t.kind = 'PURCHASE' and o.channel = 'INTEGRATION'`,
    )
    expect(receipt).toMatchObject({ day: '2026-11-03', order_count: 2, total_cents: Number(ledger?.cents) })
    expect(await scene.seed.sql('select 1 from orders_awaiting_receipt')).toHaveLength(0)
  })

  test('is one e-mail however many workers run at once, again and again', async () => {
    const organizations = [
      await scene.seed.organization(),
      await scene.seed.organization('America/New_York'),
      await scene.seed.organization(),
    ]
    for (const organization of organizations) {
      await scene.seed.order(organization, { placedAt: '2026-11-03T15:00:00Z' })
      await scene.seed.order(organization, { placedAt: '2026-11-03T16:00:00Z' })
    }
    const made = await Promise.all([scene.bench(), scene.bench(), scene.bench()])
    for (let round = 0; round < 3; round++)
      await Promise.all(made.flatMap(({ receipts: each }) => [each.sendDue(), each.sendDue()]))
    await eventually(sentEmails, (rows) => rows.length === 3)
    await Promise.all(made.map(({ sender }) => sender.sweep()))
    expect(await scene.receipts()).toHaveLength(3)
    expect(scene.mail.received).toHaveLength(3)
    expect(new Set(scene.mail.received.map((each) => each.mail.messageId)).size).toBe(3)
  })

  test('comes by the job that every worker asks for', async () => {
    const organization = await scene.seed.organization()
    await scene.seed.order(organization, { placedAt: '2026-11-03T15:00:00Z' })
    const made = await Promise.all([scene.bench(), scene.bench()])
    for (const { jobs } of made) jobs.every(60, SendDailyReceipts)
    await eventually(sentEmails, (rows) => rows.length === 1)
    expect(scene.mail.received).toHaveLength(1)
    const added = await scene.seed.sql(`select 1 from pgboss.job where name = 'SendDailyReceipts'`)
    expect(added.length).toBeLessThanOrEqual(2)
  })

  test('waits for the grace after the end of the local day, and for an order that is being placed', async () => {
    const organization = await scene.seed.organization()
    await scene.seed.order(organization, { placedAt: '2026-11-04T05:59:59Z' })
    const { receipts: service } = await scene.bench('sending')
    scene.now = '2026-11-04T06:04:59Z'
    await service.sendDue()
    expect(await scene.receipts()).toHaveLength(0)
    scene.now = '2026-11-04T06:05:00Z'
    await scene.seed.sql('begin')
    await scene.seed.sql('select 1 from accounts where organization_id = $1 for update', [organization.id])
    const sending = service.sendDue()
    await eventually(
      () => scene.seed.sql('select 1 from pg_locks where not granted'),
      (rows) => rows.length > 0,
    )
    await scene.seed.order(organization, { placedAt: '2026-11-04T05:59:59.9Z' })
    await scene.seed.sql('commit')
    await sending
    expect(await scene.receipts()).toMatchObject([{ day: '2026-11-03', order_count: 2 }])
  })

  test('that nobody worked is made up for, each day by its own receipt', async () => {
    const organization = await scene.seed.organization()
    await scene.seed.order(organization, { placedAt: '2026-10-30T15:00:00Z' })
    await scene.seed.order(organization, { placedAt: '2026-11-01T15:00:00Z' })
    const { receipts: service } = await scene.bench('sending')
    await service.sendDue()
    expect((await scene.receipts()).map((row) => row.day)).toEqual(['2026-10-30', '2026-11-01'])
  })

  test.each([
    [
      'the clock goes back, 25 hours',
      '2026-11-01',
      '2026-11-01T05:00:00Z',
      '2026-11-02T05:59:59Z',
      '2026-11-02T06:04:59Z',
    ],
    [
      'the clock goes forward, 23 hours',
      '2026-03-08',
      '2026-03-08T06:00:00Z',
      '2026-03-09T04:59:59Z',
      '2026-03-09T05:04:59Z',
    ],
  ])('when %s', async (_what, day, first, last, stillTooEarly) => {
    const organization = await scene.seed.organization('America/Chicago')
    await scene.seed.order(organization, { placedAt: new Date(Date.parse(first) - 1).toISOString() })
    await scene.seed.order(organization, { placedAt: first })
    await scene.seed.order(organization, { placedAt: last })
    const { receipts: service } = await scene.bench('sending')
    scene.now = stillTooEarly
    await service.sendDue()
    expect((await scene.receipts()).map((row) => row.day)).not.toContain(day)
    scene.now = new Date(Date.parse(stillTooEarly) + 1000).toISOString()
    await service.sendDue()
    expect((await scene.receipts()).find((row) => row.day === day)).toMatchObject({ order_count: 2 })
  })
})

const amount = fc.integer({ min: 0, max: 9_999 })
const anyOrder = fc.record({
  // Around the two ends of the third of November in Chicago.
  seconds: fc.oneof(fc.constantFrom(-1, 0, 86_399, 86_400), fc.integer({ min: -7_200, max: 93_600 })),
  items: fc.array(amount, { minLength: 1, maxLength: 3 }),
  paymentMethod: fc.constantFrom('ACCOUNT_BALANCE', 'CREDIT_CARD', 'SUBSCRIPTION'),
  refund: fc.integer({ min: 0, max: 9_999 }),
  status: fc.constantFrom('COMPLETED', 'COMPLETED', 'PENDING'),
  channel: fc.constantFrom('INTEGRATION', 'INTEGRATION', 'HUB'),
} as const)

test('whatever was bought and paid back: every receipt is what the ledger says of its orders', async () => {
  const first = Date.parse('2026-11-03T06:00:00Z')
  scene.now = '2026-11-05T12:00:00Z'
  const { receipts: service } = await scene.bench('sending')
  const story = fc.asyncProperty(fc.array(anyOrder, { minLength: 1, maxLength: 6 }), async (orders) => {
    const organization = await scene.seed.organization('America/Chicago')
    for (const { seconds, items, refund, ...order } of orders) {
      const isFree = order.paymentMethod === 'SUBSCRIPTION'
      const cents = items.map((each) => (isFree ? 0 : each))
      const total = cents.reduce((sum, each) => sum + each, 0)
      await scene.seed.order(organization, {
        ...order,
        placedAt: new Date(first + seconds * 1000).toISOString(),
        items: cents.map((each) => ({ cents: each })),
        refundedCents: Math.min(refund, total),
      })
    }
    await service.sendDue()
    const wrong = await scene.seed.sql(
      `with told as (
         select o.placed_on as day, count(distinct o.id)::int as orders,
                coalesce(sum(e.amount_cents) filter (where t.kind = 'PURCHASE'), 0) as paid,
                coalesce(-sum(e.amount_cents) filter (where t.kind = 'REFUND'), 0) as refunded
           from orders o
           left join ledger_transactions t on t.order_id = o.id
           left join ledger_entries e on e.transaction_id = t.id and e.book = 'REVENUE'
          where o.organization_id = $1 and o.channel = 'INTEGRATION' and o.status = 'COMPLETED' group by 1)
       select * from told full join (
         select day, order_count as orders, total_cents as paid, refunded_cents as refunded,
                (content ->> 'totalCents')::bigint - (content ->> 'refundedCents')::bigint as net,
                (select sum((m ->> 'cents')::bigint - (m ->> 'refundedCents')::bigint)
                   from jsonb_array_elements(content -> 'totalsByPaymentMethod') m) as by_method
           from daily_receipts where organization_id = $1) r using (day)
        where (told.orders, told.paid, told.refunded, told.paid - told.refunded, told.paid - told.refunded)
              is distinct from (r.orders, r.paid, r.refunded, r.net, r.by_method::bigint)`,
      [organization.id],
    )
    expect(wrong).toEqual([])
  })
  await fc.assert(story, { numRuns: 15 })
})
