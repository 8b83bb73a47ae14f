import { recordAudit } from '../../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo } from '../../auth/actor.js'
import type { Database } from '../../db/database.js'
import type { LoaderScope } from '../../graphql/loaders.js'
import type { Clock } from '../../kernel/clock.js'
import { UserErrors } from '../../kernel/errors.js'
import type { ItemDeliveryService } from '../../orders/item-delivery.service.js'
import { assertScopeThere, requireOrganizations } from '../../organizations/organization.access.js'
import type { MadeDelivery } from '../../profiles/delivery/profile-delivery.service.js'
import { type DocumentWithContent, documentsByIds } from '../../profiles/profile.documents.js'
import type { DeliverMonitoringNoticePdfInput, MonitoringNoticeType } from './monitoring-notice.type.js'
import { accessibleNotice } from './notice.queries.js'

/** What a buyer reads of notices of changes. */
export class NoticeService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly deliveries: ItemDeliveryService,
  ) {}

  /** Null for an unknown notice and for one of an organization that the actor has no access to. */
  async find(actor: Actor, id: string): Promise<MonitoringNoticeType | null> {
    assertScope(actor, 'profiles:read')
    const found = await accessibleNotice(this.database, actor, id)
    if (found !== null) assertScopeThere(actor, found.scopes, 'profiles:read')
    return found
  }

  /** Delivers the PDF of the updated profile. @throws UserErrors NOT_FOUND, and what deliveries throw */
  async deliver(
    actor: Actor,
    request: RequestInfo,
    input: DeliverMonitoringNoticePdfInput,
  ): Promise<MadeDelivery | undefined> {
    return await this.deliveries.deliverFound(actor, request, input, async (tx) => {
      const notice = await accessibleNotice(tx, actor, input.noticeId)
      if (notice === null) throw UserErrors.one('NOT_FOUND', ['noticeId'], `no notice has the id "${input.noticeId}"`)
      const { organizationId, scopes, documentId, orderItemId, clinicianId } = notice
      return { organizationId, scopes, documentId, orderItemId, clinicianId }
    })
  }

  /** The documents of these notices, before and after, by id; one audit row for all that one request reads. */
  async documents(
    notices: readonly MonitoringNoticeType[],
    { actor, request }: LoaderScope,
  ): Promise<Map<string, DocumentWithContent>> {
    const organizationIds = [...new Set(notices.map(({ organizationId }) => organizationId))]
    const documents = await this.database.transaction(async (tx) => {
      await requireOrganizations(tx, actor, organizationIds, 'profiles:read')
      const ids = notices.flatMap(({ beforeDocumentId, documentId }) => [beforeDocumentId, documentId])
      const found = await documentsByIds(tx, [...new Set(ids)])
      for (const organizationId of organizationIds) {
        const read = notices.filter((notice) => notice.organizationId === organizationId)
        const subjects = read.flatMap((one) => [one.beforeDocumentId, one.documentId, one.clinicianId])
        const subject = { kind: 'profileDocument', ids: [...new Set(subjects)] }
        await recordAudit(tx, { action: 'PROFILE_READ', actor, request, organizationId, subject, at: this.clock.now() })
      }
      return found
    })
    return new Map(documents.map((document) => [document.id, document]))
  }
}
