import type { Logger } from 'pino'
import { Counter, type Registry } from 'prom-client'
import type { Database } from '../db/database.js'
import { constraintOf } from '../db/sql-state.js'
import type { Clock } from '../kernel/clock.js'
import { isTimeZone } from '../kernel/local-day.js'
import {
  type AwaitingReceipt,
  type EndedDay,
  localClocks,
  ordersAwaitingReceipt,
} from '../orders/receipted-orders.queries.js'
import { timeOf } from '../organizations/organization.clock.js'
import type { DailyReceipt } from './daily-receipt.entity.js'
import type { DailyReceiptMaker, MadeReceipt, WantedReceipt } from './daily-receipt.maker.js'
import { receiptedDays } from './daily-receipt.queries.js'
import { lastEndedDay, planReceipts } from './daily-receipt.rules.js'

/** How many organizations are read at a time. */
const PAGE_SIZE = 400

/**
 * What one transaction makes: a statement each for many receipts instead of one, and the accounts are locked for a tenth
 * of a second. Much more at once outlives the young generation, and costs more in its collection than it saves. An
 * organization with more orders has a transaction of its own.
 */
const BATCH_ORDERS = 1_000
/** How many transactions run at once. */
const AT_ONCE = 3

/** What making receipts needs. */
export interface DailyReceiptSettings {
  database: Database
  clock: Clock
  logger: Logger
  metrics: Registry
  maker: DailyReceiptMaker
  /** Minutes after the end of an organization's day before its receipt is made. */
  graceMinutes: number
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
   * a receipt is made in one transaction, and what is due is asked of the orders again. One organization's trouble is
   * its own.
   */
  async sendDue(stopping?: AbortSignal): Promise<void> {
    const endedDays = await this.#endedDays()
    for (let after = ''; ; ) {
      const page = await ordersAwaitingReceipt(this.#settings.database, endedDays, after, PAGE_SIZE)
      const batches = inBatches(await this.#plan(page)).values()
      // They share one iterator: each takes the next batch that nobody has.
      await Promise.all(Array.from({ length: AT_ONCE }, () => this.#serve(batches, stopping)))
      // What is left is as due as before: the next run of whichever worker finds it.
      if (page.length < PAGE_SIZE || stopping?.aborted) return
      after = page.at(-1)?.organizationId ?? ''
    }
  }

  async #endedDays(): Promise<EndedDay[]> {
    const { database, clock, graceMinutes } = this.#settings
    const clocks = (await localClocks(database)).filter(({ timeZone }) => isTimeZone(timeZone))
    return clocks.map((one) => ({ ...one, day: lastEndedDay(timeOf(clock, one), one.timeZone, graceMinutes) }))
  }

  async #plan(page: readonly AwaitingReceipt[]): Promise<WantedReceipt[]> {
    const asked = page.map(({ organizationId, days, endedDay }) => ({ organizationId, days: [...days, endedDay] }))
    const receipted = await receiptedDays(this.#settings.database, asked)
    return page.flatMap(({ organizationId, days, endedDay, orderCount }) => {
      const planned = planReceipts(days, receipted.get(organizationId) ?? new Set(), endedDay)
      return planned.map((one) => ({ ...one, organizationId, orderCount: Math.ceil(orderCount / planned.length) }))
    })
  }

  async #serve(batches: Iterator<WantedReceipt[]>, stopping: AbortSignal | undefined): Promise<void> {
    for (let next = batches.next(); !next.done && !stopping?.aborted; next = batches.next()) {
      await this.#make(next.value)
    }
  }

  /** A batch that fails is made one by one, so that the others do not suffer from the one whose fault it is. */
  async #make(wanted: readonly WantedReceipt[]): Promise<void> {
    const { database, maker } = this.#settings
    try {
      for (const made of await database.transaction((tx) => maker.make(tx, wanted))) this.#note(made)
    } catch (error) {
      if (wanted.length === 1) this.#failed(error, wanted[0])
      else for (const one of wanted) await this.#make([one])
    }
  }

  #failed(error: unknown, wanted: WantedReceipt | undefined): void {
    // The lock keeps other workers out; should it ever not, this constraint does.
    const other = constraintOf(error) === 'daily_receipts_one_a_day'
    this.#outcomes.inc({ outcome: other ? 'not_needed' : 'failed' })
    const { organizationId, day } = wanted ?? {}
    if (!other) this.#settings.logger.error({ err: error, organizationId, day }, 'a daily receipt was not made')
  }

  #note(made: MadeReceipt): void {
    this.#outcomes.inc({ outcome: made.outcome })
    if (made.outcome === 'issued') this.#noteIssued(made.receipt)
    if (made.outcome !== 'refused') return
    const { organizationId, day, reason } = made
    this.#settings.logger.error({ organizationId, day, reason }, 'a daily receipt was not made: the ledger disagrees')
  }

  #noteIssued({ id, organizationId, day, orderCount, totalCents, content }: DailyReceipt): void {
    const { logger } = this.#settings
    logger.info({ receiptId: id, organizationId, day, orderCount, totalCents }, 'daily receipt made')
    const late = content.orders.filter((order) => order.placedOn !== day).length
    if (late === 0) return
    this.#lateOrders.inc(late)
    logger.warn({ receiptId: id, organizationId, day, late }, 'orders came after the receipt of their day')
  }
}

function inBatches(wanted: readonly WantedReceipt[]): WantedReceipt[][] {
  const batches: WantedReceipt[][] = []
  let room = 0
  for (const one of wanted) {
    const batch = batches.at(-1)
    if (batch === undefined || room < one.orderCount) {
      batches.push([one])
      room = BATCH_ORDERS - one.orderCount
    } else {
      batch.push(one)
      room -= one.orderCount
    }
  }
  return batches
}
