import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Resolver, Root } from 'type-graphql'
import { assertStaff } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { BackOffice } from '../graphql/back-office.type.js'
import { type Connection, connectionOf, keysetList, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import type { Clock } from '../kernel/clock.js'
import { assertGranted } from '../organizations/organization.access.js'
import { Organization } from '../organizations/organization.entity.js'
import { MonitoringFilter, wantedMonitorings } from './monitoring.filter.js'
import { monitoringPage } from './monitoring.queries.js'
import { MonitoringType } from './monitoring.type.js'

const MONITORINGS = keysetList<MonitoringType>({
  name: 'monitorings',
  form: /^mon_\w{26}$/,
  keyOf: ({ id }) => id,
})

const MonitoringConnection = connectionOf('Monitoring', MonitoringType, 'terms of continuous monitoring')

@ArgsType()
class MonitoringsArgs extends PageArgs {
  @Field(() => MonitoringFilter, { nullable: true, description: 'Which of them; null for all.' })
  filter?: MonitoringFilter | null
}

@ArgsType()
class BackOfficeMonitoringsArgs extends MonitoringsArgs {
  @Field(() => ID, { nullable: true, description: 'Only those of this organization, `org_…`; null for all.' })
  organizationId?: string | null
}

@Resolver(() => Organization)
export class OrganizationMonitoringsResolver {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @FieldResolver(() => MonitoringConnection, {
    nullable: true,
    description:
      'Its terms of continuous monitoring, the newest first; 20 a page unless told. Null, with the reason in `errors`, without the scope `profiles:read` of the key and the grant, or of your role there, and with BAD_USER_INPUT for a filter that cannot be.',
  })
  async monitorings(
    @Root() organization: Organization,
    @Ctx() { actor }: Context,
    @Args(() => MonitoringsArgs) { filter, ...page }: MonitoringsArgs,
  ): Promise<Connection<MonitoringType>> {
    assertGranted(actor, organization, 'profiles:read')
    const wanted = wantedMonitorings(filter)
    const whose = { mode: actor.mode, organizationId: organization.id }
    const now = this.clock.now()
    return await MONITORINGS.page(page, (beyond, limit) =>
      monitoringPage(this.database, whose, wanted, { beyond, limit, now }),
    )
  }
}

@Resolver(() => BackOffice)
export class BackOfficeMonitoringsResolver {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @FieldResolver(() => MonitoringConnection, {
    description:
      'Terms of continuous monitoring of all organizations of the mode of the request, the newest first; 20 a page unless told.',
  })
  async monitorings(
    @Ctx() { actor, looks }: Context,
    @Args(() => BackOfficeMonitoringsArgs) { filter, organizationId, ...page }: BackOfficeMonitoringsArgs,
  ): Promise<Connection<MonitoringType>> {
    assertStaff(actor)
    const wanted = wantedMonitorings(filter)
    const whose = { mode: actor.mode, ...(organizationId == null ? {} : { organizationId }) }
    const now = this.clock.now()
    const found = await MONITORINGS.page(page, (beyond, limit) =>
      monitoringPage(this.database, whose, wanted, { beyond, limit, now }),
    )
    for (const monitoring of found.nodes) looks.add(monitoring.organizationId)
    return found
  }
}
