import { type Actor, assertScope, type RequestInfo } from '../../auth/actor.js'
import type { Transaction } from '../../db/database.js'
import { invariant, UserErrors } from '../../kernel/errors.js'
import { MAX_ORDER_ITEMS } from '../order.inputs.js'
import { ownedFilterOf } from '../profile-manager/owned-clinician.filter.js'
import { type OwnedClinicianRow, ownedClinicians } from '../profile-manager/owned-clinician.queries.js'
import { REAPPOINTMENT_PRODUCTS } from '../reappointment/reappointment.rules.js'
import { policiesOf } from '../reappointment/reappointment-policy.queries.js'
import type { ReappointAllInput } from './cart.inputs.js'
import { cartItems, type NewCartItem } from './cart.queries.js'
import { MAX_CART_ITEMS, notYetIn } from './cart.rules.js'
import { type CartService, putInto } from './cart.service.js'
import type { ReappointAllPayload } from './cart.type.js'

type Reappointed = Omit<ReappointAllPayload, 'userErrors'>

/** Enough that a cart can be filled whatever of them it has already, and that it is seen whether there are more. */
const ENOUGH = 2 * MAX_CART_ITEMS + 1

/** Puts the reappointment profiles of many clinicians into a buyer's cart (domain.md, "Orders"). */
export class CartReappointments {
  constructor(private readonly carts: CartService) {}

  /**
   * As many as fit, the oldest purchase first. @throws UserErrors NOT_FOUND, INVALID_INPUT, CLINICIAN_NOT_FOUND
   * @throws RequestError BAD_USER_INPUT for a filter that cannot be
   */
  async reappointAll(actor: Actor, request: RequestInfo, input: ReappointAllInput): Promise<Reappointed> {
    assertScope(actor, 'orders:write')
    checkChoice(input)
    let counts = { added: 0, present: 0, more: false }
    const cart = await this.carts.change(actor, request, input.organizationId, async (tx, held, at) => {
      const present = await cartItems(tx, held.id)
      const wanted = (await chosen(tx, input, at)).map(lineOf)
      const fresh = notYetIn(present, wanted)
      const added = fresh.slice(0, Math.max(0, MAX_CART_ITEMS - present.length))
      await putInto(tx, held, added, at)
      counts = {
        added: added.length,
        present: wanted.length - fresh.length,
        more: fresh.length > added.length,
      }
    })
    return { cart, ...counts }
  }
}

function checkChoice({ clinicianIds, filter }: ReappointAllInput): void {
  const given = [clinicianIds, filter].filter((choice) => choice != null).length
  const problem = (message: string) => UserErrors.one('INVALID_INPUT', ['clinicianIds'], message)
  if (given !== 1) throw problem(`expected exactly one of clinicianIds and filter, got ${given}`)
  if (clinicianIds != null && (clinicianIds.length < 1 || clinicianIds.length > MAX_ORDER_ITEMS)) {
    throw problem(`expected 1 to ${MAX_ORDER_ITEMS} ids, got ${clinicianIds.length}`)
  }
}

async function chosen(tx: Transaction, input: ReappointAllInput, at: Date): Promise<NewLine[]> {
  const { organizationId, clinicianIds, filter } = input
  if (clinicianIds != null) return await ownedAmong(tx, organizationId, clinicianIds)
  const [policy] = await policiesOf(tx, [organizationId])
  invariant(policy && filter, 'every organization has a policy, and there is one choice')
  const page = { after: null, limit: ENOUGH, oldestFirst: true }
  return (await ownedClinicians(tx, organizationId, ownedFilterOf(filter, policy, at), page)).map(newLineOf)
}

/** In the order in which they were named. */
async function ownedAmong(tx: Transaction, organizationId: string, ids: readonly string[]): Promise<NewLine[]> {
  const rows = await ownedClinicians(tx, organizationId, { clinicianIds: ids }, { after: null, limit: ids.length })
  const owned = new Map(rows.map((one) => [one.clinicianId, one]))
  const missing = ids.flatMap((id, index) => (owned.has(id) ? [] : [{ id, index }]))
  if (missing.length > 0) {
    throw new UserErrors(
      missing.map(({ id, index }) => ({
        code: 'CLINICIAN_NOT_FOUND',
        field: ['clinicianIds', String(index)],
        message: `the organization owns no profile of a clinician with the id "${id}"`,
      })),
    )
  }
  return [...new Set(ids)].flatMap((id) => {
    const found = owned.get(id)
    return found === undefined ? [] : [newLineOf(found)]
  })
}

function newLineOf({ clinicianId, kind }: OwnedClinicianRow): NewLine {
  return { clinicianId, product: REAPPOINTMENT_PRODUCTS[kind] }
}

type NewLine = Pick<NewCartItem, 'clinicianId' | 'product'>

function lineOf({ clinicianId, product }: NewLine): NewCartItem {
  return { clinicianId, product, vendorReference: null, allowDuplicate: false }
}
