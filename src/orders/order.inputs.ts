import { Field, ID, InputType } from 'type-graphql'
import { type PaymentMethod, PaymentMethodEnum } from '../accounts/payment-method.js'
import { MAX_IDEMPOTENCY_KEY_LENGTH } from '../kernel/idempotency-key.js'
import type { ProductCode } from '../profiles/profile.sections.js'
import { ProfileProductEnum } from '../profiles/profile.type.js'
import { CardInput } from './card/card.inputs.js'

/** The most lines that one order takes (domain.md, "Orders"). */
export const MAX_ORDER_ITEMS = 250
/** The longest reference that a vendor can put on a line. */
export const MAX_VENDOR_REFERENCE_LENGTH = 200
/** The longest number that a buyer can give an order. */
export const MAX_PURCHASE_ORDER_NUMBER_LENGTH = 50

@InputType({ description: 'One line of an order.' })
export class OrderItemInput {
  @Field(() => ID, { description: 'Id of the clinician, `cln_…`.' })
  clinicianId!: string

  @Field(() => ProfileProductEnum, { description: 'What to buy; must be for this kind of clinician.' })
  product!: ProductCode

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

  @Field(() => CardInput, {
    nullable: true,
    description:
      'The card to charge, with `paymentMethod: CREDIT_CARD` and only then. Errors: INVALID_INPUT, CARD_NOT_CHARGED.',
  })
  card?: CardInput | null

  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the quote of a preview of the same lines by you, `quo_…`: its prices hold until it expires, whatever the price lists say by then. Null: the prices in force now. Errors: NOT_FOUND, QUOTE_EXPIRED, INVALID_INPUT for other lines.',
  })
  quoteId?: string | null

  @Field(() => String, {
    nullable: true,
    description: `The number that the buyer's own books give the purchase: 1 to ${MAX_PURCHASE_ORDER_NUMBER_LENGTH} characters in one line. No personal data, please.`,
  })
  purchaseOrderNumber?: string | null
}
