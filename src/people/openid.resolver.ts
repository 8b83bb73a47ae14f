import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { Access } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import { RequestError } from '../kernel/errors.js'
import type { OpenIdService } from './openid.service.js'
import {
  BeginOpenIdSignInInput,
  BeginOpenIdSignInPayload,
  CompleteOpenIdSignInInput,
  CompleteOpenIdSignInPayload,
} from './openid.type.js'

@Resolver()
export class OpenIdResolver {
  /** `openId` is null where no provider is configured. */
  constructor(private readonly openId: OpenIdService | null) {}

  @Access('ANONYMOUS', 'VENDOR', 'USER', 'STAFF')
  @Mutation(() => BeginOpenIdSignInPayload, {
    description:
      'Begins a sign-in through the OpenID Connect provider of the deployment. For everybody, without credentials. BAD_USER_INPUT where none is configured; RATE_LIMITED past 200 steps from one place in 15 minutes.',
  })
  async beginOpenIdSignIn(
    @Ctx() { request }: Context,
    @Arg('input', () => BeginOpenIdSignInInput, { description: 'Where the person comes back to.' })
    input: BeginOpenIdSignInInput,
  ): Promise<BeginOpenIdSignInPayload> {
    const openId = configured(this.openId)
    return await asPayload<Pick<BeginOpenIdSignInPayload, 'signIn'>>(
      async () => ({ signIn: await openId.begin(request, input.redirectUri) }),
      { signIn: null },
    )
  }

  @Access('ANONYMOUS', 'VENDOR', 'USER', 'STAFF')
  @Mutation(() => CompleteOpenIdSignInPayload, {
    description:
      'Opens a session for whom the OpenID Connect provider vouches for; an earlier session of the account ends. The account must exist and be activated: it is found by the identity that it was linked with, the first time by an e-mail address that the provider has verified. For everybody, without credentials. Limits as for `beginOpenIdSignIn`.',
  })
  async completeOpenIdSignIn(
    @Ctx() { request }: Context,
    @Arg('input', () => CompleteOpenIdSignInInput, { description: 'What the provider sent.' })
    input: CompleteOpenIdSignInInput,
  ): Promise<CompleteOpenIdSignInPayload> {
    const openId = configured(this.openId)
    return await asPayload<Pick<CompleteOpenIdSignInPayload, 'tokens'>>(
      async () => ({ tokens: await openId.complete(request, input) }),
      { tokens: null },
    )
  }
}

function configured(openId: OpenIdService | null): OpenIdService {
  if (openId !== null) return openId
  throw new RequestError('BAD_USER_INPUT', 'sign-in through OpenID Connect is not configured here: use signIn')
}
