import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver, registerEnumType } from 'type-graphql'
import { Access } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { enumOf } from '../graphql/enums.js'
import { DateTime, YearMonth } from '../graphql/scalars.js'
import { asPayload, UserError } from '../graphql/user-error.js'
import { type AccountDocumentLinks, MAX_PDF_TRANSACTIONS } from './account-document.links.js'

const STATEMENT_FORMATS = ['PDF', 'CSV'] as const
type StatementFormat = (typeof STATEMENT_FORMATS)[number]

const StatementFormatEnum = enumOf(STATEMENT_FORMATS)
registerEnumType(StatementFormatEnum, {
  name: 'StatementFormat',
  description: 'As what a month of account activity is to be had.',
  valuesConfig: {
    PDF: {
      description: `Signed by the publisher, for people; of months of up to ${MAX_PDF_TRANSACTIONS} transactions.`,
    },
    CSV: { description: 'RFC 4180 in UTF-8 with a head, for machines.' },
  },
})

@InputType({ description: 'To which month `createStatementLink` is to make a link.' })
class CreateStatementLinkInput {
  @Field(() => ID, { description: 'Id of the organization, `org_…`.' })
  organizationId!: string

  @Field(() => YearMonth, { description: 'One of the last 24 months, the current one included.' })
  month!: string

  @Field(() => StatementFormatEnum, { description: 'As what.' })
  format!: StatementFormat
}

@InputType({ description: 'To which receipt `createReceiptLink` is to make a link.' })
class CreateReceiptLinkInput {
  @Field(() => ID, { description: 'Id of the transaction, `ltx_…`.' })
  transactionId!: string
}

@ObjectType({ description: 'A signed link to a statement or a receipt.' })
class AccountDocumentLink {
  @Field(() => String, {
    description:
      'Where it can be had until `expiresAt`, without credentials: handle it like a password. It gives nothing any more once you lose access (grant or key revoked, vendor suspended, role gone). Every download is audited.',
  })
  url!: string

  @Field(() => DateTime, {
    description: 'Until when it works: 15 minutes from now, unless the deployment says otherwise.',
  })
  expiresAt!: Date
}

@ObjectType({ description: 'Answer of `createStatementLink`.' })
class CreateStatementLinkPayload {
  @Field(() => AccountDocumentLink, { nullable: true, description: 'The link; null if something was wrong.' })
  link!: AccountDocumentLink | null

  @Field(() => [UserError], { description: 'What is wrong with the request.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `createReceiptLink`.' })
class CreateReceiptLinkPayload {
  @Field(() => AccountDocumentLink, { nullable: true, description: 'The link; null if something was wrong.' })
  link!: AccountDocumentLink | null

  @Field(() => [UserError], { description: 'What is wrong with the request.' })
  userErrors!: UserError[]
}

@Resolver()
export class AccountDocumentResolver {
  constructor(private readonly links: AccountDocumentLinks) {}

  @Access('VENDOR', 'USER')
  @Mutation(() => CreateStatementLinkPayload, {
    description:
      'Makes a signed link to a month of account activity as PDF or CSV, as it will stand when it is downloaded. Needs the scope `account:read` of the key and the grant, or of your role there. User errors: `NOT_FOUND` for an unknown organization or one without an account, `INVALID_INPUT` for a month that is not shown, or has too many transactions for a PDF.',
  })
  async createStatementLink(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => CreateStatementLinkInput, { description: 'To what.' }) input: CreateStatementLinkInput,
  ): Promise<CreateStatementLinkPayload> {
    return await asPayload<Pick<CreateStatementLinkPayload, 'link'>>(
      async () => ({ link: await this.links.statement(actor, request, input) }),
      { link: null },
    )
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => CreateReceiptLinkPayload, {
    description:
      'Makes a signed link to the receipt of a transaction as PDF. Needs the scope `account:read` of the key and the grant, or of your role there. User error: `NOT_FOUND` for an unknown transaction.',
  })
  async createReceiptLink(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => CreateReceiptLinkInput, { description: 'To what.' }) { transactionId }: CreateReceiptLinkInput,
  ): Promise<CreateReceiptLinkPayload> {
    return await asPayload<Pick<CreateReceiptLinkPayload, 'link'>>(
      async () => ({ link: await this.links.receipt(actor, request, transactionId) }),
      { link: null },
    )
  }
}
