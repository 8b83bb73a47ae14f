import type { Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { ProductCode } from '../profiles/profile.sections.js'
import type { PriceList } from './price-list.entity.js'

const COLUMNS = `l.id, l.mode, l.organization_id as "organizationId", l.currency, l.effective_from as "effectiveFrom",
  l.effective_until as "effectiveUntil"`

const PAGE = readStatement<PriceList>(
  'price_lists_page',
  `select ${COLUMNS} from price_lists l
    where l.mode = $1 and ($2::text is null or l.organization_id = $2)
      and ($3::timestamptz is null
           or l.effective_from <= $3 and (l.effective_until is null or l.effective_until > $3))
      and ($4::text is null or l.id < $4)
    order by l.id desc limit $5`,
)

const LOCK = writeStatement<PriceList>(
  'price_list_lock',
  `select ${COLUMNS} from price_lists l where l.id = $1 and l.mode = $2 for update`,
)

const SET_END = writeStatement('price_list_set_end', 'update price_lists set effective_until = $2 where id = $1')

/** The same condition as the constraint `price_lists_no_overlap`. */
const OVERLAPPING = readStatement<PriceList>(
  'price_lists_overlapping',
  `select ${COLUMNS} from price_lists l
    where l.mode = $1 and l.organization_id is not distinct from $2 and l.currency = $3
      and tstzrange(l.effective_from, l.effective_until) && tstzrange($4, $5) and l.id <> $6
    order by l.effective_from limit 1`,
)

/** A price as it stands in its list. */
export interface ListedPrice {
  priceListId: string
  product: ProductCode
  minimumQuantity: number
  unitAmountCents: number
  currency: string
}

const PRICES = readStatement<ListedPrice>(
  'prices_of_lists',
  `select p.price_list_id as "priceListId", p.product, p.minimum_quantity as "minimumQuantity",
          p.unit_amount_cents as "unitAmountCents", l.currency
     from prices p join price_lists l on l.id = p.price_list_id
    where p.price_list_id = any ($1) order by p.price_list_id, p.product, p.minimum_quantity`,
)

/** Which price lists are wanted. */
export interface PriceListFilter {
  mode: Mode
  organizationId: string | null
  inForceAt: Date | null
}

/** Up to `limit` price lists before the id `beforeId`, the newest first. */
export async function priceListPage(
  reader: Reader,
  { mode, organizationId, inForceAt }: PriceListFilter,
  beforeId: string | null,
  limit: number,
): Promise<PriceList[]> {
  return await reader.rows(PAGE, [mode, organizationId, inForceAt, beforeId, limit])
}

/** The prices of these lists, by list, product and quantity. */
export async function pricesOfLists(reader: Reader, priceListIds: readonly string[]): Promise<ListedPrice[]> {
  return await reader.rows(PRICES, [priceListIds])
}

/** Takes the list of the mode for this transaction; null if there is none of this id. */
export async function lockPriceList(tx: Transaction, id: string, mode: Mode): Promise<PriceList | null> {
  const [list] = await tx.write(LOCK, [id, mode])
  return list ?? null
}

/** Gives the list an end; the database refuses one that would make it overlap another. */
export async function setPriceListEnd(tx: Transaction, id: string, effectiveUntil: Date): Promise<void> {
  await tx.write(SET_END, [id, effectiveUntil])
}

/** The first other list that holds at a time at which `list` would hold too, for the same buyers; or null. */
export async function overlappingPriceList(reader: Reader, list: PriceList): Promise<PriceList | null> {
  const { mode, organizationId, currency, effectiveFrom, effectiveUntil, id } = list
  const [other] = await reader.rows(OVERLAPPING, [mode, organizationId, currency, effectiveFrom, effectiveUntil, id])
  return other ?? null
}
