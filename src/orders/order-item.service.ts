import { ReadTrail } from '../audit/read.trail.js'
import { type Actor, assertScope } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { LoaderScope } from '../graphql/loaders.js'
import type { Clock } from '../kernel/clock.js'
import { assertScopeThere, requireOrganizations } from '../organizations/organization.access.js'
import { documentHeadsByIds, documentsByIds } from '../profiles/profile.documents.js'
import type { Profile } from '../profiles/profile.type.js'
import { profileOf } from '../profiles/profile.view.js'
import { type AccessibleItem, accessibleItem } from './order.queries.js'
import type { OrderItemType } from './order.type.js'

/** What a buyer can read of a line of an order. */
export class OrderItemService {
  readonly #trail: ReadTrail

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.#trail = new ReadTrail(database)
  }

  /** Null for an unknown line and for one of an organization that the actor has no access to. */
  async find(actor: Actor, id: string): Promise<OrderItemType | null> {
    assertScope(actor, 'profiles:read')
    const found = await accessibleItem(this.database, actor, id)
    if (found !== null) assertScopeThere(actor, found.scopes, 'profiles:read')
    return found
  }

  /**
   * The profiles of lines that were found within the actor's scope, by the ids of their documents; one audit row for all
   * that one request reads. Of those whose sections nobody asks for, `heads` says so, the content is not read.
   */
  async profiles(
    items: readonly OrderItemType[],
    { actor, request }: LoaderScope,
    { heads }: { heads: boolean },
  ): Promise<Map<string, Profile>> {
    const { database } = this
    const organizationIds = [...new Set(items.map((item) => item.organizationId))]
    // An order can also be reached by a grant that only lets the vendor place it. A line that was looked for by its id
    // says itself what the actor may do there.
    assertScope(actor, 'profiles:read')
    for (const item of items) if (knowsScopes(item)) assertScopeThere(actor, item.scopes, 'profiles:read')
    const others = items.filter((item) => !knowsScopes(item)).map((item) => item.organizationId)
    if (others.length > 0) await requireOrganizations(database, actor, [...new Set(others)], 'profiles:read')
    const ids = items.flatMap((item) => item.documentId ?? [])
    const documents = heads ? await documentHeadsByIds(database, ids) : await documentsByIds(database, ids)
    const at = this.clock.now()
    const reads = organizationIds.map((organizationId) => {
      const read = items.filter((item) => item.organizationId === organizationId && item.documentId !== null)
      const subjects = new Set(read.flatMap(({ documentId, clinicianId }) => [String(documentId), clinicianId]))
      const subject = { kind: 'profileDocument', ids: [...subjects] }
      return { action: 'PROFILE_READ', actor, request, organizationId, subject, at } as const
    })
    await this.#trail.record(...reads)
    return new Map(documents.map((document) => [document.id, profileOf(document, actor)]))
  }
}

function knowsScopes(item: OrderItemType): item is AccessibleItem {
  return 'scopes' in item
}
