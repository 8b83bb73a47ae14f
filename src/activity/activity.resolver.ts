import { Arg, Args, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql'
import { LEDGER_ENTRY_KINDS } from '../accounts/ledger-transaction.entity.js'
import { PAYMENT_METHODS } from '../accounts/payment-method.js'
import { type Connection, connectionOf, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { groupedBy, type LoaderDefinition } from '../graphql/loaders.js'
import { Money } from '../graphql/money.js'
import type { Parent } from '../graphql/parent.js'
import { YearMonth } from '../graphql/scalars.js'
import { MAX_ORDER_ITEMS } from '../orders/order.inputs.js'
import { OrderType } from '../orders/order.type.js'
import { Organization } from '../organizations/organization.entity.js'
import { MONTHS_SHOWN } from './activity.month.js'
import type { ActivityReader } from './activity.reader.js'
import type { ActivityTotals, Turnover } from './activity.sums.js'
import { AccountActivity, BuyerActivity, KindActivity, PaymentMethodActivity } from './activity.type.js'
import { AccountTransaction, TransactionReceipt } from './transaction.type.js'

const TransactionConnection = connectionOf(
  'AccountTransaction',
  AccountTransaction,
  "an account's transactions within a month, in their order",
)

const NEEDS_ACCOUNT_READ =
  'Null, with the reason in `errors`, without the scope `account:read` of the key and the grant, or of your role there.'

@Resolver(() => Organization)
export class OrganizationActivityResolver {
  constructor(private readonly reader: ActivityReader) {}

  @FieldResolver(() => AccountActivity, {
    nullable: true,
    description: `The activity of its account within one calendar month of its time zone, the last ${MONTHS_SHOWN} of which are shown, the current one included; another month is \`BAD_USER_INPUT\`. Null too while it has no account. ${NEEDS_ACCOUNT_READ} The read is audited.`,
  })
  async accountActivity(
    @Root() organization: Organization,
    @Ctx() context: Context,
    @Arg('month', () => YearMonth, { nullable: true, description: 'The month; null for the current one.' })
    month?: string | null,
  ): Promise<AccountActivity | null> {
    return await this.reader.month(context, organization, month ?? null)
  }

  @FieldResolver(() => AccountTransaction, {
    nullable: true,
    description: `The transaction of its account with this id, of whatever age; null if there is none. ${NEEDS_ACCOUNT_READ}`,
  })
  async accountTransaction(
    @Root() organization: Organization,
    @Ctx() { actor }: Context,
    @Arg('id', () => ID, { description: 'Id of the transaction, `ltx_…`.' }) id: string,
  ): Promise<AccountTransaction | null> {
    return await this.reader.transaction(actor, organization, id)
  }
}

@Resolver(() => OrderType)
export class OrderTransactionsResolver {
  readonly #transactions: LoaderDefinition<OrderType, AccountTransaction[]>

  constructor(reader: ActivityReader) {
    this.#transactions = {
      load: async (orders, { actor }) => {
        const found = await reader.ofOrders(actor, orders)
        const ids = orders.map((order) => order.id)
        const groups = groupedBy(ids, found, ({ orderId }) => orderId)
        return groups.map((group) => group.map(({ transaction }) => transaction))
      },
    }
  }

  @Holds(MAX_ORDER_ITEMS + 1, { usually: 2 })
  @FieldResolver(() => [AccountTransaction], {
    nullable: true,
    description: `What was paid for it, and paid back, each with its receipt; empty until it is paid. ${NEEDS_ACCOUNT_READ}`,
  })
  async transactions(@Root() order: Parent<OrderType>, @Ctx() { loaders }: Context): Promise<AccountTransaction[]> {
    return await loaders.get(this.#transactions).load(order)
  }
}

@Resolver(() => AccountActivity)
export class AccountActivityResolver {
  readonly #totals: LoaderDefinition<AccountActivity, ActivityTotals>

  constructor(private readonly reader: ActivityReader) {
    this.#totals = { load: (activities) => Promise.all(activities.map((activity) => reader.totals(activity))) }
  }

  @FieldResolver(() => TransactionConnection, {
    description: 'Its transactions, in the order in which they were entered; 20 a page unless told.',
  })
  async transactions(
    @Root() activity: AccountActivity,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<AccountTransaction>> {
    return await this.reader.transactions(activity, page)
  }

  @Holds(250, { usually: 20 })
  @FieldResolver(() => [BuyerActivity], { description: 'Who bought how many profiles, by name of the buyer.' })
  async buyers(@Root() activity: AccountActivity, @Ctx() { loaders }: Context): Promise<BuyerActivity[]> {
    const { buyers } = await loaders.get(this.#totals).load(activity)
    return buyers.map((row) => ({ buyer: row.buyer, ...turnoverView(row, activity) }))
  }

  @Holds(PAYMENT_METHODS.length)
  @FieldResolver(() => [PaymentMethodActivity], { description: 'How orders were paid, and paid back.' })
  async paymentMethods(
    @Root() activity: AccountActivity,
    @Ctx() { loaders }: Context,
  ): Promise<PaymentMethodActivity[]> {
    const { paymentMethods } = await loaders.get(this.#totals).load(activity)
    return paymentMethods.map((row) => ({ paymentMethod: row.paymentMethod, ...turnoverView(row, activity) }))
  }

  @Holds(LEDGER_ENTRY_KINDS.length)
  @FieldResolver(() => [KindActivity], { description: 'What the transactions of each kind come to.' })
  async kinds(@Root() activity: AccountActivity, @Ctx() { loaders }: Context): Promise<KindActivity[]> {
    const { kinds } = await loaders.get(this.#totals).load(activity)
    const { currency } = activity.openingBalance
    return kinds.map(({ kind, transactionCount, amountCents, balanceChangeCents }) => ({
      kind,
      transactionCount,
      amount: { cents: amountCents, currency },
      balanceChange: { cents: balanceChangeCents, currency },
    }))
  }
}

function turnoverView(
  { purchaseCount, profileCount, refundedProfileCount, paidCents, refundedCents }: Turnover,
  { openingBalance: { currency } }: AccountActivity,
): Pick<BuyerActivity, 'purchaseCount' | 'profileCount' | 'refundedProfileCount' | 'paid' | 'refunded'> {
  const paid = { cents: paidCents, currency }
  return { purchaseCount, profileCount, refundedProfileCount, paid, refunded: { cents: refundedCents, currency } }
}

@Resolver(() => AccountTransaction)
export class AccountTransactionResolver {
  readonly #receipts: LoaderDefinition<AccountTransaction, TransactionReceipt>

  constructor(reader: ActivityReader) {
    this.#receipts = { load: (transactions, scope) => reader.receipts(transactions, scope) }
  }

  @FieldResolver(() => Money, {
    description:
      'What it was about, whatever the payment method: positive to the organization’s credit (deposit, refund), negative for what it paid. 0 for a purchase from a subscription’s allowance.',
  })
  amount(@Root() { amountCents: cents, currency }: AccountTransaction): Money {
    return { cents, currency }
  }

  @FieldResolver(() => Money, { description: 'What it did to the balance: 0 for what a card or an allowance paid.' })
  balanceChange(@Root() { balanceChangeCents: cents, currency }: AccountTransaction): Money {
    return { cents, currency }
  }

  @FieldResolver(() => Money, { description: 'What could be spent after it: the running available balance.' })
  balanceAfter(@Root() { balanceAfterCents: cents, currency }: AccountTransaction): Money {
    return { cents, currency }
  }

  @FieldResolver(() => TransactionReceipt, {
    nullable: true,
    description: `Its receipt. ${NEEDS_ACCOUNT_READ} The read is audited, with the clinicians that it names.`,
  })
  async receipt(@Root() transaction: AccountTransaction, @Ctx() { loaders }: Context): Promise<TransactionReceipt> {
    return await loaders.get(this.#receipts).load(transaction)
  }
}
