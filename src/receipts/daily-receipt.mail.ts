import type { Mode } from '../auth/actor.js'
import { html, type SafeHtml } from '../kernel/html.js'
import { formatLocalDay, formatLocalTime, type LocalDay } from '../kernel/local-day.js'
import { formatCents } from '../kernel/money.js'
import type { Publisher } from '../profiles/profile.document.js'
import { PAYMENT_METHOD_LABELS, PRODUCT_LABELS, type ReceiptContent, type ReceiptOrder } from './daily-receipt.content.js'

/** A receipt to be written as an e-mail. */
export interface ReceiptToMail {
  day: LocalDay
  currency: string
  mode: Mode
  content: ReceiptContent
}

/** The receipt as subject, plain text and HTML (inline styles and tables, no images: what mail programs agree on). */
export function renderReceiptMail(
  receipt: ReceiptToMail,
  publisher: Publisher,
): { subject: string; text: string; html: string } {
  const day = formatLocalDay(receipt.day)
  const mark = receipt.mode === 'TEST' ? '[Test] ' : ''
  const subject = `${mark}Daily receipt summary for ${day}: ${oneLine(receipt.content.organizationName)}`
  return { subject, text: asText(receipt, publisher), html: asHtml(receipt, publisher, subject) }
}

const TEST_NOTICE = 'Test mode: fictional clinicians and play money.'
const LATE_NOTICE = 'Came after the receipt of its own day.'
const RULE = '-'.repeat(72)

function asText(receipt: ReceiptToMail, publisher: Publisher): string {
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

/** `label` and, in the last columns of 72, `amount`. */
function textLine(label: string, amount: string): string {
  return `${label.padEnd(72 - amount.length - 1)} ${amount}`
}

const FONT = 'font-family:system-ui,-apple-system,Segoe UI,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.45;color:#1d2733'
const CELL = `${FONT};padding:8px 12px 8px 0;border-bottom:1px solid #d5dbe1;text-align:left;vertical-align:top`
const AMOUNT = `${FONT};padding:8px 0;border-bottom:1px solid #d5dbe1;text-align:right;vertical-align:top;white-space:nowrap`
const HEADING = `${FONT};font-size:17px;font-weight:600;margin:28px 0 4px`
const QUIET = `${FONT};font-size:13px;color:#55606d;margin:0`
const TABLE = 'border-collapse:collapse;width:100%'

function asHtml(receipt: ReceiptToMail, publisher: Publisher, subject: string): string {
  const { content, currency } = receipt
  const byProduct = content.totalsByProduct.map(({ product, quantity, cents }) =>
    totalRow(`${quantity} × ${PRODUCT_LABELS[product]}`, formatCents(cents, currency)),
  )
  const byPaymentMethod = content.totalsByPaymentMethod.map(({ paymentMethod, orderCount, cents }) =>
    totalRow(`${PAYMENT_METHOD_LABELS[paymentMethod]}, ${plural(orderCount, 'order')}`, formatCents(cents, currency)),
  )
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${subject}</title>
</head>
<body style="margin:0;padding:24px;background:#ffffff">
<div style="max-width:640px;margin:0 auto">
<h1 style="${FONT};font-size:22px;font-weight:600;margin:0 0 8px;border-top:3px solid #0b5cad;padding-top:16px">Daily receipt summary</h1>
<p style="${FONT};margin:0">${content.organizationName}<br>${formatLocalDay(receipt.day)} (${content.timeZone})</p>
${receipt.mode === 'TEST' ? html`<p style="${FONT};margin:12px 0 0"><strong>${TEST_NOTICE}</strong></p>` : ''}
<p style="${FONT};margin:16px 0 0">${introduction(content, currency)}</p>
${content.orders.map((order) => orderTable(order, receipt))}
<h2 style="${HEADING}">Totals by product</h2>
<table role="presentation" style="${TABLE}">${byProduct}</table>
<h2 style="${HEADING}">Totals by payment method</h2>
<table role="presentation" style="${TABLE}">${byPaymentMethod}</table>
<table role="presentation" style="${TABLE};margin-top:28px">
<tr><td style="${CELL};font-size:17px;font-weight:600">Grand total</td><td align="right" style="${AMOUNT};font-size:17px;font-weight:600">${formatCents(content.totalCents, currency)}</td></tr>
</table>
<p style="${QUIET};margin-top:28px">${publisher.name}<br>${publisher.addressLines.join(', ')}<br>${publisher.phone}, ${publisher.email}</p>
</div>
</body>
</html>
`.toString()
}

function orderTable(order: ReceiptOrder, receipt: ReceiptToMail): SafeHtml {
  const { content, currency } = receipt
  const late = order.placedOn === receipt.day ? '' : html`<br>${LATE_NOTICE}`
  return html`<h2 style="${HEADING}">Order ${order.orderNumber}</h2>
<p style="${QUIET}">Placed ${formatLocalTime(new Date(order.placedAt), content.timeZone)} by ${order.vendorName}<br>Paid by ${PAYMENT_METHOD_LABELS[order.paymentMethod].toLowerCase()}${late}</p>
<table style="${TABLE}">
<tr><th scope="col" style="${CELL};font-weight:600">For</th><th scope="col" style="${CELL};font-weight:600">Profile</th><th scope="col" align="right" style="${AMOUNT};font-weight:600">Amount</th></tr>
${order.items.map(
  (item) => html`<tr><td style="${CELL}">${item.clinicianName}</td><td style="${CELL}">${PRODUCT_LABELS[item.product]}${item.vendorReference === null ? '' : html`<br><span style="font-size:13px;color:#55606d">Reference: ${item.vendorReference}</span>`}</td><td align="right" style="${AMOUNT}">${formatCents(item.cents, currency)}</td></tr>
`,
)}<tr><td colspan="2" style="${CELL};font-weight:600">Order total</td><td align="right" style="${AMOUNT};font-weight:600">${formatCents(order.cents, currency)}</td></tr>
</table>
`
}

function totalRow(label: string, amount: string): SafeHtml {
  return html`<tr><td style="${CELL}">${label}</td><td align="right" style="${AMOUNT}">${amount}</td></tr>
`
}

function introduction({ orders, totalCents }: ReceiptContent, currency: string): string {
  const profiles = orders.reduce((count, order) => count + order.items.length, 0)
  return `${plural(orders.length, 'order')} through an integration, ${plural(profiles, 'profile')}, ${formatCents(totalCents, currency)}.`
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** Names and references come from elsewhere: a line break in one must not start a line of ours. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}
