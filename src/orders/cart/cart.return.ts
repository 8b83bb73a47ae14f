import type { Transaction } from '../../db/database.js'
import { writeStatement } from '../../db/statement.js'

/** Names a check-out, among the keys that the gateway makes up: one for each version of a cart. */
export function checkOutKey(cartId: string, version: number): string {
  return `cart:${cartId}:${version}`
}

const RETURN = writeStatement(
  'cart_items_return',
  `with cart as (
     update carts c set version = c.version + 1, changed_at = $2
       from orders o
      where o.id = $1 and o.idempotency_scope like '% GATEWAY' and o.idempotency_key like 'cart:%'
        and c.id = split_part(o.idempotency_key, ':', 2)
     returning c.id)
   insert into cart_items (id, cart_id, clinician_id, product, vendor_reference, allow_duplicate, added_at)
   select 'line' || substr(i.id, strpos(i.id, '_')), cart.id, i.clinician_id, i.product, i.vendor_reference, false, $2
     from order_items i cross join cart
    where i.order_id = $1
   on conflict do nothing`,
)

/**
 * An order that was opened by a check-out was not paid: what it was made of lies in the cart again, beside what the buyer
 * has put there meanwhile. Nothing happens for other orders. The leave to buy a profile twice is to be given anew.
 */
export async function returnToCart(tx: Transaction, orderId: string, at: Date): Promise<void> {
  await tx.write(RETURN, [orderId, at])
}
