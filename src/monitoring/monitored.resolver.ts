import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Database } from '../db/database.js'
import type { Context } from '../graphql/context.js'
import { inOrderOf, type LoaderDefinition } from '../graphql/loaders.js'
import type { Parent } from '../graphql/parent.js'
import { OrderItemType } from '../orders/order.type.js'
import { OwnedClinicianType } from '../orders/profile-manager/owned-clinician.type.js'
import { type ClinicianThere, monitoringsOfItems, runningMonitorings } from './monitoring.queries.js'
import { MonitoringType } from './monitoring.type.js'

const keyOf = ({ organizationId, clinicianId }: ClinicianThere) => `${organizationId} ${clinicianId}`

/** The terms that run, by organization and clinician. */
type RunningMonitorings = LoaderDefinition<string, MonitoringType | null>

/** Loads the terms that run: with one shared by the resolvers, one statement for all that a request asks about. */
export function runningIn(database: Database): RunningMonitorings {
  return {
    load: async (keys) => {
      const wanted = keys.map((key) => {
        const [organizationId = '', clinicianId = ''] = key.split(' ')
        return { organizationId, clinicianId }
      })
      return inOrderOf(keys, await runningMonitorings(database, wanted), keyOf)
    },
  }
}

/** What the order history says of monitoring. */
@Resolver(() => OrderItemType)
export class OrderItemMonitoringResolver {
  readonly #bought: LoaderDefinition<string, MonitoringType | null>

  constructor(
    database: Database,
    private readonly running: RunningMonitorings,
  ) {
    this.#bought = {
      load: async (ids) => inOrderOf(ids, await monitoringsOfItems(database, ids), (one) => one.orderItemId),
    }
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the organization monitors the clinician now, with whichever line it bought that.',
  })
  async monitored(@Root() item: Parent<OrderItemType>, @Ctx() { loaders }: Context): Promise<boolean> {
    return (await loaders.get(this.running).load(keyOf(item))) !== null
  }

  @FieldResolver(() => MonitoringType, {
    nullable: true,
    description:
      'The term that a line of CONTINUOUS_MONITORING bought, whether or not it runs still. Null for other products, and until the order is completed.',
  })
  async monitoring(@Root() item: Parent<OrderItemType>, @Ctx() { loaders }: Context): Promise<MonitoringType | null> {
    if (item.product !== 'CONTINUOUS_MONITORING') return null
    return await loaders.get(this.#bought).load(item.id)
  }
}

/** What the profile manager says of monitoring. */
@Resolver(() => OwnedClinicianType)
export class OwnedClinicianMonitoringResolver {
  constructor(private readonly running: RunningMonitorings) {}

  @FieldResolver(() => Boolean, { description: 'Whether the organization monitors the clinician now.' })
  async monitored(@Root() owned: OwnedClinicianType, @Ctx() context: Context): Promise<boolean> {
    return (await this.monitoring(owned, context)) !== null
  }

  @FieldResolver(() => MonitoringType, {
    nullable: true,
    description: 'The term of monitoring that runs; null if the organization does not monitor the clinician now.',
  })
  async monitoring(@Root() owned: OwnedClinicianType, @Ctx() { loaders }: Context): Promise<MonitoringType | null> {
    return await loaders.get(this.running).load(keyOf(owned))
  }
}
