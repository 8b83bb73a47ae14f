import { recordAudit } from '../audit/audit.trail.js'
import type { RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { isEmailAddress } from '../kernel/email-address.js'
import { UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { clientNetwork } from '../limits/client-network.js'
import type { RateLimits } from '../limits/rate-limits.js'
import {
  PASSWORD_RESET_LETTERS,
  PASSWORD_RESET_PER_ADDRESS,
  PASSWORD_RESET_PER_EMAIL_AND_NETWORK,
} from './account.limits.js'
import type { AccountMail } from './account.mail.js'
import { issueLink } from './one-time-link.js'
import { SendPasswordReset } from './send-password-reset.job.js'
import { findUserByEmail, lockUser } from './user.service.js'

/** How long a request may wait for its job before it is forgotten: a letter that comes later helps nobody. */
const FORGOTTEN_AFTER_MS = 24 * 3_600_000

interface TakenRequest {
  email: string
  requestId: string
  address: string | null
}

const INSERT = writeStatement(
  'password_reset_request_insert',
  `insert into password_reset_requests (id, email, request_id, address, requested_at) values ($1, $2, $3, $4, $5)`,
)

const TAKE = writeStatement<TakenRequest>(
  'password_reset_request_take',
  `delete from password_reset_requests where id = $1
   returning email, request_id as "requestId", host(address) as address`,
)

const FORGET = writeStatement(
  'password_reset_requests_forget',
  `delete from password_reset_requests where id in
     (select id from password_reset_requests where requested_at < $1 order by requested_at limit 100
         for update skip locked)`,
)

/**
 * Forgotten passwords (domain.md, "Organization manager"). The request writes the address down and does not look it up;
 * a job does that later. So the answer, the SQL and the time it takes are the same for every address there is.
 */
export class PasswordResetService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
    private readonly limits: RateLimits,
    private readonly mail: AccountMail,
    /** How long a link works. */
    readonly linkMinutes: number,
  ) {}

  /**
   * Asks for a letter with a link. Past so many letters for one address there is none, and nobody is told: whoever has
   * the mailbox has the earlier ones, of which the newest works. @throws UserErrors for what is no address; RequestError
   * RATE_LIMITED
   */
  async request(request: RequestInfo, address: string): Promise<void> {
    const email = address.trim().toLowerCase()
    if (!isEmailAddress(email)) throw UserErrors.one('INVALID_INPUT', ['email'], 'expected an e-mail address')
    await this.limits.takeFrom(PASSWORD_RESET_PER_ADDRESS, request.address)
    await this.limits.take(PASSWORD_RESET_PER_EMAIL_AND_NETWORK, `${clientNetwork(request.address)} ${email}`)
    if (!(await this.limits.allows(PASSWORD_RESET_LETTERS, email))) return
    const passwordResetRequestId = newId('passwordResetRequest')
    await this.database.transaction(async (tx) => {
      await tx.write(INSERT, [passwordResetRequestId, email, request.requestId, request.address, this.clock.now()])
      await this.jobs.add(tx, SendPasswordReset, { passwordResetRequestId })
    })
  }

  /** Mails the link if the address is that of an account that its person made their own; forgets the request. */
  async mailLink(passwordResetRequestId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const at = this.clock.now()
      await tx.write(FORGET, [new Date(at.getTime() - FORGOTTEN_AFTER_MS)])
      const [asked] = await tx.write(TAKE, [passwordResetRequestId])
      if (asked === undefined) return
      const found = await findUserByEmail(tx, asked.email)
      const user = found === null ? null : await lockUser(tx, found.id)
      // Under the lock the address may be another than a moment ago: the mailbox that was left gets no link.
      if (user === null || user.email !== asked.email || user.activatedAt === null) return
      const { linkMinutes: minutes } = this
      const token = await issueLink(tx, { userId: user.id, purpose: 'PASSWORD_RESET', newEmail: null, minutes, at })
      await this.mail.passwordReset(tx, user.email, token, minutes)
      await recordAudit(tx, {
        action: 'PASSWORD_RESET_REQUESTED',
        actor: null,
        request: { requestId: asked.requestId, address: asked.address, userAgent: null, reason: null },
        organizationId: null,
        subject: { kind: 'user', ids: [user.id] },
        at,
      })
    })
  }
}
