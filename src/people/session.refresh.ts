import { recordAudit } from '../audit/audit.trail.js'
import type { RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import type { RateLimits } from '../limits/rate-limits.js'
import type { AccountMail } from './account.mail.js'
import { REFRESH_PER_NETWORK, REFRESH_PER_SESSION } from './people.limits.js'
import { refreshTokenSha256 } from './refresh-token.js'
import type { Session } from './session.entity.js'
import { findRefreshToken, lockSessionByToken, prolongSession } from './session.queries.js'
import { endOf, type SessionEnd, type SessionLife, sessionEndedMessage, sessionExpiry } from './session.rules.js'
import type { OpenedSession, SessionService } from './session.service.js'
import { usersByIds } from './user.service.js'

const FIELD = ['refreshToken']

/**
 * Exchanges refresh tokens. Each is good once (RFC 9700, section 4.14.2): one that comes a second time was stolen from
 * its owner, or is the owner's after a theft, so the session ends with all of its tokens.
 */
export class SessionRefresh {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionService,
    private readonly clock: Clock,
    private readonly life: SessionLife,
    private readonly limits: RateLimits,
    private readonly mail: AccountMail,
  ) {}

  /**
   * The session with new tokens. @throws UserErrors INVALID_CREDENTIALS for a token that never was, SESSION_ENDED with
   * the reason for one whose session has ended, or ended by this very request; RequestError RATE_LIMITED, and then the
   * token is as good as before.
   */
  async refresh(refreshToken: string, request: RequestInfo): Promise<OpenedSession> {
    const sha256 = refreshTokenSha256(refreshToken)
    if (sha256 === null) throw unknownToken()
    await this.#count(sha256, request)
    const answer = await this.database.transaction((tx) => this.#exchange(tx, sha256, request))
    // Thrown only now: an end that was found out stays.
    if ('reason' in answer) throw UserErrors.one('SESSION_ENDED', FIELD, sessionEndedMessage(answer))
    return answer
  }

  /** A token that was exchanged before counts for nothing: it ends its session, however often that was refreshed. */
  async #count(sha256: string, request: RequestInfo): Promise<void> {
    await this.limits.takeFrom(REFRESH_PER_NETWORK, request.address)
    const token = await findRefreshToken(this.database, sha256)
    if (token === null) throw unknownToken()
    if (token.usedAt === null) await this.limits.take(REFRESH_PER_SESSION, token.sessionId)
  }

  async #exchange(tx: Transaction, sha256: string, request: RequestInfo): Promise<OpenedSession | SessionEnd> {
    const locked = await lockSessionByToken(tx, sha256)
    if (locked === null) throw unknownToken()
    const { tokenUsedAt, ...session } = locked
    const at = this.clock.now()
    const end = endOf(session, at)
    if (end !== null) return end
    if (tokenUsedAt !== null) {
      await this.#endReused(tx, session, request, at)
      return { reason: 'REFRESH_TOKEN_REUSED', at }
    }
    const expiresAt = sessionExpiry(session.createdAt, at, this.life)
    await prolongSession(tx, { sha256, sessionId: session.id, at, expiresAt })
    return await this.sessions.issue(tx, { ...session, refreshedAt: at, expiresAt })
  }

  /** The person is told: one of the two who had the token was a thief. */
  async #endReused(tx: Transaction, { id, userId }: Session, request: RequestInfo, at: Date): Promise<void> {
    await this.sessions.endSessions(tx, { userId, reason: 'REFRESH_TOKEN_REUSED', at })
    const [user] = await usersByIds(tx, [userId])
    invariant(user, `user ${userId} exists`)
    await this.mail.sessionEnded(tx, user.email)
    // Whoever it was proved nothing.
    const subject = { kind: 'session', ids: [id, userId] }
    await recordAudit(tx, { action: 'REFRESH_TOKEN_REUSED', actor: null, request, organizationId: null, subject, at })
  }
}

function unknownToken(): UserErrors {
  return UserErrors.one(
    'INVALID_CREDENTIALS',
    FIELD,
    'expected a refresh token that was given to you, got something else',
  )
}
