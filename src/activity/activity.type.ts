import { Field, Int, ObjectType } from 'type-graphql'
import { type LedgerEntryKind, LedgerEntryKindEnum } from '../accounts/ledger-transaction.entity.js'
import { type PaymentMethod, PaymentMethodEnum } from '../accounts/payment-method.js'
import { Money } from '../graphql/money.js'
import { DateTime, YearMonth } from '../graphql/scalars.js'
import type { MonthOfAccount } from './activity.queries.js'
import { TransactionBuyer } from './transaction.type.js'

@ObjectType()
abstract class TurnoverFields {
  @Field(() => Int, { description: 'How many orders were paid.' })
  purchaseCount!: number

  @Field(() => Int, { description: 'How many profiles they had; what was paid back is not taken off.' })
  profileCount!: number

  @Field(() => Int, { description: 'How many profiles were paid back within the month, of whenever they were bought.' })
  refundedProfileCount!: number

  @Field(() => Money, {
    description: 'What was paid for them. A purchase from a subscription’s allowance costs nothing.',
  })
  paid!: Money

  @Field(() => Money, { description: 'What was paid back within the month, of whenever it was bought.' })
  refunded!: Money
}

@ObjectType({ description: 'What one buyer bought within a month.' })
export class BuyerActivity extends TurnoverFields {
  @Field(() => TransactionBuyer, { description: 'Who bought.' })
  buyer!: TransactionBuyer
}

@ObjectType({ description: 'What was paid within a month in one way.' })
export class PaymentMethodActivity extends TurnoverFields {
  @Field(() => PaymentMethodEnum, { description: 'How orders were paid.' })
  paymentMethod!: PaymentMethod
}

@ObjectType({ description: 'What the transactions of one kind come to within a month.' })
export class KindActivity {
  @Field(() => LedgerEntryKindEnum, { description: 'What they were.' })
  kind!: LedgerEntryKind

  @Field(() => Int, { description: 'How many there were.' })
  transactionCount!: number

  @Field(() => Money, {
    description: 'Their amounts together: positive to the organization’s credit, negative for what it paid.',
  })
  amount!: Money

  @Field(() => Money, { description: 'What they did to the balance. Over all kinds: ending less opening balance.' })
  balanceChange!: Money
}

@ObjectType({
  description:
    'An account\'s activity within one calendar month of the organization\'s time zone, as it stood when it was asked for. (domain.md, "Account, activity, receipts".)',
})
export class AccountActivity {
  of!: MonthOfAccount
  organizationId!: string

  @Field(() => YearMonth, { description: 'The month.' })
  month!: string

  @Field(() => DateTime, { description: 'Its first instant.' })
  startsAt!: Date

  @Field(() => DateTime, { description: 'The first instant of the month after it.' })
  endsBefore!: Date

  @Field(() => YearMonth, {
    nullable: true,
    description: 'The month before; null if it is not shown any more: account activity goes back 24 months.',
  })
  previousMonth!: string | null

  @Field(() => YearMonth, { nullable: true, description: 'The month after; null for the current month.' })
  nextMonth!: string | null

  @Field(() => Money, {
    description: 'What could be spent when the month began: the ending balance of the month before.',
  })
  openingBalance!: Money

  @Field(() => Money, {
    description:
      'What can be spent when the month ends, or now in the current month: the running available balance, whatever the payment methods.',
  })
  endingBalance!: Money
}
