import { lockAccounts } from '../accounts/account.queries.js'
import { recordSystemAudits } from '../audit/audit.trail.js'
import type { Transaction } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { invariant } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import type { LocalDay } from '../kernel/local-day.js'
import { queueEmails } from '../mail/email.outbox.js'
import { type OrderForReceipt, ordersOfDays, takeForReceipts } from '../orders/receipted-orders.queries.js'
import { timeOf } from '../organizations/organization.clock.js'
import { type ReceiptedOrganization, receiptedOrganizations } from '../organizations/organization.queries.js'
import { type Announcement, announceEvents } from '../webhooks/event.outbox.js'
import type { DailyReceipt } from './daily-receipt.entity.js'
import { receiptSubject } from './daily-receipt.mail.js'
import { insertDailyReceipts, receiptedDays } from './daily-receipt.queries.js'
import { disagreementWithLedger, type PlannedReceipt, receiptContent } from './daily-receipt.rules.js'
import { receiptAddresses } from './receipt-recipient.queries.js'

/** A receipt that is due. */
export interface WantedReceipt extends PlannedReceipt {
  organizationId: string
  /** About how many orders it will have. */
  orderCount: number
}

/** What came of one. */
export type MadeReceipt =
  | { outcome: 'issued'; receipt: DailyReceipt }
  | { outcome: 'not_needed' }
  /** The orders and the ledger tell different sums: nothing is sent until a person has looked at it. */
  | { outcome: 'refused'; organizationId: string; day: LocalDay; reason: string }

/** A receipt with the orders that are on it. */
interface Draft {
  receipt: DailyReceipt
  organization: ReceiptedOrganization
  orders: OrderForReceipt[]
}

/** Makes receipts, many in one transaction of a constant number of statements. */
export class DailyReceiptMaker {
  constructor(
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
  ) {}

  /**
   * Makes those that are still due, with their e-mails and events. The accounts' locks are those under which orders are
   * placed, and they take their time under them: whoever holds them sees every order of a day that is over.
   */
  async make(tx: Transaction, wanted: readonly WantedReceipt[]): Promise<MadeReceipt[]> {
    const organizationIds = [...new Set(wanted.map(({ organizationId }) => organizationId))]
    const currencies = await lockAccounts(tx, organizationIds)
    const made = await receiptedDays(
      tx,
      daysOf(wanted, ({ day }) => [day]),
    )
    const due = wanted.filter(({ organizationId, day }) => !made.get(organizationId)?.has(day))
    const orders = groupByDay(
      await ordersOfDays(
        tx,
        daysOf(due, ({ takes }) => takes),
      ),
    )
    const organizations = await receiptedOrganizations(tx, organizationIds)
    const results: MadeReceipt[] = wanted.slice(due.length).map(() => ({ outcome: 'not_needed' }))
    const drafts: Draft[] = []
    for (const each of due) {
      const { organizationId, day } = each
      const currency = currencies.get(organizationId)
      const organization = organizations.get(organizationId)
      invariant(currency && organization, `organization ${organizationId} has orders and no account`)
      const taken = each.takes.flatMap((one) => orders.get(`${organizationId} ${one}`) ?? [])
      const reason = disagreementWithLedger(taken, currency)
      if (reason !== null) results.push({ outcome: 'refused', organizationId, day, reason })
      else if (taken.length === 0) results.push({ outcome: 'not_needed' })
      else drafts.push(this.#draft(organization, day, currency, taken))
    }
    await this.#write(tx, drafts)
    return [...results, ...drafts.map(({ receipt }): MadeReceipt => ({ outcome: 'issued', receipt }))]
  }

  #draft(organization: ReceiptedOrganization, day: LocalDay, currency: string, taken: OrderForReceipt[]): Draft {
    const orders = taken.sort((a, b) => a.number - b.number)
    const content = receiptContent(organization, orders)
    const receipt: DailyReceipt = {
      id: newId('dailyReceipt'),
      organizationId: organization.id,
      day,
      currency,
      orderCount: orders.length,
      totalCents: content.totalCents,
      refundedCents: content.refundedCents ?? 0,
      content,
      emailId: '',
      createdAt: timeOf(this.clock, organization),
    }
    return { receipt, organization, orders }
  }

  async #write(tx: Transaction, drafts: readonly Draft[]): Promise<void> {
    if (drafts.length === 0) return
    const addresses = await receiptAddresses(
      tx,
      drafts.map(({ organization }) => organization.id),
    )
    const emailIds = await queueEmails(
      tx,
      this.jobs,
      this.clock,
      drafts.map(({ receipt, organization }) => ({
        kind: 'DAILY_RECEIPT',
        recipients: addresses.get(organization.id) ?? [],
        subject: receiptSubject({ ...receipt, mode: organization.mode, isCopy: false }),
      })),
    )
    const receipts = drafts.map(({ receipt }, index) => ({ ...receipt, emailId: emailIds[index] ?? '' }))
    await insertDailyReceipts(tx, receipts)
    const orders = drafts.flatMap((draft) => draft.orders)
    const taken = await takeForReceipts(tx, orders)
    invariant(taken === orders.length, `all ${orders.length} orders of receipts were without one, not ${taken}`)
    await announceEvents(tx, this.clock, drafts.map(announcement))
    await recordSystemAudits(tx, {
      action: 'DAILY_RECEIPT_SENT',
      subjectKind: 'dailyReceipt',
      of: drafts.map(({ receipt, orders }) => ({
        organizationId: receipt.organizationId,
        ids: [receipt.id, ...cliniciansOf(orders)],
      })),
      at: this.clock.now(),
    })
  }
}

/** To the software whose orders are on it. */
function announcement({ receipt, organization, orders }: Draft): Announcement {
  const data = { dailyReceiptId: receipt.id, day: receipt.day }
  return { organization, type: 'receipt.sent', data, to: [...new Set(orders.map(({ vendorId }) => vendorId))] }
}

function cliniciansOf(orders: readonly OrderForReceipt[]): string[] {
  return [...new Set(orders.flatMap(({ items }) => items.map(({ clinicianId }) => clinicianId)))].sort()
}

function daysOf(wanted: readonly WantedReceipt[], days: (one: WantedReceipt) => readonly LocalDay[]) {
  return wanted.map((one) => ({ organizationId: one.organizationId, days: days(one) }))
}

function groupByDay(orders: readonly OrderForReceipt[]): Map<string, OrderForReceipt[]> {
  const groups = new Map<string, OrderForReceipt[]>()
  for (const order of orders) {
    const key = `${order.organizationId} ${order.placedOn}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [order])
    else group.push(order)
  }
  return groups
}
