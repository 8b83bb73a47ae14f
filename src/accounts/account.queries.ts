import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
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
  `select ${BALANCE_COLUMNS} from accounts a where a.organization_id = any ($1)`,
)

const LOCK = writeStatement<{ id: string }>(
  'account_lock',
  'select id from accounts where organization_id = $1 for update',
)

const ENTRIES = readStatement<LedgerEntryType>(
  'ledger_entries_page',
  `select e.id, e.sequence, t.kind, e.amount_cents as "amountCents", e.balance_after_cents as "balanceAfterCents",
          t.description, t.created_at as "createdAt", a.currency
     from ledger_entries e
     join ledger_transactions t on t.id = e.transaction_id
     join accounts a on a.id = e.account_id
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

/** Up to `limit` entries of the account's balance, the newest first, before the entry number `beforeSequence`. */
export async function ledgerPage(
  reader: Reader,
  accountId: string,
  beforeSequence: number,
  limit: number,
): Promise<LedgerEntryType[]> {
  return await reader.rows(ENTRIES, [accountId, beforeSequence, limit])
}
