import type { Mode } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { newId } from '../kernel/ids.js'
import type { ProductCode } from '../profiles/profile.sections.js'
import { Price, PriceList } from './price-list.entity.js'

export interface NewPriceList {
  mode: Mode
  /** Null: for every organization without a list of its own. */
  organizationId: string | null
  currency: string
  effectiveFrom: Date
  effectiveUntil: Date | null
  prices: readonly { product: ProductCode; minimumQuantity: number; unitAmountCents: number }[]
}

/** Puts a price list into force; the database refuses one that overlaps another in time (`price_lists_no_overlap`). */
export async function createPriceList(tx: Transaction, wanted: NewPriceList): Promise<PriceList> {
  const { prices, ...list } = wanted
  const priceList: PriceList = { id: newId('priceList'), ...list }
  await tx.manager.insert(PriceList, priceList)
  await tx.manager.insert(
    Price,
    prices.map((price) => ({ ...price, priceListId: priceList.id })),
  )
  return priceList
}
