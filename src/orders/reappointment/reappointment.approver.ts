import type { UserActor } from '../../auth/actor.js'
import type { Reader } from '../../db/database.js'
import { type AccessibleOrganization, findOrganization } from '../../organizations/organization.access.js'
import type { FlyingPolicy } from './reappointment-policy.queries.js'

/** Stands in the audit trail where the session of a person stands: nobody was signed in. */
const SESSION_OF_AUTOPILOT = 'AUTOPILOT'

/** Who the autopilot acts for. */
export interface Approver {
  actor: UserActor
  organization: AccessibleOrganization
}

/** The approver, with what the person may do in the organization now; null for one who cannot buy for it any more. */
export async function findApprover(reader: Reader, policy: FlyingPolicy): Promise<Approver | null> {
  const { approverId: id, approverName: name, mode, organizationId } = policy
  const person: UserActor = { kind: 'USER', id, name, mode, scopes: new Set(), sessionId: SESSION_OF_AUTOPILOT }
  const organization = await findOrganization(reader, person, organizationId)
  if (organization === null || !organization.scopes.includes('orders:write')) return null
  return { actor: { ...person, scopes: new Set(organization.scopes) }, organization }
}
