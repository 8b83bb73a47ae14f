import { formatCents } from '../kernel/money.js'
import type { Publisher } from '../kernel/publisher.js'
import type { Organization } from '../organizations/organization.entity.js'
import { instant } from '../profiles/pdf/pdf.text.js'
import { PRODUCT_TITLES } from '../profiles/pdf/pdf.words.js'
import type { TabularDocument, TabularSection } from '../profiles/pdf/render-tabular-pdf.js'
import type { ReceiptLine } from './activity.queries.js'
import { KIND_TITLES, PAYMENT_METHOD_TITLES, STATUS_TITLES, TEST_NOTICE } from './activity.words.js'
import type { AccountTransaction } from './transaction.type.js'

/** What a receipt is made from. */
export interface ReceiptParts {
  organization: Pick<Organization, 'name' | 'timeZone' | 'mode'>
  transaction: AccountTransaction
  lines: readonly ReceiptLine[]
}

/** The receipt of a transaction as a document to be rendered: of one transaction it says the same until it is posted. */
export function receiptDocument(
  { organization, transaction, lines }: ReceiptParts,
  publisher: Publisher,
): TabularDocument {
  const { id, kind, createdAt, buyer, paymentMethod, status, currency } = transaction
  const money = (cents: number): string => formatCents(cents, currency)
  return {
    isTest: organization.mode === 'TEST',
    publisher,
    title: 'Receipt',
    name:
      transaction.orderNumber === null ? KIND_TITLES[kind] : `${KIND_TITLES[kind]}, order ${transaction.orderNumber}`,
    number: id,
    subject: `Receipt ${id} for ${organization.name}`,
    asOf: (transaction.postedAt ?? createdAt).toISOString(),
    facts: [
      ['Receipt number', id],
      ['Organization', organization.name],
      ['Date', instant(createdAt.toISOString(), organization.timeZone)],
      ...given('Order number', transaction.orderNumber),
      ...given('Purchase order number', transaction.purchaseOrderNumber),
      ...given('Bought by', buyer?.name ?? null),
      ...given('Payment method', paymentMethod === null ? null : PAYMENT_METHOD_TITLES[paymentMethod]),
      ['Amount', money(transaction.amountCents)],
      ['Balance after it', money(transaction.balanceAfterCents)],
      ['Status', STATUS_TITLES[status]],
    ],
    sections: [
      linesSection(lines, money),
      {
        title: 'Payment',
        columns: [
          { head: 'Transaction', share: 3, strong: true },
          { head: 'Amount', share: 1.2, alignedRight: true },
          { head: 'Change of balance', share: 1.2, alignedRight: true },
        ],
        rows: [
          {
            cells: [
              `${KIND_TITLES[kind]}\n${transaction.description}`,
              money(transaction.amountCents),
              money(transaction.balanceChangeCents),
            ],
          },
        ],
        none: '',
      },
    ],
    notices: [
      {
        title: 'Balance',
        text: 'A purchase by credit card or from a subscription’s allowance does not change the balance of the account.',
      },
      ...(organization.mode === 'TEST' ? [{ title: 'Test mode', text: TEST_NOTICE }] : []),
    ],
  }
}

/** A deposit has no order: what there is nothing to say of is left out. */
function given(label: string, value: string | null): [string, string][] {
  return value === null ? [] : [[label, value]]
}

function linesSection(lines: readonly ReceiptLine[], money: (cents: number) => string): TabularSection {
  const total = lines.reduce((sum, line) => sum + line.amountCents, 0)
  return {
    title: 'Items',
    columns: [
      { head: 'For', share: 2.4, strong: true },
      { head: 'Product', share: 2.6 },
      { head: 'Your reference', share: 1.4 },
      { head: 'Price', share: 1, alignedRight: true },
    ],
    rows:
      lines.length === 0
        ? []
        : [
            ...lines.map((line) => ({
              cells: [line.clinicianName, PRODUCT_TITLES[line.product], line.vendorReference, money(line.amountCents)],
            })),
            { strong: true, cells: ['Total', null, null, money(total)] },
          ],
    none: 'Nothing was bought or paid back with it.',
  }
}
