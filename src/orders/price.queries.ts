import { DEFAULT_CURRENCY } from '../accounts/account.service.js'
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

/** A price at which an organization can buy. */
export interface OfferedPrice extends Omit<PriceInForce, 'own'> {
  organizationId: string
}

/** An own list goes before everybody's, product by product, as it does when an order is priced. */
const OFFERED = readStatement<OfferedPrice>(
  'prices_offered',
  `with offered as (
     select o.id as organization_id, p.product, p.minimum_quantity, p.unit_amount_cents, l.currency,
            l.organization_id is not null as own,
            bool_or(l.organization_id is not null) over (partition by o.id, p.product) as has_own
       from organizations o
      cross join lateral (select $2::timestamptz + o.clock_ahead_ms * interval '1 millisecond' as now) t
       left join accounts a on a.organization_id = o.id
       join price_lists l on l.mode = o.mode and (l.organization_id is null or l.organization_id = o.id)
        and l.effective_from <= t.now and (l.effective_until is null or l.effective_until > t.now)
        and l.currency = coalesce(a.currency, '${DEFAULT_CURRENCY}')
       join prices p on p.price_list_id = l.id
      where o.id = any ($1))
   select organization_id as "organizationId", product, minimum_quantity as "minimumQuantity",
          unit_amount_cents as "unitAmountCents", currency
     from offered where own = has_own order by organization_id, product, minimum_quantity`,
)

/** What these organizations can buy at `now` of the gateway, by product and quantity. Whoever asks must have access to them. */
export async function offeredPrices(
  reader: Reader,
  organizationIds: readonly string[],
  now: Date,
): Promise<OfferedPrice[]> {
  return await reader.rows(OFFERED, [organizationIds, now])
}

/** The prices that hold for the organization at `at`. */
export async function pricesInForce(
  reader: Reader,
  mode: Mode,
  organizationId: string,
  at: Date,
): Promise<PriceInForce[]> {
  return await reader.rows(IN_FORCE, [mode, organizationId, at])
}
