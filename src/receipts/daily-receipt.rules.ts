import { addDays, type LocalDay, localDayOf } from '../kernel/local-day.js'
import { formatOrderNumber } from '../orders/order.rules.js'
import type { OrderForReceipt } from '../orders/receipted-orders.queries.js'
import type { ReceiptContent } from './daily-receipt.content.js'

/** A receipt to be made, and the days whose orders it takes. */
export interface PlannedReceipt {
  day: LocalDay
  takes: LocalDay[]
}

/**
 * The last day that ended in `timeZone` at least `graceMinutes` ago. The grace is for processes whose clocks differ: an
 * order of that day, placed by a clock that is behind, is in the ledger by then. Of the days of now and of then the
 * earlier is not over: there were clocks that went back over midnight (St. John's until 2011).
 */
export function lastEndedDay(now: Date, timeZone: string, graceMinutes: number): LocalDay {
  const then = new Date(now.getTime() - graceMinutes * 60_000)
  const [earlier = ''] = [localDayOf(now, timeZone), localDayOf(then, timeZone)].sort()
  return addDays(earlier, -1)
}

/**
 * Which receipts to make for orders of `days`, the earliest first: each day its own. Orders of a day that has its
 * receipt already (an organization that moved to a time zone further west sees the same day twice) go, with their true
 * time, to the next receipt; when no orders make one, to one of the last day that is over; when that has its own, they
 * wait.
 */
export function planReceipts(
  days: readonly LocalDay[],
  receipted: ReadonlySet<LocalDay>,
  endedDay: LocalDay,
): PlannedReceipt[] {
  let late = days.filter((day) => receipted.has(day)).sort()
  const planned: PlannedReceipt[] = []
  for (const day of days.filter((each) => !receipted.has(each)).sort()) {
    planned.push({ day, takes: [...late.filter((each) => each < day), day] })
    late = late.filter((each) => each >= day)
  }
  if (late.length > 0 && !receipted.has(endedDay)) planned.push({ day: endedDay, takes: late })
  return planned
}

/** Why these orders must not go on a receipt, naming ids only; null when all agrees with the ledger, order by order. */
export function disagreementWithLedger(orders: readonly OrderForReceipt[], currency: string): string | null {
  for (const order of orders) {
    const itemCents = sum(order.items.map((item) => item.amountCents))
    if (order.currency !== currency) return `order ${order.id} is in ${order.currency}, the account in ${currency}`
    if (itemCents !== order.totalCents)
      return `order ${order.id}: its items come to ${itemCents}, its total is ${order.totalCents}`
    // An allowance is no money (domain.md, "Account, activity, receipts").
    const expected = order.paymentMethod === 'SUBSCRIPTION' ? 0 : order.totalCents
    if (order.ledgerCents !== expected)
      return `order ${order.id}: the ledger has ${order.ledgerCents}, expected ${expected}`
    if (order.refundedCents < 0 || order.refundedCents > order.ledgerCents)
      return `order ${order.id}: the ledger has ${order.refundedCents} paid back of ${order.ledgerCents}`
  }
  return null
}

/** The receipt of these orders, with its totals. */
export function receiptContent(
  organization: { name: string; timeZone: string },
  orders: readonly OrderForReceipt[],
): ReceiptContent {
  const items = orders.flatMap((order) => order.items)
  return {
    format: 'daily-receipt/1',
    organizationName: organization.name,
    timeZone: organization.timeZone,
    orders: orders.map((order) => ({
      orderId: order.id,
      orderNumber: formatOrderNumber(order.number),
      placedAt: order.placedAt.toISOString(),
      placedOn: order.placedOn,
      vendorName: order.vendorName,
      paymentMethod: order.paymentMethod,
      cents: order.totalCents,
      refundedCents: order.refundedCents,
      items: order.items.map(({ clinicianName, product, vendorReference, amountCents }) => ({
        clinicianName,
        product,
        vendorReference,
        cents: amountCents,
      })),
    })),
    totalsByProduct: [...groupBy(items, (item) => item.product)].map(([product, group]) => ({
      product,
      quantity: group.length,
      cents: sum(group.map((item) => item.amountCents)),
    })),
    totalsByPaymentMethod: [...groupBy(orders, (order) => order.paymentMethod)].map(([paymentMethod, group]) => ({
      paymentMethod,
      orderCount: group.length,
      cents: sum(group.map((order) => order.totalCents)),
      refundedCents: sum(group.map((order) => order.refundedCents)),
    })),
    totalCents: sum(orders.map((order) => order.totalCents)),
    refundedCents: sum(orders.map((order) => order.refundedCents)),
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** Groups in the alphabetical order of their keys, so that the same orders always give the same receipt. */
function groupBy<Key extends string, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return new Map([...groups].sort(([a], [b]) => a.localeCompare(b)))
}
