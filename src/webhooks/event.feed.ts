import type { Actor, Scope } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { decodeCursor, encodeCursor, type PageArgs, pageOf, pageSize } from '../graphql/connection.js'
import { RequestError } from '../kernel/errors.js'
import type { AccessibleOrganization } from '../organizations/organization.access.js'
import {
  type FeedPage,
  type FeedRows,
  feedOfOrganization,
  feedOfVendor,
  feedOfVendorThere,
  placeEvents,
} from './event.queries.js'
import type { EventFeed } from './event.type.js'
import { WEBHOOK_EVENT_SCOPES, type WebhookEventType } from './webhook.words.js'

const LIST = 'events'
/** How many a page has whose size is not said. */
export const EVENTS_PAGE = 50
/** How many events are placed at a time: what a reader may have to wait for. */
export const PLACED_AT_A_TIME = 1_000

/** What stands in feeds, and what it needs. */
const FEED_SCOPES = new Map(
  Object.entries(WEBHOOK_EVENT_SCOPES).flatMap(([type, scope]): [WebhookEventType, Scope][] =>
    scope === null ? [] : [[type as WebhookEventType, scope]],
  ),
)

/** Reads feeds of events (domain.md, "Data integration"): in order, without gaps. */
export class EventFeedReader {
  constructor(private readonly database: Database) {}

  /** The feed of the vendor whose key asks. */
  async ofVendor(actor: Actor, page: PageArgs, types: readonly string[] | null): Promise<EventFeed> {
    const readable = readableTypes(types, (scope) => actor.scopes.has(scope), "this key's scopes do")
    const scopes = readable.map((type) => FEED_SCOPES.get(type) ?? '')
    return await this.#page(page, readable, (wanted) => feedOfVendor(this.database, actor, { ...wanted, scopes }))
  }

  /** What happened to the organization: all of it for its people, what they were told for vendors. */
  async ofOrganization(
    actor: Actor,
    organization: AccessibleOrganization,
    page: PageArgs,
    types: readonly string[] | null,
  ): Promise<EventFeed> {
    const { id, scopes } = organization
    const isStaff = actor.kind === 'STAFF'
    const may = (scope: Scope) => isStaff || (actor.scopes.has(scope) && scopes.includes(scope))
    const readable = readableTypes(types, may, 'your scopes in the organization do')
    return await this.#page(page, readable, (wanted) =>
      actor.kind === 'VENDOR'
        ? feedOfVendorThere(this.database, actor.id, id, wanted)
        : feedOfOrganization(this.database, id, wanted),
    )
  }

  /** A reader need not wait for the next `PlaceEvents`: what is committed has its place before it looks. */
  async #page(
    args: PageArgs,
    types: readonly WebhookEventType[],
    read: (wanted: FeedPage) => Promise<FeedRows>,
  ): Promise<EventFeed> {
    const size = pageSize(args, EVENTS_PAGE)
    const after = Number(decodeCursor(LIST, args, /^\d{1,15}$/) ?? 0)
    await this.database.transaction((tx) => placeEvents(tx, PLACED_AT_A_TIME))
    const { events, placedThrough, sweptThrough } = await read({ after, limit: size + 1, types })
    const page = pageOf(events, size, args, ({ position }) => encodeCursor(LIST, position))
    const through = page.pageInfo.hasNextPage ? page.nodes.at(-1)?.position : Math.max(after, placedThrough)
    return { ...page, cursor: encodeCursor(LIST, through ?? after), missed: args.after != null && after < sweptThrough }
  }
}

/** The types that may be read. @throws RequestError for an unknown one, and for one that was named and may not be. */
function readableTypes(
  asked: readonly string[] | null,
  may: (scope: Scope) => boolean,
  whose: string,
): WebhookEventType[] {
  const all = [...FEED_SCOPES.keys()]
  const unknown = asked?.find((type) => !all.some((known) => known === type))
  if (unknown !== undefined) {
    throw new RequestError('BAD_USER_INPUT', `types: expected some of ${all.join(', ')}, got "${unknown}"`)
  }
  return [...FEED_SCOPES].flatMap(([type, scope]) => {
    if (asked !== null && !asked.includes(type)) return []
    if (may(scope)) return [type]
    if (asked === null) return []
    throw new RequestError('FORBIDDEN', `${whose} not include "${scope}", which \`${type}\` needs`)
  })
}
