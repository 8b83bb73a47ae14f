import type { Money } from '../graphql/money.js'
import type { Assessment } from './order.assessment.js'
import type { PreviewOrderPayload } from './order.payloads.js'

/** An assessment as the API shows it. */
export function previewOf({ lines, totalCents, account, problems }: Assessment): PreviewOrderPayload {
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
      balanceAfter: money(account.balanceCents - totalCents),
      orderable: problems.length === 0,
    },
  }
}
