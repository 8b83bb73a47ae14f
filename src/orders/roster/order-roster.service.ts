import { type Actor, assertScope, type RequestInfo } from '../../auth/actor.js'
import type { BulkMetrics } from '../../bulk/bulk.metrics.js'
import { type BulkOperationRow, lockBulkOf, visibleOperation } from '../../bulk/bulk.queries.js'
import type { BulkService } from '../../bulk/bulk.service.js'
import { BULK_SCOPES } from '../../bulk/bulk.words.js'
import type { Database, Transaction } from '../../db/database.js'
import type { Clock } from '../../kernel/clock.js'
import { RequestError, type UserErrorItem, UserErrors } from '../../kernel/errors.js'
import { assertScopeThere } from '../../organizations/organization.access.js'
import { checkPurchaseOrderNumber } from '../order.rules.js'
import type { ConfirmOrderRosterInput, OrderRosterInput } from './order-roster.inputs.js'
import { insertRosterPurchase, purchaseOfPreview } from './order-roster.queries.js'
import type { OrderRosterPurchase } from './order-roster-purchase.entity.js'

/** An operation, and whether it was there before. */
export interface StartedRoster {
  operation: BulkOperationRow
  reused: boolean
}

/** Bulk ordering in two steps: a roster is matched and priced, and what was found ready is ordered once it is confirmed. */
export class OrderRosterService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly bulk: BulkService,
    private readonly metrics: BulkMetrics,
  ) {}

  /** Starts the preview; orders nothing. @throws UserErrors NOT_FOUND, UPLOAD_UNUSABLE, LIMIT_REACHED */
  async preview(actor: Actor, request: RequestInfo, input: OrderRosterInput): Promise<StartedRoster> {
    return await this.bulk.start(actor, request, { ...input, kind: 'ORDER_ROSTER', purpose: 'ORDER_ROSTER' })
  }

  /**
   * Starts the orders of what the preview found ready: once for each preview, whoever confirms and how often.
   * @throws UserErrors NOT_FOUND, INVALID_INPUT, ALREADY_DECIDED, LIMIT_REACHED; RequestError FORBIDDEN
   */
  async confirm(actor: Actor, request: RequestInfo, input: ConfirmOrderRosterInput): Promise<StartedRoster> {
    const scopes = BULK_SCOPES.ORDER_ROSTER_PURCHASE
    for (const scope of scopes) assertScope(actor, scope)
    if (actor.kind === 'STAFF') throw new RequestError('FORBIDDEN', 'this is for those whose roster it is')
    const problems = problemsOf(input)
    if (problems.length > 0) throw new UserErrors(problems)
    const { operationId, resultFormat, paymentMethod, maximumTotalCents } = input
    const purchaseOrderNumber = input.purchaseOrderNumber?.trim() ?? null
    const started = await this.database.transaction(async (tx): Promise<StartedRoster> => {
      const preview = await visibleOperation(tx, actor, operationId)
      if (preview?.kind !== 'ORDER_ROSTER') {
        throw UserErrors.one('NOT_FOUND', ['operationId'], `no roster has the id "${operationId}"`)
      }
      for (const scope of scopes) assertScopeThere(actor, preview.scopes, scope)
      const { organizationId, mode, uploadId, fileSha256 } = preview
      await lockBulkOf(tx, organizationId)
      const terms = { previewOperationId: preview.id, paymentMethod, maximumTotalCents, purchaseOrderNumber }
      const before = await this.#before(tx, actor, terms)
      if (before !== null) return { operation: before, reused: true }
      assertReady(preview, this.clock.now())
      const wish = { kind: 'ORDER_ROSTER_PURCHASE' as const, resultFormat, uploadId, fileSha256 }
      const operation = await this.bulk.begin(tx, actor, request, { id: organizationId, mode }, wish)
      await insertRosterPurchase(tx, { ...terms, operationId: operation.id })
      return { operation, reused: false }
    })
    this.metrics.operation('ORDER_ROSTER_PURCHASE', started.reused ? 'reused' : 'started')
    return started
  }

  /** The operation that buys the preview in this way; null if nobody has confirmed it. */
  async #before(
    tx: Transaction,
    actor: Actor,
    terms: Omit<OrderRosterPurchase, 'operationId'>,
  ): Promise<BulkOperationRow | null> {
    const before = await purchaseOfPreview(tx, terms.previewOperationId)
    if (before === null) return null
    const operation = await visibleOperation(tx, actor, before.operationId)
    const isSame =
      before.paymentMethod === terms.paymentMethod &&
      before.maximumTotalCents === terms.maximumTotalCents &&
      before.purchaseOrderNumber === terms.purchaseOrderNumber
    if (operation !== null && isSame) return operation
    const message =
      'expected a roster that nobody has confirmed, this one is confirmed in another way or by somebody else'
    throw UserErrors.one('ALREADY_DECIDED', ['operationId'], message)
  }
}

function problemsOf({ maximumTotalCents, purchaseOrderNumber }: ConfirmOrderRosterInput): UserErrorItem[] {
  const problems = checkPurchaseOrderNumber(purchaseOrderNumber)
  if (maximumTotalCents >= 0) return problems
  return [invalid('maximumTotalCents', `expected 0 or more, got ${maximumTotalCents}`), ...problems]
}

function assertReady({ state, rowCounts, expiresAt }: BulkOperationRow, now: Date): void {
  const ready = rowCounts['READY'] ?? 0
  const got = state !== 'COMPLETED' ? state : expiresAt <= now ? 'one that is expired' : ready === 0 ? 'none' : null
  if (got === null) return
  const expected = state === 'COMPLETED' && expiresAt > now ? 'at least one READY row' : 'a preview that is COMPLETED'
  throw new UserErrors([invalid('operationId', `expected ${expected}, got ${got}`)])
}

function invalid(field: string, message: string): UserErrorItem {
  return { code: 'INVALID_INPUT', field: [field], message }
}
