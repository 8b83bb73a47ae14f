import { FieldResolver, Resolver, Root } from 'type-graphql'
import type { Clock } from '../../kernel/clock.js'
import { OrderItemType, type OrderStatus } from '../order.type.js'
import { type DiscrepancyWindow, discrepancyWindow } from './discrepancy-window.rules.js'
import { DiscrepancyWindowType, type DownloadObstacle, DownloadObstacleEnum } from './order-item.answers.type.js'

/** Why a line in an order of each state has no profile. */
const OBSTACLES: Readonly<Record<OrderStatus, DownloadObstacle>> = {
  PENDING: 'NOT_PAID_YET',
  FAILED: 'NOT_BOUGHT',
  CANCELLED: 'NOT_BOUGHT',
  COMPLETED: 'PAID_BACK',
  REFUNDED: 'PAID_BACK',
}

/** What a row of the order history answers: can I download it, can I still dispute it, is it monitored (domain.md, "Orders"). */
@Resolver(() => OrderItemType)
export class OrderItemAnswersResolver {
  constructor(private readonly clock: Clock) {}

  @FieldResolver(() => Boolean, {
    description:
      'Whether its profile can be downloaded, by whoever has the scope `profiles:read` there; `downloadObstacle` tells why not.',
  })
  downloadable(@Root() { documentId }: OrderItemType): boolean {
    return documentId !== null
  }

  @FieldResolver(() => DownloadObstacleEnum, {
    nullable: true,
    description: 'Why its profile cannot be downloaded; null if it can.',
  })
  downloadObstacle(@Root() { documentId, orderStatus }: OrderItemType): DownloadObstacle | null {
    return documentId === null ? OBSTACLES[orderStatus] : null
  }

  @FieldResolver(() => DiscrepancyWindowType, {
    nullable: true,
    description:
      'Until when a discrepancy of its profile can be reported; null without a profile: not paid yet, not bought, or paid back.',
  })
  discrepancyReportable(@Root() { documentId, purchasedAt, timeZone }: OrderItemType): DiscrepancyWindow | null {
    return documentId === null ? null : discrepancyWindow(purchasedAt, timeZone, this.clock.now())
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether the organization monitors the clinician now. False until continuous monitoring is sold; from then on true while a bought term of it runs.',
  })
  monitored(): boolean {
    return false
  }
}
