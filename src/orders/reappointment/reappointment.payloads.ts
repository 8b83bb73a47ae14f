import { Field, ObjectType } from 'type-graphql'
import { Holds } from '../../graphql/cost/cost.policy.js'
import { UserError } from '../../graphql/user-error.js'
import { MAX_ORDER_ITEMS } from '../order.inputs.js'
import { ReappointmentDecisionType } from './reappointment-decision.type.js'
import { ReappointmentPolicyType } from './reappointment-policy.type.js'

@ObjectType({ description: 'Answer of `setReappointmentPolicy`.' })
export class SetReappointmentPolicyPayload {
  @Field(() => ReappointmentPolicyType, {
    nullable: true,
    description: 'The policy that holds now; null if something was wrong: then nothing was changed.',
  })
  policy!: ReappointmentPolicyType | null

  @Field(() => [UserError], { description: 'What was wrong; empty if it was set.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `decideReappointments`.' })
export class DecideReappointmentsPayload {
  @Holds(MAX_ORDER_ITEMS, { asManyAs: 'decideReappointments.input.decisionIds' })
  @Field(() => [ReappointmentDecisionType], {
    nullable: true,
    description: 'The decisions as they are now; null if something stood against it: then nothing was changed.',
  })
  decisions!: ReappointmentDecisionType[] | null

  @Field(() => [UserError], { description: 'What stood against it; empty if it was decided.' })
  userErrors!: UserError[]
}
