import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { Holds } from '../graphql/cost/cost.policy.js'
import { enumOf } from '../graphql/enums.js'
import { DateTime } from '../graphql/scalars.js'

export const CARD_PAYMENT_STATES = ['CREATED', 'SUCCEEDED', 'DECLINED', 'CANCELLED'] as const
export type CardPaymentState = (typeof CARD_PAYMENT_STATES)[number]
const CardPaymentStateEnum = enumOf(CARD_PAYMENT_STATES)
registerEnumType(CardPaymentStateEnum, {
  name: 'CardPaymentState',
  description: 'Where the payment of an order by card stands. All but `CREATED` are final.',
  valuesConfig: {
    CREATED: { description: 'The processor has not said its last word; the order is `PENDING`.' },
    SUCCEEDED: { description: 'The card was charged.' },
    DECLINED: { description: 'The card was declined, and not charged.' },
    CANCELLED: { description: 'Nothing came of it in time; it was called off, and the card not charged.' },
  },
})

export const CARD_REFUND_STATES = ['WAITING', 'SUCCEEDED', 'FAILED'] as const
export type CardRefundState = (typeof CARD_REFUND_STATES)[number]
export const CardRefundStateEnum = enumOf(CARD_REFUND_STATES)
registerEnumType(CardRefundStateEnum, {
  name: 'CardRefundState',
  description: 'Where money stands that goes back to a card.',
  valuesConfig: {
    WAITING: { description: 'On its way to the card; repeated until the processor has answered.' },
    SUCCEEDED: { description: 'Paid back to the card; banks take some days to show it.' },
    FAILED: {
      description: "The card's bank refused it, a closed card for instance. The publisher pays back otherwise.",
    },
  },
})

@ObjectType('CardRefund', { description: 'Money that goes back to the card that paid an order.' })
export class CardRefundType {
  amountCents!: number
  currency!: string

  @Field(() => CardRefundStateEnum, { description: 'Where it stands.' })
  state!: CardRefundState

  @Field(() => DateTime, { description: 'When it was asked for.' })
  createdAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null while it waits.' })
  settledAt!: Date | null
}

@ObjectType('CardPayment', {
  description:
    'The payment of an order by card. The card number never reaches the gateway: the payment processor keeps it.',
})
export class CardPaymentType {
  orderId!: string

  @Field(() => CardPaymentStateEnum, { description: 'Where it stands.' })
  state!: CardPaymentState

  @Field(() => String, {
    nullable: true,
    description: 'Brand of the card in small letters, `visa` for instance; null until it was charged, or if not told.',
  })
  brand!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'The last four digits of the card; null until it was charged, or if not told.',
  })
  lastFour!: string | null

  @Field(() => String, {
    nullable: true,
    description:
      "Why the card was declined, in the processor's word (`insufficient_funds`, `expired_card`, …); null unless it was.",
  })
  declineCode!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When it came to its final state; null before.' })
  settledAt!: Date | null

  @Holds(250, { usually: 1 })
  @Field(() => [CardRefundType], { description: 'What went back to the card, the oldest first.' })
  refunds!: CardRefundType[]
}
