import type { Money } from '../graphql/money.js'
import type { EmailProgress } from '../mail/email.queries.js'
import type { DailyReceipt } from './daily-receipt.entity.js'
import type { DailyReceiptEmail, DailyReceiptType, ReceiptEmailStatus } from './daily-receipt.type.js'

/** The receipt as the API shows it. */
export function receiptView(receipt: DailyReceipt): DailyReceiptType {
  const { content, currency } = receipt
  const money = (cents: number): Money => ({ cents, currency })
  return {
    id: receipt.id,
    day: receipt.day,
    orderCount: receipt.orderCount,
    orders: content.orders.map(({ cents, refundedCents = 0, placedAt, items, ...order }) => ({
      ...order,
      refunded: money(refundedCents),
      placedAt: new Date(placedAt),
      total: money(cents),
      items: items.map(({ cents: itemCents, ...item }) => ({ ...item, amount: money(itemCents) })),
    })),
    totalsByProduct: content.totalsByProduct.map(({ cents, ...total }) => ({ ...total, amount: money(cents) })),
    totalsByPaymentMethod: content.totalsByPaymentMethod.map(({ cents, refundedCents = 0, ...total }) => ({
      ...total,
      refunded: money(refundedCents),
      amount: money(cents),
    })),
    total: money(receipt.totalCents),
    refunded: money(receipt.refundedCents),
    net: money(receipt.totalCents - receipt.refundedCents),
    createdAt: receipt.createdAt,
    emailId: receipt.emailId,
  }
}

/** What became of the receipt's e-mail, without anybody's address. */
export function emailView(email: EmailProgress): DailyReceiptEmail {
  return {
    status: statusOf(email),
    settledAt: email.sentAt ?? email.failedAt,
    recipientCount: email.recipients.length,
    deliveredCount: email.deliveredTo.length,
    refusedCount: email.refusedRecipients.length,
  }
}

function statusOf(email: EmailProgress): ReceiptEmailStatus {
  if (email.failedAt !== null) return 'FAILED'
  if (email.sentAt === null) return 'QUEUED'
  return email.kept ? 'KEPT' : 'SENT'
}
