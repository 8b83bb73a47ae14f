import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { Access } from '../graphql/access.policy.js'
import { PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { PageOf } from '../graphql/cost/cost.policy.js'
import type { AccessibleOrganization } from '../organizations/organization.access.js'
import { Organization } from '../organizations/organization.entity.js'
import type { EventFeedReader } from './event.feed.js'
import { EVENTS_PAGE } from './event.feed.js'
import { type EventFeed, EventFeedPage } from './event.type.js'

const TYPES = 'Events of these types only, for example `order.completed`; null for all that you may read.'
const READING =
  'Every event comes once, in one order that never changes, however many transactions commit at once: give `cursor` as the next `after`. 50 a page unless told. Needs of each type the scope that docs/webhooks.md names; types that you may not read are left out, and FORBIDDEN if you name them.'

@Resolver()
export class EventResolver {
  constructor(private readonly feed: EventFeedReader) {}

  @Access('VENDOR')
  @PageOf(EVENTS_PAGE)
  @Query(() => EventFeedPage, {
    description: `The feed of the vendor whose key asks, in the mode of the key: everything that webhooks tell it, whether or not it has an endpoint, of the organizations that still grant it the scope. ${READING}`,
  })
  async events(
    @Ctx() { actor }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('types', () => [String], { nullable: true, description: TYPES }) types?: string[] | null,
  ): Promise<EventFeed> {
    return await this.feed.ofVendor(actor, page, types ?? null)
  }
}

@Resolver(() => Organization)
export class OrganizationEventsResolver {
  constructor(private readonly feed: EventFeedReader) {}

  @PageOf(EVENTS_PAGE)
  @FieldResolver(() => EventFeedPage, {
    description: `What happened to the organization: for its people and staff all of it, for a vendor what it was told. ${READING}`,
  })
  async events(
    @Root() organization: Organization,
    @Ctx() { actor }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('types', () => [String], { nullable: true, description: TYPES }) types?: string[] | null,
  ): Promise<EventFeed> {
    return await this.feed.ofOrganization(actor, organization as AccessibleOrganization, page, types ?? null)
  }
}
