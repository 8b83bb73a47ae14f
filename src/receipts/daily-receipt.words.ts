import type { Mode } from '../auth/actor.js'
import type { LocalDay } from '../kernel/local-day.js'
import { formatCents } from '../kernel/money.js'
import { isProfileProduct } from '../profiles/profile.sections.js'
import type { ReceiptContent } from './daily-receipt.content.js'

/** A receipt to be written out. */
export interface ReceiptToMail {
  day: LocalDay
  currency: string
  mode: Mode
  content: ReceiptContent
  /** Whether it is sent again, to those who are the recipients now. */
  isCopy: boolean
  /** Whether its documents come along; too long ones do not. */
  hasAttachments: boolean
}

/** An e-mail says this many orders in full; mail programs cut off what is much longer. */
export const MAX_MAILED_ORDERS = 100

/** Said of receipts of test mode. */
export const TEST_NOTICE = 'Test mode: fictional clinicians and play money.'

/** Said of an order of an earlier day. */
export const LATE_NOTICE = 'Came after the receipt of its own day.'

/** Said of one that is sent again. */
export const COPY_NOTICE = 'A copy: this receipt was sent before, and somebody of the organization asked for it again.'

/** What an e-mail says of the orders that it leaves out; null when it has all. */
export function furtherOrders({ content, hasAttachments }: ReceiptToMail): string | null {
  const count = content.orders.length - MAX_MAILED_ORDERS
  if (count <= 0) return null
  const where = hasAttachments ? 'they stand in the attached documents.' : 'they can be read through the API.'
  return `${plural(count, 'more order')} in the totals: ${where}`
}

/** What an e-mail says of its attachments. */
export function attachmentNote({ hasAttachments }: ReceiptToMail): string {
  return hasAttachments
    ? 'Attached: this receipt as a PDF, and the same as signed data (JWS).'
    : 'Too long to be attached: the whole receipt can be read through the API.'
}

/** The receipt in a sentence. */
export function introduction({ orders, totalCents }: ReceiptContent, currency: string): string {
  const products = orders.flatMap((order) => order.items.map(({ product }) => product))
  const profiles = products.filter(isProfileProduct).length
  const monitored = products.length - profiles
  const counts = [
    `${plural(orders.length, 'order')} through an integration`,
    ...(profiles > 0 || monitored === 0 ? [plural(profiles, 'profile')] : []),
    ...(monitored > 0 ? [`monitoring of ${plural(monitored, 'clinician')}`] : []),
  ].join(', ')
  return `${counts}, ${formatCents(totalCents, currency)}.`
}

/** `1 order`, `2 orders`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
