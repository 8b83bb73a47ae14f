import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { assertPerson } from '../auth/actor.js'
import { Access, PEOPLE } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import { ConfirmEmailChangeInput, RequestEmailChangeInput } from './account.inputs.js'
import { ConfirmEmailChangePayload, RequestEmailChangePayload } from './account.payloads.js'
import { EMAIL_CHANGE_MINUTES, type EmailChangeService } from './email-change.service.js'

@Resolver()
export class EmailChangeResolver {
  constructor(private readonly changes: EmailChangeService) {}

  @Access(...PEOPLE)
  @Mutation(() => RequestEmailChangePayload, {
    description:
      'Asks for another e-mail address to sign in with: a link goes to the new address, a notice to the old one; nothing changes until the link is used. For people who are signed in. RATE_LIMITED past 5 a day, or 10 wrong passwords in 15 minutes; SESSION_ENDED if the session was ended meanwhile.',
  })
  async requestEmailChange(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => RequestEmailChangeInput, { description: 'Address and password.' })
    input: RequestEmailChangeInput,
  ): Promise<RequestEmailChangePayload> {
    assertPerson(actor)
    return await asPayload<Pick<RequestEmailChangePayload, 'newEmail' | 'linkMinutes'>>(
      async () => ({
        newEmail: await this.changes.request(actor, request, input),
        linkMinutes: EMAIL_CHANGE_MINUTES,
      }),
      { newEmail: null, linkMinutes: null },
    )
  }

  @Access('ANONYMOUS', 'VENDOR', 'USER', 'STAFF')
  @Mutation(() => ConfirmEmailChangePayload, {
    description:
      'Gives the account its new e-mail address by the mailed link, which works once, and ends all sessions of the person. Needs no sign-in: the link is the proof. RATE_LIMITED past 30 uses of links from one place in 10 minutes.',
  })
  async confirmEmailChange(
    @Ctx() { request }: Context,
    @Arg('input', () => ConfirmEmailChangeInput, { description: 'The link.' }) input: ConfirmEmailChangeInput,
  ): Promise<ConfirmEmailChangePayload> {
    return await asPayload<Pick<ConfirmEmailChangePayload, 'email'>>(
      async () => ({ email: await this.changes.confirm(request, input.token) }),
      { email: null },
    )
  }
}
