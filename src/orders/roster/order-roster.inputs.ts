import { Field, ID, InputType, registerEnumType } from 'type-graphql'
import { type BulkResultFormat, BulkResultFormatEnum } from '../../bulk/bulk.words.js'
import { enumOf } from '../../graphql/enums.js'
import { Cents } from '../../graphql/scalars.js'
import { ROSTER_PAYMENT_METHODS, type RosterPaymentMethod } from './order-roster-purchase.entity.js'

export const RosterPaymentMethodEnum = enumOf(ROSTER_PAYMENT_METHODS)
registerEnumType(RosterPaymentMethodEnum, {
  name: 'RosterPaymentMethod',
  description: 'How the orders of a roster are paid. Cards are not taken for many orders in the background.',
  valuesConfig: {
    ACCOUNT_BALANCE: { description: "From the balance of the organization's account." },
    SUBSCRIPTION: { description: "From the allowance of the organization's subscription package." },
  },
})

@InputType({ description: 'A roster of profiles that are to be ordered.' })
export class OrderRosterInput {
  @Field(() => ID, {
    description: 'Id of an upload of yours for ORDER_ROSTER that is complete, `upl_…`. It can be used once.',
  })
  uploadId!: string

  @Field(() => ID, { description: 'Id of the organization for which it was created, `org_…`.' })
  organizationId!: string

  @Field(() => BulkResultFormatEnum, { description: 'How the result is written.' })
  resultFormat!: BulkResultFormat

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether to look again although there is a preview of the same file for the organization, in the same format, whose result is still there. Without it, a file that was ordered is recognized, and not ordered a second time.',
  })
  again!: boolean
}

@InputType({ description: 'The leave to order what a preview found READY.' })
export class ConfirmOrderRosterInput {
  @Field(() => ID, { description: 'Id of the operation of `orderRoster`, `bulk_…`: COMPLETED, and not expired.' })
  operationId!: string

  @Field(() => RosterPaymentMethodEnum, { description: 'How to pay.' })
  paymentMethod!: RosterPaymentMethod

  @Field(() => Cents, {
    description:
      'What all orders together may cost at most, in cents of the account’s currency: the `total` of the preview, for example. Prices are those of the moment of ordering; what would exceed it is not ordered. Not negative.',
  })
  maximumTotalCents!: number

  @Field(() => String, {
    nullable: true,
    description: 'A purchase order number of yours for all the orders, 1 to 50 characters; null for none.',
  })
  purchaseOrderNumber?: string | null

  @Field(() => BulkResultFormatEnum, { description: 'How the result is written.' })
  resultFormat!: BulkResultFormat
}
