import { In, IsNull } from 'typeorm'
import type { Mode, Scope } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { sha256Hex } from '../kernel/digest.js'
import { newId } from '../kernel/ids.js'
import { ApiKey } from './api-key.entity.js'
import { newApiKeyToken } from './api-key.token.js'
import { Vendor } from './vendor.entity.js'
import { VendorGrant } from './vendor-grant.entity.js'

/** A credentialing software vendor; it can act for nobody until an organization grants it an integration. */
export async function createSoftwareVendor(tx: Transaction, clock: Clock, name: string): Promise<Vendor> {
  const vendor: Vendor = { id: newId('vendor'), name, kind: 'SOFTWARE', organizationId: null, createdAt: clock.now() }
  await tx.manager.insert(Vendor, vendor)
  return vendor
}

export interface NewGrant {
  vendorId: string
  organizationId: string
  scopes: readonly Scope[]
  grantedByUserId: string
}

/** An administrator lets a vendor act for the organization. */
export async function grantIntegration(tx: Transaction, clock: Clock, wanted: NewGrant): Promise<VendorGrant> {
  const grant: VendorGrant = {
    ...wanted,
    id: newId('vendorGrant'),
    scopes: [...wanted.scopes],
    grantedAt: clock.now(),
    revokedAt: null,
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
}

/** A key for a vendor. `token` is the only time that the secret is seen. */
export async function createApiKey(
  tx: Transaction,
  clock: Clock,
  wanted: NewApiKey,
): Promise<{ apiKey: ApiKey; token: string }> {
  const token = newApiKeyToken(wanted.mode)
  const apiKey: ApiKey = {
    ...wanted,
    id: newId('apiKey'),
    selector: token.selector,
    secretSha256: sha256Hex(token.secret),
    scopes: [...wanted.scopes],
    createdAt: clock.now(),
    revokedAt: null,
    lastUsedAt: null,
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
