import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { LocalDate } from '../graphql/scalars.js'
import { UserError } from '../graphql/user-error.js'
import { MAX_IDEMPOTENCY_KEY_LENGTH } from '../kernel/idempotency-key.js'
import { DailyReceiptEmail, DailyReceiptType } from './daily-receipt.type.js'

@InputType({ description: 'Which receipt is to be sent again.' })
export class ResendDailyReceiptInput {
  @Field(() => ID, { description: 'Id of the organization, `org_…`.' })
  organizationId!: string

  @Field(() => LocalDate, { description: "The receipt's day, in the organization's time zone." })
  day!: string

  @Field(() => String, {
    description: `A text of your own, 1 to ${MAX_IDEMPOTENCY_KEY_LENGTH} characters, the same when you repeat the call: the receipt is then sent again once.`,
  })
  idempotencyKey!: string
}

@ObjectType({ description: 'Answer of `resendDailyReceipt`.' })
export class ResendDailyReceiptPayload {
  @Field(() => DailyReceiptType, {
    nullable: true,
    description: 'The receipt; null if something was wrong: then nothing is sent.',
  })
  dailyReceipt!: DailyReceiptType | null

  @Field(() => DailyReceiptEmail, {
    nullable: true,
    description: 'What became of the e-mail that brings it again; null if something was wrong.',
  })
  email!: DailyReceiptEmail | null

  @Field(() => Boolean, {
    description: 'Whether it had been sent again before with the same idempotency key: then nothing is sent now.',
  })
  replayed!: boolean

  @Field(() => [UserError], { description: 'What was wrong.' })
  userErrors!: UserError[]
}
