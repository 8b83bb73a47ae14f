import type { Reader } from '../db/database.js'
import type { Organization } from '../organizations/organization.entity.js'
import type { Month } from './activity.month.js'
import {
  type MonthBalances,
  type MonthOfAccount,
  monthBalances,
  monthSums,
  monthTransactions,
} from './activity.queries.js'
import { type ActivityTotals, activityTotals } from './activity.sums.js'
import type { AccountTransaction } from './transaction.type.js'
import { transactionView } from './transaction.view.js'

/** Transactions that are read, and with CSV kept in memory, at a time. */
const ROWS_AT_A_TIME = 1_000

/** A month of an account as a document has it, without its transactions. */
export interface Statement {
  organization: Pick<Organization, 'name' | 'timeZone' | 'mode'>
  month: Month
  balances: MonthBalances
  /** Of when it holds. */
  asOf: Date
  totals: ActivityTotals
}

/** The month's statement as of now; null while the organization has no account. */
export async function readStatementOf(
  reader: Reader,
  organization: Organization,
  month: Month,
  asOf: Date,
): Promise<Statement | null> {
  const balances = await monthBalances(reader, organization.id, month)
  if (balances === null) return null
  const totals = activityTotals(await monthSums(reader, monthOf({ month, balances })))
  return { organization, month, balances, asOf, totals }
}

/** Its transactions in their order, batch by batch: those that its balances account for, whatever comes meanwhile. */
export async function* statementTransactions(
  reader: Reader,
  statement: Pick<Statement, 'month' | 'balances'>,
): AsyncGenerator<AccountTransaction[], void, void> {
  let after: string | null = null
  do {
    const rows = await monthTransactions(reader, monthOf(statement), after, ROWS_AT_A_TIME)
    if (rows.length > 0) yield rows.map(transactionView)
    after = rows.length < ROWS_AT_A_TIME ? null : (rows.at(-1)?.id ?? null)
  } while (after !== null)
}

function monthOf({ month, balances }: Pick<Statement, 'month' | 'balances'>): MonthOfAccount {
  return { month, accountId: balances.accountId, throughSequence: balances.throughSequence }
}
