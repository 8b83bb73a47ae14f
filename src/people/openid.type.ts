import { Field, InputType, ObjectType } from 'type-graphql'
import { DateTime } from '../graphql/scalars.js'
import { UserError } from '../graphql/user-error.js'
import { OPENID_SIGN_IN_MINUTES } from './openid.service.js'
import { SessionTokens } from './session.type.js'

@InputType({ description: 'A sign-in through the OpenID Connect provider that is about to begin.' })
export class BeginOpenIdSignInInput {
  @Field(() => String, {
    description: 'Where the provider sends the person back to: one of the addresses that the operator allows, exactly.',
  })
  redirectUri!: string
}

@ObjectType({ description: 'A sign-in that was begun with the OpenID Connect provider.' })
export class OpenIdSignInStart {
  @Field(() => String, { description: "Where to send the person's browser." })
  authorizationUrl!: string

  @Field(() => String, {
    description:
      'Comes back with the person as the parameter `state`. Keep it in the browser that began: go on only if the two are equal.',
  })
  state!: string

  @Field(() => String, {
    description:
      'What completes the sign-in beside the state, 43 characters. Told once: keep it in the page that began (session storage), and never put it into an address, for whoever sees state and code could then sign in.',
  })
  secret!: string

  @Field(() => DateTime, {
    description: `Until when the sign-in can be completed: ${OPENID_SIGN_IN_MINUTES} minutes from now.`,
  })
  expiresAt!: Date
}

@ObjectType({ description: 'Answer of `beginOpenIdSignIn`.' })
export class BeginOpenIdSignInPayload {
  @Field(() => OpenIdSignInStart, { nullable: true, description: 'What was begun; null with user errors.' })
  signIn!: OpenIdSignInStart | null

  @Field(() => [UserError], { description: 'What is wrong: INVALID_INPUT, OPENID_UNAVAILABLE. Empty on success.' })
  userErrors!: UserError[]
}

@InputType({ description: 'What the OpenID Connect provider sent the person back with.' })
export class CompleteOpenIdSignInInput {
  @Field(() => String, { description: 'The parameter `state`: that of `beginOpenIdSignIn`.' })
  state!: string

  @Field(() => String, {
    description: 'The secret that `beginOpenIdSignIn` gave beside the state; a wrong one does not use the state up.',
  })
  secret!: string

  @Field(() => String, { description: 'The parameter `code`, up to 4096 characters.' })
  code!: string

  @Field(() => String, { description: 'The address that was given to `beginOpenIdSignIn`.' })
  redirectUri!: string

  @Field(() => String, {
    nullable: true,
    description: 'The parameter `iss` (RFC 9207); null if the provider sends none.',
  })
  iss?: string | null
}

@ObjectType({ description: 'Answer of `completeOpenIdSignIn`.' })
export class CompleteOpenIdSignInPayload {
  @Field(() => SessionTokens, { nullable: true, description: 'The tokens of the new session; null with user errors.' })
  tokens!: SessionTokens | null

  @Field(() => [UserError], {
    description: 'What is wrong: INVALID_CREDENTIALS, INVALID_INPUT, OPENID_UNAVAILABLE. Empty on success.',
  })
  userErrors!: UserError[]
}
