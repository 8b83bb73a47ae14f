import { In, IsNull } from 'typeorm'
import type { Mode, Scope } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { sha256Hex } from '../kernel/digest.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { ApiKey } from './api-key.entity.js'
import { newApiKeyToken } from './api-key.token.js'
import { Vendor } from './vendor.entity.js'
import { VendorGrant } from './vendor-grant.entity.js'

/**
 * The most keys of a vendor that work at one time, those in the overlap of a rotation included. A successor may be one
 * more, so that a key can be rotated at the limit.
 */
const MAX_ACTIVE_API_KEYS = 50

/** What a vendor is born with; the rest can be said later. */
export type NewVendor = Pick<Vendor, 'name' | 'kind' | 'organizationId'> & Partial<Vendor>

/** Sets a vendor up. */
export async function createVendor(tx: Transaction, clock: Clock, wanted: NewVendor): Promise<Vendor> {
  const vendor: Vendor = {
    website: null,
    description: null,
    contactEmail: null,
    listed: false,
    liveApprovedAt: null,
    suspendedAt: null,
    suspensionReason: null,
    ...wanted,
    id: newId('vendor'),
    createdAt: clock.now(),
  }
  await tx.manager.insert(Vendor, vendor)
  return vendor
}

/**
 * A credentialing software vendor of an operator's making: approved for live keys from the start. It can act for nobody
 * until an organization grants it an integration.
 */
export async function createSoftwareVendor(tx: Transaction, clock: Clock, name: string): Promise<Vendor> {
  return await createVendor(tx, clock, { name, kind: 'SOFTWARE', organizationId: null, liveApprovedAt: clock.now() })
}

export interface NewGrant {
  vendorId: string
  organizationId: string
  scopes: readonly Scope[]
  grantedByUserId: string
  /** Null or missing: no cap. */
  monthlySpendCapCents?: number | null
}

/** An administrator lets a vendor act for the organization. The database lets no two grants of one pair be active. */
export async function grantIntegration(tx: Transaction, clock: Clock, wanted: NewGrant): Promise<VendorGrant> {
  const grant: VendorGrant = {
    ...wanted,
    id: newId('vendorGrant'),
    scopes: [...wanted.scopes],
    monthlySpendCapCents: wanted.monthlySpendCapCents ?? null,
    grantedAt: clock.now(),
    revokedAt: null,
    revokedByUserId: null,
  }
  await tx.manager.insert(VendorGrant, grant)
  return grant
}

export interface NewApiKey {
  vendorId: string
  mode: Mode
  name: string
  scopes: readonly Scope[]
  /** Null: until it is revoked. */
  expiresAt: Date | null
  /** In canonical form; missing or empty: from everywhere. */
  allowedAddresses?: readonly string[]
  /** For one organization in a month; missing: none but the grant's. */
  monthlySpendCapCents?: number | null
  /** Who asked for it; missing: an operator. */
  createdByUserId?: string
  /** The key whose place it takes, which does not count towards the limit; missing: none. */
  replacesKeyId?: string
}

/** Two at once must not both be the last key that is allowed, so keys of a vendor are made one after the other. */
const LOCK_VENDOR = writeStatement<{ liveApprovedAt: Date | null }>(
  'vendor_lock_for_key',
  `select live_approved_at as "liveApprovedAt" from vendors where id = $1 for no key update`,
)

const COUNT_ACTIVE = writeStatement<{ count: number }>(
  'api_keys_active_count',
  `select count(*)::int as count from api_keys
    where vendor_id = $1 and revoked_at is null and (expires_at is null or expires_at > $2)
      and id is distinct from $3`,
)

/**
 * A key for a vendor. `token` is the only time that the secret is seen. @throws UserErrors LIVE_NOT_APPROVED for a live
 * key of a vendor that staff have not approved, INVALID_INPUT for one key too many.
 */
export async function createApiKey(
  tx: Transaction,
  clock: Clock,
  wanted: NewApiKey,
): Promise<{ apiKey: ApiKey; token: string }> {
  const createdAt = clock.now()
  const [vendor] = await tx.write(LOCK_VENDOR, [wanted.vendorId])
  invariant(vendor, `vendor ${wanted.vendorId} exists`)
  if (wanted.mode === 'LIVE' && vendor.liveApprovedAt === null) {
    const message = 'live keys can be made once staff have approved the vendor; until then take the mode TEST'
    throw UserErrors.one('LIVE_NOT_APPROVED', ['mode'], message)
  }
  const [active] = await tx.write(COUNT_ACTIVE, [wanted.vendorId, createdAt, wanted.replacesKeyId ?? null])
  if ((active?.count ?? 0) >= MAX_ACTIVE_API_KEYS) {
    const message = `expected at most ${MAX_ACTIVE_API_KEYS} keys that work at a time; revoke one that is not needed`
    throw UserErrors.one('INVALID_INPUT', [], message)
  }
  const token = newApiKeyToken(wanted.mode)
  const apiKey: ApiKey = {
    id: newId('apiKey'),
    vendorId: wanted.vendorId,
    mode: wanted.mode,
    name: wanted.name,
    selector: token.selector,
    secretSha256: sha256Hex(token.secret),
    scopes: [...wanted.scopes],
    createdAt,
    expiresAt: wanted.expiresAt,
    revokedAt: null,
    lastUsedAt: null,
    allowedAddresses: [...(wanted.allowedAddresses ?? [])],
    monthlySpendCapCents: wanted.monthlySpendCapCents ?? null,
    createdByUserId: wanted.createdByUserId ?? null,
    rotatedToId: null,
  }
  await tx.manager.insert(ApiKey, apiKey)
  return { apiKey, token: token.text }
}

/** The vendor with this id or this exact name, or null; a name that several vendors have is no answer. */
export async function findVendor(tx: Transaction, idOrName: string): Promise<Vendor | null> {
  const [vendor, ...others] = await tx.manager.find(Vendor, { where: [{ id: idOrName }, { name: idOrName }] })
  return vendor !== undefined && others.length === 0 ? vendor : null
}

/** All keys, or those of one vendor, with the vendor's name; the newest first. */
export async function listApiKeys(
  tx: Transaction,
  vendorIdOrName: string | null,
): Promise<(ApiKey & { vendorName: string })[]> {
  const vendors = await tx.manager.find(Vendor, {
    where: vendorIdOrName === null ? {} : [{ id: vendorIdOrName }, { name: vendorIdOrName }],
  })
  const names = new Map(vendors.map((vendor) => [vendor.id, vendor.name]))
  const keys = await tx.manager.find(ApiKey, { where: { vendorId: In([...names.keys()]) }, order: { id: 'DESC' } })
  return keys.map((key) => ({ ...key, vendorName: names.get(key.vendorId) ?? '' }))
}

/** Ends a key from the next request on. False if there is no such key, or it was revoked before. */
export async function revokeApiKey(tx: Transaction, clock: Clock, id: string): Promise<boolean> {
  const { affected } = await tx.manager.update(ApiKey, { id, revokedAt: IsNull() }, { revokedAt: clock.now() })
  return affected === 1
}
