import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { type PaymentMethod, PaymentMethodEnum } from '../accounts/payment-method.js'
import { enumOf } from '../graphql/enums.js'
import { DateTime } from '../graphql/scalars.js'
import type { ProductCode } from '../profiles/profile.sections.js'
import { ProfileProductEnum } from '../profiles/profile.type.js'

export const ORDER_STATUSES = ['PENDING', 'COMPLETED', 'FAILED', 'CANCELLED', 'REFUNDED'] as const
export type OrderStatus = (typeof ORDER_STATUSES)[number]
export const OrderStatusEnum = enumOf(ORDER_STATUSES)
registerEnumType(OrderStatusEnum, {
  name: 'OrderStatus',
  description: 'Where an order stands.',
  valuesConfig: {
    PENDING: { description: 'Waits for its payment.' },
    COMPLETED: { description: 'Paid; its profiles can be read.' },
    FAILED: { description: 'The payment failed; nothing was charged.' },
    CANCELLED: { description: 'Cancelled by the publisher before it was completed.' },
    REFUNDED: { description: 'Paid back by the publisher.' },
  },
})

export const ORDER_CHANNELS = ['HUB', 'INTEGRATION'] as const
export type OrderChannel = (typeof ORDER_CHANNELS)[number]
export const OrderChannelEnum = enumOf(ORDER_CHANNELS)
registerEnumType(OrderChannelEnum, {
  name: 'OrderChannel',
  description: 'How an order was placed.',
  valuesConfig: {
    HUB: { description: 'By a person.' },
    INTEGRATION: { description: 'By software with an API key; such orders stand in the daily receipt.' },
  },
})

@ObjectType('OrderItem', { description: 'One line of an order: a product of a clinician.' })
export class OrderItemType {
  @Field(() => ID, { description: 'Stable id, `item_…`.' })
  id!: string

  orderId!: string
  organizationId!: string
  clinicianId!: string
  /** Null until the order is completed, and once the line was paid back. */
  documentId!: string | null
  currency!: string
  unitPriceCents!: number
  purchasedAt!: Date
  orderStatus!: OrderStatus
  /** Of the organization, as how far its clock is ahead. */
  timeZone!: string
  clockAheadMs!: number

  @Field(() => Int, { description: 'Place in the order, from 1.' })
  line!: number

  @Field(() => ProfileProductEnum, { description: 'What was bought.' })
  product!: ProductCode

  @Field(() => Boolean, {
    description: 'Whether its price was paid back: then its profile is not handed out any more.',
  })
  refunded!: boolean

  @Field(() => String, { nullable: true, description: "The buyer's own reference, as given; null if none was." })
  vendorReference!: string | null
}

@ObjectType('Order', {
  description: 'An order of profiles. It never changes but in its status and in what was paid back of it.',
})
export class OrderType {
  @Field(() => ID, { description: 'Stable id, `ord_…`.' })
  id!: string

  organizationId!: string
  sequence!: number
  currency!: string
  totalCents!: number
  refundedCents!: number

  @Field(() => String, { description: 'Order number for people: `PO-` and 10 digits, increasing, never reused.' })
  number!: string

  @Field(() => OrderStatusEnum, { description: 'Where it stands.' })
  status!: OrderStatus

  @Field(() => OrderChannelEnum, { description: 'How it was placed.' })
  channel!: OrderChannel

  @Field(() => String, { description: 'Who placed it: name of the vendor or of the person.' })
  placedBy!: string

  @Field(() => DateTime, { description: 'When it was placed.' })
  placedAt!: Date

  @Field(() => PaymentMethodEnum, { description: 'How it was paid, or is to be.' })
  paymentMethod!: PaymentMethod

  @Field(() => String, {
    nullable: true,
    description: "The buyer's own number of the purchase; null if none was given.",
  })
  purchaseOrderNumber!: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was paid and its documents were issued; null while it is pending, and if it never was.',
  })
  completedAt!: Date | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it failed or was cancelled: nothing was charged then. Null if it did not.',
  })
  closedAt!: Date | null

  @Field(() => String, {
    nullable: true,
    description: 'Why the payment failed, for example `CARD_DECLINED`; null if it did not. More codes may be added.',
  })
  failureCode!: string | null
}
