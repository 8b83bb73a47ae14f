import { Args, Ctx, FieldResolver, Resolver } from 'type-graphql'
import type { Database } from '../db/database.js'
import { type Connection, PageArgs, pageSize } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { Viewer } from '../people/viewer.type.js'
import { organizationsAskedForBy } from './change-request.queries.js'
import type { ChangeRequestType } from './change-request.type.js'
import { ChangeRequestConnection, changeRequestsBefore, changeRequestsPage } from './organization-fields.resolver.js'

@Resolver(() => Viewer)
export class ViewerOrganizationsResolver {
  constructor(private readonly database: Database) {}

  @FieldResolver(() => ChangeRequestConnection, {
    description:
      'The new organizations that you asked for in the mode of the request, the newest first; 20 a page unless told. Empty for vendors and staff.',
  })
  async organizationRequests(
    @Ctx() { actor }: Context,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<ChangeRequestType>> {
    const size = pageSize(page)
    const before = changeRequestsBefore(page)
    const rows = actor.kind === 'USER' ? await organizationsAskedForBy(this.database, actor, before, size + 1) : []
    return changeRequestsPage(rows, size, page)
  }
}
