import { isCurrency } from '../kernel/currency.js'
import type { UserErrorItem } from '../kernel/errors.js'
import { MAX_ORDER_ITEMS } from './order.inputs.js'
import type { PriceList } from './price-list.entity.js'
import { type CreatePriceListInput, MAX_PRICES, MAX_UNIT_PRICE_CENTS, type PriceInput } from './price-list.type.js'

/** What is wrong with the prices of a list (domain.md, "Products and prices"). */
export function checkPrices(prices: readonly PriceInput[]): UserErrorItem[] {
  if (prices.length < 1 || prices.length > MAX_PRICES) {
    return [invalid(['prices'], `expected 1 to ${MAX_PRICES} prices, got ${prices.length}`)]
  }
  const firstPlaces = new Map<string, number>()
  const problems = prices.flatMap((price, index) => {
    const same = `${price.product} ${price.minimumQuantity}`
    const first = firstPlaces.get(same)
    firstPlaces.set(same, first ?? index)
    return checkPrice(price, first, (field) => ['prices', String(index), field])
  })
  for (const product of new Set(prices.map((price) => price.product))) {
    if (firstPlaces.has(`${product} 1`)) continue
    const index = prices.findIndex((price) => price.product === product)
    const message = `expected a price of ${product} from 1 on, or smaller orders could not buy it`
    problems.push(invalid(['prices', String(index), 'minimumQuantity'], message))
  }
  return problems
}

function checkPrice(
  { product, minimumQuantity, unitPriceCents }: PriceInput,
  samePlace: number | undefined,
  at: (field: string) => string[],
): UserErrorItem[] {
  const problems: UserErrorItem[] = []
  if (minimumQuantity < 1 || minimumQuantity > MAX_ORDER_ITEMS) {
    problems.push(
      invalid(
        at('minimumQuantity'),
        `expected 1 to ${MAX_ORDER_ITEMS}, as many as an order takes, got ${minimumQuantity}`,
      ),
    )
  }
  if (!Number.isInteger(unitPriceCents) || unitPriceCents < 0 || unitPriceCents > MAX_UNIT_PRICE_CENTS) {
    problems.push(invalid(at('unitPriceCents'), `expected 0 to ${MAX_UNIT_PRICE_CENTS} cents, got ${unitPriceCents}`))
  }
  if (samePlace !== undefined) {
    problems.push(
      invalid(at('product'), `${product} from ${minimumQuantity} on stands in the list already, at ${samePlace}`),
    )
  }
  return problems
}

/** What is wrong with the currency of a list; `accountCurrency` is null when no account says. */
export function checkCurrency(currency: string, accountCurrency: string | null): UserErrorItem[] {
  if (!isCurrency(currency)) {
    return [invalid(['currency'], `expected an ISO 4217 code in capitals, for example USD, got "${currency}"`)]
  }
  return accountCurrency === null || accountCurrency === currency
    ? []
    : [
        invalid(
          ['currency'],
          `expected ${accountCurrency}, the currency of the organization's account, got ${currency}`,
        ),
      ]
}

/** What is wrong with the time of a new list. */
export function checkPeriod(
  { effectiveFrom, effectiveUntil }: Pick<CreatePriceListInput, 'effectiveFrom' | 'effectiveUntil'>,
  now: Date,
): UserErrorItem[] {
  if (effectiveFrom != null && effectiveFrom < now) {
    return [
      invalid(['effectiveFrom'], `expected no time before ${now.toISOString()}, got ${effectiveFrom.toISOString()}`),
    ]
  }
  const from = effectiveFrom ?? now
  return effectiveUntil == null || effectiveUntil > from
    ? []
    : [invalid(['effectiveUntil'], `expected a time after ${from.toISOString()}, got ${effectiveUntil.toISOString()}`)]
}

/** The earliest end that a list can get: none in the past, and none before it begins. */
export function earliestEnd({ effectiveFrom }: PriceList, now: Date): Date {
  return new Date(Math.max(effectiveFrom.getTime(), now.getTime()))
}

/** What stands against a new end of a list: what it priced until now stays priced. */
export function checkEnd(list: PriceList, until: Date, now: Date): UserErrorItem[] {
  if (list.effectiveUntil !== null && list.effectiveUntil <= now) {
    const message = `the price list ended on ${list.effectiveUntil.toISOString()}`
    return [{ code: 'ALREADY_DECIDED', field: ['priceListId'], message }]
  }
  const earliest = earliestEnd(list, now)
  return until >= earliest
    ? []
    : [invalid(['effectiveUntil'], `expected no time before ${earliest.toISOString()}, got ${until.toISOString()}`)]
}

function invalid(field: string[], message: string): UserErrorItem {
  return { code: 'INVALID_INPUT', field, message }
}
