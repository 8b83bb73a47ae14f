import type { Mode } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { pricesInForce } from '../orders/price.queries.js'
import { createPriceList } from '../orders/price.service.js'
import { SANDBOX_CURRENCY } from './sandbox.organization.js'

/** The list that domain.md gives as the sandbox's default, with its quantity break; in cents. */
const DEFAULT_PRICES = [
  { product: 'INITIAL_APPOINTMENT', minimumQuantity: 1, unitAmountCents: 4100 },
  { product: 'REAPPOINTMENT', minimumQuantity: 1, unitAmountCents: 1800 },
  { product: 'REAPPOINTMENT', minimumQuantity: 10, unitAmountCents: 1000 },
  { product: 'PA_PROFILE', minimumQuantity: 1, unitAmountCents: 2400 },
  { product: 'CONTINUOUS_MONITORING', minimumQuantity: 1, unitAmountCents: 300 },
] as const

/** Puts the default price list into force for everybody of the mode, unless there is one. */
export async function ensureDefaultPrices(database: Database, mode: Mode, now: Date): Promise<void> {
  await database.transaction(async (tx) => {
    // An organization of no name sees the list of everybody, and nothing else.
    if ((await pricesInForce(tx, mode, '', now)).length > 0) return
    await createPriceList(tx, {
      mode,
      organizationId: null,
      currency: SANDBOX_CURRENCY,
      effectiveFrom: now,
      effectiveUntil: null,
      prices: DEFAULT_PRICES,
    })
  })
}
