import type { PaymentMethod } from '../../accounts/payment-method.js'
import type { Actor } from '../../auth/actor.js'
import type { Transaction } from '../../db/database.js'
import { UserErrors } from '../../kernel/errors.js'
import type { AccessibleOrganization } from '../../organizations/organization.access.js'
import { type Assessment, assessOrder } from '../order.assessment.js'
import type { PreviewOrderInput } from '../order.inputs.js'
import { previewOf } from '../order.preview.js'
import { quotePrices } from '../price-quote.queries.js'
import { type CartItemRow, type CartRow, cartItems } from './cart.queries.js'
import { MAX_CART_ITEMS } from './cart.rules.js'
import type { CartType } from './cart.type.js'

/** How the order of a cart is meant to be paid. */
export interface CartPayment {
  paymentMethod: PaymentMethod
  /** Whether cards can be charged at all. */
  isCardTaken: boolean
}

const FROM_BALANCE: CartPayment = { paymentMethod: 'ACCOUNT_BALANCE', isCardTaken: false }

/** The order that the lines make. */
export function orderOf(
  organizationId: string,
  items: readonly CartItemRow[],
  paymentMethod: PaymentMethod = 'ACCOUNT_BALANCE',
): PreviewOrderInput {
  return {
    organizationId,
    items: items.map(({ clinicianId, product, vendorReference, allowDuplicate }) => ({
      ...{ clinicianId, product, vendorReference, allowDuplicate },
    })),
    paymentMethod,
  }
}

/** The cart with the prices of the moment, which are quoted; null is one that was never used. */
export async function viewCart(
  tx: Transaction,
  actor: Actor,
  organization: AccessibleOrganization,
  cart: CartRow | null,
  at: Date,
  payment = FROM_BALANCE,
): Promise<CartType> {
  const items = cart === null ? [] : await cartItems(tx, cart.id)
  const head = { version: cart?.version ?? 0, changedAt: cart?.changedAt ?? null }
  if (items.length === 0) return { ...head, items: [], preview: null, problems: [] }
  const assessed = await assessmentOf(tx, actor, organization, items, at, payment)
  if (assessed instanceof UserErrors) {
    return {
      ...head,
      items: items.map((item) => ({ ...item, preview: null })),
      preview: null,
      problems: [...assessed.items],
    }
  }
  const quoted = {
    organizationId: organization.id,
    actorId: actor.id,
    items: orderOf(organization.id, items).items,
    at,
  }
  // What came back from an order that was not paid can be more than an order takes; a subscription pays no price.
  const isQuoted = items.length <= MAX_CART_ITEMS && payment.paymentMethod !== 'SUBSCRIPTION'
  const quote = !isQuoted ? null : await quotePrices(tx, quoted, assessed)
  const { preview, userErrors } = previewOf(assessed, quote)
  return {
    ...head,
    items: items.map((item, index) => ({ ...item, preview: preview?.lines[index] ?? null })),
    preview,
    problems: userErrors,
  }
}

/** What keeps the order from being looked at is shown like what stands against it. */
async function assessmentOf(
  tx: Transaction,
  actor: Actor,
  organization: AccessibleOrganization,
  items: readonly CartItemRow[],
  at: Date,
  { paymentMethod, isCardTaken }: CartPayment,
): Promise<Assessment | UserErrors> {
  const order = orderOf(organization.id, items, paymentMethod)
  return await assessOrder(tx, actor, organization, order, at, isCardTaken).catch((error: unknown) => {
    if (error instanceof UserErrors) return error
    throw error
  })
}
