import type { Mode } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { PriceInForce } from './order.rules.js'

const IN_FORCE = readStatement<PriceInForce>(
  'prices_in_force',
  `select p.product, p.minimum_quantity as "minimumQuantity", p.unit_amount_cents as "unitAmountCents",
          l.currency, l.organization_id is not null as own
     from price_lists l join prices p on p.price_list_id = l.id
    where l.mode = $1 and (l.organization_id is null or l.organization_id = $2)
      and l.effective_from <= $3 and (l.effective_until is null or l.effective_until > $3)`,
)

/** The prices that hold for the organization at `at`. */
export async function pricesInForce(
  reader: Reader,
  mode: Mode,
  organizationId: string,
  at: Date,
): Promise<PriceInForce[]> {
  return await reader.rows(IN_FORCE, [mode, organizationId, at])
}
