import type { ActorKind, Scope, UserActor, VendorActor } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'

/** For whom something is done, or handed out, later than it was asked for: by whom, for which organization. */
export interface Standing {
  organizationId: string
  actorKind: 'VENDOR' | 'USER'
  actorId: string
  /** The key that it was asked for with; null for a person. */
  apiKeyId: string | null
}

const STANDS = readStatement<{ stands: boolean }>(
  'access_stands',
  `select exists (select from organization_access a
                   where a.organization_id = $1 and a.actor_kind = $2 and a.actor_id = $3 and a.scopes @> $5::text[])
          and ($4::text is null
               or exists (select from api_keys k join vendors v on v.id = k.vendor_id
                           where k.id = $4 and k.revoked_at is null and v.suspended_at is null)) as stands`,
)

/**
 * Whether who asked may still do what needs `scopes`, all of them: a signed link, or a job, is worth what its asker may do
 * now. The grant or the role gives them, and the key was not revoked; that it ended by itself, or that the person signed
 * out, takes nothing back.
 */
export async function accessStands(
  reader: Reader,
  standing: Omit<Standing, 'actorKind'> & { actorKind: ActorKind },
  ...scopes: readonly [Scope, ...Scope[]]
): Promise<boolean> {
  const { organizationId, actorKind, actorId, apiKeyId } = standing
  const [row] = await reader.rows(STANDS, [organizationId, actorKind, actorId, apiKeyId, scopes])
  return row?.stands ?? false
}

/** The standing of somebody who asks now. */
export function standingOf(actor: VendorActor | UserActor, organizationId: string): Standing {
  const apiKeyId = actor.kind === 'VENDOR' ? actor.apiKeyId : null
  return { organizationId, actorKind: actor.kind, actorId: actor.id, apiKeyId }
}
