import { ArgsType, Field, Int, ObjectType } from 'type-graphql'
import { PageArgs } from '../../graphql/connection.js'
import { DateTime, LocalDate } from '../../graphql/scalars.js'
import type { LocalDay } from '../../kernel/local-day.js'
import type { ProfileProduct } from '../../profiles/profile.sections.js'
import { ProfileProductEnum } from '../../profiles/profile.type.js'
import { MAX_WITHIN_DAYS } from './reappointment.rules.js'

/** How far ahead the list looks without an argument. */
const DEFAULT_WITHIN_DAYS = 30

@ObjectType('ReappointmentDue', { description: 'A clinician whose profile the organization owns, due for a new one.' })
export class ReappointmentDueType {
  organizationId!: string
  clinicianId!: string
  lastItemId!: string

  @Field(() => DateTime, { description: "When the organization bought the clinician's newest profile." })
  lastPurchasedAt!: Date

  @Field(() => ProfileProductEnum, { description: 'What was bought then.' })
  lastProduct!: ProfileProduct

  @Field(() => String, { description: 'Number of the order, `PO-` and 10 digits.' })
  lastOrderNumber!: string

  @Field(() => ProfileProductEnum, {
    description: 'What to buy now: `REAPPOINTMENT` of a physician, `PA_PROFILE` of a physician assistant.',
  })
  product!: ProfileProduct

  @Field(() => LocalDate, {
    description: "The organization's day of the last purchase, plus its cycle in months (36 unless it chose).",
  })
  dueOn!: LocalDay

  @Field(() => LocalDate, {
    description: '`dueOn` less the lead days of the policy: from then on it is to be ordered.',
  })
  orderFrom!: LocalDay

  @Field(() => Int, {
    description: "Days until `dueOn`, by the organization's calendar; 0 on the day itself, negative when overdue.",
  })
  daysLeft!: number
}

@ArgsType()
export class ReappointmentsDueArgs extends PageArgs {
  @Field(() => Int, {
    defaultValue: DEFAULT_WITHIN_DAYS,
    description: `Those that are to be ordered within so many days of today; 0 to ${MAX_WITHIN_DAYS}, 0 for those that are already.`,
  })
  within!: number
}
