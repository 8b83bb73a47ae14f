import type { ClinicianType } from '../clinicians/clinician.type.js'
import type { UserErrorItem } from '../kernel/errors.js'
import { isStorableText } from '../kernel/text.js'
import { isProfileProduct, type ProductCode } from '../profiles/profile.sections.js'
import {
  MAX_ORDER_ITEMS,
  MAX_PURCHASE_ORDER_NUMBER_LENGTH,
  MAX_VENDOR_REFERENCE_LENGTH,
  type OrderItemInput,
} from './order.inputs.js'
import { PRODUCT_KINDS } from './product.js'

/** For so many days the same profile is not sold to an organization again by mistake (domain.md, "Orders"). */
export const DUPLICATE_GUARD_DAYS = 30

/** A price in force; an organization's own goes before everybody's. */
export interface PriceInForce {
  product: ProductCode
  minimumQuantity: number
  unitAmountCents: number
  currency: string
  own: boolean
}

/** A purchase of the organization's within the last 30 days. */
export interface RecentPurchase {
  clinicianId: string
  product: ProductCode
  orderNumber: string
  purchasedAt: Date
}

/** One line, priced and checked. */
export interface AssessedLine {
  input: OrderItemInput
  clinician: ClinicianType | null
  unitPriceCents: number | null
  /** The last purchase of the same profile within the guarded time. */
  recentPurchase: RecentPurchase | null
  problems: UserErrorItem[]
}

/** What is wrong with the form of an order, before anything is looked up. */
export function checkItems(items: readonly OrderItemInput[]): UserErrorItem[] {
  if (items.length < 1 || items.length > MAX_ORDER_ITEMS) {
    return [invalid(['items'], `expected 1 to ${MAX_ORDER_ITEMS} items, got ${items.length}`)]
  }
  return items.flatMap(({ clinicianId, vendorReference }, index) => {
    const at = (field: string) => ['items', String(index), field]
    const reference = vendorReference ?? ''
    const problems: UserErrorItem[] = []
    if (!isStorableText(clinicianId)) problems.push(invalid(at('clinicianId'), NOT_STORABLE))
    if (!isStorableText(reference)) problems.push(invalid(at('vendorReference'), NOT_STORABLE))
    if (reference.length > MAX_VENDOR_REFERENCE_LENGTH) {
      const expected = `expected at most ${MAX_VENDOR_REFERENCE_LENGTH} characters, got ${reference.length}`
      problems.push(invalid(at('vendorReference'), expected))
    }
    return problems
  })
}

/** What is wrong with the buyer's own number of the purchase, if it is given. */
export function checkPurchaseOrderNumber(number: string | null | undefined): UserErrorItem[] {
  if (number == null) return []
  const { length } = number.trim()
  const oneLine = isStorableText(number) && !/\p{Cc}/u.test(number)
  if (oneLine && length >= 1 && length <= MAX_PURCHASE_ORDER_NUMBER_LENGTH) return []
  const expected = `expected 1 to ${MAX_PURCHASE_ORDER_NUMBER_LENGTH} characters in one line, got ${length}`
  return [invalid(['purchaseOrderNumber'], expected)]
}

const NOT_STORABLE = 'expected a text without U+0000 and without half a surrogate pair'

/**
 * Prices and checks every line (domain.md, "Products and prices", "Orders"). With `fixedCents`, a price for each line,
 * the price lists are not asked.
 */
export function assessLines(
  items: readonly OrderItemInput[],
  currency: string,
  clinicians: readonly ClinicianType[],
  prices: readonly PriceInForce[],
  purchases: readonly RecentPurchase[],
  fixedCents: readonly number[] | null = null,
): AssessedLine[] {
  const seen = new Set<string>()
  return items.map((input, index) => {
    const at = (field: string) => ['items', String(index), field]
    const problems: UserErrorItem[] = []
    const clinician = clinicians.find((one) => one.id === input.clinicianId) ?? null
    if (clinician === null) {
      problems.push({
        code: 'CLINICIAN_NOT_FOUND',
        field: at('clinicianId'),
        message: `no clinician has the id "${input.clinicianId}"`,
      })
    } else if (PRODUCT_KINDS[input.product] !== clinician.kind) {
      problems.push({
        code: 'INELIGIBLE_PRODUCT',
        field: at('product'),
        message: `${input.product} is for a ${PRODUCT_KINDS[input.product]}, this clinician is a ${clinician.kind}`,
      })
    }
    const quantity = items.filter((item) => item.product === input.product).length
    const unitPriceCents = fixedCents?.[index] ?? priceOf(input.product, quantity, currency, prices)
    if (unitPriceCents === null) {
      problems.push({
        code: 'NO_PRICE',
        field: at('product'),
        message: `no price list in force has a price of ${input.product} in ${currency}`,
      })
    }
    const same = `${input.clinicianId} ${input.product}`
    // Monitoring is bought once at a time, whenever that was: `assessMonitoring` looks at it.
    const isGuarded = isProfileProduct(input.product)
    const recentPurchase =
      (isGuarded && purchases.find((one) => one.clinicianId === input.clinicianId && one.product === input.product)) ||
      null
    if (isGuarded && !input.allowDuplicate && (recentPurchase !== null || seen.has(same))) {
      const message =
        recentPurchase === null
          ? 'the same profile stands in this order already'
          : `bought on ${recentPurchase.purchasedAt.toISOString()} with order ${recentPurchase.orderNumber}, within the last ${DUPLICATE_GUARD_DAYS} days`
      problems.push({ code: 'DUPLICATE_PURCHASE', field: at('allowDuplicate'), message })
    }
    seen.add(same)
    return { input, clinician, unitPriceCents, recentPurchase, problems }
  })
}

/** The sum of the lines that have a price, in cents. */
export function totalOf(lines: readonly AssessedLine[]): number {
  return lines.reduce((sum, line) => sum + (line.unitPriceCents ?? 0), 0)
}

/** `PO-0000000042` */
export function formatOrderNumber(number: number): string {
  return `PO-${String(number).padStart(10, '0')}`
}

/** The number within `PO-0000000042`; null for anything else. */
export function parseOrderNumber(text: string): number | null {
  const [, digits] = /^PO-(\d{10})$/.exec(text.trim().toUpperCase()) ?? []
  return digits === undefined ? null : Number(digits)
}

function priceOf(
  product: ProductCode,
  quantity: number,
  currency: string,
  prices: readonly PriceInForce[],
): number | null {
  const [best] = prices
    .filter((price) => price.product === product && price.currency === currency && price.minimumQuantity <= quantity)
    .sort((a, b) => Number(b.own) - Number(a.own) || b.minimumQuantity - a.minimumQuantity)
  return best?.unitAmountCents ?? null
}

function invalid(field: string[], message: string): UserErrorItem {
  return { code: 'INVALID_INPUT', field, message }
}
