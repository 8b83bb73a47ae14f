import { type Actor, assertScope, type Scope } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import { RequestError } from '../kernel/errors.js'
import type { Organization } from './organization.entity.js'

/** An organization together with what the asking actor may do there. */
export type AccessibleOrganization = Organization & {
  /** Of the grant, the role or the staff; a key may have fewer. */
  scopes: Scope[]
  /** Whether the actor is one of its administrators. */
  administers: boolean
}

const COLUMNS = `o.id, o.mode, o.name, o.time_zone as "timeZone", o.created_at as "createdAt", o.phone,
  o.address_lines as "addressLines", o.address_city as "addressCity", o.address_state as "addressState",
  o.address_postal_code as "addressPostalCode", o.clock_ahead_ms as "clockAheadMs", a.scopes, a.administers`

/**
 * The database's view `organization_access` says who may do what in which organization: by grant, membership or staff.
 * Every statement that reads what belongs to an organization joins it, so a foreign row cannot be read by forgetting.
 */
const ACCESSIBLE = `organizations o
  join organization_access a on a.organization_id = o.id and a.actor_kind = $1 and a.actor_id = $2
 where o.mode = $3`

const BY_ID = readStatement<AccessibleOrganization>(
  'accessible_organization_by_id',
  `select ${COLUMNS} from ${ACCESSIBLE} and o.id = $4`,
)

const BY_IDS = readStatement<AccessibleOrganization>(
  'accessible_organizations_by_ids',
  `select ${COLUMNS} from ${ACCESSIBLE} and o.id = any ($4)`,
)

const PAGE = readStatement<AccessibleOrganization>(
  'accessible_organizations',
  `select ${COLUMNS} from ${ACCESSIBLE} and o.id > $4 order by o.id limit $5`,
)

/** By the index on the beginning of names. */
const BY_NAME_PREFIX = readStatement<AccessibleOrganization>(
  'accessible_organizations_by_name',
  `select ${COLUMNS} from ${ACCESSIBLE} and lower(o.name) like $4 and o.id > $5 order by o.id limit $6`,
)

/** The first three values of every statement that joins `organization_access`: kind and id of the actor, and its mode. */
export function accessValues(actor: Actor): [string, string, string] {
  return [actor.kind, actor.id, actor.mode]
}

/** The organization, if one of this id is in the actor's mode and the actor has access to it; else null. */
export async function findOrganization(
  reader: Reader,
  actor: Actor,
  organizationId: string,
): Promise<AccessibleOrganization | null> {
  const [organization] = await reader.rows(BY_ID, [...accessValues(actor), organizationId])
  return organization ?? null
}

/** Those of the organizations that are in the actor's mode and that it has access to, in any order. */
export async function accessibleOrganizations(
  reader: Reader,
  actor: Actor,
  organizationIds: readonly string[],
): Promise<AccessibleOrganization[]> {
  return await reader.rows(BY_IDS, [...accessValues(actor), organizationIds])
}

/**
 * That all of these organizations are there for the actor, with `scope` both of the actor and of its access to each.
 * Unknown, foreign and of the other mode answer the same NOT_FOUND, so that nothing can be enumerated.
 */
export async function requireOrganizations(
  reader: Reader,
  actor: Actor,
  organizationIds: readonly string[],
  scope: Scope,
): Promise<AccessibleOrganization[]> {
  assertScope(actor, scope)
  const organizations = await accessibleOrganizations(reader, actor, organizationIds)
  return organizationIds.map((id) => {
    const organization = organizations.find((one) => one.id === id)
    if (organization === undefined) throw new RequestError('NOT_FOUND', `no organization has the id "${id}"`)
    assertGranted(actor, organization, scope)
    return organization
  })
}

/** For a field of an organization that the actor was given: `scope` is needed both of the actor and of its access. */
export function assertGranted(actor: Actor, organization: Organization, scope: Scope): void {
  assertScope(actor, scope)
  assertScopeThere(actor, (organization as AccessibleOrganization).scopes, scope)
}

/** `assertGranted` for a row that brought along what the actor may do in its organization. */
export function assertScopeThere(actor: Actor, scopesThere: readonly string[], scope: Scope): void {
  if (scopesThere.includes(scope)) return
  const whose = actor.kind === 'VENDOR' ? "the organization's grant does" : 'your roles in the organization do'
  throw new RequestError('FORBIDDEN', `${whose} not include the scope "${scope}"`)
}

/** For what only an administrator of the organization may do or see. */
export function assertAdministers(organization: Organization | Pick<AccessibleOrganization, 'administers'>): void {
  if (!(organization as AccessibleOrganization).administers) {
    throw new RequestError('FORBIDDEN', "this is for the organization's administrators")
  }
}

/** Up to `limit` organizations that the actor has access to, by id, after `afterId`. */
export async function listOrganizations(
  reader: Reader,
  actor: Actor,
  afterId: string,
  limit: number,
): Promise<AccessibleOrganization[]> {
  return await reader.rows(PAGE, [...accessValues(actor), afterId, limit])
}

/** As `listOrganizations`, those whose name begins with `prefix`, upper and lower case alike. */
export async function findOrganizationsByName(
  reader: Reader,
  actor: Actor,
  prefix: string,
  afterId: string,
  limit: number,
): Promise<AccessibleOrganization[]> {
  const pattern = `${prefix.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  return await reader.rows(BY_NAME_PREFIX, [...accessValues(actor), pattern, afterId, limit])
}
