import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { AccountActivityDocument } from '../client/operations.generated.js'
import { encodeCursor } from '../graphql/connection.js'
import { codesOf } from '../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { addPhysicians, anotherVendor, initialAppointment, orderOf, place, tryToPlace } from '../testkit/order-acts.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { accountBalances } from './account.queries.js'
import { deposit, enterIntoLedger } from './account.service.js'

describe('the account of an organization', () => {
  let gateway: TestGateway
  let many: string[]
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    many = await addPhysicians(gateway, 30)
  })
  afterAll(() => gateway.stop())

  const accountOf = async ({ organizationId }: { organizationId: string }) => {
    const [account] = await accountBalances(gateway.database, [organizationId])
    if (account === undefined) throw new Error('the organization has an account')
    return account
  }
  const activity = async (vendor: TestVendor, variables: { first?: number; after?: string | null } = {}) => {
    const { organizationId } = vendor
    const { organization } = await vendor.client.run(AccountActivityDocument, { organizationId, ...variables })
    if (organization?.account == null) throw new Error('the organization has an account')
    return organization.account
  }

  test('shows what was paid in, what was bought and what is left', async () => {
    const vendor = await gateway.vendor({ depositCents: 10_000 })
    const [first = '', second = ''] = many
    const orders = [
      await place(vendor.client, orderOf(vendor, initialAppointment(first))),
      await place(vendor.client, orderOf(vendor, { clinicianId: second, product: 'REAPPOINTMENT' })),
    ]
    const { balance, entries } = await activity(vendor)
    expect(balance).toEqual({ cents: 4100, currency: 'USD' })
    expect(
      entries.nodes.map(({ kind, amount, balanceAfter, description }) => [
        kind,
        amount.cents,
        balanceAfter.cents,
        description,
      ]),
    ).toEqual([
      ['PURCHASE', -1800, 4100, `Order ${orders[1]?.number}`],
      ['PURCHASE', -4100, 5900, `Order ${orders[0]?.number}`],
      ['DEPOSIT', 10_000, 10_000, 'Opening deposit'],
    ])
  })

  test('shows its entries page by page, without a gap and none twice', async () => {
    const vendor = await gateway.vendor()
    const { id } = await accountOf(vendor)
    for (let cents = 1; cents <= 11; cents++) {
      await gateway.database.transaction((tx) => deposit(tx, gateway.clock, id, cents, `deposit ${cents}`))
    }
    const seen: { amount: number; after: number }[] = []
    let after: string | null = null
    do {
      const { entries }: Awaited<ReturnType<typeof activity>> = await activity(vendor, { first: 5, after })
      seen.push(...entries.nodes.map((entry) => ({ amount: entry.amount.cents, after: entry.balanceAfter.cents })))
      after = entries.pageInfo.hasNextPage ? (entries.pageInfo.endCursor ?? null) : null
    } while (after !== null)
    expect(seen.map((entry) => entry.amount)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 100_000])
    let balance = 0
    for (const entry of seen.toReversed()) {
      balance += entry.amount
      expect(entry.after).toBe(balance)
    }
  })

  test('refuses page sizes and cursors that are none', async () => {
    const vendor = await gateway.vendor()
    const { organizationId } = vendor
    for (const page of [{ first: 0 }, { first: 101 }, { after: encodeCursor('orders', 1) }, { after: 'x' }]) {
      const answer = await vendor.client.send(AccountActivityDocument, { organizationId, ...page })
      expect(codesOf(answer)).toEqual(['BAD_USER_INPUT'])
    }
  })

  test('is shown to nobody without account:read of key and grant', async () => {
    const owner = await gateway.vendor()
    for (const scopes of [{ key: ['orders:write'] as const }, { grant: ['orders:write'] as const }]) {
      const vendor = await anotherVendor(gateway, owner, scopes)
      const { organizationId } = owner
      expect(codesOf(await vendor.client.send(AccountActivityDocument, { organizationId }))).toEqual(['FORBIDDEN'])
    }
    const stranger = await gateway.vendor()
    const { organizationId } = owner
    expect(await stranger.client.run(AccountActivityDocument, { organizationId })).toEqual({ organization: null })
  })

  test('is never below zero under thirty purchases at once, and its balance is the sum of its entries', async () => {
    const vendor = await gateway.vendor({ depositCents: 17 * 4100 + 1 })
    const answers = await Promise.all(
      many.map((id) => tryToPlace(vendor.client, orderOf(vendor, initialAppointment(id)))),
    )
    expect(answers.flatMap((answer) => answer.errors)).toEqual([])
    expect(answers.filter((answer) => answer.data?.placeOrder.order != null)).toHaveLength(17)
    const { id, balanceCents } = await accountOf(vendor)
    const entries = await rowsOf<{ sequence: number; amount: number; after: number }>(
      gateway,
      `select sequence::int, amount_cents::int as amount, balance_after_cents::int as after
         from ledger_entries where account_id = $1 and book = 'BALANCE' order by sequence`,
      [id],
    )
    expect(entries.map((entry) => entry.sequence)).toEqual(Array.from({ length: 18 }, (_, index) => index + 1))
    let sum = 0
    for (const { amount, after } of entries) {
      sum += amount
      expect(after).toBe(sum)
      expect(after).toBeGreaterThanOrEqual(0)
    }
    expect([sum, balanceCents]).toEqual([1, 1])
  })

  test.each([
    ['UPDATE', 'update ledger_entries set amount_cents = 1'],
    ['DELETE', 'delete from ledger_entries'],
    ['TRUNCATE', 'truncate ledger_entries cascade'],
  ])('keeps its entries as they are: the database refuses %s', async (operation, sql) => {
    await gateway.vendor()
    await leavingNoTrace(gateway, () =>
      expect(rowsOf(gateway, sql)).rejects.toThrow(`ledger_entries is append-only: ${operation} refused`),
    )
  })

  test('derives sequence and balance itself, whatever an insert says', async () => {
    const { id } = await accountOf(await gateway.vendor({ depositCents: 5 }))
    const [entry] = await rowsOf(
      gateway,
      `with entered as (
         insert into ledger_transactions (id, account_id, sequence, kind, entry_count, description, created_at)
         values ('ltx_forged', $1, 99, 'DEPOSIT', 2, 'forged', now()))
       insert into ledger_entries (id, transaction_id, account_id, book, sequence, amount_cents, balance_after_cents)
       values ('le_forged', 'ltx_forged', $1, 'BALANCE', 99, 7, 1000000), ('le_other', 'ltx_forged', $1, 'CASH', 99, -7, 0)
       returning sequence::int, balance_after_cents::int as after`,
      [id],
    )
    expect(entry).toEqual({ sequence: 2, after: 12 })
  })

  test('takes entries at once one after the other, also from those who forget to lock it', async () => {
    const vendor = await gateway.vendor({ depositCents: 1 })
    const { id } = await accountOf(vendor)
    await Promise.all(
      Array.from({ length: 20 }, () =>
        gateway.database.transaction((tx) => deposit(tx, gateway.clock, id, 1, 'at once')),
      ),
    )
    const balances = await rowsOf(
      gateway,
      `select balance_after_cents::int as after from ledger_entries where account_id = $1 and book = 'BALANCE' order by sequence`,
      [id],
    )
    expect(balances).toEqual(Array.from({ length: 21 }, (_, index) => ({ after: index + 1 })))
    expect((await accountOf(vendor)).balanceCents).toBe(21)
  })

  test('is not overdrawn by any kind of entry', async () => {
    const { id } = await accountOf(await gateway.vendor({ depositCents: 100 }))
    const movement = {
      accountId: id,
      paymentMethod: 'ACCOUNT_BALANCE' as const,
      orderId: null,
      cents: 101,
      from: 'BALANCE' as const,
      to: 'REVENUE' as const,
      description: 'too much',
      at: gateway.clock.now(),
    }
    await leavingNoTrace(gateway, async () => {
      for (const kind of ['PURCHASE', 'ADJUSTMENT', 'BALANCE_TRANSFER'] as const) {
        const entering = gateway.database.transaction((tx) => enterIntoLedger(tx, { ...movement, kind }))
        await expect(entering).rejects.toThrow('INSUFFICIENT_FUNDS')
      }
    })
  })

  test.each([
    ['one entry of two', `values ('le_1', $1, $2, 'BALANCE', 5)`],
    ['entries that do not sum to zero', `values ('le_1', $1, $2, 'BALANCE', 5), ('le_2', $1, $2, 'CASH', -4)`],
    ['no entries', `select 'le_1', $1::text, $2::text, 'BALANCE', 5 where false`],
  ])('commits no transaction with %s, nor an entry more to an old one', async (_, rows) => {
    const { id } = await accountOf(await gateway.vendor({ depositCents: 100 }))
    await leavingNoTrace(gateway, async () => {
      const forging = rowsOf(
        gateway,
        `with entered as (
           insert into ledger_transactions (id, account_id, kind, entry_count, description, created_at)
           values ($1, $2, 'DEPOSIT', 2, 'forged', now()))
         insert into ledger_entries (id, transaction_id, account_id, book, amount_cents) ${rows}`,
        ['ltx_forged_2', id],
      )
      await expect(forging).rejects.toThrow('which sum to')
      const adding = rowsOf(
        gateway,
        `insert into ledger_entries (id, transaction_id, account_id, book, amount_cents)
         select x.id, t.id, t.account_id, x.book, x.cents from ledger_transactions t,
           (values ('le_1', 'CARD', 5), ('le_2', 'ADJUSTMENT', -5)) as x (id, book, cents) where t.account_id = $1`,
        [id],
      )
      await expect(adding).rejects.toThrow('has 4 of 2 entries, which sum to 0 cents')
    })
  })

  test.each([0, -1, 1.5, Number.NaN, 1_000_000_000_001])('takes no deposit of %p cents', async (cents) => {
    const { id } = await accountOf(await gateway.vendor())
    await leavingNoTrace(gateway, async () => {
      const paying = gateway.database.transaction((tx) => deposit(tx, gateway.clock, id, cents, 'no'))
      await expect(paying).rejects.toThrow('INVALID_INPUT')
    })
  })
})
