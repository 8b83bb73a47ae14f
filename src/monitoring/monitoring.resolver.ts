import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql'
import type { ClinicianService } from '../clinicians/clinician.service.js'
import { ClinicianType } from '../clinicians/clinician.type.js'
import type { Database } from '../db/database.js'
import { Access, SIGNED_IN } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { inOrderOf, type LoaderDefinition } from '../graphql/loaders.js'
import { asPayload, UserError } from '../graphql/user-error.js'
import { orderItemsByIds } from '../orders/order.queries.js'
import { OrderItemType } from '../orders/order.type.js'
import type { MonitoringService } from './monitoring.service.js'
import { MonitoringType } from './monitoring.type.js'

@InputType({ description: 'Which monitoring to stop.' })
class DiscontinueMonitoringInput {
  @Field(() => ID, {
    description: 'Its id, `mon_…`: of `Organization.monitorings`, or of the line of the order history that bought it.',
  })
  monitoringId!: string
}

@ObjectType({ description: 'Answer of `discontinueMonitoring`.' })
class DiscontinueMonitoringPayload {
  @Field(() => MonitoringType, {
    nullable: true,
    description: 'The term, which has ended; null if something was wrong: then nothing was changed.',
  })
  monitoring!: MonitoringType | null

  @Field(() => [UserError], { description: 'What was wrong; empty if the clinician is not monitored any more.' })
  userErrors!: UserError[]
}

@Resolver()
export class MonitoringResolver {
  constructor(private readonly service: MonitoringService) {}

  @Access(...SIGNED_IN)
  @Query(() => MonitoringType, {
    nullable: true,
    description:
      'The term of continuous monitoring of this id; null if there is none for you. Needs the scope `profiles:read` of the key and the grant, or of your role there.',
  })
  async monitoring(
    @Ctx() { actor, looks }: Context,
    @Arg('id', () => ID, { description: 'Id of the term, `mon_…`.' }) id: string,
  ): Promise<MonitoringType | null> {
    const monitoring = await this.service.find(actor, id)
    if (monitoring !== null) looks.add(monitoring.organizationId)
    return monitoring
  }

  @Access(...SIGNED_IN)
  @Mutation(() => DiscontinueMonitoringPayload, {
    description:
      'Stops the monitoring of a clinician at once. Nothing is paid back; it can be bought again at any time. To repeat it is harmless. Needs the scope `monitoring:write` of the key and the grant, or of your role there. Errors: NOT_FOUND, ALREADY_ENDED for a term that has run out or was paid back.',
  })
  async discontinueMonitoring(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => DiscontinueMonitoringInput, { description: 'Which one.' }) input: DiscontinueMonitoringInput,
  ): Promise<DiscontinueMonitoringPayload> {
    return await asPayload<Omit<DiscontinueMonitoringPayload, 'userErrors'>>(
      async () => ({ monitoring: await this.service.discontinue(actor, request, input.monitoringId) }),
      { monitoring: null },
    )
  }
}

@Resolver(() => MonitoringType)
export class MonitoringFieldsResolver {
  readonly #clinicians: LoaderDefinition<MonitoringType, ClinicianType | null>
  readonly #items: LoaderDefinition<string, OrderItemType | null>

  constructor(database: Database, clinicians: ClinicianService) {
    this.#clinicians = {
      load: async (monitorings, { actor, request }) => {
        const ids = monitorings.map((one) => one.clinicianId)
        return inOrderOf(ids, await clinicians.readMany(actor, request, monitorings), (clinician) => clinician.id)
      },
    }
    this.#items = {
      load: async (ids) => inOrderOf(ids, await orderItemsByIds(database, ids), (item) => item.id),
    }
  }

  @FieldResolver(() => ClinicianType, { description: 'Who is monitored.' })
  async clinician(@Root() monitoring: MonitoringType, @Ctx() { loaders }: Context): Promise<ClinicianType | null> {
    return await loaders.get(this.#clinicians).load(monitoring)
  }

  @FieldResolver(() => OrderItemType, { description: 'The line of the order that bought it.' })
  async orderItem(@Root() monitoring: MonitoringType, @Ctx() { loaders }: Context): Promise<OrderItemType | null> {
    return await loaders.get(this.#items).load(monitoring.orderItemId)
  }
}
