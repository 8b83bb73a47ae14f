import { DateTime } from 'luxon'
import { ask } from './ask.js'
import { rowsOf } from './census.js'
import { LINE_CENTS, type MoneyState } from './money-model.js'
import type { TestGateway, TestVendor } from './test-gateway.js'

/** What the books of an organization come to, and how much of them is not as it must be. */
export interface BooksFound {
  balance: number
  revenue: number
  subscription: number
  used: number
  /** Sum of all entries. */
  sum: number
  /** Transactions whose entries are not two, or do not sum to zero. */
  unbalanced: number
  /** Entries whose balance is not that of the one before with their amount, or below zero in the book of the balance. */
  broken: number
  /** Transactions whose number is not the next one. */
  gaps: number
  /** Transactions that wait for their posting for more than 24 hours. */
  late: number
}

/** The same of the model: all that is wrong is zero. */
export function booksExpected({ balance, paid, used, orders }: MoneyState): BooksFound {
  const lines = [...orders.values()].flatMap(({ pay, refunded }) => (pay === 'SUBSCRIPTION' ? [] : refunded))
  const revenue = lines.filter((isRefunded) => !isRefunded).length * LINE_CENTS
  return { balance, revenue, subscription: paid, used, sum: 0, unbalanced: 0, broken: 0, gaps: 0, late: 0 }
}

/** Looks into the tables. */
export async function booksFound(gateway: TestGateway, organizationId: string): Promise<BooksFound> {
  const [found] = await rowsOf<BooksFound>(
    gateway,
    `with a as (select id from accounts where organization_id = $1),
          e as (select l.* from ledger_entries l join a on a.id = l.account_id),
          t as (select l.* from ledger_transactions l join a on a.id = l.account_id)
     select (select coalesce(sum(amount_cents), 0) from e where book = 'BALANCE')::int as balance,
            (select coalesce(sum(amount_cents), 0) from e where book = 'REVENUE')::int as revenue,
            (select coalesce(sum(amount_cents), 0) from e where book = 'SUBSCRIPTION')::int as subscription,
            (select coalesce(sum(u.profiles), 0) from allowance_uses u
               join subscriptions s on s.id = u.subscription_id join a on a.id = s.account_id)::int as used,
            (select coalesce(sum(amount_cents), 0) from e)::int as sum,
            (select count(*) from (select 1 from t left join e on e.transaction_id = t.id group by t.id, t.entry_count
               having count(e.id) <> t.entry_count or coalesce(sum(e.amount_cents), 0) <> 0) x)::int as unbalanced,
            (select count(*) from (select book, balance_after_cents as after, balance_after_cents
                 - sum(amount_cents) over (partition by book order by sequence) as off from e) x
              where off <> 0 or (book = 'BALANCE' and after < 0))::int as broken,
            (select count(*) from (select sequence - row_number() over (order by sequence) as off from t) x
              where off <> 0)::int as gaps,
            (select count(*) from t where created_at < $2::timestamptz - interval '24 hours' and sequence >
               (select coalesce(max(through_sequence), 0) from ledger_postings p join a on a.id = p.account_id))::int as late`,
    [organizationId, gateway.clock.now()],
  )
  if (found === undefined) throw new Error('a select without a from has one row')
  return found
}

type Cents = { cents: number }
interface Page {
  openingBalance: Cents
  endingBalance: Cents
  transactions: {
    nodes: {
      id: string
      kind: string
      amount: Cents
      balanceChange: Cents
      balanceAfter: Cents
      receipt: { lines: { amount: Cents }[] }
    }[]
  }
}

const MONTH = `openingBalance { cents } endingBalance { cents } transactions(first: 100) { nodes {
  id kind amount { cents } balanceChange { cents } balanceAfter { cents } receipt { lines { amount { cents } } } } }`

/**
 * Reads this month and the last one of the account activity as the vendor does; says what does not chain, and which
 * receipt is not what the ledger says.
 */
export async function activityTroubles(
  gateway: TestGateway,
  { organizationId, client }: TestVendor,
): Promise<string[]> {
  const last = DateTime.fromJSDate(gateway.clock.now(), { zone: 'America/Chicago' }).minus({ months: 1 })
  const { data, errors } = await ask<{
    organization: { account: { balance: Cents }; now: Page; before: Page }
  }>(
    client,
    `query ($id: ID!, $last: YearMonth) { organization(id: $id) { account { balance { cents } }
       before: accountActivity(month: $last) { ${MONTH} } now: accountActivity { ${MONTH} } } }`,
    { id: organizationId, last: last.toFormat('yyyy-MM') },
  )
  if (data === null || errors.length > 0) throw new Error(JSON.stringify(errors))
  const { account, now, before } = data.organization
  const meets = (what: string, one: number, other: number) => (one === other ? [] : [`${what}: ${one}, not ${other}`])
  return [
    ...meets('this month opens with', now.openingBalance.cents, before.endingBalance.cents),
    ...meets('this month ends with', now.endingBalance.cents, account.balance.cents),
    ...[before, now].flatMap(({ openingBalance, endingBalance, transactions: { nodes } }) => {
      let running = openingBalance.cents
      const troubles = nodes.flatMap(({ id, kind, amount, balanceChange, balanceAfter, receipt }) => {
        running += balanceChange.cents
        const lines = receipt.lines.reduce((sum, line) => sum + line.amount.cents, 0)
        const isOrder = kind === 'PURCHASE' || kind === 'REFUND'
        return [
          ...meets(`balance after ${id}`, balanceAfter.cents, running),
          ...(isOrder ? meets(`receipt of ${id}`, lines, Math.abs(amount.cents)) : []),
        ]
      })
      return [...troubles, ...meets('a month ends with', endingBalance.cents, running)]
    }),
  ]
}

/** What was bought through an integration on days that are over, by the ledger and by the daily receipts. */
export async function receiptedCents(gateway: TestGateway, organizationId: string): Promise<Record<string, number>> {
  const [found] = await rowsOf<Record<string, number>>(
    gateway,
    `select (select coalesce(-sum(e.amount_cents), 0) from orders o
               join ledger_transactions t on t.order_id = o.id and t.kind = 'PURCHASE'
               join ledger_entries e on e.transaction_id = t.id and e.book <> 'REVENUE'
              where o.organization_id = $1 and o.channel = 'INTEGRATION' and o.placed_on < $2)::int as ledger,
            (select coalesce(sum(total_cents), 0) from daily_receipts where organization_id = $1)::int as receipts`,
    [organizationId, DateTime.fromJSDate(gateway.clock.now(), { zone: 'America/Chicago' }).toISODate()],
  )
  return found ?? {}
}
