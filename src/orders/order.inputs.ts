import { Field, ID, InputType } from 'type-graphql'
import { type PaymentMethod, PaymentMethodEnum } from '../accounts/payment-method.js'
import { MAX_IDEMPOTENCY_KEY_LENGTH } from '../kernel/idempotency-key.js'
import type { ProfileProduct } from '../profiles/profile.sections.js'
import { ProfileProductEnum } from '../profiles/profile.type.js'

/** The most lines that one order takes (domain.md, "Orders"). */
export const MAX_ORDER_ITEMS = 250
/** The longest reference that a vendor can put on a line. */
export const MAX_VENDOR_REFERENCE_LENGTH = 200

@InputType({ description: 'One line of an order.' })
export class OrderItemInput {
  @Field(() => ID, { description: 'Id of the clinician, `cln_…`.' })
  clinicianId!: string

  @Field(() => ProfileProductEnum, { description: 'What to buy; must be for this kind of clinician.' })
  product!: ProfileProduct

  @Field(() => String, {
    nullable: true,
    description: `Your own reference, printed on receipts; at most ${MAX_VENDOR_REFERENCE_LENGTH} characters. No personal data, please.`,
  })
  vendorReference?: string | null

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Buy it even though the organization bought the same profile within the last 30 days.',
  })
  allowDuplicate!: boolean
}

@InputType({ description: 'An order to be priced and checked; nothing is charged.' })
export class PreviewOrderInput {
  @Field(() => ID, { description: 'Id of the organization that buys, `org_…`.' })
  organizationId!: string

  @Field(() => [OrderItemInput], { description: `The lines, 1 to ${MAX_ORDER_ITEMS}.` })
  items!: OrderItemInput[]

  @Field(() => PaymentMethodEnum, { defaultValue: 'ACCOUNT_BALANCE', description: 'How to pay.' })
  paymentMethod!: PaymentMethod
}

@InputType({ description: 'An order to be placed.' })
export class PlaceOrderInput extends PreviewOrderInput {
  @Field(() => String, {
    description: `A text of your choice, new for each order you mean to place: 1 to ${MAX_IDEMPOTENCY_KEY_LENGTH} characters, a UUID for example. The same key with the same input gives the first order again and charges nothing, for at least 30 days; with another input it is refused.`,
  })
  idempotencyKey!: string
}
