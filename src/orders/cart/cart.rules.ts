import type { ClinicianType } from '../../clinicians/clinician.type.js'
import type { UserErrorItem } from '../../kernel/errors.js'
import { MAX_ORDER_ITEMS } from '../order.inputs.js'
import { checkItems } from '../order.rules.js'
import { PRODUCT_KINDS } from '../product.js'
import type { UpdateCartItemInput } from './cart.inputs.js'
import type { NewCartItem } from './cart.queries.js'

/** One cart, one order: as many lines as that takes. */
export const MAX_CART_ITEMS = MAX_ORDER_ITEMS

type Line = Pick<NewCartItem, 'clinicianId' | 'product'>

/** What could never be ordered is not put into a cart; what only cannot be ordered now is, and says so there. */
export function checkNewItems(items: readonly Line[], clinicians: readonly ClinicianType[]): UserErrorItem[] {
  const kinds = new Map(clinicians.map(({ id, kind }) => [id, kind]))
  return items.flatMap(({ clinicianId, product }, index): UserErrorItem[] => {
    const at = (field: string) => ['items', String(index), field]
    const kind = kinds.get(clinicianId)
    if (kind === undefined) {
      const message = `no clinician has the id "${clinicianId}"`
      return [{ code: 'CLINICIAN_NOT_FOUND', field: at('clinicianId'), message }]
    }
    if (PRODUCT_KINDS[product] === kind) return []
    const message = `${product} is for a ${PRODUCT_KINDS[product]}, this clinician is a ${kind}`
    return [{ code: 'INELIGIBLE_PRODUCT', field: at('product'), message }]
  })
}

/** Whether the new lines fit; those that are there already take no room. */
export function checkRoom(present: readonly Line[], added: readonly Line[]): UserErrorItem[] {
  const count = new Set([...present, ...added].map(keyOf)).size
  if (count <= MAX_CART_ITEMS) return []
  const message = `expected a cart of at most ${MAX_CART_ITEMS} lines; with these it would have ${count}`
  return [{ code: 'LIMIT_REACHED', field: ['items'], message }]
}

/** Those of the lines that the cart does not have yet. */
export function notYetIn<Item extends Line>(present: readonly Line[], wanted: readonly Item[]): Item[] {
  const known = new Set(present.map(keyOf))
  return wanted.filter((line) => !known.has(keyOf(line)))
}

/** What is wrong with the form of a change of a line. */
export function checkUpdate({ vendorReference = null }: UpdateCartItemInput): UserErrorItem[] {
  const line = { clinicianId: '', product: 'REAPPOINTMENT', vendorReference, allowDuplicate: false } as const
  return checkItems([line]).map((problem) => ({ ...problem, field: problem.field.slice(2) }))
}

function keyOf({ clinicianId, product }: Line): string {
  return `${clinicianId} ${product}`
}
