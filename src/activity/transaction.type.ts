import { Field, ID, Int, ObjectType } from 'type-graphql'
import { type LedgerEntryKind, LedgerEntryKindEnum } from '../accounts/ledger-transaction.entity.js'
import { type PaymentMethod, PaymentMethodEnum } from '../accounts/payment-method.js'
import { type TransactionStatus, TransactionStatusEnum } from '../accounts/transaction-status.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { Money } from '../graphql/money.js'
import { DateTime } from '../graphql/scalars.js'
import { MAX_ORDER_ITEMS } from '../orders/order.inputs.js'
import { type OrderChannel, OrderChannelEnum } from '../orders/order.type.js'
import type { ProductCode } from '../profiles/profile.sections.js'
import { ProfileProductEnum } from '../profiles/profile.type.js'

@ObjectType({ description: 'Who bought: a vendor for the organization, or one of its people.' })
export class TransactionBuyer {
  @Field(() => ID, { description: 'Id of the vendor, `vnd_…`, or of the person, `usr_…`.' })
  id!: string

  @Field(() => String, { description: 'Name of the vendor or of the person, as it is now.' })
  name!: string

  @Field(() => OrderChannelEnum, { description: '`INTEGRATION` for a vendor, `HUB` for a person.' })
  channel!: OrderChannel
}

@ObjectType({ description: 'One line of an order on a receipt.' })
export class TransactionReceiptLine {
  @Field(() => String, { description: 'Who the profile is of.' })
  clinicianName!: string

  @Field(() => ProfileProductEnum, { description: 'What was bought.' })
  product!: ProductCode

  @Field(() => String, { nullable: true, description: "The buyer's own reference, as given; null if none was." })
  vendorReference!: string | null

  @Field(() => Money, { description: 'Its price.' })
  amount!: Money
}

@ObjectType({
  description:
    'The receipt of a transaction. As a PDF: `createReceiptLink`. (domain.md, "Account, activity, receipts": each transaction has one.)',
})
export class TransactionReceipt {
  @Field(() => String, { description: 'Number of the receipt: that of the transaction, `ltx_…`.' })
  number!: string

  @Field(() => String, { description: 'Name of the organization that it is for, as it is now.' })
  issuedTo!: string

  @Field(() => String, {
    nullable: true,
    description: "The buyer's own number of the purchase, as given with the order; null if none was.",
  })
  purchaseOrderNumber!: string | null

  @Holds(MAX_ORDER_ITEMS, { usually: 20 })
  @Field(() => [TransactionReceiptLine], {
    description: 'The lines that were paid, or paid back, in their order; empty of what was no order.',
  })
  lines!: TransactionReceiptLine[]
}

@ObjectType({
  description:
    "A transaction of an organization's account: money that came or went, or a purchase from a subscription's allowance. It never changes but in its status.",
})
export class AccountTransaction {
  @Field(() => ID, { description: 'Stable id, `ltx_…`.' })
  id!: string

  organizationId!: string
  purchaseOrderNumber!: string | null
  currency!: string
  amountCents!: number
  balanceChangeCents!: number
  balanceAfterCents!: number

  @Field(() => LedgerEntryKindEnum, { description: 'What it was.' })
  kind!: LedgerEntryKind

  @Field(() => TransactionStatusEnum, { description: 'Whether it was posted.' })
  status!: TransactionStatus

  @Field(() => DateTime, { nullable: true, description: 'When it was posted; null while it is pending.' })
  postedAt!: Date | null

  @Field(() => DateTime, { description: 'When it was entered; by this it belongs to a month.' })
  createdAt!: Date

  @Field(() => PaymentMethodEnum, {
    nullable: true,
    description: 'How the order was paid; null of what was no order, such as a deposit.',
  })
  paymentMethod!: PaymentMethod | null

  @Field(() => String, { description: 'What it was for, for a person, for example the order number.' })
  description!: string

  @Field(() => ID, { nullable: true, description: 'Id of its order, `ord_…`; null of what was no order.' })
  orderId!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Number of its order, `PO-` and 10 digits; null of what was no order.',
  })
  orderNumber!: string | null

  @Field(() => TransactionBuyer, { nullable: true, description: 'Who placed its order; null of what was no order.' })
  buyer!: TransactionBuyer | null

  @Field(() => Int, { description: 'How many profiles were bought with it, or paid back; 0 of what was no order.' })
  profileCount!: number
}
