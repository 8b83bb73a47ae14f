import { constraintOf, type Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { MAX_CENTS } from '../kernel/money.js'
import { Account } from './account.entity.js'
import { type AccountBalance, lockAccount } from './account.queries.js'
import type { LedgerEntryKind } from './ledger-entry.entity.js'

/** Of accounts that are opened by the first deposit. */
const DEFAULT_CURRENCY = 'USD'

export interface NewLedgerEntry {
  accountId: string
  kind: LedgerEntryKind
  /** Positive for money that comes in, negative for money that goes out. */
  amountCents: number
  orderId: string | null
  description: string
  at: Date
}

const INSERT_ENTRY = writeStatement<{ balanceAfterCents: number }>(
  'ledger_entry_insert',
  `insert into ledger_entries (id, account_id, kind, amount_cents, order_id, description, created_at)
   values ($1, $2, $3, $4, $5, $6, $7)
   returning balance_after_cents as "balanceAfterCents"`,
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

/** Pays `cents` into the account and returns the balance after it, in cents. */
export async function deposit(
  tx: Transaction,
  clock: Clock,
  accountId: string,
  cents: number,
  description: string,
): Promise<number> {
  if (!Number.isInteger(cents) || cents < 1 || cents > MAX_CENTS) {
    throw UserErrors.one('INVALID_INPUT', ['cents'], `expected 1 to ${MAX_CENTS} cents, got ${cents}`)
  }
  const entry: NewLedgerEntry = {
    accountId,
    kind: 'DEPOSIT',
    amountCents: cents,
    orderId: null,
    description,
    at: clock.now(),
  }
  return (await enterIntoLedger(tx, entry)).balanceAfterCents
}

/** Adds an entry; the balance after it is in cents. The database refuses what would make it negative. */
export async function enterIntoLedger(
  tx: Transaction,
  entry: NewLedgerEntry,
): Promise<{ id: string; balanceAfterCents: number }> {
  const id = newId('ledgerEntry')
  try {
    const [row] = await tx.write(INSERT_ENTRY, [
      id,
      entry.accountId,
      entry.kind,
      entry.amountCents,
      entry.orderId,
      entry.description,
      entry.at,
    ])
    invariant(row, 'an inserted entry has a balance')
    return { id, balanceAfterCents: row.balanceAfterCents }
  } catch (error) {
    if (constraintOf(error) === 'ledger_entries_balance_not_negative') {
      throw UserErrors.one('INSUFFICIENT_FUNDS', [], 'the account balance does not cover the amount')
    }
    throw error
  }
}
