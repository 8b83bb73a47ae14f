import type { Actor, RequestInfo } from '../auth/actor.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { formatLocalDay } from '../kernel/local-day.js'
import type { ItemDeliveryService } from '../orders/item-delivery.service.js'
import { orderItemsByIds } from '../orders/order.queries.js'
import { timeOf } from '../organizations/organization.clock.js'
import type { MadeDelivery } from '../profiles/delivery/profile-delivery.service.js'
import type { DeliverCorrectedProfileInput } from './discrepancy.inputs.js'
import { accessibleDiscrepancy } from './discrepancy.queries.js'
import type { DiscrepancyType } from './discrepancy.type.js'

const FIELD = ['discrepancyId']

/** Whether the corrected profile of a report is handed out at `at`, the organization's time: for 30 days, and free. */
export function isHandedOut({ downloadBefore }: Pick<DiscrepancyType, 'downloadBefore'>, at: Date): boolean {
  return downloadBefore !== null && at < downloadBefore
}

/** Hands out the profiles that corrections made (domain.md, "Discrepancies"). */
export class CorrectedProfileService {
  constructor(
    private readonly clock: Clock,
    private readonly deliveries: ItemDeliveryService,
  ) {}

  /**
   * Delivers the corrected PDF in any way in which PDFs are delivered. @throws UserErrors NOT_FOUND, PROFILE_NOT_AVAILABLE
   * for a report without one, after its last day, and of a line that was paid back; and what deliveries throw
   */
  async deliver(
    actor: Actor,
    request: RequestInfo,
    input: DeliverCorrectedProfileInput,
  ): Promise<MadeDelivery | undefined> {
    const { discrepancyId } = input
    return await this.deliveries.deliverFound(actor, request, input, async (tx) => {
      const report = await accessibleDiscrepancy(tx, actor, discrepancyId)
      if (report === null)
        throw UserErrors.one('NOT_FOUND', FIELD, `no discrepancy report has the id "${discrepancyId}"`)
      const { organizationId, scopes, correctedDocumentId, orderItemId, clinicianId, downloadUntil } = report
      if (correctedDocumentId === null) throw unavailable(`a corrected report, this one is ${report.state}`)
      if (!isHandedOut(report, timeOf(this.clock, report))) {
        throw unavailable(`a request by ${formatLocalDay(downloadUntil ?? '')} (${downloadUntil}), the last day`)
      }
      const [item] = await orderItemsByIds(tx, [orderItemId])
      if (item?.documentId == null) throw unavailable('a line that was not paid back')
      return { organizationId, scopes, documentId: correctedDocumentId, orderItemId, clinicianId }
    })
  }
}

function unavailable(expected: string): UserErrors {
  return UserErrors.one('PROFILE_NOT_AVAILABLE', FIELD, `expected ${expected}`)
}
