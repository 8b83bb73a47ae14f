import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Database } from '../db/database.js'
import { type Connection, connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { inOrderOf, type LoaderDefinition } from '../graphql/loaders.js'
import type { Clock } from '../kernel/clock.js'
import { type ChangeRequestRow, changeRequestsOf } from './change-request.queries.js'
import type { ChangeRequestStatus } from './change-request.rules.js'
import { ChangeRequestsArgs, ChangeRequestType } from './change-request.type.js'
import type { Role } from './membership.entity.js'
import { administratorCounts, rolesOfUser } from './membership.queries.js'
import { type AccessibleOrganization, assertAdministers } from './organization.access.js'
import { mailingAddressOf } from './organization.changes.js'
import { Organization } from './organization.entity.js'
import { RoleEnum } from './organization.enums.js'
import { pageKey, pagesOf } from './organization.pages.js'
import { OrganizationAddress, OrganizationAdvisory } from './organization.type.js'

/** Name of lists of change requests in their cursors. */
const CHANGE_REQUESTS = 'change-requests'
/** How many administrators an organization had better have. */
const RECOMMENDED_ADMINISTRATORS = 2

export const ChangeRequestConnection = connectionOf(
  'ChangeRequest',
  ChangeRequestType,
  'change requests, the newest first',
)

@Resolver(() => Organization)
export class OrganizationFieldsResolver {
  readonly #administrators: LoaderDefinition<string, { administrators: number } | null>
  readonly #viewerRoles: LoaderDefinition<string, { roles: Role[] } | null>
  readonly #changeRequests: LoaderDefinition<string, (ChangeRequestRow & { organizationId: string })[]>

  constructor(database: Database, clock: Clock) {
    this.#administrators = {
      load: async (ids) => inOrderOf(ids, await administratorCounts(database, ids), (row) => row.organizationId),
    }
    this.#viewerRoles = {
      load: async (ids, { actor }) =>
        inOrderOf(ids, await rolesOfUser(database, actor.id, ids), (row) => row.organizationId),
    }
    this.#changeRequests = pagesOf<ChangeRequestRow & { organizationId: string }, ChangeRequestStatus>((ids, wanted) =>
      changeRequestsOf(database, ids, wanted, clock.now()),
    )
  }

  @FieldResolver(() => OrganizationAddress, {
    nullable: true,
    description: 'Its mailing address; null while nobody gave one.',
  })
  address(@Root() organization: Organization): OrganizationAddress | null {
    const address = mailingAddressOf(organization)
    return address === null ? null : { ...address, street: [...address.street] }
  }

  @FieldResolver(() => [RoleEnum], {
    description: 'Your own roles in it; empty for vendors and staff.',
  })
  async viewerRoles(@Root() organization: Organization, @Ctx() context: Context): Promise<Role[]> {
    if (context.actor.kind !== 'USER') return []
    return (await context.loaders.get(this.#viewerRoles).load(organization.id))?.roles ?? []
  }

  @Holds(1)
  @FieldResolver(() => [OrganizationAdvisory], {
    description:
      'What it had better see to, such as a second administrator; empty for all but its administrators and staff, who can do something about it.',
  })
  async advisories(@Root() organization: Organization, @Ctx() context: Context): Promise<OrganizationAdvisory[]> {
    const concerned = context.actor.kind === 'STAFF' || (organization as AccessibleOrganization).administers
    if (!concerned) return []
    const administrators = (await context.loaders.get(this.#administrators).load(organization.id))?.administrators ?? 0
    return administrators < RECOMMENDED_ADMINISTRATORS ? [SECOND_ADMINISTRATOR] : []
  }

  @FieldResolver(() => ChangeRequestConnection, {
    nullable: true,
    description:
      'Every change of its users, roles and data, the newest first; 20 a page unless told. Null, with FORBIDDEN in `errors`, for all but its administrators; staff have `BackOffice.changeRequests`.',
  })
  async changeRequests(
    @Root() organization: Organization,
    @Ctx() context: Context,
    @Args(() => ChangeRequestsArgs) page: ChangeRequestsArgs,
  ): Promise<Connection<ChangeRequestType>> {
    assertAdministers(organization)
    const size = pageSize(page)
    const key = pageKey(organization.id, {
      beyond: changeRequestsBefore(page),
      limit: size + 1,
      status: page.status ?? null,
    })
    return changeRequestsPage(await context.loaders.get(this.#changeRequests).load(key), size, page)
  }
}

/** Before which change request a page begins. */
export function changeRequestsBefore(page: ChangeRequestsArgs): string {
  return decodeCursor(CHANGE_REQUESTS, page, /^chg_\w{26}$/) ?? 'chg_z'
}

/** A page of change requests. */
export function changeRequestsPage(
  rows: readonly ChangeRequestRow[],
  size: number,
  page: ChangeRequestsArgs,
): Connection<ChangeRequestType> {
  return pageOf<ChangeRequestType>(rows, size, page, (one) => encodeCursor(CHANGE_REQUESTS, one.id))
}

const SECOND_ADMINISTRATOR: OrganizationAdvisory = {
  code: 'SECOND_ADMINISTRATOR_RECOMMENDED',
  message:
    'Two administrators are recommended: with one only, nobody can stand in. Add another one with `inviteUsers`.',
}
