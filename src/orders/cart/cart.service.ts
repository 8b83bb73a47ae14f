import type { PaymentMethod } from '../../accounts/payment-method.js'
import { recordAudit } from '../../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo } from '../../auth/actor.js'
import { cliniciansByIds } from '../../clinicians/clinician.queries.js'
import type { Database, Transaction } from '../../db/database.js'
import type { Clock } from '../../kernel/clock.js'
import { UserErrors } from '../../kernel/errors.js'
import {
  type AccessibleOrganization,
  assertGranted,
  findOrganization,
} from '../../organizations/organization.access.js'
import { timeOf } from '../../organizations/organization.clock.js'
import type { Organization } from '../../organizations/organization.entity.js'
import { checkItems } from '../order.rules.js'
import type { OrderService } from '../order.service.js'
import type { AddToCartInput, RemoveFromCartInput, UpdateCartItemInput } from './cart.inputs.js'
import {
  type CartItemRow,
  type CartRow,
  cartItems,
  clearCartItems,
  findCart,
  lockOrOpenCart,
  type NewCartItem,
  putCartItems,
  removeCartItems,
  touchCart,
} from './cart.queries.js'
import { checkNewItems, checkRoom, checkUpdate } from './cart.rules.js'
import type { CartType } from './cart.type.js'
import { viewCart } from './cart.view.js'

/** A buyer's cart (domain.md, "Orders"): read and changed, at the prices of the moment. */
export class CartService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly orders: Pick<OrderService, 'takesCards'>,
  ) {}

  /** The actor's own cart for an organization that was found within its access, as it would be paid in this way. */
  async read(
    actor: Actor,
    request: RequestInfo,
    organization: Organization,
    paymentMethod: PaymentMethod,
  ): Promise<CartType> {
    assertGranted(actor, organization, 'orders:write')
    const { id: organizationId } = organization
    return await this.database.transaction(async (tx) => {
      const at = timeOf(this.clock, organization as AccessibleOrganization)
      const cart = await findCart(tx, actor, organizationId)
      const payment = { paymentMethod, isCardTaken: this.orders.takesCards(actor) }
      const view = await viewCart(tx, actor, organization as AccessibleOrganization, cart, at, payment)
      const subject = { kind: 'cart', ids: idsOf(cart, view) }
      await recordAudit(tx, { action: 'CART_READ', actor, request, organizationId, subject, at: this.clock.now() })
      return view
    })
  }

  /** @throws UserErrors NOT_FOUND, INVALID_INPUT, CLINICIAN_NOT_FOUND, INELIGIBLE_PRODUCT, LIMIT_REACHED */
  async add(actor: Actor, request: RequestInfo, { organizationId, items }: AddToCartInput): Promise<CartType> {
    assertScope(actor, 'orders:write')
    refuse(checkItems(items))
    const wanted = items.map((item) => ({ ...item, vendorReference: item.vendorReference ?? null }))
    return await this.change(actor, request, organizationId, async (tx, cart, at) => {
      const ids = [...new Set(wanted.map((item) => item.clinicianId))]
      refuse(checkNewItems(wanted, await cliniciansByIds(tx, actor.mode, ids)))
      await putInto(tx, cart, wanted, at)
    })
  }

  /** @throws UserErrors NOT_FOUND, INVALID_INPUT */
  async update(actor: Actor, request: RequestInfo, input: UpdateCartItemInput): Promise<CartType> {
    assertScope(actor, 'orders:write')
    refuse(checkUpdate(input))
    return await this.change(actor, request, input.organizationId, async (tx, cart, at) => {
      const [item] = ofCart(await cartItems(tx, cart.id), [input.itemId], ['itemId'])
      if (item === undefined) return
      const { vendorReference = item.vendorReference, allowDuplicate } = input
      const changed = { ...item, vendorReference, allowDuplicate: allowDuplicate ?? item.allowDuplicate }
      await putCartItems(tx, cart.id, [changed], at)
    })
  }

  /** @throws UserErrors NOT_FOUND for the organization and for lines that are not in the cart */
  async remove(actor: Actor, request: RequestInfo, input: RemoveFromCartInput): Promise<CartType> {
    assertScope(actor, 'orders:write')
    return await this.change(actor, request, input.organizationId, async (tx, cart) => {
      ofCart(await cartItems(tx, cart.id), input.itemIds, ['itemIds'])
      await removeCartItems(tx, cart.id, input.itemIds)
    })
  }

  /** @throws UserErrors NOT_FOUND for the organization */
  async clear(actor: Actor, request: RequestInfo, organizationId: string): Promise<CartType> {
    assertScope(actor, 'orders:write')
    return await this.change(actor, request, organizationId, async (tx, cart) => await clearCartItems(tx, cart.id))
  }

  /** Changes the actor's cart, one change after the other. @throws UserErrors NOT_FOUND for the organization */
  async change(
    actor: Actor,
    request: RequestInfo,
    organizationId: string,
    work: (tx: Transaction, cart: CartRow, at: Date) => Promise<void>,
  ): Promise<CartType> {
    return await this.database.transaction(async (tx) => {
      const organization = await cartOrganization(tx, actor, organizationId)
      const at = timeOf(this.clock, organization)
      const cart = await lockOrOpenCart(tx, actor, organizationId, at)
      await work(tx, cart, at)
      return await changed(tx, this.clock, actor, request, organization, cart)
    })
  }
}

/** An organization that is not there for the actor is a user error, like everything else about the input. */
export async function cartOrganization(
  tx: Transaction,
  actor: Actor,
  organizationId: string,
): Promise<AccessibleOrganization> {
  const organization = await findOrganization(tx, actor, organizationId)
  if (organization === null) {
    throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${organizationId}"`)
  }
  assertGranted(actor, organization, 'orders:write')
  return organization
}

/** Puts these into the cart that is held. @throws UserErrors LIMIT_REACHED when they do not fit */
export async function putInto(tx: Transaction, cart: CartRow, items: readonly NewCartItem[], at: Date): Promise<void> {
  refuse(checkRoom(await cartItems(tx, cart.id), items))
  await putCartItems(tx, cart.id, items, at)
}

/** Ends a change of the cart that is held: the next version, the audit trail, and what it looks like now. */
export async function changed(
  tx: Transaction,
  clock: Clock,
  actor: Actor,
  request: RequestInfo,
  organization: AccessibleOrganization,
  cart: CartRow,
): Promise<CartType> {
  const at = timeOf(clock, organization)
  await touchCart(tx, cart.id, at)
  const now = { ...cart, version: cart.version + 1, changedAt: at }
  const view = await viewCart(tx, actor, organization, now, at)
  const subject = { kind: 'cart', ids: idsOf(cart, view) }
  const audited = { actor, request, organizationId: organization.id, subject, at: clock.now() }
  await recordAudit(tx, { action: 'CART_CHANGED', ...audited })
  return view
}

/** Those of the lines, all of which must be there. */
function ofCart(items: readonly CartItemRow[], ids: readonly string[], field: string[]): CartItemRow[] {
  return ids.map((id, index) => {
    const item = items.find((one) => one.id === id)
    if (item !== undefined) return item
    const path = ids.length > 1 ? [...field, String(index)] : field
    throw UserErrors.one('NOT_FOUND', path, `no line of the cart has the id "${id}"`)
  })
}

function idsOf(cart: CartRow | null, view: CartType): string[] {
  return [...(cart === null ? [] : [cart.id]), ...new Set(view.items.map((item) => item.clinicianId))]
}

function refuse(problems: ConstructorParameters<typeof UserErrors>[0]): void {
  if (problems.length > 0) throw new UserErrors(problems)
}
