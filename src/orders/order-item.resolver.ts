import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql'
import type { ClinicianService } from '../clinicians/clinician.service.js'
import { ClinicianType } from '../clinicians/clinician.type.js'
import type { Database } from '../db/database.js'
import { Access, SIGNED_IN } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { groupedBy, inOrderOf, type LoaderDefinition } from '../graphql/loaders.js'
import { Money } from '../graphql/money.js'
import type { Parent } from '../graphql/parent.js'
import { asksOnly } from '../graphql/selection.js'
import { PROFILE_HEAD, Profile } from '../profiles/profile.type.js'
import { MAX_ORDER_ITEMS } from './order.inputs.js'
import { itemsOfOrders } from './order.queries.js'
import { OrderItemType, OrderType } from './order.type.js'
import type { OrderItemService } from './order-item.service.js'

@Resolver(() => OrderType)
export class OrderFieldsResolver {
  readonly #items: LoaderDefinition<string, OrderItemType[]>

  constructor(database: Database) {
    this.#items = {
      load: async (ids) => groupedBy(ids, await itemsOfOrders(database, ids), (item) => item.orderId),
    }
  }

  @Holds(MAX_ORDER_ITEMS, { usually: 20, asManyAs: 'placeOrder.input.items' })
  @FieldResolver(() => [OrderItemType], { description: 'Its lines, in their order.' })
  async items(@Root() order: Parent<OrderType>, @Ctx() { loaders }: Context): Promise<OrderItemType[]> {
    return await loaders.get(this.#items).load(order.id)
  }

  @FieldResolver(() => Money, { description: 'What it cost.' })
  total(@Root() order: Parent<OrderType>): Money {
    return { cents: order.totalCents, currency: order.currency }
  }
}

@Resolver(() => OrderItemType)
export class OrderItemResolver {
  readonly #clinicians: LoaderDefinition<OrderItemType, ClinicianType | null>
  readonly #profiles: LoaderDefinition<OrderItemType, Profile | null>
  /** Profiles without their sections, which are most of them. */
  readonly #heads: LoaderDefinition<OrderItemType, Profile | null>

  constructor(
    private readonly service: OrderItemService,
    clinicians: ClinicianService,
  ) {
    this.#clinicians = {
      load: async (items, { actor, request }) => {
        const ids = items.map((item) => item.clinicianId)
        return inOrderOf(ids, await clinicians.readMany(actor, request, items), (clinician) => clinician.id)
      },
    }
    const profiles = (heads: boolean): LoaderDefinition<OrderItemType, Profile | null> => ({
      load: async (items, scope) => {
        const found = await service.profiles(items, scope, { heads })
        return items.map(({ documentId }) => (documentId === null ? null : (found.get(documentId) ?? null)))
      },
    })
    this.#profiles = profiles(false)
    this.#heads = profiles(true)
  }

  @Access(...SIGNED_IN)
  @Query(() => OrderItemType, {
    nullable: true,
    description:
      'The order line of this id; null if there is none for you. Needs the scope `profiles:read` of the key and the grant, or of your role there.',
  })
  async orderItem(
    @Ctx() { actor, looks }: Context,
    @Arg('id', () => ID, { description: 'Id of the order line, `item_…`.' }) id: string,
  ): Promise<OrderItemType | null> {
    const item = await this.service.find(actor, id)
    if (item !== null) looks.add(item.organizationId)
    return item
  }

  @FieldResolver(() => ClinicianType, { description: 'Whose profile it is.' })
  async clinician(@Root() item: Parent<OrderItemType>, @Ctx() { loaders }: Context): Promise<ClinicianType | null> {
    return await loaders.get(this.#clinicians).load(item)
  }

  @FieldResolver(() => Money, { description: 'Price of the line.' })
  unitPrice(@Root() item: Parent<OrderItemType>): Money {
    return { cents: item.unitPriceCents, currency: item.currency }
  }

  @FieldResolver(() => Profile, {
    nullable: true,
    description:
      'The profile that was bought, as of the purchase. Null until the order is completed, and once the line was paid back. Null too, with the reason in `errors`, without the scope `profiles:read` of the key and the grant, or of your role there.',
  })
  async profile(
    @Root() item: Parent<OrderItemType>,
    @Ctx() { loaders }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Profile | null> {
    return await loaders.get(asksOnly(info, PROFILE_HEAD) ? this.#heads : this.#profiles).load(item)
  }
}
