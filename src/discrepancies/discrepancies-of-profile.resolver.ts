import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Database } from '../db/database.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { groupedBy, type LoaderDefinition } from '../graphql/loaders.js'
import type { Parent } from '../graphql/parent.js'
import type { Clock } from '../kernel/clock.js'
import { lastNoticesOf } from '../monitoring/notices/notice.queries.js'
import { OrderItemType } from '../orders/order.type.js'
import { OwnedClinicianType } from '../orders/profile-manager/owned-clinician.type.js'
import { timeOf } from '../organizations/organization.clock.js'
import { openDiscrepanciesOfClinicians, openDiscrepanciesOfItems } from './discrepancy.queries.js'
import type { DiscrepancyReader } from './discrepancy.reader.js'
import { MAX_OPEN_DISCREPANCIES } from './discrepancy.rules.js'
import { DiscrepancyType } from './discrepancy.type.js'
import { type DiscrepancyWindow, discrepancyWindow } from './discrepancy-window.rules.js'
import { DiscrepancyWindowType } from './discrepancy-window.type.js'

const NEEDS =
  'Null, with the reason in `errors`, without the scope `discrepancies:write` of the key and the grant, or of your role there.'

/** What the order history says of discrepancies. */
@Resolver(() => OrderItemType)
export class OrderItemDiscrepanciesResolver {
  readonly #windows: LoaderDefinition<OrderItemType, DiscrepancyWindow>
  readonly #open: LoaderDefinition<OrderItemType, DiscrepancyType[]>

  constructor(database: Database, clock: Clock, reader: DiscrepancyReader) {
    this.#windows = {
      load: async (items) => {
        const notified = new Map<string, Date>()
        for (const organizationId of new Set(items.map((item) => item.organizationId))) {
          const own = items.filter((item) => item.organizationId === organizationId)
          const clinicianIds = [...new Set(own.map(({ clinicianId }) => clinicianId))]
          for (const { clinicianId, noticedAt } of await lastNoticesOf(database, organizationId, clinicianIds)) {
            notified.set(`${organizationId} ${clinicianId}`, noticedAt)
          }
        }
        return items.map((item) => {
          const notifiedAt = notified.get(`${item.organizationId} ${item.clinicianId}`) ?? null
          return discrepancyWindow(item, notifiedAt, timeOf(clock, item))
        })
      },
    }
    this.#open = {
      load: async (items, scope) => {
        const ids = items.map(({ id }) => id)
        const organizationIds = items.map(({ organizationId }) => organizationId)
        const open = await reader.found(scope, organizationIds, (tx) => openDiscrepanciesOfItems(tx, ids))
        return groupedBy(ids, open, ({ orderItemId }) => orderItemId)
      },
    }
  }

  @FieldResolver(() => DiscrepancyWindowType, {
    nullable: true,
    description:
      'Until when a discrepancy of its profile can be reported; null without a profile: not paid yet, not bought, paid back, or monitoring.',
  })
  async discrepancyReportable(
    @Root() item: Parent<OrderItemType>,
    @Ctx() { loaders }: Context,
  ): Promise<DiscrepancyWindow | null> {
    return item.documentId === null ? null : await loaders.get(this.#windows).load(item)
  }

  @Holds(MAX_OPEN_DISCREPANCIES, { usually: 1 })
  @FieldResolver(() => [DiscrepancyType], {
    nullable: true,
    description: `The open discrepancy reports about its profile, the oldest first. ${NEEDS}`,
  })
  async openDiscrepancies(
    @Root() item: Parent<OrderItemType>,
    @Ctx() { loaders }: Context,
  ): Promise<DiscrepancyType[]> {
    return await loaders.get(this.#open).load(item)
  }
}

/** What the profile manager says of discrepancies. */
@Resolver(() => OwnedClinicianType)
export class OwnedClinicianDiscrepanciesResolver {
  readonly #open: LoaderDefinition<OwnedClinicianType, DiscrepancyType[]>

  constructor(reader: DiscrepancyReader) {
    const keyOf = (one: { organizationId: string; clinicianId: string }) => `${one.organizationId} ${one.clinicianId}`
    this.#open = {
      load: async (owned, scope) => {
        const organizationIds = owned.map(({ organizationId }) => organizationId)
        const open = await reader.found(scope, organizationIds, (tx) => openDiscrepanciesOfClinicians(tx, owned))
        return groupedBy(owned.map(keyOf), open, keyOf)
      },
    }
  }

  @Holds(MAX_OPEN_DISCREPANCIES, { usually: 1 })
  @FieldResolver(() => [DiscrepancyType], {
    nullable: true,
    description: `The open discrepancy reports about the clinician, with whichever line the profile was bought; the oldest first. ${NEEDS}`,
  })
  async openDiscrepancies(@Root() owned: OwnedClinicianType, @Ctx() { loaders }: Context): Promise<DiscrepancyType[]> {
    return await loaders.get(this.#open).load(owned)
  }
}
