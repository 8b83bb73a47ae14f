import { lockAccounts } from '../accounts/account.queries.js'
import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo } from '../auth/actor.js'
import type { Database, Reader, Transaction } from '../db/database.js'
import { constraintOf } from '../db/sql-state.js'
import type { Clock } from '../kernel/clock.js'
import { canonicalJson, sha256Hex } from '../kernel/digest.js'
import { invariant, type UserErrorItem, UserErrors } from '../kernel/errors.js'
import { checkIdempotencyKey } from '../kernel/idempotency-key.js'
import { type AccessibleOrganization, assertGranted, findOrganization } from '../organizations/organization.access.js'
import { timeOf } from '../organizations/organization.clock.js'
import { cardPaymentsOfOrders, openCardPayment } from '../payments/card-payment.queries.js'
import type { CardPaymentService } from '../payments/card-payment.service.js'
import type { CardInput } from './card/card.inputs.js'
import { cardFailure, checkCard } from './card/card.rules.js'
import { type Assessment, assessOrder } from './order.assessment.js'
import type { PlaceOrderInput, PreviewOrderInput } from './order.inputs.js'
import { orderById, orderPlacedWithKey } from './order.queries.js'
import type { OrderRecorder, OrderToRecord } from './order.recorder.js'
import { checkItems, checkPurchaseOrderNumber } from './order.rules.js'
import type { OrderType } from './order.type.js'
import { type Quote, quotePrices } from './price-quote.queries.js'

/** What came of `placeOrder`. */
export interface PlacedOrder {
  order: OrderType
  /** True when the order had been placed before with the same idempotency key: nothing was charged now. */
  replayed: boolean
  /** Why its card was not charged, of an order that failed. */
  failure?: readonly UserErrorItem[]
}

/** What came of `previewOrder`. */
export interface PreviewedOrder {
  assessment: Assessment
  /** Null if a line has no price. */
  quote: Quote | null
}

/** Who made up an idempotency key: the client that placed the order, or what of the gateway placed it for somebody. */
type KeyMaker = 'CLIENT' | 'GATEWAY'

/** Within what idempotency keys are unique. No client can reach the keys that the gateway makes up. */
export function keyScopeOf({ id, mode }: Actor, maker: KeyMaker): string {
  return maker === 'CLIENT' ? `${id} ${mode}` : `${id} ${mode} GATEWAY`
}

/** Previews and places orders (domain.md, "Orders"). */
export class OrderService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly recorder: OrderRecorder,
    /** Null where nobody waits for an answer who could have a card. */
    private readonly cards: CardPaymentService | null = null,
  ) {}

  /** What the order would cost and what stands against it, with a quote of its prices if every line has one. */
  async preview(actor: Actor, request: RequestInfo, input: PreviewOrderInput): Promise<PreviewedOrder> {
    assertScope(actor, 'orders:write')
    refuse(checkItems(input.items))
    return await this.database.transaction(async (tx) => {
      const organization = await this.#organization(tx, actor, input.organizationId)
      const at = timeOf(this.clock, organization)
      const assessment = await assessOrder(tx, actor, organization, input, at, this.takesCards(actor))
      // A preview shows who the clinicians are, so it is a read of their data.
      const ids = assessment.lines.flatMap(({ clinician }) => clinician?.id ?? [])
      const subject = { kind: 'clinician', ids: [...new Set(ids)] }
      const organizationId = organization.id
      const audited = { actor, request, organizationId, subject, at: this.clock.now() }
      await recordAudit(tx, { action: 'ORDER_PREVIEWED', ...audited })
      const quoted = { organizationId, actorId: actor.id, items: input.items, at }
      // What a subscription pays has no price that could be honoured.
      const quote = input.paymentMethod === 'SUBSCRIPTION' ? null : await quotePrices(tx, quoted, assessment)
      return { assessment, quote }
    })
  }

  /**
   * Places the order, or finds the one placed before with the same key. Order, items, snapshots, documents, ledger
   * entry, audit row and jobs commit together. @throws UserErrors when anything stands against it; nothing changed then.
   */
  async place(actor: Actor, request: RequestInfo, input: PlaceOrderInput): Promise<PlacedOrder> {
    const attempt = () => this.database.transaction((tx) => this.placeWithin(tx, actor, request, input, 'CLIENT'))
    try {
      return await this.charge(await attempt(), input.card)
    } catch (error) {
      // The same key at the same time for another organization's account: the lock did not hold it back, the index did.
      if (constraintOf(error) !== 'orders_idempotency_key_unique') throw error
      return await this.charge(await attempt(), input.card)
    }
  }

  /**
   * Charges the card of an order that `placeWithin` opened, after the commit: the order is completed then, has failed, or
   * stays `PENDING` for a while when the processor does not answer. Anything else is given back as it is.
   */
  async charge(placed: PlacedOrder, card: CardInput | null | undefined): Promise<PlacedOrder> {
    const { organizationId, id, paymentMethod } = placed.order
    if (paymentMethod !== 'CREDIT_CARD' || card == null || this.cards === null) return placed
    if (placed.order.status === 'PENDING') await this.cards.pay(id, card.token)
    const order = await existing(this.database, organizationId, id)
    if (order.status !== 'FAILED') return { ...placed, order }
    const [payment] = await cardPaymentsOfOrders(this.database, [id])
    return { ...placed, order, failure: [cardFailure(payment?.declineCode ?? null)] }
  }

  /** Whether cards can be charged in the actor's mode. */
  takesCards({ mode }: Pick<Actor, 'mode'>): boolean {
    return this.cards !== null && this.cards.processor(mode) !== null
  }

  /**
   * Places the order in the caller's transaction, as `place` does: with what the caller writes, or not at all. What is
   * charged outside of the gateway is opened only. Its idempotency keys are apart from those of clients, and a caller
   * derives them from what it places for, for example `cart:<id>:<version>`. @throws UserErrors
   */
  async placeWithin(
    tx: Transaction,
    actor: Actor,
    request: RequestInfo,
    input: PlaceOrderInput,
    caller: KeyMaker = 'GATEWAY',
  ): Promise<PlacedOrder> {
    assertScope(actor, 'orders:write')
    refuse([
      ...checkIdempotencyKey(input.idempotencyKey),
      ...checkPurchaseOrderNumber(input.purchaseOrderNumber),
      ...checkItems(input.items),
      ...checkCard(input.paymentMethod, input.card),
    ])
    const organization = await this.#organization(tx, actor, input.organizationId)
    const idempotency = {
      scope: keyScopeOf(actor, caller),
      key: input.idempotencyKey,
      requestSha256: digestOf(input),
    }
    await lockAccounts(tx, [organization.id])
    const before = await orderPlacedWithKey(tx, idempotency.scope, idempotency.key)
    if (before !== null) {
      refuse(before.requestSha256 === idempotency.requestSha256 ? [] : [KEY_REUSED])
      return { order: await existing(tx, organization.id, before.id), replayed: true }
    }
    const placedAt = timeOf(this.clock, organization)
    const assessment = await assessOrder(tx, actor, organization, input, placedAt, this.takesCards(actor))
    refuse(assessment.problems)
    const { paymentMethod } = input
    const wanted = { actor, request, organization, assessment, paymentMethod, placedAt, idempotency }
    const purchaseOrderNumber = input.purchaseOrderNumber?.trim() ?? null
    const orderId = await this.#record(tx, { ...wanted, purchaseOrderNumber })
    return { order: await existing(tx, organization.id, orderId), replayed: false }
  }

  /** Pays at once what the account pays, or what costs nothing; a card is charged after the commit. */
  async #record(tx: Transaction, order: OrderToRecord): Promise<string> {
    const { paymentMethod, assessment, organization } = order
    const { totalCents: cents, account } = assessment
    if (paymentMethod !== 'CREDIT_CARD' || cents === 0) return await this.recorder.record(tx, order)
    const { id: orderId } = await this.recorder.open(tx, order)
    const processor = this.cards?.processor(organization.mode)
    invariant(processor, 'an order by card is refused where no cards are taken')
    const { id: organizationId, mode } = organization
    // Cards know nothing of test clocks.
    const at = this.clock.now()
    await openCardPayment(tx, { orderId, organizationId, mode, processor, cents, currency: account.currency, at })
    return orderId
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

async function existing(reader: Reader, organizationId: string, orderId: string): Promise<OrderType> {
  const order = await orderById(reader, organizationId, orderId)
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
      ...(input.card != null && { card: { token: input.card.token } }),
      ...(input.quoteId != null && { quoteId: input.quoteId }),
      ...(input.purchaseOrderNumber != null && { purchaseOrderNumber: input.purchaseOrderNumber.trim() }),
      items: input.items.map((item) => ({
        clinicianId: item.clinicianId,
        product: item.product,
        ...(item.vendorReference != null && { vendorReference: item.vendorReference }),
        ...(item.allowDuplicate && { allowDuplicate: true }),
      })),
    }),
  )
}
