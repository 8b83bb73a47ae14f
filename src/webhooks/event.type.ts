import { GraphQLJSONObject } from 'graphql-scalars'
import { Field, ID, ObjectType } from 'type-graphql'
import { type Connection, connectionOf } from '../graphql/connection.js'
import { DateTime } from '../graphql/scalars.js'
import { EVENT_DAYS } from './webhook.rules.js'
import type { WebhookEventType } from './webhook.words.js'

@ObjectType('Event', { description: 'Something that happened: what webhooks tell of, in the order of the feed.' })
export class EventType {
  @Field(() => ID, { description: 'Stable id, `evt_…`: the `webhook-id` of the requests that tell of it.' })
  id!: string

  @Field(() => String, { description: 'Type, for example `order.completed`; docs/webhooks.md lists them.' })
  type!: WebhookEventType

  @Field(() => ID, { description: 'Id of the organization that it is about, `org_…`.' })
  organizationId!: string

  @Field(() => DateTime, {
    description:
      'When it was written down, by the clock of the gateway, whatever the test clock of the organization says.',
  })
  occurredAt!: Date

  @Field(() => GraphQLJSONObject, {
    description: 'Ids and codes of the type, as `data` of the webhook has them; never personal data, never a link.',
  })
  data!: Readonly<Record<string, unknown>>

  /** Its place in the feed. */
  position!: number
}

@ObjectType({
  description: `A page of a feed of the events of at least the last ${EVENT_DAYS} days, the earliest first.`,
})
export class EventFeedPage extends connectionOf('Event', EventType, 'events, the earliest first') {
  @Field(() => String, {
    description:
      'From where to go on: the next `after`, whether or not this page has anything. Keep it when you have dealt with the page.',
  })
  cursor!: string

  @Field(() => Boolean, {
    description: `Whether \`after\` is so old that events behind it may have been deleted, which are kept for at least ${EVENT_DAYS} days: reconcile by lists then, and go on from \`cursor\`. Never for who reads more often.`,
  })
  missed!: boolean
}

/** A page as the reader gives it. */
export type EventFeed = Connection<EventType> & Pick<EventFeedPage, 'cursor' | 'missed'>
