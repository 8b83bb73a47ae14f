import type { Mode } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { isEmailAddress } from '../kernel/email-address.js'
import { UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { keepingStaffApart } from '../people/staff-apart.js'
import { ensureUser } from '../people/user.creation.js'
import type { User } from '../people/user.entity.js'
import { Membership, type Role } from './membership.entity.js'
import { Organization } from './organization.entity.js'
import { type MailingAddressData, organizationDataOf } from './organization.rules.js'

export interface NewOrganization {
  mode: Mode
  name: string
  timeZone: string
  phone?: string | null
  address?: MailingAddressData | null
  /** Every organization has an administrator, always, so it is born with one. */
  administrator: { email: string; fullName: string; roles: readonly Role[] }
}

/** Sets up an organization together with its first administrator, who may be known already. */
export async function createOrganization(
  tx: Transaction,
  clock: Clock,
  wanted: NewOrganization,
): Promise<{ organization: Organization; administrator: User }> {
  const email = wanted.administrator.email.toLowerCase()
  if (!isEmailAddress(email)) {
    throw UserErrors.one('INVALID_INPUT', ['administrator', 'email'], 'expected an e-mail address')
  }
  const { name = '', timeZone = '', phone = null, address = null } = organizationDataOf(wanted)
  const createdAt = clock.now()
  const organization: Organization = {
    id: newId('organization'),
    mode: wanted.mode,
    name,
    timeZone,
    createdAt,
    phone,
    addressLines: address === null ? null : [...address.street],
    addressCity: address?.city ?? null,
    addressState: address?.state ?? null,
    addressPostalCode: address?.postalCode ?? null,
    clockAheadMs: 0,
  }
  await tx.manager.insert(Organization, organization)
  const administrator = await ensureUser(tx, { email, fullName: wanted.administrator.fullName, at: createdAt })
  await keepingStaffApart(['administrator', 'email'], () =>
    tx.manager.insert(Membership, {
      id: newId('membership'),
      organizationId: organization.id,
      userId: administrator.id,
      roles: [...wanted.administrator.roles],
      createdAt,
    }),
  )
  return { organization, administrator }
}
