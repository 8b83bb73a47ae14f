import { Field, Int, ObjectType } from 'type-graphql'
import { DateTime } from '../graphql/scalars.js'
import { UserError } from '../graphql/user-error.js'
import { SessionTokens } from './session.type.js'

@ObjectType({ description: 'Answer of `requestPasswordReset`: the same whether or not the address is known.' })
export class RequestPasswordResetPayload {
  @Field(() => Int, {
    nullable: true,
    description: 'How many minutes the link works if one is mailed; null if the input is wrong.',
  })
  linkMinutes!: number | null

  @Field(() => [UserError], { description: 'INVALID_INPUT for what is no e-mail address.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `resetPassword`.' })
export class ResetPasswordPayload {
  @Field(() => String, {
    nullable: true,
    description: 'E-mail address to sign in with now; null if something was wrong: then nothing was changed.',
  })
  email!: string | null

  @Field(() => [UserError], { description: 'LINK_INVALID, or WEAK_PASSWORD: then the link still works.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `changePassword`.' })
export class ChangePasswordPayload {
  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when the new password holds; null if something was wrong: then nothing was changed.',
  })
  changedAt!: Date | null

  @Field(() => SessionTokens, {
    nullable: true,
    description:
      'Tokens of the new session that takes the place of the one of the request; null if something was wrong: then that one goes on.',
  })
  tokens!: SessionTokens | null

  @Field(() => [UserError], { description: 'INVALID_CREDENTIALS for a wrong current password, or WEAK_PASSWORD.' })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `requestEmailChange`: the same whether or not somebody has the address.' })
export class RequestEmailChangePayload {
  @Field(() => String, {
    nullable: true,
    description: 'The address to which the link was mailed, as it will be kept; null if something was wrong.',
  })
  newEmail!: string | null

  @Field(() => Int, { nullable: true, description: 'How many minutes the link works; null if something was wrong.' })
  linkMinutes!: number | null

  @Field(() => [UserError], {
    description: 'INVALID_CREDENTIALS for a wrong password, INVALID_INPUT for no new address.',
  })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `confirmEmailChange`.' })
export class ConfirmEmailChangePayload {
  @Field(() => String, {
    nullable: true,
    description: 'E-mail address to sign in with from now on; null if something was wrong: then nothing was changed.',
  })
  email!: string | null

  @Field(() => [UserError], { description: 'LINK_INVALID, also if somebody else has the address by now.' })
  userErrors!: UserError[]
}
