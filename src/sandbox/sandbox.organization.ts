import { deposit, openAccount } from '../accounts/account.service.js'
import { type Mode, SCOPES } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { createOrganization } from '../organizations/organization.service.js'
import { createApiKey, createSoftwareVendor, grantIntegration } from '../vendors/vendor.service.js'

export const SANDBOX_CURRENCY = 'USD'

export interface NewIntegration {
  mode: Mode
  organizationName: string
  timeZone: string
  administrator: { email: string; fullName: string }
  vendorName: string
  /** What the account begins with: play money in test mode. */
  depositCents: number
}

/** An organization with an administrator, money, and a vendor that may act for it. */
export interface Integration {
  organizationId: string
  vendorId: string
  /** The vendor's API key; seen here and never again. */
  apiKey: string
}

/** Sets up everything that a vendor needs to place its first order for an organization. */
export async function createIntegration(tx: Transaction, clock: Clock, wanted: NewIntegration): Promise<Integration> {
  const { organization, administrator } = await createOrganization(tx, clock, {
    mode: wanted.mode,
    name: wanted.organizationName,
    timeZone: wanted.timeZone,
    administrator: { ...wanted.administrator, roles: ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER'] },
  })
  const account = await openAccount(tx, clock, organization.id, SANDBOX_CURRENCY)
  if (wanted.depositCents > 0) await deposit(tx, clock, account.id, wanted.depositCents, 'Opening deposit')
  const vendor = await createSoftwareVendor(tx, clock, wanted.vendorName)
  await grantIntegration(tx, clock, {
    vendorId: vendor.id,
    organizationId: organization.id,
    scopes: SCOPES,
    grantedByUserId: administrator.id,
  })
  const key = { vendorId: vendor.id, mode: wanted.mode, name: 'First key', scopes: SCOPES, expiresAt: null }
  const { token } = await createApiKey(tx, clock, key)
  return { organizationId: organization.id, vendorId: vendor.id, apiKey: token }
}
