import { Arg, Args, FieldResolver, ID, Resolver } from 'type-graphql'
import type { AuditEventRow } from '../audit/audit.queries.js'
import { type AuditSealRow, newestSeals } from '../audit/audit-seal.queries.js'
import type { Database } from '../db/database.js'
import { BackOffice } from '../graphql/back-office.type.js'
import { type Connection, decodeCursor, encodeCursor, PageArgs, pageOf, pageSize } from '../graphql/connection.js'
import { PageOf } from '../graphql/cost/cost.policy.js'
import { AuditEventConnection, auditEventPage, DEFAULT_AUDIT_EVENTS } from '../organizations/audit-event.pages.js'
import { AuditEventsArgs, auditFilterOf } from '../organizations/audit-event.type.js'
import { AuditSealConnection } from './audit-seal.type.js'

const SEALS = 'auditSeals'

@Resolver(() => BackOffice)
export class AuditBackOfficeResolver {
  constructor(private readonly database: Database) {}

  @PageOf(DEFAULT_AUDIT_EVENTS)
  @FieldResolver(() => AuditEventConnection, {
    description: 'The audit trail of both modes, the newest first; 50 a page unless told.',
  })
  async auditEvents(
    @Args(() => AuditEventsArgs) args: AuditEventsArgs,
    @Arg('organizationId', () => ID, {
      nullable: true,
      description: 'Only what was done for this organization, `org_…`; null for everything.',
    })
    organizationId: string | null,
  ): Promise<Connection<AuditEventRow>> {
    const filter = { ...auditFilterOf(args), ...(organizationId != null && { organizationId }) }
    return await auditEventPage(this.database, filter, args)
  }

  @FieldResolver(() => AuditSealConnection, {
    description:
      'The chain of seals, the newest first; 20 a page unless told. Keep sequence and hash of the first one elsewhere now and then.',
  })
  async auditSeals(@Args(() => PageArgs) page: PageArgs): Promise<Connection<AuditSealRow>> {
    const size = pageSize(page)
    const before = Number(decodeCursor(SEALS, page, /^\d{1,15}$/) ?? Number.MAX_SAFE_INTEGER)
    const seals = await newestSeals(this.database, before, size + 1)
    return pageOf(seals, size, page, (seal) => encodeCursor(SEALS, seal.sequence))
  }
}
