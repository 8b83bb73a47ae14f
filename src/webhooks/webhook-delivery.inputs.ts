import { Field, ID, InputType } from 'type-graphql'
import { DateTime } from '../graphql/scalars.js'
import { EVENT_DAYS } from './webhook.rules.js'

@InputType({ description: 'A test event to be sent.' })
export class SendTestWebhookInput {
  @Field(() => ID, { description: 'Id of the endpoint, `whe_…`; an active one.' })
  endpointId!: string
}

@InputType({ description: 'An event to be sent to an endpoint again.' })
export class ReplayWebhookInput {
  @Field(() => ID, { description: 'Id of the endpoint, `whe_…`; an active one.' })
  endpointId!: string

  @Field(() => ID, { description: `Id of the event, \`evt_…\`; not older than ${EVENT_DAYS} days.` })
  eventId!: string
}

@InputType({
  description: 'Events to be sent to an endpoint again: those that it asks for now, and those it was sent.',
})
export class ReplayWebhooksInput {
  @Field(() => ID, { description: 'Id of the endpoint, `whe_…`; an active one.' })
  endpointId!: string

  @Field(() => DateTime, { description: `The first moment; at most ${EVENT_DAYS} days ago.` })
  from!: Date

  @Field(() => DateTime, {
    nullable: true,
    description: 'The first moment after the last one; null: now.',
  })
  until?: Date | null

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether those that the endpoint has are sent again too; else those that failed, or that it missed while it was disabled.',
  })
  includeDelivered!: boolean
}
