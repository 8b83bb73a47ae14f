import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { MAX_REASON_LENGTH } from '../../audit/reason.js'
import { Cents, LocalDate } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/user-error.js'
import { MAX_IDEMPOTENCY_KEY_LENGTH } from '../../kernel/idempotency-key.js'
import type { LocalDay } from '../../kernel/local-day.js'
import {
  MAX_ALLOWANCE,
  MAX_DAYS_AHEAD,
  MAX_INVOICE_LENGTH,
  MAX_PACKAGE_CENTS,
  MAX_PACKAGE_NAME_LENGTH,
  MAX_TERM_MONTHS,
} from './subscription.rules.js'
import { SubscriptionPackageType, SubscriptionType } from './subscription.types.js'

const REASON = `Why, for the audit trail: 1 to ${MAX_REASON_LENGTH} characters.`
const KEY = `A text of your choice, new for each one: 1 to ${MAX_IDEMPOTENCY_KEY_LENGTH} characters. The same key with the same input gives the first result again; with another input it is refused.`

@InputType({ description: 'A package to be offered, in the mode of the request.' })
export class CreateSubscriptionPackageInput {
  @Field(() => String, { description: `Its name, 1 to ${MAX_PACKAGE_NAME_LENGTH} characters.` })
  name!: string

  @Field(() => String, { description: 'Currency of its price: an ISO 4217 code in capitals, for example `USD`.' })
  currency!: string

  @Field(() => Cents, { description: `Price of a term, in cents: 0 to ${MAX_PACKAGE_CENTS}.` })
  priceCents!: number

  @Field(() => Int, { description: `Profiles of a term, 1 to ${MAX_ALLOWANCE}.` })
  allowance!: number

  @Field(() => Int, { description: `Length of a term in months, 1 to ${MAX_TERM_MONTHS}.` })
  termMonths!: number

  @Field(() => String, { description: REASON })
  reason!: string
}

@InputType({ description: 'A package that shall not be sold any more.' })
export class WithdrawSubscriptionPackageInput {
  @Field(() => ID, { description: 'Id of the package, `pkg_…`, of the mode of the request.' })
  packageId!: string

  @Field(() => String, { description: REASON })
  reason!: string
}

@InputType({ description: 'A package for an organization.' })
export class CreateSubscriptionInput {
  @Field(() => ID, { description: 'Id of the organization, `org_…`.' })
  organizationId!: string

  @Field(() => ID, { description: "Id of the package, `pkg_…`, in the currency of the organization's account." })
  packageId!: string

  @Field(() => LocalDate, {
    nullable: true,
    description: `First day of the term, in the organization's time zone: today to ${MAX_DAYS_AHEAD} days ahead; without it today.`,
  })
  startsOn?: LocalDay | null

  @Field(() => String, { description: KEY })
  idempotencyKey!: string

  @Field(() => String, { description: REASON })
  reason!: string
}

@InputType({ description: 'An invoice of a subscription that was paid.' })
export class RecordSubscriptionPaymentInput {
  @Field(() => ID, { description: 'Id of the organization, `org_…`.' })
  organizationId!: string

  @Field(() => ID, { description: 'Id of its subscription, `sub_…`.' })
  subscriptionId!: string

  @Field(() => Cents, { description: "How much, in cents of the account's currency: 1 to what is due." })
  amountCents!: number

  @Field(() => String, { description: `Number of the invoice, 1 to ${MAX_INVOICE_LENGTH} characters.` })
  invoice!: string

  @Field(() => String, { description: KEY })
  idempotencyKey!: string

  @Field(() => String, { description: REASON })
  reason!: string
}

@InputType({ description: 'Balance that shall pay for a subscription.' })
export class TransferBalanceInput {
  @Field(() => ID, { description: 'Id of the organization, `org_…`.' })
  organizationId!: string

  @Field(() => ID, { description: 'Id of its subscription, `sub_…`.' })
  subscriptionId!: string

  @Field(() => Cents, {
    nullable: true,
    description:
      "How much, in cents of the account's currency: 1 to what is due; without it the whole balance, or as much of it as is due.",
  })
  amountCents?: number | null

  @Field(() => String, { description: KEY })
  idempotencyKey!: string
}

@ObjectType({ description: 'Answer of `createSubscriptionPackage`.' })
export class CreateSubscriptionPackagePayload {
  @Field(() => SubscriptionPackageType, { nullable: true, description: 'The package; null if something was wrong.' })
  subscriptionPackage!: SubscriptionPackageType | null

  @Field(() => [UserError], { description: 'What is wrong; empty if it was done.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `withdrawSubscriptionPackage`.' })
export class WithdrawSubscriptionPackagePayload extends CreateSubscriptionPackagePayload {}

@ObjectType({ description: 'Answer of `createSubscription`.' })
export class CreateSubscriptionPayload {
  @Field(() => SubscriptionType, { nullable: true, description: 'The subscription; null if something was wrong.' })
  subscription!: SubscriptionType | null

  @Field(() => Boolean, {
    description: 'Whether it had been done before with the same idempotency key: then nothing was changed now.',
  })
  replayed!: boolean

  @Field(() => [UserError], { description: 'What is wrong; empty if it was done.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `recordSubscriptionPayment`.' })
export class RecordSubscriptionPaymentPayload extends CreateSubscriptionPayload {}

@ObjectType({ description: 'Answer of `transferBalance`.' })
export class TransferBalancePayload extends CreateSubscriptionPayload {}
