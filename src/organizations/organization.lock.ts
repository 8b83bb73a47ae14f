import type { PersonActor } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import { UserErrors } from '../kernel/errors.js'
import { type AccessibleOrganization, assertAdministers, findOrganization } from './organization.access.js'

/** Not `for update`: orders and everything else that only refers to the organization need not wait. */
const LOCK = writeStatement<{ id: string }>(
  'organization_lock',
  'select id from organizations where id = $1 for no key update',
)

/**
 * Takes the organization for this transaction: until it ends no other changes its people, its invitations or its data.
 * For its administrators, and for staff. What the actor may do is read again once the lock is held, for somebody else
 * may have removed the actor meanwhile.
 * @throws UserErrors NOT_FOUND, after one statement, for an organization that is not there for the actor.
 */
export async function lockAdministered(
  tx: Transaction,
  actor: PersonActor,
  organizationId: string,
  field: string[] = ['organizationId'],
): Promise<AccessibleOrganization> {
  await findAdministered(tx, actor, organizationId, field)
  await lockOrganization(tx, organizationId)
  return await findAdministered(tx, actor, organizationId, field)
}

/** As `lockAdministered`, for whoever acts with a link and has no access yet. */
export async function lockOrganization(tx: Transaction, organizationId: string): Promise<void> {
  await tx.write(LOCK, [organizationId])
}

async function findAdministered(
  tx: Transaction,
  actor: PersonActor,
  organizationId: string,
  field: string[],
): Promise<AccessibleOrganization> {
  const organization = await findOrganization(tx, actor, organizationId)
  if (organization === null) {
    throw UserErrors.one('NOT_FOUND', field, `no organization has the id "${organizationId}"`)
  }
  if (actor.kind !== 'STAFF') assertAdministers(organization)
  return organization
}
