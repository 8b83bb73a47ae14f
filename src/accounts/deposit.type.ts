import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { MAX_REASON_LENGTH } from '../audit/reason.js'
import { Cents, DateTime } from '../graphql/scalars.js'
import { UserError } from '../graphql/user-error.js'
import { MAX_IDEMPOTENCY_KEY_LENGTH } from '../kernel/idempotency-key.js'
import { MAX_DEPOSIT_CENTS, MAX_DEPOSIT_REFERENCE_LENGTH } from './deposit.rules.js'

@ObjectType('Deposit', { description: "Money that the publisher's staff recorded as paid into an account." })
export class DepositType {
  @Field(() => ID, { description: 'Stable id, `dep_…`.' })
  id!: string

  organizationId!: string
  amountCents!: number
  balanceAfterCents!: number
  currency!: string

  @Field(() => ID, { description: 'Id of the entry in the ledger of the account, `le_…`.' })
  ledgerEntryId!: string

  @Field(() => String, { description: 'Number of the check or of the wire transfer.' })
  reference!: string

  @Field(() => ID, { description: 'Id of who recorded it, `usr_…`.' })
  recordedByUserId!: string

  @Field(() => String, { description: 'Name of who recorded it.' })
  recordedBy!: string

  @Field(() => DateTime, { description: 'When it was recorded.' })
  recordedAt!: Date
}

@InputType({ description: 'Money that came in.' })
export class RecordDepositInput {
  @Field(() => ID, { description: 'Id of the organization whose money it is, `org_…`.' })
  organizationId!: string

  @Field(() => Cents, {
    description: `How much, in cents of the account's currency: 1 to ${MAX_DEPOSIT_CENTS}. A first deposit opens an account in US dollars.`,
  })
  amountCents!: number

  @Field(() => String, {
    description: `Number of the check or of the wire transfer, printed in the ledger: 1 to ${MAX_DEPOSIT_REFERENCE_LENGTH} characters.`,
  })
  reference!: string

  @Field(() => String, {
    description: `A text of your choice, new for each deposit: 1 to ${MAX_IDEMPOTENCY_KEY_LENGTH} characters, a UUID for example. The same key with the same input gives the first deposit again and moves no money; with another input it is refused.`,
  })
  idempotencyKey!: string

  @Field(() => String, { description: `Why, for the audit trail: 1 to ${MAX_REASON_LENGTH} characters.` })
  reason!: string
}

@ObjectType({ description: 'Answer of `recordDeposit`.' })
export class RecordDepositPayload {
  @Field(() => DepositType, {
    nullable: true,
    description: 'The deposit; null if something stood against it: then `userErrors` says what, and no money moved.',
  })
  deposit!: DepositType | null

  @Field(() => Boolean, {
    description: 'Whether it had been recorded before with the same idempotency key: then no money moved now.',
  })
  replayed!: boolean

  @Field(() => [UserError], { description: 'What is wrong; empty if the deposit was recorded.' })
  userErrors!: UserError[]
}
