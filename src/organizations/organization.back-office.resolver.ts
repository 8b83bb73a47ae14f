import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver } from 'type-graphql'
import { assertStaff } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { BackOffice } from '../graphql/back-office.type.js'
import { type Connection, connectionOf, keysetList, PageArgs, pageSize } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import type { Clock } from '../kernel/clock.js'
import { changeRequestsOfMode } from './change-request.queries.js'
import type { ChangeKind } from './change-request.rules.js'
import { ChangeRequestsArgs, type ChangeRequestType } from './change-request.type.js'
import { findOrganizationsByName } from './organization.access.js'
import type { Organization } from './organization.entity.js'
import { ChangeKindEnum } from './organization.enums.js'
import { OrganizationConnection } from './organization.resolver.js'
import { OrganizationInquiryType } from './organization.type.js'
import { ChangeRequestConnection, changeRequestsBefore, changeRequestsPage } from './organization-fields.resolver.js'
import { inquiriesPage } from './organization-inquiry.queries.js'

const ORGANIZATIONS = keysetList<Organization>({
  name: 'back-office-organizations',
  form: /^org_\w{26}$/,
  keyOf: ({ id }) => id,
})
const INQUIRIES = keysetList<OrganizationInquiryType>({
  name: 'organization-inquiries',
  form: /^inq_\w{26}$/,
  keyOf: ({ id }) => id,
})

const OrganizationInquiryConnection = connectionOf('OrganizationInquiry', OrganizationInquiryType, 'inquiries')

@ArgsType()
class BackOfficeOrganizationsArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Only those whose name begins like this, upper and lower case alike; null for all.',
  })
  namePrefix?: string | null
}

@ArgsType()
class BackOfficeChangeRequestsArgs extends ChangeRequestsArgs {
  @Field(() => ChangeKindEnum, { nullable: true, description: 'Only those of this kind; null for all.' })
  kind?: ChangeKind | null
}

@ArgsType()
class InquiriesArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, description: 'Only those with an answer, or without one; null for all.' })
  answered?: boolean | null
}

/** What staff see of organizations, besides the organization itself. */
@Resolver(() => BackOffice)
export class OrganizationBackOfficeResolver {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @FieldResolver(() => OrganizationConnection, {
    description: 'The organizations of the mode of the request, the oldest first; 20 a page unless told.',
  })
  async organizations(
    @Ctx() { actor }: Context,
    @Args(() => BackOfficeOrganizationsArgs) page: BackOfficeOrganizationsArgs,
  ): Promise<Connection<Organization>> {
    assertStaff(actor)
    return await ORGANIZATIONS.page(page, (after, limit) =>
      findOrganizationsByName(this.database, actor, page.namePrefix ?? '', after ?? '', limit),
    )
  }

  @FieldResolver(() => ChangeRequestConnection, {
    description:
      'The change requests of all organizations of the mode of the request, and for new ones, the newest first; 20 a page unless told.',
  })
  async changeRequests(
    @Ctx() { actor }: Context,
    @Args(() => BackOfficeChangeRequestsArgs) page: BackOfficeChangeRequestsArgs,
  ): Promise<Connection<ChangeRequestType>> {
    assertStaff(actor)
    const size = pageSize(page)
    const { status = null, kind = null } = page
    const wanted = { beyond: changeRequestsBefore(page), limit: size + 1, status, kind }
    return changeRequestsPage(
      await changeRequestsOfMode(this.database, actor.mode, wanted, this.clock.now()),
      size,
      page,
    )
  }

  @FieldResolver(() => OrganizationInquiryConnection, {
    description:
      'Questions whether an organization has an account, the oldest first, whatever the mode; 20 a page unless told.',
  })
  async organizationInquiries(
    @Ctx() { actor }: Context,
    @Args(() => InquiriesArgs) page: InquiriesArgs,
  ): Promise<Connection<OrganizationInquiryType>> {
    assertStaff(actor)
    return await INQUIRIES.page(page, (after, limit) =>
      inquiriesPage(this.database, after ?? '', limit, page.answered ?? null),
    )
  }
}
