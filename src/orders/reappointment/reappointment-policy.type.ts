import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { enumOf } from '../../graphql/enums.js'
import { DateTime } from '../../graphql/scalars.js'

export const AUTOPILOTS = ['OFF', 'PROPOSE', 'ORDER'] as const
/** What the gateway does by itself about clinicians who are due. */
export type Autopilot = (typeof AUTOPILOTS)[number]
export const AutopilotEnum = enumOf(AUTOPILOTS)
registerEnumType(AutopilotEnum, {
  name: 'Autopilot',
  description: 'What the gateway does by itself, each night, about clinicians who are due for reappointment.',
  valuesConfig: {
    OFF: { description: 'Nothing.' },
    PROPOSE: { description: 'It proposes to order their profiles; the approver approves or declines.' },
    ORDER: { description: "It orders their profiles, in the approver's name, from the account balance." },
  },
})

@ObjectType('ReappointmentApprover', { description: 'The person in whose name the autopilot orders.' })
export class ReappointmentApprover {
  @Field(() => ID, { description: 'Id of the person, `usr_…`.' })
  userId!: string

  @Field(() => String, { description: 'Full name.' })
  fullName!: string
}

@ObjectType('ReappointmentPolicy', {
  description: 'How an organization reappoints: when its clinicians are due, and what the gateway does by itself then.',
})
export class ReappointmentPolicyType {
  organizationId!: string
  monthlyBudgetCents!: number | null
  approverId!: string | null
  approverName!: string | null
  currency!: string

  @Field(() => Int, {
    description: 'Months from one profile of a clinician to the next; 36 unless the organization chose.',
  })
  cycleMonths!: number

  @Field(() => Int, {
    description:
      'So many days before the end of the cycle the new profile is ordered; 90 unless the organization chose.',
  })
  leadDays!: number

  @Field(() => AutopilotEnum, { description: 'What the gateway does by itself; `OFF` unless the organization chose.' })
  autopilot!: Autopilot

  @Field(() => DateTime, { nullable: true, description: 'When it was set last; null while nobody has set it.' })
  updatedAt!: Date | null
}
