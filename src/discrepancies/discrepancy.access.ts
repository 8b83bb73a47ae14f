import type { Actor, Scope } from '../auth/actor.js'

/** What the key, the grant or the role must have to report discrepancies and to read reports (domain.md, "Data integration"). */
export const DISCREPANCY_SCOPE = 'discrepancies:write'

/** What somebody needs who reads reports. Staff do not report: they need what they need to read profiles. */
export function readingScopeOf({ kind }: Pick<Actor, 'kind'>): Scope {
  return kind === 'STAFF' ? 'profiles:read' : DISCREPANCY_SCOPE
}
