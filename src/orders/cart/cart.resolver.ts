import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { type PaymentMethod, PaymentMethodEnum } from '../../accounts/payment-method.js'
import { Access, SIGNED_IN } from '../../graphql/access.policy.js'
import type { Context } from '../../graphql/context.js'
import { asPayload } from '../../graphql/user-error.js'
import { Organization } from '../../organizations/organization.entity.js'
import type { CartCheckout, CheckedOut } from './cart.checkout.js'
import {
  AddToCartInput,
  CheckOutCartInput,
  ClearCartInput,
  ReappointAllInput,
  RemoveFromCartInput,
  UpdateCartItemInput,
} from './cart.inputs.js'
import type { CartReappointments } from './cart.reappointments.js'
import type { CartService } from './cart.service.js'
import {
  AddToCartPayload,
  CartType,
  CheckOutCartPayload,
  ClearCartPayload,
  ReappointAllPayload,
  RemoveFromCartPayload,
  UpdateCartItemPayload,
} from './cart.type.js'

const NEEDS = 'Needs the scope `orders:write` of the key and the grant, or of your role there.'

@Resolver()
export class CartResolver {
  constructor(
    private readonly carts: CartService,
    private readonly checkout: CartCheckout,
    private readonly reappointments: CartReappointments,
  ) {}

  @Access(...SIGNED_IN)
  @Mutation(() => AddToCartPayload, { description: `Puts lines into your cart, all or none. ${NEEDS}` })
  async addToCart(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => AddToCartInput, { description: 'What, for whom.' }) input: AddToCartInput,
  ): Promise<AddToCartPayload> {
    return await asCart(() => this.carts.add(actor, request, input))
  }

  @Access(...SIGNED_IN)
  @Mutation(() => UpdateCartItemPayload, { description: `Changes a line of your cart. ${NEEDS}` })
  async updateCartItem(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => UpdateCartItemInput, { description: 'Which, and how.' }) input: UpdateCartItemInput,
  ): Promise<AddToCartPayload> {
    return await asCart(() => this.carts.update(actor, request, input))
  }

  @Access(...SIGNED_IN)
  @Mutation(() => RemoveFromCartPayload, { description: `Takes lines out of your cart, all or none. ${NEEDS}` })
  async removeFromCart(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RemoveFromCartInput, { description: 'Which.' }) input: RemoveFromCartInput,
  ): Promise<AddToCartPayload> {
    return await asCart(() => this.carts.remove(actor, request, input))
  }

  @Access(...SIGNED_IN)
  @Mutation(() => ClearCartPayload, { description: `Takes everything out of your cart. ${NEEDS}` })
  async clearCart(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => ClearCartInput, { description: 'Whose cart.' }) input: ClearCartInput,
  ): Promise<AddToCartPayload> {
    return await asCart(() => this.carts.clear(actor, request, input.organizationId))
  }

  @Access(...SIGNED_IN)
  @Mutation(() => CheckOutCartPayload, {
    description: `Orders what is in your cart, at the prices of the moment, and empties it: both or neither. Of two that come at once, and of all that are repeated, one orders and the others answer its order. ${NEEDS}`,
  })
  async checkOutCart(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => CheckOutCartInput, { description: 'Which version, and how to pay.' }) input: CheckOutCartInput,
  ): Promise<CheckOutCartPayload> {
    const {
      failure = [],
      userErrors,
      ...payload
    } = await asPayload<CheckedOut | { order: null; cart: null; replayed: boolean; failure?: never }>(
      async () => await this.checkout.checkOut(actor, request, input),
      { order: null, cart: null, replayed: false },
    )
    return { ...payload, userErrors: [...userErrors, ...failure] }
  }

  @Access(...SIGNED_IN)
  @Mutation(() => ReappointAllPayload, {
    description: `Puts the reappointment profile of clinicians whose profile the organization owns into your cart, as many as fit: \`REAPPOINTMENT\` of physicians, \`PA_PROFILE\` of physician assistants. ${NEEDS}`,
  })
  async reappointAll(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => ReappointAllInput, { description: 'Of whom.' }) input: ReappointAllInput,
  ): Promise<ReappointAllPayload> {
    return await asPayload<Omit<ReappointAllPayload, 'userErrors'>>(
      async () => await this.reappointments.reappointAll(actor, request, input),
      { cart: null, added: 0, present: 0, more: false },
    )
  }
}

@Resolver(() => Organization)
export class OrganizationCartResolver {
  constructor(private readonly carts: CartService) {}

  @FieldResolver(() => CartType, {
    nullable: true,
    description: `Your cart for the organization, at the prices of the moment; nobody else sees it. Its preview and problems are those of the payment method that is asked for. Null, with the reason in \`errors\`, without the scope \`orders:write\` of the key and the grant, or of your role there.`,
  })
  async cart(
    @Root() organization: Organization,
    @Ctx() { actor, request }: Context,
    @Arg('paymentMethod', () => PaymentMethodEnum, {
      defaultValue: 'ACCOUNT_BALANCE',
      description: 'How it is meant to be paid: what a balance does not cover, a card or a subscription may.',
    })
    paymentMethod: PaymentMethod,
  ): Promise<CartType> {
    return await this.carts.read(actor, request, organization, paymentMethod)
  }
}

async function asCart(work: () => Promise<CartType>): Promise<AddToCartPayload> {
  return await asPayload<Omit<AddToCartPayload, 'userErrors'>>(async () => ({ cart: await work() }), { cart: null })
}
