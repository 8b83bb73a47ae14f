import type { Mode } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { isEmailAddress } from '../kernel/email-address.js'
import { UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { isTimeZone } from '../kernel/local-day.js'
import { newUser, User } from '../people/user.entity.js'
import { Membership, type Role } from './membership.entity.js'
import { Organization } from './organization.entity.js'

export interface NewOrganization {
  mode: Mode
  name: string
  timeZone: string
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
  if (!isTimeZone(wanted.timeZone)) {
    throw UserErrors.one('INVALID_INPUT', ['timeZone'], `expected an IANA time zone, got "${wanted.timeZone}"`)
  }
  const createdAt = clock.now()
  const organization: Organization = {
    id: newId('organization'),
    mode: wanted.mode,
    name: wanted.name,
    timeZone: wanted.timeZone,
    createdAt,
  }
  await tx.manager.insert(Organization, organization)
  const known = await tx.manager.findOneBy(User, { email })
  const administrator = known ?? newUser(email, wanted.administrator.fullName, createdAt)
  if (known === null) await tx.manager.insert(User, administrator)
  await tx.manager.insert(Membership, {
    id: newId('membership'),
    organizationId: organization.id,
    userId: administrator.id,
    roles: [...wanted.administrator.roles],
    createdAt,
  })
  return { organization, administrator }
}
