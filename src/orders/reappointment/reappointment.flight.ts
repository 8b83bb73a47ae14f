import { lockAccount } from '../../accounts/account.queries.js'
import { recordAudit, unattended } from '../../audit/audit.trail.js'
import type { Transaction } from '../../db/database.js'
import type { Clock } from '../../kernel/clock.js'
import { sha256Hex } from '../../kernel/digest.js'
import { newId } from '../../kernel/ids.js'
import { addDays, endOfLocalDay, type LocalDay, localDayOf, localMonthOf } from '../../kernel/local-day.js'
import { type Assessment, assessOrder } from '../order.assessment.js'
import { MAX_ORDER_ITEMS, type OrderItemInput } from '../order.inputs.js'
import type { OrderService } from '../order.service.js'
import { type Verdict, verdictsOf } from './autopilot.rules.js'
import { type Approver, findApprover } from './reappointment.approver.js'
import type { ReappointmentMail } from './reappointment.mail.js'
import { committedOfBudget, outcomesOf, recordDecisions, withdrawBought } from './reappointment-decision.queries.js'
import type { DecisionReason, DecisionState } from './reappointment-decision.type.js'
import { undecidedReappointments } from './reappointment-due.queries.js'
import type { ReappointmentDueType } from './reappointment-due.type.js'
import { type FlyingPolicy, policyRan } from './reappointment-policy.queries.js'

/** A clinician who is due, with what stands against the order. */
interface Considered {
  due: ReappointmentDueType
  priceCents: number | null
  verdict: Verdict
}

/** Everything that one step of a night is about. */
interface Step {
  policy: FlyingPolicy
  at: Date
  today: LocalDay
  /** What of the month's budget was ordered or is proposed already. */
  committedCents: number
}

/** One organization's night, in steps of one order each. */
export class ReappointmentFlight {
  constructor(
    private readonly clock: Clock,
    private readonly orders: OrderService,
    private readonly mail: ReappointmentMail,
  ) {}

  /**
   * Decides about the next clinicians who are due, at most as many as an order takes, and orders or proposes; when none
   * is left, writes to the approver and ends the day. For whoever holds the policy's lock. With `refused` it orders
   * nothing, for that was tried. Returns what was decided.
   */
  async step(tx: Transaction, policy: FlyingPolicy, at: Date, refused: Verdict): Promise<DecisionState[]> {
    const { organizationId, timeZone } = policy
    const today = localDayOf(at, timeZone)
    await withdrawBought(tx, organizationId, at)
    const due = await undecidedReappointments(
      tx,
      { organizationId, cycle: policy, at, days: 0 },
      today,
      MAX_ORDER_ITEMS,
    )
    if (due.length === 0) {
      const since = endOfLocalDay(addDays(today, -1), timeZone)
      await this.mail.night(tx, policy, today, await outcomesOf(tx, organizationId, today, since))
      await policyRan(tx, organizationId, today)
      return []
    }
    const { orderedCents, proposedCents } = await committedOfBudget(tx, organizationId, localMonthOf(at, timeZone))
    const step = { policy, at, today, committedCents: orderedCents + proposedCents }
    const approver = await findApprover(tx, policy)
    const verdict = approver === null ? 'APPROVER_UNAVAILABLE' : refused
    if (approver === null || verdict !== null) {
      return await this.#record(
        tx,
        step,
        due.map((one) => ({ due: one, priceCents: null, verdict })),
        null,
      )
    }
    await lockAccount(tx, organizationId)
    const considered = await consider(tx, step, approver, due)
    const taken = considered.filter((one) => one.verdict === null)
    const orderId = policy.autopilot === 'ORDER' && taken.length > 0 ? await this.#order(tx, approver, taken, at) : null
    return await this.#record(tx, step, considered, orderId)
  }

  async #order(tx: Transaction, { actor, organization }: Approver, taken: Considered[], at: Date): Promise<string> {
    const purchases = taken.map(({ due }) => due.lastItemId)
    const { order } = await this.orders.placeWithin(tx, actor, unattended(), {
      organizationId: organization.id,
      items: taken.map(({ due }) => itemOf(due)),
      paymentMethod: 'ACCOUNT_BALANCE',
      idempotencyKey: `reappointment:${at.toISOString()}:${sha256Hex(purchases.join(' '))}`,
    })
    return order.id
  }

  async #record(
    tx: Transaction,
    { policy, at, today, committedCents }: Step,
    considered: readonly Considered[],
    orderId: string | null,
  ): Promise<DecisionState[]> {
    const { organizationId, monthlyBudgetCents: budgetCents, currency } = policy
    let spent = committedCents
    const decisions = considered.map(({ due, priceCents, verdict }) => {
      const { clinicianId, lastItemId, product, dueOn } = due
      const taken = verdict === null
      const state: DecisionState = !taken ? 'SKIPPED' : orderId === null ? 'PROPOSED' : 'ORDERED'
      const reason: DecisionReason = verdict ?? 'DUE'
      const before = spent
      if (taken) spent += priceCents ?? 0
      return {
        ...{
          id: newId('reappointmentDecision'),
          organizationId,
          clinicianId,
          lastItemId,
          product,
          dueOn,
          state,
          reason,
        },
        ...{ priceCents, budgetCents, committedCents: before, currency, consideredOn: today, decidedAt: at },
        orderId: taken ? orderId : null,
      }
    })
    const ids = await recordDecisions(tx, decisions)
    await recordAudit(tx, {
      action: 'REAPPOINTMENTS_DECIDED',
      actor: 'SYSTEM',
      request: unattended(),
      organizationId,
      subject: { kind: 'reappointmentDecision', ids },
      at: this.clock.now(),
    })
    return decisions.map(({ state }) => state)
  }
}

/** What is left out makes the order smaller and its prices perhaps higher, so it is assessed again until all of it fits. */
async function consider(
  tx: Transaction,
  { policy, at, committedCents }: Step,
  { actor, organization }: Approver,
  due: readonly ReappointmentDueType[],
): Promise<Considered[]> {
  const budgetCents = policy.monthlyBudgetCents - committedCents
  const considered = new Map<string, Considered>()
  for (let asked = due; asked.length > 0; ) {
    const input = {
      organizationId: organization.id,
      items: asked.map(itemOf),
      paymentMethod: 'ACCOUNT_BALANCE',
    } as const
    const { lines, account }: Assessment = await assessOrder(tx, actor, organization, input, at)
    const fundsCents = policy.autopilot === 'ORDER' ? account.balanceCents : Number.POSITIVE_INFINITY
    const verdicts = verdictsOf(lines, { budgetCents, fundsCents })
    asked.forEach((one, index) => {
      const priceCents = lines[index]?.unitPriceCents ?? null
      considered.set(one.lastItemId, { due: one, priceCents, verdict: verdicts[index] ?? null })
    })
    const fitting = asked.filter((_, index) => verdicts[index] === null)
    if (fitting.length === asked.length) break
    asked = fitting
  }
  return due.flatMap(({ lastItemId }) => considered.get(lastItemId) ?? [])
}

function itemOf({ clinicianId, product }: ReappointmentDueType): OrderItemInput {
  return { clinicianId, product, allowDuplicate: false }
}
