import { lockAccount } from '../accounts/account.queries.js'
import { enterIntoLedger } from '../accounts/account.service.js'
import { returnAllowance } from '../accounts/subscriptions/subscription.allowance.js'
import { recordAudit } from '../audit/audit.trail.js'
import { requireReason } from '../audit/reason.js'
import { type Actor, assertStaff, type RequestInfo, type StaffActor } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import { constraintOf } from '../db/sql-state.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { canonicalJson, sha256Hex } from '../kernel/digest.js'
import { invariant, type UserErrorItem, UserErrors } from '../kernel/errors.js'
import { checkIdempotencyKey } from '../kernel/idempotency-key.js'
import { newId } from '../kernel/ids.js'
import { timeOf } from '../organizations/organization.clock.js'
import { refundCard } from '../payments/card-refund.service.js'
import { withdrawDocuments } from '../profiles/profile.documents.js'
import { endRefundedMonitorings } from './monitoring/monitoring-term.queries.js'
import { orderById } from './order.queries.js'
import { closeOrder, type OpenedOrder, openedOrder } from './order.record.queries.js'
import { BOOK_OF_METHOD } from './order.recorder.js'
import { formatOrderNumber } from './order.rules.js'
import type { OrderType } from './order.type.js'
import type { CancelOrderInput, OrderRefundType, RefundOrderInput } from './order-desk.type.js'
import {
  organizationOfOrderIn,
  type RefundableItem,
  recordRefund,
  refundableItems,
  refundMadeWithKey,
  refundsOfOrders,
} from './order-refund.queries.js'

/** What came of `refundOrder`. */
export interface RefundedOrder {
  order: OrderType
  refund: OrderRefundType
  /** True when it had been paid back before with the same idempotency key: no money moved now. */
  replayed: boolean
}

/** Staff cancel orders that wait for their payment, and pay back completed ones (domain.md, "Orders"). */
export class OrderDeskService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
  ) {}

  /**
   * Ends an order that waits for its payment; a charge that comes all the same goes back. A cancelled one stays as it is.
   * @throws UserErrors NOT_FOUND, ALREADY_ENDED, INVALID_INPUT
   */
  async cancel(actor: Actor, request: RequestInfo, input: CancelOrderInput): Promise<OrderType> {
    assertStaff(actor)
    const reason = requireReason(input.reason)
    return await this.database.transaction(async (tx) => {
      const order = await lockedOrder(tx, actor, input.orderId)
      const organizationId = order.organization.id
      if (order.status === 'CANCELLED') return await orderOf(tx, order)
      if (order.status !== 'PENDING') {
        const message = `expected an order that waits for its payment, this one is ${order.status}`
        throw UserErrors.one('ALREADY_ENDED', ['orderId'], message)
      }
      const at = timeOf(this.clock, order.organization)
      await closeOrder(tx, order.id, { status: 'CANCELLED', failureCode: null, at })
      const subject = { kind: 'order', ids: [order.id, ...new Set(order.items.map((item) => item.clinicianId))] }
      const audited = { actor, request, organizationId, subject, reason, at: this.clock.now() }
      await recordAudit(tx, { action: 'ORDER_CANCELLED', ...audited })
      return await orderOf(tx, order)
    })
  }

  /**
   * Pays back a completed order, or lines of it, in the way in which it was paid. Refund, ledger, withdrawn documents,
   * audit row and the job for the card commit together. @throws UserErrors when anything stands against it; nothing
   * changed then.
   */
  async refund(actor: Actor, request: RequestInfo, input: RefundOrderInput): Promise<RefundedOrder> {
    assertStaff(actor)
    const wanted = { ...input, reason: requireReason(input.reason) }
    refuse(checkIdempotencyKey(input.idempotencyKey))
    const attempt = () => this.database.transaction((tx) => this.#refund(tx, actor, request, wanted))
    return await attempt().catch((error: unknown) => {
      // The same key at the same time for another organization: the lock did not hold it back, the constraint did.
      if (constraintOf(error) !== 'order_refunds_idempotency_key_unique') throw error
      return attempt()
    })
  }

  async #refund(
    tx: Transaction,
    actor: StaffActor,
    request: RequestInfo,
    input: RefundOrderInput,
  ): Promise<RefundedOrder> {
    const order = await lockedOrder(tx, actor, input.orderId)
    const requestSha256 = digestOf(input)
    const before = await refundMadeWithKey(tx, input.idempotencyKey)
    if (before !== null) {
      refuse(before.requestSha256 === requestSha256 ? [] : [KEY_REUSED])
      return { ...(await this.#refunded(tx, order, before.id)), replayed: true }
    }
    if (order.status !== 'COMPLETED') {
      throw UserErrors.one('NOT_REFUNDABLE', ['orderId'], `expected a completed order, this one is ${order.status}`)
    }
    const items = itemsToRefund(await refundableItems(tx, order.id), input.orderItemIds ?? null)
    const cents = items.reduce((sum, item) => sum + item.unitPriceCents, 0)
    const itemIds = items.map((item) => item.id)
    const at = timeOf(this.clock, order.organization)
    const { id: ledgerTransactionId } = await this.#payBack(tx, order, { cents, profiles: items.length, at })
    const id = newId('orderRefund')
    const organizationId = order.organization.id
    const { idempotencyKey, reason } = input
    const row = { id, orderId: order.id, organizationId, ledgerTransactionId, amountCents: cents, itemIds }
    await recordRefund(tx, { ...row, idempotencyKey, requestSha256, refundedByUserId: actor.id, at })
    const documentIds = items.flatMap((item) => item.documentId ?? [])
    await withdrawDocuments(tx, documentIds, at)
    await endRefundedMonitorings(tx, itemIds, at)
    const subject = { kind: 'orderRefund', ids: [id, order.id, ...new Set(items.map((item) => item.clinicianId))] }
    const audited = { actor, request, organizationId, subject, reason, at: this.clock.now() }
    await recordAudit(tx, { action: 'ORDER_REFUNDED', ...audited })
    return { ...(await this.#refunded(tx, order, id)), replayed: false }
  }

  async #payBack(
    tx: Transaction,
    order: OpenedOrder,
    { cents, profiles, at }: { cents: number; profiles: number; at: Date },
  ): Promise<{ id: string }> {
    const { id: orderId, accountId, paymentMethod, number } = order
    if (paymentMethod === 'CREDIT_CARD') {
      await refundCard(tx, this.jobs, { orderId, cents, at: this.clock.now() })
    }
    if (paymentMethod === 'SUBSCRIPTION') await returnAllowance(tx, { orderId, profiles, at })
    return await enterIntoLedger(tx, {
      accountId,
      kind: 'REFUND',
      paymentMethod,
      orderId,
      cents,
      from: 'REVENUE',
      to: BOOK_OF_METHOD[paymentMethod],
      description: `Refund of order ${formatOrderNumber(number)}`,
      at,
    })
  }

  async #refunded(tx: Transaction, order: OpenedOrder, refundId: string): Promise<Omit<RefundedOrder, 'replayed'>> {
    const refund = (await refundsOfOrders(tx, [order.id])).find((one) => one.id === refundId)
    invariant(refund, `refund ${refundId} is of order ${order.id}`)
    return { order: await orderOf(tx, order), refund }
  }
}

const KEY_REUSED: UserErrorItem = {
  code: 'IDEMPOTENCY_KEY_REUSED',
  field: ['idempotencyKey'],
  message: 'this key was used before for another refund; take a new key for a new refund',
}

/** The order under the lock of its account. Unknown and other-mode ones answer alike. @throws UserErrors NOT_FOUND */
async function lockedOrder(tx: Transaction, actor: StaffActor, orderId: string): Promise<OpenedOrder> {
  const organizationId = await organizationOfOrderIn(tx, actor.mode, orderId)
  if (organizationId === null) throw UserErrors.one('NOT_FOUND', ['orderId'], `no order has the id "${orderId}"`)
  await lockAccount(tx, organizationId)
  return await openedOrder(tx, orderId)
}

async function orderOf(tx: Transaction, { id, organization }: OpenedOrder): Promise<OrderType> {
  const order = await orderById(tx, organization.id, id)
  invariant(order, `order ${id} exists`)
  return order
}

/** Those of the lines that are named, or all that were not paid back. @throws UserErrors NOT_FOUND, NOT_REFUNDABLE */
function itemsToRefund(items: readonly RefundableItem[], ids: readonly string[] | null): RefundableItem[] {
  if (ids === null) return items.filter((item) => item.refundId === null)
  if (ids.length === 0) {
    throw UserErrors.one('INVALID_INPUT', ['orderItemIds'], 'expected at least one line, or null for all; got none')
  }
  refuse(
    ids.flatMap((id, index): UserErrorItem[] => {
      const field = ['orderItemIds', String(index)]
      const item = items.find((one) => one.id === id)
      if (item === undefined) return [{ code: 'NOT_FOUND', field, message: `the order has no line "${id}"` }]
      if (item.refundId === null) return []
      return [{ code: 'NOT_REFUNDABLE', field, message: `the line was paid back before, with ${item.refundId}` }]
    }),
  )
  return items.filter((item) => ids.includes(item.id))
}

function refuse(problems: readonly UserErrorItem[]): void {
  if (problems.length > 0) throw new UserErrors(problems)
}

/** Everything that was asked for, but not the key. */
function digestOf({ orderId, orderItemIds, reason }: RefundOrderInput): string {
  return sha256Hex(canonicalJson({ orderId, orderItemIds: orderItemIds ?? null, reason }))
}
