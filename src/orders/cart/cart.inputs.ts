import { Field, ID, InputType, Int } from 'type-graphql'
import { type PaymentMethod, PaymentMethodEnum } from '../../accounts/payment-method.js'
import { CardInput } from '../card/card.inputs.js'
import { MAX_ORDER_ITEMS, MAX_VENDOR_REFERENCE_LENGTH, OrderItemInput } from '../order.inputs.js'
import { OwnedClinicianFilter } from '../profile-manager/owned-clinician.filter.js'

@InputType({ description: 'What to put into a cart.' })
export class AddToCartInput {
  @Field(() => ID, { description: 'Id of the organization that is to buy, `org_…`.' })
  organizationId!: string

  @Field(() => [OrderItemInput], {
    description: `1 to ${MAX_ORDER_ITEMS} lines. The same product of the same clinician stands in a cart once: put in again, it takes the new reference and leave to buy twice.`,
  })
  items!: OrderItemInput[]
}

@InputType({ description: 'How a line of a cart is to be; what is left out stays.' })
export class UpdateCartItemInput {
  @Field(() => ID, { description: 'Id of the organization whose cart it is, `org_…`.' })
  organizationId!: string

  @Field(() => ID, { description: 'Id of the line, `line_…`.' })
  itemId!: string

  @Field(() => String, {
    nullable: true,
    description: `Your own reference, at most ${MAX_VENDOR_REFERENCE_LENGTH} characters; null takes it away.`,
  })
  vendorReference?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Buy it even though the organization bought the same profile within the last 30 days. Null stays.',
  })
  allowDuplicate?: boolean | null
}

@InputType({ description: 'What to take out of a cart.' })
export class RemoveFromCartInput {
  @Field(() => ID, { description: 'Id of the organization whose cart it is, `org_…`.' })
  organizationId!: string

  @Field(() => [ID], { description: `Ids of the lines, \`line_…\`, 1 to ${MAX_ORDER_ITEMS}.` })
  itemIds!: string[]
}

@InputType({ description: 'Which cart to empty.' })
export class ClearCartInput {
  @Field(() => ID, { description: 'Id of the organization whose cart it is, `org_…`.' })
  organizationId!: string
}

@InputType({ description: 'Which cart to order, and how to pay.' })
export class CheckOutCartInput {
  @Field(() => ID, { description: 'Id of the organization that buys, `org_…`.' })
  organizationId!: string

  @Field(() => Int, {
    description:
      'Version of the cart that you mean: what was changed since is not bought unseen. It is the idempotency key too: repeat it as often as you like, the order is placed and charged once.',
  })
  version!: number

  @Field(() => PaymentMethodEnum, { defaultValue: 'ACCOUNT_BALANCE', description: 'How to pay.' })
  paymentMethod!: PaymentMethod

  @Field(() => CardInput, {
    nullable: true,
    description: 'The card to charge with `CREDIT_CARD`; null with every other method.',
  })
  card?: CardInput | null

  @Field(() => ID, {
    nullable: true,
    description:
      'Id of a quote whose prices are to hold, `quo_…`: of the preview of the cart. Null for the prices of the moment. Errors: NOT_FOUND, QUOTE_EXPIRED, INVALID_INPUT for other lines.',
  })
  quoteId?: string | null

  @Field(() => String, { nullable: true, description: 'Your own number of the purchase, as `placeOrder` takes it.' })
  purchaseOrderNumber?: string | null
}

@InputType({
  description:
    'Whose reappointment profiles to put into a cart: of those named or of those who match, exactly one of the two.',
})
export class ReappointAllInput {
  @Field(() => ID, { description: 'Id of the organization that is to buy, `org_…`.' })
  organizationId!: string

  @Field(() => [ID], {
    nullable: true,
    description: `These clinicians, 1 to ${MAX_ORDER_ITEMS}: the organization must own a profile of each. Null to choose otherwise.`,
  })
  clinicianIds?: string[] | null

  @Field(() => OwnedClinicianFilter, {
    nullable: true,
    description:
      'All who match, as the profile manager lists them: `{ dueWithin: 0 }` for all who are to be ordered already. Null to choose otherwise.',
  })
  filter?: OwnedClinicianFilter | null
}
