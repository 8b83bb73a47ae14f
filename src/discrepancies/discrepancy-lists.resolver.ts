import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Resolver, Root } from 'type-graphql'
import { assertStaff } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { BackOffice } from '../graphql/back-office.type.js'
import { type Connection, connectionOf, keysetList, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import type { Clock } from '../kernel/clock.js'
import { Organization } from '../organizations/organization.entity.js'
import { DiscrepancyFilter, wantedDiscrepancies } from './discrepancy.filter.js'
import type { DiscrepancyRow } from './discrepancy.queries.js'
import type { DiscrepancyReader } from './discrepancy.reader.js'
import { DiscrepancyType } from './discrepancy.type.js'
import { discrepancyQueue } from './discrepancy-list.queries.js'

const QUEUE = keysetList<DiscrepancyRow>({
  name: 'discrepancy-queue',
  form: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z dsc_\w{26}$/,
  keyOf: ({ dueBefore, id }) => `${dueBefore.toISOString()} ${id}`,
})

const DiscrepancyConnection = connectionOf('Discrepancy', DiscrepancyType, 'discrepancy reports')

@ArgsType()
class DiscrepanciesArgs extends PageArgs {
  @Field(() => DiscrepancyFilter, { nullable: true, description: 'Which of them; null for all.' })
  filter?: DiscrepancyFilter | null
}

@ArgsType()
class DiscrepancyQueueArgs extends PageArgs {
  @Field(() => DiscrepancyFilter, {
    nullable: true,
    description:
      'Which of them; null for all that are open. Without `states`, `number` and `orderNumber` only open ones are meant.',
  })
  filter?: DiscrepancyFilter | null

  @Field(() => ID, { nullable: true, description: 'Only those of this organization, `org_…`; null for all.' })
  organizationId?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only those that are open past the day that was promised at first (true), or those that are not (false); null for both.',
  })
  overdue?: boolean | null
}

@Resolver(() => Organization)
export class OrganizationDiscrepanciesResolver {
  constructor(private readonly reader: DiscrepancyReader) {}

  @FieldResolver(() => DiscrepancyConnection, {
    nullable: true,
    description:
      'Its discrepancy reports, whoever reported, the newest first; 20 a page unless told. Found by clinician name, order number or report number. Null, with the reason in `errors`, without the scope `discrepancies:write` of the key and the grant, or of your role there, and with BAD_USER_INPUT for a filter that cannot be.',
  })
  async discrepancies(
    @Root() organization: Organization,
    @Ctx() { actor, request }: Context,
    @Args(() => DiscrepanciesArgs) args: DiscrepanciesArgs,
  ): Promise<Connection<DiscrepancyType>> {
    return await this.reader.page(actor, request, organization, args)
  }
}

@Resolver(() => BackOffice)
export class BackOfficeDiscrepanciesResolver {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @FieldResolver(() => DiscrepancyConnection, {
    description:
      'The work queue: discrepancy reports of all organizations of the mode of the request, the earliest due date first; 20 a page unless told.',
  })
  async discrepancies(
    @Ctx() { actor, looks }: Context,
    @Args(() => DiscrepancyQueueArgs) { filter, organizationId, overdue, ...page }: DiscrepancyQueueArgs,
  ): Promise<Connection<DiscrepancyType>> {
    assertStaff(actor)
    const wanted = {
      ...wantedDiscrepancies(filter ?? {}),
      mode: actor.mode,
      ...(organizationId != null && { organizationId }),
      ...(overdue != null && { overdue: { is: overdue, now: this.clock.now() } }),
    }
    const queue = await QUEUE.page(page, (after, limit) => {
      const [dueBefore = '', id = ''] = after?.split(' ') ?? []
      return discrepancyQueue(this.database, wanted, { beyond: after === null ? null : [dueBefore, id], limit })
    })
    for (const { organizationId: seen } of queue.nodes) looks.add(seen)
    return queue
  }
}
