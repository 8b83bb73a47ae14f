import type { Mode } from '../auth/actor.js'
import type { LocalDay } from '../kernel/local-day.js'
import { formatCents } from '../kernel/money.js'
import type { ReceiptContent } from './daily-receipt.content.js'

/** A receipt to be written as an e-mail. */
export interface ReceiptToMail {
  day: LocalDay
  currency: string
  mode: Mode
  content: ReceiptContent
}

/** Said of receipts of test mode. */
export const TEST_NOTICE = 'Test mode: fictional clinicians and play money.'

/** Said of an order of an earlier day. */
export const LATE_NOTICE = 'Came after the receipt of its own day.'

/** The receipt in a sentence. */
export function introduction({ orders, totalCents }: ReceiptContent, currency: string): string {
  const profiles = orders.reduce((count, order) => count + order.items.length, 0)
  const counts = `${plural(orders.length, 'order')} through an integration, ${plural(profiles, 'profile')}`
  return `${counts}, ${formatCents(totalCents, currency)}.`
}

/** `1 order`, `2 orders`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
