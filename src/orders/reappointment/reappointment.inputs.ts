import { Field, ID, InputType, Int } from 'type-graphql'
import { Cents } from '../../graphql/scalars.js'
import { MAX_CENTS } from '../../kernel/money.js'
import { MAX_ORDER_ITEMS } from '../order.inputs.js'
import { DEFAULT_CYCLE_MONTHS, DEFAULT_LEAD_DAYS, MAX_CYCLE_MONTHS, MAX_LEAD_DAYS } from './reappointment.rules.js'
import { type Autopilot, AutopilotEnum } from './reappointment-policy.type.js'

@InputType({ description: 'How an organization reappoints from now on: all of it, nothing stays as it was.' })
export class SetReappointmentPolicyInput {
  @Field(() => ID, { description: 'Id of the organization, `org_…`.' })
  organizationId!: string

  @Field(() => Int, {
    defaultValue: DEFAULT_CYCLE_MONTHS,
    description: `Months from one profile of a clinician to the next, 1 to ${MAX_CYCLE_MONTHS}.`,
  })
  cycleMonths!: number

  @Field(() => Int, {
    defaultValue: DEFAULT_LEAD_DAYS,
    description: `So many days before the end of the cycle the new profile is to be ordered, 0 to ${MAX_LEAD_DAYS}.`,
  })
  leadDays!: number

  @Field(() => AutopilotEnum, { defaultValue: 'OFF', description: 'What the gateway does by itself.' })
  autopilot!: Autopilot

  @Field(() => Cents, {
    nullable: true,
    description: `The most that the autopilot may order and propose in a calendar month of the organization, 0 to ${MAX_CENTS} cents; needed unless it is \`OFF\`.`,
  })
  monthlyBudgetCents?: number | null

  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the person, `usr_…`, who decides about proposals and in whose name it orders: one of the organization who buys. Needed unless it is `OFF`.',
  })
  approverId?: string | null
}

@InputType({ description: "What of the autopilot's proposals the approver decides." })
export class DecideReappointmentsInput {
  @Field(() => ID, { description: 'Id of the organization, `org_…`.' })
  organizationId!: string

  @Field(() => [ID], { description: `Ids of the proposals, \`rdn_…\`: 1 to ${MAX_ORDER_ITEMS}, each once.` })
  decisionIds!: string[]

  @Field(() => Boolean, { description: 'True to order all of them in one order, false to decline all of them.' })
  approve!: boolean
}
