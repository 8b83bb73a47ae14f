import type { Actor } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import { WANTED_PAGES } from './owned-pages.js'
import { type AccessibleVendor, API_KEY_COLUMNS, type ApiKeyRow, VENDOR_COLUMNS } from './vendor.access.js'
import type { SoftwareProvider, VendorMemberType, VendorSummary } from './vendor.type.js'

/** A row and its place in a list by name. */
export type ByName<Row> = Row & { sortName: string }

/** Where a page of a list by name begins: after this name and id. */
export interface NamePlace {
  sortName: string
  id: string
}

const SORT_NAME = `lower(v.name) collate "C"`
/** An empty pattern finds all. `%` and `_` of whoever searches are letters like any other. */
const PAGE_BY_NAME = `($1 = '' or position(lower($1) in lower(v.name)) > 0)
  and (${SORT_NAME}, v.id) > ($2, $3) order by ${SORT_NAME}, v.id limit $4`

const DIRECTORY = readStatement<ByName<SoftwareProvider>>(
  'software_providers',
  `select v.id, v.name, v.website, v.description, lower(v.name) as "sortName" from vendors v
    where v.kind = 'SOFTWARE' and v.listed and v.suspended_at is null and ${PAGE_BY_NAME}`,
)

const ALL = readStatement<ByName<AccessibleVendor>>(
  'vendors_page',
  `select ${VENDOR_COLUMNS}, false as manages, lower(v.name) as "sortName" from vendors v where ${PAGE_BY_NAME}`,
)

const MANAGED = readStatement<ByName<AccessibleVendor>>(
  'vendors_managed',
  `select ${VENDOR_COLUMNS}, a.manages, lower(v.name) as "sortName"
     from vendors v join vendor_access a on a.vendor_id = v.id and a.actor_kind = $5 and a.actor_id = $6
    where (a.manages or a.actor_kind = 'VENDOR') and ${PAGE_BY_NAME}`,
)

const SUMMARIES = readStatement<VendorSummary>(
  'vendor_summaries',
  'select v.id, v.name, v.kind, v.website from vendors v where v.id = any ($1)',
)

const ACTIVE_GRANTS = readStatement<{ vendorId: string; count: number }>(
  'vendor_active_grants',
  `select vendor_id as "vendorId", count(*)::int as count from vendor_grants
    where vendor_id = any ($1) and revoked_at is null group by vendor_id`,
)

/** Pages of keys of vendors, the newest first. */
export const API_KEY_PAGES = readStatement<ApiKeyRow & { page: number }>(
  'api_key_pages',
  `select k.*, w.page::int as page from ${WANTED_PAGES}
    cross join lateral (
      select ${API_KEY_COLUMNS} from api_keys k
       where k.vendor_id = w.owner_id and k.id < w.start order by k.id desc limit w.size) k
    order by w.page, k.id desc`,
)

/** Pages of people of vendors, the longest there first. */
export const MEMBER_PAGES = readStatement<VendorMemberType & { page: number }>(
  'vendor_member_pages',
  `select m.*, w.page::int as page from ${WANTED_PAGES}
    cross join lateral (
      select m.id, m.user_id as "userId", u.full_name as "fullName", u.email, m.added_at as "addedAt",
             m.added_by_user_id as "addedByUserId"
        from vendor_members m join users u on u.id = m.user_id
       where m.vendor_id = w.owner_id and m.id > w.start order by m.id limit w.size) m
    order by w.page, m.id`,
)

/** Up to `limit` software providers of the public directory whose name has `search` in it; an empty one finds all. */
export async function softwareProviders(
  reader: Reader,
  search: string,
  after: NamePlace,
  limit: number,
): Promise<ByName<SoftwareProvider>[]> {
  return await reader.rows(DIRECTORY, [search, after.sortName, after.id, limit])
}

/** Up to `limit` of all vendors, for staff. */
export async function allVendors(
  reader: Reader,
  search: string,
  after: NamePlace,
  limit: number,
): Promise<ByName<AccessibleVendor>[]> {
  return await reader.rows(ALL, [search, after.sortName, after.id, limit])
}

/** Up to `limit` of the vendors that the person manages; of a vendor's key, the vendor itself. */
export async function managedVendors(
  reader: Reader,
  actor: Actor,
  after: NamePlace,
  limit: number,
): Promise<ByName<AccessibleVendor>[]> {
  return await reader.rows(MANAGED, ['', after.sortName, after.id, limit, actor.kind, actor.id])
}

/** What everybody who has to do with these vendors may know of them. */
export async function vendorSummaries(reader: Reader, ids: readonly string[]): Promise<VendorSummary[]> {
  return await reader.rows(SUMMARIES, [ids])
}

/** How many organizations let each of these vendors act; one that none lets is left out. */
export async function activeGrantCounts(
  reader: Reader,
  vendorIds: readonly string[],
): Promise<{ vendorId: string; count: number }[]> {
  return await reader.rows(ACTIVE_GRANTS, [vendorIds])
}
