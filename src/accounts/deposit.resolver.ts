import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { Database } from '../db/database.js'
import { Access } from '../graphql/access.policy.js'
import { BackOffice } from '../graphql/back-office.type.js'
import { type Connection, connectionOf, keysetList, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import type { LoaderDefinition } from '../graphql/loaders.js'
import { Money } from '../graphql/money.js'
import { asPayload } from '../graphql/user-error.js'
import { invariant } from '../kernel/errors.js'
import { Organization } from '../organizations/organization.entity.js'
import { organizationLoader } from '../organizations/organization.loader.js'
import { depositPage } from './deposit.queries.js'
import type { DepositService } from './deposit.service.js'
import { DepositType, RecordDepositInput, RecordDepositPayload } from './deposit.type.js'

const DEPOSITS = keysetList<DepositType>({ name: 'deposits', form: /^dep_\w{26}$/, keyOf: ({ id }) => id })
const DepositConnection = connectionOf('Deposit', DepositType, 'deposits, the newest first')

@Resolver(() => DepositType)
export class DepositResolver {
  readonly #organizations: LoaderDefinition<string, Organization | null>

  constructor(
    private readonly deposits: DepositService,
    database: Database,
  ) {
    this.#organizations = organizationLoader(database)
  }

  @Access('STAFF')
  @Mutation(() => RecordDepositPayload, {
    description:
      "Records money that was paid in by check or wire, in the mode of the request. Repeat it with the same idempotency key as often as you like: it is recorded once. For the publisher's staff.",
  })
  async recordDeposit(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RecordDepositInput, { description: 'The deposit.' }) input: RecordDepositInput,
  ): Promise<RecordDepositPayload> {
    return await asPayload<Pick<RecordDepositPayload, 'deposit' | 'replayed'>>(
      async () => await this.deposits.record(actor, request, input),
      { deposit: null, replayed: false },
    )
  }

  @FieldResolver(() => Organization, { description: 'Whose money it is.' })
  async organization(@Root() deposit: DepositType, @Ctx() { loaders }: Context): Promise<Organization> {
    const organization = await loaders.get(this.#organizations).load(deposit.organizationId)
    invariant(organization, `the organization of ${deposit.id} is there for staff of its mode`)
    return organization
  }

  @FieldResolver(() => Money, { description: 'How much was paid in.' })
  amount(@Root() deposit: DepositType): Money {
    return { cents: deposit.amountCents, currency: deposit.currency }
  }

  @FieldResolver(() => Money, { description: 'The balance of the account right after it.' })
  balanceAfter(@Root() deposit: DepositType): Money {
    return { cents: deposit.balanceAfterCents, currency: deposit.currency }
  }
}

@Resolver(() => BackOffice)
export class BackOfficeDepositsResolver {
  constructor(private readonly database: Database) {}

  @FieldResolver(() => DepositConnection, {
    description: 'What staff recorded as paid in, in the mode of the request, the newest first; 20 a page unless told.',
  })
  async deposits(
    @Ctx() { actor }: Context,
    @Arg('organizationId', () => ID, {
      nullable: true,
      description: 'Only of this organization, `org_…`; nothing for one that does not exist in the mode.',
    })
    organizationId: string | null,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<DepositType>> {
    const wanted = { mode: actor.mode, organizationId: organizationId ?? null }
    return await DEPOSITS.page(page, (beforeId, limit) => depositPage(this.database, { ...wanted, beforeId, limit }))
  }
}
