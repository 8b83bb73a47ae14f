import { lockAccount } from '../../accounts/account.queries.js'
import { type Actor, assertScope, type RequestInfo } from '../../auth/actor.js'
import type { Database } from '../../db/database.js'
import type { Clock } from '../../kernel/clock.js'
import { invariant, UserErrors } from '../../kernel/errors.js'
import type { AccessibleOrganization } from '../../organizations/organization.access.js'
import { timeOf } from '../../organizations/organization.clock.js'
import { orderById, orderPlacedWithKey } from '../order.queries.js'
import { keyScopeOf, type OrderService, type PlacedOrder } from '../order.service.js'
import type { CheckOutCartInput } from './cart.inputs.js'
import { cartItems, clearCartItems, lockCart } from './cart.queries.js'
import { checkOutKey } from './cart.return.js'
import { type CartService, cartOrganization, changed } from './cart.service.js'
import type { CartType } from './cart.type.js'
import { orderOf, viewCart } from './cart.view.js'

/** What came of a check-out. */
export type CheckedOut = PlacedOrder & { cart: CartType }

/** Makes an order of a cart: the order is placed, or opened for a card, and the cart emptied in one transaction. */
export class CartCheckout {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly orders: OrderService,
    private readonly carts: CartService,
  ) {}

  /**
   * A version is checked out once: whoever comes again, or second, gets the order that was placed then. A card is charged
   * after the commit; what it does not pay lies in the cart again. @throws UserErrors NOT_FOUND, CART_CHANGED,
   * INVALID_INPUT for an empty cart, and what stands against the order
   */
  async checkOut(actor: Actor, request: RequestInfo, input: CheckOutCartInput): Promise<CheckedOut> {
    assertScope(actor, 'orders:write')
    const { organization, ...opened } = await this.#order(actor, request, input)
    const placed = await this.orders.charge(opened, input.card)
    const isReturned = placed.order.status === 'FAILED' && opened.order.status === 'PENDING'
    const cart = isReturned ? await this.carts.read(actor, request, organization, input.paymentMethod) : opened.cart
    return { ...placed, cart }
  }

  async #order(
    actor: Actor,
    request: RequestInfo,
    { organizationId, version, ...paid }: CheckOutCartInput,
  ): Promise<CheckedOut & { organization: AccessibleOrganization }> {
    return await this.database.transaction(async (tx) => {
      const organization = await cartOrganization(tx, actor, organizationId)
      // Before the cart, as whatever puts lines back into one does.
      await lockAccount(tx, organizationId)
      const at = timeOf(this.clock, organization)
      const cart = await lockCart(tx, actor, organizationId)
      if (cart === null) throw version === 0 ? nothingIn() : changedSince(version, 0)
      const idempotencyKey = checkOutKey(cart.id, version)
      if (cart.version !== version) {
        const before = await orderPlacedWithKey(tx, keyScopeOf(actor, 'GATEWAY'), idempotencyKey)
        if (before === null) throw changedSince(version, cart.version)
        const order = await orderById(tx, organizationId, before.id)
        invariant(order, `order ${before.id} exists`)
        return { order, replayed: true, organization, cart: await viewCart(tx, actor, organization, cart, at) }
      }
      const items = await cartItems(tx, cart.id)
      if (items.length === 0) throw nothingIn()
      const wanted = { ...orderOf(organizationId, items), ...paid, idempotencyKey }
      const placed = await this.orders.placeWithin(tx, actor, request, wanted)
      await clearCartItems(tx, cart.id)
      return { ...placed, organization, cart: await changed(tx, this.clock, actor, request, organization, cart) }
    })
  }
}

function changedSince(asked: number, now: number): UserErrors {
  return UserErrors.one('CART_CHANGED', ['version'], `expected the version of the cart as it is, ${now}, got ${asked}`)
}

function nothingIn(): UserErrors {
  return UserErrors.one('INVALID_INPUT', ['version'], 'expected a cart with at least one line, this one is empty')
}
