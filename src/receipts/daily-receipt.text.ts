import { formatLocalDay, formatLocalTime } from '../kernel/local-day.js'
import { formatCents } from '../kernel/money.js'
import type { Publisher } from '../kernel/publisher.js'
import { oneLine } from '../kernel/text.js'
import { PAYMENT_METHOD_LABELS, PRODUCT_LABELS } from './daily-receipt.content.js'
import { introduction, LATE_NOTICE, plural, type ReceiptToMail, TEST_NOTICE } from './daily-receipt.words.js'

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
    '',
    introduction(content, currency),
  ]
  for (const order of content.orders) {
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
  }
  lines.push('', RULE, 'Totals by product')
  for (const { product, quantity, cents } of content.totalsByProduct) {
    lines.push(textLine(`  ${quantity} x ${PRODUCT_LABELS[product]}`, money(cents)))
  }
  lines.push('', 'Totals by payment method')
  for (const { paymentMethod, orderCount, cents } of content.totalsByPaymentMethod) {
    lines.push(textLine(`  ${PAYMENT_METHOD_LABELS[paymentMethod]}, ${plural(orderCount, 'order')}`, money(cents)))
  }
  lines.push('', textLine('GRAND TOTAL', money(content.totalCents)), '', RULE)
  lines.push(publisher.name, ...publisher.addressLines, `${publisher.phone}, ${publisher.email}`, '')
  return lines.map((line) => line.trimEnd()).join('\n')
}

/** `label` and, in the last columns of a line, `amount`. */
function textLine(label: string, amount: string): string {
  return `${label.padEnd(WIDTH - amount.length - 1)} ${amount}`
}
