import { type Actor, assertScope, type Scope } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import { RequestError } from '../kernel/errors.js'
import { accessValues, assertGranted, findOrganization } from './organization.access.js'

const WITH_SCOPE = readStatement<{ id: string }>(
  'organizations_with_scope',
  `select o.id
     from organizations o
     join organization_access a on a.organization_id = o.id and a.actor_kind = $1 and a.actor_id = $2
    where o.mode = $3 and $4 = any (a.scopes)
    order by o.id
    limit 2`,
)

/**
 * For which organization an actor does what belongs to none, such as looking for a clinician: it stands in the audit
 * trail. Vendors and staff may leave it open (`id` is null); a person's is the only one that gives the scope, or has to be
 * named. Null for one that is not there for the actor.
 * @throws RequestError FORBIDDEN for one that does not give the scope, BAD_USER_INPUT for a choice that was not made
 */
export async function organizationServed(
  reader: Reader,
  actor: Actor,
  named: string | null,
  scope: Scope,
): Promise<{ id: string | null } | null> {
  assertScope(actor, scope)
  if (named !== null) {
    const organization = await findOrganization(reader, actor, named)
    if (organization === null) return null
    assertGranted(actor, organization, scope)
    return { id: organization.id }
  }
  if (actor.kind !== 'USER') return { id: null }
  const [only, another] = await reader.rows(WITH_SCOPE, [...accessValues(actor), scope])
  if (only === undefined) {
    throw new RequestError(
      'FORBIDDEN',
      `none of your organizations of ${actor.mode} mode gives you the scope "${scope}"; Gateway-Mode chooses the mode`,
    )
  }
  if (another !== undefined) {
    throw new RequestError('BAD_USER_INPUT', 'organizationId: expected one, for you buy for several organizations')
  }
  return { id: only.id }
}
