import { newId } from '../kernel/ids.js'

/** A movement as rows: what services enter with `enterIntoLedger`, for seeds that have no service. */
export interface LedgerRows {
  accountId: string
  kind: 'DEPOSIT' | 'PURCHASE' | 'REFUND'
  cents: number
  orderId?: string
  /** How the order was paid; from the balance unless told. */
  paymentMethod?: 'ACCOUNT_BALANCE' | 'CREDIT_CARD'
  at: string
}

/** The statement that enters it, with its values. */
export function ledgerRows(rows: LedgerRows): [text: string, values: unknown[]] {
  const { accountId, kind, cents, orderId, paymentMethod = 'ACCOUNT_BALANCE', at } = rows
  const paidFrom = paymentMethod === 'CREDIT_CARD' ? 'CARD' : 'BALANCE'
  const [from, to] = { DEPOSIT: ['CASH', 'BALANCE'], PURCHASE: [paidFrom, 'REVENUE'], REFUND: ['REVENUE', paidFrom] }[
    kind
  ]
  const method = kind === 'DEPOSIT' ? null : paymentMethod
  return [
    `with entered as (
       insert into ledger_transactions (id, account_id, kind, payment_method, order_id, entry_count, description, created_at)
       values ($1, $2, $3, $4, $5, 2, 'Seeded', $6))
     insert into ledger_entries (id, transaction_id, account_id, book, amount_cents)
     values ($7, $1, $2, $8, -$11::bigint), ($9, $1, $2, $10, $11::bigint)`,
    [
      newId('ledgerTransaction'),
      accountId,
      kind,
      method,
      orderId ?? null,
      at,
      newId('ledgerEntry'),
      from,
      newId('ledgerEntry'),
      to,
      cents,
    ],
  ]
}
