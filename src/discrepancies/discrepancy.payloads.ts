import { Field, ObjectType } from 'type-graphql'
import { UserError } from '../graphql/user-error.js'
import { ProfileDeliveryType } from '../profiles/delivery/profile-delivery.type.js'
import { DiscrepancyType } from './discrepancy.type.js'

const USER_ERRORS = 'What is wrong with the request; nothing was done then.'
const AS_IT_IS = 'As it is now; null if something was wrong.'

@ObjectType({ description: 'Answer of `reportDiscrepancy`.' })
export class ReportDiscrepancyPayload {
  @Field(() => DiscrepancyType, { nullable: true, description: 'The report; null if something was wrong.' })
  discrepancy!: DiscrepancyType | null

  @Field(() => Boolean, {
    description: 'Whether it was reported before with the same idempotency key: this is that report, as it is now.',
  })
  replayed!: boolean

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of mutations that answer with the report alone.' })
abstract class DiscrepancyPayload {
  @Field(() => DiscrepancyType, { nullable: true, description: AS_IT_IS })
  discrepancy!: DiscrepancyType | null

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `replyToDiscrepancy`.' })
export class ReplyToDiscrepancyPayload extends DiscrepancyPayload {}

@ObjectType({ description: 'Answer of `withdrawDiscrepancy`.' })
export class WithdrawDiscrepancyPayload extends DiscrepancyPayload {}

@ObjectType({ description: 'Answer of `takeDiscrepancy`.' })
export class TakeDiscrepancyPayload extends DiscrepancyPayload {}

@ObjectType({ description: 'Answer of `noteDiscrepancy`.' })
export class NoteDiscrepancyPayload extends DiscrepancyPayload {}

@ObjectType({ description: 'Answer of `askAboutDiscrepancy`.' })
export class AskAboutDiscrepancyPayload extends DiscrepancyPayload {}

@ObjectType({ description: 'Answer of `delayDiscrepancy`.' })
export class DelayDiscrepancyPayload extends DiscrepancyPayload {}

@ObjectType({ description: 'Answer of `decideDiscrepancy`.' })
export class DecideDiscrepancyPayload extends DiscrepancyPayload {}

@ObjectType({ description: 'Answer of `deliverCorrectedProfile`.' })
export class DeliverCorrectedProfilePayload {
  @Field(() => ProfileDeliveryType, { nullable: true, description: 'The delivery; null if something was wrong.' })
  delivery!: ProfileDeliveryType | null

  @Field(() => String, {
    nullable: true,
    description: 'The signed link, good for 15 minutes; null unless the method is LINK, and if something was wrong.',
  })
  url!: string | null

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}
