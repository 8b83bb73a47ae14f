import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql'
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
import { Organization } from '../organizations/organization.entity.js'
import { findOrganization, listOrganizations } from './organization-access.js'
import { Viewer } from './viewer.type.js'

const ORGANIZATIONS = 'organizations'
const DEFAULT_ORGANIZATIONS = 20
const OrganizationConnection = connectionOf('Organization', Organization, 'organizations')

@Resolver()
export class VendorResolver {
  constructor(private readonly database: Database) {}

  @Query(() => Viewer, { description: 'Who the API key says that you are. Needs no scope: good for a first try.' })
  viewer(@Ctx() { actor }: Context): Viewer {
    return {
      vendorId: actor.vendorId,
      vendorName: actor.vendorName,
      apiKeyId: actor.apiKeyId,
      mode: actor.mode,
      scopes: [...actor.scopes].sort(),
    }
  }

  @Query(() => Organization, {
    nullable: true,
    description:
      'The organization of this id; null unless its administrator has granted you an integration. Unknown, foreign and of the other mode look the same.',
  })
  async organization(
    @Ctx() { actor }: Context,
    @Arg('id', () => ID, { description: 'Id of the organization, `org_…`.' }) id: string,
  ): Promise<Organization | null> {
    return await findOrganization(this.database, actor, id)
  }

  @Query(() => OrganizationConnection, {
    description:
      'The organizations that granted you an integration, in the mode of your key, the oldest first; 20 a page unless told.',
  })
  async organizations(
    @Ctx() { actor }: Context,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<Organization>> {
    const size = pageSize(page, DEFAULT_ORGANIZATIONS)
    const after = decodeCursor(ORGANIZATIONS, page, /^org_\w{26}$/) ?? ''
    const rows = await listOrganizations(this.database, actor, after, size + 1)
    return pageOf<Organization>(rows, size, page, (row) => encodeCursor(ORGANIZATIONS, row.id))
  }
}
