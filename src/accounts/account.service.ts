import type { Transaction } from '../db/database.js'
import { constraintOf } from '../db/sql-state.js'
import { writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { MAX_CENTS } from '../kernel/money.js'
import { Account } from './account.entity.js'
import { type AccountBalance, lockAccount } from './account.queries.js'
import type { Book } from './ledger-entry.entity.js'
import type { LedgerEntryKind } from './ledger-transaction.entity.js'
import type { PaymentMethod } from './payment-method.js'

/** Of accounts that are opened by the first deposit. */
export const DEFAULT_CURRENCY = 'USD'

/** A movement of money between two books of an account. */
export interface NewLedgerTransaction {
  accountId: string
  kind: LedgerEntryKind
  /** How an order was paid; null of what is no order. */
  paymentMethod: PaymentMethod | null
  orderId: string | null
  /** Out of `from`, into `to`; 0 moves no money and makes no entries. */
  cents: number
  from: Book
  to: Book
  description: string
  at: Date
}

/** What was entered. */
export interface EnteredTransaction {
  id: string
  /** The entry of the book `BALANCE`; null if the balance did not change. */
  balanceEntryId: string | null
}

/** The transaction comes first, for its entries are made of its row. */
const ENTER = writeStatement(
  'ledger_enter',
  `with entered as (
     insert into ledger_transactions (id, account_id, kind, payment_method, order_id, entry_count, description, created_at)
     values ($1, $2, $3, $4, $5, cardinality($8::text[]), $6, $7) returning id, account_id)
   insert into ledger_entries (id, transaction_id, account_id, book, amount_cents)
   select e.id, t.id, t.account_id, e.book, e.cents
     from entered t
    cross join unnest($8::text[], $9::text[], $10::bigint[]) with ordinality as e (id, book, cents, place)
    order by e.place`,
)

/** Opens the one account of an organization. */
export async function openAccount(
  tx: Transaction,
  clock: Clock,
  organizationId: string,
  currency: string,
): Promise<Account> {
  const account: Account = { id: newId('account'), organizationId, currency, createdAt: clock.now() }
  await tx.manager.insert(Account, account)
  return account
}

const OPEN_ONCE = writeStatement(
  'account_open_once',
  `insert into accounts (id, organization_id, currency, created_at) values ($1, $2, $3, $4)
   on conflict (organization_id) do nothing`,
)

/** Takes the organization's account for this transaction, like `lockAccount`, and opens one if it has none yet. */
export async function lockOrOpenAccount(
  tx: Transaction,
  clock: Clock,
  organizationId: string,
): Promise<AccountBalance> {
  const known = await lockAccount(tx, organizationId)
  if (known !== null) return known
  await tx.write(OPEN_ONCE, [newId('account'), organizationId, DEFAULT_CURRENCY, clock.now()])
  const opened = await lockAccount(tx, organizationId)
  invariant(opened, `${organizationId} has an account`)
  return opened
}

/** Pays `cents` into the account. @throws UserErrors INVALID_INPUT for what is no amount */
export async function deposit(
  tx: Transaction,
  clock: Clock,
  accountId: string,
  cents: number,
  description: string,
): Promise<void> {
  if (!Number.isInteger(cents) || cents < 1 || cents > MAX_CENTS) {
    throw UserErrors.one('INVALID_INPUT', ['cents'], `expected 1 to ${MAX_CENTS} cents, got ${cents}`)
  }
  await enterIntoLedger(tx, {
    accountId,
    kind: 'DEPOSIT',
    paymentMethod: null,
    orderId: null,
    cents,
    from: 'CASH',
    to: 'BALANCE',
    description,
    at: clock.now(),
  })
}

/**
 * Enters a transaction with its two entries. @throws UserErrors INSUFFICIENT_FUNDS when the balance does not cover it,
 * for the database refuses what would make it negative
 */
export async function enterIntoLedger(tx: Transaction, movement: NewLedgerTransaction): Promise<EnteredTransaction> {
  const { accountId, kind, paymentMethod, orderId, cents, from, to, description, at } = movement
  invariant(Number.isSafeInteger(cents) && cents >= 0 && from !== to, 'money moves forward, between two books')
  const id = newId('ledgerTransaction')
  const isEmpty = cents === 0
  const ids = isEmpty ? [] : [newId('ledgerEntry'), newId('ledgerEntry')]
  const entries = [ids, isEmpty ? [] : [from, to], isEmpty ? [] : [-cents, cents]]
  try {
    await tx.write(ENTER, [id, accountId, kind, paymentMethod, orderId, description, at, ...entries])
  } catch (error) {
    if (constraintOf(error) !== 'ledger_entries_balance_not_negative') throw error
    throw UserErrors.one('INSUFFICIENT_FUNDS', [], 'the account balance does not cover the amount')
  }
  const [taken = null, given = null] = ids
  return { id, balanceEntryId: from === 'BALANCE' ? taken : to === 'BALANCE' ? given : null }
}
