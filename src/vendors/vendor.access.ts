import type { Actor } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { RequestError, UserErrors } from '../kernel/errors.js'
import type { ApiKey } from './api-key.entity.js'
import type { Vendor } from './vendor.entity.js'

/**
 * A vendor together with what the asking actor may do there: its people manage it, and those who administer its
 * organization, if it has one; staff and the vendor itself see it.
 */
export type AccessibleVendor = Vendor & { manages: boolean }

/** Columns of a vendor `v` as the entity names them. */
export const VENDOR_COLUMNS = `v.id, v.name, v.kind, v.organization_id as "organizationId", v.created_at as "createdAt",
  v.website, v.description, v.contact_email as "contactEmail", v.listed, v.live_approved_at as "liveApprovedAt",
  v.suspended_at as "suspendedAt", v.suspension_reason as "suspensionReason"`

/** Columns of a key `k`; of the secret, nothing. */
export const API_KEY_COLUMNS = `k.id, k.vendor_id as "vendorId", k.mode, k.name, k.selector, k.scopes,
  k.created_at as "createdAt", k.expires_at as "expiresAt", k.revoked_at as "revokedAt",
  k.last_used_at as "lastUsedAt", k.allowed_addresses as "allowedAddresses", k.rotated_to_id as "rotatedToId",
  k.monthly_spend_cap_cents as "monthlySpendCapCents"`

/** A key that is about to be changed, with what the actor may do with its vendor. */
export interface LockedApiKey extends ApiKeyRow {
  manages: boolean
  vendorSuspended: boolean
  vendorName: string
  /** Whose own integration the vendor is; null for a software provider. */
  organizationId: string | null
  /** When its successor was made, if that was revoked and has none itself; else null. */
  lostSuccessorCreatedAt: Date | null
  /** When that successor was to end; null for never. */
  lostSuccessorExpiresAt: Date | null
}

/** A key as it is read back: whatever is known of it but the secret's digest. */
export type ApiKeyRow = Omit<ApiKey, 'secretSha256' | 'createdByUserId'>

/** The database's view `vendor_access` says who may see and who may manage which vendor. */
const ACCESSIBLE = `vendors v
  join vendor_access a on a.vendor_id = v.id and a.actor_kind = $1 and a.actor_id = $2`

const BY_ID = readStatement<AccessibleVendor>(
  'accessible_vendor_by_id',
  `select ${VENDOR_COLUMNS}, a.manages from ${ACCESSIBLE} where v.id = $3`,
)

const LOCK_BY_ID = writeStatement<{ id: string }>(
  'accessible_vendor_lock',
  `select v.id from ${ACCESSIBLE} where v.id = $3 for no key update of v`,
)

const KEY = `${ACCESSIBLE} join api_keys k on k.vendor_id = v.id where k.id = $3`

const LOCK_KEY = writeStatement<{ id: string }>(
  'accessible_api_key_lock',
  `select k.id from ${KEY} for no key update of v, k`,
)

const KEY_BY_ID = readStatement<LockedApiKey>(
  'accessible_api_key_by_id',
  `select ${API_KEY_COLUMNS}, k.manages, k."vendorSuspended", k."vendorName", k."organizationId",
          s.created_at as "lostSuccessorCreatedAt", s.expires_at as "lostSuccessorExpiresAt"
     from (select k.*, a.manages, v.suspended_at is not null as "vendorSuspended", v.name as "vendorName",
                  v.organization_id as "organizationId" from ${KEY}) k
     left join api_keys s on s.id = k.rotated_to_id and s.revoked_at is not null and s.rotated_to_id is null`,
)

/** The vendor, if one of this id is there for the actor; else null. */
export async function findAccessibleVendor(reader: Reader, actor: Actor, id: string): Promise<AccessibleVendor | null> {
  const [vendor] = await reader.rows(BY_ID, [actor.kind, actor.id, id])
  return vendor ?? null
}

/**
 * Takes the vendor for this transaction. What the actor may do is read again once the lock is held, for somebody else may
 * have removed the actor meanwhile. Unknown and foreign ones answer alike, in content and in effort: after one statement.
 * @throws UserErrors NOT_FOUND
 */
export async function lockVendor(tx: Transaction, actor: Actor, id: string): Promise<AccessibleVendor> {
  const values = [actor.kind, actor.id, id]
  const [locked] = await tx.write(LOCK_BY_ID, values)
  const [vendor] = locked === undefined ? [] : await tx.rows(BY_ID, values)
  if (vendor === undefined) throw UserErrors.one('NOT_FOUND', ['vendorId'], `no vendor has the id "${id}"`)
  return vendor
}

/** Takes a key and its vendor for this transaction, as `lockVendor` does. @throws UserErrors NOT_FOUND */
export async function lockApiKey(tx: Transaction, actor: Actor, id: string): Promise<LockedApiKey> {
  const values = [actor.kind, actor.id, id]
  const [locked] = await tx.write(LOCK_KEY, values)
  const [key] = locked === undefined ? [] : await tx.rows(KEY_BY_ID, values)
  if (key === undefined) throw UserErrors.one('NOT_FOUND', ['apiKeyId'], `no API key has the id "${id}"`)
  return key
}

/** For what only the people of a vendor may do: not staff, and not the vendor's own keys. */
export function assertManages(vendor: { manages: boolean }): void {
  if (!vendor.manages) throw new RequestError('FORBIDDEN', 'this is for the people who manage the vendor')
}

/** For what a suspended vendor cannot do. */
export function assertNotSuspended(suspended: boolean): void {
  if (suspended) throw new RequestError('FORBIDDEN', "the vendor is suspended; the publisher's staff can reinstate it")
}
