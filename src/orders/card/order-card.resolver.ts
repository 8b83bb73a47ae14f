import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Database } from '../../db/database.js'
import type { Context } from '../../graphql/context.js'
import { inOrderOf, type LoaderDefinition } from '../../graphql/loaders.js'
import { Money } from '../../graphql/money.js'
import type { Parent } from '../../graphql/parent.js'
import { cardPaymentsOfOrders } from '../../payments/card-payment.queries.js'
import { CardPaymentType, CardRefundType } from '../../payments/card-payment.type.js'
import { OrderType } from '../order.type.js'

@Resolver(() => OrderType)
export class OrderCardResolver {
  readonly #payments: LoaderDefinition<string, CardPaymentType | null>

  constructor(database: Database) {
    this.#payments = {
      load: async (ids) => inOrderOf(ids, await cardPaymentsOfOrders(database, ids), (payment) => payment.orderId),
    }
  }

  @FieldResolver(() => CardPaymentType, {
    nullable: true,
    description: 'How its card was charged; null if it is not paid by card, or costs nothing.',
  })
  async cardPayment(@Root() order: Parent<OrderType>, @Ctx() { loaders }: Context): Promise<CardPaymentType | null> {
    return order.paymentMethod === 'CREDIT_CARD' ? await loaders.get(this.#payments).load(order.id) : null
  }
}

@Resolver(() => CardRefundType)
export class CardRefundResolver {
  @FieldResolver(() => Money, { description: 'How much goes back.' })
  amount(@Root() refund: CardRefundType): Money {
    return { cents: refund.amountCents, currency: refund.currency }
  }
}
