import { Field, ID, Int, ObjectType } from 'type-graphql'
import { BulkOperationType } from '../../bulk/bulk.type.js'
import { Holds } from '../../graphql/cost/cost.policy.js'
import { Money } from '../../graphql/money.js'
import { UserError } from '../../graphql/user-error.js'
import type { ProductCode } from '../../profiles/profile.sections.js'
import { PRODUCTS } from '../../profiles/profile.sections.js'
import { ProfileProductEnum } from '../../profiles/profile.type.js'
import { RosterPaymentMethodEnum } from './order-roster.inputs.js'
import type { RosterPaymentMethod } from './order-roster-purchase.entity.js'

@ObjectType({ description: 'What the rows of a roster with one product come to.' })
export class OrderRosterProduct {
  @Field(() => ProfileProductEnum, { description: 'The product.' })
  product!: ProductCode

  @Field(() => Int, { description: 'Rows: READY of a preview, ORDERED of a purchase.' })
  rows!: number

  @Field(() => Money, { description: 'Sum of their prices.' })
  total!: Money
}

@ObjectType('OrderRoster', {
  description:
    'What a roster of profiles comes to: of a preview what is READY to be ordered, of a purchase what was ordered so far.',
})
export class OrderRosterType {
  @Holds(PRODUCTS.length)
  @Field(() => [OrderRosterProduct], { description: 'By product; without those that no such row has.' })
  products!: OrderRosterProduct[]

  @Field(() => Money, {
    description:
      'Sum of the prices of all such rows. Of a preview, at the prices of its moment and with the quantity breaks that the orders would have.',
  })
  total!: Money

  @Field(() => ID, { description: 'Id of the operation that matched and priced the roster, `bulk_…`.' })
  previewOperationId!: string

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the operation that orders what was READY, `bulk_…`; null until it is confirmed.',
  })
  purchaseOperationId!: string | null

  @Field(() => RosterPaymentMethodEnum, { nullable: true, description: 'How it is paid; null until it is confirmed.' })
  paymentMethod!: RosterPaymentMethod | null

  @Field(() => Money, {
    nullable: true,
    description: 'What all orders together may cost at most; null until it is confirmed.',
  })
  maximumTotal!: Money | null

  @Field(() => [String], {
    description:
      'Numbers of the orders that were placed, `PO-` and 10 digits, in the order of the rows: one for each 250 rows of which any could be ordered, so at most 40.',
  })
  orderNumbers!: string[]
}

@ObjectType({ description: 'Answer of `orderRoster`.' })
export class OrderRosterPayload {
  @Field(() => BulkOperationType, {
    nullable: true,
    description:
      'The operation that matches and prices, to be asked for until it has ended; null if something is wrong.',
  })
  operation!: BulkOperationType | null

  @Field(() => Boolean, {
    description: 'Whether it is one that was there, of the same file. `again: true` makes a new one.',
  })
  reused!: boolean

  @Field(() => [UserError], {
    description:
      'NOT_FOUND for the organization or the upload; UPLOAD_UNUSABLE for an upload whose file has not come, was used, or is gone; LIMIT_REACHED while the organization has 20 operations that have not ended.',
  })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `confirmOrderRoster`.' })
export class ConfirmOrderRosterPayload {
  @Field(() => BulkOperationType, {
    nullable: true,
    description: 'The operation that orders, to be asked for until it has ended; null if something is wrong.',
  })
  operation!: BulkOperationType | null

  @Field(() => Boolean, {
    description: 'Whether it had been confirmed before, in the same way: nothing more was started.',
  })
  reused!: boolean

  @Field(() => [UserError], {
    description:
      'NOT_FOUND for a preview that is not there; INVALID_INPUT for one that is not COMPLETED, is expired or has no READY row, and for values that are not as described; ALREADY_DECIDED if it was confirmed in another way, or by somebody whose operations you do not see; LIMIT_REACHED while the organization has 20 operations that have not ended.',
  })
  userErrors!: UserError[]
}
