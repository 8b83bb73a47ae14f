import { Field, Int, ObjectType } from 'type-graphql'
import { UserError } from '../graphql/user-error.js'
import { WebhookDeliveryType } from './webhook-delivery.type.js'

const WRONG = 'What is wrong with the request; nothing was changed then.'

@ObjectType({ description: 'Answer of `sendTestWebhook`.' })
export class SendTestWebhookPayload {
  @Field(() => WebhookDeliveryType, {
    nullable: true,
    description: 'The delivery of the test event; null if something was wrong.',
  })
  delivery!: WebhookDeliveryType | null

  @Field(() => [UserError], { description: WRONG })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `replayWebhook`.' })
export class ReplayWebhookPayload {
  @Field(() => WebhookDeliveryType, {
    nullable: true,
    description: 'The delivery, which waits to be sent; null if something was wrong.',
  })
  delivery!: WebhookDeliveryType | null

  @Field(() => [UserError], { description: WRONG })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `replayWebhooks`.' })
export class ReplayWebhooksPayload {
  @Field(() => Int, { nullable: true, description: 'How many events are sent again; null if something was wrong.' })
  count!: number | null

  @Field(() => [UserError], { description: WRONG })
  userErrors!: UserError[]
}
