import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { enumOf } from '../graphql/enums.js'
import { DateTime } from '../graphql/scalars.js'
import { UserError } from '../graphql/user-error.js'
import { MAX_PASSWORD_LENGTH } from './password.js'
import { SESSION_END_REASONS, type SessionEndReason, SIGN_IN_METHODS, type SignInMethod } from './session.entity.js'

const SignInMethodEnum = enumOf(SIGN_IN_METHODS)
registerEnumType(SignInMethodEnum, {
  name: 'SignInMethod',
  description: 'How a person proved who they are.',
  valuesConfig: {
    PASSWORD: { description: 'By e-mail address and password.' },
    OPENID: { description: 'By an account with an OpenID Connect provider.' },
  },
})

const SessionEndReasonEnum = enumOf(SESSION_END_REASONS)
registerEnumType(SessionEndReasonEnum, {
  name: 'SessionEndReason',
  description: 'Why a session ended. New reasons may be added.',
  valuesConfig: {
    SIGNED_OUT: { description: 'The person signed out of it.' },
    ENDED_BY_OWNER: { description: 'The person ended it from another session.' },
    SUPERSEDED: { description: 'The person signed in again: an account has one active session at a time.' },
    EXPIRED: { description: 'It was not refreshed in time, or had lasted as long as a session may.' },
    ENDED_BY_STAFF: { description: "The publisher's staff ended it." },
    PASSWORD_CHANGED: { description: 'The password of the account was changed.' },
    EMAIL_CHANGED: { description: 'The e-mail address of the account was changed.' },
    REFRESH_TOKEN_REUSED: { description: 'One of its refresh tokens came a second time, as if it had been stolen.' },
  },
})

@ObjectType('Session', {
  description: "A person's sign-in and what follows from it. At most one of a person is active.",
})
export class SessionType {
  @Field(() => ID, { description: 'Stable id, `ses_…`.' })
  id!: string

  @Field(() => SignInMethodEnum, { description: 'How the person signed in.' })
  method!: SignInMethod

  @Field(() => DateTime, { description: 'When the person signed in.' })
  createdAt!: Date

  @Field(() => DateTime, { description: 'When its tokens were exchanged last; at first the time of the sign-in.' })
  refreshedAt!: Date

  @Field(() => DateTime, { description: 'Until when it can be refreshed; every refresh sets it later, up to a limit.' })
  expiresAt!: Date

  @Field(() => String, {
    nullable: true,
    description: 'IP address that the person signed in from; null when the connection told none.',
  })
  address!: string | null

  @Field(() => String, {
    nullable: true,
    description: "What the person's program called itself, up to 300 characters; null when it said nothing.",
  })
  userAgent!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null while it is active.' })
  endedAt!: Date | null

  @Field(() => SessionEndReasonEnum, { nullable: true, description: 'Why it ended; null while it is active.' })
  endedReason!: SessionEndReason | null
}

@ObjectType({
  description: 'What a client needs to act for a person who signed in. Shown once: the gateway keeps hashes.',
})
export class SessionTokens {
  @Field(() => SessionType, { description: 'The session that the tokens open.' })
  session!: SessionType

  @Field(() => String, { description: 'JWT for the header `Authorization: Bearer …` of each request.' })
  accessToken!: string

  @Field(() => DateTime, { description: 'Until when the access token is good; have it refreshed before.' })
  accessTokenExpiresAt!: Date

  @Field(() => String, {
    description: 'For one call of `refreshSession`, `pgr_…`. One that comes a second time ends the session.',
  })
  refreshToken!: string

  @Field(() => DateTime, { description: 'Until when the refresh token is good: the session expires then.' })
  refreshTokenExpiresAt!: Date
}

@InputType({ description: 'Who signs in.' })
export class SignInInput {
  @Field(() => String, { description: 'E-mail address of the account, in any case.' })
  email!: string

  @Field(() => String, { description: `Password of the account, up to ${MAX_PASSWORD_LENGTH} characters.` })
  password!: string
}

@ObjectType({ description: 'Answer of `signIn`.' })
export class SignInPayload {
  @Field(() => SessionTokens, { nullable: true, description: 'The tokens of the new session; null with user errors.' })
  tokens!: SessionTokens | null

  @Field(() => [UserError], { description: 'What is wrong: INVALID_CREDENTIALS. Empty on success.' })
  userErrors!: UserError[]
}

@InputType({ description: 'What is exchanged for new tokens.' })
export class RefreshSessionInput {
  @Field(() => String, { description: 'The refresh token that came last, `pgr_…`.' })
  refreshToken!: string
}

@ObjectType({ description: 'Answer of `refreshSession`.' })
export class RefreshSessionPayload {
  @Field(() => SessionTokens, { nullable: true, description: 'The next tokens; null with user errors.' })
  tokens!: SessionTokens | null

  @Field(() => [UserError], { description: 'What is wrong: INVALID_CREDENTIALS, SESSION_ENDED. Empty on success.' })
  userErrors!: UserError[]
}

@InputType({ description: 'What ends with a sign-out.' })
export class SignOutInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the session of this request, to be sure that it is the one; it ends anyway without.',
  })
  sessionId?: string | null
}

@ObjectType({ description: 'Answer of `signOut`.' })
export class SignOutPayload {
  @Field(() => SessionType, { nullable: true, description: 'The session, ended; null with user errors.' })
  session!: SessionType | null

  @Field(() => [UserError], { description: 'What is wrong: NOT_FOUND. Empty on success.' })
  userErrors!: UserError[]
}

@InputType({ description: 'Which session ends.' })
export class EndSessionInput {
  @Field(() => ID, { description: 'Id of one of your own sessions that is active, `ses_…`.' })
  sessionId!: string
}

@ObjectType({ description: 'Answer of `endSession`.' })
export class EndSessionPayload {
  @Field(() => SessionType, { nullable: true, description: 'The session, ended; null with user errors.' })
  session!: SessionType | null

  @Field(() => [UserError], { description: 'What is wrong: NOT_FOUND. Empty on success.' })
  userErrors!: UserError[]
}
