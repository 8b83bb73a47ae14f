import type { LedgerEntryKind } from '../accounts/ledger-transaction.entity.js'
import type { PaymentMethod } from '../accounts/payment-method.js'
import type { TransactionStatus } from '../accounts/transaction-status.js'

/** Kinds of transactions as documents print them. */
export const KIND_TITLES: Readonly<Record<LedgerEntryKind, string>> = {
  PURCHASE: 'Purchase',
  REFUND: 'Refund',
  DEPOSIT: 'Deposit',
  SUBSCRIPTION_PAYMENT: 'Subscription payment',
  BALANCE_TRANSFER: 'Balance transfer',
  ADJUSTMENT: 'Adjustment',
}

/** Payment methods as documents print them. */
export const PAYMENT_METHOD_TITLES: Readonly<Record<PaymentMethod, string>> = {
  ACCOUNT_BALANCE: 'Account balance',
  SUBSCRIPTION: 'Subscription',
  CREDIT_CARD: 'Credit card',
}

/** Where a transaction stands, as documents print it. */
export const STATUS_TITLES: Readonly<Record<TransactionStatus, string>> = { PENDING: 'Pending', POSTED: 'Posted' }

/** What documents say of play money. */
export const TEST_NOTICE = 'Test mode: fictional clinicians and play money.'
