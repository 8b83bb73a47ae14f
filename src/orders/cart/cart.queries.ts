import type { Actor } from '../../auth/actor.js'
import type { Reader, Transaction } from '../../db/database.js'
import { readStatement, writeStatement } from '../../db/statement.js'
import { invariant } from '../../kernel/errors.js'
import { newId } from '../../kernel/ids.js'
import type { ProductCode } from '../../profiles/profile.sections.js'

/** A cart, as far as whoever changes it needs to know. */
export interface CartRow {
  id: string
  version: number
  changedAt: Date
}

/** What stands in a cart. */
export interface CartItemRow {
  id: string
  clinicianId: string
  product: ProductCode
  vendorReference: string | null
  allowDuplicate: boolean
  addedAt: Date
}

/** What is to be put into a cart. */
export type NewCartItem = Pick<CartItemRow, 'clinicianId' | 'product' | 'vendorReference' | 'allowDuplicate'>

/** Ids of vendors and of people never meet, so one value finds the buyer's cart whichever it is. */
const OF_BUYER = `select id, version, changed_at as "changedAt" from carts
  where organization_id = $1 and coalesce(vendor_id, user_id) = $2`

const FIND = readStatement<CartRow>('cart_of_buyer', OF_BUYER)

const LOCK = writeStatement<CartRow>('cart_lock', `${OF_BUYER} for update`)

const OPEN_ONCE = writeStatement(
  'cart_open_once',
  `insert into carts (id, organization_id, vendor_id, user_id, changed_at) values ($1, $2, $3, $4, $5)
   on conflict do nothing`,
)

const TOUCH = writeStatement('cart_touch', 'update carts set version = version + 1, changed_at = $2 where id = $1')

const ITEMS = readStatement<CartItemRow>(
  'cart_items_of_cart',
  `select id, clinician_id as "clinicianId", product, vendor_reference as "vendorReference",
          allow_duplicate as "allowDuplicate", added_at as "addedAt"
     from cart_items where cart_id = $1 order by added_at, id`,
)

const PUT = writeStatement(
  'cart_items_put',
  `insert into cart_items (id, cart_id, clinician_id, product, vendor_reference, allow_duplicate, added_at)
   select n.id, $1, n."clinicianId", n.product, n."vendorReference", n."allowDuplicate", $2
     from jsonb_to_recordset($3::jsonb) as n
          (id text, "clinicianId" text, product text, "vendorReference" text, "allowDuplicate" boolean)
   on conflict (cart_id, clinician_id, product) do update
     set (vendor_reference, allow_duplicate) = (excluded.vendor_reference, excluded.allow_duplicate)`,
)

const REMOVE = writeStatement('cart_items_remove', 'delete from cart_items where cart_id = $1 and id = any ($2)')

const CLEAR = writeStatement('cart_items_clear', 'delete from cart_items where cart_id = $1')

/** The cart of the actor for the organization; null while nothing was ever put into it. */
export async function findCart(reader: Reader, actor: Actor, organizationId: string): Promise<CartRow | null> {
  const [cart] = await reader.rows(FIND, [organizationId, actor.id])
  return cart ?? null
}

/** Takes the actor's cart for this transaction; null while nothing was ever put into it. */
export async function lockCart(tx: Transaction, actor: Actor, organizationId: string): Promise<CartRow | null> {
  const [cart] = await tx.write(LOCK, [organizationId, actor.id])
  return cart ?? null
}

/** As `lockCart`, and makes one if there is none yet. */
export async function lockOrOpenCart(
  tx: Transaction,
  actor: Actor,
  organizationId: string,
  at: Date,
): Promise<CartRow> {
  const known = await lockCart(tx, actor, organizationId)
  if (known !== null) return known
  const [vendorId, userId] = actor.kind === 'VENDOR' ? [actor.id, null] : [null, actor.id]
  await tx.write(OPEN_ONCE, [newId('cart'), organizationId, vendorId, userId, at])
  const opened = await lockCart(tx, actor, organizationId)
  invariant(opened, `${actor.id} has a cart for ${organizationId}`)
  return opened
}

/** What is in the cart, in the order in which it came. */
export async function cartItems(reader: Reader, cartId: string): Promise<CartItemRow[]> {
  return await reader.rows(ITEMS, [cartId])
}

/** Puts these into the cart; what is there already gets the new reference and leave. */
export async function putCartItems(
  tx: Transaction,
  cartId: string,
  items: readonly NewCartItem[],
  at: Date,
): Promise<void> {
  const rows = items.map((item) => ({ id: newId('cartItem'), ...item }))
  await tx.write(PUT, [cartId, at, JSON.stringify(rows)])
}

/** Takes these out of the cart. */
export async function removeCartItems(tx: Transaction, cartId: string, itemIds: readonly string[]): Promise<void> {
  await tx.write(REMOVE, [cartId, itemIds])
}

/** Takes everything out of the cart. */
export async function clearCartItems(tx: Transaction, cartId: string): Promise<void> {
  await tx.write(CLEAR, [cartId])
}

/** The cart was changed: whoever saw the version before has seen another. */
export async function touchCart(tx: Transaction, cartId: string, at: Date): Promise<void> {
  await tx.write(TOUCH, [cartId, at])
}
