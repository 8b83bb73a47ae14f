import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { DateTime } from '../graphql/scalars.js'
import { UserError } from '../graphql/user-error.js'

@ObjectType('OpenIdIdentity', {
  description: 'A link of your account with an OpenID Connect provider: whoever it says is you can sign in.',
})
export class OpenIdIdentityType {
  @Field(() => ID, { description: 'Id of the link, `oidc_…`.' })
  id!: string

  @Field(() => String, { description: 'Issuer identifier of the provider, a URL.' })
  issuer!: string

  @Field(() => DateTime, { description: 'When the account was linked: at the first sign-in through the provider.' })
  linkedAt!: Date
}

@InputType({ description: 'A link of your account that shall be taken away.' })
export class UnlinkOpenIdIdentityInput {
  @Field(() => String, { description: 'Issuer identifier of the provider, as `Viewer.openIdIdentities` names it.' })
  issuer!: string

  @Field(() => String, { description: 'Your password: a session alone is not enough for this.' })
  currentPassword!: string
}

@ObjectType({ description: 'Answer of `unlinkOpenIdIdentity`.' })
export class UnlinkOpenIdIdentityPayload {
  @Field(() => OpenIdIdentityType, {
    nullable: true,
    description: 'The link that is no more; null if something was wrong: then nothing was changed.',
  })
  identity!: OpenIdIdentityType | null

  @Field(() => [UserError], {
    description: 'INVALID_CREDENTIALS for a wrong current password, NOT_FOUND if there is no such link.',
  })
  userErrors!: UserError[]
}
