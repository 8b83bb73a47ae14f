import { statusOf } from '../accounts/transaction-status.js'
import { formatOrderNumber } from '../orders/order.rules.js'
import type { ReceiptLine, TransactionRow } from './activity.queries.js'
import type { AccountTransaction, TransactionReceipt } from './transaction.type.js'

/** The row as the API shows it. */
export function transactionView(row: TransactionRow): AccountTransaction {
  const { orderNumber, channel, buyerId, buyerName, accountId: _, ...rest } = row
  return {
    ...rest,
    status: statusOf(row.postedAt),
    orderNumber: orderNumber === null ? null : formatOrderNumber(orderNumber),
    buyer:
      channel === null || buyerId === null || buyerName === null ? null : { id: buyerId, name: buyerName, channel },
  }
}

/** The receipt of a transaction, with the lines of its order. */
export function receiptView(
  transaction: Pick<AccountTransaction, 'id' | 'currency' | 'purchaseOrderNumber'>,
  issuedTo: string,
  lines: readonly ReceiptLine[],
): TransactionReceipt {
  const { id: number, currency, purchaseOrderNumber } = transaction
  return {
    number,
    issuedTo,
    purchaseOrderNumber,
    lines: lines.map(({ clinicianName, product, vendorReference, amountCents: cents }) => ({
      clinicianName,
      product,
      vendorReference,
      amount: { cents, currency },
    })),
  }
}
