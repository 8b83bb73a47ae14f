import { recordAudit } from '../audit/audit.trail.js'
import type { PersonActor, RequestInfo } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import type { AccessTokens } from './access-token.js'
import type { PeopleMetrics } from './people.metrics.js'
import { newRefreshToken } from './refresh-token.js'
import type { Session, SessionEndReason, SignInMethod } from './session.entity.js'
import {
  endExpiredSessions,
  endSessionOfUser,
  endSessionsOfUser,
  findSession,
  forgetRefreshTokens,
  insertRefreshToken,
  insertSession,
} from './session.queries.js'
import { type SessionLife, sessionExpiry } from './session.rules.js'
import type { User } from './user.entity.js'
import { lockUser } from './user.service.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** So long after its session's end a refresh token is still known for what it was. */
const TOKENS_KEPT_MS = 30 * DAY_MS
/**
 * So much longer than a session lives without a refresh an exchanged token of it is known. Whoever has been robbed comes
 * with the token within that life, for after it the client knows that the token is over; so no theft that can show
 * itself goes unseen, and a session of 30 days keeps the tokens of two.
 */
const USED_TOKENS_KEPT_LONGER_MS = DAY_MS

/** A session together with the tokens that open it; they are shown to its owner now and kept nowhere. */
export interface OpenedSession {
  session: Session
  accessToken: string
  accessTokenExpiresAt: Date
  refreshToken: string
  refreshTokenExpiresAt: Date
}

/** Who signs in, how and from where. */
export interface NewSession {
  user: Pick<User, 'id' | 'fullName' | 'staff'>
  method: SignInMethod
  request: RequestInfo
}

/** Which sessions end, why and when. */
export interface EndOfSessions {
  userId: string
  reason: SessionEndReason
  at: Date
}

/** Opens and ends sessions; of a person one is active at a time (domain.md, "Organization manager"). */
export class SessionService {
  constructor(
    private readonly clock: Clock,
    private readonly tokens: AccessTokens,
    private readonly life: SessionLife,
    private readonly metrics: PeopleMetrics,
  ) {}

  /**
   * Opens a session for a person who proved to be `user`, ends the earlier one, and writes both down. The caller must
   * have made sure that the account is activated.
   */
  async open(tx: Transaction, { user, method, request }: NewSession): Promise<OpenedSession> {
    // Two sign-ins of one person come one after the other, and the later one wins.
    invariant((await lockUser(tx, user.id))?.activatedAt, `user ${user.id} has activated the account`)
    const at = this.clock.now()
    const superseded = await this.#endAll(tx, { userId: user.id, reason: 'SUPERSEDED', at })
    const session: Session = {
      id: newId('session'),
      userId: user.id,
      method,
      createdAt: at,
      refreshedAt: at,
      expiresAt: sessionExpiry(at, at, this.life),
      address: request.address,
      userAgent: request.userAgent,
      endedAt: null,
      endedReason: null,
    }
    await insertSession(tx, session)
    const actor = signedInActor(user, session.id)
    const common = { actor, request, organizationId: null, at }
    for (const id of superseded) {
      await recordAudit(tx, { ...common, action: 'SESSION_ENDED', subject: { kind: 'session', ids: [id] } })
    }
    await recordAudit(tx, { ...common, action: 'SIGNED_IN', subject: { kind: 'session', ids: [session.id] } })
    this.metrics.signIn(method, 'SUCCEEDED')
    return await this.issue(tx, session)
  }

  /** Gives the session its next tokens. */
  async issue(tx: Transaction, session: Session): Promise<OpenedSession> {
    const { text: refreshToken, sha256 } = newRefreshToken()
    await insertRefreshToken(tx, sha256, session.id, session.refreshedAt)
    const { token, expiresAt } = await this.tokens.sign(tx, { userId: session.userId, sessionId: session.id })
    const accessTokenExpiresAt = expiresAt
    return { session, accessToken: token, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt: session.expiresAt }
  }

  /** Ends the person's active session; its tokens open nothing from the next request on. What led to it is audited. */
  async endSessions(tx: Transaction, end: EndOfSessions): Promise<void> {
    await this.#endAll(tx, end)
  }

  /** Ends one of the actor's own sessions. @throws UserErrors NOT_FOUND for one that is not, or no more active. */
  async endOwn(tx: Transaction, actor: PersonActor, request: RequestInfo, sessionId: string): Promise<Session> {
    const at = this.clock.now()
    const own = sessionId === actor.sessionId
    const ended = await endSessionOfUser(tx, actor.id, sessionId, own ? 'SIGNED_OUT' : 'ENDED_BY_OWNER', at)
    if (ended === null) {
      throw UserErrors.one('NOT_FOUND', ['sessionId'], 'expected one of your sessions that is active, got none')
    }
    this.metrics.ended(ended.endedReason)
    const action = own ? 'SIGNED_OUT' : 'SESSION_ENDED'
    const subject = { kind: 'session', ids: [sessionId] }
    await recordAudit(tx, { action, actor, request, organizationId: null, subject, at })
    const session = await findSession(tx, actor.id, sessionId)
    invariant(session, `session ${sessionId} exists`)
    return session
  }

  /**
   * Writes down the ends of sessions that nobody refreshed, and forgets tokens: all of sessions that ended long ago, and
   * such as were exchanged so long ago that nobody can come with them in good faith.
   */
  async sweep(tx: Transaction): Promise<void> {
    const at = this.clock.now()
    const expired = await endExpiredSessions(tx, at)
    if (expired.length > 0) {
      await recordAudit(tx, {
        action: 'SESSION_ENDED',
        actor: 'SYSTEM',
        request: { requestId: newId('request'), address: null, userAgent: null, reason: null },
        organizationId: null,
        subject: { kind: 'session', ids: expired },
        at,
      })
      for (const _ of expired) this.metrics.ended('EXPIRED')
    }
    const usedTokensKeptMs = this.life.idleHours * HOUR_MS + USED_TOKENS_KEPT_LONGER_MS
    await forgetRefreshTokens(tx, before(at, TOKENS_KEPT_MS), before(at, usedTokensKeptMs))
  }

  async #endAll(tx: Transaction, { userId, reason, at }: EndOfSessions): Promise<string[]> {
    const ended = await endSessionsOfUser(tx, userId, reason, at)
    for (const { endedReason } of ended) this.metrics.ended(endedReason)
    return ended.map(({ id }) => id)
  }
}

function before(at: Date, ms: number): Date {
  return new Date(at.getTime() - ms)
}

/** Who signed in, for the audit trail of it: what the person may do is found out with each request. */
function signedInActor(user: NewSession['user'], sessionId: string): PersonActor {
  const kind = user.staff ? 'STAFF' : 'USER'
  return { kind, id: user.id, name: user.fullName, mode: 'LIVE', scopes: new Set(), sessionId }
}
