import type { Actor } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { UserErrors } from '../kernel/errors.js'
import { accessValues } from '../organizations/organization.access.js'
import { WANTED_PAGES } from './owned-pages.js'
import type { VendorGrant } from './vendor-grant.entity.js'

const COLUMNS = `g.id, g.vendor_id as "vendorId", g.organization_id as "organizationId", g.scopes,
  g.granted_by_user_id as "grantedByUserId", g.granted_at as "grantedAt", g.revoked_at as "revokedAt",
  g.monthly_spend_cap_cents as "monthlySpendCapCents", g.revoked_by_user_id as "revokedByUserId"`

/** A grant that is about to be changed, with what the mail about it says. */
export type LockedGrant = VendorGrant & { administers: boolean; organizationName: string; vendorName: string }

const ACCESSIBLE = `vendor_grants g
  join vendors v on v.id = g.vendor_id
  join organizations o on o.id = g.organization_id and o.mode = $3
  join organization_access a on a.organization_id = o.id and a.actor_kind = $1 and a.actor_id = $2
 where g.id = $4`

const LOCK = writeStatement<{ id: string }>(
  'vendor_grant_lock',
  `select g.id from ${ACCESSIBLE} for no key update of g`,
)

const BY_ID = readStatement<LockedGrant>(
  'vendor_grant_by_id',
  `select ${COLUMNS}, a.administers, o.name as "organizationName", v.name as "vendorName" from ${ACCESSIBLE}`,
)

const GRANTABLE = readStatement<{ id: string; name: string }>(
  'vendor_grantable',
  `select v.id, v.name from vendors v
    where v.id = $1 and v.suspended_at is null
      and (v.kind = 'SOFTWARE' or v.organization_id = $2
        or exists (select from sandbox_twins t where t.sandbox_id = $2 and t.organization_id = v.organization_id))`,
)

const CAPS = readStatement<SpendCaps>(
  'vendor_spend_caps',
  `with recursive family as (
     select id, rotated_to_id from api_keys where id = $3 and vendor_id = $1
     union
     select k.id, k.rotated_to_id
       from family f join api_keys k on k.vendor_id = $1 and (k.rotated_to_id = f.id or k.id = f.rotated_to_id))
   select (select monthly_spend_cap_cents from vendor_grants
            where vendor_id = $1 and organization_id = $2 and revoked_at is null) as "grantCents",
          (select monthly_spend_cap_cents from api_keys where id = $3) as "keyCents",
          array(select id from family) as "keyIds"`,
)

/** What an integration may spend for an organization in a month, in cents. */
export interface SpendCaps {
  /** Of all keys of the vendor together; null for no cap. */
  grantCents: number | null
  /** Of the key, with those that it replaced and that replaced it; null for no cap. */
  keyCents: number | null
  /** These keys. */
  keyIds: string[]
}

/** Pages of grants of organizations, the newest first. */
export const GRANT_PAGES = readStatement<VendorGrant & { page: number }>(
  'vendor_grant_pages',
  `select g.*, w.page::int as page from ${WANTED_PAGES}
    cross join lateral (
      select ${COLUMNS} from vendor_grants g
       where g.organization_id = w.owner_id and g.id < w.start order by g.id desc limit w.size) g
    order by w.page, g.id desc`,
)

/** As `GRANT_PAGES`, of one vendor only: an owner is organization and vendor, with a blank between them. */
export const GRANT_PAGES_OF_VENDOR = readStatement<VendorGrant & { page: number }>(
  'vendor_grant_pages_of_vendor',
  `select g.*, w.page::int as page from ${WANTED_PAGES}
    cross join lateral (
      select ${COLUMNS} from vendor_grants g
       where g.organization_id = split_part(w.owner_id, ' ', 1) and g.vendor_id = split_part(w.owner_id, ' ', 2)
         and g.id < w.start order by g.id desc limit w.size) g
    order by w.page, g.id desc`,
)

/**
 * Takes a grant of an organization that the actor has access to for this transaction, and reads what the actor may do
 * once the lock is held. Unknown, foreign and other-mode ones answer alike, after one statement. @throws UserErrors NOT_FOUND
 */
export async function lockGrant(tx: Transaction, actor: Actor, id: string): Promise<LockedGrant> {
  const values = [...accessValues(actor), id]
  const [locked] = await tx.write(LOCK, values)
  const [grant] = locked === undefined ? [] : await tx.rows(BY_ID, values)
  if (grant === undefined) throw UserErrors.one('NOT_FOUND', ['grantId'], `no grant has the id "${id}"`)
  return grant
}

/**
 * The vendor, if the organization can grant it an integration: software of many, or the organization's own, which its
 * sandbox twin can grant too; and not suspended. Else null, for whatever reason.
 */
export async function grantableVendor(
  reader: Reader,
  organizationId: string,
  vendorId: string,
): Promise<{ id: string; name: string } | null> {
  const [vendor] = await reader.rows(GRANTABLE, [vendorId, organizationId])
  return vendor ?? null
}

/** What the vendor may spend for the organization, with this key, in a month. */
export async function spendCaps(
  reader: Reader,
  wanted: { vendorId: string; organizationId: string; apiKeyId: string },
): Promise<SpendCaps> {
  const [caps] = await reader.rows(CAPS, [wanted.vendorId, wanted.organizationId, wanted.apiKeyId])
  return caps ?? { grantCents: null, keyCents: null, keyIds: [] }
}
