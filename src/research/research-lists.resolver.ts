import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql'
import { assertStaff } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { BackOffice } from '../graphql/back-office.type.js'
import { type Connection, connectionOf, keysetList, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import type { LoaderDefinition } from '../graphql/loaders.js'
import type { Clock } from '../kernel/clock.js'
import { assertGranted } from '../organizations/organization.access.js'
import { Organization } from '../organizations/organization.entity.js'
import { pageKey, pagesOf } from '../organizations/organization.pages.js'
import { type ResearchRequestRow, researchQueue, researchRequestsOf } from './research-request.queries.js'
import { type ResearchRequestState, ResearchRequestStateEnum, ResearchRequestType } from './research-request.type.js'

const OF_ORGANIZATION = keysetList<ResearchRequestRow>({
  name: 'research-requests',
  form: /^rrq_\w{26}$/,
  keyOf: ({ id }) => id,
})
/** After every id. */
const NEWEST = 'rrq_z'

const QUEUE = keysetList<ResearchRequestRow>({
  name: 'research-queue',
  form: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z rrq_\w{26}$/,
  keyOf: ({ dueBefore, id }) => `${dueBefore.toISOString()} ${id}`,
})
/** Before every due date. */
const EARLIEST = '-infinity '

const ResearchRequestConnection = connectionOf('ResearchRequest', ResearchRequestType, 'research requests')

@ArgsType()
class ResearchRequestsArgs extends PageArgs {
  @Field(() => ResearchRequestStateEnum, { nullable: true, description: 'Only those of this state; null for all.' })
  state?: ResearchRequestState | null
}

@ArgsType()
class ResearchQueueArgs extends PageArgs {
  @Field(() => ResearchRequestStateEnum, {
    nullable: true,
    description: 'Only those of this state; null for all that wait for an answer, OPEN and IN_PROGRESS.',
  })
  state?: ResearchRequestState | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only those that wait past the day that was promised at first (true), or those that do not (false); null for both.',
  })
  overdue?: boolean | null
}

@Resolver(() => Organization)
export class OrganizationResearchRequestsResolver {
  readonly #pages: LoaderDefinition<string, ResearchRequestRow[]>

  constructor(database: Database) {
    this.#pages = pagesOf<ResearchRequestRow, ResearchRequestState>((ids, wanted) =>
      researchRequestsOf(database, ids, wanted),
    )
  }

  @FieldResolver(() => ResearchRequestConnection, {
    nullable: true,
    description:
      'Its research requests, whoever asked, the newest first; 20 a page unless told. Null, with the reason in `errors`, without the scope `clinicians:read` of the key and the grant, or of your role there.',
  })
  async researchRequests(
    @Root() organization: Organization,
    @Ctx() { actor, loaders }: Context,
    @Args(() => ResearchRequestsArgs) page: ResearchRequestsArgs,
  ): Promise<Connection<ResearchRequestType>> {
    assertGranted(actor, organization, 'clinicians:read')
    const { state: status = null } = page
    return await OF_ORGANIZATION.page(page, (beyond, limit) =>
      loaders.get(this.#pages).load(pageKey(organization.id, { beyond: beyond ?? NEWEST, limit, status })),
    )
  }
}

@Resolver(() => BackOffice)
export class BackOfficeResearchResolver {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @FieldResolver(() => ResearchRequestConnection, {
    description:
      'Research requests of all organizations of the mode of the request, the earliest due date first; 20 a page unless told.',
  })
  async researchRequests(
    @Ctx() { actor, looks }: Context,
    @Args(() => ResearchQueueArgs) page: ResearchQueueArgs,
  ): Promise<Connection<ResearchRequestType>> {
    assertStaff(actor)
    const { state = null, overdue: isOverdue = null } = page
    const queue = await QUEUE.page(page, (after, limit) => {
      const [dueBefore = '', id = ''] = (after ?? EARLIEST).split(' ')
      const wanted = { beyond: [dueBefore, id], limit, state, isOverdue } as const
      return researchQueue(this.database, actor.mode, wanted, this.clock.now())
    })
    for (const { organizationId } of queue.nodes) looks.add(organizationId)
    return queue
  }
}
