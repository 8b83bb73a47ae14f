import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo } from '../auth/actor.js'
import type { Database, Reader } from '../db/database.js'
import type { LoaderScope } from '../graphql/loaders.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { assertScopeThere, requireOrganizations } from '../organizations/organization.access.js'
import { documentsByIds } from '../profiles/profile.documents.js'
import type { Profile } from '../profiles/profile.type.js'
import { profileOf } from '../profiles/profile.view.js'
import type { ProfileDelivery } from '../profiles/profile-delivery.entity.js'
import type { ProfileDeliveryService } from '../profiles/profile-delivery.service.js'
import { accessibleItem } from './order.queries.js'
import type { OrderItemType } from './order.type.js'

/** What a buyer can do with a line of an order: read its profile and have its PDF delivered. */
export class OrderItemService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly deliveries: ProfileDeliveryService,
  ) {}

  /** Null for an unknown line and for one of an organization that the actor has no access to. */
  async find(actor: Actor, id: string): Promise<OrderItemType | null> {
    assertScope(actor, 'profiles:read')
    const found = await accessibleItem(this.database, actor, id)
    if (found !== null) assertScopeThere(actor, found.scopes, 'profiles:read')
    return found
  }

  /** Records a delivery of the line's PDF and gives its link. @throws UserErrors NOT_FOUND. */
  async deliver(actor: Actor, request: RequestInfo, itemId: string): Promise<ProfileDelivery & { url: string }> {
    assertScope(actor, 'profiles:read')
    return await this.database.transaction(async (tx) => {
      const item = await this.#require(tx, actor, itemId)
      const { documentId: id, organizationId, clinicianId } = item
      const document = { id, organizationId, clinicianId }
      return await this.deliveries.deliverByLink(tx, actor, request, document)
    })
  }

  /** The profiles of lines that were found within the actor's scope; one audit row for all that one request reads. */
  async profiles(items: readonly OrderItemType[], { actor, request }: LoaderScope): Promise<Map<string, Profile>> {
    const organizationIds = [...new Set(items.map((item) => item.organizationId))]
    const documents = await this.database.transaction(async (tx) => {
      // An order can also be reached by a grant that only lets the vendor place it.
      await requireOrganizations(tx, actor, organizationIds, 'profiles:read')
      const found = await documentsByIds(
        tx,
        items.map((item) => item.documentId),
      )
      for (const organizationId of organizationIds) {
        const read = items.filter((item) => item.organizationId === organizationId)
        const ids = [...new Set(read.flatMap((item) => [item.documentId, item.clinicianId]))]
        const subject = { kind: 'profileDocument', ids }
        await recordAudit(tx, { action: 'PROFILE_READ', actor, request, organizationId, subject, at: this.clock.now() })
      }
      return found
    })
    return new Map(documents.map((document) => [document.id, profileOf(document)]))
  }

  async #require(reader: Reader, actor: Actor, id: string): Promise<OrderItemType> {
    const item = await accessibleItem(reader, actor, id)
    if (item === null) throw UserErrors.one('NOT_FOUND', ['orderItemId'], `no order line has the id "${id}"`)
    assertScopeThere(actor, item.scopes, 'profiles:read')
    return item
  }
}
