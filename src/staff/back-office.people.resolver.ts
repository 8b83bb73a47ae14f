import { Arg, Args, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql'
import type { Database } from '../db/database.js'
import { BackOffice } from '../graphql/back-office.type.js'
import { type Connection, connectionOf, keysetList, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { groupedBy, type LoaderDefinition } from '../graphql/loaders.js'
import type { Clock } from '../kernel/clock.js'
import { RequestError } from '../kernel/errors.js'
import type { Organization } from '../organizations/organization.entity.js'
import { organizationLoader } from '../organizations/organization.loader.js'
import {
  type BackOfficeMembershipRow,
  findBackOfficeUser,
  MAX_MEMBERSHIPS,
  membershipsOf,
  staffPage,
  withActiveSession,
} from './staff.queries.js'
import { BackOfficeMembership, BackOfficeUser } from './staff.type.js'

const STAFF = keysetList<BackOfficeUser>({ name: 'staff', form: /^usr_\w{26}$/, keyOf: ({ id }) => id })
const BackOfficeUserConnection = connectionOf('BackOfficeUser', BackOfficeUser, 'people, the oldest first')

@Resolver(() => BackOffice)
export class BackOfficePeopleResolver {
  constructor(private readonly database: Database) {}

  @FieldResolver(() => BackOfficeUserConnection, {
    description: "The publisher's staff, the oldest account first; 20 a page unless told.",
  })
  async staff(@Args(() => PageArgs) page: PageArgs): Promise<Connection<BackOfficeUser>> {
    return await STAFF.page(page, (afterId, limit) => staffPage(this.database, afterId, limit))
  }

  @FieldResolver(() => BackOfficeUser, {
    nullable: true,
    description: 'The person of an e-mail address or of an id, exactly one of which must be given; null for nobody.',
  })
  async user(
    @Ctx() { looks }: Context,
    @Arg('email', () => String, { nullable: true, description: 'E-mail address, in whatever case.' })
    email: string | null,
    @Arg('id', () => ID, { nullable: true, description: 'Id of the person, `usr_…`.' }) id: string | null,
  ): Promise<BackOfficeUser | null> {
    if ((email == null) === (id == null)) {
      throw new RequestError('BAD_USER_INPUT', 'user: expected exactly one of email and id')
    }
    const wanted = { ...(email != null && { email }), ...(id != null && { id }) }
    const user = await findBackOfficeUser(this.database, wanted)
    if (user !== null) looks.add(user.id)
    return user
  }
}

@Resolver(() => BackOfficeUser)
export class BackOfficeUserResolver {
  readonly #active: LoaderDefinition<string, boolean>
  readonly #memberships: LoaderDefinition<string, BackOfficeMembershipRow[]>
  readonly #organizations: LoaderDefinition<string, Organization | null>

  constructor(database: Database, clock: Clock) {
    this.#active = {
      async load(ids) {
        const active = await withActiveSession(database, ids, clock.now())
        return ids.map((id) => active.has(id))
      },
    }
    this.#memberships = {
      load: async (ids, { actor }) =>
        groupedBy(ids, await membershipsOf(database, ids, actor.mode), (one) => one.userId),
    }
    this.#organizations = organizationLoader(database)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the person is signed in somewhere.' })
  async hasActiveSession(@Root() user: BackOfficeUser, @Ctx() { loaders }: Context): Promise<boolean> {
    return await loaders.get(this.#active).load(user.id)
  }

  @Holds(MAX_MEMBERSHIPS, { usually: 3 })
  @FieldResolver(() => [BackOfficeMembership], {
    description: `What the person is in which organizations of the mode of the request, the oldest first; up to ${MAX_MEMBERSHIPS}.`,
  })
  async memberships(@Root() user: BackOfficeUser, @Ctx() { loaders, looks }: Context): Promise<BackOfficeMembership[]> {
    const rows = await loaders.get(this.#memberships).load(user.id)
    for (const { organizationId } of rows) looks.add(organizationId)
    const organizations = loaders.get(this.#organizations)
    const found = await Promise.all(
      rows.map(async ({ organizationId, roles }) => ({
        organization: await organizations.load(organizationId),
        roles,
      })),
    )
    return found.flatMap(({ organization, roles }) => (organization === null ? [] : [{ organization, roles }]))
  }
}
