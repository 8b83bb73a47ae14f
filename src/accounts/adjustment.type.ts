import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { MAX_REASON_LENGTH } from '../audit/reason.js'
import { Cents } from '../graphql/scalars.js'
import { UserError } from '../graphql/user-error.js'
import { MAX_IDEMPOTENCY_KEY_LENGTH } from '../kernel/idempotency-key.js'
import { MAX_DEPOSIT_CENTS } from './deposit.rules.js'
import { LedgerEntryType } from './ledger-entry.entity.js'

/** The longest text of a correction in the ledger. */
export const MAX_ADJUSTMENT_TEXT_LENGTH = 100

@InputType({ description: 'A correction of an account.' })
export class RecordAdjustmentInput {
  @Field(() => ID, { description: 'Id of the organization, `org_…`; it must have an account.' })
  organizationId!: string

  @Field(() => Cents, {
    description: `By how much, in cents of the account's currency: 1 to ${MAX_DEPOSIT_CENTS} in favor of the organization, or as much below zero; not 0.`,
  })
  amountCents!: number

  @Field(() => String, {
    description: `What the organization reads in its ledger: 1 to ${MAX_ADJUSTMENT_TEXT_LENGTH} characters. No personal data, please.`,
  })
  text!: string

  @Field(() => String, {
    description: `A text of your choice, new for each correction: 1 to ${MAX_IDEMPOTENCY_KEY_LENGTH} characters. The same key with the same input gives the first one again; with another input it is refused.`,
  })
  idempotencyKey!: string

  @Field(() => String, { description: `Why, for the audit trail: 1 to ${MAX_REASON_LENGTH} characters.` })
  reason!: string
}

@ObjectType({ description: 'Answer of `recordAdjustment`.' })
export class RecordAdjustmentPayload {
  @Field(() => LedgerEntryType, { nullable: true, description: 'The entry; null if something was wrong.' })
  entry!: LedgerEntryType | null

  @Field(() => Boolean, {
    description: 'Whether it had been recorded before with the same idempotency key: then no money moved now.',
  })
  replayed!: boolean

  @Field(() => [UserError], { description: 'What is wrong; empty if it was recorded.' })
  userErrors!: UserError[]
}
