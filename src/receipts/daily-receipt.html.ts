import { html, type SafeHtml } from '../kernel/html.js'
import { formatLocalDay, formatLocalTime } from '../kernel/local-day.js'
import { formatCents } from '../kernel/money.js'
import type { Publisher } from '../kernel/publisher.js'
import { PAYMENT_METHOD_LABELS, PRODUCT_LABELS, type ReceiptItem, type ReceiptOrder } from './daily-receipt.content.js'
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

const FAMILY = 'font-family:system-ui,-apple-system,Segoe UI,Helvetica,Arial,sans-serif'
const FONT = `${FAMILY};font-size:15px;line-height:1.45;color:#1d2733`
const QUIET = `${FAMILY};font-size:13px;line-height:1.45;color:#55606d`
const TITLE = `${FONT};font-size:22px;font-weight:600;margin:0 0 8px;border-top:3px solid #0b5cad;padding-top:16px`
const HEADING = `${FONT};font-size:17px;font-weight:600;margin:28px 0 4px`
const CELL = `${FONT};border-bottom:1px solid #d5dbe1;vertical-align:top`
const LABEL = `${CELL};padding:8px 12px 8px 0;text-align:left`
const AMOUNT = `${CELL};padding:8px 0;text-align:right;white-space:nowrap`
const STRONG = ';font-weight:600'
const TABLE = 'border-collapse:collapse;width:100%'

/** The receipt as HTML that mail programs agree on: inline styles, tables, nothing to load. `title` is the subject. */
export function receiptAsHtml(receipt: ReceiptToMail, publisher: Publisher, title: string): string {
  const { content, currency, day } = receipt
  const byProduct = content.totalsByProduct.map(({ product, quantity, cents }) =>
    totalRow(`${quantity} × ${PRODUCT_LABELS[product]}`, cents, currency),
  )
  const byPaymentMethod = content.totalsByPaymentMethod.map(({ paymentMethod, orderCount, cents }) =>
    totalRow(`${PAYMENT_METHOD_LABELS[paymentMethod]}, ${plural(orderCount, 'order')}`, cents, currency),
  )
  const notices = [...(receipt.mode === 'TEST' ? [TEST_NOTICE] : []), ...(receipt.isCopy ? [COPY_NOTICE] : [])]
  const further = furtherOrders(receipt)
  const { refundedCents = 0 } = content
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${title}</title>
</head>
<body style="margin:0;padding:24px;background:#ffffff">
<div role="main" style="max-width:640px;margin:0 auto">
<h1 style="${TITLE}">Daily receipt summary</h1>
<p style="${FONT};margin:0">${content.organizationName}<br>${formatLocalDay(day)} (${content.timeZone})</p>
${notices.map((notice) => html`<p style="${FONT};margin:12px 0 0"><strong>${notice}</strong></p>`)}
<p style="${FONT};margin:16px 0 0">${introduction(content, currency)}</p>
<p style="${QUIET};margin:4px 0 0">${attachmentNote(receipt)}</p>
${content.orders.slice(0, MAX_MAILED_ORDERS).map((order) => orderPart(order, receipt))}
${further === null ? '' : html`<p style="${FONT};margin:16px 0 0">${further}</p>`}
<h2 style="${HEADING}">Totals by product</h2>
<table role="presentation" style="${TABLE}">${byProduct}</table>
<h2 style="${HEADING}">Totals by payment method</h2>
<table role="presentation" style="${TABLE}">${byPaymentMethod}</table>
<table role="presentation" style="${TABLE};margin-top:28px">
${totalRow('Grand total', content.totalCents, currency, `${STRONG};font-size:17px`)}${
  refundedCents > 0
    ? [
        totalRow('Paid back', -refundedCents, currency),
        totalRow('Net', content.totalCents - refundedCents, currency, STRONG),
      ]
    : ''
}</table>
<p style="${QUIET};margin:28px 0 0">${publisher.name}<br>${publisher.addressLines.join(', ')}<br>
${publisher.phone}, ${publisher.email}</p>
</div>
</body>
</html>
`.toString()
}

function orderPart(order: ReceiptOrder, { content, currency, day }: ReceiptToMail): SafeHtml {
  const placed = `Placed ${formatLocalTime(new Date(order.placedAt), content.timeZone)} by ${order.vendorName}`
  const paid = `Paid by ${PAYMENT_METHOD_LABELS[order.paymentMethod].toLowerCase()}`
  return html`<h2 style="${HEADING}">Order ${order.orderNumber}</h2>
<p style="${QUIET};margin:0">${placed}<br>${paid}${order.placedOn === day ? '' : html`<br>${LATE_NOTICE}`}</p>
<table style="${TABLE}">
<tr>
<th scope="col" style="${LABEL}${STRONG}">For</th>
<th scope="col" style="${LABEL}${STRONG}">Product</th>
<th scope="col" align="right" style="${AMOUNT}${STRONG}">Amount</th>
</tr>
${order.items.map((item) => itemRow(item, currency))}<tr>
<td colspan="2" style="${LABEL}${STRONG}">Order total</td>
<td align="right" style="${AMOUNT}${STRONG}">${formatCents(order.cents, currency)}</td>
</tr>
${order.refundedCents ? paidBackRow(order.refundedCents, currency) : ''}</table>
`
}

function paidBackRow(cents: number, currency: string): SafeHtml {
  return html`<tr>
<td colspan="2" style="${LABEL}">Paid back</td>
<td align="right" style="${AMOUNT}">${formatCents(-cents, currency)}</td>
</tr>
`
}

function itemRow({ clinicianName, product, vendorReference, cents }: ReceiptItem, currency: string): SafeHtml {
  const reference =
    vendorReference === null ? '' : html`<br><span style="${QUIET}">Reference: ${vendorReference}</span>`
  return html`<tr>
<td style="${LABEL}">${clinicianName}</td>
<td style="${LABEL}">${PRODUCT_LABELS[product]}${reference}</td>
<td align="right" style="${AMOUNT}">${formatCents(cents, currency)}</td>
</tr>
`
}

function totalRow(label: string, cents: number, currency: string, style = ''): SafeHtml {
  return html`<tr>
<td style="${LABEL}${style}">${label}</td>
<td align="right" style="${AMOUNT}${style}">${formatCents(cents, currency)}</td>
</tr>
`
}
