import type { Mode } from '../auth/actor.js'
import { formatLocalDay, formatLocalTime } from '../kernel/local-day.js'
import { formatCents } from '../kernel/money.js'
import type { Publisher } from '../kernel/publisher.js'
import type { TableRow } from '../profiles/pdf/pdf.table.js'
import type { TabularDocument, TabularSection } from '../profiles/pdf/render-tabular-pdf.js'
import { PAYMENT_METHOD_LABELS, PRODUCT_LABELS, type ReceiptOrder } from './daily-receipt.content.js'
import type { DailyReceipt } from './daily-receipt.entity.js'
import { introduction, LATE_NOTICE } from './daily-receipt.words.js'

/** A receipt with what its documents say besides. */
export type DocumentedReceipt = DailyReceipt & { mode: Mode }

const NO_ROWS = 'Nothing.'

/** The receipt as a document of facts and tables. */
export function receiptDocument(receipt: DocumentedReceipt, publisher: Publisher): TabularDocument {
  const { id, day, currency, mode, content, totalCents, refundedCents, createdAt } = receipt
  const money = (cents: number) => formatCents(cents, currency)
  const { timeZone, organizationName } = content
  return {
    isTest: mode === 'TEST',
    publisher,
    title: 'Daily receipt summary',
    name: organizationName,
    number: id,
    subject: `Orders through an integration of ${formatLocalDay(day)}`,
    asOf: createdAt.toISOString(),
    facts: [
      ['Day', `${formatLocalDay(day)} (${timeZone})`],
      ['Orders', introduction(content, currency)],
      ['Grand total', money(totalCents)],
      ...(refundedCents > 0
        ? ([
            ['Paid back', money(-refundedCents)],
            ['Net', money(totalCents - refundedCents)],
          ] as const)
        : []),
      ['Made', formatLocalTime(createdAt, timeZone)],
    ],
    sections: [byProduct(receipt), byPaymentMethod(receipt), orders(receipt)],
    notices: [
      {
        title: 'What it is',
        text: `The orders that were placed through an integration on this day of the organization, as they stood when it was made. Amounts are in ${currency} and equal to the account's ledger. What is paid back later stands in the account's activity.`,
      },
    ],
  }
}

function byProduct({ content, currency }: DocumentedReceipt): TabularSection {
  return {
    title: 'Totals by product',
    columns: [
      { head: 'Product', share: 4, strong: true },
      { head: 'Quantity', share: 1, alignedRight: true },
      { head: 'Amount', share: 2, alignedRight: true },
    ],
    rows: content.totalsByProduct.map(({ product, quantity, cents }) => ({
      cells: [PRODUCT_LABELS[product], String(quantity), formatCents(cents, currency)],
    })),
    none: NO_ROWS,
  }
}

function byPaymentMethod({ content, currency }: DocumentedReceipt): TabularSection {
  const money = (cents: number) => formatCents(cents, currency)
  return {
    title: 'Totals by payment method',
    columns: [
      { head: 'Payment method', share: 3, strong: true },
      { head: 'Orders', share: 1, alignedRight: true },
      { head: 'Amount', share: 2, alignedRight: true },
      { head: 'Paid back', share: 2, alignedRight: true },
    ],
    rows: content.totalsByPaymentMethod.map(({ paymentMethod, orderCount, cents, refundedCents = 0 }) => ({
      cells: [PAYMENT_METHOD_LABELS[paymentMethod], String(orderCount), money(cents), money(-refundedCents || 0)],
    })),
    none: NO_ROWS,
  }
}

function orders(receipt: DocumentedReceipt): TabularSection {
  return {
    title: 'Orders',
    columns: [
      { head: 'Order', share: 3, strong: true },
      { head: 'For', share: 4 },
      { head: 'Product', share: 4 },
      { head: 'Amount', share: 2, alignedRight: true },
    ],
    rows: receipt.content.orders.flatMap((order) => orderRows(order, receipt)),
    none: NO_ROWS,
  }
}

function orderRows(order: ReceiptOrder, { day, currency, content }: DocumentedReceipt): TableRow[] {
  const money = (cents: number) => formatCents(cents, currency)
  const { refundedCents = 0 } = order
  const placed = [
    order.orderNumber,
    formatLocalTime(new Date(order.placedAt), content.timeZone),
    order.vendorName,
    PAYMENT_METHOD_LABELS[order.paymentMethod],
  ].join('\n')
  const lines = order.items.map(({ clinicianName, product, vendorReference, cents }, index): TableRow => {
    const profile = PRODUCT_LABELS[product] + (vendorReference === null ? '' : `\nReference: ${vendorReference}`)
    return {
      ...(index === 0 && order.placedOn !== day && { label: LATE_NOTICE }),
      cells: [index === 0 ? placed : order.orderNumber, clinicianName, profile, money(cents)],
    }
  })
  return [
    ...lines,
    ...(lines.length > 1
      ? [{ strong: true, cells: [order.orderNumber, 'Order total', null, money(order.cents)] }]
      : []),
    ...(refundedCents > 0 ? [{ cells: [order.orderNumber, 'Paid back', null, money(-refundedCents)] }] : []),
  ]
}
