import type { Reader } from '../db/database.js'
import { inOrderOf, type LoaderDefinition } from '../graphql/loaders.js'
import { type AccessibleOrganization, accessibleOrganizations } from './organization.access.js'

/** Loads organizations of the actor's access by id, all of a request at once; null for one that is not there for it. */
export function organizationLoader(reader: Reader): LoaderDefinition<string, AccessibleOrganization | null> {
  return {
    load: async (ids, { actor }) =>
      inOrderOf(ids, await accessibleOrganizations(reader, actor, ids), (organization) => organization.id),
  }
}
