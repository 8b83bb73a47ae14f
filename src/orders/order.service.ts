import { lockAccount } from '../accounts/account.queries.js'
import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo } from '../auth/actor.js'
import { constraintOf, type Database, type Reader, type Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { canonicalJson, sha256Hex } from '../kernel/digest.js'
import { invariant, type UserErrorItem, UserErrors } from '../kernel/errors.js'
import { checkIdempotencyKey } from '../kernel/idempotency-key.js'
import { type AccessibleOrganization, assertGranted, findOrganization } from '../organizations/organization.access.js'
import { type Assessment, assessOrder } from './order.assessment.js'
import type { PlaceOrderInput, PreviewOrderInput } from './order.inputs.js'
import { orderById, orderPlacedWithKey } from './order.queries.js'
import type { OrderRecorder } from './order.recorder.js'
import { checkItems } from './order.rules.js'
import type { OrderType } from './order.type.js'

/** What came of `placeOrder`. */
export interface PlacedOrder {
  order: OrderType
  /** True when the order had been placed before with the same idempotency key: nothing was charged now. */
  replayed: boolean
}

/** Previews and places orders (domain.md, "Orders"). */
export class OrderService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly recorder: OrderRecorder,
  ) {}

  /** What the order would cost and what stands against it; changes nothing. */
  async preview(actor: Actor, request: RequestInfo, input: PreviewOrderInput): Promise<Assessment> {
    assertScope(actor, 'orders:write')
    refuse(checkItems(input.items))
    return await this.database.transaction(async (tx) => {
      const organization = await this.#organization(tx, actor, input.organizationId)
      const at = this.clock.now()
      const assessment = await assessOrder(tx, actor, organization, input, at)
      // A preview shows who the clinicians are, so it is a read of their data.
      const ids = assessment.lines.flatMap(({ clinician }) => clinician?.id ?? [])
      const subject = { kind: 'clinician', ids: [...new Set(ids)] }
      const organizationId = organization.id
      await recordAudit(tx, { action: 'ORDER_PREVIEWED', actor, request, organizationId, subject, at })
      return assessment
    })
  }

  /**
   * Places the order, or finds the one placed before with the same key. Order, items, snapshots, documents, ledger
   * entry, audit row and jobs commit together. @throws UserErrors when anything stands against it; nothing changed then.
   */
  async place(actor: Actor, request: RequestInfo, input: PlaceOrderInput): Promise<PlacedOrder> {
    assertScope(actor, 'orders:write')
    refuse([...checkIdempotencyKey(input.idempotencyKey), ...checkItems(input.items)])
    try {
      return await this.#placeOnce(actor, request, input)
    } catch (error) {
      // The same key at the same time for another organization's account: the lock did not hold it back, the index did.
      if (constraintOf(error) !== 'orders_idempotency_key_unique') throw error
      return await this.#placeOnce(actor, request, input)
    }
  }

  async #placeOnce(actor: Actor, request: RequestInfo, input: PlaceOrderInput): Promise<PlacedOrder> {
    return await this.database.transaction(async (tx) => {
      const organization = await this.#organization(tx, actor, input.organizationId)
      const idempotency = {
        scope: `${actor.id} ${actor.mode}`,
        key: input.idempotencyKey,
        requestSha256: digestOf(input),
      }
      await lockAccount(tx, organization.id)
      const before = await orderPlacedWithKey(tx, idempotency.scope, idempotency.key)
      if (before !== null) {
        refuse(before.requestSha256 === idempotency.requestSha256 ? [] : [KEY_REUSED])
        return { order: await existing(tx, organization.id, before.id), replayed: true }
      }
      const placedAt = this.clock.now()
      const assessment = await assessOrder(tx, actor, organization, input, placedAt)
      refuse(assessment.problems)
      const orderId = await this.recorder.record(tx, {
        actor,
        request,
        organization,
        assessment,
        paymentMethod: input.paymentMethod,
        placedAt,
        idempotency,
      })
      return { order: await existing(tx, organization.id, orderId), replayed: false }
    })
  }

  /** An organization that is not there for the actor is a user error here, like everything else about the input. */
  async #organization(reader: Reader, actor: Actor, id: string): Promise<AccessibleOrganization> {
    const organization = await findOrganization(reader, actor, id)
    if (organization === null) {
      throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${id}"`)
    }
    assertGranted(actor, organization, 'orders:write')
    return organization
  }
}

const KEY_REUSED: UserErrorItem = {
  code: 'IDEMPOTENCY_KEY_REUSED',
  field: ['idempotencyKey'],
  message: 'this key was used before for another order; take a new key for a new order',
}

async function existing(tx: Transaction, organizationId: string, orderId: string): Promise<OrderType> {
  const order = await orderById(tx, organizationId, orderId)
  invariant(order, `order ${orderId} exists`)
  return order
}

function refuse(problems: readonly UserErrorItem[]): void {
  if (problems.length > 0) throw new UserErrors(problems)
}

/**
 * Everything that was asked for, but not the key. What has its default is left out, so that a field that a later release
 * adds does not make an old request another one.
 */
function digestOf(input: PlaceOrderInput): string {
  return sha256Hex(
    canonicalJson({
      organizationId: input.organizationId,
      ...(input.paymentMethod !== 'ACCOUNT_BALANCE' && { paymentMethod: input.paymentMethod }),
      items: input.items.map((item) => ({
        clinicianId: item.clinicianId,
        product: item.product,
        ...(item.vendorReference != null && { vendorReference: item.vendorReference }),
        ...(item.allowDuplicate && { allowDuplicate: true }),
      })),
    }),
  )
}
