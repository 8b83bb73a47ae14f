import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { Access, SIGNED_IN } from '../graphql/access.policy.js'
import { type Connection, connectionOf, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import { Organization } from '../organizations/organization.entity.js'
import { PlaceOrderInput, PreviewOrderInput } from './order.inputs.js'
import { PlaceOrderPayload, PreviewOrderPayload } from './order.payloads.js'
import { previewOf } from './order.preview.js'
import type { OrderReader } from './order.reader.js'
import type { OrderService } from './order.service.js'
import { OrderType } from './order.type.js'

const OrderConnection = connectionOf('Order', OrderType, 'orders, the newest first')

@Resolver()
export class OrderResolver {
  constructor(
    private readonly orders: OrderService,
    private readonly reader: OrderReader,
  ) {}

  @Access(...SIGNED_IN)
  @Query(() => PreviewOrderPayload, {
    description:
      'Says what an order would cost, what the organization owns already and what stands against it. Charges nothing. Needs the scope `orders:write` of the key and the grant, or of your role there.',
  })
  async previewOrder(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => PreviewOrderInput, { description: 'The order.' }) input: PreviewOrderInput,
  ): Promise<PreviewOrderPayload> {
    const payload = await asPayload<{ preview: Awaited<ReturnType<OrderService['preview']>> | null }>(
      async () => ({ preview: await this.orders.preview(actor, request, input) }),
      { preview: null },
    )
    return payload.preview === null ? { preview: null, userErrors: payload.userErrors } : previewOf(payload.preview)
  }

  @Access(...SIGNED_IN)
  @Mutation(() => PlaceOrderPayload, {
    description:
      'Places an order and pays it, all or nothing. Repeat it with the same idempotency key as often as you like: it is placed and charged once. Needs the scope `orders:write` of the key and the grant, or of your role there.',
  })
  async placeOrder(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => PlaceOrderInput, { description: 'The order.' }) input: PlaceOrderInput,
  ): Promise<PlaceOrderPayload> {
    return await asPayload<Pick<PlaceOrderPayload, 'order' | 'replayed'>>(
      async () => await this.orders.place(actor, request, input),
      { order: null, replayed: false },
    )
  }

  @Access(...SIGNED_IN)
  @Query(() => OrderType, {
    nullable: true,
    description:
      'The order with this number; null if the organization has none, or is none of yours. Needs the scope `profiles:read` of the key and the grant, or of your role there.',
  })
  async order(
    @Ctx() { actor }: Context,
    @Arg('organizationId', () => ID, { description: 'Id of the organization, `org_…`.' }) organizationId: string,
    @Arg('number', () => String, { description: 'Order number, `PO-` and 10 digits.' }) number: string,
  ): Promise<OrderType | null> {
    return await this.reader.byNumber(actor, organizationId, number)
  }
}

@Resolver(() => Organization)
export class OrganizationOrdersResolver {
  constructor(private readonly reader: OrderReader) {}

  @FieldResolver(() => OrderConnection, {
    nullable: true,
    description:
      'Its order history, the newest first; the newest five unless told. Null, with the reason in `errors`, without the scope `profiles:read` of the key and the grant, or of your role there.',
  })
  async orders(
    @Root() organization: Organization,
    @Ctx() { actor }: Context,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<OrderType>> {
    return await this.reader.history(actor, organization, page)
  }
}
