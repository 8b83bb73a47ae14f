import { localDayOf } from '../kernel/local-day.js'
import { formatCents } from '../kernel/money.js'
import type { Publisher } from '../kernel/publisher.js'
import { instant } from '../profiles/pdf/pdf.text.js'
import type { TabularDocument, TabularSection } from '../profiles/pdf/render-tabular-pdf.js'
import { formatMonth } from './activity.month.js'
import type { Turnover } from './activity.sums.js'
import { KIND_TITLES, PAYMENT_METHOD_TITLES, STATUS_TITLES, TEST_NOTICE } from './activity.words.js'
import type { Statement } from './statement.js'
import type { AccountTransaction } from './transaction.type.js'

/** The statement as a document to be rendered. */
export function statementDocument(
  statement: Statement,
  transactions: readonly AccountTransaction[],
  publisher: Publisher,
): TabularDocument {
  const { organization, month, balances, asOf, totals } = statement
  const money = (cents: number): string => formatCents(cents, balances.currency)
  const name = formatMonth(month.name)
  return {
    isTest: organization.mode === 'TEST',
    publisher,
    title: 'Account activity',
    name,
    number: balances.accountId,
    subject: `Account activity of ${organization.name}, ${name}`,
    asOf: asOf.toISOString(),
    facts: [
      ['Organization', organization.name],
      ['Opening balance', money(balances.openingCents)],
      [month.end > asOf ? 'Balance so far' : 'Ending balance', money(balances.endingCents)],
      ['As of', instant(asOf.toISOString(), organization.timeZone)],
      ['Transactions', String(totals.kinds.reduce((sum, kind) => sum + kind.transactionCount, 0))],
      ['Account', balances.accountId],
      ['Time zone of printed dates', organization.timeZone],
    ],
    sections: [
      transactionsSection(statement, transactions, money),
      turnoverSection('Buyers', 'Buyer', 'Nobody bought within this month.', money, {
        rows: totals.buyers.map((row) => ({ ...row, name: row.buyer.name })),
      }),
      turnoverSection('Payment methods', 'Payment method', 'Nothing was paid for within this month.', money, {
        rows: totals.paymentMethods.map((row) => ({ ...row, name: PAYMENT_METHOD_TITLES[row.paymentMethod] })),
      }),
    ],
    notices: noticesOf(statement),
  }
}

function transactionsSection(
  { organization, balances, month, asOf }: Statement,
  transactions: readonly AccountTransaction[],
  money: (cents: number) => string,
): TabularSection {
  const ending = month.end > asOf ? 'Balance so far' : 'Ending balance'
  return {
    title: 'Transactions',
    columns: [
      { head: 'Date', share: 1.05 },
      { head: 'Transaction', share: 2.4, strong: true },
      { head: 'Bought by', share: 1.6 },
      { head: 'Payment method', share: 1.3 },
      { head: 'Profiles', share: 0.7, alignedRight: true },
      { head: 'Amount', share: 1.35, alignedRight: true },
      { head: 'Balance', share: 1.35, alignedRight: true },
    ],
    rows: [
      { strong: true, cells: [null, 'Opening balance', null, null, null, null, money(balances.openingCents)] },
      ...transactions.map((transaction) => ({
        cells: [
          localDayOf(transaction.createdAt, organization.timeZone),
          titleOf(transaction),
          transaction.buyer?.name ?? null,
          transaction.paymentMethod === null ? null : PAYMENT_METHOD_TITLES[transaction.paymentMethod],
          transaction.orderId === null ? null : String(transaction.profileCount),
          money(transaction.amountCents),
          money(transaction.balanceAfterCents),
        ],
      })),
      { strong: true, cells: [null, ending, null, null, null, null, money(balances.endingCents)] },
    ],
    none: '',
  }
}

function titleOf({ kind, orderNumber, purchaseOrderNumber, status, description }: AccountTransaction): string {
  const own = purchaseOrderNumber === null ? '' : `\nPurchase order ${purchaseOrderNumber}`
  const pending = status === 'PENDING' ? `\n${STATUS_TITLES.PENDING}` : ''
  return `${KIND_TITLES[kind]}\n${orderNumber ?? description}${own}${pending}`
}

function turnoverSection(
  title: string,
  head: string,
  none: string,
  money: (cents: number) => string,
  { rows }: { rows: readonly (Turnover & { name: string })[] },
): TabularSection {
  const total = (valueOfRow: (row: Turnover) => number): number => rows.reduce((sum, row) => sum + valueOfRow(row), 0)
  const all: Turnover & { name: string } = {
    name: 'Total',
    purchaseCount: total((row) => row.purchaseCount),
    profileCount: total((row) => row.profileCount),
    refundedProfileCount: total((row) => row.refundedProfileCount),
    paidCents: total((row) => row.paidCents),
    refundedCents: total((row) => row.refundedCents),
  }
  const cells = (row: Turnover & { name: string }): string[] => [
    row.name,
    String(row.purchaseCount),
    String(row.profileCount),
    money(row.paidCents),
    String(row.refundedProfileCount),
    money(row.refundedCents),
  ]
  return {
    title,
    columns: [
      { head, share: 3, strong: true },
      { head: 'Orders', share: 1, alignedRight: true },
      { head: 'Profiles', share: 1, alignedRight: true },
      { head: 'Paid', share: 1.3, alignedRight: true },
      { head: 'Refunded profiles', share: 1.3, alignedRight: true },
      { head: 'Refunded', share: 1.3, alignedRight: true },
    ],
    rows: rows.length === 0 ? [] : [...rows.map((row) => ({ cells: cells(row) })), { strong: true, cells: cells(all) }],
    none,
  }
}

function noticesOf({ organization }: Statement): { title: string; text: string }[] {
  return [
    {
      title: 'Balance',
      text:
        'The balance is what can be spent from the account. Purchases by credit card or from a subscription’s allowance ' +
        'do not change it.',
    },
    {
      title: 'Pending',
      text: 'A transaction counts from the moment it is entered. It is posted at night, within 24 hours.',
    },
    {
      title: 'Invoices',
      text: 'Invoices are not part of account activity; what is paid on them appears as a subscription payment.',
    },
    ...(organization.mode === 'TEST' ? [{ title: 'Test mode', text: TEST_NOTICE }] : []),
  ]
}
