import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import { Access, SIGNED_IN } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import { PlaceOrderInput, PreviewOrderInput } from './order.inputs.js'
import { PlaceOrderPayload, PreviewOrderPayload } from './order.payloads.js'
import { previewOf } from './order.preview.js'
import type { OrderReader } from './order.reader.js'
import type { OrderService, PlacedOrder, PreviewedOrder } from './order.service.js'
import { OrderType } from './order.type.js'

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
    const { previewed, userErrors } = await asPayload<{ previewed: PreviewedOrder | null }>(
      async () => ({ previewed: await this.orders.preview(actor, request, input) }),
      { previewed: null },
    )
    return previewed === null ? { preview: null, userErrors } : previewOf(previewed.assessment, previewed.quote)
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
    const {
      failure = [],
      userErrors,
      ...payload
    } = await asPayload<PlacedOrder | { order: null; replayed: boolean; failure?: never }>(
      async () => await this.orders.place(actor, request, input),
      { order: null, replayed: false },
    )
    return { ...payload, userErrors: [...userErrors, ...failure] }
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
