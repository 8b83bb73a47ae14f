import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { Access } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import { AppointStaffInput, DismissStaffInput, EndUserSessionsInput } from './staff.inputs.js'
import type { StaffService } from './staff.service.js'
import { AppointStaffPayload, DismissStaffPayload, EndUserSessionsPayload } from './staff.type.js'

@Resolver()
export class StaffResolver {
  constructor(private readonly staff: StaffService) {}

  @Access('STAFF')
  @Mutation(() => AppointStaffPayload, {
    description:
      "Makes somebody staff, in both modes, and mails it; not somebody who acts for an organization or a vendor, for staff have accounts of their own. The person's sessions end. Whoever has no account yet gets a link to set a password; appointing once more sends another and voids the first. For the publisher's staff.",
  })
  async appointStaff(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => AppointStaffInput, { description: 'The person.' }) input: AppointStaffInput,
  ): Promise<AppointStaffPayload> {
    return await asPayload<Pick<AppointStaffPayload, 'user'>>(
      async () => ({ user: await this.staff.appoint(actor, request, input) }),
      { user: null },
    )
  }

  @Access('STAFF')
  @Mutation(() => DismissStaffPayload, {
    description:
      "Ends somebody's belonging to the staff; the person's sessions end at once, the account stays. Not oneself, and never the last one who can sign in. For the publisher's staff.",
  })
  async dismissStaff(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => DismissStaffInput, { description: 'The person.' }) input: DismissStaffInput,
  ): Promise<DismissStaffPayload> {
    return await asPayload<Pick<DismissStaffPayload, 'userId'>>(
      async () => {
        await this.staff.dismiss(actor, request, input)
        return { userId: input.userId }
      },
      { userId: null },
    )
  }

  @Access('STAFF')
  @Mutation(() => EndUserSessionsPayload, {
    description: "Signs a person out everywhere, from the next request on. For the publisher's staff.",
  })
  async endUserSessions(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => EndUserSessionsInput, { description: 'The person.' }) input: EndUserSessionsInput,
  ): Promise<EndUserSessionsPayload> {
    return await asPayload<Pick<EndUserSessionsPayload, 'user'>>(
      async () => ({ user: await this.staff.endSessions(actor, request, input) }),
      { user: null },
    )
  }
}
