import { recordAudit } from '../audit/audit.trail.js'
import type { PersonActor, RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import type { RateLimits } from '../limits/rate-limits.js'
import { LINKS_PER_ADDRESS } from './account.limits.js'
import type { AccountMail } from './account.mail.js'
import type { CurrentPassword } from './current-password.js'
import { linkInvalid } from './one-time-link.errors.js'
import { findLink, type LinkHolder, useLink, voidLinks } from './one-time-link.js'
import { identitiesOf } from './openid-identity.queries.js'
import { checkPassword, isSamePassword, type Passwords } from './password.js'
import type { OpenedSession, SessionService } from './session.service.js'
import type { SignInLimits } from './sign-in.limits.js'
import { activateUser, lockUser, setPassword } from './user.service.js'

/** What changing a password stands on. */
export interface PasswordServiceParts {
  database: Database
  clock: Clock
  passwords: Passwords
  current: CurrentPassword
  sessions: SessionService
  limits: RateLimits
  signInLimits: SignInLimits
  mail: AccountMail
}

/** New passwords: by a mailed link, or by the person who knows the one so far. */
export class PasswordService {
  constructor(private readonly parts: PasswordServiceParts) {}

  /** Whose link to set a new password it is, for the page behind it; null unless it still works. Uses nothing up. */
  async findReset(token: string): Promise<LinkHolder | null> {
    const { database, clock } = this.parts
    return await findLink(database, 'PASSWORD_RESET', token, clock.now())
  }

  /**
   * Sets the password of the link's person, who is signed out everywhere; returns the user name. A refused password
   * leaves the link as it is. @throws UserErrors LINK_INVALID, WEAK_PASSWORD; RequestError RATE_LIMITED
   */
  async reset(request: RequestInfo, input: { token: string; newPassword: string }): Promise<string> {
    const { database, clock, passwords, limits, signInLimits } = this.parts
    await limits.takeFrom(LINKS_PER_ADDRESS, request.address)
    const holder = await this.findReset(input.token)
    if (holder === null) throw linkInvalid()
    checkPassword(input.newPassword, holder, ['newPassword'])
    const passwordHash = await passwords.hash(input.newPassword)
    const email = await database.transaction(async (tx) => {
      const at = clock.now()
      // Whatever changes an account takes the person first, and the person's links after that.
      await lockUser(tx, holder.userId)
      const used = await useLink(tx, 'PASSWORD_RESET', input.token, at)
      if (used === null) throw linkInvalid()
      // Somebody whom staff appointed makes the account their own by the first password; for others nothing happens here.
      await activateUser(tx, { userId: used.userId, fullName: used.fullName, passwordHash, at })
      await this.#set(tx, request, { user: { id: used.userId, email: used.email }, passwordHash, at, actor: null })
      return used.email
    })
    // Whoever guessed at the old password must not keep its owner from signing in with the new one.
    await signInLimits.forgive(email, request.address)
    return email
  }

  /**
   * Replaces the password of whoever asks. Every session ends, that of the request too, for whoever changes a password
   * may do so because its tokens were stolen; a new one is opened. Returns when, and its tokens.
   * @throws UserErrors INVALID_CREDENTIALS, WEAK_PASSWORD; RequestError RATE_LIMITED, SESSION_ENDED
   */
  async change(
    actor: PersonActor,
    request: RequestInfo,
    input: { currentPassword: string; newPassword: string },
  ): Promise<{ changedAt: Date; tokens: OpenedSession }> {
    const { database, clock, passwords, current, sessions } = this.parts
    const user = await current.verify(actor, input.currentPassword)
    checkPassword(input.newPassword, user, ['newPassword'])
    if (isSamePassword(input.newPassword, input.currentPassword)) {
      throw UserErrors.one('WEAK_PASSWORD', ['newPassword'], 'expected another password than the current one')
    }
    const passwordHash = await passwords.hash(input.newPassword)
    return await database.transaction(async (tx) => {
      const changedAt = clock.now()
      await current.assertUnchanged(tx, actor, user, changedAt)
      await this.#set(tx, request, { user, passwordHash, at: changedAt, actor })
      return { changedAt, tokens: await sessions.open(tx, { user, method: 'PASSWORD', request }) }
    })
  }

  /** Password, sessions, links, letter and audit row together. */
  async #set(
    tx: Transaction,
    request: RequestInfo,
    change: { user: { id: string; email: string }; passwordHash: string; at: Date; actor: PersonActor | null },
  ): Promise<void> {
    const { sessions, mail } = this.parts
    const { user, passwordHash, at, actor } = change
    await voidLinks(tx, user.id)
    await setPassword(tx, { userId: user.id, passwordHash, at })
    await sessions.endSessions(tx, { userId: user.id, reason: 'PASSWORD_CHANGED', at })
    await mail.passwordChanged(tx, user.email, await identitiesOf(tx, user.id))
    const subject = { kind: 'user', ids: [user.id] }
    await recordAudit(tx, { action: 'PASSWORD_CHANGED', actor, request, organizationId: null, subject, at })
  }
}
