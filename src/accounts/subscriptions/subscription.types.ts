import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { Mode } from '../../auth/actor.js'
import { enumOf } from '../../graphql/enums.js'
import { ModeEnum } from '../../graphql/mode.js'
import { DateTime, LocalDate } from '../../graphql/scalars.js'
import type { LocalDay } from '../../kernel/local-day.js'

export const SUBSCRIPTION_STATES = ['UPCOMING', 'ACTIVE', 'ENDED'] as const
export type SubscriptionState = (typeof SUBSCRIPTION_STATES)[number]
export const SubscriptionStateEnum = enumOf(SUBSCRIPTION_STATES)
registerEnumType(SubscriptionStateEnum, {
  name: 'SubscriptionState',
  description: 'Where a subscription stands in its term.',
  valuesConfig: {
    UPCOMING: { description: 'Its term has not begun.' },
    ACTIVE: { description: 'Its term runs: orders can be paid from its allowance.' },
    ENDED: { description: 'Its term is over; what was left of the allowance is gone with it.' },
  },
})

@ObjectType('SubscriptionPackage', {
  description: 'A subscription that the publisher offers: so many profiles in a term, for one price.',
})
export class SubscriptionPackageType {
  @Field(() => ID, { description: 'Stable id, `pkg_…`.' })
  id!: string

  @Field(() => ModeEnum, { description: 'Whether it is for play money or real money; never changes.' })
  mode!: Mode

  @Field(() => String, { description: 'Its name.' })
  name!: string

  currency!: string
  priceCents!: number

  @Field(() => Int, { description: 'Profiles of a term, of whatever product.' })
  allowance!: number

  @Field(() => Int, { description: 'Length of a term in months.' })
  termMonths!: number

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'Since when it is not sold any more; null while it is.' })
  withdrawnAt!: Date | null
}

@ObjectType('Subscription', { description: 'A package that an organization has, for one term. No two run at once.' })
export class SubscriptionType {
  @Field(() => ID, { description: 'Stable id, `sub_…`.' })
  id!: string

  organizationId!: string
  accountId!: string
  currency!: string
  priceCents!: number
  paidCents!: number
  startsAt!: Date
  /** By how much the test clock of the organization is ahead. */
  clockAheadMs!: number
  endsAt!: Date

  @Field(() => String, { description: 'Name of the package as it was sold.' })
  name!: string

  @Field(() => Int, { description: 'Profiles of the term, of whatever product.' })
  allowance!: number

  @Field(() => Int, { description: 'Profiles that orders have taken of it; what was refunded is given back.' })
  used!: number

  @Field(() => LocalDate, { description: "First day of the term, in the organization's time zone." })
  startsOn!: LocalDay

  @Field(() => LocalDate, { description: "The first day after the term, in the organization's time zone." })
  endsOn!: LocalDay
}
