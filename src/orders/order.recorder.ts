import { lockAccount } from '../accounts/account.queries.js'
import { enterIntoLedger } from '../accounts/account.service.js'
import type { Book } from '../accounts/ledger-entry.entity.js'
import type { PaymentMethod } from '../accounts/payment-method.js'
import { takeAllowance } from '../accounts/subscriptions/subscription.allowance.js'
import { recordAudit, unattended } from '../audit/audit.trail.js'
import type { Actor, RequestInfo } from '../auth/actor.js'
import { cliniciansByIds } from '../clinicians/clinician.queries.js'
import type { Transaction } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { invariant } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { localDayOf } from '../kernel/local-day.js'
import type { AccessibleOrganization } from '../organizations/organization.access.js'
import { timeOf } from '../organizations/organization.clock.js'
import type { SnapshotSubject } from '../profiles/profile.snapshot.rules.js'
import { RenderProfilePdfs } from '../profiles/rendering/render-profile-pdfs.job.js'
import { announceEvents } from '../webhooks/event.outbox.js'
import { returnToCart } from './cart/cart.return.js'
import { wantsMonitoring } from './monitoring/monitoring.rules.js'
import { beforeMonitorings, startMonitorings } from './monitoring/monitoring-term.queries.js'
import type { Assessment } from './order.assessment.js'
import { issueOrderDocuments } from './order.documents.js'
import {
  closeOrder,
  completeOrder,
  insertOrder,
  type OpenedOrder,
  openedOrder,
  organizationOfOrder,
} from './order.record.queries.js'
import { formatOrderNumber } from './order.rules.js'
import type { OrderStatus } from './order.type.js'

/** An order against which nothing stands, to be written down. */
export interface OrderToRecord {
  actor: Actor
  request: RequestInfo
  organization: AccessibleOrganization
  assessment: Assessment
  paymentMethod: PaymentMethod
  purchaseOrderNumber: string | null
  placedAt: Date
  idempotency: { scope: string; key: string; requestSha256: string }
}

/** The book of the account from which the price of an order goes to the revenue, and to which it goes back. */
export const BOOK_OF_METHOD: Readonly<Record<PaymentMethod, Book>> = {
  ACCOUNT_BALANCE: 'BALANCE',
  SUBSCRIPTION: 'SUBSCRIPTION',
  CREDIT_CARD: 'CARD',
}

/**
 * Writes orders down, in the caller's transaction and under the lock of the organization's account. An order is opened,
 * and then completed or ended: at once when the account pays, and when the card was charged or declined otherwise.
 */
export class OrderRecorder {
  constructor(
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
  ) {}

  /** Opens and completes in one, for what the account pays. Returns the id of the order. */
  async record(tx: Transaction, order: OrderToRecord): Promise<string> {
    const opened = await this.open(tx, order)
    const clinicians = new Map(order.assessment.lines.flatMap(({ clinician: one }) => (one ? [[one.id, one]] : [])))
    await this.#complete(tx, opened, [...clinicians.values()], order.placedAt)
    return opened.id
  }

  /** Writes order and lines as `PENDING`, for a payment that is still to come. Nothing is delivered before `complete`. */
  async open(tx: Transaction, order: OrderToRecord): Promise<OpenedOrder> {
    const { assessment, organization, actor, placedAt, paymentMethod } = order
    const { account, totalCents } = assessment
    const id = newId('order')
    const byVendor = actor.kind === 'VENDOR'
    const row = {
      id,
      organizationId: organization.id,
      mode: organization.mode,
      channel: byVendor ? ('INTEGRATION' as const) : ('HUB' as const),
      vendorId: byVendor ? actor.id : null,
      apiKeyId: byVendor ? actor.apiKeyId : null,
      placedByUserId: byVendor ? null : actor.id,
      paymentMethod,
      currency: account.currency,
      totalCents,
      placedAt,
      placedOn: localDayOf(placedAt, organization.timeZone),
      purchaseOrderNumber: order.purchaseOrderNumber,
      idempotency: order.idempotency,
    }
    const items = assessment.lines.map(({ input, unitPriceCents }) => {
      invariant(unitPriceCents !== null, 'a line against which nothing stands has a price')
      const { clinicianId, product, vendorReference = null } = input
      return { id: newId('orderItem'), clinicianId, product, unitPriceCents, vendorReference }
    })
    const number = await insertOrder(tx, row, items)
    await recordAudit(tx, {
      action: 'ORDER_PLACED',
      actor,
      request: order.request,
      organizationId: organization.id,
      subject: { kind: 'order', ids: [id, ...new Set(items.map((item) => item.clinicianId))] },
      at: this.clock.now(),
    })
    const { vendorId } = row
    const requestedBy = actor.name
    const accountId = account.id
    return {
      id,
      number,
      status: 'PENDING',
      organization,
      accountId,
      vendorId,
      requestedBy,
      paymentMethod,
      totalCents,
      items,
    }
  }

  /**
   * Completes a `PENDING` order that was paid: snapshots, documents, ledger, audit row, webhook and follow-up job. Returns
   * the status that it has then; whatever but `COMPLETED` says that it had ended before, and that the payment has to go
   * back. Safe to repeat.
   */
  async complete(tx: Transaction, orderId: string): Promise<OrderStatus> {
    const order = await this.#locked(tx, orderId)
    if (order.status !== 'PENDING') return order.status
    const ids = [...new Set(order.items.map((item) => item.clinicianId))]
    const clinicians = await cliniciansByIds(tx, order.organization.mode, ids)
    const at = timeOf(this.clock, order.organization)
    await this.#complete(tx, order, clinicians, at)
    await this.#audit(tx, 'ORDER_COMPLETED', order)
    return 'COMPLETED'
  }

  /**
   * Ends a `PENDING` order whose payment failed; `code` says why, for example `CARD_DECLINED`. Returns the status that it
   * has then: `FAILED`, or what it was before. Safe to repeat.
   */
  async fail(tx: Transaction, orderId: string, code: string): Promise<OrderStatus> {
    const order = await this.#locked(tx, orderId)
    if (order.status !== 'PENDING') return order.status
    const at = timeOf(this.clock, order.organization)
    await closeOrder(tx, orderId, { status: 'FAILED', failureCode: code, at })
    await returnToCart(tx, orderId, at)
    await this.#audit(tx, 'ORDER_FAILED', order)
    return 'FAILED'
  }

  async #locked(tx: Transaction, orderId: string): Promise<OpenedOrder> {
    const organizationId = await organizationOfOrder(tx, orderId)
    invariant(organizationId, `order ${orderId} exists`)
    await lockAccount(tx, organizationId)
    return await openedOrder(tx, orderId)
  }

  async #complete(
    tx: Transaction,
    order: OpenedOrder,
    clinicians: readonly SnapshotSubject[],
    at: Date,
  ): Promise<void> {
    if (wantsMonitoring(order.items)) await beforeMonitorings(tx)
    const documents = await issueOrderDocuments(tx, this.clock, order, clinicians, at)
    await completeOrder(tx, order.id, documents, at)
    await startMonitorings(tx, order, at)
    await this.#pay(tx, order, at)
    await this.#announce(tx, order)
    const documentIds = documents.map(({ documentId }) => documentId)
    if (documentIds.length > 0) await this.jobs.add(tx, RenderProfilePdfs, { documentIds })
  }

  /** What a subscription pays costs nothing here: its transaction has no entries. */
  async #pay(tx: Transaction, order: OpenedOrder, at: Date): Promise<void> {
    const { id, number, accountId, paymentMethod, totalCents, organization, items } = order
    if (paymentMethod === 'SUBSCRIPTION') {
      const use = { organizationId: organization.id, orderId: id, profiles: items.length, at }
      await takeAllowance(tx, use)
    } else if (totalCents === 0) return
    await enterIntoLedger(tx, {
      accountId,
      kind: 'PURCHASE',
      paymentMethod,
      orderId: id,
      cents: totalCents,
      from: BOOK_OF_METHOD[paymentMethod],
      to: 'REVENUE',
      description: `Order ${formatOrderNumber(number)}`,
      at,
    })
  }

  /** To the software that placed it, if one did. */
  async #announce(tx: Transaction, { id, number, vendorId, organization }: OpenedOrder): Promise<void> {
    const data = { orderId: id, orderNumber: formatOrderNumber(number) }
    const to = vendorId === null ? [] : [vendorId]
    await announceEvents(tx, this.clock, [{ organization, type: 'order.completed', data, to }])
  }

  async #audit(tx: Transaction, action: 'ORDER_COMPLETED' | 'ORDER_FAILED', order: OpenedOrder): Promise<void> {
    await recordAudit(tx, {
      action,
      actor: 'SYSTEM',
      request: unattended(),
      organizationId: order.organization.id,
      subject: { kind: 'order', ids: [order.id, ...new Set(order.items.map((item) => item.clinicianId))] },
      at: this.clock.now(),
    })
  }
}
