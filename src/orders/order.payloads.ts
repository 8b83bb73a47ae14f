import { Field, ID, Int, ObjectType } from 'type-graphql'
import { ClinicianType } from '../clinicians/clinician.type.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { Money } from '../graphql/money.js'
import { DateTime } from '../graphql/scalars.js'
import { UserError } from '../graphql/user-error.js'
import type { ProductCode } from '../profiles/profile.sections.js'
import { ProfileProductEnum } from '../profiles/profile.type.js'
import { MAX_ORDER_ITEMS } from './order.inputs.js'
import { OrderType } from './order.type.js'

@ObjectType({ description: 'A purchase of the same profile by the organization within the last 30 days, by whomever.' })
export class RecentPurchaseType {
  @Field(() => String, { description: 'Number of the order, `PO-…`.' })
  orderNumber!: string

  @Field(() => DateTime, { description: 'When it was bought.' })
  purchasedAt!: Date
}

@ObjectType({ description: 'One line of an order as it would be placed now.' })
export class OrderPreviewLine {
  @Field(() => Int, { description: 'Place in the order, from 1.' })
  line!: number

  @Field(() => ProfileProductEnum, { description: 'What would be bought.' })
  product!: ProductCode

  @Field(() => ClinicianType, { nullable: true, description: 'Of whom; null if there is no such clinician.' })
  clinician!: ClinicianType | null

  @Field(() => Money, { nullable: true, description: 'Price of the line; null if no price list in force has one.' })
  unitPrice!: Money | null

  @Field(() => RecentPurchaseType, {
    nullable: true,
    description: 'What the organization owns already; null if nothing.',
  })
  recentPurchase!: RecentPurchaseType | null

  @Holds(5, { usually: 1 })
  @Field(() => [UserError], { description: 'What stands against this line.' })
  problems!: UserError[]
}

@ObjectType({ description: 'The prices of a preview, which hold for 15 minutes for who asked and for these lines.' })
export class OrderQuote {
  @Field(() => ID, { description: 'To be given to `placeOrder` as `quoteId`, `quo_…`.' })
  id!: string

  @Field(() => DateTime, { description: 'The first moment at which the prices do not hold any more.' })
  expiresAt!: Date
}

@ObjectType({ description: 'An order as it would be placed now. Nothing was charged.' })
export class OrderPreview {
  @Holds(MAX_ORDER_ITEMS, { asManyAs: 'previewOrder.input.items' })
  @Field(() => [OrderPreviewLine], { description: 'Its lines, in the order given.' })
  lines!: OrderPreviewLine[]

  @Field(() => Money, { description: 'Sum of the lines that have a price.' })
  total!: Money

  @Field(() => Money, { description: 'Balance of the account now.' })
  balance!: Money

  @Field(() => Money, { description: 'Balance after the order; negative if it does not cover the total.' })
  balanceAfter!: Money

  @Field(() => Boolean, { description: 'Whether `placeOrder` would take it now.' })
  orderable!: boolean

  @Field(() => OrderQuote, {
    nullable: true,
    description:
      'Its prices, to be honoured for 15 minutes; null if a line has no price, and for what a subscription pays.',
  })
  quote!: OrderQuote | null
}

@ObjectType({ description: 'Answer of `previewOrder`.' })
export class PreviewOrderPayload {
  @Field(() => OrderPreview, { nullable: true, description: 'The preview; null if the input itself is wrong.' })
  preview!: OrderPreview | null

  @Holds(MAX_ORDER_ITEMS, { asManyAs: 'previewOrder.input.items' })
  @Field(() => [UserError], { description: 'What is wrong with the input, and what stands against the order.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `placeOrder`.' })
export class PlaceOrderPayload {
  @Field(() => OrderType, {
    nullable: true,
    description:
      'The order; null if something stood against it: then `userErrors` says what, and nothing was changed. One whose card was not charged is here, `FAILED`, beside the user error CARD_NOT_CHARGED.',
  })
  order!: OrderType | null

  @Field(() => Boolean, {
    description:
      'Whether the order had been placed before with the same idempotency key: then nothing was charged now.',
  })
  replayed!: boolean

  @Holds(MAX_ORDER_ITEMS, { asManyAs: 'placeOrder.input.items' })
  @Field(() => [UserError], { description: 'Everything that stands against the order; empty if it was placed.' })
  userErrors!: UserError[]
}
