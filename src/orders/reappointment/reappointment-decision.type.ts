import { ArgsType, Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { PageArgs } from '../../graphql/connection.js'
import { enumOf } from '../../graphql/enums.js'
import { DateTime, LocalDate } from '../../graphql/scalars.js'
import type { LocalDay } from '../../kernel/local-day.js'
import type { ProfileProduct } from '../../profiles/profile.sections.js'
import { ProfileProductEnum } from '../../profiles/profile.type.js'

export const DECISION_STATES = ['PROPOSED', 'ORDERED', 'SKIPPED', 'DECLINED', 'WITHDRAWN'] as const
/** What became of a clinician who is due. */
export type DecisionState = (typeof DECISION_STATES)[number]
const DecisionStateEnum = enumOf(DECISION_STATES)
registerEnumType(DecisionStateEnum, {
  name: 'ReappointmentDecisionState',
  description: 'What became of a clinician who is due for reappointment.',
  valuesConfig: {
    PROPOSED: { description: 'Waits for the approver.' },
    ORDERED: { description: 'Ordered: by the autopilot, or because the approver approved.' },
    SKIPPED: { description: 'Not ordered and not proposed; the autopilot considers it again the next night.' },
    DECLINED: { description: 'The approver declined; the autopilot leaves it alone until the next purchase.' },
    WITHDRAWN: { description: 'Not needed any more: the organization bought a profile of the clinician otherwise.' },
  },
})

export const DECISION_REASONS = [
  'DUE',
  'APPROVED',
  'DECLINED',
  'BUDGET_EXCEEDED',
  'INSUFFICIENT_FUNDS',
  'DUPLICATE_PURCHASE',
  'NO_PRICE',
  'APPROVER_UNAVAILABLE',
  'REFUSED',
  'BOUGHT_OTHERWISE',
] as const
/** Why it was decided so. */
export type DecisionReason = (typeof DECISION_REASONS)[number]
const DecisionReasonEnum = enumOf(DECISION_REASONS)
registerEnumType(DecisionReasonEnum, {
  name: 'ReappointmentDecisionReason',
  description: 'Why the autopilot decided so, as a stable code to act on. New reasons may be added.',
  valuesConfig: {
    DUE: { description: 'The clinician is due, and nothing stood against it.' },
    APPROVED: { description: 'The approver approved the proposal.' },
    DECLINED: { description: 'The approver declined the proposal.' },
    BUDGET_EXCEEDED: { description: 'It would have exceeded the budget of the month.' },
    INSUFFICIENT_FUNDS: { description: 'The account balance did not cover it.' },
    DUPLICATE_PURCHASE: { description: 'The organization bought the same profile within the last 30 days.' },
    NO_PRICE: { description: 'No price list in force had a price of the product.' },
    APPROVER_UNAVAILABLE: { description: 'The approver cannot buy for the organization any more.' },
    REFUSED: { description: 'Something else stood against the order; previewing it says what.' },
    BOUGHT_OTHERWISE: { description: 'The organization bought a profile of the clinician meanwhile.' },
  },
})

@ObjectType('ReappointmentDecision', {
  description:
    'What the autopilot decided about a clinician who is due. There is one for each purchase that it follows.',
})
export class ReappointmentDecisionType {
  @Field(() => ID, { description: 'Stable id, `rdn_…`.' })
  id!: string

  organizationId!: string
  clinicianId!: string
  lastItemId!: string
  priceCents!: number | null
  budgetCents!: number
  committedCents!: number
  currency!: string

  @Field(() => ProfileProductEnum, { description: 'What it is about.' })
  product!: ProfileProduct

  @Field(() => LocalDate, { description: 'When the clinician is due, as the policy was then.' })
  dueOn!: LocalDay

  @Field(() => DecisionStateEnum, { description: 'What became of it.' })
  state!: DecisionState

  @Field(() => DecisionReasonEnum, { description: 'Why.' })
  reason!: DecisionReason

  @Field(() => DateTime, { description: 'When it was decided; for what was skipped: when for this reason first.' })
  decidedAt!: Date

  @Field(() => String, {
    nullable: true,
    description: 'Name of the approver who approved or declined; null for what the autopilot decided by itself.',
  })
  decidedBy!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Number of the order, `PO-` and 10 digits; null unless it was ordered.',
  })
  orderNumber!: string | null
}

@ArgsType()
export class ReappointmentDecisionsArgs extends PageArgs {
  @Field(() => DecisionStateEnum, { nullable: true, description: 'Only those of this state; all without it.' })
  state?: DecisionState | null
}
