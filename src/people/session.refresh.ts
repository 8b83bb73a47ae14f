import { recordAudit } from '../audit/audit.trail.js'
import type { RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { refreshTokenSha256 } from './refresh-token.js'
import { lockSessionByToken, prolongSession } from './session.queries.js'
import { endOf, type SessionEnd, type SessionLife, sessionEndedMessage, sessionExpiry } from './session.rules.js'
import type { OpenedSession, SessionService } from './session.service.js'

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
  ) {}

  /**
   * The session with new tokens. @throws UserErrors INVALID_CREDENTIALS for a token that never was, SESSION_ENDED with
   * the reason for one whose session has ended, or ended by this very request.
   */
  async refresh(refreshToken: string, request: RequestInfo): Promise<OpenedSession> {
    const sha256 = refreshTokenSha256(refreshToken)
    if (sha256 === null) throw unknownToken()
    const answer = await this.database.transaction((tx) => this.#exchange(tx, sha256, request))
    // Thrown only now: an end that was found out stays.
    if ('reason' in answer) throw UserErrors.one('SESSION_ENDED', FIELD, sessionEndedMessage(answer))
    return answer
  }

  async #exchange(tx: Transaction, sha256: string, request: RequestInfo): Promise<OpenedSession | SessionEnd> {
    const locked = await lockSessionByToken(tx, sha256)
    if (locked === null) throw unknownToken()
    const { tokenUsedAt, ...session } = locked
    const at = this.clock.now()
    const end = endOf(session, at)
    if (end !== null) return end
    if (tokenUsedAt !== null) {
      const { id, userId } = session
      await this.sessions.endSessions(tx, { userId, reason: 'REFRESH_TOKEN_REUSED', at })
      // Whoever it was proved nothing.
      const subject = { kind: 'session', ids: [id] }
      await recordAudit(tx, { action: 'REFRESH_TOKEN_REUSED', actor: null, request, organizationId: null, subject, at })
      return { reason: 'REFRESH_TOKEN_REUSED', at }
    }
    const expiresAt = sessionExpiry(session.createdAt, at, this.life)
    await prolongSession(tx, { sha256, sessionId: session.id, at, expiresAt })
    return await this.sessions.issue(tx, { ...session, refreshedAt: at, expiresAt })
  }
}

function unknownToken(): UserErrors {
  return UserErrors.one(
    'INVALID_CREDENTIALS',
    FIELD,
    'expected a refresh token that was given to you, got something else',
  )
}
