import { recordAudit } from '../../audit/audit.trail.js'
import { requireReason } from '../../audit/reason.js'
import { type Actor, assertStaff, type RequestInfo } from '../../auth/actor.js'
import type { Database, Transaction } from '../../db/database.js'
import { constraintOf } from '../../db/sql-state.js'
import type { Clock } from '../../kernel/clock.js'
import { canonicalJson, sha256Hex } from '../../kernel/digest.js'
import { invariant, type UserErrorItem, UserErrors } from '../../kernel/errors.js'
import { checkIdempotencyKey } from '../../kernel/idempotency-key.js'
import { newId } from '../../kernel/ids.js'
import { localDayOf } from '../../kernel/local-day.js'
import { findOrganization } from '../../organizations/organization.access.js'
import { timeOf } from '../../organizations/organization.clock.js'
import { lockOrOpenAccount } from '../account.service.js'
import { Subscription } from './subscription.entity.js'
import type { CreateSubscriptionInput } from './subscription.inputs.js'
import { packageById, type SubscriptionRow, subscriptionOf, subscriptionSoldWithKey } from './subscription.queries.js'
import { checkStart, termFrom } from './subscription.rules.js'

/** What came of an act that is done once, whatever is repeated. */
export interface DoneOnce {
  subscription: SubscriptionRow
  /** True when it had been done before with the same idempotency key. */
  replayed: boolean
}

/** Staff give an organization a package for a term. */
export class SubscriptionService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Sells the package, or finds what was sold with the same key. No money moves: the invoice is paid later.
   * @throws UserErrors NOT_FOUND, INVALID_INPUT, IDEMPOTENCY_KEY_REUSED, ALREADY_EXISTS when another term overlaps
   */
  async create(actor: Actor, request: RequestInfo, input: CreateSubscriptionInput): Promise<DoneOnce> {
    assertStaff(actor)
    const reason = requireReason(input.reason)
    refuse(checkIdempotencyKey(input.idempotencyKey))
    const { organizationId, packageId, startsOn = null, idempotencyKey } = input
    const requestSha256 = sha256Hex(canonicalJson({ organizationId, packageId, startsOn, reason }))
    try {
      return await this.database.transaction(async (tx) => {
        const organization = await findOrganization(tx, actor, organizationId)
        if (organization === null) throw notFound('organizationId', 'organization', organizationId)
        const account = await lockOrOpenAccount(tx, this.clock, organizationId)
        const before = await subscriptionSoldWithKey(tx, idempotencyKey)
        if (before !== null) {
          refuse(before.requestSha256 === requestSha256 ? [] : [KEY_REUSED])
          return { subscription: await existing(tx, organizationId, before.id), replayed: true }
        }
        const sold = await packageById(tx, packageId, actor.mode)
        if (sold === null || sold.withdrawnAt !== null) throw notFound('packageId', 'package on sale', packageId)
        if (sold.currency !== account.currency) {
          const message = `expected a package in ${account.currency}, the currency of the account, got ${sold.currency}`
          throw UserErrors.one('INVALID_INPUT', ['packageId'], message)
        }
        const at = this.clock.now()
        const { timeZone } = organization
        const today = timeOf(this.clock, organization)
        if (startsOn !== null) refuse(checkStart(startsOn, today, timeZone))
        const id = newId('subscription')
        await tx.manager.insert(Subscription, {
          ...termFrom(startsOn ?? localDayOf(today, timeZone), sold.termMonths, timeZone),
          ...{ id, accountId: account.id, packageId, name: sold.name, priceCents: sold.priceCents },
          ...{ allowance: sold.allowance, idempotencyKey, requestSha256, createdByUserId: actor.id, createdAt: at },
        })
        const subject = { kind: 'subscription', ids: [id, packageId] }
        await recordAudit(tx, { action: 'SUBSCRIPTION_CREATED', actor, request, organizationId, subject, reason, at })
        return { subscription: await existing(tx, organizationId, id), replayed: false }
      })
    } catch (error) {
      if (constraintOf(error) === 'subscriptions_idempotency_key_unique')
        return await this.create(actor, request, input)
      if (constraintOf(error) !== 'subscriptions_one_at_a_time') throw error
      const message = 'expected a term in which the organization has no other subscription'
      throw UserErrors.one('ALREADY_EXISTS', ['startsOn'], message)
    }
  }
}

/** For a key that came with something else before. */
export const KEY_REUSED: UserErrorItem = {
  code: 'IDEMPOTENCY_KEY_REUSED',
  field: ['idempotencyKey'],
  message: 'this key was used before for something else; take a new key',
}

/** The subscription, of which the caller knows that it is there. */
export async function existing(tx: Transaction, organizationId: string, id: string): Promise<SubscriptionRow> {
  const subscription = await subscriptionOf(tx, organizationId, id)
  invariant(subscription, `subscription ${id} exists`)
  return subscription
}

/** @throws UserErrors if there is any problem */
export function refuse(problems: readonly UserErrorItem[]): void {
  if (problems.length > 0) throw new UserErrors(problems)
}

/** For an id that names nothing within the actor's sight. */
export function notFound(field: string, what: string, id: string): UserErrors {
  return UserErrors.one('NOT_FOUND', [field], `no ${what} has the id "${id}"`)
}
