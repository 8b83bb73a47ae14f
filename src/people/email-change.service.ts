import { recordAudit } from '../audit/audit.trail.js'
import type { PersonActor, RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { constraintOf } from '../db/sql-state.js'
import { writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { isEmailAddress } from '../kernel/email-address.js'
import { UserErrors } from '../kernel/errors.js'
import type { RateLimits } from '../limits/rate-limits.js'
import { EMAIL_CHANGES, LINKS_PER_ADDRESS } from './account.limits.js'
import type { AccountMail } from './account.mail.js'
import type { CurrentPassword } from './current-password.js'
import { linkInvalid } from './one-time-link.errors.js'
import { findLink, issueLink, type LinkHolder, useLink, voidLinks } from './one-time-link.js'
import type { SessionService } from './session.service.js'
import { lockUser } from './user.service.js'

/** How long the link to a new address works. */
export const EMAIL_CHANGE_MINUTES = 60

const SET_EMAIL = writeStatement('user_set_email', 'update users set email = $2 where id = $1')

/** Changes of the e-mail address, which is the user name: nothing happens until the new address confirms it. */
export class EmailChangeService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly current: CurrentPassword,
    private readonly sessions: SessionService,
    private readonly limits: RateLimits,
    private readonly mail: AccountMail,
  ) {}

  /**
   * Mails a link to the new address and a notice to the old one; returns the new address as it will be written.
   * Whether it is somebody's already is not looked up here, so the answer cannot tell.
   * @throws UserErrors INVALID_INPUT, INVALID_CREDENTIALS; RequestError RATE_LIMITED, SESSION_ENDED
   */
  async request(
    actor: PersonActor,
    request: RequestInfo,
    input: { newEmail: string; currentPassword: string },
  ): Promise<string> {
    const newEmail = input.newEmail.trim().toLowerCase()
    if (!isEmailAddress(newEmail)) throw UserErrors.one('INVALID_INPUT', ['newEmail'], 'expected an e-mail address')
    const user = await this.current.verify(actor, input.currentPassword)
    if (user.email === newEmail) {
      throw UserErrors.one('INVALID_INPUT', ['newEmail'], 'expected another address than the current one')
    }
    await this.limits.take(EMAIL_CHANGES, actor.id)
    await this.database.transaction(async (tx) => {
      const at = this.clock.now()
      await this.current.assertUnchanged(tx, actor, user, at)
      const minutes = EMAIL_CHANGE_MINUTES
      const token = await issueLink(tx, { userId: user.id, purpose: 'EMAIL_CHANGE', newEmail, minutes, at })
      await this.mail.emailChange(tx, newEmail, token, minutes)
      await this.mail.emailChangeRequested(tx, user.email)
      const subject = { kind: 'user', ids: [user.id] }
      await recordAudit(tx, { action: 'EMAIL_CHANGE_REQUESTED', actor, request, organizationId: null, subject, at })
    })
    return newEmail
  }

  /** Whose link it is and to which address, for the page behind it; null unless it still works. Uses nothing up. */
  async find(token: string): Promise<LinkHolder | null> {
    return await findLink(this.database, 'EMAIL_CHANGE', token, this.clock.now())
  }

  /**
   * Gives the account the address of the link; whoever is signed in is signed out. Returns the new address. An address
   * that is somebody's by now answers like a link that does not work. @throws UserErrors LINK_INVALID
   */
  async confirm(request: RequestInfo, token: string): Promise<string> {
    await this.limits.takeFrom(LINKS_PER_ADDRESS, request.address)
    try {
      return await this.#confirm(request, token)
    } catch (error) {
      if (constraintOf(error) === 'users_email_unique') throw linkInvalid()
      throw error
    }
  }

  async #confirm(request: RequestInfo, token: string): Promise<string> {
    return await this.database.transaction(async (tx) => {
      const at = this.clock.now()
      const holder = await findLink(tx, 'EMAIL_CHANGE', token, at)
      if (holder === null) throw linkInvalid()
      // Whatever changes an account takes the person first, and the person's links after that.
      await lockUser(tx, holder.userId)
      const link = await useLink(tx, 'EMAIL_CHANGE', token, at)
      if (link === null || link.newEmail === null) throw linkInvalid()
      const { userId, email, newEmail } = link
      await tx.write(SET_EMAIL, [userId, newEmail])
      await voidLinks(tx, userId)
      await this.sessions.endSessions(tx, { userId, reason: 'EMAIL_CHANGED', at })
      await this.mail.emailChanged(tx, email, newEmail)
      const subject = { kind: 'user', ids: [userId] }
      await recordAudit(tx, { action: 'EMAIL_CHANGED', actor: null, request, organizationId: null, subject, at })
      return newEmail
    })
  }
}
