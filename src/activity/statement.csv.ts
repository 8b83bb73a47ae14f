import { stringify } from 'csv-stringify/sync'
import { DateTime } from 'luxon'
import type { Statement } from './statement.js'
import type { AccountTransaction } from './transaction.type.js'

/** Columns of the file, in their order; docs/accounts.md says what each holds. */
const COLUMNS = [
  'entered_at',
  'local_date',
  'transaction_id',
  'kind',
  'status',
  'payment_method',
  'order_number',
  'purchase_order_number',
  'buyer_id',
  'buyer',
  'profiles',
  'amount',
  'balance_change',
  'balance_after',
  'currency',
  'description',
] as const
type Row = Partial<Record<(typeof COLUMNS)[number], string>>

/**
 * The statement as CSV (RFC 4180), piece by piece: a row for the opening balance, one for each transaction in its order,
 * and one for the ending balance. Amounts are decimal, such as `-41.00`.
 */
export async function* statementCsv(
  statement: Statement,
  transactions: AsyncIterable<readonly AccountTransaction[]>,
): AsyncGenerator<string, void, void> {
  const { balances, month, asOf, organization } = statement
  const { currency, openingCents, endingCents } = balances
  const balanceRow = (kind: string, at: Date, cents: number): Row => ({
    entered_at: at.toISOString(),
    local_date: localDate(at, organization.timeZone),
    kind,
    balance_after: decimal(cents),
    currency,
  })
  yield linesOf([
    Object.fromEntries(COLUMNS.map((column) => [column, column])),
    balanceRow('OPENING_BALANCE', month.start, openingCents),
  ])
  for await (const batch of transactions) {
    yield linesOf(batch.map((transaction) => rowOf(transaction, organization.timeZone)))
  }
  const end = month.end > asOf ? asOf : new Date(month.end.getTime() - 1)
  yield linesOf([balanceRow('ENDING_BALANCE', end, endingCents)])
}

function rowOf(transaction: AccountTransaction, timeZone: string): Row {
  const { createdAt, buyer, amountCents, balanceChangeCents, balanceAfterCents } = transaction
  return {
    entered_at: createdAt.toISOString(),
    local_date: localDate(createdAt, timeZone),
    transaction_id: transaction.id,
    kind: transaction.kind,
    status: transaction.status,
    payment_method: transaction.paymentMethod ?? '',
    order_number: transaction.orderNumber ?? '',
    purchase_order_number: inert(transaction.purchaseOrderNumber ?? ''),
    buyer_id: buyer?.id ?? '',
    buyer: inert(buyer?.name ?? ''),
    profiles: String(transaction.profileCount),
    amount: decimal(amountCents),
    balance_change: decimal(balanceChangeCents),
    balance_after: decimal(balanceAfterCents),
    currency: transaction.currency,
    description: inert(transaction.description),
  }
}

function linesOf(rows: readonly Row[]): string {
  return stringify(
    rows.map((row) => COLUMNS.map((column) => row[column] ?? '')),
    { record_delimiter: 'windows' },
  )
}

/**
 * A text that begins like a formula gets a ' before it (OWASP, "CSV Injection"). Done here and not by the library, for
 * which a negative amount is a formula too.
 */
function inert(text: string): string {
  return /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text
}

function decimal(cents: number): string {
  return (cents / 100).toFixed(2)
}

function localDate(at: Date, timeZone: string): string {
  return DateTime.fromJSDate(at, { zone: timeZone }).toFormat('yyyy-MM-dd')
}
