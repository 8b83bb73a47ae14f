import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { Database } from '../../db/database.js'
import { Access, PEOPLE } from '../../graphql/access.policy.js'
import { BackOffice } from '../../graphql/back-office.type.js'
import { type Connection, connectionOf, keysetList, PageArgs } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { Money } from '../../graphql/money.js'
import { asPayload } from '../../graphql/user-error.js'
import type { Clock } from '../../kernel/clock.js'
import { timeOf } from '../../organizations/organization.clock.js'
import type { AccountBalance } from '../account.queries.js'
import { AccountType } from '../account.type.js'
import {
  CreateSubscriptionInput,
  CreateSubscriptionPackageInput,
  CreateSubscriptionPackagePayload,
  CreateSubscriptionPayload,
  RecordSubscriptionPaymentInput,
  RecordSubscriptionPaymentPayload,
  TransferBalanceInput,
  TransferBalancePayload,
  WithdrawSubscriptionPackageInput,
  WithdrawSubscriptionPackagePayload,
} from './subscription.inputs.js'
import { type PackageRow, packagePage, type SubscriptionRow, subscriptionPage } from './subscription.queries.js'
import type { DoneOnce, SubscriptionService } from './subscription.service.js'
import {
  SubscriptionPackageType,
  type SubscriptionState,
  SubscriptionStateEnum,
  SubscriptionType,
} from './subscription.types.js'
import type { SubscriptionPackageService } from './subscription-package.service.js'
import type { SubscriptionPaymentService } from './subscription-payment.service.js'

const PACKAGES = keysetList<PackageRow>({ name: 'packages', form: /^pkg_\w{26}$/, keyOf: ({ id }) => id })
const SUBSCRIPTIONS = keysetList<SubscriptionRow>({
  name: 'subscriptions',
  form: /^sub_\w{26}$/,
  keyOf: ({ id }) => id,
})
const PackageConnection = connectionOf('SubscriptionPackage', SubscriptionPackageType, 'packages, the newest first')
const SubscriptionConnection = connectionOf('Subscription', SubscriptionType, 'subscriptions, the newest first')

@Resolver(() => SubscriptionType)
export class SubscriptionResolver {
  constructor(
    private readonly subscriptions: SubscriptionService,
    private readonly payments: SubscriptionPaymentService,
    private readonly clock: Clock,
  ) {}

  @Access('STAFF')
  @Mutation(() => CreateSubscriptionPayload, {
    description:
      "Gives an organization a package for a term. No money moves: its invoice is paid with `recordSubscriptionPayment` or `transferBalance`. ALREADY_EXISTS if another term overlaps. For the publisher's staff.",
  })
  async createSubscription(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => CreateSubscriptionInput, { description: 'The subscription.' }) input: CreateSubscriptionInput,
  ): Promise<CreateSubscriptionPayload> {
    return await once(() => this.subscriptions.create(actor, request, input))
  }

  @Access('STAFF')
  @Mutation(() => RecordSubscriptionPaymentPayload, {
    description:
      "Records that an invoice of a subscription was paid by check or wire; the account's balance stays as it is. For the publisher's staff.",
  })
  async recordSubscriptionPayment(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RecordSubscriptionPaymentInput, { description: 'The payment.' })
    input: RecordSubscriptionPaymentInput,
  ): Promise<CreateSubscriptionPayload> {
    return await once(() => this.payments.record(actor, request, input))
  }

  @Access(...PEOPLE)
  @Mutation(() => TransferBalancePayload, {
    description:
      "Moves balance of the account to a subscription, whole or in part, up to what is due for it. For the organization's administrators, and for staff with the header `Gateway-Reason`; INSUFFICIENT_FUNDS if the balance does not cover it.",
  })
  async transferBalance(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => TransferBalanceInput, { description: 'The transfer.' }) input: TransferBalanceInput,
  ): Promise<CreateSubscriptionPayload> {
    return await once(() => this.payments.transfer(actor, request, input))
  }

  @FieldResolver(() => Money, { description: 'Price of the term.' })
  price(@Root() { priceCents: cents, currency }: SubscriptionType): Money {
    return { cents, currency }
  }

  @FieldResolver(() => Money, { description: 'What was paid of the price: invoices and balance that was moved.' })
  paid(@Root() { paidCents: cents, currency }: SubscriptionType): Money {
    return { cents, currency }
  }

  @FieldResolver(() => Money, { description: 'What is still to be paid of the price.' })
  due(@Root() { priceCents, paidCents, currency }: SubscriptionType): Money {
    return { cents: priceCents - paidCents, currency }
  }

  @FieldResolver(() => SubscriptionStateEnum, { description: 'Where it stands in its term.' })
  state(@Root() { startsAt, endsAt, clockAheadMs }: SubscriptionType): SubscriptionState {
    const now = timeOf(this.clock, { clockAheadMs })
    return now < startsAt ? 'UPCOMING' : now < endsAt ? 'ACTIVE' : 'ENDED'
  }
}

@Resolver(() => SubscriptionPackageType)
export class SubscriptionPackageResolver {
  constructor(private readonly packages: SubscriptionPackageService) {}

  @Access('STAFF')
  @Mutation(() => CreateSubscriptionPackagePayload, {
    description: "Puts a subscription package on sale, in the mode of the request. For the publisher's staff.",
  })
  async createSubscriptionPackage(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => CreateSubscriptionPackageInput, { description: 'The package.' })
    input: CreateSubscriptionPackageInput,
  ): Promise<CreateSubscriptionPackagePayload> {
    return await ofPackage(() => this.packages.create(actor, request, input))
  }

  @Access('STAFF')
  @Mutation(() => WithdrawSubscriptionPackagePayload, {
    description:
      "Takes a subscription package out of sale; what was sold of it runs on. Done twice it stays as it was. For the publisher's staff.",
  })
  async withdrawSubscriptionPackage(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => WithdrawSubscriptionPackageInput, { description: 'The package.' })
    input: WithdrawSubscriptionPackageInput,
  ): Promise<CreateSubscriptionPackagePayload> {
    return await ofPackage(() => this.packages.withdraw(actor, request, input))
  }

  @FieldResolver(() => Money, { description: 'Price of a term.' })
  price(@Root() { priceCents: cents, currency }: SubscriptionPackageType): Money {
    return { cents, currency }
  }
}

@Resolver(() => AccountType)
export class AccountSubscriptionsResolver {
  constructor(private readonly database: Database) {}

  @FieldResolver(() => SubscriptionConnection, {
    description: 'Its subscriptions, the newest first; 20 a page unless told.',
  })
  async subscriptions(
    @Root() account: AccountBalance,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<SubscriptionRow>> {
    return await SUBSCRIPTIONS.page(page, (before, limit) => subscriptionPage(this.database, account.id, before, limit))
  }
}

@Resolver(() => BackOffice)
export class BackOfficePackagesResolver {
  constructor(private readonly database: Database) {}

  @FieldResolver(() => PackageConnection, {
    description:
      'The subscription packages of the mode of the request, withdrawn ones too, the newest first; 20 a page unless told.',
  })
  async subscriptionPackages(
    @Ctx() { actor }: Context,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<PackageRow>> {
    return await PACKAGES.page(page, (before, limit) => packagePage(this.database, actor.mode, before, limit))
  }
}

async function once(act: () => Promise<DoneOnce>): Promise<CreateSubscriptionPayload> {
  return await asPayload<Pick<CreateSubscriptionPayload, 'subscription' | 'replayed'>>(act, {
    subscription: null,
    replayed: false,
  })
}

async function ofPackage(act: () => Promise<PackageRow>): Promise<CreateSubscriptionPackagePayload> {
  return await asPayload<Pick<CreateSubscriptionPackagePayload, 'subscriptionPackage'>>(
    async () => ({ subscriptionPackage: await act() }),
    { subscriptionPackage: null },
  )
}
