import { FieldResolver, Resolver, Root } from 'type-graphql'
import { isProfileProduct } from '../../profiles/profile.sections.js'
import { OrderItemType, type OrderStatus } from '../order.type.js'
import { type DownloadObstacle, DownloadObstacleEnum } from './order-item.answers.type.js'

/** Why a line in an order of each state has no profile. */
const OBSTACLES: Readonly<Record<OrderStatus, DownloadObstacle>> = {
  PENDING: 'NOT_PAID_YET',
  FAILED: 'NOT_BOUGHT',
  CANCELLED: 'NOT_BOUGHT',
  COMPLETED: 'PAID_BACK',
  REFUNDED: 'PAID_BACK',
}

/** What a row of the order history answers: can I download it (domain.md, "Orders"). */
@Resolver(() => OrderItemType)
export class OrderItemAnswersResolver {
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
  downloadObstacle(@Root() { documentId, orderStatus, product }: OrderItemType): DownloadObstacle | null {
    if (!isProfileProduct(product)) return 'NO_PROFILE'
    return documentId === null ? OBSTACLES[orderStatus] : null
  }
}
