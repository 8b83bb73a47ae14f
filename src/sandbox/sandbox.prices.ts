import { IsNull } from 'typeorm'
import type { Mode } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { pricesInForce } from '../orders/price.queries.js'
import { createPriceList } from '../orders/price.service.js'
import { PriceList } from '../orders/price-list.entity.js'
import { SANDBOX_CURRENCY } from './sandbox.organization.js'

/** The list that domain.md gives as the sandbox's default, with its quantity break; in cents. */
const DEFAULT_PRICES = [
  { product: 'INITIAL_APPOINTMENT', minimumQuantity: 1, unitAmountCents: 4100 },
  { product: 'REAPPOINTMENT', minimumQuantity: 1, unitAmountCents: 1800 },
  { product: 'REAPPOINTMENT', minimumQuantity: 10, unitAmountCents: 1000 },
  { product: 'PA_PROFILE', minimumQuantity: 1, unitAmountCents: 2400 },
  { product: 'CONTINUOUS_MONITORING', minimumQuantity: 1, unitAmountCents: 300 },
] as const

/**
 * Puts the default price list into force for everybody of the mode, unless there is one. In test mode, one that lacks a
 * product, because an earlier release made it, ends and makes room for the new one.
 */
export async function ensureDefaultPrices(database: Database, mode: Mode, now: Date): Promise<void> {
  await database.transaction(async (tx) => {
    // An organization of no name sees the list of everybody, and nothing else.
    const inForce = await pricesInForce(tx, mode, '', now)
    const priced = new Set(inForce.map(({ product }) => product))
    const isWhole = DEFAULT_PRICES.every(({ product }) => priced.has(product))
    if (inForce.length > 0 && (isWhole || mode === 'LIVE')) return
    const forEverybody = { mode, organizationId: IsNull(), currency: SANDBOX_CURRENCY, effectiveUntil: IsNull() }
    await tx.manager.update(PriceList, forEverybody, { effectiveUntil: now })
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
