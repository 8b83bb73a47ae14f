import type { Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { EventType } from './event.type.js'
import type { WebhookEventType } from './webhook.words.js'

/** Which feed, and which of its events. */
export interface FeedPage {
  /** The place after which the page begins. */
  after: number
  limit: number
  types: readonly WebhookEventType[]
}

/** A page of a feed, with how far all feeds have come at the same moment. */
export interface FeedRows {
  events: EventType[]
  placedThrough: number
  sweptThrough: number
}

type Row = { placedThrough: number; sweptThrough: number } & (EventType | { [key in keyof EventType]: null })

const COLUMNS = `e.id, e.type, e.organization_id as "organizationId", e.occurred_at as "occurredAt", e.data, e.position`

/** One snapshot for the page and for how far everything has come: a page that is not full has all that was placed. */
const feedOf = (name: string, whose: string) =>
  readStatement<Row>(
    name,
    `select f.placed_through as "placedThrough", f.swept_through as "sweptThrough", e.*
       from event_feed f left join lateral (
         select ${COLUMNS} from webhook_events e
          where ${whose} and e.position > $1 and e.type = any ($3)
          order by e.position limit $2) e on true
      order by e.position`,
  )

/** Of organizations that grant the vendor, still, what the type needs. */
const OF_VENDOR = readStatement<Row>(
  'event_feed_of_vendor',
  `select f.placed_through as "placedThrough", f.swept_through as "sweptThrough", e.*
     from event_feed f left join lateral (
       select ${COLUMNS} from webhook_events e
        where e.vendor_id = $5 and e.mode = $6 and e.position > $1 and e.type = any ($3)
          and exists (select from vendor_grants g join unnest($3::text[], $4::text[]) as needed (type, scope)
                on needed.type = e.type and needed.scope = any (g.scopes)
              where g.vendor_id = $5 and g.organization_id = e.organization_id and g.revoked_at is null)
        order by e.position limit $2) e on true
    order by e.position`,
)
const OF_VENDOR_THERE = feedOf('event_feed_of_vendor_there', 'e.vendor_id = $4 and e.organization_id = $5')
const OF_ORGANIZATION = feedOf('event_feed_of_organization', 'e.vendor_id is null and e.organization_id = $4')
const PLACE = writeStatement<{ placed: number }>('events_place', 'select place_events($1) as placed')

/** The feed of a vendor in a mode; `scopes` are what each of the types needs of the grant. */
export async function feedOfVendor(
  reader: Reader,
  vendor: { id: string; mode: Mode },
  page: FeedPage & { scopes: readonly string[] },
): Promise<FeedRows> {
  const { after, limit, types, scopes } = page
  return feedRows(await reader.rows(OF_VENDOR, [after, limit, types, scopes, vendor.id, vendor.mode]))
}

/** What of a vendor's feed is about one organization. */
export async function feedOfVendorThere(
  reader: Reader,
  vendorId: string,
  organizationId: string,
  { after, limit, types }: FeedPage,
): Promise<FeedRows> {
  return feedRows(await reader.rows(OF_VENDOR_THERE, [after, limit, types, vendorId, organizationId]))
}

/** An organization's own feed. */
export async function feedOfOrganization(
  reader: Reader,
  organizationId: string,
  { after, limit, types }: FeedPage,
): Promise<FeedRows> {
  return feedRows(await reader.rows(OF_ORGANIZATION, [after, limit, types, organizationId]))
}

/** Gives up to `most` committed events their places; how many were placed, 0 also when somebody else is at it. */
export async function placeEvents(tx: Transaction, most: number): Promise<number> {
  const [row] = await tx.write(PLACE, [most])
  return row?.placed ?? 0
}

function feedRows(rows: readonly Row[]): FeedRows {
  const { placedThrough = 0, sweptThrough = 0 } = rows[0] ?? {}
  return { events: rows.flatMap((row) => (row.id === null ? [] : [row])), placedThrough, sweptThrough }
}
