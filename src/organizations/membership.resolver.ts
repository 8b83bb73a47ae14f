import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { Access, PEOPLE } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import { ChangeUserRolesInput, RemoveUserInput } from './membership.inputs.js'
import type { MembershipService } from './membership.service.js'
import { ChangeUserRolesPayload, RemoveUserPayload } from './organization.payloads.js'

@Resolver()
export class MembershipResolver {
  constructor(private readonly memberships: MembershipService) {}

  @Access(...PEOPLE)
  @Mutation(() => ChangeUserRolesPayload, {
    description:
      "Gives a user other roles. By the organization's administrators: at once. By staff: once an administrator approves it. LAST_ADMINISTRATOR if the organization would have none.",
  })
  async changeUserRoles(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => ChangeUserRolesInput, { description: 'Whose roles, and which.' }) input: ChangeUserRolesInput,
  ): Promise<ChangeUserRolesPayload> {
    return await asPayload<Omit<ChangeUserRolesPayload, 'userErrors'>>(
      async () => await this.memberships.changeRoles(actor, request, input),
      { user: null, changeRequest: null },
    )
  }

  @Access(...PEOPLE)
  @Mutation(() => RemoveUserPayload, {
    description:
      "Takes a user out of an organization from the next request on; the account stays the person's own. By the organization's administrators: at once. By staff: once an administrator approves it. LAST_ADMINISTRATOR if the organization would have none.",
  })
  async removeUser(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RemoveUserInput, { description: 'Who, of what.' }) input: RemoveUserInput,
  ): Promise<RemoveUserPayload> {
    return await asPayload<Omit<RemoveUserPayload, 'userErrors'>>(
      async () => ({ changeRequest: await this.memberships.remove(actor, request, input) }),
      { changeRequest: null },
    )
  }
}
