import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { assertPerson } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { Access, PEOPLE } from '../graphql/access.policy.js'
import { type Connection, connectionOf, keysetList, PageArgs } from '../graphql/connection.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import type { Clock } from '../kernel/clock.js'
import type { Session } from './session.entity.js'
import { sessionsOfUser } from './session.queries.js'
import type { SessionRefresh } from './session.refresh.js'
import { endOf } from './session.rules.js'
import type { SessionService } from './session.service.js'
import {
  EndSessionInput,
  EndSessionPayload,
  RefreshSessionInput,
  RefreshSessionPayload,
  SessionType,
  SignInInput,
  SignInPayload,
  SignOutInput,
  SignOutPayload,
} from './session.type.js'
import type { SignInService } from './sign-in.service.js'
import type { User } from './user.entity.js'
import { usersByIds } from './user.service.js'
import { UserType } from './user.type.js'
import { Viewer } from './viewer.type.js'

const SESSIONS = keysetList<Session>({ name: 'sessions', form: /^ses_\w{26}$/, keyOf: ({ id }) => id })
const SessionConnection = connectionOf('Session', SessionType, 'sessions, the newest first')

type Tokens = Pick<SignInPayload, 'tokens'>

@Resolver()
export class SessionResolver {
  constructor(
    private readonly database: Database,
    private readonly signIns: SignInService,
    private readonly refresh: SessionRefresh,
    private readonly sessions: SessionService,
  ) {}

  @Access('ANONYMOUS', 'VENDOR', 'USER', 'STAFF')
  @Mutation(() => SignInPayload, {
    description:
      'Opens a session with e-mail address and password; an earlier session of the account ends. For everybody, without credentials. At most 10 attempts in 15 minutes for an address from one place, 100 in an hour for an address from all places where its person did not sign in of late, and 100 in 15 minutes from one place: RATE_LIMITED past that.',
  })
  async signIn(
    @Ctx() { request }: Context,
    @Arg('input', () => SignInInput, { description: 'Who signs in.' }) input: SignInInput,
  ): Promise<SignInPayload> {
    const signIn = async (): Promise<Tokens> => ({ tokens: await this.signIns.signIn(input, request) })
    return await asPayload(signIn, { tokens: null })
  }

  @Access('ANONYMOUS', 'VENDOR', 'USER', 'STAFF')
  @Mutation(() => RefreshSessionPayload, {
    description:
      'Exchanges a refresh token for new tokens. It is good once: coming a second time, it ends the session. For everybody, without credentials. RATE_LIMITED past 60 of one session or 600 from one place in 15 minutes: the token is still good then.',
  })
  async refreshSession(
    @Ctx() { request }: Context,
    @Arg('input', () => RefreshSessionInput, { description: 'What is exchanged.' }) input: RefreshSessionInput,
  ): Promise<RefreshSessionPayload> {
    const refresh = async (): Promise<Tokens> => ({ tokens: await this.refresh.refresh(input.refreshToken, request) })
    return await asPayload(refresh, { tokens: null })
  }

  @Access(...PEOPLE)
  @Mutation(() => SignOutPayload, { description: 'Ends the session of this request. For people.' })
  async signOut(
    @Ctx() context: Context,
    @Arg('input', () => SignOutInput, { description: 'What ends.' }) { sessionId }: SignOutInput,
  ): Promise<SignOutPayload> {
    const { actor } = context
    assertPerson(actor)
    // Another session of one's own is for `endSession`.
    const meant = sessionId == null || sessionId === actor.sessionId ? actor.sessionId : ''
    return await this.#end(context, meant)
  }

  @Access(...PEOPLE)
  @Mutation(() => EndSessionPayload, {
    description: 'Ends one of your own sessions. NOT_FOUND for any other, and for one that has ended. For people.',
  })
  async endSession(
    @Ctx() context: Context,
    @Arg('input', () => EndSessionInput, { description: 'Which one.' }) { sessionId }: EndSessionInput,
  ): Promise<EndSessionPayload> {
    return await this.#end(context, sessionId)
  }

  async #end({ actor, request }: Context, sessionId: string): Promise<EndSessionPayload> {
    assertPerson(actor)
    return await asPayload<{ session: SessionType | null }>(
      async () => ({
        session: await this.database.transaction((tx) => this.sessions.endOwn(tx, actor, request, sessionId)),
      }),
      { session: null },
    )
  }
}

@Resolver(() => Viewer)
export class ViewerSessionsResolver {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @FieldResolver(() => UserType, { nullable: true, description: 'The person; null for a vendor.' })
  async user(@Root() viewer: Viewer): Promise<User | null> {
    if (viewer.kind === 'VENDOR') return null
    const [user] = await usersByIds(this.database, [viewer.id])
    return user ?? null
  }

  @FieldResolver(() => SessionConnection, {
    nullable: true,
    description:
      'Your sessions, the newest first, ended ones included; 20 a page unless told. Null for a vendor, which has none.',
  })
  async sessions(@Root() viewer: Viewer, @Args(() => PageArgs) page: PageArgs): Promise<Connection<Session> | null> {
    if (viewer.kind === 'VENDOR') return null
    const now = this.clock.now()
    return await SESSIONS.page(page, async (before, limit) =>
      (await sessionsOfUser(this.database, viewer.id, before, limit)).map((row) => withEnd(row, now)),
    )
  }
}

@Resolver(() => SessionType)
export class SessionFieldsResolver {
  @FieldResolver(() => Boolean, { description: 'Whether this request came with it.' })
  current(@Root() { id }: SessionType, @Ctx() { caller }: Context): boolean {
    return caller !== null && caller.kind !== 'VENDOR' && caller.sessionId === id
  }
}

/** A session that expired has ended, also before anybody wrote it down. */
function withEnd(session: Session, now: Date): Session {
  const end = endOf(session, now)
  return { ...session, endedAt: end?.at ?? null, endedReason: end?.reason ?? null }
}
