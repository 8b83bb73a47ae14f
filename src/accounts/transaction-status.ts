import { registerEnumType } from 'type-graphql'
import { enumOf } from '../graphql/enums.js'

/** Whether the nightly posting has come (domain.md, "Account, activity, receipts"). */
export const TRANSACTION_STATUSES = ['PENDING', 'POSTED'] as const
export type TransactionStatus = (typeof TRANSACTION_STATUSES)[number]

export const TransactionStatusEnum = enumOf(TRANSACTION_STATUSES)
registerEnumType(TransactionStatusEnum, {
  name: 'TransactionStatus',
  description: 'Whether a transaction was posted. Its amount counts from the moment that it was entered, either way.',
  valuesConfig: {
    PENDING: { description: 'Entered; the nightly posting has yet to come, within 24 hours.' },
    POSTED: { description: 'Posted.' },
  },
})

/** The status of what was posted at `postedAt`; null says that it was not yet. */
export function statusOf(postedAt: Date | null): TransactionStatus {
  return postedAt === null ? 'PENDING' : 'POSTED'
}
