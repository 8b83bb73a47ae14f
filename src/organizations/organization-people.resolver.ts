import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Actor } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { type Connection, connectionOf, keysetList, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import type { LoaderDefinition } from '../graphql/loaders.js'
import type { Clock } from '../kernel/clock.js'
import { type InvitationRow, invitationsOf } from './invitation.queries.js'
import { type InvitationStatus, invitationStatusAt } from './invitation.rules.js'
import { InvitationType } from './invitation.type.js'
import { type Member, membersOf } from './membership.queries.js'
import { assertAdministers } from './organization.access.js'
import { Organization } from './organization.entity.js'
import { InvitationStatusEnum } from './organization.enums.js'
import { pageKey, pagesOf } from './organization.pages.js'
import { OrganizationUser } from './organization.type.js'

const USERS = keysetList<OrganizationUser>({
  name: 'organization-users',
  form: /^mbr_\w{26}$/,
  keyOf: ({ membershipId }) => membershipId,
})
const INVITATIONS = keysetList<InvitationType>({ name: 'invitations', form: /^inv_\w{26}$/, keyOf: ({ id }) => id })
const FOR_MANAGERS = 'Null, with FORBIDDEN in `errors`, for all but its administrators and staff.'

const OrganizationUserConnection = connectionOf('OrganizationUser', OrganizationUser, "an organization's users")
const InvitationConnection = connectionOf('Invitation', InvitationType, 'invitations, the newest first')

@ArgsType()
class InvitationsArgs extends PageArgs {
  @Field(() => InvitationStatusEnum, { nullable: true, description: 'Only those of this status; null for all.' })
  status?: InvitationStatus | null
}

/** What administrators and staff see of an organization's people. */
@Resolver(() => Organization)
export class OrganizationPeopleResolver {
  readonly #members: LoaderDefinition<string, Member[]>
  readonly #invitations: LoaderDefinition<string, InvitationRow[]>

  constructor(database: Database, clock: Clock) {
    this.#members = pagesOf((ids, wanted) => membersOf(database, ids, wanted))
    this.#invitations = pagesOf<InvitationRow, InvitationStatus>((ids, wanted) =>
      invitationsOf(database, ids, wanted, clock.now()),
    )
  }

  @FieldResolver(() => OrganizationUserConnection, {
    nullable: true,
    description: `Its users, the earliest first: people who have made their account; who is invited stands in \`invitations\`. 20 a page unless told. ${FOR_MANAGERS}`,
  })
  async users(
    @Root() organization: Organization,
    @Ctx() context: Context,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<OrganizationUser>> {
    assertManages(context.actor, organization)
    return await USERS.page(page, (after, limit) =>
      context.loaders.get(this.#members).load(pageKey(organization.id, { beyond: after ?? '', limit, status: null })),
    )
  }

  @FieldResolver(() => InvitationConnection, {
    nullable: true,
    description: `Who was invited, the newest first; 20 a page unless told. ${FOR_MANAGERS}`,
  })
  async invitations(
    @Root() organization: Organization,
    @Ctx() context: Context,
    @Args(() => InvitationsArgs) page: InvitationsArgs,
  ): Promise<Connection<InvitationType>> {
    assertManages(context.actor, organization)
    const { status = null } = page
    return await INVITATIONS.page(page, (before, limit) =>
      context.loaders
        .get(this.#invitations)
        .load(pageKey(organization.id, { beyond: before ?? 'inv_z', limit, status })),
    )
  }
}

/** The status counts by the clock, wherever an invitation is shown. */
@Resolver(() => InvitationType)
export class InvitationFieldsResolver {
  constructor(private readonly clock: Clock) {}

  @FieldResolver(() => InvitationStatusEnum, { description: 'What became of it.' })
  status(@Root() invitation: InvitationType): InvitationStatus {
    return invitationStatusAt(invitation, this.clock.now())
  }
}

function assertManages(actor: Actor, organization: Organization): void {
  if (actor.kind !== 'STAFF') assertAdministers(organization)
}
