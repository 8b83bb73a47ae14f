import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import { type CountedConnection, connectionOf, PageArgs } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { PageOf } from '../../graphql/cost/cost.policy.js'
import { Organization } from '../../organizations/organization.entity.js'
import { OrderType } from '../order.type.js'
import { OrderFilter } from './order.filter.js'
import type { OrderHistory } from './order-history.js'
import { ORDERS_PAGE } from './order-history.js'

const OrderConnection = connectionOf('Order', OrderType, 'orders, the newest first')

@ArgsType()
class OrderHistoryArgs extends PageArgs {
  @Field(() => OrderFilter, { nullable: true, description: 'Which orders; null for all.' })
  filter?: OrderFilter | null
}

@Resolver(() => Organization)
export class OrganizationOrdersResolver {
  constructor(private readonly history: OrderHistory) {}

  @PageOf(ORDERS_PAGE)
  @FieldResolver(() => OrderConnection, {
    nullable: true,
    description:
      'Its order history, the newest first; the newest five unless told. Null, with the reason in `errors`, without the scope `profiles:read` of the key and the grant, or of your role there, and with BAD_USER_INPUT for a filter that cannot be.',
  })
  async orders(
    @Root() organization: Organization,
    @Ctx() { actor, request }: Context,
    @Args(() => OrderHistoryArgs) args: OrderHistoryArgs,
  ): Promise<CountedConnection<OrderType>> {
    return await this.history.page(actor, request, organization, args)
  }
}

@Resolver(() => OrderConnection)
export class OrderConnectionResolver {
  @FieldResolver(() => Int, {
    description: 'How many orders match, on all pages together. Counted when asked for: ask with the first page only.',
  })
  async totalCount(@Root() orders: CountedConnection<OrderType>): Promise<number> {
    return await orders.count()
  }
}
