import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertScope } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { LoaderScope } from '../graphql/loaders.js'
import type { Clock } from '../kernel/clock.js'
import { assertScopeThere, requireOrganizations } from '../organizations/organization.access.js'
import { documentsByIds } from '../profiles/profile.documents.js'
import type { Profile } from '../profiles/profile.type.js'
import { profileOf } from '../profiles/profile.view.js'
import { accessibleItem } from './order.queries.js'
import type { OrderItemType } from './order.type.js'

/** What a buyer can read of a line of an order. */
export class OrderItemService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Null for an unknown line and for one of an organization that the actor has no access to. */
  async find(actor: Actor, id: string): Promise<OrderItemType | null> {
    assertScope(actor, 'profiles:read')
    const found = await accessibleItem(this.database, actor, id)
    if (found !== null) assertScopeThere(actor, found.scopes, 'profiles:read')
    return found
  }

  /** The profiles of lines that were found within the actor's scope; one audit row for all that one request reads. */
  async profiles(items: readonly OrderItemType[], { actor, request }: LoaderScope): Promise<Map<string, Profile>> {
    const organizationIds = [...new Set(items.map((item) => item.organizationId))]
    const documents = await this.database.transaction(async (tx) => {
      // An order can also be reached by a grant that only lets the vendor place it.
      await requireOrganizations(tx, actor, organizationIds, 'profiles:read')
      const found = await documentsByIds(
        tx,
        items.flatMap((item) => item.documentId ?? []),
      )
      for (const organizationId of organizationIds) {
        const read = items.filter((item) => item.organizationId === organizationId)
        const ids = [
          ...new Set(
            read.flatMap(({ documentId, clinicianId }) => (documentId === null ? [] : [documentId, clinicianId])),
          ),
        ]
        const subject = { kind: 'profileDocument', ids }
        await recordAudit(tx, { action: 'PROFILE_READ', actor, request, organizationId, subject, at: this.clock.now() })
      }
      return found
    })
    return new Map(documents.map((document) => [document.id, profileOf(document, actor)]))
  }
}
