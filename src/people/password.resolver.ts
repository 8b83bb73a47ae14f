import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { assertPerson } from '../auth/actor.js'
import { Access, PEOPLE } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import { ChangePasswordInput, RequestPasswordResetInput, ResetPasswordInput } from './account.inputs.js'
import { ChangePasswordPayload, RequestPasswordResetPayload, ResetPasswordPayload } from './account.payloads.js'
import type { PasswordService } from './password.service.js'
import type { PasswordResetService } from './password-reset.service.js'

@Resolver()
export class PasswordResolver {
  constructor(
    private readonly passwords: PasswordService,
    private readonly resets: PasswordResetService,
  ) {}

  @Access('ANONYMOUS', 'VENDOR', 'USER', 'STAFF')
  @Mutation(() => RequestPasswordResetPayload, {
    description:
      'Asks for an e-mail with the user name and a link to set a new password, if the address is that of an account. Needs no sign-in. The answer is the same whether or not it is. RATE_LIMITED past 5 for an address from one place, or 50 from one place, in an hour; past 10 for an address from all places no further e-mail is sent within the hour.',
  })
  async requestPasswordReset(
    @Ctx() { request }: Context,
    @Arg('input', () => RequestPasswordResetInput, { description: 'For whom.' }) input: RequestPasswordResetInput,
  ): Promise<RequestPasswordResetPayload> {
    return await asPayload<Pick<RequestPasswordResetPayload, 'linkMinutes'>>(
      async () => {
        await this.resets.request(request, input.email)
        return { linkMinutes: this.resets.linkMinutes }
      },
      { linkMinutes: null },
    )
  }

  @Access('ANONYMOUS', 'VENDOR', 'USER', 'STAFF')
  @Mutation(() => ResetPasswordPayload, {
    description:
      'Sets a new password by a mailed link, which works once, and ends all sessions of the person. Needs no sign-in: the link is the proof. RATE_LIMITED past 30 uses of links from one place in 10 minutes.',
  })
  async resetPassword(
    @Ctx() { request }: Context,
    @Arg('input', () => ResetPasswordInput, { description: 'Link and password.' }) input: ResetPasswordInput,
  ): Promise<ResetPasswordPayload> {
    return await asPayload<Pick<ResetPasswordPayload, 'email'>>(
      async () => ({ email: await this.passwords.reset(request, input) }),
      { email: null },
    )
  }

  @Access(...PEOPLE)
  @Mutation(() => ChangePasswordPayload, {
    description:
      'Changes your password and ends all your sessions, that of the request too: go on with the tokens of the answer. An e-mail tells you so. For people who are signed in. RATE_LIMITED past 10 wrong passwords in 15 minutes; SESSION_ENDED if the session was ended meanwhile.',
  })
  async changePassword(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => ChangePasswordInput, { description: 'Both passwords.' }) input: ChangePasswordInput,
  ): Promise<ChangePasswordPayload> {
    assertPerson(actor)
    return await asPayload<Pick<ChangePasswordPayload, 'changedAt' | 'tokens'>>(
      () => this.passwords.change(actor, request, input),
      { changedAt: null, tokens: null },
    )
  }
}
