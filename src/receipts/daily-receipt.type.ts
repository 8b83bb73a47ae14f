import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { PAYMENT_METHODS, type PaymentMethod, PaymentMethodEnum } from '../accounts/payment-method.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { enumOf } from '../graphql/enums.js'
import { Money } from '../graphql/money.js'
import { DateTime, LocalDate } from '../graphql/scalars.js'
import { MAX_ORDER_ITEMS } from '../orders/order.inputs.js'
import type { ProductCode } from '../profiles/profile.sections.js'
import { PRODUCTS } from '../profiles/profile.sections.js'
import { ProfileProductEnum } from '../profiles/profile.type.js'

/** Where the e-mail of a receipt can stand. */
export const RECEIPT_EMAIL_STATUSES = ['QUEUED', 'SENT', 'KEPT', 'FAILED'] as const
export type ReceiptEmailStatus = (typeof RECEIPT_EMAIL_STATUSES)[number]

const ReceiptEmailStatusEnum = enumOf(RECEIPT_EMAIL_STATUSES)
registerEnumType(ReceiptEmailStatusEnum, {
  name: 'ReceiptEmailStatus',
  description: 'What became of the e-mail of a receipt.',
  valuesConfig: {
    QUEUED: { description: 'Not at every recipient yet; it is tried again for days if need be.' },
    SENT: { description: "The recipients' mail server took it for at least one of them, and all are settled." },
    KEPT: { description: 'Kept by a gateway without a mail server, as in development.' },
    FAILED: { description: 'No recipient could be reached; the receipt can be read here.' },
  },
})

@ObjectType({ description: 'One line of an order on a receipt.' })
export class DailyReceiptItem {
  @Field(() => String, { description: 'Who the profile is of.' })
  clinicianName!: string

  @Field(() => ProfileProductEnum, { description: 'What was bought.' })
  product!: ProductCode

  @Field(() => String, {
    nullable: true,
    description: "The vendor's own reference, as given with the order; null if none was given.",
  })
  vendorReference!: string | null

  @Field(() => Money, { description: 'Its price.' })
  amount!: Money
}

@ObjectType({ description: 'An order on a receipt.' })
export class DailyReceiptOrder {
  @Field(() => ID, { description: 'Id of the order, `ord_…`.' })
  orderId!: string

  @Field(() => String, { description: 'Number of the order, `PO-` + 10 digits.' })
  orderNumber!: string

  @Field(() => DateTime, { description: 'When it was placed.' })
  placedAt!: Date

  @Field(() => String, { description: 'Name of the vendor that placed it, as it was when the receipt was made.' })
  vendorName!: string

  @Field(() => PaymentMethodEnum, { description: 'How it was paid.' })
  paymentMethod!: PaymentMethod

  @Holds(MAX_ORDER_ITEMS, { usually: 5 })
  @Field(() => [DailyReceiptItem], { description: 'Its lines, in their order.' })
  items!: DailyReceiptItem[]

  @Field(() => Money, { description: 'Its total.' })
  total!: Money

  @Field(() => Money, { description: 'What of it had been paid back when the receipt was made.' })
  refunded!: Money
}

@ObjectType({ description: 'What a receipt comes to for one product.' })
export class DailyReceiptProductTotal {
  @Field(() => ProfileProductEnum, { description: 'The product.' })
  product!: ProductCode

  @Field(() => Int, { description: 'How many were bought.' })
  quantity!: number

  @Field(() => Money, { description: 'What they cost together.' })
  amount!: Money
}

@ObjectType({ description: 'What a receipt comes to for one payment method.' })
export class DailyReceiptPaymentTotal {
  @Field(() => PaymentMethodEnum, { description: 'The payment method.' })
  paymentMethod!: PaymentMethod

  @Field(() => Int, { description: 'How many orders were paid by it.' })
  orderCount!: number

  @Field(() => Money, { description: 'What was paid by it.' })
  amount!: Money

  @Field(() => Money, { description: 'What of it had been paid back when the receipt was made.' })
  refunded!: Money
}

@ObjectType('DailyReceipt', {
  description:
    "The receipt of an organization's orders of one of its days that were placed through an integration. " +
    'At most one a day; none without such orders.',
})
export class DailyReceiptType {
  @Field(() => ID, { description: 'Stable id, `rcpt_…`.' })
  id!: string

  @Field(() => LocalDate, { description: "The day, in the organization's time zone." })
  day!: string

  @Field(() => Int, { description: 'How many orders it has.' })
  orderCount!: number

  @Holds(500, { usually: 10 })
  @Field(() => [DailyReceiptOrder], {
    description: 'Its orders, by number. An order that came after the receipt of its own day stands on the next one.',
  })
  orders!: DailyReceiptOrder[]

  @Holds(PRODUCTS.length)
  @Field(() => [DailyReceiptProductTotal], { description: 'Totals by product.' })
  totalsByProduct!: DailyReceiptProductTotal[]

  @Holds(PAYMENT_METHODS.length)
  @Field(() => [DailyReceiptPaymentTotal], { description: 'Totals by payment method.' })
  totalsByPaymentMethod!: DailyReceiptPaymentTotal[]

  @Field(() => Money, { description: 'Grand total; the purchases in the ledger come to the same.' })
  total!: Money

  @Field(() => Money, {
    description:
      'What of it had been paid back when the receipt was made; equal to the refunds in the ledger until then.',
  })
  refunded!: Money

  @Field(() => Money, { description: '`total` less `refunded`.' })
  net!: Money

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date

  emailId!: string
}

@ObjectType({ description: 'What became of the e-mail of a receipt.' })
export class DailyReceiptEmail {
  @Field(() => ReceiptEmailStatusEnum, { description: 'Where it stands.' })
  status!: ReceiptEmailStatus

  @Field(() => DateTime, { nullable: true, description: 'When the last recipient was settled; null before.' })
  settledAt!: Date | null

  @Field(() => Int, {
    description: 'How many recipients it is for: the administrators then, and those whom they chose.',
  })
  recipientCount!: number

  @Field(() => Int, { description: 'How many of them have it.' })
  deliveredCount!: number

  @Field(() => Int, { description: 'For how many of them it was refused for good.' })
  refusedCount!: number
}
