import { formatLocalDay, formatLocalTime } from '../kernel/local-day.js'
import { formatCents } from '../kernel/money.js'
import type { Publisher } from '../kernel/publisher.js'
import { oneLine } from '../kernel/text.js'
import { PAYMENT_METHOD_LABELS, PRODUCT_LABELS } from './daily-receipt.content.js'
import {
  attachmentNote,
  COPY_NOTICE,
  furtherOrders,
  introduction,
  LATE_NOTICE,
  MAX_MAILED_ORDERS,
  plural,
  type ReceiptToMail,
  TEST_NOTICE,
} from './daily-receipt.words.js'

const WIDTH = 72
const RULE = '-'.repeat(WIDTH)

/** The receipt as plain text, for those whose mail program shows no HTML. */
export function receiptAsText(receipt: ReceiptToMail, publisher: Publisher): string {
  const { content, currency } = receipt
  const money = (cents: number) => formatCents(cents, currency)
  const lines = [
    'DAILY RECEIPT SUMMARY',
    '',
    oneLine(content.organizationName),
    `${formatLocalDay(receipt.day)} (${content.timeZone})`,
    ...(receipt.mode === 'TEST' ? [TEST_NOTICE] : []),
    ...(receipt.isCopy ? [COPY_NOTICE] : []),
    '',
    introduction(content, currency),
    attachmentNote(receipt),
  ]
  for (const order of content.orders.slice(0, MAX_MAILED_ORDERS)) {
    lines.push('', RULE, `Order ${order.orderNumber}`)
    lines.push(`Placed ${formatLocalTime(new Date(order.placedAt), content.timeZone)} by ${oneLine(order.vendorName)}`)
    if (order.placedOn !== receipt.day) lines.push(LATE_NOTICE)
    lines.push(`Paid by ${PAYMENT_METHOD_LABELS[order.paymentMethod].toLowerCase()}`, '')
    for (const item of order.items) {
      lines.push(textLine(`  ${oneLine(item.clinicianName)}`, ''))
      lines.push(textLine(`    ${PRODUCT_LABELS[item.product]}`, money(item.cents)))
      if (item.vendorReference !== null) lines.push(`    Reference: ${oneLine(item.vendorReference)}`)
    }
    lines.push(textLine('  Order total', money(order.cents)))
    if (order.refundedCents) lines.push(textLine('  Paid back', money(-order.refundedCents)))
  }
  const further = furtherOrders(receipt)
  if (further !== null) lines.push('', RULE, further)
  lines.push('', RULE, 'Totals by product')
  for (const { product, quantity, cents } of content.totalsByProduct) {
    lines.push(textLine(`  ${quantity} x ${PRODUCT_LABELS[product]}`, money(cents)))
  }
  lines.push('', 'Totals by payment method')
  for (const { paymentMethod, orderCount, cents } of content.totalsByPaymentMethod) {
    lines.push(textLine(`  ${PAYMENT_METHOD_LABELS[paymentMethod]}, ${plural(orderCount, 'order')}`, money(cents)))
  }
  lines.push('', textLine('GRAND TOTAL', money(content.totalCents)))
  const { refundedCents = 0 } = content
  if (refundedCents > 0) {
    lines.push(textLine('Paid back', money(-refundedCents)), textLine('NET', money(content.totalCents - refundedCents)))
  }
  lines.push('', RULE)
  lines.push(publisher.name, ...publisher.addressLines, `${publisher.phone}, ${publisher.email}`, '')
  return lines.map((line) => line.trimEnd()).join('\n')
}

/** `label` and, in the last columns of a line, `amount`. */
function textLine(label: string, amount: string): string {
  return `${label.padEnd(WIDTH - amount.length - 1)} ${amount}`
}
