import { recordAudit } from '../audit/audit.trail.js'
import type { Actor, PersonActor, RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { sha256Hex } from '../kernel/digest.js'
import { UserErrors } from '../kernel/errors.js'
import { oneLine } from '../kernel/text.js'
import { defineRateLimit, type RateLimits } from '../limits/rate-limits.js'
import { checkPassword, type Passwords } from '../people/password.js'
import { assertSessionActive } from '../people/session.assert.js'
import { recordFailedSignIn } from '../people/sign-in.failure.js'
import type { SignInLimits } from '../people/sign-in.limits.js'
import { keepingStaffApart } from '../people/staff-apart.js'
import { ensureUser } from '../people/user.creation.js'
import type { User } from '../people/user.entity.js'
import { activateUser, findUserByEmail } from '../people/user.service.js'
import { acceptInvitationRow, invitationByToken, type LinkedInvitation } from './invitation.queries.js'
import type { Role } from './membership.entity.js'
import { insertMembership } from './membership.queries.js'
import { lockOrganization } from './organization.lock.js'
import type { OrganizationMetrics } from './organization.metrics.js'
import { nameOf } from './organization.rules.js'

/** Acceptances from one client network, whatever the link: a person needs one. */
const ACCEPT_BY_CLIENT = defineRateLimit({ name: 'invitation_accept_client', points: 30, seconds: 600 })
/** Passwords tried with one link. */
const ACCEPT_BY_INVITATION = defineRateLimit({ name: 'invitation_accept', points: 10, seconds: 900 })

/** How often an acceptance begins again because the person's account changed while the password was being looked at. */
const MAX_ATTEMPTS = 3

/** What a page of the link shows. */
export interface InvitationView {
  organizationName: string
  email: string
  /** As whoever invited wrote it. */
  fullName: string
  roles: Role[]
  /** Whether the address has an account already: then its password is asked for, else a new one. */
  hasAccount: boolean
  expiresAt: Date
}

/** What comes with the link. */
export interface AcceptanceInput {
  token: string
  /** Of a new person; the name in the invitation without it. */
  fullName?: string | null
  /** Not needed of the invited person, signed in. */
  password?: string | null
}

/** What came of it. */
export interface AcceptedInvitation {
  organizationId: string
  organizationName: string
  userId: string
  email: string
  /** False for somebody who had an account already. */
  accountCreated: boolean
}

/** The invited person's side of invitations: the link of the e-mail. */
export class InvitationService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly passwords: Passwords,
    private readonly limits: RateLimits,
    private readonly signInLimits: SignInLimits,
    private readonly metrics: OrganizationMetrics,
  ) {}

  /** What the link invites to; null alike for one that is unknown, used, expired, replaced or taken back. */
  async find(token: string): Promise<InvitationView | null> {
    const invitation = await invitationByToken(this.database, sha256Hex(token), this.clock.now())
    if (invitation === null) return null
    const { organizationName, email, fullName, roles, expiresAt } = invitation
    const user = await findUserByEmail(this.database, email)
    return { organizationName, email, fullName, roles, expiresAt, hasAccount: user?.activatedAt != null }
  }

  /**
   * Makes the account, or proves the one that there is, and joins the organization. `caller` is the invited person, if
   * signed in. @throws UserErrors LINK_INVALID, WEAK_PASSWORD (the link still works), INVALID_CREDENTIALS, INVALID_INPUT (staff);
   * RequestError RATE_LIMITED, SESSION_ENDED
   */
  async accept(input: AcceptanceInput, request: RequestInfo, caller: Actor | null = null): Promise<AcceptedInvitation> {
    await this.limits.takeFrom(ACCEPT_BY_CLIENT, request.address)
    const fullName =
      input.fullName == null || oneLine(input.fullName) === '' ? null : nameOf(input.fullName, ['fullName'])
    try {
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
        const accepted = await this.#attempt({ ...input, fullName }, request, caller)
        if (accepted === null) continue
        this.metrics.invitations('accepted')
        return accepted
      }
    } catch (error) {
      if (error instanceof UserErrors) this.metrics.invitations('refused')
      throw error
    }
    throw invalidCredentials()
  }

  /** Null when the account changed meanwhile. Hashing takes long, so it happens before the transaction. */
  async #attempt(
    input: AcceptanceInput & { fullName: string | null },
    request: RequestInfo,
    caller: Actor | null,
  ): Promise<AcceptedInvitation | null> {
    const tokenSha256 = sha256Hex(input.token)
    const invitation = await invitationByToken(this.database, tokenSha256, this.clock.now())
    if (invitation === null) throw linkInvalid()
    const seen = await findUserByEmail(this.database, invitation.email)
    const fullName = input.fullName ?? invitation.fullName
    const passwordHash = await this.#proof(seen, invitation, fullName, input.password ?? '', { caller, request })
    return await this.database.transaction(async (tx) => {
      await lockOrganization(tx, invitation.organizationId)
      const at = this.clock.now()
      const user = await ensureUser(tx, { email: invitation.email, fullName, at })
      if (!isSameAccount(seen, user)) return null
      const session = sessionOf(user, caller)
      if (session !== null) await assertSessionActive(tx, session, at)
      const userId = user.id
      if (!(await acceptInvitationRow(tx, { id: invitation.id, tokenSha256, at, userId }))) throw linkInvalid()
      if (passwordHash !== null) await activateUser(tx, { userId, fullName, passwordHash, at })
      const { organizationId, organizationName, email, roles } = invitation
      await keepingStaffApart(['token'], () => insertMembership(tx, { organizationId, userId, roles, at }))
      await this.#audit(tx, invitation, userId, request, caller, at)
      return { organizationId, organizationName, userId, email, accountCreated: passwordHash !== null }
    })
  }

  /** The hash for a new account; null for an account that there is, whose person this proves to be. @throws UserErrors */
  async #proof(
    user: User | null,
    invitation: LinkedInvitation,
    fullName: string,
    password: string,
    { caller, request }: { caller: Actor | null; request: RequestInfo },
  ): Promise<string | null> {
    if (user === null || user.activatedAt === null) {
      checkPassword(password, { email: invitation.email, fullName })
      return await this.passwords.hash(password)
    }
    if (sessionOf(user, caller) !== null) return null
    await this.limits.take(ACCEPT_BY_INVITATION, invitation.id)
    // A link must not be a second door to guess at: it is a sign-in, and counts and stands in the trail as one.
    await this.signInLimits.guess(user.email, request.address)
    if (!(await this.passwords.verify(user.passwordHash, password))) {
      await this.database.transaction((tx) => recordFailedSignIn(tx, user.id, request, this.clock.now()))
      throw invalidCredentials()
    }
    await this.signInLimits.forgive(user.email, request.address)
    return null
  }

  async #audit(
    tx: Transaction,
    { id, organizationId }: LinkedInvitation,
    userId: string,
    request: RequestInfo,
    actor: Actor | null,
    at: Date,
  ): Promise<void> {
    const subject = { kind: 'invitation', ids: [id, userId] }
    await recordAudit(tx, { action: 'INVITATION_ACCEPTED', actor, request, organizationId, subject, at })
  }
}

/** The session of the request, if it is the invited person's: then it is proof enough. */
function sessionOf(user: User, caller: Actor | null): PersonActor | null {
  return caller !== null && caller.kind !== 'VENDOR' && caller.id === user.id ? caller : null
}

/** Whether the account is as it was when the password was looked at. */
function isSameAccount(seen: User | null, now: User): boolean {
  if (seen === null || seen.activatedAt === null) return now.activatedAt === null
  return seen.id === now.id && seen.passwordHash === now.passwordHash
}

function linkInvalid(): UserErrors {
  return UserErrors.one(
    'LINK_INVALID',
    ['token'],
    'expected a link that works: this one was used, has expired, was replaced or taken back, or never was',
  )
}

function invalidCredentials(): UserErrors {
  return UserErrors.one('INVALID_CREDENTIALS', ['password'], 'expected the password of the account of this address')
}
