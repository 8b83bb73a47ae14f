import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { MAX_REASON_LENGTH } from '../audit/reason.js'
import { DateTime } from '../graphql/scalars.js'
import { UserError } from '../graphql/user-error.js'
import { MAX_IDEMPOTENCY_KEY_LENGTH } from '../kernel/idempotency-key.js'
import { OrderType } from './order.type.js'

const REASON = `Why, for the audit trail: 1 to ${MAX_REASON_LENGTH} characters.`

@ObjectType('OrderRefund', {
  description:
    "What the publisher's staff paid back of an order, in the way in which it had been paid. It never changes.",
})
export class OrderRefundType {
  @Field(() => ID, { description: 'Stable id, `rfd_…`.' })
  id!: string

  orderId!: string
  amountCents!: number
  currency!: string

  @Field(() => ID, { description: 'Id of the transaction in the ledger of the account, `ltx_…`.' })
  ledgerTransactionId!: string

  @Field(() => [ID], { description: 'Ids of the lines whose price it is, `item_…`, by line.' })
  orderItemIds!: string[]

  @Field(() => DateTime, { description: 'When it was entered; a card shows it some days later.' })
  refundedAt!: Date
}

@InputType({ description: 'An order that is not to be paid any more.' })
export class CancelOrderInput {
  @Field(() => ID, { description: 'Id of the order, `ord_…`, in the mode of the request.' })
  orderId!: string

  @Field(() => String, { description: REASON })
  reason!: string
}

@ObjectType({ description: 'Answer of `cancelOrder`.' })
export class CancelOrderPayload {
  @Field(() => OrderType, {
    nullable: true,
    description: 'The order; null if something stood against it: then `userErrors` says what, and nothing was changed.',
  })
  order!: OrderType | null

  @Field(() => [UserError], { description: 'What is wrong; empty if the order is cancelled.' })
  userErrors!: UserError[]
}

@InputType({ description: 'What is to be paid back of an order.' })
export class RefundOrderInput {
  @Field(() => ID, { description: 'Id of the order, `ord_…`, in the mode of the request; it is completed.' })
  orderId!: string

  @Field(() => [ID], {
    nullable: true,
    description: 'Ids of the lines to be paid back, `item_…`; null: all that were not paid back before.',
  })
  orderItemIds?: string[] | null

  @Field(() => String, {
    description: `A text of your choice, new for each refund: 1 to ${MAX_IDEMPOTENCY_KEY_LENGTH} characters, a UUID for example. The same key with the same input gives the first refund again and moves no money; with another input it is refused.`,
  })
  idempotencyKey!: string

  @Field(() => String, { description: REASON })
  reason!: string
}

@ObjectType({ description: 'Answer of `refundOrder`.' })
export class RefundOrderPayload {
  @Field(() => OrderType, {
    nullable: true,
    description: 'The order; null if something stood against it: then `userErrors` says what, and no money moved.',
  })
  order!: OrderType | null

  @Field(() => OrderRefundType, { nullable: true, description: 'What was paid back; null if nothing was.' })
  refund!: OrderRefundType | null

  @Field(() => Boolean, {
    description: 'Whether it had been paid back before with the same idempotency key: then no money moved now.',
  })
  replayed!: boolean

  @Field(() => [UserError], { description: 'What is wrong; empty if it was paid back.' })
  userErrors!: UserError[]
}
