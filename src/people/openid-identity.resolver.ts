import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { assertPerson } from '../auth/actor.js'
import { Access, PEOPLE } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { asPayload } from '../graphql/user-error.js'
import type { OpenIdIdentityService } from './openid-identity.service.js'
import { OpenIdIdentityType, UnlinkOpenIdIdentityInput, UnlinkOpenIdIdentityPayload } from './openid-identity.type.js'
import { Viewer } from './viewer.type.js'

@Resolver(() => Viewer)
export class OpenIdIdentityResolver {
  constructor(private readonly identities: OpenIdIdentityService) {}

  @Holds(10)
  @FieldResolver(() => [OpenIdIdentityType], {
    nullable: true,
    description:
      'The OpenID Connect providers that can sign you in, by issuer, one link of each at most. Null for a vendor, which has none.',
  })
  async openIdIdentities(@Root() viewer: Viewer): Promise<OpenIdIdentityType[] | null> {
    return viewer.kind === 'VENDOR' ? null : await this.identities.of(viewer.id)
  }

  @Access(...PEOPLE)
  @Mutation(() => UnlinkOpenIdIdentityPayload, {
    description:
      'Takes the link of your account with an OpenID Connect provider away: it cannot sign you in by it any more. A later sign-in through it links the account again, if it has verified your e-mail address. Sessions stay. For people who are signed in. RATE_LIMITED past 10 wrong passwords in 15 minutes.',
  })
  async unlinkOpenIdIdentity(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => UnlinkOpenIdIdentityInput, { description: 'Which provider, and your password.' })
    input: UnlinkOpenIdIdentityInput,
  ): Promise<UnlinkOpenIdIdentityPayload> {
    assertPerson(actor)
    return await asPayload<Pick<UnlinkOpenIdIdentityPayload, 'identity'>>(
      async () => ({ identity: await this.identities.unlink(actor, request, input) }),
      { identity: null },
    )
  }
}
