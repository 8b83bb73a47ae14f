import { recordAudit } from '../audit/audit.trail.js'
import { requireReason } from '../audit/reason.js'
import { type Actor, assertStaff, type RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import type { SessionService } from '../people/session.service.js'
import { lockUser } from '../people/user.service.js'
import { appointStaff, assertStillStaff, type EndSessions } from './staff.appointment.js'
import { dismissStaff } from './staff.dismissal.js'
import type { AppointStaffInput, DismissStaffInput, EndUserSessionsInput } from './staff.inputs.js'
import type { StaffMail } from './staff.mail.js'
import { type BackOfficeUserRow, findBackOfficeUser } from './staff.queries.js'

/** What staff do to one another, and to the sessions of people. */
export class StaffService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly mail: StaffMail,
  ) {}

  readonly #end: EndSessions = async (tx, end) => await this.sessions.endSessions(tx, end)

  /** Makes somebody staff and mails it. @throws UserErrors INVALID_INPUT, ALREADY_EXISTS */
  async appoint(actor: Actor, request: RequestInfo, input: AppointStaffInput): Promise<BackOfficeUserRow> {
    assertStaff(actor)
    const reason = requireReason(input.reason)
    return await this.database.transaction(async (tx) => {
      const act = { actor, request, reason, at: this.clock.now() }
      const appointment = await appointStaff(tx, input, act, this.#end)
      await this.mail.appointed(tx, appointment)
      const user = await findBackOfficeUser(tx, { id: appointment.user.id })
      invariant(user, `user ${appointment.user.id} exists`)
      return user
    })
  }

  /** Takes the staff flag from somebody, whose sessions end. @throws UserErrors NOT_FOUND, LAST_ADMINISTRATOR */
  async dismiss(actor: Actor, request: RequestInfo, input: DismissStaffInput): Promise<void> {
    assertStaff(actor)
    const reason = requireReason(input.reason)
    await this.database.transaction(async (tx) => {
      const act = { actor, request, reason, at: this.clock.now() }
      await dismissStaff(tx, input.userId, act, this.#end)
    })
  }

  /** Signs a person out everywhere. @throws UserErrors NOT_FOUND */
  async endSessions(actor: Actor, request: RequestInfo, input: EndUserSessionsInput): Promise<BackOfficeUserRow> {
    assertStaff(actor)
    const reason = requireReason(input.reason)
    return await this.database.transaction(async (tx) => {
      const { userId } = input
      await assertStillStaff(tx, actor)
      if ((await lockUser(tx, userId)) === null) {
        throw UserErrors.one('NOT_FOUND', ['userId'], `no person has the id "${userId}"`)
      }
      const at = this.clock.now()
      await this.sessions.endSessions(tx, { userId, reason: 'ENDED_BY_STAFF', at })
      const subject = { kind: 'user', ids: [userId] }
      await recordAudit(tx, { action: 'SESSION_ENDED', actor, request, organizationId: null, subject, reason, at })
      const user = await findBackOfficeUser(tx, { id: userId })
      invariant(user, `user ${userId} exists`)
      return user
    })
  }
}
