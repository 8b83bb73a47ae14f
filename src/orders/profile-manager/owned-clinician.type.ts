import { Field, ObjectType } from 'type-graphql'
import { DateTime, LocalDate } from '../../graphql/scalars.js'
import type { LocalDay } from '../../kernel/local-day.js'
import { OrderItemType } from '../order.type.js'

@ObjectType('OwnedClinician', {
  description: 'A clinician of whom the organization owns a profile: one that it paid for and that was not paid back.',
})
export class OwnedClinicianType {
  organizationId!: string
  clinicianId!: string

  @Field(() => OrderItemType, { description: 'The line with which it bought the newest profile.' })
  lastPurchase!: OrderItemType

  @Field(() => String, { description: 'Number of the order of that line, `PO-` and 10 digits.' })
  lastOrderNumber!: string

  @Field(() => DateTime, { description: 'When that was bought.' })
  lastPurchasedAt!: Date

  @Field(() => LocalDate, {
    description: "The organization's day of the last purchase, plus its cycle in months (36 unless it chose).",
  })
  nextDueOn!: LocalDay

  @Field(() => LocalDate, {
    description: '`nextDueOn` less the lead days of the reappointment policy: from then on it is to be ordered.',
  })
  orderFrom!: LocalDay
}
