import type { Reader, Transaction } from '../db/database.js'
import { listOf, readStatement, writeStatement } from '../db/statement.js'
import type { LedgerEntryType } from './ledger-entry.entity.js'

/** An account with its balance: the sum of its entries, which the last of them carries. */
export interface AccountBalance {
  id: string
  organizationId: string
  currency: string
  balanceCents: number
}

const BALANCE_COLUMNS = `a.id, a.organization_id as "organizationId", a.currency,
  coalesce((select e.balance_after_cents from ledger_entries e
             where e.account_id = a.id and e.book = 'BALANCE' order by e.sequence desc limit 1), 0) as "balanceCents"`

const BY_ORGANIZATIONS = readStatement<AccountBalance>(
  'account_balances',
  `select ${BALANCE_COLUMNS} from accounts a where a.organization_id = any (${listOf('$1')})`,
)

const LOCK = writeStatement<{ id: string }>(
  'account_lock',
  'select id from accounts where organization_id = $1 for update',
)

const LOCK_MANY = writeStatement<{ organizationId: string; currency: string }>(
  'accounts_lock',
  `select organization_id as "organizationId", currency from accounts where organization_id = any ($1)
    order by organization_id for update`,
)

/** Posted are all transactions up to the one that a posting names. */
const ENTRY = `select e.id, e.sequence, t.kind, e.amount_cents as "amountCents", e.balance_after_cents as "balanceAfterCents",
          t.description, t.created_at as "createdAt", a.currency,
          (select p.posted_at from ledger_postings p where p.account_id = t.account_id and p.through_sequence >= t.sequence
            order by p.through_sequence limit 1) as "postedAt"
     from ledger_entries e
     join ledger_transactions t on t.id = e.transaction_id
     join accounts a on a.id = e.account_id`

const BALANCE_ENTRY_OF = readStatement<LedgerEntryType>(
  'ledger_balance_entry_of',
  `${ENTRY} where e.transaction_id = $1 and e.book = 'BALANCE'`,
)

const ENTRIES = readStatement<LedgerEntryType>(
  'ledger_entries_page',
  `${ENTRY}
    where e.account_id = $1 and e.book = 'BALANCE' and e.sequence < $2 order by e.sequence desc limit $3`,
)

/** The accounts of these organizations; an organization without one is left out. */
export async function accountBalances(reader: Reader, organizationIds: readonly string[]): Promise<AccountBalance[]> {
  return await reader.rows(BY_ORGANIZATIONS, [organizationIds])
}

/**
 * Takes the organization's account for this transaction: until it ends no other moves money of the organization.
 * The balance is read after the lock, by a statement of its own, or it would be the one from before the wait.
 */
export async function lockAccount(tx: Transaction, organizationId: string): Promise<AccountBalance | null> {
  await tx.write(LOCK, [organizationId])
  const [account] = await accountBalances(tx, [organizationId])
  return account ?? null
}

/**
 * As `lockAccount` for many at once, always in one order so that no two callers wait for each other; without balances.
 * Gives the currency by organization; one without an account is left out.
 */
export async function lockAccounts(tx: Transaction, organizationIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.write(LOCK_MANY, [organizationIds])
  return new Map(rows.map(({ organizationId, currency }) => [organizationId, currency]))
}

/** What the transaction did to the balance of its account; null if nothing. */
export async function balanceEntryOf(reader: Reader, transactionId: string): Promise<LedgerEntryType | null> {
  const [entry] = await reader.rows(BALANCE_ENTRY_OF, [transactionId])
  return entry ?? null
}

/** Up to `limit` entries of the account's balance, the newest first, before the entry number `beforeSequence`. */
export async function ledgerPage(
  reader: Reader,
  accountId: string,
  beforeSequence: number,
  limit: number,
): Promise<LedgerEntryType[]> {
  return await reader.rows(ENTRIES, [accountId, beforeSequence, limit])
}
