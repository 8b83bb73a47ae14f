import { recordAudit } from '../../audit/audit.trail.js'
import { type Actor, assertPerson, assertScope, type PersonActor, type RequestInfo } from '../../auth/actor.js'
import type { Database, Transaction } from '../../db/database.js'
import type { Clock } from '../../kernel/clock.js'
import { sha256Hex } from '../../kernel/digest.js'
import { RequestError, type UserErrorItem, UserErrors } from '../../kernel/errors.js'
import { localMonthOf } from '../../kernel/local-day.js'
import { formatCents } from '../../kernel/money.js'
import { assertGranted, findOrganization } from '../../organizations/organization.access.js'
import { timeOf } from '../../organizations/organization.clock.js'
import { MAX_ORDER_ITEMS } from '../order.inputs.js'
import type { OrderService } from '../order.service.js'
import type { DecideReappointmentsInput } from './reappointment.inputs.js'
import type { ReappointmentMetrics } from './reappointment.metrics.js'
import {
  approveDecisions,
  committedOfBudget,
  decisionsByIds,
  declineDecisions,
  withdrawBought,
} from './reappointment-decision.queries.js'
import type { ReappointmentDecisionType } from './reappointment-decision.type.js'
import { lockPolicy, type PolicyRow } from './reappointment-policy.queries.js'

/** The approver's part: decides about what the autopilot proposed. */
export class ReappointmentDecisionService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly orders: OrderService,
    private readonly metrics: ReappointmentMetrics,
  ) {}

  /**
   * Orders or declines all of the proposals. What was decided so before answers again. @throws UserErrors NOT_FOUND,
   * INVALID_INPUT, ALREADY_DECIDED, BUDGET_EXCEEDED, and what stands against the order
   */
  async decide(
    actor: Actor,
    request: RequestInfo,
    input: DecideReappointmentsInput,
  ): Promise<ReappointmentDecisionType[]> {
    assertPerson(actor)
    assertScope(actor, 'orders:write')
    const { organizationId, decisionIds: ids, approve } = input
    if (ids.length < 1 || ids.length > MAX_ORDER_ITEMS || new Set(ids).size < ids.length) {
      const message = `expected 1 to ${MAX_ORDER_ITEMS} ids, each once, got ${ids.length}`
      throw UserErrors.one('INVALID_INPUT', ['decisionIds'], message)
    }
    const { decisions, isNew } = await this.database.transaction(async (tx) => {
      const organization = await findOrganization(tx, actor, organizationId)
      if (organization === null) {
        throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${organizationId}"`)
      }
      assertGranted(actor, organization, 'orders:write')
      const policy = await lockPolicy(tx, organizationId)
      if (policy?.approverId !== actor.id) {
        throw new RequestError('FORBIDDEN', "this is for the approver of the organization's reappointment policy")
      }
      const at = timeOf(this.clock, organization)
      await withdrawBought(tx, organizationId, at)
      const known = await decisionsByIds(tx, organizationId, ids)
      const wanted = approve ? 'ORDERED' : 'DECLINED'
      if (known.length === ids.length && known.every(({ state }) => state === wanted)) {
        return { decisions: known, isNew: false }
      }
      assertProposed(ids, known)
      if (approve) await this.#order(tx, actor, request, policy, known, at)
      else await declineDecisions(tx, ids, actor.id, at)
      const subject = { kind: 'reappointmentDecision', ids }
      const audited = { actor, request, organizationId, subject, at: this.clock.now() }
      await recordAudit(tx, { action: 'REAPPOINTMENTS_DECIDED', ...audited })
      return { decisions: await decisionsByIds(tx, organizationId, ids), isNew: true }
    })
    if (isNew) this.metrics.decided(decisions.map(({ state }) => state))
    return decisions
  }

  /** The budget is looked at with the prices of the order itself: the last word is then. */
  async #order(
    tx: Transaction,
    actor: PersonActor,
    request: RequestInfo,
    { organizationId, monthlyBudgetCents, timeZone }: PolicyRow,
    proposals: readonly ReappointmentDecisionType[],
    at: Date,
  ): Promise<void> {
    const ids = proposals.map(({ id }) => id)
    const { order } = await this.orders.placeWithin(tx, actor, request, {
      organizationId,
      items: proposals.map(({ clinicianId, product }) => ({ clinicianId, product, allowDuplicate: false })),
      paymentMethod: 'ACCOUNT_BALANCE',
      idempotencyKey: `reappointment:${sha256Hex(ids.join(' '))}`,
    })
    await approveDecisions(tx, ids, actor.id, order.id, at)
    const { orderedCents } = await committedOfBudget(tx, organizationId, localMonthOf(at, timeZone))
    const budgetCents = monthlyBudgetCents ?? 0
    if (orderedCents <= budgetCents) return
    const [ordered, budget] = [orderedCents, budgetCents].map((cents) => formatCents(cents, order.currency))
    const message = `with these ${ordered} would be ordered in the month; expected at most the budget of ${budget}`
    throw UserErrors.one('BUDGET_EXCEEDED', ['decisionIds'], message)
  }
}

function assertProposed(ids: readonly string[], known: readonly ReappointmentDecisionType[]): void {
  const states = new Map(known.map(({ id, state }) => [id, state]))
  const problems = ids.flatMap((id, index): UserErrorItem[] => {
    const state = states.get(id)
    const field = ['decisionIds', String(index)]
    if (state === undefined) return [{ code: 'NOT_FOUND', field, message: `no proposal has the id "${id}"` }]
    if (state === 'PROPOSED') return []
    return [{ code: 'ALREADY_DECIDED', field, message: `expected a proposal that waits, this is ${state}` }]
  })
  if (problems.length > 0) throw new UserErrors(problems)
}
