import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Database } from '../db/database.js'
import { Access, PEOPLE } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import { changeRequestById } from './change-request.queries.js'
import type { InvitationManager } from './invitation.manager.js'
import type { InvitationService } from './invitation.service.js'
import {
  AcceptInvitationInput,
  CancelInvitationInput,
  InviteUsersInput,
  ResendInvitationInput,
} from './membership.inputs.js'
import {
  AcceptInvitationPayload,
  CancelInvitationPayload,
  InviteUsersPayload,
  ResendInvitationPayload,
} from './organization.payloads.js'

@Resolver()
export class InvitationResolver {
  constructor(
    private readonly database: Database,
    private readonly manager: InvitationManager,
    private readonly invitations: InvitationService,
  ) {}

  @Access(...PEOPLE)
  @Mutation(() => InviteUsersPayload, {
    description:
      'Adds people to an organization, all or none: each gets an e-mail with a link of their own, and is a user once they follow it. By its administrators: at once. By staff: once an administrator approves it, or at once while no administrator has made the account. USER_ALREADY_ADDED for an address that stands twice in the call, is a user or is invited. Rate limited.',
  })
  async inviteUsers(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => InviteUsersInput, { description: 'Whom, to what.' }) input: InviteUsersInput,
  ): Promise<InviteUsersPayload> {
    return await asPayload<Omit<InviteUsersPayload, 'userErrors'>>(
      async () => await this.#withChange(await this.manager.invite(actor, request, input)),
      { invitations: [], changeRequest: null },
    )
  }

  @Access(...PEOPLE)
  @Mutation(() => ResendInvitationPayload, {
    description:
      'Sends a pending or expired invitation again with a new link and the whole time to follow it; the earlier link is void. For administrators of the organization and staff; one that has expired staff send again only while no administrator has made the account. ALREADY_DECIDED for one that was accepted, taken back or replaced, and for staff for one that has expired. Rate limited.',
  })
  async resendInvitation(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => ResendInvitationInput, { description: 'Which invitation.' }) input: ResendInvitationInput,
  ): Promise<ResendInvitationPayload> {
    return await asPayload<Omit<ResendInvitationPayload, 'userErrors'>>(
      async () => ({ invitation: await this.manager.resend(actor, request, input) }),
      { invitation: null },
    )
  }

  @Access(...PEOPLE)
  @Mutation(() => CancelInvitationPayload, {
    description:
      'Takes a pending invitation back: its link is void. By administrators of the organization: at once. By staff: once an administrator approves it. ALREADY_DECIDED for one that is not pending.',
  })
  async cancelInvitation(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => CancelInvitationInput, { description: 'Which invitation.' }) input: CancelInvitationInput,
  ): Promise<CancelInvitationPayload> {
    return await asPayload<Omit<CancelInvitationPayload, 'userErrors'>>(
      async () => await this.#withChange(await this.manager.cancel(actor, request, input)),
      { invitation: null, changeRequest: null },
    )
  }

  @Access('ANONYMOUS', 'VENDOR', 'USER', 'STAFF')
  @Mutation(() => AcceptInvitationPayload, {
    description:
      'Follows the link of an invitation: makes your account with the password given, or, if your address has one, adds the organization to it. LINK_INVALID alike for a link that is unknown, used, expired, replaced or taken back; WEAK_PASSWORD and INVALID_CREDENTIALS leave the link as it is. Needs no credentials; rate limited.',
  })
  async acceptInvitation(
    @Ctx() { caller, request }: Context,
    @Arg('input', () => AcceptInvitationInput, { description: 'The link, and a password.' })
    input: AcceptInvitationInput,
  ): Promise<AcceptInvitationPayload> {
    return await asPayload<Omit<AcceptInvitationPayload, 'userErrors'>>(
      async () => ({ accepted: await this.invitations.accept(input, request, caller) }),
      { accepted: null },
    )
  }

  async #withChange<Result extends { changeRequestId: string | null }>(result: Result) {
    const { changeRequestId: id } = result
    return { ...result, changeRequest: id === null ? null : await changeRequestById(this.database, id) }
  }
}
