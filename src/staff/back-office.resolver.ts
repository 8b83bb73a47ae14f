import { Ctx, Query, Resolver } from 'type-graphql'
import { assertStaff } from '../auth/actor.js'
import { Access } from '../graphql/access.policy.js'
import { BackOffice } from '../graphql/back-office.type.js'
import type { Context } from '../graphql/context.js'

/** The only way into the back office. */
@Resolver()
export class BackOfficeResolver {
  @Access('STAFF')
  @Query(() => BackOffice, {
    description:
      "What the publisher's staff work with. As with everything that staff read, the header `Gateway-Reason` says why, and the look goes into the audit trail (`STAFF_READ`).",
  })
  backOffice(@Ctx() { actor }: Context): BackOffice {
    assertStaff(actor)
    return new BackOffice()
  }
}
