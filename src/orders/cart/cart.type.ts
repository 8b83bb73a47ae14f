import { Field, ID, Int, ObjectType } from 'type-graphql'
import { Holds } from '../../graphql/cost/cost.policy.js'
import { DateTime } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/user-error.js'
import type { ProductCode } from '../../profiles/profile.sections.js'
import { ProfileProductEnum } from '../../profiles/profile.type.js'
import { MAX_ORDER_ITEMS } from '../order.inputs.js'
import { OrderPreview, OrderPreviewLine } from '../order.payloads.js'
import { OrderType } from '../order.type.js'

@ObjectType('CartItem', { description: 'A line of a cart.' })
export class CartItemType {
  @Field(() => ID, { description: 'Stable id, `line_…`.' })
  id!: string

  @Field(() => ID, { description: 'Id of the clinician, `cln_…`.' })
  clinicianId!: string

  @Field(() => ProfileProductEnum, { description: 'What is to be bought.' })
  product!: ProductCode

  @Field(() => String, { nullable: true, description: "The buyer's own reference, as given; null if none was." })
  vendorReference!: string | null

  @Field(() => Boolean, {
    description: 'Whether to buy it even though the organization bought the same profile within the last 30 days.',
  })
  allowDuplicate!: boolean

  @Field(() => DateTime, { description: 'When it was put into the cart first.' })
  addedAt!: Date

  @Field(() => OrderPreviewLine, {
    nullable: true,
    description:
      'The line as it would be ordered now: of whom, its price, what stands against it. Null while the organization has no account.',
  })
  preview!: OrderPreviewLine | null
}

@ObjectType('Cart', {
  description:
    'What you mean to order for an organization: one cart for each buyer (a person, or a vendor whichever of its keys it uses) and organization. It keeps no prices: they are those of the moment, and `preview.quote` makes them hold for a while.',
})
export class CartType {
  @Field(() => Int, { description: 'Goes up with every change; `checkOutCart` wants it. 0 for one never used.' })
  version!: number

  @Field(() => DateTime, { nullable: true, description: 'When it was changed last; null for one never used.' })
  changedAt!: Date | null

  @Holds(MAX_ORDER_ITEMS)
  @Field(() => [CartItemType], { description: 'Its lines, in the order in which they came.' })
  items!: CartItemType[]

  @Field(() => OrderPreview, {
    nullable: true,
    description:
      'The order that it would make now: from the account balance, or paid as `cart(paymentMethod:)` was asked; null while it is empty, and while the organization has no account.',
  })
  preview!: OrderPreview | null

  @Holds(MAX_ORDER_ITEMS)
  @Field(() => [UserError], {
    description: 'What stands against the order, by its lines and as a whole; `field` is a path into `items`.',
  })
  problems!: UserError[]
}

@ObjectType({ description: 'Answer of `addToCart`.' })
export class AddToCartPayload {
  @Field(() => CartType, {
    nullable: true,
    description: 'The cart as it is now; null if something was wrong: then nothing was changed.',
  })
  cart!: CartType | null

  @Field(() => [UserError], { description: 'What was wrong; empty if it was changed.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `updateCartItem`.' })
export class UpdateCartItemPayload extends AddToCartPayload {}

@ObjectType({ description: 'Answer of `removeFromCart`.' })
export class RemoveFromCartPayload extends AddToCartPayload {}

@ObjectType({ description: 'Answer of `clearCart`.' })
export class ClearCartPayload extends AddToCartPayload {}

@ObjectType({ description: 'Answer of `checkOutCart`.' })
export class CheckOutCartPayload {
  @Field(() => OrderType, {
    nullable: true,
    description:
      'The order, `FAILED` if its card was not charged: then its lines lie in the cart again. Null if something stood against it: then nothing was changed.',
  })
  order!: OrderType | null

  @Field(() => CartType, { nullable: true, description: 'The cart as it is now; null if something stood against it.' })
  cart!: CartType | null

  @Field(() => Boolean, {
    description: 'Whether this version had been checked out before: then nothing was charged now.',
  })
  replayed!: boolean

  @Holds(MAX_ORDER_ITEMS)
  @Field(() => [UserError], { description: 'Everything that stands against the order; empty if it was placed.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `reappointAll`.' })
export class ReappointAllPayload {
  @Field(() => CartType, {
    nullable: true,
    description: 'The cart as it is now; null if something was wrong: then nothing was changed.',
  })
  cart!: CartType | null

  @Field(() => Int, { description: 'How many lines were added.' })
  added!: number

  @Field(() => Int, { description: 'Of how many clinicians the line was in the cart already.' })
  present!: number

  @Field(() => Boolean, {
    description: 'Whether there are more who match: check out, or take lines out, and call it again.',
  })
  more!: boolean

  @Field(() => [UserError], { description: 'What was wrong; empty if the cart was filled.' })
  userErrors!: UserError[]
}
