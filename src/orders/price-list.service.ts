import { accountBalances } from '../accounts/account.queries.js'
import { recordAudit } from '../audit/audit.trail.js'
import { requireReason } from '../audit/reason.js'
import { type Actor, assertStaff, type RequestInfo, type StaffActor } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import { constraintOf } from '../db/sql-state.js'
import type { Clock } from '../kernel/clock.js'
import { type UserErrorItem, UserErrors } from '../kernel/errors.js'
import { findOrganization } from '../organizations/organization.access.js'
import { createPriceList } from './price.service.js'
import type { PriceList } from './price-list.entity.js'
import { lockPriceList, overlappingPriceList, setPriceListEnd } from './price-list.queries.js'
import { checkCurrency, checkEnd, checkPeriod, checkPrices, earliestEnd } from './price-list.rules.js'
import type { CreatePriceListInput, EndPriceListInput } from './price-list.type.js'

/** Staff put price lists into force and end them (domain.md, "Products and prices"). */
export class PriceListService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Makes a list with its prices. @throws UserErrors when anything stands against it; nothing changed then. */
  async create(actor: Actor, request: RequestInfo, input: CreatePriceListInput): Promise<PriceList> {
    assertStaff(actor)
    const reason = requireReason(input.reason)
    if (input.mode !== actor.mode) {
      const message = `expected ${actor.mode}, the mode of the request; say Gateway-Mode: ${input.mode} to price the other`
      throw UserErrors.one('INVALID_INPUT', ['mode'], message)
    }
    refuse([...checkCurrency(input.currency, null), ...checkPrices(input.prices)])
    return await this.#withoutOverlap(async (tx, attempt) => {
      const organizationId = await this.#buyer(tx, actor, input)
      const at = this.clock.now()
      refuse(checkPeriod(input, at))
      const list = {
        mode: input.mode,
        organizationId,
        currency: input.currency,
        effectiveFrom: input.effectiveFrom ?? at,
        effectiveUntil: input.effectiveUntil ?? null,
      }
      attempt({ id: '', ...list })
      const prices = input.prices.map(({ unitPriceCents, ...price }) => ({ ...price, unitAmountCents: unitPriceCents }))
      const created = await createPriceList(tx, { ...list, prices })
      const subject = { kind: 'priceList', ids: [created.id] }
      await recordAudit(tx, { action: 'PRICE_LIST_CREATED', actor, request, organizationId, subject, reason, at })
      return created
    })
  }

  /** Gives a list an end, or another one. @throws UserErrors when anything stands against it. */
  async end(actor: Actor, request: RequestInfo, input: EndPriceListInput): Promise<PriceList> {
    assertStaff(actor)
    const reason = requireReason(input.reason)
    return await this.#withoutOverlap(async (tx, attempt) => {
      const list = await lockPriceList(tx, input.priceListId, actor.mode)
      if (list === null) {
        throw UserErrors.one('NOT_FOUND', ['priceListId'], `no price list has the id "${input.priceListId}"`)
      }
      const at = this.clock.now()
      const effectiveUntil = input.effectiveUntil ?? earliestEnd(list, at)
      refuse(checkEnd(list, effectiveUntil, at))
      const ended = { ...list, effectiveUntil }
      attempt(ended)
      await setPriceListEnd(tx, list.id, effectiveUntil)
      const { organizationId } = list
      const subject = { kind: 'priceList', ids: [list.id] }
      await recordAudit(tx, { action: 'PRICE_LIST_ENDED', actor, request, organizationId, subject, reason, at })
      return ended
    })
  }

  /** For whom a new list is; null for everybody without a list of their own. */
  async #buyer(tx: Transaction, actor: StaffActor, input: CreatePriceListInput): Promise<string | null> {
    if (input.organizationId == null) return null
    const organization = await findOrganization(tx, actor, input.organizationId)
    if (organization === null) {
      throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${input.organizationId}"`)
    }
    const [account] = await accountBalances(tx, [organization.id])
    refuse(checkCurrency(input.currency, account?.currency ?? null))
    return organization.id
  }

  /**
   * Runs `work` in a transaction. That no two lists overlap is for the database to see, which also sees those of others
   * at the same moment; which list stands in the way is looked up afterwards, for a person.
   */
  async #withoutOverlap<Result>(
    work: (tx: Transaction, attempt: (list: PriceList) => void) => Promise<Result>,
  ): Promise<Result> {
    let attempted: PriceList | null = null
    try {
      return await this.database.transaction((tx) => work(tx, (list) => (attempted = list)))
    } catch (error) {
      if (constraintOf(error) !== 'price_lists_no_overlap' || attempted === null) throw error
      throw overlapOf(await overlappingPriceList(this.database, attempted))
    }
  }
}

function overlapOf(other: PriceList | null): UserErrors {
  const until = other?.effectiveUntil == null ? 'until further notice' : `until ${other.effectiveUntil.toISOString()}`
  const which =
    other === null ? 'another price list' : `${other.id}, from ${other.effectiveFrom.toISOString()} ${until}`
  const message = `expected a time at which no other price list holds for the same buyers; there is ${which}`
  return UserErrors.one('INVALID_INPUT', ['effectiveFrom'], message)
}

function refuse(problems: readonly UserErrorItem[]): void {
  if (problems.length > 0) throw new UserErrors(problems)
}
