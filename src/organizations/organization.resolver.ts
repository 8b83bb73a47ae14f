import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql'
import type { Database } from '../db/database.js'
import { Access, SIGNED_IN } from '../graphql/access.policy.js'
import { type Connection, connectionOf, keysetList, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { findOrganization, listOrganizations } from './organization.access.js'
import { Organization } from './organization.entity.js'

const ORGANIZATIONS = keysetList<Organization>({ name: 'organizations', form: /^org_\w{26}$/, keyOf: ({ id }) => id })
export const OrganizationConnection = connectionOf('Organization', Organization, 'organizations')

@Resolver()
export class OrganizationResolver {
  constructor(private readonly database: Database) {}

  @Access(...SIGNED_IN)
  @Query(() => Organization, {
    nullable: true,
    description:
      'The organization of this id; null unless it granted you an integration, you are one of its people, or staff. Unknown, foreign and of the other mode look the same.',
  })
  async organization(
    @Ctx() { actor }: Context,
    @Arg('id', () => ID, { description: 'Id of the organization, `org_…`.' }) id: string,
  ): Promise<Organization | null> {
    return await findOrganization(this.database, actor, id)
  }

  @Access(...SIGNED_IN)
  @Query(() => OrganizationConnection, {
    description:
      'The organizations that granted you an integration, or that you are one of the people of, in the mode of the request, the oldest first; 20 a page unless told.',
  })
  async organizations(
    @Ctx() { actor }: Context,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<Organization>> {
    return await ORGANIZATIONS.page(page, (after, limit) => listOrganizations(this.database, actor, after ?? '', limit))
  }
}
