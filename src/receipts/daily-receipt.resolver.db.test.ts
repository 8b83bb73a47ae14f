import 'reflect-metadata'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type GraphQLSchema, graphql } from 'graphql'
import { buildSchema } from 'type-graphql'
import type { Scope, VendorActor } from '../auth/actor.js'
import { Context } from '../graphql/context.js'
import { newId } from '../kernel/ids.js'
import { KeepInDatabase } from '../mail/mail.transport.js'
import { OrganizationResolver } from '../organizations/organization.resolver.js'
import { eventually } from '../testkit/eventually.js'
import { OrderSeeder, type SeededOrganization } from '../testkit/seed-orders.js'
import { createTestDatabase, type TestDatabase } from '../testkit/test-database.js'
import { startWorkBench, type WorkBench } from '../testkit/work-bench.js'
import { DailyReceiptResolver, OrganizationDailyReceiptResolver } from './daily-receipt.resolver.js'

let db: TestDatabase
let seed: OrderSeeder
let bench: WorkBench
let organization: SeededOrganization
let schema: GraphQLSchema

beforeAll(async () => {
  db = await createTestDatabase()
  seed = await OrderSeeder.connect(db.url)
  const clock = { now: () => new Date('2026-11-05T12:00:00Z') }
  bench = await startWorkBench({ url: db.url, clock, transport: new KeepInDatabase() })
  const { database } = bench
  const resolvers = [OrganizationResolver, OrganizationDailyReceiptResolver, DailyReceiptResolver] as const
  const made = new Map<unknown, object>(resolvers.map((resolver) => [resolver, new resolver(database, clock)]))
  schema = await buildSchema({ resolvers, container: { get: (type) => made.get(type) }, validate: false })
  organization = await seed.organization()
  await seed.sql(
    `insert into vendor_grants values ($1, $2, $3, array['account:read', 'orders:write'], $4, now(), null)`,
    [newId('vendorGrant'), organization.vendorId, organization.id, organization.userId],
  )
  const items = [
    { cents: 4100, reference: 'REF-1' },
    { product: 'REAPPOINTMENT' as const, cents: 1800 },
  ]
  for (const day of ['2026-11-02', '2026-11-03', '2026-11-04']) {
    await seed.order(organization, { placedAt: `${day}T15:00:00Z`, items })
  }
  await bench.receipts.sendDue()
  await eventually(
    () => seed.sql('select 1 from emails where sent_at is not null'),
    (rows) => rows.length === 3,
  )
})
afterAll(async () => {
  await bench.stop()
  await seed.end()
  await db.drop()
})

async function ask(fields: string, scopes: readonly Scope[] = ['account:read']) {
  const actor: VendorActor = {
    kind: 'VENDOR',
    id: organization.vendorId,
    name: 'Sample',
    apiKeyId: organization.apiKeyId,
    mode: 'TEST',
    scopes: new Set(scopes),
  }
  const source = `{ organization(id: "${organization.id}") { ${fields} } }`
  const contextValue = new Context(actor, { requestId: 'req', address: null, userAgent: null, reason: null })
  const { data, errors } = await graphql({ schema, source, contextValue })
  return { organization: JSON.parse(JSON.stringify(data?.organization ?? null)), message: errors?.[0]?.message }
}

describe('the receipts of an organization', () => {
  test('are a list, the newest first, page by page', async () => {
    const page = (after: string) =>
      `dailyReceipts(first: 2${after}) { nodes { day } pageInfo { hasNextPage endCursor } }`
    const first = (await ask(page(''))).organization.dailyReceipts
    expect(first.nodes).toEqual([{ day: '2026-11-04' }, { day: '2026-11-03' }])
    expect(first.pageInfo.hasNextPage).toBe(true)
    const second = (await ask(page(`, after: "${first.pageInfo.endCursor}"`))).organization.dailyReceipts
    expect(second).toEqual({
      nodes: [{ day: '2026-11-02' }],
      pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
    })
    const foreign = Buffer.from('daily-receipts:2026-99-99').toString('base64url')
    expect((await ask(page(`, after: "${foreign}"`))).message).toContain('expected a cursor')
  })

  test('say everything that the e-mail says, and where the e-mail is', async () => {
    const { organization: found } = await ask(`dailyReceipt(day: "2026-11-03") {
      orderCount total { cents currency }
      orders { orderNumber placedAt vendorName paymentMethod total { cents }
               items { clinicianName product vendorReference amount { cents } } }
      totalsByProduct { product quantity amount { cents } }
      totalsByPaymentMethod { paymentMethod orderCount amount { cents } }
      email { status settledAt recipientCount deliveredCount refusedCount }
    }`)
    expect(found.dailyReceipt).toEqual({
      orderCount: 1,
      total: { cents: 5900, currency: 'USD' },
      orders: [
        {
          orderNumber: expect.stringMatching(/^PO-\d{10}$/),
          placedAt: '2026-11-03T15:00:00.000Z',
          vendorName: 'Sample Credentialing Software',
          paymentMethod: 'ACCOUNT_BALANCE',
          total: { cents: 5900 },
          items: [
            {
              clinicianName: 'Testina Fictional, MD',
              product: 'INITIAL_APPOINTMENT',
              vendorReference: 'REF-1',
              amount: { cents: 4100 },
            },
            {
              clinicianName: 'Testina Fictional, MD',
              product: 'REAPPOINTMENT',
              vendorReference: null,
              amount: { cents: 1800 },
            },
          ],
        },
      ],
      totalsByProduct: [
        { product: 'INITIAL_APPOINTMENT', quantity: 1, amount: { cents: 4100 } },
        { product: 'REAPPOINTMENT', quantity: 1, amount: { cents: 1800 } },
      ],
      totalsByPaymentMethod: [{ paymentMethod: 'ACCOUNT_BALANCE', orderCount: 1, amount: { cents: 5900 } }],
      email: {
        status: 'KEPT',
        settledAt: '2026-11-05T12:00:00.000Z',
        recipientCount: 1,
        deliveredCount: 1,
        refusedCount: 0,
      },
    })
    expect((await ask('dailyReceipt(day: "2026-11-01") { id }')).organization).toEqual({ dailyReceipt: null })
  })

  test('leave rows in the audit trail that name the clinicians: when one is mailed, and when it is read', async () => {
    const rowsOfAction = (action: string) =>
      seed.sql<{ kind: string; ids: string[]; id: string | null }>(
        `select actor_kind as kind, actor_id as id, subject_ids as ids from audit_events
          where action = '${action}' and organization_id = '${organization.id}' and subject_kind = 'dailyReceipt' order by id`,
      )
    const [receipt] = await seed.sql<{ id: string; clinicians: string[] }>(
      `select r.id, array_agg(distinct i.clinician_id) as clinicians
         from daily_receipts r join orders o on o.organization_id = r.organization_id and o.placed_on = r.day
         join order_items i on i.order_id = o.id
        where r.organization_id = '${organization.id}' and r.day = '2026-11-03' group by r.id`,
    )
    if (receipt === undefined) throw new Error('there is a receipt of that day')
    expect(receipt.clinicians).not.toEqual([])
    const named = [receipt.id, ...receipt.clinicians.sort()]
    const sent = await rowsOfAction('DAILY_RECEIPT_SENT')
    expect(sent).toHaveLength(3)
    expect(sent).toContainEqual({ kind: 'SYSTEM', id: null, ids: named })
    await ask('dailyReceipt(day: "2026-11-03") { id }')
    expect((await rowsOfAction('DAILY_RECEIPT_READ')).at(-1)).toEqual({
      kind: 'VENDOR',
      id: organization.vendorId,
      ids: named,
    })
    const read = (await rowsOfAction('DAILY_RECEIPT_READ')).length
    await ask('dailyReceipt(day: "2026-11-01") { id }')
    expect(await rowsOfAction('DAILY_RECEIPT_READ')).toHaveLength(read)
  })

  test('need the scope account:read', async () => {
    expect((await ask('dailyReceipt(day: "2026-11-03") { id }', ['orders:write'])).message).toContain('account:read')
    expect((await ask('dailyReceipts { nodes { id } }', ['orders:write'])).message).toContain('account:read')
  })
})
