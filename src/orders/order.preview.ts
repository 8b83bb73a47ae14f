import type { Money } from '../graphql/money.js'
import type { Assessment } from './order.assessment.js'
import type { PreviewOrderPayload } from './order.payloads.js'
import type { Quote } from './price-quote.queries.js'

/** An assessment as the API shows it, with the quote of its prices if one was made. */
export function previewOf(
  { lines, totalCents, account, balanceAfterCents, problems }: Assessment,
  quote: Quote | null = null,
): PreviewOrderPayload {
  const money = (cents: number): Money => ({ cents, currency: account.currency })
  return {
    userErrors: problems,
    preview: {
      lines: lines.map((line, index) => ({
        line: index + 1,
        product: line.input.product,
        clinician: line.clinician,
        unitPrice: line.unitPriceCents === null ? null : money(line.unitPriceCents),
        recentPurchase: line.recentPurchase,
        problems: line.problems,
      })),
      total: money(totalCents),
      balance: money(account.balanceCents),
      balanceAfter: money(balanceAfterCents),
      orderable: problems.length === 0,
      quote,
    },
  }
}
