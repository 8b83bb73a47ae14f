import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import { type AuditEventRow, asOrganizationSees } from '../audit/audit.queries.js'
import type { Database } from '../db/database.js'
import type { Connection } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { PageOf } from '../graphql/cost/cost.policy.js'
import type { LoaderDefinition } from '../graphql/loaders.js'
import { actorNameLoader, sealLoader } from './audit-event.loaders.js'
import { AUDIT_EVENTS_PAGE, AuditEventConnection, auditEventPage } from './audit-event.pages.js'
import { AuditEventsArgs, AuditEventType, auditFilterOf } from './audit-event.type.js'
import { assertAdministers } from './organization.access.js'
import { Organization } from './organization.entity.js'

@Resolver(() => Organization)
export class OrganizationAuditResolver {
  constructor(private readonly database: Database) {}

  @PageOf(AUDIT_EVENTS_PAGE)
  @FieldResolver(() => AuditEventConnection, {
    nullable: true,
    description:
      'What was done for the organization, by whom, the newest first; 50 a page unless told. What is done for no organization in particular, such as a search that names none, is not here. For its administrators: null, with FORBIDDEN in `errors`, for everybody else. `GET /organizations/{id}/audit-events?format=csv` gives the events of up to 366 days as a file.',
  })
  async auditEvents(
    @Root() organization: Organization,
    @Args(() => AuditEventsArgs) args: AuditEventsArgs,
  ): Promise<Connection<AuditEventRow>> {
    assertAdministers(organization)
    const filter = { ...auditFilterOf(args), organizationId: organization.id }
    return await auditEventPage(this.database, filter, args, asOrganizationSees)
  }
}

@Resolver(() => AuditEventType)
export class AuditEventResolver {
  readonly #names: LoaderDefinition<string, string | null>
  readonly #seals: LoaderDefinition<string, number | null>

  constructor(database: Database) {
    this.#names = actorNameLoader(database)
    this.#seals = sealLoader(database)
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Name of the vendor or the person who did it, as it is now; null for `ANONYMOUS`, `OPERATOR` and `SYSTEM`. Of `STAFF` only staff see it: for everybody else it is null.',
  })
  async actorName(
    @Root() { actorId, actorKind }: AuditEventType,
    @Ctx() { actor, loaders }: Context,
  ): Promise<string | null> {
    const isHidden = actorKind === 'STAFF' && actor.kind !== 'STAFF'
    return actorId === null || isHidden ? null : await loaders.get(this.#names).load(actorId)
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'The seal that keeps it from being changed unnoticed: its place in the chain of seals, 1, 2, 3 …; null until it is sealed, some minute after it happened.',
  })
  async sealSequence(@Root() { id }: AuditEventType, @Ctx() { loaders }: Context): Promise<number | null> {
    return await loaders.get(this.#seals).load(id)
  }
}
