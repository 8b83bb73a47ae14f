import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Database } from '../db/database.js'
import {
  type Connection,
  connectionOf,
  decodeCursor,
  encodeCursor,
  PageArgs,
  pageOf,
  pageSize,
} from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { inOrderOf, type LoaderDefinition } from '../graphql/loaders.js'
import { Money } from '../graphql/money.js'
import { assertGranted } from '../organizations/organization.access.js'
import { Organization } from '../organizations/organization.entity.js'
import { type AccountBalance, accountBalances, ledgerPage } from './account.queries.js'
import { AccountType } from './account.type.js'
import { LedgerEntryType } from './ledger-entry.entity.js'
import { statusOf, type TransactionStatus, TransactionStatusEnum } from './transaction-status.js'

const ENTRIES = 'ledger'
const LedgerEntryConnection = connectionOf('LedgerEntry', LedgerEntryType, "an account's movements, the newest first")

@Resolver(() => Organization)
export class OrganizationAccountResolver {
  readonly #balances: LoaderDefinition<string, AccountBalance | null>

  constructor(database: Database) {
    this.#balances = {
      load: async (ids) => inOrderOf(ids, await accountBalances(database, ids), (account) => account.organizationId),
    }
  }

  @FieldResolver(() => AccountType, {
    nullable: true,
    description:
      'Its account; null while none was opened. Needs the scope `account:read` of the key and the grant, or of your role there.',
  })
  async account(@Root() organization: Organization, @Ctx() context: Context): Promise<AccountBalance | null> {
    assertGranted(context.actor, organization, 'account:read')
    return await context.loaders.get(this.#balances).load(organization.id)
  }
}

@Resolver(() => AccountType)
export class AccountResolver {
  constructor(private readonly database: Database) {}

  @FieldResolver(() => Money, { description: 'What is left to spend: the sum of all entries. Never negative.' })
  balance(@Root() account: AccountBalance): Money {
    return { cents: account.balanceCents, currency: account.currency }
  }

  @FieldResolver(() => LedgerEntryConnection, {
    description: 'Its movements, the newest first; 20 a page unless told.',
  })
  async entries(
    @Root() account: AccountBalance,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<LedgerEntryType>> {
    const size = pageSize(page)
    const before = Number(decodeCursor(ENTRIES, page, /^\d{1,15}$/) ?? Number.MAX_SAFE_INTEGER)
    const rows = await ledgerPage(this.database, account.id, before, size + 1)
    return pageOf(rows, size, page, (entry) => encodeCursor(ENTRIES, entry.sequence))
  }
}

@Resolver(() => LedgerEntryType)
export class LedgerEntryResolver {
  @FieldResolver(() => TransactionStatusEnum, { description: 'Whether it was posted.' })
  status(@Root() entry: LedgerEntryType): TransactionStatus {
    return statusOf(entry.postedAt)
  }

  @FieldResolver(() => Money, { description: 'Positive for money that came in, negative for money that went out.' })
  amount(@Root() entry: LedgerEntryType): Money {
    return { cents: entry.amountCents, currency: entry.currency }
  }

  @FieldResolver(() => Money, { description: 'The balance after this entry.' })
  balanceAfter(@Root() entry: LedgerEntryType): Money {
    return { cents: entry.balanceAfterCents, currency: entry.currency }
  }
}
