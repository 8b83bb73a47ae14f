import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Info, Query, Resolver } from 'type-graphql'
import { recordAudit } from '../audit/audit.trail.js'
import { MAX_REASON_LENGTH, requireReason } from '../audit/reason.js'
import { assertStaff } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { Access } from '../graphql/access.policy.js'
import { BackOffice } from '../graphql/back-office.type.js'
import type { Context } from '../graphql/context.js'
import { requestedFields } from '../graphql/requested-fields.js'
import type { Clock } from '../kernel/clock.js'

/**
 * The only way into the back office. Every look is written down here, once, before anything is shown: which of its
 * fields were asked for, and why. A look that cannot be written down shows nothing.
 */
@Resolver()
export class BackOfficeResolver {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Access('STAFF')
  @Query(() => BackOffice, {
    description:
      "What the publisher's staff work with. Each look goes into the audit trail with its reason and the names of the fields asked for.",
  })
  async backOffice(
    @Ctx() { actor, request }: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('reason', () => String, {
      description: `Why you look, for the audit trail: 1 to ${MAX_REASON_LENGTH} characters.`,
    })
    reason: string,
  ): Promise<BackOffice> {
    assertStaff(actor)
    const record = {
      action: 'BACK_OFFICE_READ',
      actor,
      request,
      organizationId: null,
      subject: { kind: 'backOfficeField', ids: requestedFields(info) },
      reason: requireReason(reason),
      at: this.clock.now(),
    } as const
    await this.database.transaction((tx) => recordAudit(tx, record))
    return new BackOffice()
  }
}
