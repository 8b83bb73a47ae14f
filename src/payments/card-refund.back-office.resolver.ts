import { Arg, Args, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql'
import type { Mode } from '../auth/actor.js'
import type { Database, Reader } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import { BackOffice } from '../graphql/back-office.type.js'
import { type Connection, connectionOf, keysetList, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { Money } from '../graphql/money.js'
import { type CardRefundState, CardRefundStateEnum, CardRefundType } from './card-payment.type.js'

@ObjectType({ description: 'Money that goes back to a card, as staff see it.' })
export class BackOfficeCardRefund extends CardRefundType {
  @Field(() => ID, { description: 'Stable id, `crfd_…`, as the log names it.' })
  id!: string

  @Field(() => ID, { description: 'Id of the organization that had paid, `org_…`.' })
  organizationId!: string

  @Field(() => ID, { description: 'Id of the order that the card had paid, `ord_…`.' })
  orderId!: string

  @Field(() => String, {
    nullable: true,
    description: "Why it failed, in the processor's word: `expired_or_canceled_card` for instance; null unless it did.",
  })
  failureCode!: string | null
}

const PAGE = readStatement<BackOfficeCardRefund>(
  'card_refunds_page',
  `select r.id, p.organization_id as "organizationId", p.order_id as "orderId", r.state,
          r.failure_code as "failureCode", r.amount_cents as "amountCents", p.currency, r.created_at as "createdAt",
          r.settled_at as "settledAt"
     from card_refunds r join card_payments p on p.id = r.card_payment_id
    where p.mode = $1 and r.state = $2 and ($3::text is null or r.id < $3)
    order by r.id desc limit $4`,
)

const REFUNDS = keysetList<BackOfficeCardRefund>({ name: 'cardRefunds', form: /^crfd_\w{26}$/, keyOf: ({ id }) => id })
const CardRefundConnection = connectionOf('BackOfficeCardRefund', BackOfficeCardRefund, 'refunds, the newest first')

/** Up to `limit` refunds of the mode in this state before the id `beforeId`, the newest first. */
async function refundPage(
  reader: Reader,
  wanted: { mode: Mode; state: CardRefundState; beforeId: string | null; limit: number },
): Promise<BackOfficeCardRefund[]> {
  return await reader.rows(PAGE, [wanted.mode, wanted.state, wanted.beforeId, wanted.limit])
}

@Resolver(() => BackOffice)
export class BackOfficeCardRefundsResolver {
  constructor(private readonly database: Database) {}

  @FieldResolver(() => CardRefundConnection, {
    description:
      'Refunds to cards in the mode of the request, the newest first; 20 a page unless told. Those that banks refused are to be paid back otherwise.',
  })
  async cardRefunds(
    @Ctx() { actor }: Context,
    @Arg('state', () => CardRefundStateEnum, { defaultValue: 'FAILED', description: 'Only those that stand so.' })
    state: CardRefundState,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<BackOfficeCardRefund>> {
    const wanted = { mode: actor.mode, state }
    return await REFUNDS.page(page, (beforeId, limit) => refundPage(this.database, { ...wanted, beforeId, limit }))
  }
}

@Resolver(() => BackOfficeCardRefund)
export class BackOfficeCardRefundFieldsResolver {
  @FieldResolver(() => Money, { description: 'How much goes back.' })
  amount(@Root() refund: BackOfficeCardRefund): Money {
    return { cents: refund.amountCents, currency: refund.currency }
  }
}
