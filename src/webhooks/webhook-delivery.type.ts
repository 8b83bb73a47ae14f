import { Field, ID, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '../graphql/connection.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { DateTime } from '../graphql/scalars.js'
import {
  type WebhookDeliveryState,
  WebhookDeliveryStateEnum,
  type WebhookProblem,
  WebhookProblemEnum,
} from './webhook.words.js'
import type { HeaderLine } from './webhook-attempt.entity.js'

@ObjectType('WebhookHeader', { description: 'One line of the head of an HTTP message.' })
export class WebhookHeaderType {
  @Field(() => String, { description: 'Name, in lower case.' })
  name!: string

  @Field(() => String, { description: 'Value; what is not printable ASCII is `?`.' })
  value!: string
}

@ObjectType('WebhookAttempt', {
  description: 'One request to an endpoint and what came of it: heads only, never bodies, for they can hold links.',
})
export class WebhookAttemptType {
  @Field(() => Int, { description: 'Which request it was for this event and endpoint, from 1; lost ones leave a gap.' })
  number!: number

  @Field(() => DateTime, { description: 'When it was sent.' })
  attemptedAt!: Date

  @Field(() => Int, { description: 'How long it took, in milliseconds.' })
  durationMs!: number

  @Field(() => Int, { nullable: true, description: 'Status of the answer, for example 200; null if none came.' })
  status!: number | null

  @Field(() => WebhookProblemEnum, { nullable: true, description: 'Why it failed; null for a success.' })
  problem!: WebhookProblem | null

  @Holds(50, { usually: 10 })
  @Field(() => [WebhookHeaderType], {
    description: 'Head of the answer, its first 4096 characters, without cookies; empty if none came.',
  })
  responseHeaders!: HeaderLine[]

  /** For the field resolvers. */
  endpointId!: string
  eventId!: string
}

@ObjectType('WebhookDelivery', { description: 'An event on its way to one endpoint, and how far it has come.' })
export class WebhookDeliveryType {
  @Field(() => ID, { description: 'Id of the endpoint, `whe_…`.' })
  endpointId!: string

  @Field(() => ID, { description: 'Id of the event, `evt_…`: the `webhook-id` of each of its requests.' })
  eventId!: string

  @Field(() => String, { description: 'Type of the event, for example `order.completed`.' })
  type!: string

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the organization that the event is about, `org_…`; null if it is about none.',
  })
  organizationId!: string | null

  @Field(() => DateTime, { description: 'When it happened.' })
  occurredAt!: Date

  @Field(() => WebhookDeliveryStateEnum, { description: 'How far it has come.' })
  state!: WebhookDeliveryState

  @Field(() => DateTime, { nullable: true, description: 'When it is sent next; null unless it waits.' })
  nextAttemptAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When it reached its end; null while it waits.' })
  settledAt!: Date | null
}

/** A page of the delivery log. */
export const WebhookDeliveryConnection = connectionOf('WebhookDelivery', WebhookDeliveryType, 'deliveries of events')
