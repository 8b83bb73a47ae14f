import { type Actor, assertScope, type Scope } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import { RequestError } from '../kernel/errors.js'
import type { Organization } from '../organizations/organization.entity.js'

/** An organization together with what it allows the asking vendor. */
export type AccessibleOrganization = Organization & { grantScopes: Scope[] }

const COLUMNS = `o.id, o.mode, o.name, o.time_zone as "timeZone", o.created_at as "createdAt", g.scopes as "grantScopes"`

const GRANTED = `organizations o
  join vendor_grants g on g.organization_id = o.id and g.vendor_id = $1 and g.revoked_at is null
 where o.mode = $2`

const BY_ID = readStatement<AccessibleOrganization>(
  'granted_organization_by_id',
  `select ${COLUMNS} from ${GRANTED} and o.id = $3`,
)

const BY_IDS = readStatement<AccessibleOrganization>(
  'granted_organizations_by_ids',
  `select ${COLUMNS} from ${GRANTED} and o.id = any ($3)`,
)

const PAGE = readStatement<AccessibleOrganization>(
  'granted_organizations',
  `select ${COLUMNS} from ${GRANTED} and o.id > $3 order by o.id limit $4`,
)

/** The organization, if one of this id is in the actor's mode and granted the actor an integration; else null. */
export async function findOrganization(
  reader: Reader,
  actor: Actor,
  organizationId: string,
): Promise<AccessibleOrganization | null> {
  const [organization] = await reader.rows(BY_ID, [actor.vendorId, actor.mode, organizationId])
  return organization ?? null
}

/**
 * That all of these organizations are there for the actor, with `scope` both of the key and of each grant. Unknown,
 * foreign and of the other mode answer the same NOT_FOUND, so that nothing can be enumerated.
 */
export async function requireOrganizations(
  reader: Reader,
  actor: Actor,
  organizationIds: readonly string[],
  scope: Scope,
): Promise<void> {
  assertScope(actor, scope)
  const organizations = await reader.rows(BY_IDS, [actor.vendorId, actor.mode, organizationIds])
  for (const id of organizationIds) {
    const organization = organizations.find((one) => one.id === id)
    if (organization === undefined) throw new RequestError('NOT_FOUND', `no organization has the id "${id}"`)
    assertGranted(actor, organization, scope)
  }
}

/** For a field of an organization that the actor was given: `scope` is needed both of the key and of the grant. */
export function assertGranted(actor: Actor, organization: Organization, scope: Scope): void {
  assertScope(actor, scope)
  if (!(organization as AccessibleOrganization).grantScopes.includes(scope)) {
    throw new RequestError('FORBIDDEN', `the organization's grant does not include the scope "${scope}"`)
  }
}

/** Up to `limit` organizations that the actor can act for, by id, after `afterId`. */
export async function listOrganizations(
  reader: Reader,
  actor: Actor,
  afterId: string,
  limit: number,
): Promise<AccessibleOrganization[]> {
  return await reader.rows(PAGE, [actor.vendorId, actor.mode, afterId, limit])
}
