import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { Database } from '../db/database.js'
import { Access } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { groupedBy, type LoaderDefinition } from '../graphql/loaders.js'
import { Money } from '../graphql/money.js'
import type { Parent } from '../graphql/parent.js'
import { asPayload } from '../graphql/user-error.js'
import { MAX_ORDER_ITEMS } from './order.inputs.js'
import { OrderType } from './order.type.js'
import type { OrderDeskService } from './order-desk.service.js'
import {
  CancelOrderInput,
  CancelOrderPayload,
  OrderRefundType,
  RefundOrderInput,
  RefundOrderPayload,
} from './order-desk.type.js'
import { refundsOfOrders } from './order-refund.queries.js'

@Resolver(() => OrderRefundType)
export class OrderDeskResolver {
  constructor(private readonly desk: OrderDeskService) {}

  @Access('STAFF')
  @Mutation(() => CancelOrderPayload, {
    description:
      "Cancels an order that waits for its payment; a charge that comes all the same is paid back. For the publisher's staff. Errors: NOT_FOUND, ALREADY_ENDED, INVALID_INPUT.",
  })
  async cancelOrder(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => CancelOrderInput, { description: 'The order.' }) input: CancelOrderInput,
  ): Promise<CancelOrderPayload> {
    return await asPayload<Pick<CancelOrderPayload, 'order'>>(
      async () => ({ order: await this.desk.cancel(actor, request, input) }),
      { order: null },
    )
  }

  @Access('STAFF')
  @Mutation(() => RefundOrderPayload, {
    description:
      "Pays back a completed order, or lines of it, in the way in which it was paid; their profiles are not handed out any more. Repeat it with the same idempotency key as often as you like: it is paid back once. For the publisher's staff. Errors: NOT_FOUND, NOT_REFUNDABLE, IDEMPOTENCY_KEY_REUSED, INVALID_INPUT.",
  })
  async refundOrder(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RefundOrderInput, { description: 'What is to be paid back.' }) input: RefundOrderInput,
  ): Promise<RefundOrderPayload> {
    return await asPayload<Pick<RefundOrderPayload, 'order' | 'refund' | 'replayed'>>(
      async () => await this.desk.refund(actor, request, input),
      { order: null, refund: null, replayed: false },
    )
  }

  @FieldResolver(() => Money, { description: 'How much was paid back; 0 for what a subscription had paid.' })
  amount(@Root() refund: OrderRefundType): Money {
    return { cents: refund.amountCents, currency: refund.currency }
  }
}

@Resolver(() => OrderType)
export class OrderRefundsResolver {
  readonly #refunds: LoaderDefinition<string, OrderRefundType[]>

  constructor(database: Database) {
    this.#refunds = {
      load: async (ids) => groupedBy(ids, await refundsOfOrders(database, ids), (refund) => refund.orderId),
    }
  }

  @FieldResolver(() => Money, { description: 'What was paid back of it.' })
  refunded(@Root() order: Parent<OrderType>): Money {
    return { cents: order.refundedCents, currency: order.currency }
  }

  @Holds(MAX_ORDER_ITEMS, { usually: 1 })
  @FieldResolver(() => [OrderRefundType], { description: 'What was paid back of it, the earliest first.' })
  async refunds(@Root() order: Parent<OrderType>, @Ctx() { loaders }: Context): Promise<OrderRefundType[]> {
    return await loaders.get(this.#refunds).load(order.id)
  }
}
