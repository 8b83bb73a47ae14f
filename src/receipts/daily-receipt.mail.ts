import { formatLocalDay } from '../kernel/local-day.js'
import type { Publisher } from '../kernel/publisher.js'
import { oneLine } from '../kernel/text.js'
import { receiptAsHtml } from './daily-receipt.html.js'
import { receiptAsText } from './daily-receipt.text.js'
import { type ReceiptToMail } from './daily-receipt.words.js'

/** The receipt as subject, plain text and HTML. */
export function renderReceiptMail(
  receipt: ReceiptToMail,
  publisher: Publisher,
): { subject: string; text: string; html: string } {
  const day = formatLocalDay(receipt.day)
  const mark = receipt.mode === 'TEST' ? '[Test] ' : ''
  const subject = `${mark}Daily receipt summary for ${day}: ${oneLine(receipt.content.organizationName)}`
  return { subject, text: receiptAsText(receipt, publisher), html: receiptAsHtml(receipt, publisher, subject) }
}
