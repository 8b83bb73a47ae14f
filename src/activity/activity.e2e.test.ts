import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { accountBalances } from '../accounts/account.queries.js'
import { deposit, enterIntoLedger, type NewLedgerTransaction } from '../accounts/account.service.js'
import type { GatewayClient } from '../client/gateway-client.js'
import { ask, codesOf } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { addPhysicians, anotherVendor, initialAppointment, orderOf, place } from '../testkit/order-acts.js'
import { person } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

type Cents = { cents: number }
interface Month {
  month: string
  previousMonth: string | null
  nextMonth: string | null
  openingBalance: Cents
  endingBalance: Cents
  transactions: {
    nodes: Record<string, unknown>[]
    pageInfo: { hasNextPage: boolean; endCursor: string | null }
  }
  buyers: { buyer: { name: string; channel: string }; profileCount: number; paid: Cents }[]
  paymentMethods: { paymentMethod: string; purchaseCount: number; profileCount: number; paid: Cents; refunded: Cents }[]
  kinds: { kind: string; transactionCount: number; amount: Cents; balanceChange: Cents }[]
}

const TRANSACTION = `id kind status paymentMethod orderNumber buyer { name channel } profileCount
  amount { cents } balanceChange { cents } balanceAfter { cents }`
const MONTH = `month previousMonth nextMonth openingBalance { cents } endingBalance { cents }
  transactions(first: $first, after: $after) { nodes { ${TRANSACTION} } pageInfo { hasNextPage endCursor } }
  buyers { buyer { name channel } profileCount paid { cents } }
  paymentMethods { paymentMethod purchaseCount profileCount paid { cents } refunded { cents } }
  kinds { kind transactionCount amount { cents } balanceChange { cents } }`
const QUERY = `query ($id: ID!, $month: YearMonth, $first: Int, $after: String) {
  organization(id: $id) { accountActivity(month: $month) { ${MONTH} } } }`

/** How a movement of each kind and method is entered. */
const MOVEMENTS: readonly Pick<NewLedgerTransaction, 'kind' | 'paymentMethod' | 'from' | 'to'>[] = [
  { kind: 'DEPOSIT', paymentMethod: null, from: 'CASH', to: 'BALANCE' },
  { kind: 'PURCHASE', paymentMethod: 'ACCOUNT_BALANCE', from: 'BALANCE', to: 'REVENUE' },
  { kind: 'PURCHASE', paymentMethod: 'CREDIT_CARD', from: 'CARD', to: 'REVENUE' },
  { kind: 'REFUND', paymentMethod: 'CREDIT_CARD', from: 'REVENUE', to: 'CARD' },
  { kind: 'REFUND', paymentMethod: 'ACCOUNT_BALANCE', from: 'REVENUE', to: 'BALANCE' },
  { kind: 'BALANCE_TRANSFER', paymentMethod: null, from: 'BALANCE', to: 'SUBSCRIPTION' },
  { kind: 'SUBSCRIPTION_PAYMENT', paymentMethod: null, from: 'CASH', to: 'SUBSCRIPTION' },
]

describe('account activity', () => {
  let gateway: TestGateway
  let physicians: string[]
  beforeAll(async () => {
    // One question asks for all months at once.
    gateway = await startTestGateway({ environment: { ROLE: 'api', LIMIT_FIELDS: '2000' } })
    physicians = await addPhysicians(gateway, 6)
  })
  afterAll(() => gateway.stop())

  const read = async (client: GatewayClient, id: string, variables: Record<string, unknown> = {}) =>
    await ask<{ organization: { accountActivity: Month | null } | null }>(client, QUERY, { id, ...variables })
  const monthOf = async (client: GatewayClient, id: string, variables: Record<string, unknown> = {}) => {
    const answer = await read(client, id, variables)
    const month = answer.data?.organization?.accountActivity
    if (month == null) throw new Error(`expected a month, got ${JSON.stringify(answer.errors)}`)
    return month
  }
  const accountOf = async (organizationId: string) => {
    const [account] = await accountBalances(gateway.database, [organizationId])
    if (account === undefined) throw new Error('the organization has an account')
    return account
  }
  const enter = (accountId: string, movement: (typeof MOVEMENTS)[number] | undefined, cents: number, at: Date) =>
    gateway.database.transaction(async (tx) => {
      if (movement === undefined) throw new Error('there is such a movement')
      await enterIntoLedger(tx, { ...movement, accountId, orderId: null, description: 'Seeded', cents, at })
    })

  test('shows who bought what this month, how it was paid, and what is left', async () => {
    const vendor = await gateway.vendor({ depositCents: 20_000, vendorName: 'Fictional Software' })
    const { organizationId } = vendor
    const buyer = await person(gateway, { organizationId, fullName: 'Ada Hubbuyer' })
    const [first = '', second = '', third = ''] = physicians
    const integrated = await place(
      vendor.client,
      orderOf(vendor, ...[first, second].map((id) => initialAppointment(id))),
    )
    const { id: accountId } = await accountOf(organizationId)
    await rowsOf(gateway, `insert into ledger_postings values ($1, 2, now())`, [accountId])
    const own = await place(buyer.client, orderOf(vendor, initialAppointment(third)))
    await enter(accountId, MOVEMENTS[2], 900, gateway.clock.now())
    const month = await monthOf(buyer.client, organizationId)
    expect(
      month.transactions.nodes.map((one) => [
        one['kind'],
        one['status'],
        one['orderNumber'],
        (one['buyer'] as { name: string } | null)?.name,
        one['profileCount'],
        (one['amount'] as Cents).cents,
        (one['balanceChange'] as Cents).cents,
        (one['balanceAfter'] as Cents).cents,
      ]),
    ).toEqual([
      ['DEPOSIT', 'POSTED', null, undefined, 0, 20_000, 20_000, 20_000],
      ['PURCHASE', 'POSTED', integrated.number, 'Fictional Software', 2, -8200, -8200, 11_800],
      ['PURCHASE', 'PENDING', own.number, 'Ada Hubbuyer', 1, -4100, -4100, 7700],
      ['PURCHASE', 'PENDING', null, undefined, 0, -900, 0, 7700],
    ])
    expect(month).toMatchObject({ openingBalance: { cents: 0 }, endingBalance: { cents: 7700 }, nextMonth: null })
    expect(month.buyers).toEqual([
      { buyer: { name: 'Ada Hubbuyer', channel: 'HUB' }, profileCount: 1, paid: { cents: 4100 } },
      { buyer: { name: 'Fictional Software', channel: 'INTEGRATION' }, profileCount: 2, paid: { cents: 8200 } },
    ])
    const byMethod = month.paymentMethods.toSorted((a, b) => a.paymentMethod.localeCompare(b.paymentMethod))
    expect(byMethod.map((one) => [one.paymentMethod, one.purchaseCount, one.profileCount, one.paid.cents])).toEqual([
      ['ACCOUNT_BALANCE', 2, 3, 12_300],
      ['CREDIT_CARD', 1, 0, 900],
    ])
    const before = await monthOf(buyer.client, organizationId, { month: month.previousMonth })
    expect(before).toMatchObject({ endingBalance: { cents: 0 }, nextMonth: month.month, transactions: { nodes: [] } })
    expect(
      await rowsOf(
        gateway,
        `select actor_id as actor, subject_ids as ids from audit_events
          where action = 'ACCOUNT_ACTIVITY_READ' and organization_id = $1 order by id`,
        [organizationId],
      ),
    ).toEqual([month.month, before.month].map((name) => ({ actor: buyer.userId, ids: [accountId, name] })))
  })

  test('sends as many statements for a hundred transactions as for two', async () => {
    const vendor = await gateway.vendor({ depositCents: 1 })
    const { id } = await accountOf(vendor.organizationId)
    const count = (first: number) =>
      gateway.countStatements(() => monthOf(vendor.client, vendor.organizationId, { first }))
    // The first request of a key notes that it was used.
    await count(2)
    const few = await count(2)
    await gateway.database.transaction(async (tx) => {
      for (let cents = 1; cents <= 100; cents++) await deposit(tx, gateway.clock, id, cents, 'Seeded')
    })
    expect(await count(100)).toBe(few)
    const seen: unknown[] = []
    for (let after: string | null = null, more = true; more; ) {
      const { transactions }: Month = await monthOf(vendor.client, vendor.organizationId, { first: 40, after })
      seen.push(...transactions.nodes.map((one) => (one['amount'] as Cents).cents))
      after = transactions.pageInfo.endCursor
      more = transactions.pageInfo.hasNextPage
    }
    expect(seen).toEqual([1, ...Array.from({ length: 100 }, (_, index) => index + 1)])
  })

  test('is for months that are shown, and for whom the account is', async () => {
    const vendor = await gateway.vendor()
    const { organizationId } = vendor
    const oldest = DateTime.fromJSDate(gateway.clock.now(), { zone: 'America/Chicago' }).minus({ months: 23 })
    expect(
      (await monthOf(vendor.client, organizationId, { month: oldest.toFormat('yyyy-MM') })).previousMonth,
    ).toBeNull()
    const older = await read(vendor.client, organizationId, { month: oldest.minus({ months: 1 }).toFormat('yyyy-MM') })
    expect([codesOf(older), older.errors[0]?.message]).toEqual([
      ['BAD_USER_INPUT'],
      expect.stringContaining(`expected a month from ${oldest.toFormat('yyyy-MM')} to `),
    ])
    const bare = await anotherVendor(gateway, vendor, { grant: ['profiles:read'] })
    expect(codesOf(await read(bare.client, organizationId))).toEqual(['FORBIDDEN'])
    const stranger = await gateway.vendor()
    for (const id of [organizationId, 'org_00000000000000000000000000']) {
      const answer = await read(stranger.client, id)
      expect([answer.data, answer.errors]).toEqual([{ organization: null }, []])
    }
    const staff = await person(gateway, { staff: true })
    expect((await monthOf(staff.client, organizationId)).endingBalance).toEqual({ cents: 100_000 })
  })

  test('is in the order of the ledger, though a writer that waited read the clock before the one that it waited for', async () => {
    const vendor = await gateway.vendor({ depositCents: 0 })
    const { id } = await accountOf(vendor.organizationId)
    const start = DateTime.fromJSDate(gateway.clock.now(), { zone: 'America/Chicago' }).startOf('month')
    await enter(id, MOVEMENTS[0], 700, start.toJSDate())
    await enter(id, MOVEMENTS[1], 200, start.minus({ milliseconds: 3 }).toJSDate())
    const month = await monthOf(vendor.client, vendor.organizationId)
    expect(month.transactions.nodes.map((one) => (one['balanceAfter'] as Cents).cents)).toEqual([700, 500])
    expect([month.openingBalance.cents, month.endingBalance.cents]).toEqual([0, 500])
  })

  test('has pages that chain: each ends with what the next one opens with, and every cent is on one of them', async () => {
    const step = fc.record({
      movement: fc.constantFrom(...MOVEMENTS),
      cents: fc.integer({ min: 1, max: 5_000 }),
      // Mostly days; sometimes none, or a clock that is a moment behind; sometimes the very edge of a month.
      place: fc.oneof(
        fc.record({ days: fc.integer({ min: 0, max: 60 }) }),
        fc.record({ edge: fc.constantFrom(-1, 0, 1) }),
        fc.record({ behind: fc.integer({ min: 0, max: 900 }) }),
      ),
    })
    const zone = fc.constantFrom('America/Chicago', 'Asia/Kathmandu', 'Pacific/Auckland')
    await fc.assert(
      fc.asyncProperty(zone, fc.array(step, { maxLength: 30 }), async (timeZone, steps) => {
        const { organizationId, client } = await gateway.vendor({ timeZone, depositCents: 0 })
        const { id } = await accountOf(organizationId)
        const now = DateTime.fromJSDate(gateway.clock.now(), { zone: timeZone })
        let at = now.minus({ months: 26 })
        for (const { movement, cents, place: where } of steps) {
          if ('days' in where) at = at.plus({ days: where.days })
          if ('edge' in where) at = at.plus({ months: 1 }).startOf('month').plus({ milliseconds: where.edge })
          const behind = 'behind' in where ? where.behind : 0
          const entered = DateTime.min(at.minus({ milliseconds: behind }), now).toJSDate()
          // What the balance does not cover is refused, and nobody saw it.
          await enter(id, movement, cents, entered).catch(() => undefined)
        }
        const names = Array.from({ length: 24 }, (_, back) => now.minus({ months: 23 - back }).toFormat('yyyy-MM'))
        const query = `query ($id: ID!, $first: Int = 100, $after: String) { organization(id: $id) {
          account { balance { cents } }
          ${names.map((name, index) => `m${index}: accountActivity(month: "${name}") { ...Month }`).join('\n')} } }
          fragment Month on AccountActivity { ${MONTH} }`
        const { data, errors } = await ask<{ organization: Record<string, Month> & { account: { balance: Cents } } }>(
          client,
          query,
          { id: organizationId },
        )
        expect(errors).toEqual([])
        const months = names.map((_, index) => data?.organization[`m${index}`])
        months.forEach((month, index) => {
          const opening = month?.openingBalance.cents ?? Number.NaN
          let running = opening
          for (const one of month?.transactions.nodes ?? []) {
            running += (one['balanceChange'] as Cents).cents
            expect((one['balanceAfter'] as Cents).cents).toBe(running)
          }
          expect(month?.endingBalance.cents).toBe(running)
          expect(month?.kinds.reduce((sum, kind) => sum + kind.balanceChange.cents, opening)).toBe(running)
          expect(month?.endingBalance).toEqual(months[index + 1]?.openingBalance ?? data?.organization.account.balance)
        })
        const [ledger] = await rowsOf<{ count: number; cents: number }>(
          gateway,
          `select count(distinct t.id)::int as count, coalesce(sum(e.amount_cents), 0)::int as cents
             from ledger_transactions t left join ledger_entries e on e.transaction_id = t.id and e.book = 'BALANCE'
            where t.account_id = $1 and t.created_at >= $2`,
          [id, now.minus({ months: 23 }).startOf('month').toJSDate()],
        )
        const shown = months.flatMap((month) => month?.transactions.nodes ?? [])
        expect(shown).toHaveLength(ledger?.count ?? -1)
        expect(months.at(-1)?.endingBalance.cents).toBe((months[0]?.openingBalance.cents ?? 0) + (ledger?.cents ?? 0))
      }),
      { numRuns: 10 },
    )
  })
})
