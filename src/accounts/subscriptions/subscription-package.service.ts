import { recordAudit } from '../../audit/audit.trail.js'
import { requireReason } from '../../audit/reason.js'
import { type Actor, assertStaff, type RequestInfo } from '../../auth/actor.js'
import type { Database } from '../../db/database.js'
import type { Clock } from '../../kernel/clock.js'
import { isCurrency } from '../../kernel/currency.js'
import { invariant, UserErrors } from '../../kernel/errors.js'
import { newId } from '../../kernel/ids.js'
import { oneLine } from '../../kernel/text.js'
import type { CreateSubscriptionPackageInput, WithdrawSubscriptionPackageInput } from './subscription.inputs.js'
import { type PackageRow, packageById, withdrawPackage } from './subscription.queries.js'
import { checkPackage } from './subscription.rules.js'
import { SubscriptionPackage } from './subscription-package.entity.js'

/** Staff offer packages (domain.md, "Account, activity, receipts": payment methods). */
export class SubscriptionPackageService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws UserErrors INVALID_INPUT */
  async create(actor: Actor, request: RequestInfo, input: CreateSubscriptionPackageInput): Promise<PackageRow> {
    assertStaff(actor)
    const reason = requireReason(input.reason)
    const { currency, priceCents, allowance, termMonths } = input
    const problems = checkPackage(input)
    if (problems.length > 0) throw new UserErrors(problems)
    if (!isCurrency(currency)) {
      const message = `expected an ISO 4217 code in capitals, for example USD, got "${currency}"`
      throw UserErrors.one('INVALID_INPUT', ['currency'], message)
    }
    return await this.database.transaction(async (tx) => {
      const at = this.clock.now()
      const { mode } = actor
      const row = {
        ...{ id: newId('subscriptionPackage'), mode, name: oneLine(input.name), currency, priceCents, allowance },
        ...{ termMonths, createdAt: at, withdrawnAt: null },
      }
      await tx.manager.insert(SubscriptionPackage, { ...row, createdByUserId: actor.id })
      const subject = { kind: 'subscriptionPackage', ids: [row.id] }
      await recordAudit(tx, {
        action: 'SUBSCRIPTION_PACKAGE_CREATED',
        actor,
        request,
        organizationId: null,
        subject,
        reason,
        at,
      })
      return row
    })
  }

  /** From now on it is not sold any more; what was sold runs on. @throws UserErrors NOT_FOUND */
  async withdraw(actor: Actor, request: RequestInfo, input: WithdrawSubscriptionPackageInput): Promise<PackageRow> {
    assertStaff(actor)
    const reason = requireReason(input.reason)
    return await this.database.transaction(async (tx) => {
      const at = this.clock.now()
      if (!(await withdrawPackage(tx, input.packageId, actor.mode, at))) {
        throw UserErrors.one('NOT_FOUND', ['packageId'], `no package has the id "${input.packageId}"`)
      }
      const subject = { kind: 'subscriptionPackage', ids: [input.packageId] }
      await recordAudit(tx, {
        action: 'SUBSCRIPTION_PACKAGE_WITHDRAWN',
        actor,
        request,
        organizationId: null,
        subject,
        reason,
        at,
      })
      const row = await packageById(tx, input.packageId, actor.mode)
      invariant(row, `package ${input.packageId} exists`)
      return row
    })
  }
}
