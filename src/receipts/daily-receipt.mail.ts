import { formatLocalDay } from '../kernel/local-day.js'
import type { Publisher } from '../kernel/publisher.js'
import { oneLine } from '../kernel/text.js'
import { receiptAsHtml } from './daily-receipt.html.js'
import { receiptAsText } from './daily-receipt.text.js'
import type { ReceiptToMail } from './daily-receipt.words.js'

/** The subject of its e-mail. */
export function receiptSubject(receipt: Pick<ReceiptToMail, 'day' | 'mode' | 'content' | 'isCopy'>): string {
  const mark = `${receipt.mode === 'TEST' ? '[Test] ' : ''}${receipt.isCopy ? 'Copy: ' : ''}`
  const organization = oneLine(receipt.content.organizationName)
  return `${mark}Daily receipt summary for ${formatLocalDay(receipt.day)}: ${organization}`
}

/** The receipt as plain text and HTML. */
export function renderReceiptMail(receipt: ReceiptToMail, publisher: Publisher): { text: string; html: string } {
  const title = receiptSubject(receipt)
  return { text: receiptAsText(receipt, publisher), html: receiptAsHtml(receipt, publisher, title) }
}
