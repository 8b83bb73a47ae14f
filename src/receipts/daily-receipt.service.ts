import type { Logger } from 'pino'
import { Counter, type Registry } from 'prom-client'
import { lockAccount } from '../accounts/account.queries.js'
import { recordAudit } from '../audit/audit.trail.js'
import { constraintOf, type Database, type Transaction } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { invariant } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { isTimeZone } from '../kernel/local-day.js'
import type { Publisher } from '../kernel/publisher.js'
import { queueEmail } from '../mail/email.outbox.js'
import {
  type AwaitingReceipt,
  type EndedDay,
  markReceipted,
  ordersAwaitingReceipt,
  ordersOfDays,
  organizationTimeZones,
  receiptedClinicians,
} from '../orders/receipted-orders.queries.js'
import { Organization } from '../organizations/organization.entity.js'
import { receiptAddresses } from '../organizations/organization.queries.js'
import type { DailyReceipt } from './daily-receipt.entity.js'
import { renderReceiptMail } from './daily-receipt.mail.js'
import { insertDailyReceipt, receiptedDays } from './daily-receipt.queries.js'
import {
  disagreementWithLedger,
  lastEndedDay,
  type PlannedReceipt,
  planReceipts,
  receiptContent,
} from './daily-receipt.rules.js'

/** How many organizations are read at a time, and how many of them are served at once. */
const PAGE_SIZE = 200
const AT_ONCE = 4

/** What making receipts needs. */
export interface DailyReceiptSettings {
  database: Database
  jobs: JobQueue
  clock: Clock
  logger: Logger
  metrics: Registry
  publisher: Publisher
  /** Minutes after the end of an organization's day before its receipt is made. */
  graceMinutes: number
}

type ReceiptOutcome = 'issued' | 'not_needed' | 'refused' | 'failed'

/** The orders of a receipt and the ledger tell different sums: nothing is sent until a person has looked at it. */
class LedgerDisagreement extends Error {
  override readonly name = 'LedgerDisagreement'
}

/** Makes the daily receipts (domain.md, "Daily receipt summary"): exactly one per organization and day. */
export class DailyReceiptService {
  readonly #settings: DailyReceiptSettings
  readonly #outcomes: Counter<'outcome'>
  readonly #lateOrders: Counter

  constructor(settings: DailyReceiptSettings) {
    this.#settings = settings
    const registers = [settings.metrics]
    this.#outcomes = new Counter({
      name: 'gateway_daily_receipts_total',
      help: 'Daily receipts of organizations, by what came of them.',
      labelNames: ['outcome'],
      registers,
    })
    this.#lateOrders = new Counter({
      name: 'gateway_daily_receipt_late_orders_total',
      help: 'Orders that came after the receipt of their day and went on a later one.',
      registers,
    })
  }

  /**
   * Does `SendDailyReceipts`: makes every receipt that is due. Several may run at once, and any may be killed anywhere:
   * each receipt is one transaction, and what is due is asked of the orders again. One organization's trouble is its
   * own.
   */
  async sendDue(stopping?: AbortSignal): Promise<void> {
    const endedDays = await this.#endedDays()
    for (let after = ''; ; ) {
      const page = await ordersAwaitingReceipt(this.#settings.database, endedDays, after, PAGE_SIZE)
      const left = page.values()
      // The workers share one iterator: each takes the next organization that nobody has.
      await Promise.all(Array.from({ length: AT_ONCE }, () => this.#serve(left, stopping)))
      // What is left is as due as before: the next run of whichever worker finds it.
      if (page.length < PAGE_SIZE || stopping?.aborted) return
      after = page.at(-1)?.organizationId ?? ''
    }
  }

  async #endedDays(): Promise<EndedDay[]> {
    const { database, clock, graceMinutes } = this.#settings
    const now = clock.now()
    const zones = (await organizationTimeZones(database)).filter(isTimeZone)
    return zones.map((timeZone) => ({ timeZone, day: lastEndedDay(now, timeZone, graceMinutes) }))
  }

  async #serve(left: Iterator<AwaitingReceipt>, stopping: AbortSignal | undefined): Promise<void> {
    for (let next = left.next(); !next.done && !stopping?.aborted; next = left.next()) {
      const { organizationId, days, endedDay } = next.value
      try {
        const receipted = await receiptedDays(this.#settings.database, organizationId, [...days, endedDay])
        for (const planned of planReceipts(days, receipted, endedDay)) await this.#guarded(organizationId, planned)
      } catch (error) {
        this.#failed(error, organizationId)
      }
    }
  }

  async #guarded(organizationId: string, planned: PlannedReceipt): Promise<void> {
    try {
      this.#outcomes.inc({ outcome: await this.#issue(organizationId, planned) })
    } catch (error) {
      this.#failed(error, organizationId, planned.day)
    }
  }

  #failed(error: unknown, organizationId: string, day?: string): void {
    // The lock keeps other workers out; should it ever not, this constraint does.
    const other = constraintOf(error) === 'daily_receipts_one_a_day'
    const outcome: ReceiptOutcome = other ? 'not_needed' : error instanceof LedgerDisagreement ? 'refused' : 'failed'
    this.#outcomes.inc({ outcome })
    if (!other)
      this.#settings.logger.error({ err: error, organizationId, day, outcome }, 'a daily receipt was not made')
  }

  async #issue(organizationId: string, planned: PlannedReceipt): Promise<ReceiptOutcome> {
    const { database, logger } = this.#settings
    const receipt = await database.transaction((tx) => this.#issueWithin(tx, organizationId, planned))
    if (receipt === null) return 'not_needed'
    const { id, day, orderCount, totalCents } = receipt
    logger.info({ receiptId: id, organizationId, day, orderCount, totalCents }, 'daily receipt made')
    const late = receipt.content.orders.filter((order) => order.placedOn !== day).length
    if (late > 0) {
      this.#lateOrders.inc(late)
      logger.warn({ receiptId: id, organizationId, day, late }, 'orders came after the receipt of their day')
    }
    return 'issued'
  }

  /**
   * The account's lock is the one under which orders are placed, and they take their time under it: whoever holds it
   * sees every order of a day that is over.
   */
  async #issueWithin(tx: Transaction, organizationId: string, planned: PlannedReceipt): Promise<DailyReceipt | null> {
    const { clock, jobs, publisher } = this.#settings
    const account = await lockAccount(tx, organizationId)
    invariant(account, `organization ${organizationId} has orders and no account`)
    if ((await receiptedDays(tx, organizationId, [planned.day])).size > 0) return null
    const orders = await ordersOfDays(tx, organizationId, planned.takes)
    if (orders.length === 0) return null
    const disagreement = disagreementWithLedger(orders, account.currency)
    if (disagreement !== null) throw new LedgerDisagreement(disagreement)
    const organization = await tx.manager.findOneByOrFail(Organization, { id: organizationId })
    const content = receiptContent(organization, orders)
    const { currency } = account
    const emailId = await queueEmail(tx, jobs, clock, {
      kind: 'DAILY_RECEIPT',
      recipients: await receiptAddresses(tx, organizationId),
      ...renderReceiptMail({ day: planned.day, currency, mode: organization.mode, content }, publisher),
    })
    const receipt: DailyReceipt = {
      id: newId('dailyReceipt'),
      organizationId,
      day: planned.day,
      currency,
      orderCount: orders.length,
      totalCents: content.totalCents,
      content,
      emailId,
      createdAt: clock.now(),
    }
    await insertDailyReceipt(tx, receipt)
    const orderIds = orders.map((order) => order.id)
    const marked = await markReceipted(tx, receipt.id, orderIds)
    invariant(marked === orderIds.length, `all ${orderIds.length} orders of receipt ${receipt.id} were without one`)
    await recordAudit(tx, {
      action: 'DAILY_RECEIPT_SENT',
      actor: 'SYSTEM',
      request: { requestId: newId('request'), address: null, userAgent: null, reason: null },
      organizationId,
      subject: { kind: 'dailyReceipt', ids: [receipt.id, ...(await receiptedClinicians(tx, [receipt.id]))] },
      at: receipt.createdAt,
    })
    return receipt
  }
}
